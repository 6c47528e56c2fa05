//! How groups differ on a triad.

use ndarray::{Array2, ArrayView2};
use rayon::prelude::*;

use crate::model::{WHOLE, Zone};
use crate::patterns::columns::{Replies, State, TriadColumn};
use crate::patterns::geometry::ilr_inverse;
use crate::patterns::geometry::lattice::plane;
use crate::patterns::statistics::{ratio, tables};

use super::context::{Context, holding, interval};
use super::difference::{EnergyPair, TableCell, TableDifference, TriadDifference};
use super::energies::Energies;
use super::energy::{self, EXACT, Geometry, TRIANGLE, triangle_node};
use super::evidence::{Effect, Measure, Test, TestName};
use super::permutation::Tally;
use super::result::Finding;
use super::spread::Values;

/// Bootstrap samples of an energy distance.
const ENERGY_SAMPLES: u32 = 199;

impl Context<'_> {
    pub(super) fn triad(&self, id: &str, column: &TriadColumn) -> (TriadDifference, Finding) {
        let (rows, answered) = self.answered(&column.zone, State::of_zone);

        let nodes = self.tally(&rows, 861, |row| triangle_node(column.parts(row)));
        let place = |row: u32| plane(column.parts(row as usize).map(|part| f64::from(part) / f64::from(WHOLE)));
        let (energy, pairs) = self.energy(&TRIANGLE, &nodes, &rows, TestName::Energy, 1, place);

        let points: Vec<Vec<[f64; 2]>> = rows
            .par_iter()
            .map(|rows| rows.iter().map(|&row| [column.z1[row as usize], column.z2[row as usize]]).collect())
            .collect();
        let means: Vec<Option<[f64; 2]>> = points.iter().map(|points| mean(points)).collect();
        let distances: Vec<Vec<[f64; 1]>> = points.iter().zip(&means).map(|(points, mean)| distances(points, *mean)).collect();
        let dispersion = distances.iter().map(|own| mean_of(own)).collect::<Vec<_>>();
        let (permanova, r_squared) = self.variance(&rows, points, TestName::Permanova, 2);
        let (permdisp, _) = self.variance(&rows, distances, TestName::Permdisp, 3);
        let zones = self.zones(column, &rows, &answered);

        let finding = Finding {
            signifier: id.to_owned(),
            stone: None,
            effect: furthest(&pairs),
            test: TestName::Energy,
            p: energy.p,
            p_adjusted: None,
            too_few: Vec::new(),
            sentence: String::new(),
            warnings: self.warnings(answered.iter().copied()),
        };
        let difference = TriadDifference {
            groups: self.by_group(answered),
            centres: self.by_group(means.into_iter().map(|mean| mean.map(ilr_inverse))),
            energy,
            permanova,
            r_squared,
            permdisp,
            dispersion: self.by_group(dispersion),
            zones,
            pairs,
        };
        (difference, finding)
    }

    /// The energy test and all pairs, for points in a triangle or a square.
    pub(super) fn energy(
        &self,
        geometry: &Geometry,
        tally: &Tally,
        rows: &[Vec<u32>],
        name: TestName,
        test: u64,
        place: impl Fn(u32) -> [f64; 2],
    ) -> (Test, Vec<EnergyPair>) {
        let together = tally.together(|first, second| geometry.between_nodes(first, second));
        let found = geometry.energies(&tally.groups).with(together);
        let filled = rows.iter().filter(|rows| !rows.is_empty()).count();
        let all: usize = rows.iter().map(Vec::len).sum();
        let test_result = if filled < 2 || all < 3 {
            Test::none(name)
        } else if found.widest() <= 1e-9 {
            // Answers that are all at one point cannot be tested.
            Test { statistic: Some(0.0), ..Test::none(name) }
        } else {
            // Permutations are computed to seven digits; differences below 10⁻⁵ count as equal.
            let reached =
                tally.at_least(found.between * (1.0 - 1e-5), self.draws(self.permutations, self.seed(test)), |deals| {
                    geometry.between(deals)
                });
            Test::permuted(name, found.between, reached, self.permutations)
        };
        let intervals = self.energy_intervals(geometry, tally, &found, self.seed(test + 100));
        let exact = all <= EXACT;
        let places: Vec<Vec<[f64; 2]>> =
            if exact { rows.iter().map(|rows| rows.iter().map(|&row| place(row)).collect()).collect() } else { Vec::new() };
        let pairs = self.pairs().zip(intervals).map(|((g, h), interval)| {
            let both = !rows[g].is_empty() && !rows[h].is_empty();
            let on_lattice = both.then(|| found.pair(g, h));
            EnergyPair {
                between: self.names(g, h),
                energy: if exact && both { Some(energy::exact(&places[g], &places[h])) } else { on_lattice },
                exact,
                on_lattice,
                effect: found.effect(g, h),
                interval,
            }
        });
        (test_result, pairs.collect())
    }

    /// Intervals of the pairs' effects.
    fn energy_intervals(&self, geometry: &Geometry, tally: &Tally, found: &Energies, seed: u64) -> Vec<Option<[f64; 2]>> {
        let pairs: Vec<(usize, usize)> = self.pairs().collect();
        let of_all = |samples: &[Array2<u32>]| {
            let effects = |drawn: Energies| pairs.iter().map(|&(g, h)| found.effect_of_sample(&drawn, g, h)).collect();
            geometry.quick_energies(samples).into_iter().map(effects).collect()
        };
        let drawn: Vec<Vec<Option<f64>>> = tally.bootstrap(self.draws(ENERGY_SAMPLES, seed), of_all);
        let of = |(at, &(g, h)): (usize, &(usize, usize))| {
            let effect = found.effect(g, h).filter(|_| tally.can_be_drawn(g) && tally.can_be_drawn(h))?;
            holding(interval(drawn.iter().filter_map(|effects| effects[at]).collect())?, effect, tally.is_blocked())
        };
        pairs.iter().enumerate().map(of).collect()
    }

    fn variance<const D: usize>(
        &self,
        rows: &[Vec<u32>],
        groups: Vec<Vec<[f64; D]>>,
        name: TestName,
        test: u64,
    ) -> (Test, Option<f64>) {
        let members = self.members(rows);
        let values = Values::new(groups, members.as_deref());
        let Some(found) = values.observed() else { return (Test::none(name), None) };
        let Some(f) = found.f else { return (Test::none(name), Some(found.r_squared)) };
        let reached = values.at_least(&found, self.draws(self.permutations, self.seed(test)));
        (Test::permuted(name, f, reached, self.permutations), Some(found.r_squared))
    }

    fn zones(&self, column: &TriadColumn, rows: &[Vec<u32>], answered: &[Replies]) -> TableDifference {
        let tally = self.tally(rows, Zone::ALL.len(), |row| u16::from(column.zone[row]));
        let (test, cramers_v, interval) = self.table(TestName::Zones, &tally, self.seed(4));
        let names = Zone::ALL.into_iter().map(|zone| zone.name(column.corners()));
        let of: Vec<u64> = answered.iter().map(|group| group.answered).collect();
        TableDifference { test, cramers_v, interval, cells: self.cells(names, tally.groups.view(), &of) }
    }

    /// The cells of a table by column, each with every group's count.
    pub(super) fn cells(
        &self,
        names: impl Iterator<Item = String>,
        table: ArrayView2<'_, u32>,
        of: &[u64],
    ) -> crate::patterns::ordered::Ordered<Vec<TableCell>> {
        let residuals = tables::adjusted_residuals(table);
        let cell = |group: usize, column: usize| TableCell {
            group: self.groups[group].name.to_owned(),
            count: u64::from(table[[group, column]]),
            share: ratio(u64::from(table[[group, column]]), of[group]),
            residual: residuals[[group, column]],
        };
        names.enumerate().map(|(column, name)| (name, (0..table.nrows()).map(|group| cell(group, column)).collect())).collect()
    }
}

