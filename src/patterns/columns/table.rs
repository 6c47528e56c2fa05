//! The columns: one framework's stories (all of its versions) as structs of arrays, a row for each story.
//!
//! Rows are in ascending order of the store's story number. A story that arrives out of order is inserted at its place, which
//! costs one pass over memory; a rebuild should therefore read stories by number. A removed row is emptied at once, and its
//! space is reclaimed when many rows have been removed.
//!
//! A copy of the columns shares their cells, so it costs almost nothing; see [`Chunked`].

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{Datelike, NaiveDate};

use crate::model::{Answers, Framework, Reply, Shape, Signifier};

use super::choice_column::ChoiceColumn;
use super::chunked::Chunked;
use super::column::{Column, DyadColumn};
use super::forms::{Form, Forms};
use super::repeated_words::Words;
use super::stones_column::StonesColumn;
use super::triad_column::TriadColumn;

/// Emptied rows are reclaimed when there are at least this many, and they are a quarter of all rows.
const COMPACT_FROM: usize = 1_024;

/// The last version number. Every change of columns takes a new one, so that no two states share a number.
static VERSION: AtomicU64 = AtomicU64::new(0);

/// One story, as it is put into the columns.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a, S: Ord = String> {
    /// The store's story number; mostly ascending.
    pub number: u64,
    /// The day on which it was received.
    pub received: NaiveDate,
    /// The join code of its collection.
    pub collection: Option<&'a str>,
    /// The round of its collection, such as `baseline`.
    pub round: Option<&'a str>,
    /// The id of its prompt.
    pub prompt: &'a str,
    /// A number that stands for its storyteller, where several stories of one person are linked. It means nothing else.
    pub storyteller: Option<NonZeroU32>,
    /// Whether its text is cleared, so that people may read it.
    pub readable: bool,
    /// What the storyteller answered.
    pub answers: &'a Answers<S>,
    /// The form, which says what the storyteller was asked.
    pub form: Form<'a>,
}

/// A part of a framework's version that contradicts the columns. The service continues without it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LearnNote {
    /// The signifier's id.
    pub signifier: String,
    /// What was ignored, as a sentence.
    pub message: String,
}

/// One framework's stories in memory. See [`patterns`](crate::patterns) for what can be computed from them.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    pub(in crate::patterns) numbers: Chunked<u64>,
    pub(super) live: Chunked<bool>,
    pub(super) emptied: usize,
    version: u64,
    /// Days since the common era's first.
    pub(in crate::patterns) received: Chunked<i32>,
    pub(in crate::patterns) readable: Chunked<bool>,
    /// The number of the storyteller; 0 where the story is not linked with others.
    pub(in crate::patterns) storyteller: Chunked<u32>,
    pub(in crate::patterns) collection: Words,
    pub(in crate::patterns) round: Words,
    pub(super) prompt: Words,
    pub(in crate::patterns) signifiers: Vec<(String, Column)>,
    /// What the versions that were learned ask.
    pub(super) forms: Forms,
    /// The indices of the signifiers, by id.
    places: Arc<BTreeMap<String, usize>>,
}

impl Columns {
    /// Columns without stories and signifiers.
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of stories.
    pub fn len(&self) -> usize {
        self.numbers.len() - self.emptied
    }

    /// Identifies a state of some columns. Every change takes a new number; equal numbers mean equal columns.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Bytes of memory used by the cells. Data stored once for all stories (ids, sets of options) is not counted.
    pub fn bytes(&self) -> usize {
        let words: usize = [&self.collection, &self.round, &self.prompt].map(|words| words.code.bytes()).iter().sum();
        let own = self.numbers.bytes()
            + self.live.bytes()
            + self.received.bytes()
            + self.readable.bytes()
            + words
            + self.storyteller.bytes();
        own + self.signifiers.iter().map(|(_, column)| column.bytes()).sum::<usize>()
    }

    /// The number of rows, including emptied ones.
    pub(in crate::patterns) fn rows(&self) -> usize {
        self.numbers.len()
    }

