//! The mapping of a NarraFirma story form, for the stories that belong to it.
//!
//! A form is a table with a row for each question: the data column's name, the type of its values, what it is about, a short and
//! a long name, options and answers. Other rows say how the whole file is written, such as its delimiter. An answer is written as it
//! stands in the data, or as `data|shown`.

use std::collections::BTreeMap;
use std::io::Read;

use super::super::document::{LanguageColumn, MAPPING_VERSION, Mapping, PromptOf, ReceivedColumn, StoryColumns, Target};
use super::super::framework::faulty;
use super::super::guess::Ids;
use super::super::headings::Headings;
use super::super::missing::MissingValues;
use super::super::profile::Profile;
use super::super::questions::{LabelledOf, OptionOf, Others, Outside, Question, Reading, Scale, TickOf};
use super::super::{DateFormat, missing};
use crate::exchange::cells::{folded, shown};
use crate::exchange::markup::words;
use crate::exchange::pipeline::ExchangeError;
use crate::exchange::remark::{Remark, RemarkKind};
use crate::exchange::table::{Table, TableOptions};
use crate::model::{About, Clock, Fault, Language};

/// How NarraFirma's files are read: rows that begin with “;” are notes.
fn options() -> TableOptions {
    TableOptions { comment: Some(";".to_owned()), ragged: true, ..TableOptions::default() }
}

/// Reads the stories.
///
/// # Errors
/// [`ExchangeError`] when they are no table.
pub fn stories(reader: impl Read) -> Result<Table, ExchangeError> {
    let mut table = Table::read_as(reader, &options())?;
    table.name_columns();
    Ok(table)
}

/// The mapping of a form, and what of it is not imported.
///
/// # Errors
/// [`ExchangeError`] when the file is no story form.
pub fn mapping(
    form: &[u8],
    stories: &Table,
    slug: &str,
    language: &Language,
    clock: &Clock,
) -> Result<(Mapping, Vec<Remark>), ExchangeError> {
    let form = Form::read(form)?;
    let mut made = Made { form: &form, headings: Headings::new(&stories.headings), ids: Ids::default(), remarks: Vec::new() };
    let mut questions = Vec::new();
    let mut prompts = Vec::new();
    let mut prompt = form.said("Eliciting question column name").filter(|name| !name.is_empty());
    for row in &form.rows {
        match row.about.as_str() {
            "eliciting" => {
                prompts = made.prompts(row);
                prompt = Some(row.column.as_str()).filter(|name| !name.is_empty()).or(prompt);
            }
            "story" | "participant" => questions.extend(made.question(row)),
            _ => {}
        }
    }
    let column = |made: &mut Made<'_>, name: &str| {
        let heading = form.said(name).filter(|heading| !heading.is_empty())?;
        made.there(heading, name).then(|| heading.to_owned())
    };
    let text = column(&mut made, "Story text column name");
    let received = column(&mut made, "Story collection date column name").map(|name| {
        let place = made.headings.find(&name).unwrap_or_default();
        let missing = missing::Missing::new(&MissingValues::default(), &[], &[]);
        let formats = Profile::of(stories, place, &missing, clock).day_formats();
        // NarraFirma reads days as 2026-03-02 only.
        ReceivedColumn { column: name, format: Some(formats.first().copied().unwrap_or(DateFormat::YearMonthDay)) }
    });
    if column(&mut made, "Participant ID column name").is_some() {
        let message = "not imported: the service does not link the stories of one person without that person's consent";
        made.say(RemarkKind::UnreadColumn, "Participant ID", message);
    }
    let story = StoryColumns {
        id: None,
        text: text.into_iter().collect(),
        title: column(&mut made, "Story title column name"),
        received,
        language: column(&mut made, "Language column name").map(|column| LanguageColumn { column, values: BTreeMap::new() }),
        collection: None,
        prompt: prompt.filter(|name| made.there(name, "eliciting question")).map(str::to_owned),
        prompts,
    };
    let title = form.said("Title").map(words).filter(|title| !title.is_empty()).unwrap_or_else(|| slug.to_owned());
    let mapping = Mapping {
        mapping: MAPPING_VERSION,
        table: options(),
        framework: Target {
            slug: slug.to_owned(),
            title: Some(title.into()),
            language: language.clone(),
            languages: Vec::new(),
            existing: false,
            version: None,
        },
        consent: None,
        story,
        values: MissingValues::default(),
        questions,
        exclude: Vec::new(),
        ignore: Vec::new(),
    };
    Ok((mapping, made.remarks))
}

/// A story form.
struct Form {
    rows: Vec<FormRow>,
    /// What is said about the whole file, by its folded type.
    said: BTreeMap<String, Vec<String>>,
}

struct FormRow {
    line: u64,
    column: String,
    kind: String,
    about: String,
    long: String,
    options: Vec<(String, String)>,
    answers: Vec<String>,
}

