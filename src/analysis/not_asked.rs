//! Which signifiers the storyteller of a story was not asked.

use std::collections::HashMap;

use crate::analysis::{Analysis, AnalysisError};
use crate::model::Asking;
use crate::store::StoredStory;

/// The signifiers to which collections are limited, by join code, as far as they were looked up.
#[derive(Default)]
pub(super) struct Limits(HashMap<String, Vec<String>>);

impl Analysis {
    /// The signifiers of the story's version that its storyteller was not asked, in the framework's order.
    pub(super) async fn not_asked(&self, story: &StoredStory, limits: &mut Limits) -> Result<Vec<String>, AnalysisError> {
        let Some(framework) = self.registry.version(&story.framework, story.version).await? else { return Ok(Vec::new()) };
        let limited_to = self.limited_to(story.collection.as_deref(), limits).await?;
        let asking =
            Asking { audience: story.answers.audience(), prompt: &story.prompt, limited_to, asked: story.asked.as_ref() };
        let unasked = framework
            .signifiers
            .iter()
            .filter(|signifier| !asking.includes(&framework, signifier, story.answers.given.contains_key(&signifier.id)));
        Ok(unasked.map(|signifier| signifier.id.clone()).collect())
    }

    async fn limited_to<'l>(&self, collection: Option<&str>, limits: &'l mut Limits) -> Result<&'l [String], AnalysisError> {
        let Some(code) = collection else { return Ok(&[]) };
        if !limits.0.contains_key(code) {
            let found = self.store.collection(code).await?;
            limits.0.insert(code.to_owned(), found.map(|collection| collection.signifiers).unwrap_or_default());
        }
        Ok(limits.0.get(code).map_or(&[], Vec::as_slice))
    }
}
