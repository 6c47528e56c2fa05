//! The columns: one framework's stories (all of its versions) as structs of arrays, a row for each story.
//!
//! Rows stand in ascending order of the store's story number. A story that comes out of order is moved into its place,
//! which costs one pass over memory; a rebuild should therefore read stories by number. A removed row is emptied at
//! once and its place is given back when many have gone.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};

use crate::model::{Answers, Framework, Reply, Shape};

use super::column::{ChoiceColumn, Column, DyadColumn, StonesColumn, TriadColumn, keep};

/// Emptied rows are given back when they are at least this many, and a quarter of all.
const COMPACT_FROM: usize = 1_024;

/// One story as the patterns see it.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The store's story number; mostly ascending.
    pub number: u64,
    /// The day on which it came in.
    pub received: NaiveDate,
    /// The join code of its collection.
    pub collection: Option<&'a str>,
    /// The round of its collection, such as `baseline`.
    pub round: Option<&'a str>,
    /// The id of its prompt.
    pub prompt: &'a str,
    /// Whether its text is cleared, so that people may read it.
    pub readable: bool,
    /// What the storyteller answered.
    pub answers: &'a Answers,
}

/// Something in a version of a framework that the columns could not follow. The service goes on without it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LearnNote {
    /// The signifier's id.
    pub signifier: String,
    /// What was left out, as a sentence.
    pub message: String,
}

/// One framework's stories in memory. See the [module](super) for what can be asked of them.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    pub(super) numbers: Vec<u64>,
    pub(super) live: Vec<bool>,
    emptied: usize,
    /// Days since the common era's first.
    pub(super) received: Vec<i32>,
    pub(super) readable: Vec<bool>,
    pub(super) collection: Words,
    pub(super) round: Words,
    pub(super) prompt: Words,
    pub(super) signifiers: Vec<(String, Column)>,
    places: HashMap<String, usize>,
}

/// A column of words that repeat: each row holds a code, 0 where there is none.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    codes: HashMap<String, u32>,
    pub code: Vec<u32>,
}

impl Words {
    /// The code of a word, which is learned when it is new.
    pub fn learn(&mut self, word: Option<&str>) -> u32 {
        let Some(word) = word else { return 0 };
        if let Some(&code) = self.codes.get(word) {
            return code;
        }
        let code = self.codes.len() as u32 + 1;
        self.codes.insert(word.to_owned(), code);
        code
    }

    /// The code of a word that has been seen.
    pub fn find(&self, word: &str) -> Option<u32> {
        self.codes.get(word).copied()
    }

    /// How many codes there are, 0 included.
    pub fn len(&self) -> usize {
        self.codes.len() + 1
    }

    /// Every word, in alphabetical order.
    pub fn known(&self) -> Vec<&str> {
        let mut words: Vec<&str> = self.codes.keys().map(String::as_str).collect();
        words.sort_unstable();
        words
    }
}

impl Columns {
    /// No stories, no signifiers.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many stories there are.
    pub fn len(&self) -> usize {
        self.numbers.len() - self.emptied
    }

    /// Whether there is no story.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds the signifiers, options and stones of a version. What is known already stays as it is; stories that came
    /// before have not answered what is new. Returns what could not be followed: a signifier whose kind or whose
    /// corners differ from an earlier version's keeps the earlier ones.
    pub fn learn(&mut self, framework: &Framework) -> Vec<LearnNote> {
        for prompt in &framework.prompts {
            self.prompt.learn(Some(&prompt.id));
        }
        framework.signifiers.iter().filter_map(|signifier| self.learn_signifier(&signifier.id, &signifier.shape)).collect()
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
                self.signifiers.push((id.to_owned(), column));
                self.places.insert(id.to_owned(), self.signifiers.len() - 1);
                self.signifiers.len() - 1
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

    /// Inserts a story, or replaces the one with the same number.
    pub fn put(&mut self, row: &Row<'_>) {
        let at = match self.find(row.number) {
            Ok(at) => {
                if !self.live[at] {
                    self.live[at] = true;
                    self.emptied -= 1;
                }
                at
            }
            Err(at) => {
                self.open(at, row.number);
                at
            }
        };
        self.received[at] = row.received.num_days_from_ce();
        self.readable[at] = row.readable;
        self.collection.code[at] = self.collection.learn(row.collection);
        self.round.code[at] = self.round.learn(row.round);
        self.prompt.code[at] = self.prompt.learn(Some(row.prompt));
        for (id, column) in &mut self.signifiers {
            column.set(at, row.answers.reply(id));
        }
    }

    /// Takes a story out of everything. An unknown number is no fault.
    pub fn remove(&mut self, number: u64) {
        let Ok(at) = self.find(number) else { return };
        if !self.live[at] {
            return;
        }
        self.live[at] = false;
        self.emptied += 1;
        self.received[at] = 0;
        self.readable[at] = false;
        for words in [&mut self.collection, &mut self.round, &mut self.prompt] {
            words.code[at] = 0;
        }
        for (_, column) in &mut self.signifiers {
            column.set(at, Reply::Unanswered);
        }
        if self.emptied >= COMPACT_FROM && self.emptied * 4 >= self.numbers.len() {
            self.compact();
        }
    }

    /// A signifier's column.
    pub(super) fn column(&self, id: &str) -> Option<&Column> {
        self.places.get(id).map(|&place| &self.signifiers[place].1)
    }

    /// The ids of the signifiers of one kind, in the order in which they were learned.
    pub(super) fn of_kind(&self, kind: &str) -> Vec<&str> {
        self.signifiers.iter().filter(|(_, column)| column.kind() == kind).map(|(id, _)| id.as_str()).collect()
    }

    /// The ids of all signifiers, in the order in which they were learned.
    pub fn signifiers(&self) -> impl Iterator<Item = &str> {
        self.signifiers.iter().map(|(id, _)| id.as_str())
    }

    fn find(&self, number: u64) -> Result<usize, usize> {
        match self.numbers.last() {
            Some(&last) if number > last => Err(self.numbers.len()),
            None => Err(0),
            Some(_) => self.numbers.binary_search(&number),
        }
    }

    fn open(&mut self, at: usize, number: u64) {
        self.numbers.insert(at, number);
        self.live.insert(at, true);
        self.received.insert(at, 0);
        self.readable.insert(at, false);
        for words in [&mut self.collection, &mut self.round, &mut self.prompt] {
            words.code.insert(at, 0);
        }
        for (_, column) in &mut self.signifiers {
            column.open(at);
        }
    }

    fn compact(&mut self) {
        let live = std::mem::take(&mut self.live);
        keep(&mut self.numbers, &live);
        keep(&mut self.received, &live);
        keep(&mut self.readable, &live);
        for words in [&mut self.collection, &mut self.round, &mut self.prompt] {
            keep(&mut words.code, &live);
        }
        for (_, column) in &mut self.signifiers {
            column.keep(&live);
        }
        self.live = vec![true; self.numbers.len()];
        self.emptied = 0;
    }
}
