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

    /// Takes the answers of the story in this row one after the other, and says of each whether at least `fewest` readable
    /// stories share it together with those taken before. One that fewer share is passed over.
    pub fn shared(&self, columns: &Columns, choices: &[String], row: usize, fewest: u64) -> Vec<bool> {
        let mut own = Vec::with_capacity(choices.len());
        Answers::of(columns, choices).read(row, &mut own);
        self.shared_codes(&own, fewest)
    }

    fn shared_codes(&self, own: &[u32], fewest: u64) -> Vec<bool> {
        let mut alike: Vec<(&[u32], u64)> = self.0.iter().map(|(codes, stories)| (&**codes, *stories)).collect();
        let one = |(at, code): (usize, &u32)| {
            let has = |(codes, _): &(&[u32], u64)| codes[at] == *code;
            let stories: u64 = alike.iter().filter(|own| has(own)).map(|(_, stories)| stories).sum();
            if stories >= fewest {
                alike.retain(has);
            }
            stories >= fewest
        };
        own.iter().enumerate().map(one).collect()
    }
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
        let of = |number| shared.shared_answers(&shared.read(), number, &["k".to_owned()], 5);
        assert_eq!((of(1), of(6)), (vec![true], vec![false]));
        assert_eq!(of(77), [false], "nothing is known of a story that is not in the columns");
        shared.write(|columns| choose(columns, 10, "two"));
        assert_eq!(of(6), [true]);
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
        let of = |own: [u32; 2], fewest| found.shared_codes(&own, fewest);
        assert_eq!(of([3, 3], 5), [true, false]);
        assert_eq!(of([3, 3], 4), [true, true]);
        assert_eq!(of([4, 3], 7), [false, true]);
    }
}
