//! All versions of a framework → the tables of an export.

use std::collections::HashMap;
use std::sync::Arc;

use super::categories::{STATES, categories};
use super::column::{Category, Column, ColumnKind, Table};
use super::contents::Contents;
use super::fixed::{answers_table, framework_table, story_columns};
use super::format::Part;
use super::parts::PartColumns;
use super::shapes::{Merged, merged};
use crate::model::{Framework, Language};

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
        layout.tables = vec![stories, answers, framework_table()];
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
        let mut prompts: Vec<Category> = Vec::new();
        for prompt in self.versions.iter().rev().flat_map(|version| &version.prompts) {
            if !self.prompts.contains_key(&prompt.id) {
                self.prompts.insert(prompt.id.clone(), prompts.len());
                prompts.push(Category::new(&prompt.id, prompt.text.in_language(&self.language)));
            }
        }
        story_columns(ColumnKind::Category(prompts))
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
        let signifiers = merged(&self.versions, &self.language).into_iter();
        let signifiers = signifiers.map(|signifier| Category::new(signifier.id, signifier.question)).collect();
        answers_table(ColumnKind::Category(signifiers), self.states())
    }
}
