//! A table together with its mapping: which column is where, and what is said about the whole table.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::answers::Planned;
use super::dates::DateFormat;
use super::document::{Mapping, Permission, PromptOf};
use super::framework::faulty;
use super::headings::Headings;
use super::missing::{Missing, Said};
use super::rows::MappedRows;
use crate::exchange::cells::folded;
use crate::exchange::pipeline::ExchangeError;
use crate::exchange::remark::{Remark, RemarkKind};
use crate::exchange::table::{Cells, Table, counted};
use crate::model::{Clock, Fault, Framework, first_of};

/// A table whose columns were found.
pub struct MappedTable {
    /// The rows.
    pub(super) table: Table,
    /// Where everything is.
    pub(super) plan: Arc<Plan>,
    /// What is said about the whole table.
    pub remarks: Vec<Remark>,
}

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

impl MappedTable {
    /// Finds every column that the mapping names.
    ///
    /// # Errors
    /// [`ExchangeError::Faulty`] with each column that is not there, and each question that the framework does not have.
    pub fn new(
        mut table: Table,
        mapping: Mapping,
        framework: Framework,
        clock: &Clock,
        strict: bool,
    ) -> Result<Self, ExchangeError> {
        table.name_columns();
        let mut faults = mapping.faults();
        if framework.slug != mapping.framework.slug {
            faults.push(Fault::new("framework.slug", "the framework has another slug"));
        }
        faults.extend(unknown_questions(&mapping, &framework));
        let (plan, used) = match Plan::find(&table.headings, mapping, framework, clock, strict) {
            Ok(found) => found,
            Err(missing) => {
                faults.extend(missing);
                return Err(faulty(faults));
            }
        };
        if !faults.is_empty() {
            return Err(faulty(faults));
        }
        let mut mapped = Self { table, plan: Arc::new(plan), remarks: Vec::new() };
        mapped.look(&used);
        Ok(mapped)
    }

    /// How the table was read, in one sentence.
    pub fn described(&self) -> String {
        let Table { headings, rows, described, .. } = &self.table;
        format!("{} of {}: {described}.", counted(rows.len(), "row"), counted(headings.len(), "column"))
    }

    /// The cells of rows that can be read.
    fn rows(&self) -> impl Iterator<Item = (u64, &Cells)> {
        self.table.rows.iter().filter_map(|row| Some((row.line, row.cells.as_ref().ok()?)))
    }

    /// Says what is left out, and what the table does not say.
    fn look(&mut self, used: &BTreeSet<usize>) {
        let plan = Arc::clone(&self.plan);
        let mut remarks = Vec::new();
        let without: Vec<u64> = self
            .rows()
            .filter(|(_, cells)| {
                !plan.excludes(cells) && plan.analysis.as_ref().is_some_and(|analysis| !analysis.is_given(cells))
            })
            .map(|(line, _)| line)
            .collect();
        if !without.is_empty() {
            let message = format!("{} without consent to analysis: left out", counted(without.len(), "row"));
            remarks.push(Remark::new(RemarkKind::NoConsent, "consent", message));
        }
        for (name, permission) in plan.mapping.permissions() {
            if let Permission { stated: Some(said), .. } = permission {
                remarks.push(Remark::new(RemarkKind::StatedConsent, &format!("consent.{name}"), format!("as stated: {said}")));
            }
        }
        if plan.mapping.consent.as_ref().is_some_and(|consent| consent.quotation.is_none()) {
            let message = "the mapping names no consent to quotation, so no story may be quoted";
            remarks.push(Remark::new(RemarkKind::StatedConsent, "consent.quotation", message));
        }
        let ignored: Vec<usize> = {
            let headings = Headings::new(&self.table.headings);
            plan.mapping.ignore.iter().filter_map(|name| headings.find(name)).collect()
        };
        for (place, heading) in self.table.headings.iter().enumerate().filter(|(place, _)| !used.contains(place)) {
            let filled = self.rows().filter(|(_, cells)| plan.missing.of(cells.get(place)) == Said::Value).count();
            if filled > 0 {
                let why = if ignored.contains(&place) { ", and the mapping leaves it out" } else { "" };
                remarks.push(Remark::new(
                    RemarkKind::UnreadColumn,
                    heading,
                    format!("has values in {}{why}", counted(filled, "row")),
                ));
            }
        }
        let absent: Vec<&str> = plan.without_column().collect();
        if !absent.is_empty() {
            let message = format!("no column is mapped to {}: not asked in any row", first_of(&absent, 8));
            remarks.push(Remark::new(RemarkKind::NoColumn, "", message));
        }
        if !plan.tells_asked {
            let unsaid = "an empty cell counts as unanswered: the table does not say whether the question was shown";
            remarks.push(Remark::new(RemarkKind::AskedUnknown, "", unsaid));
        }
        self.remarks = remarks;
    }

    /// The rows as stories.
    ///
    /// # Errors
    /// [`ExchangeError::Faulty`] with what a person has still to decide.
    pub fn into_rows(self) -> Result<MappedRows, ExchangeError> {
        let open = self.plan.mapping.open_questions();
        if !open.is_empty() {
            return Err(faulty(open));
        }
        Ok(MappedRows::new(self.table, self.plan))
    }
}

/// The questions of a mapping that the framework does not have, or has as another kind.
fn unknown_questions(mapping: &Mapping, framework: &Framework) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (place, question) in mapping.questions.iter().enumerate() {
        let field = format!("questions[{place}].id");
        let kind = mapping.kind_of(question);
        match framework.signifier(&question.id) {
            None => {
                let ids: Vec<&str> = framework.signifiers.iter().map(|signifier| signifier.id.as_str()).collect();
                let message = format!("“{}” has no question “{}”; it has {}", framework.slug, question.id, first_of(&ids, 20));
                faults.push(Fault::new(field, message));
            }
            Some(signifier) if signifier.kind() != kind => {
                faults.push(Fault::new(field, format!("“{}” is a {} there, and a {kind} here", question.id, signifier.kind())));
            }
            Some(_) => {}
        }
    }
    faults
}

impl Plan {
    fn find(
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
    fn without_column(&self) -> impl Iterator<Item = &str> {
        let ids = self.framework.signifiers.iter().map(|signifier| signifier.id.as_str());
        ids.filter(|id| self.questions.iter().all(|question| question.id != *id))
    }

    /// Whether a row is left out on purpose.
    pub fn excludes(&self, cells: &Cells) -> bool {
        self.excluded.iter().any(|(place, values)| values.contains(&folded(cells.get(*place))))
    }
}
