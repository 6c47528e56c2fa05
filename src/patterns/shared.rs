//! Columns that are read and written at the same time.
//!
//! Readers take the present state and keep it as long as they like; the one who writes prepares the next state beside it
//! and puts it in its place. Nobody waits for a reader, and a reader waits for nobody: the lock is held only while a
//! pointer is copied. Preparing costs as much as the blocks that are touched; see [`Cells`](super::cells::Cells).

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use crate::model::Selection;

use super::columns::Columns;
use super::fault::SelectionFault;
use super::rows::Rows;
use super::select::TextMatches;

/// Selections that are remembered. A set of rows takes a bit a story: 125 kB for a million.
const REMEMBERED: usize = 64;

/// One framework's columns, shared between those who read and the one who writes.
#[derive(Debug, Default)]
pub struct SharedColumns {
    current: RwLock<Arc<Columns>>,
    writing: Mutex<()>,
    resolved: Mutex<VecDeque<Resolved>>,
}

/// A selection that was resolved, and what its texts had matched.
#[derive(Debug)]
struct Resolved {
    version: u64,
    selection: Selection,
    text: u64,
    rows: Arc<Rows>,
}

impl SharedColumns {
    /// Shares these columns.
    pub fn new(columns: impl Into<Arc<Columns>>) -> Self {
        Self { current: RwLock::new(columns.into()), ..Self::default() }
    }

    /// The present state. It stays as it is whatever is written afterwards.
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

    /// As [`Columns::resolve`], remembering the answers to the last few selections for as long as the columns are the
    /// same.
    ///
    /// # Errors
    /// As [`Columns::resolve`].
    pub fn resolve(
        &self,
        columns: &Columns,
        selection: &Selection,
        matches: TextMatches<'_>,
    ) -> Result<Arc<Rows>, SelectionFault> {
        let (version, text) = (columns.version(), digest(matches));
        let same = |known: &Resolved| known.version == version && known.text == text && &known.selection == selection;
        if let Some(known) = hold(&self.resolved).iter().find(|known| same(known)) {
            return Ok(Arc::clone(&known.rows));
        }
        let rows = Arc::new(columns.resolve(selection, matches)?);
        let mut resolved = hold(&self.resolved);
        // What belongs to an earlier state is not asked for again.
        resolved.retain(|known| known.version >= version);
        if resolved.len() == REMEMBERED {
            resolved.pop_front();
        }
        resolved.push_back(Resolved { version, selection: selection.clone(), text, rows: Arc::clone(&rows) });
        Ok(rows)
    }
}

/// Holds a lock. One who panicked while holding it left nothing half done.
fn hold<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A number for what the texts matched (FNV-1a over story numbers, 64 bits): the index may have moved on while the
/// columns have not.
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

    use super::*;
    use crate::model::{Answer, Unit};
    use crate::patterns::golden_tests::{framework, put};

    fn dyad(at: u16) -> [(&'static str, Answer); 1] {
        [("d", Answer::Dyad(Unit::try_from(at).unwrap()))]
    }

    fn shared() -> SharedColumns {
        let mut columns = Columns::new();
        columns.learn(&framework());
        SharedColumns::new(columns)
    }

    fn selection(value: serde_json::Value) -> Selection {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn a_reader_keeps_the_state_that_it_took_and_the_next_one_sees_the_change() {
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
    fn a_selection_is_remembered_until_something_changes() {
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
    fn no_more_than_a_few_selections_are_remembered() {
        let shared = shared();
        shared.write(|columns| put(columns, 1, dyad(5_000)));
        for place in 0..2 * REMEMBERED {
            let narrow = selection(json!({"dyads": [{"signifier": "d", "from": place as f64 / 1_000.0}]}));
            shared.resolve(&shared.read(), &narrow, TextMatches::default()).unwrap();
        }
        assert_eq!(hold(&shared.resolved).len(), REMEMBERED);
    }
}
