//! The mapping of an XLSForm, the form of KoboToolbox and ODK, for submissions that were downloaded as a table.

mod columns;
mod form;
mod relevant;

use std::collections::{BTreeMap, BTreeSet};

use super::super::DateFormat;
use super::super::document::{MAPPING_VERSION, Mapping, PromptOf, ReceivedColumn, StoryColumns, Target};
use super::super::framework::faulty;
use super::super::guess::Ids;
use super::super::missing::{Missing, MissingValues};
use super::super::profile::Profile;
use super::super::questions::{LabelledOf, OptionOf, Others, Outside, Question, Reading, Scale, TickOf};
use super::super::words::Words;
use crate::exchange::cells::shown;
use crate::exchange::pipeline::ExchangeError;
use crate::exchange::remark::{Remark, RemarkKind};
use crate::exchange::table::{Table, TableOptions};
use crate::model::{About, Clock, Fault, Language, Text};
use columns::Columns;
use form::{Asked, Form};
use relevant::conditions;

/// What the framework is called, and what is the story.
pub struct Wishes {
    /// The slug.
    pub slug: String,
    /// The language of the table, and of labels that name none.
    pub language: Language,
    /// The questions that are the story, by name; by default the one with the longest texts.
    pub story: Vec<String>,
}

/// The mapping of a form, and what of it is not imported.
///
/// # Errors
/// [`ExchangeError`] when the file is no XLSForm, or has no question that can be the story.
pub fn mapping(form: &[u8], data: &Table, wishes: &Wishes, clock: &Clock) -> Result<(Mapping, Vec<Remark>), ExchangeError> {
    let form = Form::read(form, &wishes.language)?;
    let mut named =
        Table { headings: data.headings.clone(), rows: Vec::new(), described: String::new(), bytes: 0, sheets: Vec::new() };
    named.name_columns();
    let missing = Missing::new(&MissingValues::default(), &[], &[]);
    let profile = |column: &str| {
        let place = named.headings.iter().position(|heading| heading == column)?;
        Some(Profile::of(data, place, &missing, clock))
    };
    let columns = Columns::new(&named.headings);
    let mut made = Made { form: &form, columns, ids: Ids::default(), remarks: form.remarks.clone() };
    let text = made.story(wishes, &profile)?;
    let title = form.questions.iter().find(|asked| asked.kind == "text" && asked.is_title()).and_then(|asked| {
        let column = made.columns.of(asked)?;
        (!text.iter().any(|(_, own)| *own == column)).then_some(column)
    });
    let mut questions = Vec::new();
    for asked in &form.questions {
        let is_story = text.iter().any(|(name, _)| *name == asked.name);
        if is_story || made.columns.of(asked).is_some_and(|column| Some(column) == title) {
            continue;
        }
        questions.extend(made.question(asked));
    }
    let received =
        made.columns.first(&["_submission_time", "SubmissionDate", "submission_time", "end", "today", "start"]).map(|column| {
            let formats = profile(&column).map(|profile| profile.day_formats()).unwrap_or_default();
            let both = formats.contains(&DateFormat::DayMonthYear) && formats.contains(&DateFormat::MonthDayYear);
            ReceivedColumn { column, format: formats.first().copied().filter(|_| !both) }
        });
    let prompts = text
        .first()
        .and_then(|(name, _)| form.questions.iter().find(|asked| asked.name == *name))
        .map(|asked| PromptOf { id: "story".to_owned(), text: asked.label.clone(), values: Vec::new() });
    let story = StoryColumns {
        id: made.columns.first(&["_uuid", "instanceID", "meta/instanceID", "meta-instanceID", "KEY", "_id"]),
        text: text.into_iter().map(|(_, column)| column).collect(),
        title,
        received,
        prompts: prompts.into_iter().collect(),
        ..StoryColumns::default()
    };
    let mut mapping = Mapping {
        mapping: MAPPING_VERSION,
        table: TableOptions::default(),
        framework: Target {
            slug: wishes.slug.clone(),
            title: Some(form.title.clone().unwrap_or_else(|| wishes.slug.clone()).into()),
            language: wishes.language.clone(),
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
    let mut remarks = made.remarks;
    let dropped = settle_languages(&mut mapping);
    if !dropped.is_empty() {
        let listed = dropped.iter().map(Language::as_str).collect::<Vec<_>>().join(", ");
        let message =
            format!("not every label that is imported is worded in {listed}, so the framework is not offered in them");
        remarks.push(Remark::new(RemarkKind::Language, "", message));
    }
    Ok((mapping, remarks))
}

/// The mapping while it is made.
struct Made<'a> {
    form: &'a Form,
    columns: Columns<'a>,
    ids: Ids,
    remarks: Vec<Remark>,
}

impl Made<'_> {
    fn say(&mut self, kind: RemarkKind, asked: &Asked, message: impl Into<String>) {
        self.remarks.push(Remark::new(kind, &asked.name, message.into()));
    }

    /// The questions that are the story, each with its column.
    fn story(
        &mut self,
        wishes: &Wishes,
        profile: &dyn Fn(&str) -> Option<Profile>,
    ) -> Result<Vec<(String, String)>, ExchangeError> {
        let texts: Vec<(&Asked, String)> = self
            .form
            .questions
            .iter()
            .filter(|asked| asked.kind == "text")
            .filter_map(|asked| Some((asked, self.columns.of(asked)?)))
            .collect();
        let names: Vec<&str> = texts.iter().map(|(asked, _)| asked.name.as_str()).collect();
        let no_story = |message: String| faulty(vec![Fault::new("story", message)]);
        if wishes.story.is_empty() {
            let length = |column: &str| profile(column).map_or(0.0, |profile| profile.length * profile.filled as f64);
            let longest = texts.iter().max_by(|(_, a), (_, b)| length(a).total_cmp(&length(b)));
            let (asked, column) =
                longest.ok_or_else(|| no_story("no text question of the form has a column in the data".to_owned()))?;
            return Ok(vec![(asked.name.clone(), column.clone())]);
        }
        let find = |wanted: &String| {
            let found = texts.iter().find(|(asked, _)| asked.name == *wanted);
            let found = found.map(|(asked, column)| (asked.name.clone(), column.clone()));
            found.ok_or_else(|| no_story(format!("no text question “{wanted}” has a column; there are {}", names.join(", "))))
        };
        wishes.story.iter().map(find).collect()
    }

    fn question(&mut self, asked: &Asked) -> Option<Question> {
        let answer = self.reading(asked)?;
        let (asked_when, unread) = conditions(asked, self.form, &self.columns);
        for condition in unread {
            let message =
                format!("asked only where {condition}, which cannot be evaluated here: an empty cell counts as unanswered");
            self.say(RemarkKind::AskedUnknown, asked, message);
        }
        Some(Question {
            id: self.ids.of(&asked.name),
            question: asked.label.clone(),
            about: if asked.is_about_the_storyteller() { About::Storyteller } else { About::Story },
            not_applicable: Vec::new(),
            not_asked: Vec::new(),
            not_applicable_column: None,
            asked_when,
            answer,
        })
    }

    fn reading(&mut self, asked: &Asked) -> Option<Reading> {
        let column = self.columns.of(asked);
        match asked.kind.as_str() {
            "select_one" => self.one_of(asked, column?),
            "select_multiple" => self.several_of(asked, column),
            "range" | "integer" | "decimal" => {
                let Some(scale) = asked.scale() else {
                    let message = "a number without bounds is no scale: not imported; give it a constraint, or map it by hand";
                    self.say(RemarkKind::UnreadColumn, asked, message);
                    return None;
                };
                let Some(column) = column else {
                    self.no_column(asked);
                    return None;
                };
                let end = |id: &str, value: f64| LabelledOf { id: id.to_owned(), label: value.to_string().into() };
                let Scale { min, max } = scale;
                Some(Reading::Dyad {
                    column,
                    scale,
                    left: end("low", min),
                    right: end("high", max),
                    outside: Outside::LeaveOut,
                })
            }
            "text" => {
                if column.is_some() && !self.form.is_write_in(&asked.name) {
                    self.say(
                        RemarkKind::UnreadColumn,
                        asked,
                        "free text beside the story, which may name people: not imported",
                    );
                }
                None
            }
            "note" | "calculate" | "hidden" | "start" | "end" | "today" | "deviceid" | "username" | "audit" => None,
            kind => {
                if column.is_some() {
                    self.say(
                        RemarkKind::UnreadColumn,
                        asked,
                        format!("answers of the type “{}” are not imported", shown(kind)),
                    );
                }
                None
            }
        }
    }

    fn no_column(&mut self, asked: &Asked) {
        self.say(RemarkKind::NoColumn, asked, "has no column in the data: not asked in any row");
    }

    fn options(&mut self, asked: &Asked) -> Option<Vec<OptionOf>> {
        let options = self.form.options(asked.list.as_deref().unwrap_or_default());
        if options.is_empty() {
            let list = shown(asked.list.as_deref().unwrap_or_default());
            self.say(RemarkKind::UnreadColumn, asked, format!("its list of choices “{list}” is not in the form: not imported"));
            return None;
        }
        Some(options)
    }

    /// The column of what was typed beside “other”.
    fn write_in(&self, asked: &Asked) -> Option<String> {
        self.columns.named(&format!("{}_other", asked.name), &asked.groups)
    }

    fn one_of(&mut self, asked: &Asked, column: String) -> Option<Reading> {
        let options = self.options(asked)?;
        Some(Reading::Choice { column, options, others: Others::LeaveOut, write_in: self.write_in(asked) })
    }

    fn several_of(&mut self, asked: &Asked, column: Option<String>) -> Option<Reading> {
        let options = self.options(asked)?;
        let write_in = self.write_in(asked);
        let split: Vec<Option<String>> = options.iter().map(|option| self.columns.of_option(asked, option)).collect();
        if split.iter().all(Option::is_some) {
            let options = options.into_iter().zip(split).filter_map(|(option, column)| {
                let OptionOf { id, label, .. } = option;
                column.map(|column| TickOf { id, label, column })
            });
            let (yes, no) = (Vec::new(), Vec::new());
            return Some(Reading::ChoicesTicked { options: options.collect(), yes, no, max: None, write_in });
        }
        let Some(column) = column else {
            self.no_column(asked);
            return None;
        };
        Some(Reading::ChoicesInOneColumn {
            column,
            separator: " ".to_owned(),
            options,
            max: None,
            others: Others::LeaveOut,
            write_in,
        })
    }
}

