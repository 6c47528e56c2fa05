//! What a table becomes by its mapping, without storing anything.

use std::collections::BTreeMap;

use serde::Serialize;

use super::answers::State;
use super::plan::Plan;
use super::table::MappedTable;
use crate::capture::{Submission, check_submission};
use crate::exchange::recognise::Rejected;
use crate::exchange::remark::Remark;
use crate::exchange::source::Draft;
use crate::model::{AnswerInput, Fault, Shape};

/// Stories that a preview shows.
const STORIES: usize = 5;
/// Rejected rows that a preview lists.
const REJECTED: usize = 200;
/// Values of a question that do not fit that a preview lists, and lines of each.
const UNFIT: usize = 20;
const LINES: usize = 8;
/// Characters of a text that a preview shows.
const SHOWN: usize = 400;

/// What a table becomes.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"described": "120 rows of 14 columns: CSV in UTF-8, separated by semicolons.", "rows": 120, "stories": 110, "excluded": 0, "without_consent": 10, "rejected": 0, "rejections": [], "framework": "street-stories", "version": 1, "collections": {}, "questions": [{"id": "soon", "question": "How soon?", "kind": "dyad", "columns": ["How soon"], "answered": 88, "not_applicable": 16, "unanswered": 6, "not_asked": 0, "left_out": 0, "options": [], "write_ins": 0, "unfit": []}], "first": [], "remarks": [{"kind": "unread_column", "field": "Email", "message": "has values in 120 rows, and the mapping leaves it out", "lines": []}], "open": []}))]
pub struct Preview {
    /// How the table was read.
    pub described: String,
    /// The rows.
    pub rows: u64,
    /// The rows that become stories.
    pub stories: u64,
    /// The rows that the mapping leaves out.
    pub excluded: u64,
    /// The rows that are left out because they do not say yes to analysis.
    pub without_consent: u64,
    /// The rows that cannot be taken.
    pub rejected: u64,
    /// The first of those rows, with the reasons.
    pub rejections: Vec<Rejected>,
    /// The slug of the framework that the stories answer.
    pub framework: String,
    /// Its version, which is published by the import if it is not yet.
    pub version: u32,
    /// The stories by collection, as join codes.
    #[schema(value_type = BTreeMap<String, u64>)]
    pub collections: BTreeMap<String, u64>,
    /// The counts of each question.
    pub questions: Vec<QuestionCounts>,
    /// The first stories.
    pub first: Vec<PreviewedStory>,
    /// What is said about the table and its rows.
    pub remarks: Vec<Remark>,
    /// What a person has to decide before the stories can be imported.
    pub open: Vec<Fault>,
}

/// The counts of one question, over the rows that become stories.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"id": "soon", "question": "How soon?", "kind": "dyad", "columns": ["How soon"], "answered": 88, "not_applicable": 16, "unanswered": 6, "not_asked": 0, "left_out": 0, "options": [], "write_ins": 0, "unfit": []}))]
pub struct QuestionCounts {
    /// Its id.
    pub id: String,
    /// The question in words.
    pub question: String,
    /// The kind of signifier.
    pub kind: String,
    /// Its columns.
    pub columns: Vec<String>,
    /// Stories with an answer.
    pub answered: u64,
    /// Stories to which it does not apply.
    pub not_applicable: u64,
    /// Stories whose storyteller was asked and did not answer.
    pub unanswered: u64,
    /// Stories whose storyteller was not asked.
    pub not_asked: u64,
    /// Stories whose answer cannot be taken and is left out.
    pub left_out: u64,
    /// For each option, how many stories chose it.
    pub options: Vec<AnswerCount>,
    /// Stories with words of the storyteller's own.
    pub write_ins: u64,
    /// The values that do not fit.
    pub unfit: Vec<UnfitValue>,
}

/// How many stories chose an option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"id": "under-12", "label": "Under 12", "count": 31}))]
pub struct AnswerCount {
    /// The option's id.
    pub id: String,
    /// Its label.
    pub label: String,
    /// Stories.
    pub count: u64,
}

/// A value that does not fit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"value": "11", "rows": 2, "lines": [7, 19]}))]
pub struct UnfitValue {
    /// The value, shortened.
    pub value: String,
    /// Rows with it.
    pub rows: u64,
    /// The first of their lines.
    pub lines: Vec<u64>,
}

/// A story as it would be stored.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"line": 2, "received": "2026-03-02", "language": "en", "prompt": "What happened?", "title": "", "text": "They rang back on the same day.", "quotation": false, "answers": {"soon": {"dyad": 0.2}}}))]
pub struct PreviewedStory {
    /// The line.
    pub line: u64,
    /// The day on which it came in; today when missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received: Option<String>,
    /// The language.
    pub language: String,
    /// The prompt's id.
    pub prompt: String,
    /// The join code of the collection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collection: Option<String>,
    /// The title.
    pub title: String,
    /// The beginning of the text.
    pub text: String,
    /// Whether it may be quoted.
    pub quotation: bool,
    /// Its answers by question.
    #[schema(value_type = BTreeMap<String, AnswerInput>)]
    pub answers: BTreeMap<String, AnswerInput>,
}

