//! The bandwidth of a density, the rule that chose it, and what a reader should know about the choice.

use crate::patterns::geometry::lattice::LATTICE;
use crate::patterns::statistics::{BANDWIDTHS, BandwidthRule, FALLBACK_BANDWIDTH, Lscv};

use super::options::DensityOptions;

/// A bandwidth, and how it came about.
pub(super) struct Chosen {
    pub bandwidth: f64,
    /// The rule that chose it; `None` when it was given.
    pub rule: Option<BandwidthRule>,
    /// What a reader should know about the choice.
    pub notes: Vec<String>,
}

impl Chosen {
    /// The bandwidth that was given, or that the rule chooses among `answers`. `lscv` cross-validates; without it, half of
    /// Scott's rule is used whatever was asked. `grid` is a step of the grid on which the density is computed.
    pub fn new(
        asked: &DensityOptions,
        answers: u64,
        half_scott: impl FnOnce() -> f64,
        lscv: Option<impl FnOnce() -> Option<Lscv>>,
        grid: f64,
    ) -> Self {
        let mut notes = Vec::new();
        let (rule, bandwidth) = match (asked.bandwidth, asked.rule, lscv) {
            (Some(given), ..) => (None, given),
            (None, BandwidthRule::HalfScott, _) => (Some(BandwidthRule::HalfScott), half_scott()),
            (None, BandwidthRule::Lscv, None) => {
                notes.push("Cross-validation is for triads only; half of Scott's rule chose the bandwidth.".to_owned());
                (Some(BandwidthRule::HalfScott), half_scott())
            }
            (None, BandwidthRule::Lscv, Some(lscv)) => match lscv() {
                Some(found) => (Some(BandwidthRule::Lscv), found.bandwidth),
                None => {
                    notes.push("Cross-validation needs two answers or more, so it did not choose the bandwidth.".to_owned());
                    (Some(BandwidthRule::HalfScott), half_scott())
                }
            },
        };
        match rule {
            Some(_) if answers < 2 => {
                notes.push(format!("One answer has no spread, so the bandwidth is {FALLBACK_BANDWIDTH} whatever the rule."));
            }
            Some(rule) => notes.extend(at_an_end(rule, bandwidth)),
            None => {}
        }
        if bandwidth < grid {
            notes.push(format!(
                "The bandwidth, {bandwidth:.3}, is finer than the grid, whose steps are {grid:.3}: places within a step are not told apart."
            ));
        }
        Self { bandwidth, rule, notes }
    }
}

/// Says that a rule reached the narrowest or the widest bandwidth that it may choose.
fn at_an_end(rule: BandwidthRule, bandwidth: f64) -> Option<String> {
    let (name, narrowest) = match rule {
        BandwidthRule::HalfScott => ("Half of Scott's rule", *BANDWIDTHS.start()),
        BandwidthRule::Lscv => ("Cross-validation", 1.0 / LATTICE as f64),
    };
    let widest = *BANDWIDTHS.end();
    if bandwidth <= narrowest * (1.0 + 1e-9) {
        Some(format!("{name} reached the narrowest bandwidth it may choose, {narrowest:.3}; a narrower one may fit better."))
    } else if bandwidth >= widest * (1.0 - 1e-9) {
        Some(format!(
            "{name} reached the widest bandwidth it may choose, {widest}; a wider one may fit better, and the density is nearly flat."
        ))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use crate::patterns::geometry::lattice::NODES;
    use crate::patterns::{half_scott, lscv};

    use super::*;

    fn asked(rule: BandwidthRule) -> DensityOptions {
        DensityOptions { rule, ..DensityOptions::default() }
    }

    #[test]
    fn the_rule_that_was_used_is_stated_and_why_when_it_is_not_the_one_that_was_asked_for() {
        let by = |places: &[usize]| {
            let mut counts = vec![0; NODES];
            places.iter().for_each(|&place| counts[place] += 1);
            let n = places.len() as u64;
            let lscv = Some(|| lscv(&counts));
            Chosen::new(&asked(BandwidthRule::Lscv), n, || half_scott((n > 1).then_some(0.08), n), lscv, 1.0 / 64.0)
        };
        let one = by(&[700]);
        assert_eq!((one.rule, one.bandwidth), (Some(BandwidthRule::HalfScott), 0.05));
        assert!(one.notes[0].starts_with("Cross-validation needs two answers"), "{:?}", one.notes);
        let found = |bandwidth: f64| {
            let lscv = Some(|| Some(Lscv { bandwidth, score: 0.0 }));
            Chosen::new(&asked(BandwidthRule::Lscv), 3, || 0.1, lscv, 1.0 / 64.0)
        };
        let widest = found(0.5);
        assert_eq!((widest.rule, widest.bandwidth), (Some(BandwidthRule::Lscv), 0.5));
        assert!(widest.notes[0].contains("reached the widest bandwidth it may choose, 0.5"), "{:?}", widest.notes);
        assert!(found(0.07).notes.is_empty());
        let same = by(&[700, 700, 700]);
        assert_eq!((same.rule, same.bandwidth), (Some(BandwidthRule::Lscv), 1.0 / 64.0));
        assert!(same.notes[0].contains("reached the narrowest"), "{:?}", same.notes);
    }

    #[test]
    fn a_bandwidth_finer_than_the_grid_is_said() {
        let by = |bandwidth: f64| {
            let asked = DensityOptions { bandwidth: Some(bandwidth), ..DensityOptions::default() };
            Chosen::new(&asked, 40, || 0.1, Some(|| None), 1.0 / 64.0)
        };
        assert_eq!((by(0.05).rule, by(0.05).notes.len()), (None, 0));
        assert!(by(0.005).notes[0].contains("0.005, is finer than the grid, whose steps are 0.016"), "{:?}", by(0.005).notes);
        let square = Chosen::new(&asked(BandwidthRule::Lscv), 40, || 0.1, None::<fn() -> Option<Lscv>>, 1.0 / 32.0);
        assert_eq!(square.rule, Some(BandwidthRule::HalfScott));
        assert!(square.notes[0].contains("for triads only"), "{:?}", square.notes);
    }
}