/// Keeps the languages in which everything is worded, and returns the others.
fn settle_languages(mapping: &mut Mapping) -> BTreeSet<Language> {
    let usual = mapping.framework.language.clone();
    let mut all: Vec<&mut Words> = mapping.framework.title.iter_mut().collect();
    all.extend(mapping.story.prompts.iter_mut().map(|prompt| &mut prompt.text));
    for question in &mut mapping.questions {
        all.push(&mut question.question);
        match &mut question.answer {
            Reading::Choice { options, .. }
            | Reading::ChoicesInOneColumn { options, .. }
            | Reading::ChoicesInColumns { options, .. } => {
                all.extend(options.iter_mut().map(|option| &mut option.label));
            }
            Reading::ChoicesTicked { options, .. } => all.extend(options.iter_mut().map(|option| &mut option.label)),
            Reading::Dyad { left, right, .. } => all.extend([&mut left.label, &mut right.label]),
            _ => {}
        }
    }
    let worded = |words: &Words| match words {
        Words::One(_) => None,
        Words::Several(text) => Some(text.0.keys().cloned().collect::<BTreeSet<_>>()),
    };
    let named: BTreeSet<Language> = all.iter().filter_map(|words| worded(words)).flatten().collect();
    let complete: BTreeSet<Language> = named
        .iter()
        .filter(|language| {
            all.iter().filter_map(|words| worded(words)).all(|own| own.contains(*language)) || **language == usual
        })
        .cloned()
        .collect();
    let complete: BTreeSet<Language> = if complete.is_empty() { [usual.clone()].into() } else { complete };
    for words in all {
        let text = words.text(&usual);
        let one = text.in_language(&usual).to_owned();
        // Numbers and names are the same in every language.
        let kept: BTreeMap<Language, String> = complete
            .iter()
            .map(|language| (language.clone(), text.0.get(language).cloned().unwrap_or_else(|| one.clone())))
            .collect();
        *words = if complete.len() == 1 { Words::One(one) } else { Words::Several(Text(kept)) };
    }
    if complete.len() > 1 {
        mapping.framework.languages =
            std::iter::once(usual.clone()).chain(complete.iter().filter(|language| **language != usual).cloned()).collect();
    }
    named.into_iter().filter(|language| !complete.contains(language)).collect()
}
