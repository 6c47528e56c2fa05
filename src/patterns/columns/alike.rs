//! How many readable stories share the same answers to some choices.

use std::collections::HashMap;

use super::cells::CHOICE_UNANSWERED;
use super::choice_column::ChoiceColumn;
use super::column::Column;
use super::table::Columns;

/// How many readable stories have each combination of answers to some choices. Built in one pass over all stories.
#[derive(Debug, PartialEq)]
pub(in crate::patterns) struct Combinations(HashMap<Box<[u32]>, u64>);

impl Combinations {
    /// The combinations of these choices; an id that is not a choice counts as unanswered everywhere.
    pub fn of(columns: &Columns, choices: &[String]) -> Self {
        let answers = Answers::of(columns, choices);
        let mut found: HashMap<Box<[u32]>, u64> = HashMap::new();
        let mut codes = Vec::with_capacity(choices.len());
        for row in columns.all().places().filter(|&row| columns.readable[row]) {
            answers.read(row, &mut codes);
            match found.get_mut(codes.as_slice()) {
                Some(stories) => *stories += 1,
                None => _ = found.insert(codes.as_slice().into(), 1),
            }
        }
        Self(found)
    }

    /// Takes the answers of the story in each of these rows one after the other, and says of each whether at least `fewest`
    /// readable stories share it together with those taken before. One that fewer share is passed over.
    pub fn shared(&self, columns: &Columns, choices: &[String], rows: &[usize], fewest: u64) -> Vec<Vec<bool>> {
        let answers = Answers::of(columns, choices);
        let mut codes = Vec::with_capacity(choices.len());
        // Stories with the same answers are decided once.
        let mut places: HashMap<Box<[u32]>, usize> = HashMap::new();
        let kind_of_each: Vec<usize> = rows
            .iter()
            .map(|&row| {
                answers.read(row, &mut codes);
                let next = places.len();
                *places.entry(codes.as_slice().into()).or_insert(next)
            })
            .collect();
        let mut kinds: Vec<(Box<[u32]>, usize)> = places.into_iter().collect();
        kinds.sort_unstable_by_key(|(_, place)| *place);
        let kinds: Vec<&[u32]> = kinds.iter().map(|(codes, _)| &**codes).collect();
        let shared = self.shared_codes(&kinds, fewest);
        kind_of_each.into_iter().map(|kind| shared[kind].clone()).collect()
    }

    fn shared_codes(&self, own: &[&[u32]], fewest: u64) -> Vec<Vec<bool>> {
        let alike = self.0.iter().map(|(codes, stories)| (&**codes, *stories)).collect();
        let mut shared: Vec<Vec<bool>> = own.iter().map(|codes| vec![false; codes.len()]).collect();
        settle(alike, own, (0..own.len()).collect(), 0, fewest, &mut shared);
        shared
    }
}

/// Answers, and how many readable stories have them.
type Counted<'c> = Vec<(&'c [u32], u64)>;

/// Decides, from the answer at `at` on, for those of `own` whose places are in `open`. Readable stories that share what was taken before
/// are in `alike`. Those with the same answer go on together, and so do all whose answer is passed over, so that the work depends
/// on how many combinations there are, and not on how many stories.
fn settle(alike: Counted<'_>, own: &[&[u32]], open: Vec<usize>, at: usize, fewest: u64, shared: &mut [Vec<bool>]) {
    let Some(length) = open.first().map(|&place| own[place].len()) else { return };
    if at == length {
        return;
    }
    let mut by_code: HashMap<u32, (Counted<'_>, Vec<usize>)> = HashMap::new();
    for &place in &open {
        by_code.entry(own[place][at]).or_default().1.push(place);
    }
    for counted in &alike {
        if let Some((alike, _)) = by_code.get_mut(&counted.0[at]) {
            alike.push(*counted);
        }
    }
    let mut passed_over = Vec::new();
    for (_, (alike, places)) in by_code {
        if alike.iter().map(|(_, stories)| stories).sum::<u64>() < fewest {
            passed_over.extend(places);
            continue;
        }
        places.iter().for_each(|&place| shared[place][at] = true);
        settle(alike, own, places, at + 1, fewest, shared);
    }
    settle(alike, own, passed_over, at + 1, fewest, shared);
}

/// The columns of some choices; `None` for an id that is not a choice.
struct Answers<'c>(Vec<Option<&'c ChoiceColumn>>);