    fn note_change(&mut self) {
        self.version = VERSION.fetch_add(1, Ordering::Relaxed) + 1;
    }

    /// Whether there is no story.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds the signifiers, options and stones of a version, and whom it asks. Known ones do not change; earlier stories count as
    /// not asked for new ones. Returns the parts that were ignored: a signifier whose kind or corners differ from an earlier
    /// version's keeps the earlier ones.
    pub fn learn(&mut self, framework: &Framework) -> Vec<LearnNote> {
        self.note_change();
        for prompt in &framework.prompts {
            self.prompt.learn(Some(&prompt.id));
        }
        let learn = |signifier: &Signifier| self.learn_signifier(&signifier.id, &signifier.shape);
        let notes = framework.signifiers.iter().filter_map(learn).collect();
        let place = |signifier: &Signifier| {
            let place = *self.places.get(&signifier.id)?;
            (self.signifiers[place].1.kind() == signifier.kind()).then_some(place)
        };
        self.forms.learn(framework, self.signifiers.len(), place);
        notes
    }

    fn learn_signifier(&mut self, id: &str, shape: &Shape) -> Option<LearnNote> {
        let note = |message: String| Some(LearnNote { signifier: id.to_owned(), message });
        let rows = self.numbers.len();
        let place = match self.places.get(id) {
            Some(&place) => place,
            None => {
                let column = match shape {
                    Shape::Triad { corners } => match corners.as_slice() {
                        [a, b, c] => Column::Triad(TriadColumn::new([a.id.clone(), b.id.clone(), c.id.clone()], rows)),
                        _ => return note(format!("A triad has three corners; “{id}” has {} and is left out.", corners.len())),
                    },
                    Shape::Dyad(_) => Column::Dyad(DyadColumn::new(rows)),
                    Shape::Stones { .. } => Column::Stones(StonesColumn::new(rows)),
                    Shape::Choice(_) => Column::Choice(ChoiceColumn::new(rows)),
                };
                self.add(id.to_owned(), column)
            }
        };
        match (&mut self.signifiers[place].1, shape) {
            (Column::Triad(column), Shape::Triad { corners }) => {
                let same = corners.iter().map(|corner| corner.id.as_str()).eq(column.corners());
                if same {
                    None
                } else {
                    note(format!("The corners of “{id}” differ from an earlier version's, which are kept."))
                }
            }
            (Column::Dyad(_), Shape::Dyad(_)) => None,
            (Column::Stones(column), Shape::Stones { stones, .. }) => {
                stones.iter().for_each(|stone| _ = column.learn(&stone.id));
                None
            }
            (Column::Choice(column), Shape::Choice(choice)) => {
                choice.options.iter().for_each(|option| _ = column.learn(&option.id));
                None
            }
            (column, _) => {
                note(format!("“{id}” was a {} in an earlier version and stays one; other answers are left out.", column.kind()))
            }
        }
    }

    /// Adds a column and returns its index.
    pub(super) fn add(&mut self, id: String, column: Column) -> usize {
        self.note_change();
        let place = self.signifiers.len();
        Arc::make_mut(&mut self.places).insert(id.clone(), place);
        self.signifiers.push((id, column));
        place
    }

