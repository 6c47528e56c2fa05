//! The distance of two stories over signifiers of every kind (Gower, 1971), what was not answered left out pair by pair.
//!
//! d(i, j) = Σ w·d_s(i, j) / Σ w over the signifiers s that both answered. A triad's part is the distance in the plane
//! with unit side, a dyad's the difference, a stone's the distance in the square divided by its diagonal, a choice's one
//! minus the shared part of the two sets of options (Jaccard). Each is from 0 to 1. Stories that answered nothing in
//! common are 1 apart. The weight of a set of stones is split evenly among its stones.

use super::points::{Chosen, Source, unit};
use crate::patterns::column::{CHOICE_FIRST_SET, ChoiceColumn, NO_POSITION, StoneColumn};
use crate::patterns::lattice::plane;
use crate::patterns::rows::Rows;

/// The place of what was not answered. It never leaves this file.
const MISSING: f64 = f64::NAN;

/// Stories with what is needed to compare them.
pub(super) struct Gower {
    /// Their places in the columns, ascending.
    pub rows: Vec<usize>,
    terms: Vec<Term>,
}

/// One part of the distance.
struct Term {
    weight: f64,
    values: Values,
}

enum Values {
    Line(Vec<f64>),
    Plane(Vec<[f64; 2]>),
    /// Which set each story chose, and how far the sets are from each other.
    Sets {
        code: Vec<u32>,
        apart: Vec<f64>,
        sets: usize,
    },
}

impl Gower {
    /// The stories that answered at least one of the chosen signifiers.
    pub fn new(chosen: &[Chosen<'_>], rows: &Rows) -> Self {
        let mut terms: Vec<Term> = Vec::new();
        let all: Vec<usize> = rows.places().collect();
        for one in chosen {
            let weight = one.weight;
            match &one.source {
                Source::Triad(column) => {
                    let place = |&row: &usize| match column.is_answered(row) {
                        true => plane(column.parts(row).map(unit)),
                        false => [MISSING; 2],
                    };
                    terms.push(Term { weight, values: Values::Plane(all.iter().map(place).collect()) });
                }
                Source::Dyad(column) => {
                    let position = |&row: &usize| position(column.position[row]);
                    terms.push(Term { weight, values: Values::Line(all.iter().map(position).collect()) });
                }
                Source::Stones(stones) => {
                    let weight = weight / stones.len() as f64;
                    terms.extend(stones.iter().map(|stone| Term { weight, values: places(stone, &all) }));
                }
                Source::Choice(column) => terms.push(Term { weight, values: sets(column, &all) }),
            }
        }
        let kept: Vec<usize> = (0..all.len()).filter(|&at| terms.iter().any(|term| term.values.has(at))).collect();
        if kept.len() < all.len() {
            terms.iter_mut().for_each(|term| term.values.keep(&kept));
        }
        Self { rows: kept.into_iter().map(|at| all[at]).collect(), terms }
    }

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
}

impl Values {
    /// How far two stories are apart, unless one of them did not answer.
    fn apart(&self, first: usize, second: usize) -> f64 {
        match self {
            Self::Line(at) => (at[first] - at[second]).abs(),
            Self::Plane(at) => {
                let (x, y) = (at[first][0] - at[second][0], at[first][1] - at[second][1]);
                (x * x + y * y).sqrt()
            }
            Self::Sets { code, apart, sets } => apart[code[first] as usize * sets + code[second] as usize],
        }
    }

    fn has(&self, at: usize) -> bool {
        !self.apart(at, at).is_nan()
    }

    fn keep(&mut self, kept: &[usize]) {
        match self {
            Self::Line(values) => *values = kept.iter().map(|&at| values[at]).collect(),
            Self::Plane(values) => *values = kept.iter().map(|&at| values[at]).collect(),
            Self::Sets { code, .. } => *code = kept.iter().map(|&at| code[at]).collect(),
        }
    }
}

fn position(parts: u16) -> f64 {
    if parts <= crate::model::WHOLE { unit(parts) } else { MISSING }
}

/// Places in the square, scaled so that its diagonal is 1.
fn places(stone: &StoneColumn, rows: &[usize]) -> Values {
    let scaled = |parts: u16| if parts == NO_POSITION { MISSING } else { position(parts) / std::f64::consts::SQRT_2 };
    Values::Plane(rows.iter().map(|&row| [scaled(stone.x[row]), scaled(stone.y[row])]).collect())
}

/// Only the sets that occur are compared with each other; 0 stands for no answer.
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
    let sets = occurring.len() + 1;
    let mut apart = vec![MISSING; sets * sets];
    for (i, first) in occurring.iter().enumerate() {
        for (j, second) in occurring.iter().enumerate() {
            let shared = first.options.iter().filter(|option| second.options.contains(option)).count();
            let shared = shared + usize::from(first.write_in && second.write_in);
            let size = |set: &super::OptionSet| set.options.len() + usize::from(set.write_in);
            let union = size(first) + size(second) - shared;
            apart[(i + 1) * sets + j + 1] = if union == 0 { 0.0 } else { 1.0 - shared as f64 / union as f64 };
        }
    }
    Values::Sets { code, apart, sets }
}
