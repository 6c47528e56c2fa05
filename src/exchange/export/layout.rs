//! All versions of a framework → the tables of an export.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::column::{Category, Column, ColumnKind, Table};
use super::shapes::{Merged, merged};
use super::{Contents, Part};
use crate::model::{Framework, Language};

/// The states of a reply, as categories. The last one is only in exports of staff.
pub(super) const STATES: [(&str, &str); 5] = [
    ("answered", "Answered"),
    ("not_applicable", "The storyteller said that the question does not fit the story"),
    ("unanswered", "Asked and not answered"),
    ("not_asked", "Not asked"),
    ("not_shown", "Not shown, because too few stories were told with such an answer"),
];

/// The places in [`STATES`].
pub(super) const ANSWERED: usize = 0;
pub(super) const NOT_APPLICABLE: usize = 1;
pub(super) const UNANSWERED: usize = 2;
pub(super) const NOT_ASKED: usize = 3;
pub(super) const NOT_SHOWN: usize = 4;

/// The kinds of signifiers, as categories.
pub(super) const KINDS: [(&str, &str); 4] = [
    ("triad", "A point between three corners"),
    ("dyad", "A point between two ends"),
    ("stones", "Stones in a square"),
    ("choice", "Options to choose from"),
];

/// The columns of `stories` that are the same for every framework: those before the title and the text.
pub(super) const FIXED: usize = 11;

/// The tables of an export, and what is in them.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The tables `stories`, `answers` and `framework`, in this order.
    pub tables: Vec<Table>,
    /// Every published version of the framework, oldest first.
    pub versions: Vec<Arc<Framework>>,
    /// The language of titles and labels.
    pub language: Language,
    /// Whether texts are in the export.
    pub texts: bool,
    /// Whether answers may be hidden: then there is a fifth state.
    pub hides: bool,
    /// The one table that is wanted; all of them when `None`.
    pub part: Option<Part>,
    /// The signifiers, in the order of their columns in `stories`.
    pub signifiers: Vec<SignifierColumns>,
    /// The number of the newest story when the export began; no later one is in it.
    pub newest_story: u64,
    /// The places of prompts among their categories.
    pub(super) prompts: HashMap<String, usize>,
}

/// The columns of one signifier in `stories`. They are the indices of columns.
#[derive(Clone, Debug)]
pub struct SignifierColumns {
    /// The signifier's id.
    pub id: String,
    /// The kind of its answers: `triad`, `dyad`, `stones` or `choice`. Answers of another kind, from other versions, count as
    /// not asked.
    pub kind: &'static str,
    /// Its state.
    pub state: usize,
    /// Its parts.
    pub parts: PartColumns,
    /// The words beside a choice; only with texts, and where the framework asks for them.
    pub write_in: Option<usize>,
    /// What differs between versions, for people.
    pub note: Option<String>,
}

/// The columns of the parts of a signifier.
#[derive(Clone, Debug)]
pub enum PartColumns {
    /// A column for each corner.
    Triad([(String, usize); 3]),
    /// The position between the ends.
    Dyad(usize),
    /// The two columns of each stone: x and y.
    Stones(BTreeMap<String, [usize; 2]>),
    /// A choice of one: its column, and the places of options among its categories.
    One(usize, HashMap<String, usize>),
    /// A choice of several: a column for each option, in order.
    Several(Vec<(String, usize)>),
}

impl Layout {
    /// Lays out the tables for these versions of one framework, of which there is at least one, oldest first.
    pub(super) fn new(versions: Vec<Arc<Framework>>, contents: &Contents) -> Self {
        let mut layout = Self {
            tables: Vec::new(),
            versions,
            language: contents.language.clone(),
            texts: contents.texts,
            hides: contents.hide.is_some(),
            part: contents.part,
            signifiers: Vec::new(),
            newest_story: 0,
            prompts: HashMap::new(),
        };
        let stories = layout.stories();
        let answers = layout.answers();
        layout.tables = vec![stories, answers, super::dictionary::table()];
        layout
    }

    /// The newest version.
    pub fn newest(&self) -> Option<&Framework> {
        self.versions.last().map(|version| &**version)
    }

    /// The framework's slug.
    pub fn slug(&self) -> &str {
        self.newest().map_or("", |newest| &newest.slug)
    }

    /// Whether rows of this table are wanted.
    pub fn wants(&self, part: Part) -> bool {
        self.part.is_none_or(|only| only == part)
    }

    /// The categories of states.
    pub(super) fn states(&self) -> ColumnKind {
        categories(&STATES[..if self.hides { 5 } else { 4 }])
    }

