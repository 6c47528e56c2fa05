//! The mapping: a document that says what each column of a table becomes.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::dates::DateFormat;
use super::missing::MissingValues;
use super::questions::{Question, Reading};
use super::words::Words;
use crate::exchange::table::TableOptions;
use crate::model::{Fault, Language};

/// The version of the form of mappings that is described here.
pub const MAPPING_VERSION: u32 = 1;

/// What each column of a table becomes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "mapping": 1,
    "framework": {"slug": "street-stories", "title": "Street stories", "language": "en"},
    "consent": {"analysis": {"column": "May we use it?", "yes": ["Yes"]}},
    "story": {"id": "ID", "text": ["What happened?"], "received": {"column": "Date", "format": "day_month_year"}},
    "questions": [{"id": "age", "question": "How old are you?", "about": "storyteller",
        "answer": {"kind": "choice", "column": "Age", "options": [{"id": "under-12", "label": "Under 12", "values": ["0-11"]}]}}],
    "ignore": ["Name"]
}))]
pub struct Mapping {
    /// The version of the form of mappings: 1.
    #[schema(example = 1, minimum = 1, maximum = 1)]
    pub mapping: u32,
    /// Which part of the file is the table.
    #[serde(default)]
    pub table: TableOptions,
    /// The framework that the stories answer.
    pub framework: Target,
    /// What storytellers consented to. Nothing is imported without it, and it is never guessed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<Permissions>,
    /// The columns of the story itself.
    pub story: StoryColumns,
    /// Which values say that there is no answer, and why.
    #[serde(default)]
    pub values: MissingValues,
    /// The questions with their columns.
    #[serde(default)]
    pub questions: Vec<Question>,
    /// Rows that are left out on purpose, such as tests.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclude: Vec<Excluded>,
    /// Columns that are left out on purpose. Others that no part of the mapping names are reported.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ignore: Vec<String>,
}

/// The framework that stories answer: one that is made of the mapping, or one that there is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"slug": "street-stories", "title": "Street stories", "language": "en"}))]
pub struct Target {
    /// Its slug.
    pub slug: String,
    /// Its title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Words>,
    /// The language of the table: of its questions, and of stories whose row names none.
    pub language: Language,
    /// All languages in which the mapping words its questions; by default `language` alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<Language>,
    /// Take the published framework with this slug: the ids of questions, corners, ends, stones and options are its own, and
    /// the words of the mapping are not used.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub existing: bool,
    /// The version of the published framework; by default its newest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
}

/// What storytellers consented to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"analysis": {"column": "May we use it?", "yes": ["Yes"]}}))]
pub struct Permissions {
    /// That their answers count. Rows without it are left out.
    pub analysis: Permission,
    /// That they may be quoted; by default, nobody consented.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quotation: Option<Permission>,
}

/// Where a consent is written down: in a column, or elsewhere for all rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"column": "May we use it?", "yes": ["Yes"]}))]
pub struct Permission {
    /// The column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// The values of it that mean yes. Everything else means no.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub yes: Vec<String>,
    /// A sentence that says how it is known that all storytellers consented, where no column has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated: Option<String>,
}

/// The columns of the story itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"id": "ID", "text": ["What happened?"], "title": "Title"}))]
pub struct StoryColumns {
    /// The column with the source's own name of each story. Without it, a row is recognised by all of its cells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The columns of the text. Those that are filled in follow one another, with an empty line between them.
    pub text: Vec<String>,
    /// The column of the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The column of the day on which the story came in; today where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<ReceivedColumn>,
    /// The column of the story's language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<LanguageColumn>,
    /// The column of the collection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collection: Option<CollectionColumn>,
    /// The column that says which prompt the story answers. Without it, all answer the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prompt: Option<String>,
    /// The prompts; by default one with the heading of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prompts: Vec<PromptOf>,
}

/// A column of days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"column": "Date", "format": "day_month_year"}))]
pub struct ReceivedColumn {
    /// The column.
    pub column: String,
    /// How it writes days. A guess leaves it out where both 3 April and 4 March are possible; then a person must say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<DateFormat>,
}

/// A column of languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"column": "Language", "values": {"Français": "fr"}}))]
pub struct LanguageColumn {
    /// The column.
    pub column: String,
    /// The language tag of each value that is none itself.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, Language>,
}

/// A column of collections.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"column": "Event", "values": {"Spring event": "SPRING"}}))]
pub struct CollectionColumn {
    /// The column.
    pub column: String,
    /// The join code of each value that is none itself.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, String>,
}

/// A prompt, and the values that name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"id": "moment", "text": "Tell us about a moment.", "values": ["Moment"]}))]
pub struct PromptOf {
    /// Its id.
    pub id: String,
    /// Its words.
    pub text: Words,
    /// The values of cells that name it, besides its id and its words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
}

