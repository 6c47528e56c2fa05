//! What rows are read by: where each part of a story is, and each answer.

use std::collections::BTreeSet;

use super::answers::Planned;
use super::dates::DateFormat;
use super::document::{Mapping, Permission, PromptOf};
use super::headings::Headings;
use super::missing::Missing;
use crate::exchange::cells::folded;
use crate::exchange::table::Cells;
use crate::model::{Clock, Fault, Framework};

/// What rows are read by.
pub(super) struct Plan {
    pub mapping: Mapping,
    pub framework: Framework,
    pub clock: Clock,
    /// Whether a row with an answer that cannot be taken is rejected.
    pub strict: bool,
    pub id: Option<usize>,
    pub text: Vec<usize>,
    pub title: Option<usize>,
    pub received: Option<(usize, Option<DateFormat>)>,
    pub language: Option<usize>,
    pub collection: Option<usize>,
    pub prompt: Option<usize>,
    pub prompts: Vec<PromptOf>,
    pub questions: Vec<Planned>,
    pub missing: Missing,
    pub analysis: Option<Consented>,
    pub quotation: Option<Consented>,
    pub excluded: Vec<(usize, Vec<String>)>,
    /// Whether rows can differ in what was asked.
    pub tells_asked: bool,
}

/// Where a consent is.
pub(super) enum Consented {
    /// A column, and the values that mean yes, folded.
    Column(usize, Vec<String>),
    /// All storytellers consented.
    Stated,
}

impl Consented {
    /// Whether a row has it.
    pub fn is_given(&self, cells: &Cells) -> bool {
        match self {
            Self::Column(place, yes) => yes.contains(&folded(cells.get(*place))),
            Self::Stated => true,
        }
    }
}

impl Plan {
    /// Finds every column that a mapping names, and says which columns of the table are used.
    ///
    /// # Errors
    /// A fault for each column that is not there.
    pub fn find(
        names: &[String],
        mapping: Mapping,
        framework: Framework,
        clock: &Clock,
        strict: bool,
    ) -> Result<(Self, BTreeSet<usize>), Vec<Fault>> {
        let mut headings = Headings::new(names);
        let story = &mapping.story;
        let language = &mapping.framework.language;
        let questions: Vec<Planned> = mapping
            .questions
            .iter()
            .enumerate()
            .map(|(place, question)| Planned::new(question, place, &mapping.values, language, &mut headings))
            .collect();
        let mut one = |field: &str, column: &Option<String>| column.as_deref().map(|column| headings.need(field, column));
        let id = one("story.id", &story.id);
        let title = one("story.title", &story.title);
        let prompt = one("story.prompt", &story.prompt);
        let text = story.text.iter().map(|column| headings.need("story.text", column)).collect();
        let received =
            story.received.as_ref().map(|received| (headings.need("story.received.column", &received.column), received.format));
        let told_in = story.language.as_ref().map(|language| headings.need("story.language.column", &language.column));
        let collection =
            story.collection.as_ref().map(|collection| headings.need("story.collection.column", &collection.column));
        let excluded = mapping
            .exclude
            .iter()
            .map(|excluded| {
                let values = excluded.values.iter().map(|value| folded(value)).collect();
                (headings.need("exclude", &excluded.column), values)
            })
            .collect();
        let mut consented = |name: &str, permission: Option<&Permission>| {
            let permission = permission?;
            Some(match &permission.column {
                Some(column) => {
                    let place = headings.need(&format!("consent.{name}.column"), column);
                    Consented::Column(place, permission.yes.iter().map(|value| folded(value)).collect())
                }
                None => Consented::Stated,
            })
        };
        let consent = mapping.consent.as_ref();
        let analysis = consented("analysis", consent.map(|consent| &consent.analysis));
        let quotation = consented("quotation", consent.and_then(|consent| consent.quotation.as_ref()));
        let used = headings.end()?;
        let tells_asked = !mapping.values.not_asked.is_empty()
            || mapping.questions.iter().any(|question| !question.not_asked.is_empty() || !question.asked_when.is_empty())
            || framework
                .signifiers
                .iter()
                .any(|signifier| mapping.questions.iter().all(|question| question.id != signifier.id));
        let missing = Missing::new(&mapping.values, &[], &[]);
        let prompts = mapping.prompts();
        let plan = Self {
            framework,
            clock: clock.clone(),
            strict,
            id,
            text,
            title,
            received,
            language: told_in,
            collection,
            prompt,
            prompts,
            questions,
            missing,
            analysis,
            quotation,
            excluded,
            tells_asked,
            mapping,
        };
        Ok((plan, used))
    }

    /// The questions of the framework that no column is mapped to.
    pub fn without_column(&self) -> impl Iterator<Item = &str> {
        let ids = self.framework.signifiers.iter().map(|signifier| signifier.id.as_str());
        ids.filter(|id| self.questions.iter().all(|question| question.id != *id))
    }

    /// Whether a row is left out on purpose.
    pub fn excludes(&self, cells: &Cells) -> bool {
        self.excluded.iter().any(|(place, values)| values.contains(&folded(cells.get(*place))))
    }
}
