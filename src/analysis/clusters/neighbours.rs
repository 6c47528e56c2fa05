//! The readable stories of a selection that were signified most like one story.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::access::{MayAnalyse, Right};
use crate::analysis::clusters::request::Medoid;
use crate::analysis::jobs::task::TaskHandle;
use crate::analysis::{Analysis, AnalysisError, ReadStory};
use crate::disclosure::Matching;
use crate::model::{Fault, Selection};
use crate::patterns::{self, Neighbour, NeighbourOptions, Ordered};

/// The most neighbours that are named.
const MOST: usize = 50;

/// The request.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"selection": {"framework": "sheffield-send"}, "story": "01990a3e-7c00-7000-8000-1f2e3d4c5b6a", "signifiers": ["difference", "timing"], "limit": 8}))]
pub struct NeighboursRequest {
    /// The stories among which neighbours are looked for.
    #[serde(default)]
    pub selection: Selection,
    /// The id of a readable story.
    pub story: Uuid,
    /// Signifiers of any kind; `stones-id/stone-id` selects a single stone.
    pub signifiers: Vec<String>,
    /// Weights of signifiers, 0.001 to 1,000; 1 for those that are not listed.
    #[serde(default)]
    pub weights: BTreeMap<String, f64>,
    /// The number of neighbours, 1 to 50.
    #[serde(default = "usual_limit")]
    #[schema(default = 8)]
    pub limit: usize,
}

/// The neighbours of a story.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"framework": "sheffield-send", "matching": 412, "change": 1048, "story": {"id": "01990a3e-7c00-7000-8000-1f2e3d4c5b6a", "title": "The phone call"},
    "neighbours": [{"id": "01990a3e-7c00-7000-8000-9f8e7d6c5b4a", "title": "Always the same", "distance": 0.06, "apart": {"difference": 0.1, "timing": 0.02}}]}))]
pub struct NeighboursBody {
    /// The framework whose signifiers these are.
    #[schema(example = "sheffield-send")]
    pub framework: String,
    /// How many stories are in the selection. Among 1 to 9 no neighbours are named.
    #[serde(flatten)]
    pub matching: Matching,
    /// The last change that the answer takes into account.
    pub change: u64,
    /// The story.
    pub story: Medoid,
    /// The readable stories nearest to it, the nearest first, of those that answered every chosen signifier that it answered.
    pub neighbours: Vec<NeighbourBody>,
}

/// A story that was signified like another one.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"id": "01990a3e-7c00-7000-8000-9f8e7d6c5b4a", "title": "Always the same", "distance": 0.06, "apart": {"difference": 0.1, "timing": 0.02}}))]
pub struct NeighbourBody {
    /// The story's id.
    pub id: Uuid,
    /// Its title; may be empty.
    pub title: String,
    /// Gower's distance (1971) of the two stories: the mean over the signifiers that both answered, 0 (the same answers) to 1.
    #[schema(example = 0.06)]
    pub distance: f64,
    /// The distance on each chosen signifier, 0 to 1; `null` when the story did not answer it.
    #[schema(value_type = BTreeMap<String, Option<f64>>)]
    pub apart: Ordered<Option<f64>>,
}

impl Analysis {
    /// The neighbours of a story.
    ///
    /// # Errors
    /// [`AnalysisError::UnknownStory`] for one that may not be read; other [`AnalysisError`]s.
    pub async fn neighbours(
        &self,
        right: MayAnalyse,
        asked: NeighboursRequest,
        work: &TaskHandle,
    ) -> Result<NeighboursBody, AnalysisError> {
        self.note_view(right.actor(), &asked.selection);
        if !(1..=MOST).contains(&asked.limit) {
            return Err(AnalysisError::Faulty(Fault::new("limit", format!("ask for 1 to {MOST} neighbours"))));
        }
        let ReadStory { story, .. } = self.story(right, asked.story).await?;
        let (number, own) = (story.number, Medoid { id: story.id, title: story.title.clone() });
        let (framework, matching, change, found) = self
            .run_task(work, move |views, _| {
                let view = views.view(&asked.selection)?;
                if story.framework != view.framework {
                    let message = format!("this story is of another framework than “{}”", view.framework);
                    return Err(AnalysisError::Faulty(Fault::new("story", message)));
                }
                let NeighboursRequest { selection, signifiers, weights, limit, .. } = asked;
                let by_who_told = views.is_by_who_told(&selection);
                let about = views.about_storytellers(&view.framework);
                if let Some(at) = signifiers.iter().position(|id| about.contains(id)) {
                    // How near two stories are on it would tell answers that are not shown beside them.
                    let message = "choose questions about the story, not about who told it";
                    return Err(AnalysisError::Faulty(Fault::new(format!("signifiers[{at}]"), message)));
                }
                let options = NeighbourOptions { signifiers, weights, limit };
                let among = view.columns.readable_rows(&view.rows);
                // Faults are told of few stories, too.
                let mut found = patterns::neighbours(&view.columns, &among, number, &options)?;
                if view.is_too_few() || !views.policy.texts_may_be_shown(among.len() as u64, by_who_told) {
                    found.clear();
                }
                let matching = view.matching();
                Ok((view.framework, matching, view.change, found))
            })
            .await?;
        let numbers: Vec<u64> = found.iter().map(|neighbour| neighbour.story).collect();
        let titles = self.readable_titles(right, &numbers).await?;
        let shown = |Neighbour { story, distance, apart }: Neighbour| {
            let Medoid { id, title } = titles.get(&story)?.clone();
            Some(NeighbourBody { id, title, distance, apart })
        };
        Ok(NeighboursBody {
            framework,
            matching,
            change,
            story: own,
            neighbours: found.into_iter().filter_map(shown).collect(),
        })
    }
}

fn usual_limit() -> usize {
    8
}
