//! Which stories are not independent of each other: those of one storyteller, or of one collection.

use statrs::function::factorial::ln_factorial;

use crate::patterns::columns::Columns;

use super::Group;

/// The block of each row. It belongs to the columns that it was made from, as they were then.
#[derive(Clone, Debug)]
pub struct Blocks {
    block: Vec<u32>,
}

/// How the stories of some groups come in blocks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BlockShape {
    /// Whether some block holds several of the stories. When none does, blocks make no difference.
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
        let deals = ln_factorial(whole.iter().sum()) - whole.iter().map(|&count| ln_factorial(count)).sum::<f64>();
        BlockShape { several, too_few: in_whole > in_mixed && deals < FEW_DEALS.ln() }
    }

    /// Stories of one collection belong together; a story without a collection stands alone.
    pub fn by_collection(columns: &Columns) -> Self {
        Self::by_collection_or(columns, |_| None)
    }

    /// Stories of one collection belong together; of those without a collection, stories whose numbers are given the same
    /// key (below 2⁶³).
    pub fn by_collection_or(columns: &Columns, key: impl Fn(u64) -> Option<u64>) -> Self {
        Self::by(columns, |row| match columns.collection.code[row] {
            // Odd figures are keys, even ones collections.
            0 => key(columns.numbers[row]).map(|key| 2 * key + 1),
            code => Some(2 * u64::from(code)),
        })
    }

    /// Stories whose numbers are given the same key belong together; a story without a key stands alone.
    pub fn by_number(columns: &Columns, key: impl Fn(u64) -> Option<u64>) -> Self {
        Self::by(columns, |row| key(columns.numbers[row]))
    }

    fn by(columns: &Columns, key: impl Fn(usize) -> Option<u64>) -> Self {
        let mut known = std::collections::HashMap::new();
        let mut next = 0;
        let mut fresh = || {
            next += 1;
            next - 1
        };
        let block = (0..columns.numbers.len())
            .map(|row| match key(row) {
                Some(key) => *known.entry(key).or_insert_with(&mut fresh),
                None => fresh(),
            })
            .collect();
        Self { block }
    }

    pub(super) fn of(&self, row: usize) -> u32 {
        self.block[row]
    }
}