impl<'c> Answers<'c> {
    fn of(columns: &'c Columns, choices: &[String]) -> Self {
        let column = |id: &String| match columns.column(id) {
            Some(Column::Choice(column)) => Some(column),
            _ => None,
        };
        Self(choices.iter().map(column).collect())
    }

    /// Replaces `codes` with the codes of a row.
    fn read(&self, row: usize, codes: &mut Vec<u32>) {
        codes.clear();
        codes.extend(self.0.iter().map(|column| column.map_or(CHOICE_UNANSWERED, |column| column.code[row])));
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Answer;
    use crate::patterns::VersionedColumns;
    use crate::patterns::golden_tests::{framework, put};

    use super::*;

    fn choose(columns: &mut Columns, number: u64, option: &str) {
        put(columns, number, [("k", Answer::Choice { options: vec![option.to_owned()], write_in: None })]);
    }

    #[test]
    fn an_answer_is_shared_when_enough_readable_stories_have_it() {
        let mut columns = Columns::new();
        columns.learn(&framework());
        (1..=5).for_each(|number| choose(&mut columns, number, "one"));
        (6..=9).for_each(|number| choose(&mut columns, number, "two"));
        let shared = VersionedColumns::new(columns);
        let of = |numbers: &[u64]| shared.shared_answers(&shared.read(), numbers, &["k".to_owned()], 5);
        assert_eq!(of(&[1, 77, 6]), [[true], [false], [false]], "nothing is known of a story that is not in the columns");
        shared.write(|columns| choose(columns, 10, "two"));
        assert_eq!(of(&[6]), [[true]]);
    }

    #[test]
    fn answers_are_taken_in_order_and_one_that_few_share_is_passed_over() {
        let stories = [(["child", "north"], 4), (["child", "south"], 3), (["family", "north"], 6)];
        let code = |word: &str| match word {
            "child" | "north" => 3,
            _ => 4,
        };
        let counted = stories.map(|(words, stories)| (words.map(code).as_slice().into(), stories));
        let found = Combinations(HashMap::from(counted));
        let of = |own: [u32; 2], fewest| found.shared_codes(&[&own], fewest).remove(0);
        assert_eq!(of([3, 3], 5), [true, false]);
        assert_eq!(of([3, 3], 4), [true, true]);
        assert_eq!(of([4, 3], 7), [false, true]);
    }

    /// One story by the definition: each answer is taken when enough stories have it and all that were taken before.
    fn by_definition(found: &Combinations, own: &[u32], fewest: u64) -> Vec<bool> {
        let mut taken: Vec<usize> = Vec::new();
        for at in 0..own.len() {
            let has = |codes: &[u32]| taken.iter().chain([&at]).all(|&at| codes[at] == own[at]);
            let stories: u64 = found.0.iter().filter(|(codes, _)| has(codes)).map(|(_, stories)| stories).sum();
            if stories >= fewest {
                taken.push(at);
            }
        }
        (0..own.len()).map(|at| taken.contains(&at)).collect()
    }

    #[test]
    fn many_stories_at_once_are_decided_as_each_alone() {
        let mut state = 7u64;
        let mut next = |end: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((state >> 33) % end) as u32
        };
        for fewest in [1, 2, 5, 40] {
            let mut found = Combinations(HashMap::new());
            // Small codes are frequent, large ones rare.
            let mut code = || next(6).min(next(6));
            for _ in 0..300 {
                *found.0.entry([code(), code(), code(), code()].into()).or_default() += 1;
            }
            let own: Vec<[u32; 4]> = (0..200).map(|_| [code(), code(), code(), code()]).collect();
            let all: Vec<&[u32]> = own.iter().map(|own| own.as_slice()).collect();
            let shared = found.shared_codes(&all, fewest);
            for (own, shared) in own.iter().zip(&shared) {
                assert_eq!(*shared, by_definition(&found, own, fewest), "{own:?}, {fewest}");
            }
        }
    }
}
