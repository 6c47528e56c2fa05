//! Patterns: what a selection looks like on the signifiers of its framework.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::access::MayAnalyse;
use crate::analysis::selection::{View, left_out};
use crate::analysis::{Analysis, AnalysisError};
use crate::model::{Language, Selection};
use crate::patterns::{self, DensityOptions, HexagonOptions, Options, Ordered, Pattern, RegionOptions, Undecided};

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
    /// Stories in the selection.
    #[schema(example = 412)]
    pub matching: u64,
    /// The number of these stories whose text can be read.
    #[schema(example = 380)]
    pub readable: u64,
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
    /// The patterns, by signifier id, in the framework's order.
    #[schema(value_type = std::collections::BTreeMap<String, Pattern>)]
    pub signifiers: Ordered<Arc<Pattern>>,
}

impl Analysis {
    /// The patterns of a selection.
    ///
    /// # Errors
    /// [`AnalysisError`].
    pub async fn patterns(&self, _right: MayAnalyse, asked: PatternsRequest) -> Result<PatternsBody, AnalysisError> {
        let turn = self.permits.quick().await?;
        let views = self.clone();
        let done = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            views.compute_patterns(&asked)
        });
        done.await.map_err(|_| AnalysisError::BrokenOff)?
    }

    fn compute_patterns(&self, asked: &PatternsRequest) -> Result<PatternsBody, AnalysisError> {
        let View { framework, columns, rows, fuzzy, partial, change, read_as, undecided, shared } =
            self.view(&asked.selection)?;
        let labels = self.words_for(&framework, asked.language.as_ref());
        let wanted = match &asked.signifiers {
            Some(signifiers) => signifiers.clone(),
            None => columns.signifiers().map(str::to_owned).collect(),
        };
        let options = Options { density: asked.density, hexagons: asked.hexagons, region: asked.region };
        let signifiers = shared.patterns(&columns, &rows, &wanted, &options)?;
        let matching = rows.len() as u64;
        let found = signifiers.0.iter().map(|(id, pattern)| (id.as_str(), &**pattern));
        Ok(PatternsBody {
            framework,
            matching,
            readable: shared.readable(&columns, &rows) as u64,
            change,
            fuzzy,
            partial,
            read_as,
            undecided,
            warnings: [patterns::warnings_of(matching, found, &labels), left_out(undecided)].concat(),
            signifiers,
        })
    }
}
