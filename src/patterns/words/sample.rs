//! A sample of the stories whose texts may be read, where there are too many to read them all.

use crate::patterns::columns::{Columns, Rows};
use crate::patterns::statistics::Random;

impl Columns {
    /// The numbers of at most `most` of the stories that may be read, ascending; of more, a sample in which each set is
    /// equally likely. The same seed gives the same sample.
    pub fn sample_readable(&self, rows: &Rows, most: usize, seed: u64) -> Vec<u64> {
        let numbers: Vec<u64> = self.readable_numbers(rows).collect();
        Random::new(seed).sample(numbers.len(), most).into_iter().map(|place| numbers[place]).collect()
    }
}
