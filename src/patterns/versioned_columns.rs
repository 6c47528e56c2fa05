//! Columns that are read and written at the same time, with cached results of their current version.
//!
//! Readers take the current version and use it as long as they like; the writer prepares the next version and then swaps it in.
//! Readers and the writer never wait for each other: the lock is held only while a pointer is copied. Preparing costs as much
//! as the blocks that are written; see [`columns`](super::columns).
//!
//! People often request the same views as others, or almost the same as a moment before, so conditions, selections and patterns
//! are cached until the columns change.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, Weak};

use crate::model::Selection;
use crate::patterns::columns::{
    Asked, Cache, Columns, Combinations, Condition, Marks, NotShown, Rows, Test, TextMatches, Undecided,
};
use crate::patterns::describe::{Options, Pattern, pattern_of_each};
use crate::patterns::fault::{PatternFault, SelectionFault};
use crate::patterns::ordered::Ordered;

/// Selections and conditions that are cached. A set of rows takes a bit for each story: 125 kB for a million.
const SETS: usize = 64;

/// Patterns that are cached: about a kilobyte each, 18 kB for a triad with its density, 40 kB for five stones with theirs.
const PATTERNS: usize = 512;

/// Lists of choices whose combinations are cached: that of the newest version of the framework, and of the one before.
const COMBINATIONS: usize = 2;

/// One framework's columns, shared between readers and a writer.
#[derive(Debug)]
pub struct VersionedColumns {
    current: RwLock<Arc<Columns>>,
    writing: Mutex<()>,
    conditions: Cache<Asked, Marks>,
    selections: Cache<(Selection, u64), Rows>,
    patterns: Cache<(String, Options, Known), Pattern>,
    combinations: Cache<Vec<String>, Combinations>,
    collection_sizes: Cache<(), Vec<u64>>,
}

/// A set of rows that [`VersionedColumns::resolve`] has cached; a weak reference, so that it uses no memory here.
#[derive(Debug)]
struct Known(Weak<Rows>);

impl PartialEq for Known {
    fn eq(&self, other: &Self) -> bool {
        Weak::ptr_eq(&self.0, &other.0)
    }
}

impl Default for VersionedColumns {
    fn default() -> Self {
        Self::new(Columns::new())
    }
}

impl VersionedColumns {
    /// Shares these columns.
    pub fn new(columns: impl Into<Arc<Columns>>) -> Self {
        Self {
            current: RwLock::new(columns.into()),
            writing: Mutex::default(),
            conditions: Cache::at_most(SETS),
            selections: Cache::at_most(SETS),
            patterns: Cache::at_most(PATTERNS),
            combinations: Cache::at_most(COMBINATIONS),
            collection_sizes: Cache::at_most(1),
        }
    }

    /// The current version. Later writes do not change it.
    pub fn read(&self) -> Arc<Columns> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes the columns. Readers see all of the change at once, when it is done; a change that panics is not seen.
    pub fn write<T>(&self, change: impl FnOnce(&mut Columns) -> T) -> T {
        let _one_writer = hold(&self.writing);
        let mut next = Columns::clone(&self.read());
        let answer = change(&mut next);
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(next);
        answer
    }

    /// Like [`Columns::resolve`], with a cache.
    ///
    /// # Errors
    /// As [`Columns::resolve`].
    pub fn resolve(
        &self,
        columns: &Columns,
        selection: &Selection,
        matches: TextMatches<'_>,
    ) -> Result<Arc<Rows>, SelectionFault> {
        let asked = (selection.clone(), digest(matches));
        self.selections.find(columns.version(), asked, || {
            columns.resolve_with(selection, matches, |conditions| self.marks_of(columns, conditions))
        })
    }

