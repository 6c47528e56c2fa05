//! Tables of stories by two questions, and the parts that stories divide into: which counts may be told. A count of few stories is
//! not, and neither is what would give it away at once: the other cells of its row with the row's total, the other parts of the sum.

use super::Policy;

/// What may be told of a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// The count: none at all, or enough stories.
    Exactly(u64),
    /// That there are stories, and that they are fewer than [`Policy::fewest_counted`].
    Few,
    /// Nothing, because the count would give away one of few stories.
    Withheld,
}

/// A table as it may be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldTable {
    /// By row, and within a row by column.
    pub cells: Vec<Vec<Told>>,
    /// By row.
    pub row_totals: Vec<Told>,
    /// By column.
    pub column_totals: Vec<Told>,
}

/// The counts of a table.
#[derive(Clone, Copy, Debug)]
pub struct Counts<'a> {
    /// By row, and within a row by column.
    pub cells: &'a [Vec<u64>],
    /// By row.
    pub row_totals: &'a [u64],
    /// By column.
    pub column_totals: &'a [u64],
    /// Whether a story can be in several rows, so that the cells of a column do not add up to its total.
    pub several_rows: bool,
    /// Whether a story can be in several columns.
    pub several_columns: bool,
}

impl Told {
    /// What may be told of a number of stories.
    pub fn of(count: u64, policy: &Policy) -> Self {
        if policy.is_too_few(count) { Self::Few } else { Self::Exactly(count) }
    }

    /// The count, if it may be told.
    pub fn count(self) -> Option<u64> {
        match self {
            Self::Exactly(count) => Some(count),
            Self::Few | Self::Withheld => None,
        }
    }

    /// The number than which it is smaller, if that is what may be told.
    pub fn fewer_than(self, policy: &Policy) -> Option<u64> {
        (self == Self::Few).then_some(policy.fewest_counted)
    }
}

/// What may be told of the parts that stories divide into, of which the sum is known.
pub fn told_parts(parts: &[u64], policy: &Policy) -> Vec<Told> {
    let mut told: Vec<Told> = parts.iter().map(|&count| Told::of(count, policy)).collect();
    protect(&mut told, parts, policy);
    told
}

/// What may be told of a table of which the number of stories is known.
pub fn told_table(counts: Counts<'_>, policy: &Policy) -> ToldTable {
    let width = counts.column_totals.len();
    let flat: Vec<u64> = counts.cells.concat();
    let mut cells: Vec<Told> = flat.iter().map(|&count| Told::of(count, policy)).collect();
    if !counts.several_rows && !counts.several_columns {
        // All cells together are the number of stories.
        protect(&mut cells, &flat, policy);
    }
    let cells: Vec<Vec<Told>> = cells.chunks(width.max(1)).map(<[Told]>::to_vec).collect();
    let line = |row: usize| cells[row].iter().copied().zip(counts.cells[row].iter().copied()).collect();
    let rows: Vec<Line> = (0..cells.len()).map(line).collect();
    let column = |at: usize| rows.iter().map(|row| row[at]).collect();
    let columns: Vec<Line> = (0..width).map(column).collect();
    ToldTable {
        row_totals: totals(counts.row_totals, &rows, [counts.several_columns, counts.several_rows], policy),
        column_totals: totals(counts.column_totals, &columns, [counts.several_rows, counts.several_columns], policy),
        cells,
    }
}

/// The cells of a row or a column, each with its count.
type Line = Vec<(Told, u64)>;

/// What may be told of the totals of lines. `overlap`: whether the cells of a line do not add up to its total. `several`: whether
/// the totals do not add up to the number of stories.
fn totals(totals: &[u64], lines: &[Line], [overlap, several]: [bool; 2], policy: &Policy) -> Vec<Told> {
    let one = |(&total, line): (&u64, &Line)| {
        let hidden: Vec<u64> = line.iter().filter(|(told, _)| told.count().is_none()).map(|(_, count)| *count).collect();
        let is_solved = hidden.len() == 1 || policy.is_too_few(hidden.iter().sum());
        match Told::of(total, policy) {
            Told::Exactly(_) if is_solved && !overlap => Told::Withheld,
            told => told,
        }
    };
    let mut told: Vec<Told> = totals.iter().zip(lines).map(one).collect();
    if !several {
        protect(&mut told, totals, policy);
    }
    told
}

