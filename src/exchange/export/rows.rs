//! A story → its rows.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::categories::{ANSWERED, KINDS, MODERATION, NOT_APPLICABLE, NOT_ASKED, NOT_SHOWN, SOURCES, UNANSWERED};
use super::cell::Cell;
use super::contents::Hidden;
use super::error::ExportError;
use super::fixed::FIXED;
use super::layout::{Layout, SignifierColumns};
use super::parts::PartColumns;
use crate::model::{Answer, Asking, Framework, ModerationState, Place, Source};
use crate::store::{ExportedStory, StorytellerKey};

/// What is known of a collection.
#[derive(Clone, Debug, Default)]
pub(super) struct CollectionFacts {
    /// Its round.
    pub round: Option<String>,
    /// The signifiers to which it is limited; all when empty.
    pub limited_to: Vec<String>,
}

/// A story with everything that its rows need.
pub(super) struct Told<'a> {
    pub story: &'a ExportedStory,
    /// Its id in this export.
    pub uuid: Uuid,
    /// The same, in words.
    pub id: String,
    /// The version that it answers.
    pub framework: &'a Framework,
    pub round: Option<&'a str>,
    /// The signifiers to which its collection is limited.
    pub limited_to: &'a [String],
    /// The number of its storyteller within the export, and the id of their first story in it.
    pub storyteller: Option<(u32, Uuid)>,
    /// What is not told of it.
    pub hidden: &'a Hidden,
}

/// The rows of one story.
pub(super) struct Rows<'a> {
    pub story: Vec<Cell<'a>>,
    pub answers: Vec<[Cell<'a>; 8]>,
}