impl Form {
    fn read(bytes: &[u8]) -> Result<Self, ExchangeError> {
        let table = Table::read_as(bytes, &options())?;
        let place = |name: &str| table.headings.iter().position(|heading| folded(heading) == folded(name));
        let needed = |name: &str| {
            place(name).ok_or_else(|| {
                let message = format!("the story form has no column “{name}”; NarraFirma writes one with Data column name, Type, About, Short name, Long name, Options and Answers");
                ExchangeError::Faulty { what: "the story form".to_owned(), faults: vec![Fault::new("", message)] }
            })
        };
        let (column, kind, about) = (needed("Data column name")?, needed("Type")?, needed("About")?);
        let (short, long, options, answers) =
            (needed("Short name")?, needed("Long name")?, place("Options"), needed("Answers")?);
        let mut form = Self { rows: Vec::new(), said: BTreeMap::new() };
        for (line, cells) in table.rows.iter().filter_map(|row| Some((row.line, row.cells.as_ref().ok()?))) {
            let mut given: Vec<String> = (answers..cells.len()).map(|place| cells.get(place).to_owned()).collect();
            while given.last().is_some_and(String::is_empty) {
                given.pop();
            }
            let own = options.map(|place| cells.get(place)).unwrap_or_default();
            let own = own
                .split('|')
                .filter_map(|option| option.split_once('='))
                .map(|(name, value)| (folded(name), value.trim().to_owned()));
            let said_of_all = matches!(cells.get(about), "import" | "form");
            if said_of_all {
                form.said.insert(folded(cells.get(kind)), given);
                continue;
            }
            let long = if cells.get(long).is_empty() { cells.get(short) } else { cells.get(long) };
            form.rows.push(FormRow {
                line,
                column: cells.get(column).to_owned(),
                kind: folded(cells.get(kind)),
                about: folded(cells.get(about)),
                long: words(long),
                options: own.collect(),
                answers: given,
            });
        }
        if form.rows.is_empty() {
            return Err(faulty(vec![Fault::new("", "the story form has no questions")]));
        }
        Ok(form)
    }

    /// What the form says about the whole file.
    fn said(&self, kind: &str) -> Option<&str> {
        self.said.get(&folded(kind)).and_then(|answers| answers.first()).map(String::as_str)
    }

    /// A separator that it names; “space” is one.
    fn separator(&self, kind: &str) -> Option<String> {
        let said = self.said(kind)?;
        Some(if said.eq_ignore_ascii_case("space") { " ".to_owned() } else { said.to_owned() })
    }
}

/// The mapping while it is made.
struct Made<'a> {
    form: &'a Form,
    headings: Headings<'a>,
    ids: Ids,
    remarks: Vec<Remark>,
}

/// The parts of an answer: as it stands in the data, and as it is shown.
fn parts(answer: &str) -> (String, String) {
    let mut parts = answer.split('|').map(str::trim);
    let data = parts.next().unwrap_or_default();
    let shown = parts.next_back().unwrap_or(data);
    (data.to_owned(), words(shown))
}

