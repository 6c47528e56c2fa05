//! The square of stones, and its cells.

use crate::model::WHOLE;

/// Cells along a side of the grid.
pub const GRID: usize = 32;

/// The index of the cell, of `cells` along a side, that contains a position; cells are closed on the right.
pub(in crate::patterns) fn cell(position: u16, cells: usize) -> usize {
    // position / WHOLE in (k/cells, (k+1)/cells], in whole numbers.
    (usize::from(position) * cells).saturating_sub(1) / usize::from(WHOLE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_closed_on_the_right_and_thirds_are_cut_in_whole_numbers() {
        assert_eq!([0, 1, 3_333, 3_334, 6_666, 6_667, 10_000].map(|x| cell(x, 3)), [0, 0, 0, 1, 1, 2, 2]);
        assert_eq!([0, 2_000, 2_001, 10_000].map(|x| cell(x, 5)), [0, 0, 1, 4]);
    }
}
