//! Tables of many pairs at once: one pass over the rows, block by block, in parallel.

use ndarray::Array2;
use rayon::prelude::*;

use crate::patterns::columns::Listed;
use crate::patterns::fault::Cancelled;
use crate::patterns::progress::Progress;

use super::items::{Coded, Item};

/// The smallest number of blocks that is worth tables of its own.
const TASK: usize = 4;

/// The number of rows with each code of the first item and each of the second, by pair: codes × codes.
pub(super) fn tables(
    items: &[Item<'_>],
    pairs: &[[usize; 2]],
    rows: &Listed<'_>,
    progress: &Progress<'_>,
) -> Result<Vec<Array2<u32>>, Cancelled> {
    let fresh = || pairs.iter().map(|pair| Array2::zeros(pair.map(|item| items[item].width()))).collect();
    let add = |mut tables: Vec<Array2<u32>>, block: usize| {
        progress.check()?;
        let mut spare = Vec::new();
        let places = rows.within(block, &mut spare);
        if !places.is_empty() {
            let coded: Vec<Option<Coded>> = items.iter().map(|item| item.code(block, places)).collect();
            for (table, &[first, second]) in tables.iter_mut().zip(pairs) {
                if let (Some(first), Some(second)) = (&coded[first], &coded[second]) {
                    count(table, first, second, places.len());
                }
            }
        }
        Ok(tables)
    };
    let merge = |mut tables: Vec<Array2<u32>>, more: Vec<Array2<u32>>| {
        tables.iter_mut().zip(more).for_each(|(table, more)| *table += &more);
        Ok(tables)
    };
    (0..rows.blocks()).into_par_iter().with_min_len(TASK).try_fold(fresh, add).try_reduce(fresh, merge)
}

fn count(table: &mut Array2<u32>, first: &Coded, second: &Coded, rows: usize) {
    let width = table.ncols();
    let Some(cells) = table.as_slice_mut() else { return };
    match (first, second) {
        (Coded::One(first), Coded::One(second)) => {
            for (&own, &other) in first.iter().zip(second) {
                cells[usize::from(own) * width + usize::from(other)] += 1;
            }
        }
        (Coded::Several(starts, codes), Coded::One(second)) => {
            for (ends, &other) in starts.windows(2).zip(second) {
                for &own in &codes[ends[0] as usize..ends[1] as usize] {
                    cells[usize::from(own) * width + usize::from(other)] += 1;
                }
            }
        }
        (Coded::One(first), Coded::Several(starts, codes)) => {
            for (&own, ends) in first.iter().zip(starts.windows(2)) {
                for &other in &codes[ends[0] as usize..ends[1] as usize] {
                    cells[usize::from(own) * width + usize::from(other)] += 1;
                }
            }
        }
        (Coded::Several(..), Coded::Several(..)) => {
            for row in 0..rows {
                for &own in first.of(row) {
                    for &other in second.of(row) {
                        cells[usize::from(own) * width + usize::from(other)] += 1;
                    }
                }
            }
        }
    }
}

impl Coded {
    /// The codes of one row.
    fn of(&self, row: usize) -> &[u8] {
        match self {
            Self::One(codes) => &codes[row..=row],
            Self::Several(starts, codes) => &codes[starts[row] as usize..starts[row + 1] as usize],
        }
    }
}