impl<'a> Told<'a> {
    /// The language of its form: without the wording where an answer about the storyteller is not told, because the wording would tell
    /// it, such as the one for children.
    pub fn language(&self) -> &'a str {
        if self.hidden.signifiers.is_empty() { self.story.language.as_str() } else { self.story.language.base() }
    }

    /// The prompt: not one that only some audiences are asked, where an answer about the storyteller is not told.
    pub fn prompt(&self) -> Option<&'a str> {
        let tells = || self.framework.is_prompt_of_some(&self.story.prompt);
        (self.hidden.signifiers.is_empty() || !tells()).then_some(&*self.story.prompt)
    }

    /// The day, the collection and its round, as far as they are told.
    pub fn place(&self) -> (Option<NaiveDate>, Option<&'a str>, Option<&'a str>) {
        if self.hidden.place {
            return (None, None, None);
        }
        (Some(self.story.received), self.story.collection.as_deref(), self.round)
    }

    /// What is known of how it was asked for.
    pub fn asking(&self) -> Asking<'_> {
        let ExportedStory { answers, prompt, asked, .. } = self.story;
        Asking { audience: answers.audience(), prompt, limited_to: self.limited_to, asked: asked.as_ref() }
    }

    /// The state of the reply to a signifier, by the rule of the columns: what was answered was asked, and an answer of another
    /// kind than the column's counts as not asked.
    pub fn state(&self, columns: &SignifierColumns) -> usize {
        if self.hidden.signifiers.contains(&columns.id) {
            return NOT_SHOWN;
        }
        match self.story.answers.given.get(&columns.id) {
            Some(Answer::NotApplicable) => NOT_APPLICABLE,
            Some(answer) => {
                if kind_of(answer) == columns.kind {
                    ANSWERED
                } else {
                    NOT_ASKED
                }
            }
            None => {
                let own = self.framework.signifier(&columns.id).filter(|signifier| signifier.kind() == columns.kind);
                let asked = own.is_some_and(|signifier| self.asking().includes(self.framework, signifier, false));
                if asked { UNANSWERED } else { NOT_ASKED }
            }
        }
    }

    /// Its rows.
    ///
    /// # Errors
    /// [`ExportError::Unfitting`].
    pub fn rows<'r>(&'r self, layout: &'r Layout, long: bool) -> Result<Rows<'r>, ExportError> {
        let width = layout.tables.first().map_or(0, |table| table.columns.len());
        let mut row = vec![Cell::Missing; width];
        self.fixed_cells(layout, &mut row)?;
        let mut answers = Vec::new();
        for (place, columns) in layout.signifiers.iter().enumerate() {
            let state = self.state(columns);
            row[columns.state] = Cell::Category(state);
            let base = || -> [Cell<'r>; 8] {
                let kind = KINDS.iter().position(|(kind, _)| *kind == columns.kind).unwrap_or_default();
                [
                    Cell::text(Some(&self.id)),
                    Cell::Category(place),
                    Cell::Category(kind),
                    Cell::Category(state),
                    Cell::Missing,
                    Cell::Missing,
                    Cell::Missing,
                    Cell::Missing,
                ]
            };
            let given = self.story.answers.given.get(&columns.id).filter(|_| state == ANSWERED);
            let Some(answer) = given else {
                if long {
                    answers.push(base());
                }
                continue;
            };
            let first = answers.len();
            let mut part = |id: &'r str, axis: Option<usize>, value: Cell<'r>, chosen: Cell<'r>| {
                if long {
                    let mut cells = base();
                    cells[4] = Cell::text(Some(id));
                    cells[5] = axis.map_or(Cell::Missing, Cell::Category);
                    cells[6] = value;
                    cells[7] = chosen;
                    answers.push(cells);
                }
            };
            self.put(columns, answer, &mut row, &mut part)?;
            if long && answers.len() == first {
                answers.push(base());
            }
        }
        Ok(Rows { story: row, answers })
    }

    fn fixed_cells<'r>(&'r self, layout: &Layout, row: &mut [Cell<'r>]) -> Result<(), ExportError> {
        let story = self.story;
        let prompt = layout.prompts.get(&story.prompt).copied();
        let prompt = prompt.ok_or_else(|| self.unfitting(format!("it has no prompt “{}”", story.prompt)))?;
        let (received, collection, round) = self.place();
        let fixed: [Cell<'r>; FIXED] = [
            Cell::text(Some(&self.id)),
            Cell::Integer(i64::from(story.version)),
            Cell::text(Some(self.language())),
            if self.prompt().is_some() { Cell::Category(prompt) } else { Cell::Missing },
            received.map_or(Cell::Missing, Cell::Date),
            Cell::text(collection),
            Cell::text(round),
            Cell::Category(source(story.source)),
            Cell::Category(moderation(story.state)),
            Cell::Boolean(story.quotation),
            self.storyteller.map_or(Cell::Missing, |(number, _)| Cell::Integer(i64::from(number))),
        ];
        for (cell, fixed) in row.iter_mut().zip(fixed) {
            *cell = fixed;
        }
        if layout.texts
            && let Some(words) = &story.words
        {
            row[FIXED] = Cell::text(Some(&words.title).filter(|title| !title.is_empty()).map(String::as_str));
            row[FIXED + 1] = Cell::text(Some(&words.text).filter(|text| !text.is_empty()).map(String::as_str));
        }
        Ok(())
    }

    /// Puts an answer into its columns, and names its parts.
    fn put<'r>(
        &'r self,
        columns: &'r SignifierColumns,
        answer: &'r Answer,
        row: &mut [Cell<'r>],
        part: &mut impl FnMut(&'r str, Option<usize>, Cell<'r>, Cell<'r>),
    ) -> Result<(), ExportError> {
        match (&columns.parts, answer) {
            (PartColumns::Triad(corners), Answer::Triad(triad)) => {
                for ((id, place), weight) in corners.iter().zip(triad.parts()) {
                    let Ok(weight) = weight.try_into() else { continue };
                    row[*place] = Cell::Unit(weight);
                    part(id, None, Cell::Unit(weight), Cell::Missing);
                }
            }
            (PartColumns::Dyad(place), Answer::Dyad(position)) => {
                row[*place] = Cell::Unit(*position);
                part("value", None, Cell::Unit(*position), Cell::Missing);
            }
            (PartColumns::Stones(stones), Answer::Stones(placed)) => self.put_stones(columns, stones, placed, row, part)?,
            (PartColumns::One(place, options), Answer::Choice { options: chosen, .. }) => {
                for id in chosen {
                    let option = options.get(id).ok_or_else(|| self.no_such(columns, "option", id))?;
                    row[*place] = Cell::Category(*option);
                    part(id, None, Cell::Missing, Cell::Boolean(true));
                }
            }
            (PartColumns::Several(options), Answer::Choice { options: chosen, .. }) => {
                if let Some(id) = chosen.iter().find(|id| !options.iter().any(|(own, _)| own == *id)) {
                    return Err(self.no_such(columns, "option", id));
                }
                for (id, place) in options {
                    let chosen = chosen.contains(id);
                    row[*place] = Cell::Boolean(chosen);
                    part(id, None, Cell::Missing, Cell::Boolean(chosen));
                }
            }
            _ => {}
        }
        if let (Some(place), Answer::Choice { write_in: Some(words), .. }) = (columns.write_in, answer)
            && !self.hidden.words.contains(&columns.id)
        {
            row[place] = Cell::text(Some(words));
        }
        Ok(())
    }

    fn put_stones<'r>(
        &'r self,
        columns: &SignifierColumns,
        stones: &BTreeMap<String, [usize; 2]>,
        placed: &'r BTreeMap<String, Place>,
        row: &mut [Cell<'r>],
        part: &mut impl FnMut(&'r str, Option<usize>, Cell<'r>, Cell<'r>),
    ) -> Result<(), ExportError> {
        for (id, at) in placed {
            let [x, y] = *stones.get(id).ok_or_else(|| self.no_such(columns, "stone", id))?;
            for (axis, place, value) in [(0, x, at.x), (1, y, at.y)] {
                row[place] = Cell::Unit(value);
                part(id, Some(axis), Cell::Unit(value), Cell::Missing);
            }
        }
        Ok(())
    }

    fn no_such(&self, columns: &SignifierColumns, what: &str, id: &str) -> ExportError {
        self.unfitting(format!("“{}” has no {what} “{id}”", columns.id))
    }

    fn unfitting(&self, reason: String) -> ExportError {
        ExportError::Unfitting { id: self.story.id, reason }
    }
}

fn kind_of(answer: &Answer) -> &'static str {
    match answer {
        Answer::Triad(_) => "triad",
        Answer::Dyad(_) => "dyad",
        Answer::Stones(_) => "stones",
        Answer::Choice { .. } => "choice",
        Answer::NotApplicable => "not_applicable",
    }
}

