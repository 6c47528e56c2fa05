//! Patterns: what a selection looks like on the signifiers of its framework.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::access::{MayAnalyse, Right};
use crate::analysis::selection::Undecided;
use crate::analysis::{Analysis, AnalysisError};
use crate::disclosure::{Matching, Policy};
use crate::model::{Language, Selection, first_of};
use crate::patterns::{
    self, ChoicePattern, DensityOptions, HexagonOptions, Labels, Options, Ordered, Pattern, RegionOptions, StonesPattern,
};

/// Signifiers that a warning names.
const NAMED: usize = 5;

/// The request.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({"selection": {"framework": "sheffield-send"}, "signifiers": ["difference"], "density": {"bandwidth": 0.05}}))]
pub struct PatternsRequest {
    /// The stories.
    pub selection: Selection,
    /// The signifiers; all when missing.
    pub signifiers: Option<Vec<String>>,
    /// Options for densities; they are left out when missing.
    pub density: Option<DensityOptions>,
    /// Options for hexagonal bins; they are left out when missing.
    pub hexagons: Option<HexagonOptions>,
    /// How the 95 % regions of triads' centres are computed: by theory, or by resampling stories or whole collections.
    pub region: Option<RegionOptions>,
    /// The language in which warnings name questions; the framework's first when missing.
    pub language: Option<Language>,
}

/// The patterns of a selection.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct PatternsBody {
    /// The framework whose signifiers these are.
    #[schema(example = "sheffield-send")]
    pub framework: String,
    /// How many stories are in the selection.
    #[serde(flatten)]
    pub matching: Matching,
    /// The number of these stories whose text can be read; null when they are too few to be counted.
    #[schema(example = 380)]
    pub readable: Option<u64>,
    /// The last change that the answer takes into account.
    pub change: u64,
    /// Whether no story contains the words of the selection's text as typed, so that similar words were used.
    pub fuzzy: bool,
    /// Whether no story has all of the words, so that stories with those that say most of it were taken.
    pub partial: bool,
    /// How the selection's text was read, when it has operators or brackets, or related words were searched for, too.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "(waiting OR list) AND help")]
    pub read_as: Option<String>,
    /// Stories that are left out because it cannot be said whether they match.
    pub undecided: Undecided,
    /// Warnings to read before the patterns.
    #[schema(example = json!(["Fewer than 100 stories: read this pattern with care."]))]
    pub warnings: Vec<String>,
    /// Signifiers that 1 to 9 of the stories answer. They have no pattern here.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false, example = json!(["voice"]))]
    pub too_few: Vec<String>,
    /// The patterns, by signifier id, in the framework's order; none when the stories are too few.
    #[schema(value_type = std::collections::BTreeMap<String, Pattern>)]
    pub signifiers: Ordered<Arc<Pattern>>,
}

impl Analysis {
    /// The patterns of a selection.
    ///
    /// # Errors
    /// [`AnalysisError`].
    pub async fn patterns(&self, right: MayAnalyse, asked: PatternsRequest) -> Result<PatternsBody, AnalysisError> {
        self.note_view(right.actor(), &asked.selection);
        let turn = self.permits.quick().await?;
        let views = self.clone();
        let done = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            views.compute_patterns(&asked)
        });
        done.await.map_err(|_| AnalysisError::BrokenOff)?
    }

    fn compute_patterns(&self, asked: &PatternsRequest) -> Result<PatternsBody, AnalysisError> {
        let view = self.view(&asked.selection)?;
        let labels = self.words_for(&view.framework, asked.language.as_ref());
        let wanted = match &asked.signifiers {
            Some(signifiers) => signifiers.clone(),
            None => view.columns.signifiers().map(str::to_owned).collect(),
        };
        let options = Options { density: asked.density, hexagons: asked.hexagons, region: asked.region };
        // Also for few stories, so that a fault of the request is reported whatever their number.
        let found = view.shared.patterns(&view.columns, &view.rows, &wanted, &options)?;
        let storytellers = self.about_storytellers(&view.framework);
        let Shown { signifiers, too_few } = match view.is_too_few() {
            true => Shown::none(),
            false => shown(found, &storytellers, &self.policy),
        };
        let stories = view.rows.len() as u64;
        let patterns = signifiers.0.iter().map(|(id, pattern)| (id.as_str(), &**pattern));
        let mut warnings = patterns::warnings_of(stories, patterns, &labels);
        warnings.extend(few_answers(&too_few, &labels, &self.policy));
        warnings.extend(view.left_out());
        Ok(PatternsBody {
            matching: view.matching(),
            readable: (!view.is_too_few()).then(|| view.shared.readable(&view.columns, &view.rows) as u64),
            undecided: view.undecided(),
            framework: view.framework,
            change: view.change,
            fuzzy: view.fuzzy,
            partial: view.partial,
            read_as: view.read_as,
            warnings,
            too_few,
            signifiers,
        })
    }
}

/// Patterns as they may be shown.
struct Shown {
    signifiers: Ordered<Arc<Pattern>>,
    /// Signifiers with too few answers.
    too_few: Vec<String>,
}

impl Shown {
    fn none() -> Self {
        Self { signifiers: Ordered(Vec::new()), too_few: Vec::new() }
    }
}

/// Leaves out patterns and stones with too few answers, and of choices about the storytellers the counts of small groups.
fn shown(found: Ordered<Arc<Pattern>>, about_storytellers: &[String], policy: &Policy) -> Shown {
    let mut shown = Shown::none();
    for (id, pattern) in found.0 {
        if policy.is_too_few(pattern.replies().answered) {
            shown.too_few.push(id);
            continue;
        }
        let pattern = match &*pattern {
            Pattern::Stones(stones) if stones.stones.iter().any(|(_, stone)| policy.is_too_few(stone.placed)) => {
                Arc::new(Pattern::Stones(without_few_stones(stones, policy)))
            }
            Pattern::Choice(choice) if about_storytellers.contains(&id) => {
                Arc::new(Pattern::Choice(without_few_options(choice, policy)))
            }
            _ => pattern,
        };
        shown.signifiers.0.push((id, pattern));
    }
    shown
}

fn without_few_stones(pattern: &StonesPattern, policy: &Policy) -> StonesPattern {
    let (few, enough) = pattern.stones.0.iter().cloned().partition(|(_, stone)| policy.is_too_few(stone.placed));
    let few: Vec<(String, _)> = few;
    StonesPattern { stones: Ordered(enough), too_few: few.into_iter().map(|(id, _)| id).collect(), ..pattern.clone() }
}

fn without_few_options(pattern: &ChoicePattern, policy: &Policy) -> ChoicePattern {
    let (few, enough) = pattern.options.0.iter().cloned().partition(|(_, share)| policy.is_too_few(share.count));
    let few: Vec<(String, _)> = few;
    ChoicePattern { options: Ordered(enough), too_few: few.into_iter().map(|(id, _)| id).collect(), ..pattern.clone() }
}

/// A warning that names the signifiers with too few answers.
fn few_answers(too_few: &[String], labels: &Labels, policy: &Policy) -> Option<String> {
    let named: Vec<String> = too_few.iter().map(|id| format!("“{}”", labels.signifier(id))).collect();
    let message = || {
        let named = first_of(&named, NAMED);
        let fewest = policy.fewest_counted;
        format!("Fewer than {fewest} of these stories answer {named}, so nothing is shown of it.")
    };
    (!named.is_empty()).then(message)
}
