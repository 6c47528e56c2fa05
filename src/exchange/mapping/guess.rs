//! A first mapping, made from the headings and the values of a table. Each column comes with a reason, so that a person can
//! judge it. What only a person can know is left open.

mod naming;
mod sets;
mod single;

use std::collections::BTreeMap;

use serde::Serialize;

use super::document::{MAPPING_VERSION, Mapping, StoryColumns, Target};
use super::missing::{Missing, MissingValues};
use super::profile::Profile;
use super::questions::Question;
use crate::exchange::pipeline::ExchangeError;
use crate::exchange::table::{Table, TableOptions};
use crate::model::{Clock, Fault, Language};

pub(super) use naming::{Ids, STORYTELLER, TITLE, mentions};

/// The most different values that are shown as options, and the longest of them, in characters.
const OPTIONS: usize = 100;
const LABEL: usize = 120;

/// A first mapping with its reasons.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"mapping": {"mapping": 1, "framework": {"slug": "street-stories", "language": "en"}, "story": {"text": ["What happened?"]}, "ignore": ["Email"]}, "columns": [{"column": "Email", "becomes": "ignored", "why": "it may say who told the story", "samples": ["person1@example.org"], "filled": 120, "distinct": 120}], "described": "CSV in UTF-8, separated by semicolons", "sheets": [], "rows": 120, "open": [{"field": "consent", "message": "say what storytellers consented to"}], "notes": []}))]
pub struct Guess {
    /// The mapping. It names no consent.
    pub mapping: Mapping,
    /// What each column becomes, and why, in the order of the table.
    pub columns: Vec<Reason>,
    /// How the table was read.
    pub described: String,
    /// The sheets of a workbook that have cells.
    pub sheets: Vec<String>,
    /// The rows.
    pub rows: u64,
    /// What a person has to decide before stories can be imported.
    pub open: Vec<Fault>,
    /// What was noticed about the headings.
    pub notes: Vec<String>,
}

/// What a column becomes, and why.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"column": "Email", "becomes": "ignored", "why": "it may say who told the story", "samples": ["person1@example.org"], "filled": 120, "distinct": 120}))]
pub struct Reason {
    /// The column.
    pub column: String,
    /// What it becomes.
    pub becomes: Guessed,
    /// The id of the question that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// Why, in a sentence.
    pub why: String,
    /// The first values.
    pub samples: Vec<String>,
    /// All values, in their order, where they are few and short enough to be options.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// Rows with a value.
    pub filled: u64,
    /// How many different values there are; missing when there are more than 400.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distinct: Option<u64>,
}

/// What a column can become.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Guessed {
    /// It is left out.
    Ignored,
    /// The name of the story.
    Id,
    /// The text, or a part of it.
    Text,
    /// The title.
    Title,
    /// The day on which the story came in.
    Received,
    /// The language.
    Language,
    /// The collection.
    Collection,
    /// The prompt.
    Prompt,
    /// It may say what the storyteller consented to; a person has to say so.
    PerhapsConsent,
    /// The answer to a question, or a part of it.
    Question,
}

/// What was decided of a column.
struct Decision {
    becomes: Guessed,
    question: Option<String>,
    why: String,
}

/// The guess while it is being made.
struct Draft<'a> {
    table: &'a Table,
    profiles: Vec<Profile>,
    decided: BTreeMap<usize, Decision>,
    story: StoryColumns,
    /// Questions with the place of their first column.
    questions: Vec<(usize, Question)>,
    ids: Ids,
    language: &'a Language,
}

/// A table whose row of headings was found, and whose columns each have a name.
pub struct HeadedTable {
    table: Table,
    options: TableOptions,
    notes: Vec<String>,
}

impl HeadedTable {
    /// Reads a table. Where the options name no row of headings, it looks for one.
    ///
    /// # Errors
    /// [`ExchangeError`] when the file cannot be read as a table.
    pub fn read(bytes: &[u8], options: &TableOptions) -> Result<Self, ExchangeError> {
        let mut options = options.clone();
        let mut table = Table::read_as(bytes, &options)?;
        let mut notes = Vec::new();
        if options.header_row.is_none()
            && options.header_rows == 1
            && let Some((row, rows, why)) = headings_below(&table)
        {
            options.header_row = row;
            options.header_rows = rows;
            notes.push(why);
            table = Table::read_as(bytes, &options)?;
        }
        let repeated: Vec<String> = repeated(&table.headings);
        table.name_columns();
        if !repeated.is_empty() {
            let message = format!(
                "the heading {} is above several columns; the further ones are called “… (2)” and so on",
                repeated.iter().map(|heading| format!("“{heading}”")).collect::<Vec<_>>().join(", ")
            );
            notes.push(message);
        }
        Ok(Self { table, options, notes })
    }

    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.table.rows.len()
    }

    /// Guesses a mapping for it.
    pub fn guess(self, slug: &str, language: &Language, clock: &Clock) -> Guess {
        let Self { table, options, notes } = self;
        let mut guess = Guess::of_table(&table, slug, language, clock);
        guess.mapping.table = options;
        guess.notes = notes;
        guess
    }
}

impl Guess {
    /// Guesses a mapping for the table in these bytes. Where the options name no row of headings, it looks for one.
    ///
    /// # Errors
    /// [`ExchangeError`] when the file cannot be read as a table.
    pub fn of(
        bytes: &[u8],
        options: &TableOptions,
        slug: &str,
        language: &Language,
        clock: &Clock,
    ) -> Result<Self, ExchangeError> {
        Ok(HeadedTable::read(bytes, options)?.guess(slug, language, clock))
    }