impl Made<'_> {
    fn say(&mut self, kind: RemarkKind, field: &str, message: impl Into<String>) {
        self.remarks.push(Remark::new(kind, field, message.into()));
    }

    /// Whether there is such a column; if not, says so.
    fn there(&mut self, heading: &str, what: &str) -> bool {
        let found = self.headings.find(heading).is_some();
        if !found {
            self.say(RemarkKind::NoColumn, what, format!("the stories have no column “{}”", shown(heading)));
        }
        found
    }

    fn prompts(&mut self, row: &FormRow) -> Vec<PromptOf> {
        let mut ids = Ids::default();
        let prompt = |answer: &String| {
            let (data, text) = parts(answer);
            let values = answer.split('|').map(|part| part.trim().to_owned()).collect();
            PromptOf { id: ids.of(&data), text: text.into(), values }
        };
        row.answers.iter().filter(|answer| !answer.is_empty()).map(prompt).collect()
    }

    fn question(&mut self, row: &FormRow) -> Option<Question> {
        let answer = self.reading(row)?;
        Some(Question {
            id: self.ids.of(&row.column),
            question: row.long.as_str().into(),
            about: if row.about == "participant" { About::Storyteller } else { About::Story },
            not_applicable: Vec::new(),
            not_asked: Vec::new(),
            not_applicable_column: None,
            asked_when: Vec::new(),
            answer,
        })
    }

    fn reading(&mut self, row: &FormRow) -> Option<Reading> {
        let (others, write_in) = self.own_words(row);
        let column = row.column.clone();
        match row.kind.as_str() {
            "single choice" | "radiobuttons" | "boolean" | "checkbox" | "single choice indexed" => {
                let options = options_of(row, row.kind.ends_with("indexed"));
                self.there(&column, &row.long).then_some(Reading::Choice { column, options, others, write_in })
            }
            "scale" => {
                let scale = self.scale(row)?;
                let label = |place: usize, end: f64| match row.answers.get(place).map(|label| words(label)) {
                    Some(label) if !label.is_empty() => label,
                    _ => end.to_string(),
                };
                let left = LabelledOf { id: "left".to_owned(), label: label(0, scale.min).into() };
                let right = LabelledOf { id: "right".to_owned(), label: label(1, scale.max).into() };
                self.there(&column, &row.long).then_some(Reading::Dyad {
                    column,
                    scale,
                    left,
                    right,
                    outside: Outside::LeaveOut,
                })
            }
            "multi-choice multi-column texts" => {
                let columns = self.repeated(&column);
                let options = options_of(row, false);
                self.there(&column, &row.long).then_some(Reading::ChoicesInColumns {
                    columns,
                    options,
                    max: None,
                    others,
                    write_in,
                })
            }
            "multi-choice multi-column yes/no" => self.ticks(row, write_in),
            "multi-choice single-column delimited" | "multi-choice single-column delimited indexed" => {
                let options = options_of(row, row.kind.ends_with("indexed"));
                let separator = self.form.separator("Multi choice single column delimiter").unwrap_or_else(|| ",".to_owned());
                let max = None;
                self.there(&column, &row.long).then_some(Reading::ChoicesInOneColumn {
                    column,
                    separator,
                    options,
                    max,
                    others,
                    write_in,
                })
            }
            "text" | "textarea" => {
                let message =
                    format!("“{}” is free text beside the story, which may name people: not imported", shown(&row.long));
                self.say(RemarkKind::UnreadColumn, &row.column, message);
                None
            }
            kind => {
                let message = format!("“{kind}” on line {} of the form is no type that is imported", row.line);
                self.say(RemarkKind::UnreadColumn, &row.column, message);
                None
            }
        }
    }

    /// What becomes of values that are no answers, and the column of words of the storyteller's own.
    fn own_words(&self, row: &FormRow) -> (Others, Option<String>) {
        let option = |name: &str| row.options.iter().find(|(own, _)| *own == name).map(|(_, value)| value.as_str());
        if option("writeintextboxlabel").is_none() {
            return (Others::LeaveOut, None);
        }
        if option("writeintextsareinseparatecolumn") == Some("no") {
            return (Others::WriteIn, None);
        }
        let column = format!("WRITEIN_{}", row.column);
        (Others::LeaveOut, self.headings.find(&column).map(|_| column))
    }

    /// The columns that have this heading: `Feel`, `Feel (2)`, …
    fn repeated(&self, heading: &str) -> Vec<String> {
        let numbered =
            (2..).map(|number| format!("{heading} ({number})")).take_while(|name| self.headings.find(name).is_some());
        std::iter::once(heading.to_owned()).chain(numbered).collect()
    }

    fn ticks(&mut self, row: &FormRow, write_in: Option<String>) -> Option<Reading> {
        let separator = self.form.separator("Yes no questions Q-A separator").unwrap_or_default();
        let ending = self.form.said("Yes no questions Q-A ending").unwrap_or_default();
        let mut ids = Ids::default();
        let mut options = Vec::new();
        for (data, label) in row.answers.iter().filter(|answer| !answer.is_empty()).map(|answer| parts(answer)) {
            // White space around the separator is no part of either name.
            let compact = |name: &str| match separator.trim() {
                "" => folded(name),
                mark => folded(&name.replace(mark, " ")),
            };
            let wanted = compact(&format!("{}{separator}{data}{ending}", row.column));
            let column = self.headings.all().iter().find(|heading| compact(heading) == wanted).cloned();
            match column {
                Some(column) => options.push(TickOf { id: ids.of(&data), label: label.into(), column }),
                None => self.say(
                    RemarkKind::NoColumn,
                    &row.column,
                    format!("the stories have no column for the answer “{}”", shown(&data)),
                ),
            }
        }
        let yes: Vec<String> = self.form.said("Yes no questions yes indicator").map(str::to_owned).into_iter().collect();
        (!options.is_empty()).then_some(Reading::ChoicesTicked { options, yes, no: Vec::new(), max: None, write_in })
    }

    /// The question's own scale, or that of the form, or 0 to 100.
    fn scale(&mut self, row: &FormRow) -> Option<Scale> {
        let numbers = |answers: &[String]| Some((answers.first()?.parse::<f64>().ok()?, answers.get(1)?.parse::<f64>().ok()?));
        let own = row.answers.get(2..).and_then(numbers);
        let of_form = self.form.said.get("scale range").and_then(|answers| numbers(answers));
        let (min, max) = own.or(of_form).unwrap_or((0.0, 100.0));
        Some(Scale { min, max })
    }
}

/// The options of a question. Several answers that are shown alike are one option.
fn options_of(row: &FormRow, indexed: bool) -> Vec<OptionOf> {
    let mut ids = Ids::default();
    let mut options: Vec<(String, OptionOf)> = Vec::new();
    for (place, answer) in row.answers.iter().enumerate().filter(|(_, answer)| !answer.is_empty()) {
        let (data, label) = parts(answer);
        let value = if indexed { (place + 1).to_string() } else { data };
        match options.iter_mut().find(|(known, _)| *known == folded(&label)) {
            Some((_, option)) => option.values.push(value),
            None => {
                let id = ids.of(&label);
                options.push((folded(&label), OptionOf { id, label: label.into(), values: vec![value] }));
            }
        }
    }
    options.into_iter().map(|(_, option)| option).collect()
}