impl MappedTable {
    /// What the table becomes.
    pub fn preview(&self) -> Preview {
        let plan = &self.plan;
        let mut preview = Preview {
            described: self.described(),
            rows: self.table.rows.len() as u64,
            stories: 0,
            excluded: 0,
            without_consent: 0,
            rejected: 0,
            rejections: Vec::new(),
            framework: plan.framework.slug.clone(),
            version: plan.framework.version,
            collections: BTreeMap::new(),
            questions: plan.mapping.questions.iter().map(|question| empty_counts(plan, question)).collect(),
            first: Vec::new(),
            remarks: self.remarks.clone(),
            open: plan.mapping.open_questions(),
        };
        for row in &self.table.rows {
            let read = match &row.cells {
                Ok(cells) if plan.excludes(cells) => {
                    preview.excluded += 1;
                    continue;
                }
                Ok(cells) => plan.read(cells).map(|read| (cells, read)),
                Err(why) => {
                    preview.reject(row.line, vec![Fault::new("", why)]);
                    continue;
                }
            };
            let Some((cells, read)) = read else {
                preview.without_consent += 1;
                continue;
            };
            for (place, value) in &read.unfit {
                preview.questions[*place].does_not_fit(value, row.line);
            }
            let states = read.states.clone();
            let checked = plan.draft(row.line, cells, read, Vec::new()).and_then(|draft| {
                check_submission(&draft.submission, &plan.framework)?;
                Ok(draft)
            });
            match checked {
                Ok(draft) => preview.take(plan, row.line, &states, draft),
                Err(faults) => preview.reject(row.line, faults),
            }
        }
        preview
    }
}

impl Preview {
    fn reject(&mut self, line: u64, faults: Vec<Fault>) {
        self.rejected += 1;
        if self.rejections.len() < REJECTED {
            self.rejections.push(Rejected { line, faults });
        }
    }

    fn take(&mut self, plan: &Plan, line: u64, states: &[Option<State>], draft: Draft) {
        self.stories += 1;
        for (counts, state) in self.questions.iter_mut().zip(states) {
            counts.count(state.as_ref());
        }
        for remark in &draft.remarks {
            let alike = |own: &Remark| own.kind == remark.kind && own.field == remark.field && own.message == remark.message;
            match self.remarks.iter().position(alike) {
                Some(place) => self.remarks[place].lines.extend(&remark.lines),
                None if self.remarks.len() < REJECTED => self.remarks.push(remark.clone()),
                None => {}
            }
        }
        let Draft {
            submission: Submission { language, prompt, collection, title, text, consent, answers, .. },
            received,
            language: own,
            ..
        } = draft;
        if let Some(code) = &collection {
            *self.collections.entry(code.to_uppercase()).or_default() += 1;
        }
        if self.first.len() == STORIES {
            return;
        }
        let shortened: String = text.chars().take(SHOWN).collect();
        let more = if shortened.len() < text.len() { "…" } else { "" };
        let received = received.map(|day| chrono::NaiveDate::from(day).to_string());
        self.first.push(PreviewedStory {
            line,
            received,
            language: own.unwrap_or(language).as_str().to_owned(),
            prompt: plan
                .prompts
                .iter()
                .find(|own| own.id == prompt)
                .map_or(prompt, |own| own.text.first(&plan.mapping.framework.language).to_owned()),
            collection,
            title,
            text: shortened + more,
            quotation: consent.quotation,
            answers: answers
                .into_iter()
                .filter_map(|(id, answer)| Some((id, answer?)))
                .collect::<BTreeMap<String, AnswerInput>>(),
        });
    }
}

fn empty_counts(plan: &Plan, question: &super::questions::Question) -> QuestionCounts {
    let language = &plan.mapping.framework.language;
    let signifier = plan.framework.signifier(&question.id);
    let options = match signifier.map(|signifier| &signifier.shape) {
        Some(Shape::Choice(choice)) => choice
            .options
            .iter()
            .map(|option| AnswerCount { id: option.id.clone(), label: option.label.in_language(language).to_owned(), count: 0 })
            .collect(),
        _ => Vec::new(),
    };
    QuestionCounts {
        id: question.id.clone(),
        question: signifier.map_or(question.question.first(language), |own| own.question.in_language(language)).to_owned(),
        kind: plan.mapping.kind_of(question).to_owned(),
        columns: question.answer.columns().into_iter().map(str::to_owned).collect(),
        answered: 0,
        not_applicable: 0,
        unanswered: 0,
        not_asked: 0,
        left_out: 0,
        options,
        write_ins: 0,
        unfit: Vec::new(),
    }
}

impl QuestionCounts {
    fn count(&mut self, state: Option<&State>) {
        let counter = match state {
            None => &mut self.left_out,
            Some(State::Answered(_)) => &mut self.answered,
            Some(State::NotApplicable) => &mut self.not_applicable,
            Some(State::Unanswered) => &mut self.unanswered,
            Some(State::NotAsked) => &mut self.not_asked,
        };
        *counter += 1;
        if let Some(State::Answered(body)) = state {
            self.write_ins += u64::from(body.write_in.is_some());
            for id in body.choice.iter().flatten() {
                if let Some(option) = self.options.iter_mut().find(|option| option.id == *id) {
                    option.count += 1;
                }
            }
        }
    }

    fn does_not_fit(&mut self, value: &str, line: u64) {
        match self.unfit.iter().position(|unfit| unfit.value == value) {
            Some(place) => {
                let unfit = &mut self.unfit[place];
                unfit.rows += 1;
                if unfit.lines.len() < LINES {
                    unfit.lines.push(line);
                }
            }
            None if self.unfit.len() < UNFIT => {
                self.unfit.push(UnfitValue { value: value.to_owned(), rows: 1, lines: vec![line] })
            }
            None => {}
        }
    }
}
