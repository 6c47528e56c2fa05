//! Associate: which signifiers go together in a set of stories.
//!
//! - Columns, rows and signifiers → the size of the association of every two of them: [`associations()`].
//! - A pair → its table of zones, fifths, cells or options, with residuals: [`pair_table`].
//!
//! One measure serves every pair, so that pairs can be ranked: Cramér's V of the categories in which people read answers. Beside it
//! two dyads have a rank correlation, and triads, dyads and stones a distance correlation.

mod counting;
mod items;
mod places;
mod result;
mod table;

#[cfg(test)]
mod golden_tests;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use ndarray::Array2;

use crate::patterns::columns::{Columns, Listed, Rows};
use crate::patterns::fault::{PatternFault, WorkFault};
use crate::patterns::progress::Progress;
use crate::patterns::statistics::Random;

use counting::tables;
use items::Item;
use places::{Correlations, correlations};
use table::Counted;

pub use items::OTHER_OPTIONS;
pub use result::{AssociatedItem, Association, Associations, PairTable};

/// Above this many stories, rank and distance correlations are those of a sample of this size.
pub const SAMPLE: usize = 100_000;

/// The largest number of signifiers and stones whose pairs are computed at once.
pub const MOST_ITEMS: usize = 100;

/// How every two of these signifiers go together in these stories; all signifiers without `signifiers`. Stones that are named
/// as a whole stand for each of their stones. `seed` draws the sample, if there is one.
///
/// ```
/// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/examples/stories.rs")); }
/// use example::stories;
/// use sensing::patterns::{Progress, associations};
///
/// let columns = stories();
/// let found = associations(&columns, &columns.all(), None, 1, &Progress::none())?;
/// assert!(found.pairs.iter().all(|pair| pair.answered <= 90));
/// # Ok::<(), sensing::patterns::WorkFault>(())
/// ```
///
/// # Errors
/// [`PatternFault`] on `signifiers` for an unknown signifier, one that is named twice, and fewer than two or very many of them;
/// [`WorkFault::Cancelled`] when the work was told to stop.
pub fn associations(
    columns: &Columns,
    rows: &Rows,
    signifiers: Option<&[String]>,
    seed: u64,
    progress: &Progress<'_>,
) -> Result<Associations, WorkFault> {
    let items = Item::find(columns, rows, signifiers, "signifiers")?;
    if !(2..=MOST_ITEMS).contains(&items.len()) {
        let message = format!("name 2 to {MOST_ITEMS} signifiers; of stones each stone counts");
        return Err(PatternFault::new("signifiers", message).into());
    }
    let pairs: Vec<[usize; 2]> = (0..items.len()).flat_map(|i| (i + 1..items.len()).map(move |j| [i, j])).collect();
    Ok(Work { rows, items: &items, pairs: &pairs, seed }.done(progress)?.0)
}

/// How two signifiers or stones (`stones/stone`) go together, with their table.
///
/// # Errors
/// [`PatternFault`] on `pair` for an unknown signifier, stones as a whole, and the same one twice; [`WorkFault::Cancelled`] when the
/// work was told to stop.
pub fn pair_table(
    columns: &Columns,
    rows: &Rows,
    pair: &[String; 2],
    seed: u64,
    progress: &Progress<'_>,
) -> Result<(Associations, PairTable), WorkFault> {
    let items = Item::find(columns, rows, Some(pair), "pair")?;
    if items.len() != 2 {
        return Err(PatternFault::new("pair", "of stones, name one stone, as in “stones/stone”").into());
    }
    let (found, tables) = Work { rows, items: &items, pairs: &[[0, 1]], seed }.done(progress)?;
    let codes = tables[0].view();
    let counted = Counted { items: [&items[0], &items[1]], codes };
    let [row_totals, column_totals] = counted.totals();
    let table = PairTable {
        rows: items[0].categories.clone(),
        columns: items[1].categories.clone(),
        several_rows: items[0].several,
        several_columns: items[1].several,
        counts: counted.counts(),
        row_totals,
        column_totals,
        residuals: counted.residuals(),
    };
    Ok((found, table))
}

/// Pairs of items whose associations are computed.
struct Work<'a> {
    rows: &'a Rows,
    items: &'a [Item<'a>],
    pairs: &'a [[usize; 2]],
    seed: u64,
}

impl Work<'_> {
    /// The associations, and the table of codes of each pair.
    fn done(&self, progress: &Progress<'_>) -> Result<(Associations, Vec<Array2<u32>>), WorkFault> {
        let listed = Listed::of(self.rows, 1);
        let tables = tables(self.items, self.pairs, &listed, &progress.part(0.0, 0.7))?;
        let (places, sampled) = self.sample();
        let correlations = correlations(self.items, self.pairs, &places, &progress.part(0.7, 1.0))?;
        let describe = |((&pair, table), found): ((&[usize; 2], &Array2<u32>), &Correlations)| {
            let items = pair.map(|item| &self.items[item]);
            let counted = Counted { items, codes: table.view() };
            Association {
                pair: items.map(|item| item.id.clone()),
                answered: counted.answered(),
                asked: counted.asked(),
                cramers_v: counted.cramers_v(),
                v_interval: counted.v_interval(),
                rank_correlation: found.rank,
                distance_correlation: found.distance,
            }
        };
        let pairs = self.pairs.iter().zip(&tables).zip(&correlations).map(describe).collect();
        let items = self.items.iter().map(|item| AssociatedItem { id: item.id.clone(), kind: item.kind() }).collect();
        Ok((Associations { items, pairs, sampled }, tables))
    }

    /// The rows whose places are read, and how many they are if they are a sample.
    fn sample(&self) -> (Vec<usize>, Option<u64>) {
        let all: Vec<usize> = self.rows.places().collect();
        if all.len() <= SAMPLE {
            return (all, None);
        }
        let drawn = Random::new(self.seed).sample(all.len(), SAMPLE);
        (drawn.into_iter().map(|place| all[place]).collect(), Some(SAMPLE as u64))
    }
}

/// Whether some storyteller told several of these stories, as far as these are linked.
pub fn tell_several(columns: &Columns, rows: &Rows) -> bool {
    let mut seen = HashSet::new();
    rows.places().map(|row| columns.storyteller[row]).any(|number| number != 0 && !seen.insert(number))
}
