//! Reads an XLSForm: the sheets survey, choices and settings.

use std::collections::BTreeMap;

use super::super::super::framework::{faulty, named_language};
use super::super::super::guess::{Ids, STORYTELLER, TITLE, mentions};
use super::super::super::questions::{OptionOf, Scale};
use super::super::super::words::Words;
use crate::exchange::cells::{folded, language as language_tag, shown};
use crate::exchange::markup::words;
use crate::exchange::pipeline::ExchangeError;
use crate::exchange::remark::{Remark, RemarkKind};
use crate::exchange::table::{Cells, Table, TableOptions};
use crate::model::{Fault, Language, Text};

/// A form.
pub(super) struct Form {
    /// Its title.
    pub title: Option<String>,
    /// Its questions, in their order.
    pub questions: Vec<Asked>,
    lists: BTreeMap<String, Vec<OptionOf>>,
    /// What of it is not imported.
    pub remarks: Vec<Remark>,
}

/// A question of a form.
pub(super) struct Asked {
    /// Its name.
    pub name: String,
    /// The first word of its type.
    pub kind: String,
    /// The list of its choices.
    pub list: Option<String>,
    /// Its label, or its name where it has none.
    pub label: Words,
    /// The groups that it is in, the outermost first.
    pub groups: Vec<String>,
    /// Where it is asked: its own condition, and those of its groups.
    pub relevant: Vec<String>,
    constraint: String,
    parameters: String,
}

impl Form {
    /// Reads a form.
    ///
    /// # Errors
    /// [`ExchangeError`] when it is none.
    pub fn read(bytes: &[u8], usual: &Language) -> Result<Self, ExchangeError> {
        let survey = sheet(bytes, "survey")?;
        let choices = sheet(bytes, "choices").ok();
        let settings = sheet(bytes, "settings").ok();
        let title = settings.as_ref().and_then(|table| {
            let place = place(table, &["form_title"])?;
            let row = table.rows.first()?.cells.as_ref().ok()?;
            Some(words(row.get(place))).filter(|title| !title.is_empty())
        });
        let lists = choices.map(|table| lists(&table, usual)).transpose()?.unwrap_or_default();
        let mut form = Self { title, questions: Vec::new(), lists, remarks: Vec::new() };
        form.read_questions(&survey, usual)?;
        Ok(form)
    }

    fn read_questions(&mut self, survey: &Table, usual: &Language) -> Result<(), ExchangeError> {
        let needed =
            |name: &str| place(survey, &[name]).ok_or_else(|| no_form(format!("its sheet “survey” has no column “{name}”")));
        let (kind, name) = (needed("type")?, needed("name")?);
        let labels = labels(survey, usual);
        let [relevant, constraint, parameters] =
            [&["relevant", "relevance"][..], &["constraint"], &["parameters"]].map(|names| place(survey, names));
        let of = |cells: &Cells, place: Option<usize>| place.map(|place| cells.get(place).to_owned()).unwrap_or_default();
        let mut groups: Vec<(String, String, bool)> = Vec::new();
        for cells in survey.rows.iter().filter_map(|row| row.cells.as_ref().ok()) {
            let whole = cells.get(kind).to_lowercase().replace("begin group", "begin_group").replace("end group", "end_group");
            let whole = whole.replace("begin repeat", "begin_repeat").replace("end repeat", "end_repeat");
            let whole = whole.replace("select one", "select_one").replace("select multiple", "select_multiple");
            let first = whole.split_whitespace().next().unwrap_or_default().to_owned();
            let own = cells.get(name).to_owned();
            match first.as_str() {
                "" => {}
                "begin_group" | "begin_repeat" => {
                    let repeats = first == "begin_repeat";
                    if repeats {
                        let message = "questions that repeat are in a table of their own: not imported";
                        self.remarks.push(Remark::new(RemarkKind::UnreadColumn, &own, message));
                    }
                    groups.push((own, of(cells, relevant), repeats));
                }
                "end_group" | "end_repeat" => drop(groups.pop()),
                _ if groups.iter().any(|(.., repeats)| *repeats) => {}
                _ => {
                    let conditions = groups.iter().map(|(_, relevant, _)| relevant.clone()).chain([of(cells, relevant)]);
                    let label = worded(cells, &labels).unwrap_or_else(|| own.as_str().into());
                    self.questions.push(Asked {
                        // Names of lists are case-sensitive.
                        list: cells.get(kind).split_whitespace().filter(|word| !is_kind(word)).map(str::to_owned).next(),
                        kind: first,
                        label,
                        groups: groups.iter().map(|(name, ..)| name.clone()).collect(),
                        relevant: conditions.filter(|condition| !condition.is_empty()).collect(),
                        constraint: of(cells, constraint),
                        parameters: of(cells, parameters),
                        name: own,
                    });
                }
            }
        }
        if self.questions.is_empty() { Err(no_form("its sheet “survey” has no questions".to_owned())) } else { Ok(()) }
    }

    /// The options of a list.
    pub fn options(&self, list: &str) -> Vec<OptionOf> {
        self.lists.get(list).cloned().unwrap_or_default()
    }

    /// The values by which cells name a choice of a list: its name and its labels.
    pub fn values(&self, list: &str, name: &str) -> Vec<String> {
        let option = self
            .lists
            .get(list)
            .and_then(|options| options.iter().find(|option| option.values.iter().any(|value| value == name)));
        let labels = option.iter().flat_map(|option| match &option.label {
            Words::One(label) => vec![label.clone()],
            Words::Several(text) => text.0.values().cloned().collect(),
        });
        std::iter::once(name.to_owned()).chain(labels).collect()
    }

