//! Compares groups of a selection's stories.

use crate::access::{MayAnalyse, Right};
use crate::analysis::compare::groups::{Grouped, REST};
use crate::analysis::jobs::task::TaskHandle;
use crate::analysis::selection::View;
use crate::analysis::{
    Analysis, AnalysisError, ComparedGroup, ComparisonBody, ComparisonRequest, ComparisonResult, KeepTogether,
};
use crate::disclosure::Policy;
use crate::model::{Fault, some_of};
use crate::patterns::{
    self, Blocks, Columns, CompareOptions, Comparison, Difference, Finding, GROUPS, Group, Labels, NamedRows, Ordered,
    PERMUTATIONS, Progress, Rows, WorkFault,
};

/// Stories × permutations × signifiers that a request may take when whole collections are permuted; a job may take more.
const MOST_BLOCKED_WORK: u128 = 5_000_000_000;

impl Analysis {
    /// Compares groups of a selection's stories.
    ///
    /// # Errors
    /// [`AnalysisError`].
    pub async fn compare(
        &self,
        right: MayAnalyse,
        asked: ComparisonRequest,
        work: &TaskHandle,
    ) -> Result<ComparisonBody, AnalysisError> {
        self.note_view(right.actor(), &asked.selection);
        for group in asked.by.selections() {
            self.note_view(right.actor(), group);
        }
        let is_job = work.is_job();
        let mut names = Labels::default();
        if asked.by.may_be_collections() {
            self.name_collections(&mut names).await?;
        }
        self.run_task(work, move |views, progress| views.compute_comparison(&asked, &names, is_job, progress)).await
    }

    fn compute_comparison(
        &self,
        asked: &ComparisonRequest,
        names: &Labels,
        is_job: bool,
        progress: &Progress<'_>,
    ) -> Result<ComparisonBody, AnalysisError> {
        let view = self.view(&asked.selection)?;
        let mut grouped = self.grouped(&view, &asked.by)?;
        if view.is_too_few() {
            // Not even into which groups these stories fall.
            (grouped.groups, grouped.warnings) = Default::default();
        }
        let mut labels = self.words_for(&view.framework, asked.language.as_ref());
        name_groups(&mut labels, &grouped, names);
        let mut warnings = [view.left_out(), grouped.warnings.clone()].concat();
        let compared = large_enough(&grouped, &labels, &self.policy, &mut warnings)?;
        let groups: Vec<Group<'_>> = compared.iter().map(|(name, rows)| Group { name, rows }).collect();
        let blocks = blocks(&view, &grouped, &groups, asked.keep_together, &mut warnings);
        let options = CompareOptions {
            signifiers: Some(signifiers(&view.columns, asked, grouped.signifier.as_deref())?),
            permutations: asked.permutations,
            seed: asked.seed,
            fewest: self.policy.fewest_counted,
            labels: labels.clone(),
        };
        if blocks.is_some() && !is_job {
            not_too_much(&groups, &options)?;
        }
        let found = if view.is_too_few() {
            Ok(untold(&options))
        } else if groups.len() < *GROUPS.start() {
            warnings.push(format!(
                "Fewer than two groups have {} stories or more: nothing can be compared.",
                self.policy.fewest_compared
            ));
            nothing(&view.columns, &options, progress)
        } else {
            patterns::compare(&view.columns, &groups, blocks.as_ref(), &options, *progress)
        };
        let found = found.map_err(|error| named(error, grouped.field))?;
        Ok(answer(view, &grouped, &compared, &labels, found, warnings))
    }
}

/// Names the groups: options and collections by their labels, the rest as such. Rounds and selections have names of their own.
fn name_groups(labels: &mut Labels, grouped: &Grouped, collections: &Labels) {
    for (id, _) in &grouped.groups {
        let label = match &grouped.signifier {
            Some(signifier) => labels.part(signifier, id).to_owned(),
            None if grouped.are_collections => collections.group(id).to_owned(),
            None if grouped.field == "by.selections" && id == REST => "the rest".to_owned(),
            None => continue,
        };
        labels.name_group(id, &label);
    }
}

/// The groups that are compared: those that are large enough to be broken down.
fn large_enough(
    grouped: &Grouped,
    labels: &Labels,
    policy: &Policy,
    warnings: &mut Vec<String>,
) -> Result<Vec<NamedRows>, AnalysisError> {
    let fewest = policy.fewest_compared;
    let (kept, small): (Vec<&NamedRows>, Vec<&NamedRows>) =
        grouped.groups.iter().partition(|(_, rows)| policy.may_be_compared(rows.len() as u64));
    if !small.is_empty() {
        let names: Vec<String> = small.iter().map(|(name, _)| format!("“{}”", labels.group(name))).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        warnings.push(format!("Groups of fewer than {fewest} stories are left out: {}.", some_of(&names)));
    }
    if kept.len() > *GROUPS.end() {
        let names: Vec<&str> = kept.iter().map(|(name, _)| name.as_str()).collect();
        let message = format!(
            "{} groups have {fewest} stories or more, and at most {} can be compared; name some of them: {}",
            kept.len(),
            GROUPS.end(),
            some_of(&names)
        );
        return Err(AnalysisError::Faulty(Fault::new(grouped.field, message)));
    }
    Ok(kept.into_iter().cloned().collect())
}