    /// How many stories are not in `rows`, which the selection resolved to, only because it cannot be said whether they match;
    /// with `within`, of those stories.
    ///
    /// # Errors
    /// As [`Columns::resolve`].
    pub fn undecided(
        &self,
        columns: &Columns,
        selection: &Selection,
        matches: TextMatches<'_>,
        rows: &Rows,
        within: Option<&Rows>,
    ) -> Result<Undecided, SelectionFault> {
        columns.undecided_with(selection, matches, rows, within, |conditions| self.marks_of(columns, conditions))
    }

    /// The stories that match the selection, and those of which it cannot be said: without an answer where it names a region, or
    /// with a text that may not be read where it names words. All others are decidedly not in it.
    ///
    /// # Errors
    /// As [`Columns::resolve`].
    pub fn possible(&self, columns: &Columns, selection: &Selection, matches: TextMatches<'_>) -> Result<Rows, SelectionFault> {
        columns.possible_with(selection, matches, |conditions| self.marks_of(columns, conditions))
    }

    /// The marks of some conditions; those that are not cached are computed together.
    fn marks_of(&self, columns: &Columns, conditions: &[Condition<'_>]) -> Vec<Arc<Marks>> {
        let known = |condition: &Condition<'_>| self.conditions.known(columns.version(), &condition.asked);
        let mut marks: Vec<Option<Arc<Marks>>> = conditions.iter().map(known).collect();
        let unknown: Vec<usize> = (0..marks.len()).filter(|&at| marks[at].is_none()).collect();
        let tests: Vec<&Test<'_>> = unknown.iter().map(|&at| &conditions[at].test).collect();
        for (at, found) in unknown.into_iter().zip(Marks::of(&tests, columns)) {
            let found = Arc::new(found);
            self.conditions.keep(columns.version(), conditions[at].asked.clone(), Arc::clone(&found));
            marks[at] = Some(found);
        }
        marks.into_iter().flatten().collect()
    }

    /// Like [`Columns::readable`], with a cache.
    pub fn readable(&self, columns: &Columns, rows: &Rows) -> usize {
        self.marks_of(columns, &[columns.readable_ones()]).iter().map(|marks| rows.marked(marks)).sum()
    }

    /// For each of these stories: which of its answers to `choices`, taken one after the other, at least `fewest` readable stories
    /// share, together with those taken before. None of them for a story that is not in the columns. The combinations are cached.
    pub fn shared_answers(&self, columns: &Columns, numbers: &[u64], choices: &[String], fewest: u64) -> Vec<Vec<bool>> {
        let build = || Ok::<_, Infallible>(Combinations::of(columns, choices));
        let Ok(combinations) = self.combinations.find(columns.version(), choices.to_vec(), build);
        let rows: Vec<Option<usize>> = numbers.iter().map(|&number| columns.row_of(number)).collect();
        let known: Vec<usize> = rows.iter().flatten().copied().collect();
        let mut shared = combinations.shared(columns, choices, &known, fewest).into_iter();
        let of_one = |row: &Option<usize>| row.and_then(|_| shared.next()).unwrap_or_else(|| vec![false; choices.len()]);
        rows.iter().map(of_one).collect()
    }

    /// The signifiers that are asked of some storytellers only, so that a reply to one says something of who told the story.
    pub fn asked_of_some(&self, columns: &Columns) -> Vec<String> {
        let ids = columns.signifiers().zip(columns.asked_of_some());
        ids.filter(|(_, of_some)| *of_some).map(|(id, _)| id.to_owned()).collect()
    }

    /// What is not shown of each of these stories where all of their answers are listed: answers to `choices` that fewer than `fewest`
    /// readable stories share, whatever would tell them, and collections of fewer stories.
    pub fn not_shown(&self, columns: &Columns, numbers: &[u64], choices: &[String], fewest: u64) -> Vec<NotShown> {
        let build = || Ok::<_, Infallible>(columns.collection_sizes());
        let Ok(sizes) = self.collection_sizes.find(columns.version(), (), build);
        let (shared, asked_of_some) = (self.shared_answers(columns, numbers, choices, fewest), columns.asked_of_some());
        let of_one = |(&number, shared): (&u64, &Vec<bool>)| {
            columns.not_shown(columns.row_of(number), choices, shared, (&sizes, &asked_of_some), fewest)
        };
        numbers.iter().zip(&shared).map(of_one).collect()
    }

    /// Like [`patterns`](super::patterns), with a cache. The rows must come from [`resolve`](Self::resolve).
    ///
    /// # Errors
    /// As [`patterns`](super::patterns).
    pub fn patterns(
        &self,
        columns: &Columns,
        rows: &Arc<Rows>,
        signifiers: &[String],
        options: &Options,
    ) -> Result<Ordered<Arc<Pattern>>, PatternFault> {
        pattern_of_each(columns, rows, signifiers, options, |id, pattern| {
            let question = (id.to_owned(), options.clone(), Known(Arc::downgrade(rows)));
            self.patterns.find(columns.version(), question, pattern)
        })
    }
}

/// Locks the mutex, even if it is poisoned: a panic while it was locked left nothing half done.
fn hold<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A digest of the text matches (FNV-1a over story numbers, 64 bits), because the index may have changed while the columns have
/// not.
fn digest(matches: TextMatches<'_>) -> u64 {
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let add = |sum: u64, number: u64| (sum ^ number).wrapping_mul(PRIME).rotate_left(29);
    let of = |sum: u64, numbers: Option<&[u64]>| match numbers {
        None => add(sum, 1),
        Some(numbers) => numbers.iter().fold(add(sum, 2 + numbers.len() as u64), |sum, &number| add(sum, number)),
    };
    of(of(START, matches.text), matches.not_text)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use serde_json::json;

    use crate::model::{Answer, Unit};
    use crate::patterns::golden_tests::{framework, put};

    use super::*;

    fn dyad(at: u16) -> [(&'static str, Answer); 1] {
        [("d", Answer::Dyad(Unit::try_from(at).unwrap()))]
    }

    fn shared() -> VersionedColumns {
        let mut columns = Columns::new();
        columns.learn(&framework());
        VersionedColumns::new(columns)
    }

    fn selection(value: serde_json::Value) -> Selection {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn a_reader_keeps_its_version_and_the_next_one_sees_the_change() {
        let shared = shared();
        let before = shared.read();
        shared.write(|columns| put(columns, 1, dyad(100)));
        assert_eq!((before.len(), shared.read().len()), (0, 1));
        assert!(before.version() < shared.read().version());
    }

    #[test]
    fn readers_see_whole_changes_while_another_writes() {
        let (shared, done) = (shared(), AtomicBool::new(false));
        std::thread::scope(|scope| {
            scope.spawn(|| {
                for number in 0..2_000u64 {
                    // Two stories at once, so that an odd number of stories would be half a change.
                    shared.write(|columns| [0, 1].map(|k| put(columns, number * 2 + k, dyad(number as u16))));
                }
                done.store(true, Ordering::Release);
            });
            while !done.load(Ordering::Acquire) {
                let columns = shared.read();
                assert_eq!(columns.len() % 2, 0);
                assert_eq!(columns.all().len(), columns.len());
            }
        });
        assert_eq!(shared.read().len(), 4_000);
    }

    #[test]
    fn a_selection_is_cached_until_something_changes() {
        let shared = shared();
        shared.write(|columns| (0..10).for_each(|number| put(columns, number, dyad(number as u16 * 1_000))));
        let high = selection(json!({"dyads": [{"signifier": "d", "from": 0.5}]}));
        let resolve =
            |text: Option<&[u64]>| shared.resolve(&shared.read(), &high, TextMatches { text, not_text: None }).unwrap();
        let first = resolve(None);
        assert!(Arc::ptr_eq(&first, &resolve(None)));
        assert_eq!((first.len(), resolve(Some(&[7, 8, 99])).len(), resolve(Some(&[7])).len()), (5, 2, 1));
        shared.write(|columns| columns.remove(9));
        assert_eq!(resolve(None).len(), 4);
        let wrong = selection(json!({"dyads": [{"signifier": "x"}]}));
        assert!(shared.resolve(&shared.read(), &wrong, TextMatches::default()).is_err());
    }

    #[test]
    fn another_selection_uses_cached_conditions_and_finds_what_a_scan_finds() {
        let shared = shared();
        shared.write(|columns| (0..40).for_each(|number| put(columns, number, dyad(number as u16 * 250))));
        shared.write(|columns| (0..40).step_by(7).for_each(|number| columns.remove(number)));
        let high = json!([{"signifier": "d", "from": 0.5}]);
        for (asked, conditions) in [
            (json!({"dyads": high}), 2),
            (json!({"dyads": high, "received": {"from": "2026-01-04"}}), 3),
            (json!({"dyads": high, "not": {"received": {"from": "2026-01-05"}}}), 4),
            // Where a region is excluded, that it was answered is one more.
            (json!({"not": {"dyads": high, "received": {"from": "2026-01-05"}}}), 5),
            (json!({"not": {"dyads": high}, "prompts": ["moment"]}), 6),
        ] {
            let (columns, selection) = (shared.read(), selection(asked));
            let found = shared.resolve(&columns, &selection, TextMatches::default()).unwrap();
            assert_eq!(*found, columns.resolve(&selection, TextMatches::default()).unwrap());
            assert!(!found.is_empty());
            assert_eq!(shared.conditions.len(), conditions);
        }
    }

    #[test]
    fn a_pattern_is_cached_with_its_options_until_something_changes() {
        let shared = shared();
        shared.write(|columns| (0..10).for_each(|number| put(columns, number, dyad(number as u16 * 1_000))));
        let (ids, plain) = (vec!["d".to_owned(), "t".to_owned()], Options::default());
        let ask = |value: serde_json::Value, options: &Options| {
            let columns = shared.read();
            let rows = shared.resolve(&columns, &selection(value), TextMatches::default()).unwrap();
            let found = shared.patterns(&columns, &rows, &ids, options).unwrap();
            let anew = crate::patterns::patterns(&columns, &rows, &ids, options).unwrap();
            for ((id, own), (_, anew)) in found.0.iter().zip(&anew.0) {
                assert_eq!(**own, *anew, "{id}");
            }
            found
        };
        let same = |one: &Ordered<Arc<Pattern>>, other: &Ordered<Arc<Pattern>>| {
            one.0.iter().zip(&other.0).all(|((_, one), (_, other))| Arc::ptr_eq(one, other))
        };
        let all = ask(json!({}), &plain);
        assert!(same(&all, &ask(json!({}), &plain)));
        let smooth: Options = serde_json::from_value(json!({"density": {}})).unwrap();
        assert!(!same(&all, &ask(json!({}), &smooth)) && same(&all, &ask(json!({}), &plain)));
        assert!(!same(&all, &ask(json!({"dyads": [{"signifier": "d", "from": 0.5}]}), &plain)));
        shared.write(|columns| columns.remove(9));
        assert!(!same(&all, &ask(json!({}), &plain)));
        assert!(shared.patterns(&shared.read(), &Arc::default(), &["x".to_owned()], &plain).is_err());
    }

    #[test]
    fn only_a_few_selections_are_cached() {
        let shared = shared();
        shared.write(|columns| put(columns, 1, dyad(5_000)));
        for place in 0..2 * SETS {
            let narrow = selection(json!({"dyads": [{"signifier": "d", "from": place as f64 / 1_000.0}]}));
            shared.resolve(&shared.read(), &narrow, TextMatches::default()).unwrap();
        }
        assert_eq!((shared.selections.len(), shared.conditions.len()), (SETS, SETS));
    }
}