    fn of_table(table: &Table, slug: &str, language: &Language, clock: &Clock) -> Self {
        let values = MissingValues::default();
        let missing = Missing::new(&values, &[], &[]);
        let profiles = (0..table.headings.len()).map(|place| Profile::of(table, place, &missing, clock)).collect();
        let mut draft = Draft {
            table,
            profiles,
            decided: BTreeMap::new(),
            story: StoryColumns::default(),
            questions: Vec::new(),
            ids: Ids::default(),
            language,
        };
        draft.leave_out_what_is_private();
        draft.find_sets();
        draft.find_story();
        draft.find_answers();
        draft.finish(values, slug)
    }
}

impl Draft<'_> {
    /// The columns about which nothing is decided yet.
    fn open(&self) -> Vec<usize> {
        (0..self.profiles.len()).filter(|place| !self.decided.contains_key(place)).collect()
    }

    fn decide(&mut self, place: usize, becomes: Guessed, why: impl Into<String>) {
        self.decided.insert(place, Decision { becomes, question: None, why: why.into() });
    }

    fn ask(&mut self, places: &[usize], question: Question, why: impl Into<String>) {
        let why = why.into();
        for place in places {
            let decision = Decision { becomes: Guessed::Question, question: Some(question.id.clone()), why: why.clone() };
            self.decided.insert(*place, decision);
        }
        if let Some(first) = places.first() {
            self.questions.push((*first, question));
        }
    }

    fn finish(self, values: MissingValues, slug: &str) -> Guess {
        let Self { table, profiles, mut decided, story, mut questions, language, .. } = self;
        questions.sort_by_key(|(place, _)| *place);
        let mut columns = Vec::with_capacity(profiles.len());
        let mut ignore = Vec::new();
        for profile in profiles {
            let unclear =
                || Decision { becomes: Guessed::Ignored, question: None, why: "nothing else fits; say what it is".to_owned() };
            let Decision { becomes, question, mut why } = decided.remove(&profile.place).unwrap_or_else(unclear);
            if matches!(becomes, Guessed::Ignored | Guessed::PerhapsConsent) {
                ignore.push(profile.name.clone());
            }
            if profile.not_applicable > 0 {
                why += &format!("; “not applicable” in {} of its rows", profile.not_applicable);
            }
            let few = !profile.many
                && profile.values.len() <= OPTIONS
                && profile.values.keys().all(|value| value.chars().count() <= LABEL);
            let values = if few { profile.values.keys().cloned().collect() } else { Vec::new() };
            columns.push(Reason {
                column: profile.name,
                becomes,
                question,
                why,
                samples: profile.samples,
                values,
                filled: profile.filled as u64,
                distinct: (!profile.many).then_some(profile.values.len() as u64),
            });
        }
        let mapping = Mapping {
            mapping: MAPPING_VERSION,
            table: TableOptions::default(),
            framework: Target {
                slug: slug.to_owned(),
                title: None,
                language: language.clone(),
                languages: Vec::new(),
                existing: false,
                version: None,
            },
            consent: None,
            story,
            values,
            questions: questions.into_iter().map(|(_, question)| question).collect(),
            exclude: Vec::new(),
            ignore,
        };
        let open = mapping.open_questions();
        Guess {
            open,
            notes: Vec::new(),
            mapping,
            columns,
            described: table.described.clone(),
            sheets: table.sheets.clone(),
            rows: table.rows.len() as u64,
        }
    }
}

/// Where the headings are, when the first row does not look like them: the row, how many rows, and why.
fn headings_below(table: &Table) -> Option<(Option<u64>, u8, String)> {
    let filled = |cells: &dyn Fn(usize) -> bool, count: usize| (0..count).filter(|place| cells(*place)).count();
    let count = table.headings.len();
    let above = filled(&|place| !table.headings[place].is_empty(), count);
    let first = table.rows.first()?;
    let cells = first.cells.as_ref().ok()?;
    let below = filled(&|place| !cells.get(place).is_empty(), count);
    let is_word = |place: usize| cells.get(place).is_empty() || cells.get(place).parse::<f64>().is_err();
    if count >= 3 && above <= count / 3 && below > above && (0..count).all(is_word) && first_is_a_title(table, above) {
        return Some((
            Some(first.line),
            1,
            format!("the headings were taken from row {}, because the row above it has only a title", first.line),
        ));
    }
    // A merged heading has empty ones on its right, and the row below says what each of its columns is.
    let empty = (1..count).filter(|place| table.headings[*place].is_empty()).count();
    let told = (1..count).filter(|place| table.headings[*place].is_empty() && !cells.get(*place).is_empty()).count();
    let short = (0..count).all(|place| cells.get(place).chars().count() <= 60 && is_word(place));
    let is_merged = |place: usize| {
        let next = table.headings.get(place + 1);
        table.headings[place].is_empty() || next.is_some_and(String::is_empty)
    };
    // Below a heading of one column, there is nothing, or what a well-known program writes there.
    let below_one = ["", "response", "open-ended response"];
    let alone = (0..count)
        .filter(|place| !is_merged(*place))
        .all(|place| below_one.contains(&cells.get(place).to_lowercase().as_str()));
    if empty >= 1 && told == empty && short && alone {
        let why = "the headings take up two rows, because one of the first row covers several columns and the second row tells them apart";
        return Some((None, 2, why.to_owned()));
    }
    None
}

/// Whether the only headings are at the beginning, as a title is.
fn first_is_a_title(table: &Table, above: usize) -> bool {
    above <= 1 || table.headings.iter().take(above).all(|heading| !heading.is_empty())
}

/// The headings that are above several columns.
fn repeated(headings: &[String]) -> Vec<String> {
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    for heading in headings.iter().filter(|heading| !heading.is_empty()) {
        *counts.entry(heading).or_default() += 1;
    }
    counts.into_iter().filter(|(_, count)| *count > 1).map(|(heading, _)| heading.clone()).collect()
}