    /// Whether a text is what was typed beside “other”.
    pub fn is_write_in(&self, name: &str) -> bool {
        name.strip_suffix("_other")
            .is_some_and(|stem| self.questions.iter().any(|asked| asked.name == stem && asked.list.is_some()))
    }
}

impl Asked {
    /// Whether it asks for a title.
    pub fn is_title(&self) -> bool {
        mentions(&self.name, &TITLE) || mentions(self.first_label(), &TITLE)
    }

    /// Whether it seems to ask about the storyteller.
    pub fn is_about_the_storyteller(&self) -> bool {
        mentions(&self.name, &STORYTELLER) || mentions(self.first_label(), &STORYTELLER)
    }

    fn first_label(&self) -> &str {
        match &self.label {
            Words::One(label) => label,
            Words::Several(text) => text.0.values().next().map_or("", String::as_str),
        }
    }

    /// The ends of its scale: of its parameters, or of a constraint such as `. >= 0 and . <= 10`.
    pub fn scale(&self) -> Option<Scale> {
        let parameter = |name: &str| {
            let own = self.parameters.split([';', ' ', ',']).filter_map(|part| part.split_once('='));
            own.filter(|(key, _)| key.trim().eq_ignore_ascii_case(name)).find_map(|(_, value)| value.trim().parse::<f64>().ok())
        };
        if self.kind == "range" {
            // The form's own default, where it names no ends.
            let (min, max) = (parameter("start").unwrap_or(1.0), parameter("end").unwrap_or(10.0));
            return (min < max).then_some(Scale { min, max });
        }
        let (mut min, mut max) = (None, None);
        for part in self.constraint.to_lowercase().split(" and ") {
            let bare: String = part.chars().filter(|c| !c.is_whitespace() && !matches!(c, '(' | ')')).collect();
            if let Some(value) = bare.strip_prefix(".>=").and_then(|value| value.parse::<f64>().ok()) {
                min = Some(value);
            } else if let Some(value) = bare.strip_prefix(".<=").and_then(|value| value.parse::<f64>().ok()) {
                max = Some(value);
            }
        }
        let (min, max) = (min?, max?);
        (min < max).then_some(Scale { min, max })
    }
}

fn is_kind(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "select_one" | "select_multiple" | "select" | "one" | "multiple" | "rank" | "or_other"
    ) || !word.chars().next().is_some_and(char::is_alphanumeric)
}

fn no_form(why: String) -> ExchangeError {
    let message = format!("it is not an XLSForm: {why}; give the form as a workbook with the sheets survey and choices");
    faulty_form(message)
}

fn faulty_form(message: String) -> ExchangeError {
    match faulty(vec![Fault::new("", message)]) {
        ExchangeError::Faulty { faults, .. } => ExchangeError::Faulty { what: "the form".to_owned(), faults },
        other => other,
    }
}

fn sheet(bytes: &[u8], name: &str) -> Result<Table, ExchangeError> {
    let options = TableOptions { sheet: Some(name.to_owned()), ..TableOptions::default() };
    Table::read_as(bytes, &options).map_err(|error| match error {
        ExchangeError::Faulty { faults, .. } => {
            no_form(faults.iter().map(|fault| fault.message.clone()).collect::<Vec<_>>().join("; "))
        }
        other => other,
    })
}

fn place(table: &Table, names: &[&str]) -> Option<usize> {
    table.headings.iter().position(|heading| names.contains(&folded(heading).as_str()))
}

/// The columns of labels, each with its language.
fn labels(table: &Table, usual: &Language) -> Vec<(usize, Language)> {
    let mut found = Vec::new();
    for (place, heading) in table.headings.iter().enumerate() {
        let Some(rest) = heading.trim().strip_prefix("label") else { continue };
        let rest = rest.trim_start_matches(':').trim();
        let tag = rest.rsplit_once('(').map_or(rest, |(_, tag)| tag.trim_end_matches(')')).trim();
        let language = if rest.is_empty() { Some(usual.clone()) } else { named_language(tag).or_else(|| language_tag(tag)) };
        if let Some(language) = language.filter(|language| found.iter().all(|(_, own)| own != language)) {
            found.push((place, language));
        }
    }
    found
}

/// The labels of a row; `None` where it has none.
fn worded(cells: &Cells, labels: &[(usize, Language)]) -> Option<Words> {
    let text: BTreeMap<Language, String> = labels
        .iter()
        .map(|(place, language)| (language.clone(), words(cells.get(*place))))
        .filter(|(_, label)| !label.is_empty())
        .collect();
    (!text.is_empty()).then_some(Words::Several(Text(text)))
}

fn lists(table: &Table, usual: &Language) -> Result<BTreeMap<String, Vec<OptionOf>>, ExchangeError> {
    let needed = |names: &[&str]| {
        place(table, names).ok_or_else(|| no_form(format!("its sheet “choices” has no column “{}”", shown(names[0]))))
    };
    let (list, name) = (needed(&["list_name", "list name"])?, needed(&["name", "value"])?);
    let labels = labels(table, usual);
    let mut lists: BTreeMap<String, (Ids, Vec<OptionOf>)> = BTreeMap::new();
    for cells in table.rows.iter().filter_map(|row| row.cells.as_ref().ok()) {
        let (list, name) = (cells.get(list), cells.get(name));
        if list.is_empty() || name.is_empty() {
            continue;
        }
        let (ids, options) = lists.entry(list.to_owned()).or_default();
        let label = worded(cells, &labels).unwrap_or_else(|| name.into());
        options.push(OptionOf { id: ids.of(name), label, values: vec![name.to_owned()] });
    }
    Ok(lists.into_iter().map(|(list, (_, options))| (list, options)).collect())
}