/// The pair that is furthest apart.
pub(super) fn furthest(pairs: &[EnergyPair]) -> Effect {
    let size = |pair: &EnergyPair| pair.effect.unwrap_or(-1.0);
    let found = pairs.iter().reduce(|best, pair| if size(pair) > size(best) { pair } else { best });
    let found = found.filter(|pair| pair.effect.is_some());
    Effect {
        measure: Measure::Energy,
        size: found.and_then(|pair| pair.effect),
        interval: found.and_then(|pair| pair.interval),
        between: found.map(|pair| pair.between.clone()),
    }
}

fn mean(points: &[[f64; 2]]) -> Option<[f64; 2]> {
    let first = points.first()?;
    // Relative to the first, so that equal points have exactly that mean.
    Some([0, 1].map(|k| first[k] + points.iter().map(|point| point[k] - first[k]).sum::<f64>() / points.len() as f64))
}

fn distances(points: &[[f64; 2]], mean: Option<[f64; 2]>) -> Vec<[f64; 1]> {
    let Some(mean) = mean else { return Vec::new() };
    points.iter().map(|point| [((point[0] - mean[0]).powi(2) + (point[1] - mean[1]).powi(2)).sqrt()]).collect()
}

fn mean_of(values: &[[f64; 1]]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().map(|value| value[0]).sum::<f64>() / values.len() as f64)
}
