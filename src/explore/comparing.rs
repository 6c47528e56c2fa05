//! Comparing groups of a selection's stories.

use std::collections::HashMap;

use super::grouping::Grouped;
use super::resolve::View;
use super::work::Work;
use super::{ComparedGroup, ComparisonAnswer, ComparisonAsked, ComparisonResult, Explore, ExploreError, KeepTogether};
use crate::access::MayExplore;
use crate::model::Fault;
use crate::patterns::{
    self, Blocks, Columns, CompareOptions, Comparison, Difference, Finding, GROUPS, Group, NamedRows, Ordered, Rows, Watch,
    WorkFault,
};

/// Of fewer stories no breakdown is given.
pub(super) const FEW_TO_BREAK_DOWN: usize = 10;

/// Stories × permutations × signifiers that a request may take when whole collections are permuted; a job may take more.
const MOST_BLOCKED_WORK: u128 = 5_000_000_000;

impl Explore {
    /// Groups of a selection's stories, compared.
    ///
    /// # Errors
    /// [`ExploreError`].
    pub async fn compare(
        &self,
        _right: MayExplore,
        asked: ComparisonAsked,
        work: &Work,
    ) -> Result<ComparisonAnswer, ExploreError> {
        let is_job = work.is_job();
        let tellers = match asked.keep_together {
            KeepTogether::Nothing => HashMap::new(),
            _ => self.store.linked_stories().await?,
        };
        self.at_work(work, move |views, watch| views.compute_comparison(&asked, &tellers, is_job, watch)).await
    }

    fn compute_comparison(
        &self,
        asked: &ComparisonAsked,
        tellers: &HashMap<u64, u64>,
        is_job: bool,
        watch: &Watch<'_>,
    ) -> Result<ComparisonAnswer, ExploreError> {
        let view = self.view(&asked.selection)?;
        let grouped = self.grouped(&view, &asked.by)?;
        let mut warnings = Vec::new();
        let compared = large_enough(&grouped, &mut warnings)?;
        let groups: Vec<Group<'_>> = compared.iter().map(|(name, rows)| Group { name, rows }).collect();
        let blocks = blocks(&view, &grouped, &groups, asked.keep_together, tellers, &mut warnings);
        let options = CompareOptions {
            signifiers: Some(signifiers(&view.columns, asked, grouped.signifier.as_deref())?),
            permutations: asked.permutations,
            seed: asked.seed,
        };
        if blocks.is_some() && !is_job {
            not_too_much(&groups, &options)?;
        }
        let found = if groups.len() < *GROUPS.start() {
            warnings.push(format!("Fewer than two groups have {FEW_TO_BREAK_DOWN} stories or more: nothing can be compared."));
            nothing(&view.columns, &options, watch)
        } else {
            patterns::compare(&view.columns, &groups, blocks.as_ref(), &options, *watch)
        };
        let found = found.map_err(|error| named(error, grouped.field))?;
        Ok(answer(view, &grouped, &compared, found, warnings))
    }
}

/// The groups that are compared. What stands in the view of fewer than 10 stories is not broken down.
fn large_enough(grouped: &Grouped, warnings: &mut Vec<String>) -> Result<Vec<NamedRows>, ExploreError> {
    let (kept, small): (Vec<&NamedRows>, Vec<&NamedRows>) =
        grouped.groups.iter().partition(|(_, rows)| rows.len() >= FEW_TO_BREAK_DOWN);
    if !small.is_empty() {
        let names: Vec<String> = small.iter().map(|(name, rows)| format!("“{name}” ({})", rows.len())).collect();
        warnings.push(format!("Groups of fewer than {FEW_TO_BREAK_DOWN} stories are left out: {}.", names.join(", ")));
    }
    if kept.len() > *GROUPS.end() {
        let names: Vec<&str> = kept.iter().map(|(name, _)| name.as_str()).collect();
        let message = format!(
            "{} groups have {FEW_TO_BREAK_DOWN} stories or more, and at most {} can be compared; name some of them: {}",
            kept.len(),
            GROUPS.end(),
            names.join(", ")
        );
        return Err(ExploreError::Faulty(Fault::new(grouped.field, message)));
    }
    Ok(kept.into_iter().cloned().collect())
}

/// The signifiers to compare on: groups of a choice differ on it by their making.
fn signifiers(columns: &Columns, asked: &ComparisonAsked, makes_groups: Option<&str>) -> Result<Vec<String>, ExploreError> {
    let Some(named) = &asked.signifiers else {
        return Ok(columns.signifiers().filter(|id| Some(*id) != makes_groups).map(str::to_owned).collect());
    };
    match (1..named.len()).find(|&at| named[..at].contains(&named[at])) {
        None => Ok(named.clone()),
        Some(at) => {
            let message = format!("“{}” is named twice", named[at]);
            Err(ExploreError::Faulty(Fault::new(format!("signifiers[{at}]"), message)))
        }
    }
}

