//! The rows of a SenseMaker export, each a story.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::definition::Definition;
use super::layout::{Layout, UPLOADED};
use super::story_texts::Told;
use crate::capture::{Submission, check_answer};
use crate::exchange::cells::{Uploaded, language, shown, uploaded};
use crate::exchange::pipeline::ExchangeError;
use crate::exchange::remark::{Remark, RemarkKind};
use crate::exchange::source::{Draft, Drafter, Exported, Lines};
use crate::exchange::table::{Cells, Row, RowsToRead, Table};
use crate::model::{AnswerInput, Clock, Consent, Day, Fault, Framework, Language, Signifier, Title};

/// The rows of an export.
pub struct SenseMakerRows {
    rows: RowsToRead,
    plan: Arc<Plan>,
}

/// What a row is read by.
struct Plan {
    layout: Layout,
    framework: Framework,
    language: Language,
    clock: Clock,
    /// The questions that have a column, when some have none: those were not asked. `None` when all have one.
    asked: Option<Vec<String>>,
}

impl SenseMakerRows {
    pub(super) fn new(
        table: Table,
        layout: Layout,
        definition: &Definition,
        framework: &Framework,
        clock: &Clock,
    ) -> Result<Self, ExchangeError> {
        let unknown =
            |error| ExchangeError::Faulty { what: "the definition".to_owned(), faults: vec![Fault::new("language", error)] };
        let language = definition.language().parse().map_err(unknown)?;
        let asked = layout.asked(framework);
        let plan = Plan { layout, framework: framework.clone(), language, clock: clock.clone(), asked };
        Ok(Self { rows: table.into(), plan: Arc::new(plan) })
    }
}

impl Lines for SenseMakerRows {
    type Raw = Row;

    fn next(&mut self) -> std::io::Result<Option<(u64, Self::Raw)>> {
        Ok(self.rows.next().map(|row| (row.line, row)))
    }

    fn bytes(&self) -> u64 {
        self.rows.bytes_read()
    }

    fn names_are_ids(&self) -> bool {
        true
    }

    fn drafter(&self) -> Drafter<Self::Raw> {
        let plan = Arc::clone(&self.plan);
        Arc::new(move |Row { line, cells }| {
            let cells = cells.map_err(|why| vec![Fault::new("", why)])?;
            if plan.layout.excludes(&cells) {
                return Ok(None);
            }
            plan.draft(line, &cells).map(Some)
        })
    }
}

impl Plan {
    fn draft(&self, line: u64, cells: &Cells) -> Result<Draft, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut remarks = Vec::new();
        let id = cells.get(self.layout.id);
        if id.is_empty() {
            faults.push(Fault::new("id", "the row has no id"));
        }
        let answers = self.answers(cells, &mut remarks);
        let told = self.layout.stories.of(cells).unwrap_or_else(|fault| {
            faults.push(fault);
            Told::default()
        });
        let title = title(told.title, &mut remarks);
        let received = self.received(cells, &mut remarks).unwrap_or_else(|fault| {
            faults.push(fault);
            None
        });
        let language = self.language(cells, &mut remarks);
        if self.layout.strict {
            let losses = remarks.iter().filter(|remark| remark.kind.is_loss());
            faults.extend(losses.map(|remark| Fault::new(format!("answers.{}", remark.field), &remark.message)));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let submission = Submission {
            framework: self.framework.slug.clone(),
            version: self.framework.version,
            language: self.language.clone(),
            receipt: None,
            prompt: told.prompt,
            title,
            text: told.text,
            answers,
            consent: Consent { analysis: true, quotation: false },
            asked: self.asked.clone(),
            collection: None,
            told: None,
            worried: false,
            teller: None,
        };
        let remarks = remarks.into_iter().map(|remark| remark.on([line])).collect();
        Ok(Draft {
            submission,
            name: id.as_bytes().to_vec(),
            former: None,
            received,
            state: None,
            language,
            remarks,
            exported: Exported::default(),
        })
    }

    /// The answers that can be taken. Each of the others is a remark.
    fn answers(&self, cells: &Cells, remarks: &mut Vec<Remark>) -> BTreeMap<String, Option<AnswerInput>> {
        let mut answers = BTreeMap::new();
        for question in &self.layout.questions {
            let mut notes = Vec::new();
            match question.answer(cells, &mut notes).and_then(|answer| self.checked(&question.id, answer)) {
                Ok(Some(answer)) => drop(answers.insert(question.id.clone(), Some(answer))),
                Ok(None) => {}
                // What was noted about an answer that is left out matters to nobody.
                Err(refusal) => notes = vec![refusal],
            }
            let remark =
                |(kind, message): (RemarkKind, String)| Remark::new(kind, &question.id, message).titled(&question.title);
            remarks.extend(notes.into_iter().map(remark));
        }
        answers
    }

    /// The answer, if its signifier takes it.
    fn checked(&self, id: &str, answer: Option<AnswerInput>) -> Result<Option<AnswerInput>, (RemarkKind, String)> {
        let Some(answer) = answer else { return Ok(None) };
        let refused = |message: String| (RemarkKind::LeftOut, message);
        let signifier: &Signifier =
            self.framework.signifier(id).ok_or_else(|| refused("the framework has no such question".to_owned()))?;
        check_answer(signifier, &answer, "").map_err(|fault| refused(fault.message))?;
        Ok(Some(answer))
    }

    /// The day of upload; today where the row has none.
    fn received(&self, cells: &Cells, remarks: &mut Vec<Remark>) -> Result<Option<Day>, Fault> {
        let cell = self.layout.uploaded.map(|place| cells.get(place)).unwrap_or_default();
        let say = |kind, message: String| Remark::new(kind, UPLOADED, message);
        let day = match uploaded(cell, &self.clock).map_err(|why| Fault::new(UPLOADED, why))? {
            Uploaded::Unknown => {
                remarks.push(say(RemarkKind::NoDay, format!("no time of upload: received today, {}", self.clock.today())));
                return Ok(None);
            }
            Uploaded::On(day) => day,
            Uploaded::About(day, much) => {
                let message = format!("“{}” is rounded to {much}: received about {day}", shown(cell));
                remarks.push(say(RemarkKind::RoundedDay, message));
                day
            }
        };
        Ok(Day::try_from(day).ok())
    }

    /// The row's own language, where it is not the definition's.
    fn language(&self, cells: &Cells, remarks: &mut Vec<Remark>) -> Option<Language> {
        let place = self.layout.language?;
        let cell = cells.get(place);
        let own = language(cell);
        let usual = &self.language;
        let message = match &own {
            Some(own) if own == usual => return None,
            Some(own) => format!("kept as {own}; the questions are worded in {usual}"),
            None if cell.is_empty() => format!("no language: taken as {usual}"),
            None => format!("“{}” is not a language tag: taken as {usual}", shown(cell)),
        };
        remarks.push(Remark::new(RemarkKind::Language, "language", message));
        own
    }
}

/// The title, if it can be taken.
fn title(title: String, remarks: &mut Vec<Remark>) -> String {
    match Title::parse(&title) {
        Ok(_) => title,
        Err(error) => {
            remarks.push(Remark::new(RemarkKind::LeftOut, "title", format!("“{}”: {error}", shown(&title))));
            String::new()
        }
    }
}
