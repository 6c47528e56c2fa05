//! Which stories are not independent of each other: those of one storyteller, or of one collection.

use statrs::function::factorial::ln_factorial;

use crate::patterns::columns::Columns;

use super::Group;
use super::arrangement::Member;

/// The block of each row, and what it stays together with inside a block that spans groups. They belong to the columns that they
/// were made from, as these were then.
#[derive(Clone, Debug)]
pub struct Blocks {
    block: Vec<u32>,
    within: Vec<u32>,
}

/// How the stories of some groups come in blocks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BlockShape {
    /// Whether some block holds several of the stories. When none does, or one holds them all and no two within it stay together,
    /// blocks make no difference.
    pub several: bool,
    /// Whether too few blocks can change places for a test to show anything: most stories are in blocks that lie in one
    /// group as a whole, and these can be dealt to the groups in fewer than [`FEW_DEALS`] ways.
    pub too_few: bool,
}

/// Below so many ways of dealing blocks to groups a p-value hardly comes below 0.05.
pub const FEW_DEALS: f64 = 400.0;

impl Blocks {
    /// How the stories of these groups come in blocks.
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

    /// Stories of one collection belong together; a story without a collection stands alone.
    pub fn by_collection(columns: &Columns) -> Self {
        Self::by_collection_or(columns, |_| None)
    }

    /// Stories of one collection belong together; of those without a collection, and within a collection that spans groups,
    /// stories whose numbers are given the same key (below 2⁶³), such as one storyteller's.
    pub fn by_collection_or(columns: &Columns, key: impl Fn(u64) -> Option<u64>) -> Self {
        let block = numbered(columns, |row| match columns.collection.code[row] {
            // Odd figures are keys, even ones collections.
            0 => key(columns.numbers[row]).map(|key| 2 * key + 1),
            code => Some(2 * u64::from(code)),
        });
        Self { block, within: numbered(columns, |row| key(columns.numbers[row])) }
    }

    /// Stories whose numbers are given the same key belong together; a story without a key stands alone.
    pub fn by_number(columns: &Columns, key: impl Fn(u64) -> Option<u64>) -> Self {
        Self { block: numbered(columns, |row| key(columns.numbers[row])), within: numbered(columns, |_| None) }
    }

    pub(super) fn of(&self, row: usize) -> u32 {
        self.block[row]
    }

    /// A story of a group, with what it belongs to.
    pub(super) fn member(&self, group: u8, row: usize) -> Member {
        Member { group, block: self.block[row], within: self.within[row] }
    }
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