/// Withholds further counts, the smallest first, until those that are not told cannot be had from the sum of all.
fn protect(told: &mut [Told], counts: &[u64], policy: &Policy) {
    loop {
        let hidden = || told.iter().zip(counts).filter(|(told, _)| told.count().is_none()).map(|(_, count)| *count);
        let (number, sum) = (hidden().count(), hidden().sum());
        if number == 0 || (number > 1 && !policy.is_too_few(sum)) {
            return;
        }
        let others = (0..told.len()).filter(|&at| told[at].count().is_some_and(|count| count > 0));
        match others.min_by_key(|&at| counts[at]) {
            Some(next) => told[next] = Told::Withheld,
            None => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Told::{Exactly, Few, Withheld};

    fn of(cells: &[Vec<u64>]) -> ToldTable {
        let width = cells[0].len();
        let row_totals: Vec<u64> = cells.iter().map(|row| row.iter().sum()).collect();
        let column_totals: Vec<u64> = (0..width).map(|at| cells.iter().map(|row| row[at]).sum()).collect();
        let (row_totals, column_totals) = (&row_totals[..], &column_totals[..]);
        told_table(Counts { cells, row_totals, column_totals, several_rows: false, several_columns: false }, &Policy::default())
    }

    #[test]
    fn a_small_part_takes_the_smallest_other_part_with_it() {
        let parts = |counts: &[u64]| told_parts(counts, &Policy::default());
        assert_eq!(parts(&[0, 30, 41]), [0, 30, 41].map(Exactly));
        assert_eq!(parts(&[3, 0, 30, 41]), [Few, Exactly(0), Withheld, Exactly(41)]);
        assert_eq!(parts(&[3, 4, 30, 41]), [Few, Few, Withheld, Exactly(41)], "both are seven");
        assert_eq!(parts(&[6, 7, 30, 41]), [Few, Few, Exactly(30), Exactly(41)]);
    }

    #[test]
    fn a_table_without_small_cells_is_told_as_it_is() {
        let found = of(&[vec![20, 0, 31], vec![10, 44, 12]]);
        assert_eq!(found.cells, [[20, 0, 31].map(Exactly), [10, 44, 12].map(Exactly)]);
        assert_eq!(
            (found.row_totals, found.column_totals),
            (vec![Exactly(51), Exactly(66)], vec![Exactly(30), Exactly(44), Exactly(43)])
        );
    }

    #[test]
    fn a_single_small_cell_cannot_be_had_by_subtraction() {
        let found = of(&[vec![20, 3, 31], vec![10, 44, 12]]);
        // The smallest other cell goes with it, and so do the totals of both rows and both columns.
        assert_eq!(found.cells, [[Exactly(20), Few, Exactly(31)], [Withheld, Exactly(44), Exactly(12)]]);
        assert_eq!(found.row_totals, [Withheld, Withheld]);
        assert_eq!(found.column_totals, [Withheld, Withheld, Exactly(43)]);
    }

    #[test]
    fn no_hidden_count_below_ten_is_the_only_unknown_of_a_sum() {
        let mut state = 7u64;
        let mut next = |end: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % end
        };
        for _ in 0..2_000 {
            let cells: Vec<Vec<u64>> = (0..3).map(|_| (0..4).map(|_| next(40).saturating_sub(next(20))).collect()).collect();
            let found = of(&cells);
            let unknown = |line: &mut dyn Iterator<Item = (Told, u64)>| {
                let hidden: Vec<u64> = line.filter(|(told, _)| told.count().is_none()).map(|(_, count)| count).collect();
                // A line that could be solved: one unknown, or so few stories in all of them.
                hidden.len() == 1 || (!hidden.is_empty() && hidden.iter().sum::<u64>() < 10)
            };
            for (row, total) in found.row_totals.iter().enumerate() {
                let mut line = found.cells[row].iter().copied().zip(cells[row].iter().copied());
                assert!(total.count().is_none() || !unknown(&mut line), "{cells:?}: {found:?}");
            }
            for (column, total) in found.column_totals.iter().enumerate() {
                let mut line = (0..3).map(|row| (found.cells[row][column], cells[row][column]));
                assert!(total.count().is_none() || !unknown(&mut line), "{cells:?}: {found:?}");
            }
            let mut all = found.cells.concat().into_iter().zip(cells.concat());
            let alone = found.cells.concat().iter().all(|told| told.count().is_none_or(|count| count == 0));
            assert!(alone || !unknown(&mut all), "{cells:?}: {found:?}");
        }
    }

    #[test]
    fn where_stories_choose_several_options_totals_are_told_unless_they_are_few() {
        let cells = [vec![3, 40], vec![30, 12]];
        let counts = Counts {
            cells: &cells,
            row_totals: &[43, 42],
            column_totals: &[31, 45],
            several_rows: true,
            several_columns: false,
        };
        let found = told_table(counts, &Policy::default());
        assert_eq!(found.cells[0], [Few, Exactly(40)]);
        // The cells of a row still add up to its total; those of a column do not.
        assert_eq!(found.row_totals, [Withheld, Exactly(42)]);
        assert_eq!(found.column_totals, [Exactly(31), Exactly(45)]);
    }
}