/// The signifiers to compare. The choice that makes the groups is left out, because they differ on it by definition.
fn signifiers(columns: &Columns, asked: &ComparisonRequest, makes_groups: Option<&str>) -> Result<Vec<String>, AnalysisError> {
    let Some(named) = &asked.signifiers else {
        return Ok(columns.signifiers().filter(|id| Some(*id) != makes_groups).map(str::to_owned).collect());
    };
    match (1..named.len()).find(|&at| named[..at].contains(&named[at])) {
        None => Ok(named.clone()),
        Some(at) => {
            let message = format!("“{}” is named twice", named[at]);
            Err(AnalysisError::Faulty(Fault::new(format!("signifiers[{at}]"), message)))
        }
    }
}

/// The blocks in which stories are permuted, if any. They come from the same state of the columns as everything else.
fn blocks(
    view: &View,
    grouped: &Grouped,
    groups: &[Group<'_>],
    keep: KeepTogether,
    warnings: &mut Vec<String>,
) -> Option<Blocks> {
    let by_storyteller = || {
        let blocks = Blocks::by_storyteller(&view.columns);
        blocks.shape(groups).several.then_some(blocks)
    };
    let asked = keep == KeepTogether::Collection;
    match keep {
        KeepTogether::Nothing => return None,
        KeepTogether::Storyteller => return by_storyteller(),
        KeepTogether::Auto if grouped.are_collections => return by_storyteller(),
        KeepTogether::Auto | KeepTogether::Collection => {}
    }
    let blocks = Blocks::by_collection_or_storyteller(&view.columns);
    let shape = blocks.shape(groups);
    if !shape.several {
        return None;
    }
    if shape.too_few && !asked {
        let words = "The groups come from so few collections that these cannot change places: stories were taken as independent of their \
                     collection, and a difference may be one between collections.";
        warnings.push(words.to_owned());
        return by_storyteller();
    }
    if shape.too_few {
        warnings.push("So few collections can change places that a difference can hardly show.".to_owned());
    }
    Some(blocks)
}

fn not_too_much(groups: &[Group<'_>], options: &CompareOptions) -> Result<(), AnalysisError> {
    let stories: usize = groups.iter().map(|group| group.rows.len()).sum();
    let signifiers = options.signifiers.as_ref().map_or(0, Vec::len);
    if stories as u128 * u128::from(options.permutations) * signifiers as u128 <= MOST_BLOCKED_WORK {
        return Ok(());
    }
    let message = "this would take too long while somebody waits; ask for it as a job (?job=true), or with fewer permutations or \
                   signifiers, or a narrower selection";
    Err(AnalysisError::Faulty(Fault::new("permutations", message)))
}

/// The result for a selection of too few stories: nothing.
fn untold(options: &CompareOptions) -> Comparison {
    Comparison {
        groups: Vec::new(),
        permutations: options.permutations,
        seed: options.seed,
        by_block: false,
        findings: Vec::new(),
        signifiers: Ordered(Vec::new()),
        warnings: Vec::new(),
    }
}

/// The result for groups without stories: that they cannot be compared.
fn nothing(columns: &Columns, options: &CompareOptions, progress: &Progress<'_>) -> Result<Comparison, WorkFault> {
    let rows = Rows::default();
    let groups = ["1", "2"].map(|name| Group { name, rows: &rows });
    // Without stories, permutations change nothing.
    let fewest = CompareOptions { permutations: *PERMUTATIONS.start(), ..options.clone() };
    let mut found = patterns::compare(columns, &groups, None, &fewest, *progress)?;
    found.permutations = options.permutations;
    found.signifiers = Ordered(Vec::new());
    found.warnings.clear();
    found.findings.iter_mut().for_each(|finding| {
        finding.effect.between = None;
        finding.warnings.clear();
    });
    Ok(found)
}

/// Names a fault of a group by its field in the request.
fn named(error: WorkFault, field: &str) -> AnalysisError {
    let error = AnalysisError::from(error);
    match field {
        "by.selections" => error.within("groups", field),
        _ => match error {
            AnalysisError::Faulty(fault) if fault.field.starts_with("groups") => {
                AnalysisError::Faulty(Fault { field: field.to_owned(), message: fault.message })
            }
            other => other,
        },
    }
}

fn answer(
    view: View,
    grouped: &Grouped,
    compared: &[NamedRows],
    labels: &Labels,
    found: Comparison,
    mut warnings: Vec<String>,
) -> ComparisonBody {
    let names: Vec<String> = compared.iter().map(|(name, _)| name.clone()).collect();
    let group = |(name, rows): &NamedRows| ComparedGroup {
        id: name.clone(),
        label: labels.group(name).to_owned(),
        n: view.policy.told(rows.len() as u64),
        compared: names.len() >= *GROUPS.start() && names.contains(name),
    };
    warnings.extend(found.warnings);
    let results = found.findings.into_iter().map(|finding| result(finding, &found.signifiers, &names));
    let results: Vec<ComparisonResult> = results.collect();
    let mut details = found.signifiers;
    for ComparisonResult { signifier, stone, too_few, .. } in results.iter().filter(|result| !result.too_few.is_empty()) {
        if let Some((_, own)) = details.0.iter_mut().find(|(id, _)| id == signifier) {
            own.leave_out(stone.as_deref(), too_few);
        }
    }
    ComparisonBody {
        matching: view.matching(),
        undecided: view.undecided(),
        framework: view.framework,
        change: view.change,
        fuzzy: view.fuzzy,
        partial: view.partial,
        read_as: view.read_as,
        groups: grouped.groups.iter().map(group).collect(),
        results,
        permutations: found.permutations,
        seed: found.seed,
        kept_together: found.by_block,
        warnings,
        details,
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
        too_few: finding.too_few,
        sentence: finding.sentence,
        warnings: finding.warnings,
    }
}
