//! The columns: one framework's stories (all of its versions) as structs of arrays, a row for each story.
//!
//! Rows are in ascending order of the store's story number. A story that arrives out of order is inserted at its place, which
//! costs one pass over memory; a rebuild should therefore read stories by number. A removed row is emptied at once, and its
//! space is reclaimed when many rows have been removed.
//!
//! A copy of the columns shares their cells, so it costs almost nothing; see [`Chunked`].

use std::borrow::Borrow;
use std::collections::{BTreeMap, HashMap};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{Datelike, NaiveDate};

use crate::model::{Answers, Framework, Reply, Shape, Signifier};

use super::chunked::Chunked;
use super::column::{ChoiceColumn, Column, DyadColumn, StonesColumn, TriadColumn};
use super::forms::{Form, Forms};

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

/// One framework's stories in memory. See the [module](super) for what can be computed from them.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    pub(super) numbers: Chunked<u64>,
    pub(super) live: Chunked<bool>,
    pub(super) emptied: usize,
    version: u64,
    /// Days since the common era's first.
    pub(super) received: Chunked<i32>,
    pub(super) readable: Chunked<bool>,
    /// The number of the storyteller; 0 where the story is not linked with others.
    pub(super) storyteller: Chunked<u32>,
    pub(super) collection: Words,
    pub(super) round: Words,
    pub(super) prompt: Words,
    pub(super) signifiers: Vec<(String, Column)>,
    /// What the versions that were learned ask.
    forms: Forms,
    /// The indices of the signifiers, by id.
    places: Arc<BTreeMap<String, usize>>,
}

/// A column of repeated words: each row has a code, 0 for no word.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    codes: Arc<HashMap<String, u32>>,
    pub code: Chunked<u32>,
}

impl Words {
    /// The code of a word; a new word is added.
    pub fn learn(&mut self, word: Option<&str>) -> u32 {
        let Some(word) = word else { return 0 };
        if let Some(&code) = self.codes.get(word) {
            return code;
        }
        let code = self.codes.len() as u32 + 1;
        Arc::make_mut(&mut self.codes).insert(word.to_owned(), code);
        code
    }

    /// Words in the order of their codes, and the code of each row.
    pub fn with(known: Vec<String>, code: Chunked<u32>) -> Self {
        Self { codes: Arc::new(known.into_iter().zip(1..).collect()), code }
    }

    /// All words, in the order of their codes.
    pub fn in_order(&self) -> Vec<String> {
        let mut words: Vec<(&String, u32)> = self.codes.iter().map(|(word, &code)| (word, code)).collect();
        words.sort_unstable_by_key(|&(_, code)| code);
        words.into_iter().map(|(word, _)| word.clone()).collect()
    }

    /// Writes a word.
    pub fn put(&mut self, at: usize, word: Option<&str>) {
        let code = self.learn(word);
        self.code.put(at, code);
    }

    /// The code of a known word.
    pub fn find(&self, word: &str) -> Option<u32> {
        self.codes.get(word).copied()
    }

    /// The number of codes, including 0.
    pub fn len(&self) -> usize {
        self.codes.len() + 1
    }

    /// All words, in alphabetical order.
    pub fn known(&self) -> Vec<&str> {
        let mut words: Vec<&str> = self.codes.keys().map(String::as_str).collect();
        words.sort_unstable();
        words
    }
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
    pub(super) fn rows(&self) -> usize {
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

    /// The row of a story number, or the row that it would have.
    pub(super) fn find(&self, number: u64) -> Result<usize, usize> {
        match self.numbers.newest() {
            Some(newest) if number > newest => Err(self.rows()),
            None => Err(0),
            Some(_) => self.numbers.search(&number),
        }
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn a_story_of_32_signifiers_takes_at_most_250_bytes() {
        let label = |id: String| json!({"id": id, "label": {"en": id}});
        let some = |letter: &str, n: usize| (0..n).map(|k| label(format!("{letter}{k}"))).collect::<Vec<Value>>();
        let ask = |id: String, kind: &str, own: Value| {
            let mut signifier = json!({"id": id, "kind": kind, "question": {"en": "?"}});
            signifier.as_object_mut().unwrap().extend(own.as_object().unwrap().clone());
            signifier
        };
        let ends = |low: &str, high: &str| json!({low: {"en": "?"}, high: {"en": "?"}});
        let dyad = || json!({"left": label("l".to_owned()), "right": label("r".to_owned())});
        let mut signifiers = Vec::new();
        signifiers.extend((0..5).map(|k| ask(format!("t{k}"), "triad", json!({"corners": some("x", 3)}))));
        signifiers.extend((0..10).map(|k| ask(format!("d{k}"), "dyad", dyad())));
        let axes = json!({"stones": some("s", 5), "x": ends("left", "right"), "y": ends("bottom", "top")});
        signifiers.push(ask("s".to_owned(), "stones", axes));
        signifiers.extend((0..12).map(|k| ask(format!("c{k}"), "choice", json!({"options": some("o", 8)}))));
        let framework: Framework = serde_json::from_value(json!({
            "slug": "wide", "version": 1, "title": {"en": "?"}, "languages": ["en"],
            "prompts": [{"id": "moment", "text": {"en": "?"}}], "signifiers": signifiers
        }))
        .unwrap();
        let mut columns = Columns::new();
        assert!(columns.learn(&framework).is_empty());
        let answers: Answers = Answers::default();
        let received = NaiveDate::from_ymd_opt(2026, 1, 4).unwrap();
        for number in 0..20_000 {
            let prompt = "moment";
            let (collection, round, storyteller) = (None, None, None);
            columns.put(&Row {
                number,
                received,
                collection,
                round,
                prompt,
                storyteller,
                readable: true,
                answers: &answers,
                form: Form::default(),
            });
        }
        assert!(columns.bytes() <= 250 * columns.len(), "{} bytes a story", columns.bytes() / columns.len());
    }
}
