//! The rows of a table, each a story.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::answers::State;
use super::document::PromptOf;
use super::missing::Said;
use super::plan::Plan;
use crate::capture::{Submission, check_answer};
use crate::exchange::cells::{folded, shown};
use crate::exchange::remark::{Remark, RemarkKind};
use crate::exchange::source::{Draft, Drafter, Exported, Lines};
use crate::exchange::table::{Cells, Row, RowsToRead, Table};
use crate::model::{AnswerInput, Consent, Day, Fault, Language, Title};

/// The rows of a table.
pub struct MappedRows {
    rows: RowsToRead,
    plan: Arc<Plan>,
    /// How often each content has occurred, so that two equal rows are two stories, while importing the same file twice adds none.
    seen: HashMap<[u8; 16], u32>,
}

/// A row and its name, where its own cells give it none.
pub struct NamedRow {
    row: Row,
    name: Vec<u8>,
}

impl MappedRows {
    pub(super) fn new(table: Table, plan: Arc<Plan>) -> Self {
        Self { rows: table.into(), plan, seen: HashMap::new() }
    }

    fn name(&mut self, row: &Row) -> Vec<u8> {
        if self.plan.id.is_some() {
            return Vec::new();
        }
        let Ok(cells) = &row.cells else { return Vec::new() };
        let mut digest = Sha256::new();
        // Columns without a value at the end do not make it another row.
        let filled = (0..cells.len()).rev().find(|place| !cells.get(*place).is_empty()).map_or(0, |last| last + 1);
        for place in 0..filled {
            digest.update(cells.get(place).as_bytes());
            digest.update([0]);
        }
        let mut short = [0; 16];
        short.copy_from_slice(&digest.finalize()[..16]);
        let times = self.seen.entry(short).or_default();
        *times += 1;
        [&short[..], &times.to_be_bytes()].concat()
    }
}

impl Lines for MappedRows {
    type Raw = NamedRow;

    fn next(&mut self) -> std::io::Result<Option<(u64, Self::Raw)>> {
        let Some(row) = self.rows.next() else { return Ok(None) };
        let name = self.name(&row);
        Ok(Some((row.line, NamedRow { row, name })))
    }

    fn bytes(&self) -> u64 {
        self.rows.bytes_read()
    }

    fn names_are_ids(&self) -> bool {
        self.plan.id.is_some()
    }

    fn drafter(&self) -> Drafter<Self::Raw> {
        let plan = Arc::clone(&self.plan);
        Arc::new(move |NamedRow { row: Row { line, cells }, name }| {
            let cells = cells.map_err(|why| vec![Fault::new("", why)])?;
            let Some(read) = plan.read(&cells) else { return Ok(None) };
            plan.draft(line, &cells, read, name).map(Some)
        })
    }
}

/// What a row says about each question, with remarks.
pub(super) struct ReadRow {
    /// Each question's state, in the order of the mapping; `None` where it cannot be taken.
    pub states: Vec<Option<State>>,
    /// The values that do not fit, by the question's place.
    pub unfit: Vec<(usize, String)>,
    /// What is said about it.
    pub remarks: Vec<Remark>,
}

impl Plan {
    /// The states of all questions in a row; `None` when the row is left out on purpose or its storyteller did not consent.
    pub fn read(&self, cells: &Cells) -> Option<ReadRow> {
        let consents = self.analysis.as_ref().is_none_or(|analysis| analysis.is_given(cells));
        (consents && !self.excludes(cells)).then(|| self.answers(cells))
    }

    fn answers(&self, cells: &Cells) -> ReadRow {
        let mut read = ReadRow { states: Vec::with_capacity(self.questions.len()), unfit: Vec::new(), remarks: Vec::new() };
        for (place, question) in self.questions.iter().enumerate() {
            let mut notes = Vec::new();
            let state = question.state(cells, &mut notes).map_err(|refusal| (refusal.kind, refusal.message, refusal.value));
            let state = state.and_then(|state| match self.fault_of(&question.id, &state) {
                None => Ok(state),
                Some(message) => Err((RemarkKind::LeftOut, message, String::new())),
            });
            let state = state.map_err(|(kind, message, value)| {
                // What was noted about an answer that is left out does not matter.
                notes = vec![(kind, message)];
                read.unfit.push((place, value));
            });
            read.states.push(state.ok());
            let remark =
                |(kind, message): (RemarkKind, String)| Remark::new(kind, &question.id, message).titled(&question.title);
            read.remarks.extend(notes.into_iter().map(remark));
        }
        read
    }

    /// Why the framework's question does not take the answer.
    fn fault_of(&self, id: &str, state: &State) -> Option<String> {
        let answer = input(state)?;
        let signifier = self.framework.signifier(id)?;
        check_answer(signifier, &answer, "").err().map(|fault| fault.message)
    }

