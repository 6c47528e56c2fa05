//! The distance of two stories over signifiers of every kind (Gower, 1971). Signifiers that one of the two did not answer, or was
//! not asked, are ignored for that pair.
//!
//! a choice's one minus the Jaccard index of the two sets of options. Each is from 0 to 1. Stories that answered nothing in
//! common are 1 apart. The weight of a set of stones is split evenly among its stones.

use ndarray::Array2;

use crate::patterns::columns::{CHOICE_FIRST_SET, ChoiceColumn, NO_POSITION, OptionSet, Rows, StoneColumn};
use crate::patterns::geometry::lattice::plane;

use super::points::{Chosen, Source, unit};

/// Marks a position without an answer. It is used only in this file.
const MISSING: f64 = f64::NAN;

/// The distances between up to this many sets are kept in a table: 2 MB.
const TABLED_SETS: usize = 500;

/// Stories with the data to compare them.
pub(super) struct Gower {
    /// Their row indices in the columns, ascending.
    pub rows: Vec<usize>,
    terms: Vec<Term>,
}

/// One part of the distance.
struct Term {
    /// Which of the chosen signifiers it is of.
    of: usize,
    weight: f64,
    values: Values,
}

enum Values {
    Line(Vec<f64>),
    Plane(Vec<[f64; 2]>),
    /// The set that each story chose, and the distances between sets.
    Sets {
        code: Vec<u32>,
        /// Sets × sets.
        apart: Array2<f64>,
    },
    /// The set that each story chose, of so many that their distances are computed when they are needed.
    ManySets {
        code: Vec<u32>,
        sets: Vec<OptionSet>,
    },
}

impl Gower {
    /// The stories that answered at least one of the chosen signifiers.
    pub fn new(chosen: &[Chosen<'_>], rows: &Rows) -> Self {
        let mut terms: Vec<Term> = Vec::new();
        let all: Vec<usize> = rows.places().collect();
        for (of, one) in chosen.iter().enumerate() {
            let weight = one.weight;
            match &one.source {
                Source::Triad(column) => {
                    let place = |&row: &usize| match column.is_answered(row) {
                        true => plane(column.parts(row).map(unit)),
                        false => [MISSING; 2],
                    };
                    terms.push(Term { of, weight, values: Values::Plane(all.iter().map(place).collect()) });
                }
                Source::Dyad(column) => {
                    let position = |&row: &usize| position(column.position[row]);
                    terms.push(Term { of, weight, values: Values::Line(all.iter().map(position).collect()) });
                }
                Source::Stones(stones) => {
                    let weight = weight / stones.len() as f64;
                    terms.extend(stones.iter().map(|stone| Term { of, weight, values: places(stone, &all) }));
                }
                Source::Choice(column) => terms.push(Term { of, weight, values: sets(column, &all) }),
            }
        }
        let kept: Vec<usize> = (0..all.len()).filter(|&at| terms.iter().any(|term| term.values.has(at))).collect();
        if kept.len() < all.len() {
            terms.iter_mut().for_each(|term| term.values.keep(&kept));
        }
        Self { rows: kept.into_iter().map(|at| all[at]).collect(), terms }
    }

    /// The number of stories.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// From 0 to 1.
    pub fn distance(&self, first: usize, second: usize) -> f64 {
        let (mut sum, mut weights) = (0.0, 0.0);
        for term in &self.terms {
            let apart = term.values.apart(first, second);
            if !apart.is_nan() {
                sum += term.weight * apart;
                weights += term.weight;
            }
        }
        if weights > 0.0 { sum / weights } else { 1.0 }
    }

    /// The distance on each of `signifiers` chosen signifiers, 0 to 1; `None` when one of the two stories did not answer it. Of several
    /// stones, the mean over those that both placed.
    pub fn apart(&self, first: usize, second: usize, signifiers: usize) -> Vec<Option<f64>> {
        let mut sums = vec![(0.0, 0.0); signifiers];
        for term in &self.terms {
            let apart = term.values.apart(first, second);
            if !apart.is_nan() {
                sums[term.of].0 += term.weight * apart;
                sums[term.of].1 += term.weight;
            }
        }
        sums.into_iter().map(|(sum, weights)| (weights > 0.0).then(|| sum / weights)).collect()
    }
}

impl Values {
    /// The distance of two stories in this term; NaN when one of them did not answer.
    fn apart(&self, first: usize, second: usize) -> f64 {
        match self {
            Self::Line(at) => (at[first] - at[second]).abs(),
            Self::Plane(at) => {
                let (x, y) = (at[first][0] - at[second][0], at[first][1] - at[second][1]);
                (x * x + y * y).sqrt()
            }
            Self::Sets { code, apart } => apart[[code[first] as usize, code[second] as usize]],
            Self::ManySets { code, sets } => match (code[first], code[second]) {
                (0, _) | (_, 0) => MISSING,
                (first, second) => jaccard(&sets[first as usize - 1], &sets[second as usize - 1]),
            },
        }
    }

    fn has(&self, at: usize) -> bool {
        !self.apart(at, at).is_nan()
    }

    fn keep(&mut self, kept: &[usize]) {
        match self {
            Self::Line(values) => *values = kept.iter().map(|&at| values[at]).collect(),
            Self::Plane(values) => *values = kept.iter().map(|&at| values[at]).collect(),
            Self::Sets { code, .. } | Self::ManySets { code, .. } => *code = kept.iter().map(|&at| code[at]).collect(),
        }
    }
}

fn position(parts: u16) -> f64 {
    if parts <= crate::model::WHOLE { unit(parts) } else { MISSING }
}

/// Positions in the square, scaled so that its diagonal is 1.
fn places(stone: &StoneColumn, rows: &[usize]) -> Values {
    let scaled = |parts: u16| if parts == NO_POSITION { MISSING } else { position(parts) / std::f64::consts::SQRT_2 };
    Values::Plane(rows.iter().map(|&row| [scaled(stone.x[row]), scaled(stone.y[row])]).collect())
}

/// The sets of options that occur, and the distances between them; 0 stands for no answer.
fn sets(column: &ChoiceColumn, rows: &[usize]) -> Values {
    let mut own = vec![0u32; column.sets.len() + CHOICE_FIRST_SET as usize];
    let mut occurring = Vec::new();
    let mut code = Vec::with_capacity(rows.len());
    for &row in rows {
        let known = column.code[row];
        let slot = &mut own[known as usize];
        if known >= CHOICE_FIRST_SET && *slot == 0 {
            occurring.push(&column.sets[(known - CHOICE_FIRST_SET) as usize]);
            *slot = occurring.len() as u32;
        }
        code.push(*slot);
    }
    if occurring.len() > TABLED_SETS {
        return Values::ManySets { code, sets: occurring.into_iter().cloned().collect() };
    }
    let sets = occurring.len() + 1;
    let mut apart = Array2::from_elem((sets, sets), MISSING);
    for (i, first) in occurring.iter().enumerate() {
        for (j, second) in occurring.iter().enumerate() {
            apart[[i + 1, j + 1]] = jaccard(first, second);
        }
    }
    Values::Sets { code, apart }
}

/// One minus the share of what both sets have in what one of them has.
fn jaccard(first: &OptionSet, second: &OptionSet) -> f64 {
    let shared = first.options.iter().filter(|option| second.options.binary_search(option).is_ok()).count();
    let shared = shared + usize::from(first.write_in && second.write_in);
    let size = |set: &OptionSet| set.options.len() + usize::from(set.write_in);
    let union = size(first) + size(second) - shared;
    if union == 0 { 0.0 } else { 1.0 - shared as f64 / union as f64 }
}
