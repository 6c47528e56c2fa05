//! How groups differ on stones.

use crate::model::WHOLE;
use crate::patterns::columns::{NO_POSITION, Replies, State, StoneColumn, StonesColumn};
use crate::patterns::geometry::cell;

use super::context::Context;
use super::difference::{StoneDifference, StonesDifference};
use super::energy::{COMPARE_GRID, SQUARE, square_node};
use super::evidence::TestName;
use super::result::Finding;
use super::triads::furthest;

impl Context<'_> {
    pub(super) fn stones(&self, id: &str, column: &StonesColumn) -> (StonesDifference, Vec<Finding>) {
        let mut findings = Vec::new();
        let (_, replies) = self.answered(&column.state, |state| state);
        let one = |(at, stone): (u64, &StoneColumn)| {
            let (mut rows, _) = self.answered(&stone.x, |x| if x == NO_POSITION { State::Unanswered } else { State::Answered });
            let too_few = self.leave_out_few(&mut rows);
            let tally = self.tally(&rows, COMPARE_GRID * COMPARE_GRID, |row| square_node(stone.x[row], stone.y[row]));
            let place =
                |row: u32| [stone.x[row as usize], stone.y[row as usize]].map(|part| f64::from(part) / f64::from(WHOLE));
            let (energy, pairs) = self.energy(&SQUARE, &tally, &rows, TestName::StoneEnergy, 1_000 * (at + 1), place);
            let placed: Vec<u64> = rows.iter().map(|rows| rows.len() as u64).collect();
            let cells = self.by_group(rows.iter().map(|rows| in_cells(stone, rows)));
            let medians = self.by_group(rows.iter().map(|rows| median_place(stone, rows)));
            let replies = replies.iter().zip(&placed).map(|(replies, &answered)| Replies { answered, ..*replies });
            findings.push(Finding {
                signifier: id.to_owned(),
                stone: Some(stone.id.clone()),
                effect: furthest(&pairs),
                test: TestName::StoneEnergy,
                p: energy.p,
                p_adjusted: None,
                too_few,
                sentence: String::new(),
                warnings: self.warnings(replies),
            });
            (stone.id.clone(), StoneDifference { placed: self.by_group(placed), cells, medians, energy, pairs })
        };
        let stones = (0u64..).zip(&column.stones).map(one).collect();
        (StonesDifference { groups: self.by_group(replies), stones }, findings)
    }
}

/// How often a stone was placed in each ninth of the square.
fn in_cells(stone: &StoneColumn, rows: &[u32]) -> [u64; 9] {
    let mut cells = [0; 9];
    for &row in rows {
        cells[cell(stone.y[row as usize], 3) * 3 + cell(stone.x[row as usize], 3)] += 1;
    }
    cells
}

/// The medians of x and of y.
fn median_place(stone: &StoneColumn, rows: &[u32]) -> Option<[f64; 2]> {
    let middle = |part: &dyn Fn(usize) -> u16| {
        let mut parts: Vec<u16> = rows.iter().map(|&row| part(row as usize)).collect();
        parts.sort_unstable();
        let (below, above) = (parts.get(parts.len().checked_sub(1)? / 2)?, parts.get(parts.len() / 2)?);
        Some((f64::from(*below) + f64::from(*above)) / 2.0 / f64::from(WHOLE))
    };
    Some([middle(&|row| stone.x[row])?, middle(&|row| stone.y[row])?])
}