    fn stories(&mut self) -> Table {
        let mut columns = self.fixed_columns();
        if self.texts {
            columns.push(Column::new(
                "title",
                "Title",
                "The title, as redacted. Missing where it may not be read.",
                ColumnKind::Text,
            ));
            columns.push(Column::new(
                "text",
                "Text",
                "The story, as redacted. Missing where it may not be read.",
                ColumnKind::Text,
            ));
        }
        for signifier in merged(&self.versions, &self.language) {
            let laid = self.lay(&signifier, &mut columns);
            self.signifiers.push(laid);
        }
        let title = self.newest().map_or("", |newest| newest.title.in_language(&self.language));
        Table { name: Part::Stories.name(), title: format!("{title}: a row for each story"), columns }
    }

    fn fixed_columns(&mut self) -> Vec<Column> {
        use ColumnKind::{Boolean, Date, Integer, Text};
        let mut prompts: Vec<Category> = Vec::new();
        for prompt in self.versions.iter().rev().flat_map(|version| &version.prompts) {
            if !self.prompts.contains_key(&prompt.id) {
                self.prompts.insert(prompt.id.clone(), prompts.len());
                prompts.push(Category::new(&prompt.id, prompt.text.in_language(&self.language)));
            }
        }
        let column = Column::new;
        vec![
            column("id", "Story", "The story's id. The same story has the same id in every export.", Text),
            column("version", "Version", "The version of the framework that the story answers.", Integer),
            column(
                "language",
                "Language",
                "The language and variant in which the form was read, such as en or en-x-easy.",
                Text,
            ),
            column("prompt", "Prompt", "The prompt that the story answers.", ColumnKind::Category(prompts)),
            column("received", "Received", "The day on which the story came in. There are no times of day.", Date),
            column("collection", "Collection", "The join code of the collection by which it came in, if any.", Text),
            column("round", "Round", "The round of the collection, such as baseline, if it has one.", Text),
            column("source", "Source", "By which way the story came in.", categories(&super::rows::SOURCES)),
            column(
                "state",
                "Moderation",
                "How far moderation has come. Only a cleared text may be read.",
                categories(&super::rows::MODERATION),
            ),
            column(
                "quotable",
                "May be quoted",
                "Whether the storyteller allows the cleared text to be quoted in public.",
                Boolean,
            ),
            column(
                "storyteller",
                "Storyteller",
                "The same number for stories of one storyteller within this export. Missing where stories are not linked.",
                Integer,
            ),
        ]
    }

    /// Adds the columns of one signifier.
    fn lay(&self, signifier: &Merged, columns: &mut Vec<Column>) -> SignifierColumns {
        let (id, question) = (&signifier.id, &signifier.question);
        let mut add = |part: &str, title: String, description: String, kind: ColumnKind| {
            // A part may be called “state”, too.
            let mut name = format!("{id}.{part}");
            while columns.iter().any(|column| column.name == name) {
                name.push('_');
            }
            columns.push(Column::new(name, title, description, kind));
            columns.len() - 1
        };
        let state = add(
            "state",
            format!("{question} (state)"),
            format!("How the storyteller replied to the {} “{question}”", signifier.shape.kind()),
            self.states(),
        );
        let (parts, write_in) = signifier.shape.lay(question, &mut add);
        let write_in = (write_in && self.texts).then(|| {
            let said = "The storyteller's own words, as redacted. Missing where they may not be read.";
            add("write_in", format!("{question} (own words)"), said.to_owned(), ColumnKind::Text)
        });
        let (kind, note) = (signifier.shape.kind(), signifier.note.clone());
        SignifierColumns { id: id.clone(), kind, state, parts, write_in, note }
    }

    fn answers(&self) -> Table {
        use ColumnKind::{Boolean, Decimal, Text};
        let signifiers = merged(&self.versions, &self.language).into_iter();
        let signifiers = signifiers.map(|signifier| Category::new(signifier.id, signifier.question)).collect();
        let column = Column::new;
        let columns = vec![
            column("story", "Story", "The id of the story.", Text),
            column("signifier", "Signifier", "The question.", ColumnKind::Category(signifiers)),
            column("kind", "Kind", "The kind of the question.", categories(&KINDS)),
            column("state", "State", "How the storyteller replied.", self.states()),
            column(
                "part",
                "Part",
                "The id of the corner, stone or option; “value” for a dyad. Missing where the state is not “answered”, and for a \
                 choice that was answered in own words only.",
                Text,
            ),
            column("axis", "Axis", "Which coordinate of a stone.", categories(&AXES)),
            column(
                "value",
                "Value",
                "The weight of a corner, the position between two ends, or the coordinate of a stone.",
                Decimal,
            ),
            column("chosen", "Chosen", "Whether the option was chosen.", Boolean),
        ];
        Table { name: Part::Answers.name(), title: "A row for each part of each answer".to_owned(), columns }
    }
}

/// The coordinates of a stone.
const AXES: [(&str, &str); 2] = [("x", "From left (0) to right (1)"), ("y", "From bottom (0) to top (1)")];

/// The kind of a column with these categories.
pub(super) fn categories(pairs: &[(&str, &str)]) -> ColumnKind {
    ColumnKind::Category(pairs.iter().map(|(id, label)| Category::new(*id, *label)).collect())
}
