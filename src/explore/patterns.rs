//! What a selection looks like on the signifiers of its framework.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::resolve::View;
use super::{Explore, ExploreError};
use crate::access::MayExplore;
use crate::model::Selection;
use crate::patterns::{self, DensityOptions, HexagonOptions, Options, Ordered, Pattern, RegionOptions};

/// What is asked.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({"selection": {"framework": "sheffield-send"}, "signifiers": ["difference"], "density": {"bandwidth": 0.05}}))]
pub struct PatternsAsked {
    /// Which stories.
    pub selection: Selection,
    /// On which signifiers; on all when missing.
    pub signifiers: Option<Vec<String>>,
    /// Asks for densities too.
    pub density: Option<DensityOptions>,
    /// Asks for hexagonal bins too.
    pub hexagons: Option<HexagonOptions>,
    /// How to find the 95 % regions of triads' centres: by theory, or by drawing stories or whole collections again.
    pub region: Option<RegionOptions>,
}

/// The patterns of a selection.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct PatternsAnswer {
    /// The framework whose signifiers these are.
    #[schema(example = "sheffield-send")]
    pub framework: String,
    /// Stories in the selection.
    #[schema(example = 412)]
    pub matching: u64,
    /// Those of them whose text can be read.
    #[schema(example = 380)]
    pub readable: u64,
    /// The last change that the answer takes into account.
    pub change: u64,
    /// Whether no story holds the words of the selection's text as typed, and similar words were taken instead.
    pub fuzzy: bool,
    /// What a reader should know before reading the patterns.
    #[schema(example = json!(["Fewer than 100 stories: read this pattern with care."]))]
    pub warnings: Vec<String>,
    /// The patterns, by signifier id, in the framework's order.
    #[schema(value_type = std::collections::BTreeMap<String, Pattern>)]
    pub signifiers: Ordered<Arc<Pattern>>,
}

impl Explore {
    /// The patterns of a selection.
    ///
    /// # Errors
    /// [`ExploreError`].
    pub async fn patterns(&self, _right: MayExplore, asked: PatternsAsked) -> Result<PatternsAnswer, ExploreError> {
        let turn = self.turns.quick().await?;
        let views = self.clone();
        let done = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            views.compute_patterns(&asked)
        });
        done.await.map_err(|_| ExploreError::BrokenOff)?
    }

    fn compute_patterns(&self, asked: &PatternsAsked) -> Result<PatternsAnswer, ExploreError> {
        let View { framework, columns, rows, fuzzy, change, shared } = self.view(&asked.selection)?;
        let wanted = match &asked.signifiers {
            Some(signifiers) => signifiers.clone(),
            None => columns.signifiers().map(str::to_owned).collect(),
        };
        let options = Options { density: asked.density, hexagons: asked.hexagons, region: asked.region };
        let signifiers = shared.patterns(&columns, &rows, &wanted, &options)?;
        let matching = rows.len() as u64;
        Ok(PatternsAnswer {
            framework,
            matching,
            readable: shared.readable(&columns, &rows) as u64,
            change,
            fuzzy,
            warnings: patterns::warnings_of(matching, signifiers.0.iter().map(|(id, pattern)| (id.as_str(), &**pattern))),
            signifiers,
        })
    }
}