    /// Inserts a story, or replaces the one with the same number.
    pub fn put<S: Ord + Borrow<str>>(&mut self, row: &Row<'_, S>) {
        self.note_change();
        let at = match self.find(row.number) {
            Ok(at) => {
                if !self.live[at] {
                    self.live.set(at, true);
                    self.emptied -= 1;
                }
                at
            }
            // The common case: every cell is added as it is written.
            Err(at) if at == self.rows() => {
                self.numbers.push(row.number);
                self.live.push(true);
                at
            }
            Err(at) => {
                self.open(at, row.number);
                at
            }
        };
        self.received.put(at, row.received.num_days_from_ce());
        self.readable.put(at, row.readable);
        self.storyteller.put(at, row.storyteller.map_or(0, NonZeroU32::get));
        self.collection.put(at, row.collection);
        self.round.put(at, row.round);
        self.prompt.put(at, Some(row.prompt));
        let place = |id: &str| self.places.get(id).copied();
        let asked = self.forms.asked(row.form, row.prompt, row.answers, self.signifiers.len(), place);
        let replies = row.answers.replies(self.places.keys().map(String::as_str));
        for (&place, reply) in self.places.values().zip(replies) {
            let skipped = matches!(reply, Reply::Unanswered);
            // What was answered was asked, whatever is known of the form.
            let asked = !skipped || asked.as_ref().is_none_or(|asked| asked.get(place) == Some(&true));
            self.signifiers[place].1.put(at, if asked { reply } else { Reply::NotAsked });
        }
    }

    /// Removes a story. An unknown number is ignored.
    pub fn remove(&mut self, number: u64) {
        let Ok(at) = self.find(number) else { return };
        if !self.live[at] {
            return;
        }
        self.note_change();
        self.live.set(at, false);
        self.emptied += 1;
        self.received.set(at, 0);
        self.readable.set(at, false);
        self.storyteller.set(at, 0);
        for words in [&mut self.collection, &mut self.round, &mut self.prompt] {
            words.code.set(at, 0);
        }
        for (_, column) in &mut self.signifiers {
            column.put(at, Reply::<String>::NotAsked);
        }
        if self.emptied >= COMPACT_FROM && self.emptied * 4 >= self.numbers.len() {
            self.compact();
        }
    }

    /// The numbers of storytellers that linked stories bear, once for each of these stories.
    pub fn storytellers(&self) -> impl Iterator<Item = NonZeroU32> {
        self.storyteller.blocks().flatten().filter_map(|&number| NonZeroU32::new(number))
    }

    /// A signifier's column.
    pub(in crate::patterns) fn column(&self, id: &str) -> Option<&Column> {
        self.places.get(id).map(|&place| &self.signifiers[place].1)
    }

    /// The ids of the signifiers of one kind, in the order in which they were learned.
    pub(in crate::patterns) fn of_kind(&self, kind: &str) -> Vec<&str> {
        self.signifiers.iter().filter(|(_, column)| column.kind() == kind).map(|(id, _)| id.as_str()).collect()
    }

    /// The ids of all signifiers, in the order in which they were learned.
    pub fn signifiers(&self) -> impl Iterator<Item = &str> {
        self.signifiers.iter().map(|(id, _)| id.as_str())
    }

    /// The row of a story number, or the row that it would have.
    pub(super) fn find(&self, number: u64) -> Result<usize, usize> {
        match self.numbers.newest() {
            Some(newest) if number > newest => Err(self.rows()),
            None => Err(0),
            Some(_) => self.numbers.search(&number),
        }
    }

    /// The row of a story, if it has one.
    pub(in crate::patterns) fn row_of(&self, number: u64) -> Option<usize> {
        self.find(number).ok().filter(|&row| self.live[row])
    }

    fn open(&mut self, at: usize, number: u64) {
        self.numbers.insert(at, number);
        self.live.insert(at, true);
        self.received.insert(at, 0);
        self.readable.insert(at, false);
        self.storyteller.insert(at, 0);
        for words in [&mut self.collection, &mut self.round, &mut self.prompt] {
            words.code.insert(at, 0);
        }
        for (_, column) in &mut self.signifiers {
            column.open(at);
        }
    }

    fn compact(&mut self) {
        let live = std::mem::take(&mut self.live);
        self.numbers.keep(&live);
        self.received.keep(&live);
        self.readable.keep(&live);
        self.storyteller.keep(&live);
        for words in [&mut self.collection, &mut self.round, &mut self.prompt] {
            words.code.keep(&live);
        }
        for (_, column) in &mut self.signifiers {
            column.keep(&live);
        }
        self.live = Chunked::filled(true, self.numbers.len());
        self.emptied = 0;
    }
}
