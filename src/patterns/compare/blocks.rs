//! Blocks: which stories are not independent, because they have the same storyteller or collection.

use statrs::function::factorial::ln_factorial;

use crate::patterns::columns::Columns;

use super::exchangeability::Member;
use super::group::Group;

/// The block of each row, and the rows that it stays together with inside a block that spans groups. Valid for the version of
/// the columns it was made from.
#[derive(Clone, Debug)]
pub struct Blocks {
    block: Vec<u32>,
    within: Vec<u32>,
}

/// How the stories of some groups are spread over blocks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BlockShape {
    /// Whether some block has several of the stories. Blocks make no difference when none has, or when one block has all
    /// stories and no two within it stay together.
    pub several: bool,
    /// Whether too few blocks can be exchanged for a test to reach significance: most stories are in blocks that lie in one
    /// group as a whole, and these can be permuted over the groups in fewer than [`FEW_DEALS`] ways.
    pub too_few: bool,
}

/// With fewer permutations of blocks than this, a p-value can hardly be below 0.05.
pub const FEW_DEALS: f64 = 400.0;

impl Blocks {
    /// How the stories of these groups are spread over blocks.
    pub fn shape(&self, groups: &[Group<'_>]) -> BlockShape {
        let mut stories: std::collections::HashMap<u32, Vec<u64>> = std::collections::HashMap::new();
        for (at, group) in groups.iter().enumerate() {
            for row in group.rows.places() {
                stories.entry(self.of(row)).or_insert_with(|| vec![0; groups.len()])[at] += 1;
            }
        }
        let mut whole = vec![0u64; groups.len()];
        let (mut in_whole, mut in_mixed, mut several) = (0, 0, false);
        for counts in stories.values() {
            let of_block: u64 = counts.iter().sum();
            several |= of_block > 1;
            match counts.iter().position(|&count| count == of_block) {
                Some(group) => {
                    whole[group] += 1;
                    in_whole += of_block;
                }
                None => in_mixed += of_block,
            }
        }
        if stories.len() == 1 {
            let rows = groups.iter().flat_map(|group| group.rows.places());
            let mut seen = std::collections::HashSet::new();
            several = rows.map(|row| self.within[row]).any(|within| !seen.insert(within));
        }
        let deals = ln_factorial(whole.iter().sum()) - whole.iter().map(|&count| ln_factorial(count)).sum::<f64>();
        BlockShape { several, too_few: in_whole > in_mixed && deals < FEW_DEALS.ln() }
    }

    /// Stories of one collection belong together; a story without a collection is a block of its own.
    pub fn by_collection(columns: &Columns) -> Self {
        Self { block: numbered(columns, |row| collection(columns, row)), within: numbered(columns, |_| None) }
    }

    /// Stories of one collection belong together; of those without a collection, and within a collection that spans groups,
    /// stories of one storyteller.
    pub fn by_collection_or_storyteller(columns: &Columns) -> Self {
        let block = numbered(columns, |row| collection(columns, row).or_else(|| storyteller(columns, row)));
        Self { block, within: numbered(columns, |row| storyteller(columns, row)) }
    }

    /// Stories of one storyteller belong together; a story that is not linked with others is a block of its own.
    pub fn by_storyteller(columns: &Columns) -> Self {
        Self { block: numbered(columns, |row| storyteller(columns, row)), within: numbered(columns, |_| None) }
    }

    pub(super) fn of(&self, row: usize) -> u32 {
        self.block[row]
    }

    /// A story of a group, with its block.
    pub(super) fn member(&self, group: u8, row: usize) -> Member {
        Member { group, block: self.block[row], within: self.within[row] }
    }
}

/// A key of the row's collection, if it has one. Even keys are collections, odd ones storytellers.
fn collection(columns: &Columns, row: usize) -> Option<u64> {
    let code = columns.collection.code[row];
    (code != 0).then(|| 2 * u64::from(code))
}

/// A key of the row's storyteller, if the story is linked with others.
fn storyteller(columns: &Columns, row: usize) -> Option<u64> {
    let number = columns.storyteller[row];
    (number != 0).then(|| 2 * u64::from(number) + 1)
}

/// A number for each row: the same for rows of the same key, and one of its own for a row without.
fn numbered(columns: &Columns, key: impl Fn(usize) -> Option<u64>) -> Vec<u32> {
    let mut known = std::collections::HashMap::new();
    let mut next = 0;
    let mut fresh = || {
        next += 1;
        next - 1
    };
    let of = |row| match key(row) {
        Some(key) => *known.entry(key).or_insert_with(&mut fresh),
        None => fresh(),
    };
    (0..columns.numbers.len()).map(of).collect()
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use chrono::NaiveDate;

    use crate::model::Answers;
    use crate::patterns::golden_tests::framework;
    use crate::patterns::{Form, Row, VersionedColumns};

    use super::*;

    fn put(columns: &mut Columns, number: u64, storyteller: u32) {
        let (answers, received): (Answers, _) = (Answers::default(), NaiveDate::from_ymd_opt(2026, 1, 4).unwrap());
        let (collection, round, storyteller) = (None, None, NonZeroU32::new(storyteller));
        columns.put(&Row {
            number,
            received,
            collection,
            round,
            prompt: "moment",
            storyteller,
            readable: true,
            answers: &answers,
            form: Form::default(),
        });
    }

    /// Which storyteller each story number bears.
    fn borne(columns: &Columns) -> Vec<(u64, u32)> {
        columns.all().places().map(|row| (columns.numbers[row], columns.storyteller[row])).collect()
    }

    #[test]
    fn a_state_keeps_its_storytellers_while_stories_come_in_are_corrected_and_withdrawn() {
        let shared = VersionedColumns::default();
        shared.write(|columns| {
            columns.learn(&framework());
            // Enough for several blocks of cells. Every storyteller tells three stories.
            (0..20_000).for_each(|number| put(columns, 2 * number, 1 + number as u32 / 3));
        });
        let state = shared.read();
        let (stories, blocks) = (borne(&state), Blocks::by_storyteller(&state));
        shared.write(|columns| {
            // So many that the rows move together.
            (0..12_000).for_each(|number| columns.remove(2 * number));
            put(columns, 30_001, 7);
            put(columns, 50_000, 8);
            put(columns, 30_000, 0);
        });
        assert_eq!(borne(&state), stories);
        assert_eq!(Blocks::by_storyteller(&state).block, blocks.block);
        let now = borne(&shared.read());
        assert_eq!(now.len(), 8_002);
        let of = |number: u64| now.iter().find(|(own, _)| *own == number).map(|(_, storyteller)| *storyteller);
        assert_eq!([of(24_000), of(30_000), of(30_001), of(50_000)], [Some(4_001), Some(0), Some(7), Some(8)]);
        assert_eq!(of(0), None);
    }

    #[test]
    fn a_withdrawn_story_leaves_no_storyteller_behind() {
        let mut columns = Columns::new();
        columns.learn(&framework());
        [(1, 5), (2, 6), (3, 0)].into_iter().for_each(|(number, storyteller)| put(&mut columns, number, storyteller));
        columns.remove(1);
        assert_eq!(columns.storytellers().map(NonZeroU32::get).collect::<Vec<_>>(), [6]);
    }

    #[test]
    fn stories_keep_together_by_collection_and_by_storyteller_where_there_is_none() {
        let mut columns = Columns::new();
        columns.learn(&framework());
        [(1, 5), (2, 5), (3, 0), (4, 0)].into_iter().for_each(|(number, storyteller)| put(&mut columns, number, storyteller));
        columns.collection.put(3, Some("WEB"));
        let pairs = |blocks: &Blocks| (blocks.block.clone(), blocks.within.clone());
        assert_eq!(pairs(&Blocks::by_storyteller(&columns)), (vec![0, 0, 1, 2], vec![0, 1, 2, 3]));
        assert_eq!(pairs(&Blocks::by_collection(&columns)), (vec![0, 1, 2, 3], vec![0, 1, 2, 3]));
        columns.collection.put(2, Some("WEB"));
        assert_eq!(pairs(&Blocks::by_collection_or_storyteller(&columns)), (vec![0, 0, 1, 1], vec![0, 0, 1, 2]));
    }
}
