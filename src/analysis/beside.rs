//! What is shown beside a story that an analyst reads: its answers, those about the storyteller only as far as they do not single
//! out a person.

use std::collections::{BTreeMap, HashMap};

use crate::analysis::{Analysis, AnalysisError};
use crate::model::{About, AnswerInput, Selection, Shape, answer_bodies};
use crate::store::StoredStory;

/// The answers beside a story.
pub(super) struct Beside {
    pub answers: BTreeMap<String, AnswerInput>,
    /// The signifiers that the storyteller was not asked; none when they would tell an answer that is not shown.
    pub not_asked: Vec<String>,
    /// Answers about the storyteller that are not shown.
    pub not_shown: Vec<String>,
    /// Whether the prompt is shown: not one that would tell an answer that is not shown.
    pub prompt: bool,
}

/// Which answers about their storytellers may be shown beside some stories.
#[derive(Default)]
pub(super) struct SharedAnswers {
    /// By story number: for each choice about the storyteller, whether the answer may be shown.
    shared: HashMap<u64, Vec<bool>>,
    /// By framework: the signifiers that are asked of some storytellers only.
    asked_of_some: HashMap<String, Vec<String>>,
}

impl Analysis {
    /// The choices about the storyteller, in any version of a framework, in the order of the newest.
    pub fn about_storytellers(&self, slug: &str) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for framework in self.registry.all().iter().rev().filter(|framework| framework.slug == slug) {
            for signifier in &framework.signifiers {
                let about = matches!(&signifier.shape, Shape::Choice(choice) if choice.about == About::Storyteller);
                if about && !found.contains(&signifier.id) {
                    found.push(signifier.id.clone());
                }
            }
        }
        found
    }

    /// Whether a selection says who told its stories.
    pub(super) fn is_by_who_told(&self, selection: &Selection) -> bool {
        let not = selection.not.iter().flat_map(|not| not.answers.keys());
        let mut answers = selection.answers.keys().chain(not).peekable();
        if answers.peek().is_none() {
            return false;
        }
        let slug = self.one_framework(selection).map(|(slug, _)| slug).unwrap_or_default();
        let about = self.about_storytellers(&slug);
        answers.any(|signifier| about.contains(signifier))
    }

    /// Which answers about their storytellers may be shown beside these stories. Those of all stories are found together, away from the
    /// threads that answer requests: with many combinations of answers it takes milliseconds.
    pub(super) async fn shared_answers(
        &self,
        stories: impl Iterator<Item = &StoredStory>,
    ) -> Result<SharedAnswers, AnalysisError> {
        let mut by_framework: BTreeMap<String, Vec<u64>> = BTreeMap::new();
        for story in stories {
            by_framework.entry(story.framework.clone()).or_default().push(story.number);
        }
        let views = self.clone();
        let find = move || {
            let mut all = SharedAnswers::default();
            for (framework, numbers) in by_framework {
                let Some(columns) = views.projection.columns(&framework)? else { continue };
                let about = views.about_storytellers(&framework);
                let now = columns.read();
                let found = columns.shared_answers(&now, &numbers, &about, views.policy.fewest_alike);
                all.shared.extend(numbers.into_iter().zip(found));
                all.asked_of_some.insert(framework, columns.asked_of_some(&now));
            }
            Ok(all)
        };
        tokio::task::spawn_blocking(find).await.map_err(|_| AnalysisError::BrokenOff)?
    }

    /// The answers beside a story, one of those that `known` was found for. Of those about the storyteller, in the framework's order,
    /// each is shown if at least `Policy::fewest_alike` readable stories share it together with those shown before. Words that
    /// storytellers wrote there are never shown. Where one is not shown, neither is a reply to a question that only some are asked.
    pub(super) fn beside(&self, story: &StoredStory, known: &SharedAnswers, not_asked: Vec<String>) -> Beside {
        let about = self.about_storytellers(&story.framework);
        let mut answers = answer_bodies(&story.answers);
        if !about.iter().any(|id| answers.contains_key(id)) {
            return Beside { answers, not_asked, not_shown: Vec::new(), prompt: true };
        }
        let shared = known.shared.get(&story.number).map_or(&[][..], Vec::as_slice).iter().copied();
        let shared = shared.chain(std::iter::repeat(false));
        let mut not_shown = Vec::new();
        for (id, _) in about.iter().zip(shared).filter(|(_, is_shared)| !is_shared) {
            if answers.remove(id).is_some() {
                not_shown.push(id.clone());
            }
        }
        for id in &about {
            if let Some(AnswerInput::Answered(answer)) = answers.get_mut(id) {
                answer.write_in = None;
            }
        }
        if not_shown.is_empty() {
            return Beside { answers, not_asked, not_shown, prompt: true };
        }
        // Which questions were asked depends on who told the story, and so tells it; also a reply to one that only some are asked,
        // and a prompt that only some audiences are asked.
        for id in known.asked_of_some.get(&story.framework).into_iter().flatten() {
            if answers.remove(id).is_some() {
                not_shown.push(id.clone());
            }
        }
        let framework = self.registry.at_hand(&story.framework, story.version);
        let prompt = framework.is_some_and(|framework| !framework.is_prompt_of_some(&story.prompt));
        Beside { answers, not_asked: Vec::new(), not_shown, prompt }
    }
}
