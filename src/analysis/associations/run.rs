//! Which signifiers of a selection's stories go together.

use std::cmp::Ordering;

use crate::access::{MayAnalyse, Right};
use crate::analysis::jobs::task::TaskHandle;
use crate::analysis::selection::View;
use crate::analysis::{
    Analysis, AnalysisError, AssociatedSignifier, AssociationBody, AssociationsBody, AssociationsRequest, CellBody, LineBody,
    NotEstimable, PairTableBody, Tendency,
};
use crate::disclosure::{self, Counts, Policy, Told};
use crate::model::Fault;
use crate::patterns::{self, AssociatedItem, Association, Associations, PairTable, Progress, WorkFault};

/// Residuals beyond this are in one case of twenty chance.
const REMARKABLE: f64 = 1.96;

impl Analysis {
    /// Which signifiers of a selection's stories go together.
    ///
    /// # Errors
    /// [`AnalysisError`].
    pub async fn associations(
        &self,
        right: MayAnalyse,
        asked: AssociationsRequest,
        work: &TaskHandle,
    ) -> Result<AssociationsBody, AnalysisError> {
        self.note_view(right.actor(), &asked.selection);
        if asked.pair.is_some() && asked.signifiers.is_some() {
            return Err(AnalysisError::Faulty(Fault::new("pair", "name signifiers or a pair of them, not both")));
        }
        self.run_task(work, move |views, progress| views.compute_associations(&asked, progress)).await
    }

    fn compute_associations(
        &self,
        asked: &AssociationsRequest,
        progress: &Progress<'_>,
    ) -> Result<AssociationsBody, AnalysisError> {
        let view = self.view(&asked.selection)?;
        // Also of few stories: a request with a fault is refused whatever is selected.
        let (found, table) = found(&view, asked, progress)?;
        let is_told = !view.rows.is_empty() && !view.is_too_few();
        let mut pairs: Vec<AssociationBody> = found.pairs.into_iter().map(|pair| association(pair, &self.policy)).collect();
        // Stable, so that equal ones stay in the order of the signifiers.
        pairs.sort_by(|a, b| strength(b).partial_cmp(&strength(a)).unwrap_or(Ordering::Equal));
        let has_table = is_told && pairs.iter().all(|pair| pair.n.is_some_and(|n| n > 0));
        let mut warnings = [patterns::warnings(view.rows.len() as u64), view.left_out()].concat();
        if is_told && patterns::tell_several(&view.columns, &view.rows) {
            warnings.push(DEPENDENT.to_owned());
        }
        Ok(AssociationsBody {
            matching: view.matching(),
            undecided: view.undecided(),
            warnings,
            seed: asked.seed,
            sampled: found.sampled,
            signifiers: found.items.into_iter().map(AssociatedSignifier::from).collect(),
            pairs: if is_told { pairs } else { Vec::new() },
            table: table.filter(|_| has_table).map(|table| told_table(&table, &self.policy)),
            framework: view.framework,
            change: view.change,
            fuzzy: view.fuzzy,
            partial: view.partial,
            read_as: view.read_as,
        })
    }
}

/// How strong a pair is at least, and then how strong it seems: a large effect in few stories may be chance.
fn strength(pair: &AssociationBody) -> [f64; 2] {
    [pair.v_interval.map_or(-1.0, |[low, _]| low), pair.cramers_v.unwrap_or(-1.0)]
}

/// What a reader should know where stories are not independent.
const DEPENDENT: &str = "Some storytellers told several stories. Associations take every story by itself, so they may look a little stronger than they are.";

fn found(
    view: &View,
    asked: &AssociationsRequest,
    progress: &Progress<'_>,
) -> Result<(Associations, Option<PairTable>), WorkFault> {
    match &asked.pair {
        Some(pair) => {
            let (found, table) = patterns::pair_table(&view.columns, &view.rows, pair, asked.seed, progress)?;
            Ok((found, Some(table)))
        }
        None => {
            let signifiers = asked.signifiers.as_deref();
            Ok((patterns::associations(&view.columns, &view.rows, signifiers, asked.seed, progress)?, None))
        }
    }
}

impl From<AssociatedItem> for AssociatedSignifier {
    fn from(AssociatedItem { id, kind }: AssociatedItem) -> Self {
        Self { id, kind }
    }
}

/// A pair as it may be told.
fn association(found: Association, policy: &Policy) -> AssociationBody {
    let Association { pair, answered, asked, cramers_v, v_interval, rank_correlation, distance_correlation } = found;
    let n = Told::of(answered, policy);
    let not_estimable = match (n, cramers_v) {
        _ if asked == 0 => Some(NotEstimable::NeverAskedTogether),
        (Told::Exactly(0), _) => Some(NotEstimable::NeverAnsweredTogether),
        (Told::Few | Told::Withheld, _) => Some(NotEstimable::FewStories),
        (Told::Exactly(_), None) => Some(NotEstimable::OneAnswer),
        (Told::Exactly(_), Some(_)) => None,
    };
    let shown = |effect: Option<f64>| effect.filter(|_| not_estimable.is_none());
    AssociationBody {
        pair,
        n: n.count(),
        fewer_than: n.fewer_than(policy),
        cramers_v: shown(cramers_v),
        v_interval: v_interval.filter(|_| not_estimable.is_none()),
        rank_correlation: shown(rank_correlation),
        distance_correlation: shown(distance_correlation),
        not_estimable,
    }
}

/// A table as it may be told.
fn told_table(table: &PairTable, policy: &Policy) -> PairTableBody {
    let counts: Vec<Vec<u64>> = table.counts.rows().into_iter().map(|row| row.to_vec()).collect();
    let PairTable { row_totals, column_totals, several_rows, several_columns, .. } = table;
    let counted =
        Counts { cells: &counts, row_totals, column_totals, several_rows: *several_rows, several_columns: *several_columns };
    let found = disclosure::told_table(counted, policy);
    let lines = |ids: &[String], totals: &[Told]| {
        let line =
            |(id, total): (&String, &Told)| LineBody { id: id.clone(), n: total.count(), fewer_than: total.fewer_than(policy) };
        ids.iter().zip(totals).map(line).collect()
    };
    let cell = |row: usize, column: usize| {
        let is_large = ![row_totals[row], column_totals[column]].into_iter().any(|total| policy.is_too_few(total));
        let residual = table.residuals[[row, column]].filter(|_| is_large);
        let told = found.cells[row][column];
        CellBody {
            count: told.count(),
            fewer_than: told.fewer_than(policy),
            // With the totals, a residual gives away the count.
            residual: residual.filter(|_| told.count().is_some()).map(|residual| (residual * 100.0).round() / 100.0),
            tendency: residual.map(Tendency::of),
        }
    };
    PairTableBody {
        rows: lines(&table.rows, &found.row_totals),
        columns: lines(&table.columns, &found.column_totals),
        several_rows: *several_rows,
        several_columns: *several_columns,
        cells: (0..counts.len()).map(|row| (0..table.columns.len()).map(|column| cell(row, column)).collect()).collect(),
    }
}

impl Tendency {
    fn of(residual: f64) -> Self {
        match residual {
            residual if residual > REMARKABLE => Self::More,
            residual if residual < -REMARKABLE => Self::Fewer,
            _ => Self::AsExpected,
        }
    }
}