/// The blocks in which stories are permuted, if any. `tellers` has a figure for each story that is linked with others.
fn blocks(
    view: &View,
    grouped: &Grouped,
    groups: &[Group<'_>],
    keep: KeepTogether,
    tellers: &HashMap<u64, u64>,
    warnings: &mut Vec<String>,
) -> Option<Blocks> {
    let teller = |number: u64| tellers.get(&number).copied();
    let by_teller = || {
        let blocks = Blocks::by_number(&view.columns, teller);
        blocks.shape(groups).several.then_some(blocks)
    };
    let asked = keep == KeepTogether::Collection;
    match keep {
        KeepTogether::Nothing => return None,
        KeepTogether::Storyteller => return by_teller(),
        KeepTogether::Auto if grouped.are_collections => return by_teller(),
        KeepTogether::Auto | KeepTogether::Collection => {}
    }
    let blocks = Blocks::by_collection_or(&view.columns, teller);
    let shape = blocks.shape(groups);
    if !shape.several {
        return None;
    }
    if shape.too_few && !asked {
        let words = "The groups come from so few collections that these cannot change places: stories were taken as independent of their \
                     collection, and a difference may be one between collections.";
        warnings.push(words.to_owned());
        return by_teller();
    }
    if shape.too_few {
        warnings.push("So few collections can change places that a difference can hardly show.".to_owned());
    }
    Some(blocks)
}

fn not_too_much(groups: &[Group<'_>], options: &CompareOptions) -> Result<(), ExploreError> {
    let stories: usize = groups.iter().map(|group| group.rows.len()).sum();
    let signifiers = options.signifiers.as_ref().map_or(0, Vec::len);
    if stories as u128 * u128::from(options.permutations) * signifiers as u128 <= MOST_BLOCKED_WORK {
        return Ok(());
    }
    let message = "this would take too long while somebody waits; ask for it as a job (?job=true), or with fewer permutations or \
                   signifiers, or a narrower selection";
    Err(ExploreError::Faulty(Fault::new("permutations", message)))
}

/// What is said of groups without any story: that they cannot be compared.
fn nothing(columns: &Columns, options: &CompareOptions, watch: &Watch<'_>) -> Result<Comparison, WorkFault> {
    let rows = Rows::default();
    let groups = ["1", "2"].map(|name| Group { name, rows: &rows });
    let mut found = patterns::compare(columns, &groups, None, options, *watch)?;
    found.signifiers = Ordered(Vec::new());
    found.warnings.clear();
    found.findings.iter_mut().for_each(|finding| {
        finding.effect.between = None;
        finding.warnings.clear();
    });
    Ok(found)
}

/// A fault of a group is named by where the group stands in the request.
fn named(error: WorkFault, field: &str) -> ExploreError {
    let error = ExploreError::from(error);
    match field {
        "by.selections" => error.within("groups", field),
        _ => match error {
            ExploreError::Faulty(fault) if fault.field.starts_with("groups") => {
                ExploreError::Faulty(Fault { field: field.to_owned(), message: fault.message })
            }
            other => other,
        },
    }
}

fn answer(
    view: View,
    grouped: &Grouped,
    compared: &[NamedRows],
    found: Comparison,
    mut warnings: Vec<String>,
) -> ComparisonAnswer {
    let names: Vec<String> = compared.iter().map(|(name, _)| name.clone()).collect();
    let group = |(name, rows): &NamedRows| ComparedGroup {
        id: name.clone(),
        n: rows.len() as u64,
        compared: names.len() >= *GROUPS.start() && names.contains(name),
    };
    warnings.extend(found.warnings);
    let results = found.findings.into_iter().map(|finding| result(finding, &found.signifiers, &names));
    ComparisonAnswer {
        matching: view.rows.len() as u64,
        framework: view.framework,
        change: view.change,
        fuzzy: view.fuzzy,
        groups: grouped.groups.iter().map(group).collect(),
        results: results.collect(),
        permutations: found.permutations,
        seed: found.seed,
        kept_together: found.by_block,
        warnings,
        details: found.signifiers,
    }
}

fn result(finding: Finding, details: &Ordered<Difference>, all: &[String]) -> ComparisonResult {
    let difference = details.get(&finding.signifier);
    let statistic = difference.and_then(|difference| difference.statistic(finding.stone.as_deref()));
    ComparisonResult {
        statistic,
        signifier: finding.signifier,
        stone: finding.stone,
        test: finding.test,
        groups: finding.effect.between.map_or_else(|| all.to_vec(), Vec::from),
        effect: finding.effect.size,
        measure: finding.effect.measure,
        interval: finding.effect.interval,
        p: finding.p,
        q: finding.p_adjusted,
        sentence: finding.sentence,
        warnings: finding.warnings,
    }
}
