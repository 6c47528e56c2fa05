//! Resolves a selection: checks every part against the framework, and scans the columns for matching rows.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::{Selection, WHOLE};
use crate::patterns::fault::SelectionFault;

use super::cells::ZONE_NOT_APPLICABLE;
use super::chunked::BLOCK;
use super::column::Column;
use super::condition::{Asked, Condition, Marks, Test};
use super::marks::WORDS;
use super::rows::Rows;
use super::selection_parts::Parts;
use super::table::Columns;

/// The results of full-text queries by the caller: story numbers, preferably ascending.
#[derive(Clone, Copy, Debug, Default)]
pub struct TextMatches<'a> {
    /// The stories that match the selection's text, when it has one.
    pub text: Option<&'a [u64]>,
    /// The stories that match the negated text, when there is one.
    pub not_text: Option<&'a [u64]>,
}

/// Stories of which it cannot be said whether they match a selection. They are left out of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(example = json!({"without_answer": 12, "not_readable": 31}))]
pub struct Undecided {
    /// Stories without an answer where a region is excluded, because the question was skipped, does not fit or was not asked: they
    /// are neither in the region nor elsewhere.
    pub without_answer: u64,
    /// Stories whose text may not be read, because it is held or withheld, where a text is searched for or excluded: they
    /// neither contain the words nor lack them.
    pub not_readable: u64,
}

/// What becomes of stories of which it cannot be said whether they meet a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doubt {
    /// They are left out.
    LeaveOut,
    /// They are kept where a region is excluded or a text is searched for or excluded. A story without an answer is in no region.
    Keep,
    /// They are kept, and stories without an answer are kept for regions that are asked for, too. What is left after this is
    /// decidedly not in the selection.
    KeepAll,
}

impl Columns {
    /// The stories of a selection. Parts are ANDed, values within a part ORed, entries of lists ANDed; each part and entry
    /// under `not` is negated by itself. An excluded region means “answered, and elsewhere”: stories without an answer there are
    /// left out. An excluded text leaves out the stories whose text may not be read. [`Undecided`] counts both.
    ///
    /// The caller looks up `selection.text` and `selection.not.text` and passes the results in `matches`. A text without
    /// results is a fault, because it would select too much. `selection.framework` is for the caller too, because columns hold
    /// a single framework.
    ///
    /// # Errors
    /// [`SelectionFault`] for unknown signifiers and options, numbers that are not finite or out of range, reversed ranges, and invalid polygons. Unknown collections and rounds match
    /// nothing.
    pub fn resolve(&self, selection: &Selection, matches: TextMatches<'_>) -> Result<Rows, SelectionFault> {
        self.resolve_with(selection, matches, |conditions| self.marks_of_all(conditions))
    }

    /// The stories that match, and those of which it cannot be said.
    ///
    /// # Errors
    /// as [`resolve`](Self::resolve).
    pub(in crate::patterns) fn possible(
        &self,
        selection: &Selection,
        matches: TextMatches<'_>,
    ) -> Result<Rows, SelectionFault> {
        self.possible_with(selection, matches, |conditions| self.marks_of_all(conditions))
    }