    /// The story of a row.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn draft(&self, line: u64, cells: &Cells, read: ReadRow, name: Vec<u8>) -> Result<Draft, Vec<Fault>> {
        let ReadRow { states, mut remarks, .. } = read;
        let mut faults = Vec::new();
        let name = match self.id.map(|place| cells.get(place)) {
            Some("") => {
                faults.push(Fault::new("id", "the row has no id"));
                name
            }
            Some(id) => id.as_bytes().to_vec(),
            None => name,
        };
        let title = self.title(cells, &mut remarks);
        let received = self.received(cells, &mut remarks).map_err(|fault| faults.push(fault)).ok().flatten();
        let language = self.language(cells, &mut remarks);
        let prompt = self.prompt(cells).map_err(|fault| faults.push(fault)).unwrap_or_default();
        if self.strict {
            let losses = remarks.iter().filter(|remark| remark.kind.is_loss());
            faults.extend(losses.map(|remark| Fault::new(format!("answers.{}", remark.field), &remark.message)));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut answers = BTreeMap::new();
        let mut asked = Vec::new();
        for (question, state) in self.questions.iter().zip(&states) {
            if *state != Some(State::NotAsked) {
                asked.push(question.id.clone());
            }
            if let Some(answer) = state.as_ref().and_then(input) {
                answers.insert(question.id.clone(), Some(answer));
            }
        }
        let submission = Submission {
            framework: self.framework.slug.clone(),
            version: self.framework.version,
            language: self.mapping.framework.language.clone(),
            receipt: None,
            prompt,
            title,
            text: self.text(cells),
            answers,
            consent: Consent {
                analysis: true,
                quotation: self.quotation.as_ref().is_some_and(|quotation| quotation.is_given(cells)),
            },
            asked: self.tells_asked.then_some(asked),
            collection: self.collection(cells),
            told: None,
            worried: false,
            teller: None,
        };
        let remarks = remarks.into_iter().map(|remark| remark.on([line])).collect();
        Ok(Draft { submission, name, former: None, received, state: None, language, remarks, exported: Exported::default() })
    }

    fn filled<'a>(&self, cells: &'a Cells, place: usize) -> Option<&'a str> {
        Some(cells.get(place)).filter(|cell| self.missing.of(cell) == Said::Value)
    }

    fn text(&self, cells: &Cells) -> String {
        let parts: Vec<&str> = self.text.iter().filter_map(|place| self.filled(cells, *place)).collect();
        parts.join("\n\n")
    }

    /// The title, if it can be taken.
    fn title(&self, cells: &Cells, remarks: &mut Vec<Remark>) -> String {
        let Some(title) = self.title.and_then(|place| self.filled(cells, place)) else { return String::new() };
        match Title::parse(title) {
            Ok(_) => title.to_owned(),
            Err(error) => {
                remarks.push(Remark::new(RemarkKind::LeftOut, "title", format!("“{}”: {error}", shown(title))));
                String::new()
            }
        }
    }

    /// The day on which the story came in; today where the row has none.
    fn received(&self, cells: &Cells, remarks: &mut Vec<Remark>) -> Result<Option<Day>, Fault> {
        let Some((place, format)) = self.received else { return Ok(None) };
        let Some(cell) = self.filled(cells, place) else {
            let message = format!("no day: received today, {}", self.clock.today());
            remarks.push(Remark::new(RemarkKind::NoDay, "received", message));
            return Ok(None);
        };
        let Some(format) = format else { return Ok(None) };
        format.received(cell, &self.clock).map(|day| day.try_into().ok()).map_err(|why| Fault::new("received", why))
    }

    /// The row's own language, where it is not the table's.
    fn language(&self, cells: &Cells, remarks: &mut Vec<Remark>) -> Option<Language> {
        let usual = &self.mapping.framework.language;
        let cell = self.filled(cells, self.language?)?;
        let own = self.mapping.language_of(cell);
        let message = match &own {
            Some(own) if own == usual => return None,
            Some(own) => format!("kept as {own}; the table is in {usual}"),
            None => {
                format!("“{}” is not a language tag: taken as {usual}; say in `story.language.values` what it is", shown(cell))
            }
        };
        remarks.push(Remark::new(RemarkKind::Language, "language", message));
        own
    }

    fn collection(&self, cells: &Cells) -> Option<String> {
        let cell = self.filled(cells, self.collection?)?;
        let named = self.mapping.story.collection.as_ref()?.values.iter().find(|(value, _)| folded(value) == folded(cell));
        Some(named.map_or_else(|| cell.to_owned(), |(_, code)| code.clone()))
    }

    /// The id of the prompt that a row answers.
    fn prompt(&self, cells: &Cells) -> Result<String, Fault> {
        let first = || self.prompts.first().map(|prompt| prompt.id.clone()).unwrap_or_default();
        let Some(cell) = self.prompt.and_then(|place| self.filled(cells, place)) else { return Ok(first()) };
        let wanted = folded(cell);
        let language = &self.mapping.framework.language;
        let is_named = |prompt: &&PromptOf| {
            let words = prompt.text.text(language);
            folded(&prompt.id) == wanted
                || words.0.values().any(|words| folded(words) == wanted)
                || prompt.values.iter().any(|value| folded(value) == wanted)
        };
        let named = self.prompts.iter().find(is_named).map(|prompt| prompt.id.clone());
        named.ok_or_else(|| {
            Fault::new(
                "prompt",
                format!("there is no prompt “{}”; add it to the prompts, or to the values of one", shown(cell)),
            )
        })
    }
}

/// The answer as it is sent; `None` where there is none.
fn input(state: &State) -> Option<AnswerInput> {
    match state {
        State::Answered(body) => Some(AnswerInput::Answered(body.clone())),
        State::NotApplicable => Some(AnswerInput::NotApplicable),
        State::NotAsked | State::Unanswered => None,
    }
}