/// Rows that are left out on purpose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"column": "Status", "values": ["test"]}))]
pub struct Excluded {
    /// The column.
    pub column: String,
    /// The values of rows that are left out.
    pub values: Vec<String>,
}

impl Mapping {
    /// Reads a mapping and checks it.
    ///
    /// # Errors
    /// The faults, each with its place.
    pub fn read(document: &serde_json::Value) -> Result<Self, Vec<Fault>> {
        if !document.is_object() {
            let message = "a mapping is a JSON object; begin with the one that the guess makes";
            return Err(vec![Fault::new("", message)]);
        }
        let mapping: Self = serde_path_to_error::deserialize(document).map_err(|error| {
            let path = error.path().to_string();
            vec![Fault::new(if path == "." { String::new() } else { path }, error.inner())]
        })?;
        let faults = mapping.faults();
        if faults.is_empty() { Ok(mapping) } else { Err(faults) }
    }

    /// What makes no sense, whatever the table.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut say = |field: String, message: &str| faults.push(Fault::new(field, message));
        if self.mapping != MAPPING_VERSION {
            say("mapping".to_owned(), "this service reads mappings of version 1; write 1");
        }
        if !self.framework.languages.is_empty() && !self.framework.languages.contains(&self.framework.language) {
            say("framework.languages".to_owned(), "the language of the table must be among them");
        }
        let mut ids = BTreeSet::new();
        for (place, question) in self.questions.iter().enumerate() {
            let field = format!("questions[{place}]");
            if !ids.insert(&question.id) {
                say(format!("{field}.id"), "another question has this id; give each its own");
            }
            match &question.answer {
                Reading::Dyad { scale, .. } | Reading::Stones { scale, .. } if !(scale.min - scale.max).abs().is_normal() => {
                    say(format!("{field}.answer.scale"), "`min` and `max` must be two different numbers");
                }
                Reading::Triad { corners, .. } if corners.len() != 3 => {
                    say(format!("{field}.answer.corners"), "a triad has three corners: top, left, right");
                }
                Reading::TriadPoint { corners, .. } if corners.len() != 3 => {
                    say(format!("{field}.answer.corners"), "a triad has three corners: top, left, right");
                }
                Reading::Triad { whole, .. } if !(whole.is_finite() && *whole > 0.0) => {
                    say(format!("{field}.answer.whole"), "the weights sum to 1 or to 100");
                }
                Reading::TriadPoint { width, height, .. } if !(*width > 0.0 && *height > 0.0) => {
                    say(format!("{field}.answer"), "`width` and `height` must be above 0");
                }
                Reading::ChoicesInOneColumn { separator, .. } if separator.is_empty() => {
                    say(format!("{field}.answer.separator"), "say what separates two options, such as ;");
                }
                _ => {}
            }
        }
        for (name, permission) in self.permissions() {
            match permission {
                Permission { column: Some(_), yes, stated: None } if !yes.is_empty() => {}
                Permission { column: None, yes, stated: Some(said) } if yes.is_empty() && said.trim().chars().count() >= 10 => {
                }
                _ => say(
                    format!("consent.{name}"),
                    "name a `column` and the values of it that mean `yes`; or, where no column has it, say in a sentence in `stated` how \
                     it is known that all storytellers consented",
                ),
            }
        }
        faults
    }

    /// What a person has to decide before stories can be imported.
    pub fn open_questions(&self) -> Vec<Fault> {
        let mut open = Vec::new();
        if self.consent.is_none() {
            let message = "say what storytellers consented to: in `consent.analysis`, a column and the values of it that mean yes, or a \
                           sentence in `stated` that says how it is known. Nothing is imported without it";
            open.push(Fault::new("consent", message));
        }
        if self.story.text.is_empty() {
            open.push(Fault::new("story.text", "say which column is the story"));
        }
        if let Some(received) = self.story.received.as_ref().filter(|received| received.format.is_none()) {
            let message = format!(
                "the days in “{}” can be read in two ways; say `day_month_year` (03/04/2026 is 3 April) or `month_day_year` (it is 4 March)",
                received.column
            );
            open.push(Fault::new("story.received.format", message));
        }
        open
    }

    /// The consents that it names.
    pub(super) fn permissions(&self) -> impl Iterator<Item = (&'static str, &Permission)> {
        let consent = self.consent.iter();
        consent.flat_map(|consent| {
            let quotation = consent.quotation.iter().map(|quotation| ("quotation", quotation));
            std::iter::once(("analysis", &consent.analysis)).chain(quotation)
        })
    }
}

impl Mapping {
    /// The kind of signifier that a question becomes.
    pub(super) fn kind_of(&self, question: &Question) -> &'static str {
        match question.answer {
            Reading::Triad { .. } | Reading::TriadPoint { .. } => "triad",
            Reading::Dyad { .. } => "dyad",
            Reading::Stones { .. } => "stones",
            _ => "choice",
        }
    }
}