fn source(source: Source) -> usize {
    SOURCES.iter().position(|(name, _)| *name == source.name()).unwrap_or_default()
}

fn moderation(state: ModerationState) -> usize {
    MODERATION.iter().position(|(name, _)| *name == state.name()).unwrap_or_default()
}

/// Makes ids for stories whose own ones are not told: these begin with the day on which the story came in.
pub(super) struct OtherIds([u8; 32]);

impl OtherIds {
    /// Ids of one export. Another export has others, so that they link nothing.
    pub fn new() -> Self {
        Self(rand::random())
    }

    /// The id of a story in this export.
    pub fn of(&self, story: &ExportedStory, hidden: &Hidden) -> Uuid {
        if !hidden.place {
            return story.id;
        }
        let digest = Sha256::new().chain_update(self.0).chain_update(story.id.as_bytes()).finalize();
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest[..16]);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }
}

/// Numbers storytellers in the order in which their stories come.
#[derive(Default)]
pub(super) struct Storytellers(HashMap<StorytellerKey, (u32, Uuid)>);

impl Storytellers {
    /// The number of a story's storyteller, and the id of their first story in this export; nothing for a story that is not linked, or
    /// of which something is hidden that another story of theirs may tell.
    pub fn of(&mut self, story: &ExportedStory, hidden: &Hidden) -> Option<(u32, Uuid)> {
        if hidden.place || !hidden.signifiers.is_empty() {
            return None;
        }
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX).saturating_add(1);
        story.storyteller.map(|key| *self.0.entry(key).or_insert((next, story.id)))
    }
}