    fn marks_of_all(&self, conditions: &[Condition<'_>]) -> Vec<Arc<Marks>> {
        let tests: Vec<&Test<'_>> = conditions.iter().map(|condition| &condition.test).collect();
        Marks::of(&tests, self).into_iter().map(Arc::new).collect()
    }

    /// Like [`resolve`](Self::resolve), with the marks of all conditions from `marks_of`, which may have some cached.
    pub(in crate::patterns) fn resolve_with(
        &self,
        selection: &Selection,
        matches: TextMatches<'_>,
        marks_of: impl FnOnce(&[Condition<'_>]) -> Vec<Arc<Marks>>,
    ) -> Result<Rows, SelectionFault> {
        self.resolve_in_doubt(selection, matches, Doubt::LeaveOut, marks_of)
    }

    /// How many stories are not in `rows`, which the selection resolved to, only because it cannot be said whether they match.
    /// With `within`, only those stories are counted.
    pub(in crate::patterns) fn undecided_with(
        &self,
        selection: &Selection,
        matches: TextMatches<'_>,
        rows: &Rows,
        within: Option<&Rows>,
        marks_of: impl FnOnce(&[Condition<'_>]) -> Vec<Arc<Marks>>,
    ) -> Result<Undecided, SelectionFault> {
        let by_text = matches.text.is_some() || matches.not_text.is_some();
        if !by_text && !excludes_a_region(selection) {
            return Ok(Undecided::default());
        }
        let mut doubtful = self.resolve_in_doubt(selection, matches, Doubt::Keep, marks_of)?.without(rows);
        if let Some(within) = within {
            doubtful = doubtful.and(within);
        }
        let readable = self.readable(&doubtful) as u64;
        let all = doubtful.len() as u64;
        Ok(if by_text {
            Undecided { without_answer: readable, not_readable: all - readable }
        } else {
            Undecided { without_answer: all, not_readable: 0 }
        })
    }

    /// The stories that match, and those of which it cannot be said.
    pub(in crate::patterns) fn possible_with(
        &self,
        selection: &Selection,
        matches: TextMatches<'_>,
        marks_of: impl FnOnce(&[Condition<'_>]) -> Vec<Arc<Marks>>,
    ) -> Result<Rows, SelectionFault> {
        self.resolve_in_doubt(selection, matches, Doubt::KeepAll, marks_of)
    }

    fn resolve_in_doubt(
        &self,
        selection: &Selection,
        matches: TextMatches<'_>,
        doubt: Doubt,
        marks_of: impl FnOnce(&[Condition<'_>]) -> Vec<Arc<Marks>>,
    ) -> Result<Rows, SelectionFault> {
        let mut conditions = vec![self.live_ones()];
        self.conditions(&Parts::of(selection), &mut conditions)?;
        if let Some(parts) = Parts::of_not(selection) {
            self.conditions(&parts, &mut conditions)?;
        }
        let not_text = selection.not.as_ref().and_then(|not| not.text.as_ref());
        looked_up(selection.text.as_ref(), matches.text, "selection.text")?;
        looked_up(not_text, matches.not_text, "selection.not.text")?;
        let parts = conditions.len();
        // For each part, the place of the condition that its signifier was answered, where that matters.
        let answers: Vec<Option<usize>> = (0..parts)
            .map(|at| {
                let matters = match doubt {
                    Doubt::LeaveOut => conditions[at].negated,
                    Doubt::Keep => false,
                    Doubt::KeepAll => !conditions[at].negated,
                };
                let answered = self.answered_ones(&conditions[at].asked).filter(|_| matters)?;
                conditions.push(answered);
                Some(conditions.len() - 1)
            })
            .collect();
        let by_text = matches.text.is_some() || matches.not_text.is_some();
        conditions.extend(by_text.then(|| self.readable_ones()));
        let marks = marks_of(&conditions);
        let mut marked: Vec<(Arc<Marks>, bool)> = Vec::with_capacity(marks.len() + 2);
        for (at, answered) in answers.into_iter().enumerate() {
            let (own, negated) = (&marks[at], conditions[at].negated);
            match answered.map(|answered| &marks[answered]) {
                None => marked.push((Arc::clone(own), negated)),
                Some(answered) if negated => marked.extend([(Arc::clone(own), true), (Arc::clone(answered), false)]),
                Some(answered) => marked.push((Arc::new(own.or_not(answered)), false)),
            }
        }
        if let Some(readable) = marks.last().filter(|_| by_text) {
            let found = |numbers: &[u64]| Marks(self.marks(numbers).into_words());
            let certain = doubt == Doubt::LeaveOut;
            marked.extend(matches.text.map(found).map(|found| {
                let kept = if certain { found } else { found.or_not(readable) };
                (Arc::new(kept), false)
            }));
            marked.extend(matches.not_text.map(|numbers| (Arc::new(found(numbers)), true)));
            marked.extend(certain.then(|| (Arc::clone(readable), false)));
        }
        Ok(Rows::of_all(&marked))
    }

    /// The condition that the signifier of a region was answered; `None` for other conditions.
    fn answered_ones(&self, asked: &Asked) -> Option<Condition<'_>> {
        let (signifier, stone) = match asked {
            Asked::Triad(region) => (&region.signifier, None),
            Asked::Dyad(range) => (&range.signifier, None),
            Asked::Stone(region) => (&region.signifier, Some(&region.stone)),
            _ => return None,
        };
        let test = match (self.column(signifier)?, stone) {
            (Column::Triad(column), None) => {
                Test::Zones { zones: &column.zone, wanted: std::array::from_fn(|zone| zone < usize::from(ZONE_NOT_APPLICABLE)) }
            }
            (Column::Dyad(column), None) => Test::Range { positions: &column.position, low: 0, high: WHOLE },
            (Column::Stones(column), Some(stone)) => {
                let stone = column.stones.iter().find(|own| own.id == *stone)?;
                Test::Rectangle { x: &stone.x, y: &stone.y, low: [0; 2], high: [WHOLE; 2] }
            }
            _ => return None,
        };
        Some(Condition { asked: Asked::Answered(signifier.clone(), stone.cloned()), test, negated: false })
    }

    /// Every story.
    pub fn all(&self) -> Rows {
        Rows::new(Marks::of_one(&self.live_ones().test, self).0)
    }

    /// The stories with these numbers, in any order; unknown numbers are ignored.
    pub fn with_numbers(&self, numbers: &[u64]) -> Rows {
        self.all().and(&self.marks(numbers))
    }

    fn live_ones(&self) -> Condition<'_> {
        Condition { asked: Asked::Live, test: Test::True { cells: &self.live }, negated: false }
    }

    /// Ascending numbers are fastest.
    fn marks(&self, numbers: &[u64]) -> Rows {
        let sorted;
        let mut left = if numbers.is_sorted() {
            numbers
        } else {
            sorted = {
                let mut own = numbers.to_vec();
                own.sort_unstable();
                own
            };
            &sorted
        };
        let mut words = vec![0; self.rows().div_ceil(BLOCK) * WORDS];
        for (known, marks) in self.numbers.blocks().zip(words.chunks_exact_mut(WORDS)) {
            let Some(&last) = known.last() else { break };
            let (here, later) = left.split_at(left.partition_point(|&number| number <= last));
            left = later;
            if here == known {
                // Frequent words are in most stories, and comparing a block at once takes next to no time.
                marks[..known.len() / 64].fill(u64::MAX);
                if known.len() % 64 > 0 {
                    marks[known.len() / 64] = (1 << (known.len() % 64)) - 1;
                }
                continue;
            }
            if here.len() > known.len() / DENSE {
                merge(known, here, marks);
                continue;
            }
            let mut from = 0;
            for number in here {
                from += gallop(&known[from..], *number);
                if known.get(from) == Some(number) {
                    marks[from / 64] |= 1 << (from % 64);
                }
            }
        }
        Rows::new(words)
    }
}

/// Numbers of a block are looked up one by one where they are fewer than one in so many, and compared in step otherwise.
const DENSE: usize = 16;

/// Marks the known numbers that are among others; both are ascending.
fn merge(known: &[u64], others: &[u64], marks: &mut [u64]) {
    let mut next = 0;
    for (known, marks) in known.chunks(64).zip(marks) {
        for (bit, number) in known.iter().enumerate() {
            while others.get(next).is_some_and(|other| other < number) {
                next += 1;
            }
            let found = others.get(next) == Some(number);
            *marks |= u64::from(found) << bit;
            next += usize::from(found);
        }
    }
}

/// The number of ascending values below `value`; fast when they are few.
fn gallop(values: &[u64], value: u64) -> usize {
    let mut reach = 1;
    while values.get(reach - 1).is_some_and(|&own| own < value) {
        reach *= 2;
    }
    let from = reach / 2;
    let to = reach.min(values.len());
    from + values[from.min(to)..to].partition_point(|&own| own < value)
}

fn excludes_a_region(selection: &Selection) -> bool {
    selection.not.as_ref().is_some_and(|not| !(not.triads.is_empty() && not.dyads.is_empty() && not.stones.is_empty()))
}

/// Rejects a text without results, which would silently match everything.
fn looked_up(text: Option<&String>, matches: Option<&[u64]>, field: &str) -> Result<(), SelectionFault> {
    match (text, matches) {
        (Some(text), None) if !text.trim().is_empty() => {
            Err(SelectionFault::new(field, "texts cannot be searched here; leave the text out"))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn numbers_compared_in_step_are_those_looked_up_one_by_one(
            known in proptest::collection::btree_set(0..2_000_u64, 0..700),
            others in proptest::collection::vec(0..2_000_u64, 0..900),
        ) {
            let known: Vec<u64> = known.into_iter().collect();
            let mut others = others;
            others.sort_unstable();
            let mut marks = vec![0; known.len().div_ceil(64)];
            merge(&known, &others, &mut marks);
            for (at, number) in known.iter().enumerate() {
                prop_assert_eq!(marks[at / 64] >> (at % 64) & 1 == 1, others.contains(number));
            }
        }
    }
}
