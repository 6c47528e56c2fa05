//! Seeded draws: from weights, around a middle, in a triangle.

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::truth::Weights;

/// The random numbers of one part of one story: the same for the same seed, whichever thread makes the story.
pub fn numbers(seed: u64, story: u64, part: u64) -> StdRng {
    let state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let state = state.wrapping_add(story.wrapping_mul(0xD6E8_FEB8_6659_FD93));
    StdRng::seed_from_u64(state ^ part.wrapping_mul(0xBF58_476D_1CE4_E5B9))
}

/// Places that are drawn by their weights.
#[derive(Clone, Debug, Default)]
pub struct Lot {
    /// Running sums of the weights.
    sums: Vec<f64>,
}

impl Lot {
    /// Draws each place as often as its weight says.
    pub fn of(weights: impl IntoIterator<Item = f64>) -> Self {
        let mut sum = 0.0;
        let add = |weight: f64| {
            sum += weight.max(0.0);
            sum
        };
        Self { sums: weights.into_iter().map(add).collect() }
    }

    /// Draws the names by their weights; a name without a weight is not drawn, and all alike if none has one.
    pub fn among(names: &[String], weights: &Weights) -> Self {
        let known = names.iter().map(|name| weights.get(name).copied().unwrap_or(0.0));
        let lot = Self::of(known);
        if lot.sums.last().is_some_and(|sum| *sum > 0.0) { lot } else { Self::of(names.iter().map(|_| 1.0)) }
    }

    /// A place; 0 when there is none to draw.
    pub fn draw(&self, rng: &mut StdRng) -> usize {
        let end = self.sums.last().copied().unwrap_or(0.0);
        let drawn = rng.random::<f64>() * end;
        self.sums.partition_point(|sum| *sum <= drawn).min(self.sums.len().saturating_sub(1))
    }
}

/// One of some things, all alike.
pub fn any<'a, T>(rng: &mut StdRng, of: &'a [T]) -> Option<&'a T> {
    if of.is_empty() { None } else { of.get(rng.random_range(0..of.len())) }
}

/// A number with this mean and about this standard deviation: a sum of four uniform ones, so never further off than 3.5 of it.
pub fn near(rng: &mut StdRng, middle: f64, spread: f64) -> f64 {
    let noise: f64 = (0..4).map(|_| rng.random::<f64>() - 0.5).sum();
    middle + noise * spread * 3f64.sqrt()
}

/// A position between two ends, in ten-thousandths of the whole.
pub fn position(rng: &mut StdRng, middle: f64, spread: f64) -> f64 {
    (near(rng, middle, spread) * 10_000.0).round().clamp(0.0, 10_000.0) / 10_000.0
}

/// Weights near a corner. Some people go all the way.
pub fn near_corner(rng: &mut StdRng, corner: usize) -> [f64; 3] {
    const ALL_THE_WAY: f64 = 0.03;
    let all = rng.random_bool(ALL_THE_WAY);
    let main = if all { 1.0 } else { near(rng, 0.8, 0.09).clamp(0.5, 1.0) };
    let share = rng.random_range(0.15..0.85);
    let mut weights = [0.0; 3];
    weights[corner % 3] = main;
    weights[(corner + 1) % 3] = (1.0 - main) * share;
    weights[(corner + 2) % 3] = (1.0 - main) * (1.0 - share);
    weights
}

/// Weights anywhere in the triangle, all places alike.
pub fn anywhere(rng: &mut StdRng) -> [f64; 3] {
    // Exponential variates; normalised, three of them are uniform in the triangle.
    let weights = [0; 3].map(|_| -(1.0 - rng.random::<f64>()).ln() + 1e-9);
    let sum: f64 = weights.iter().sum();
    weights.map(|weight| weight / sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_drawn_as_often_as_their_weights_say() {
        let (mut rng, lot) = (numbers(1, 2, 3), Lot::of([1.0, 0.0, 3.0]));
        let mut drawn = [0; 3];
        (0..4_000).for_each(|_| drawn[lot.draw(&mut rng)] += 1);
        assert!(drawn[1] == 0 && (900..1_100).contains(&drawn[0]), "{drawn:?}");
        let names = ["a", "b"].map(str::to_owned);
        let other = Lot::among(&names, &Weights::from([("c".to_owned(), 1.0)]));
        assert!((0..100).any(|_| other.draw(&mut rng) == 1), "without a known name, all are alike");
        assert_eq!(Lot::default().draw(&mut rng), 0);
    }

    #[test]
    fn points_lie_in_the_triangle_and_those_near_a_corner_mostly_in_its_zone() {
        let mut rng = numbers(1, 1, 1);
        let mut inside = 0;
        for _ in 0..1_000 {
            for weights in [anywhere(&mut rng), near_corner(&mut rng, 1)] {
                assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-9 && weights.iter().all(|weight| *weight >= 0.0));
            }
            inside += u32::from(near_corner(&mut rng, 2)[2] >= 0.6);
        }
        assert!(inside > 960, "{inside}");
    }

    #[test]
    fn numbers_differ_by_seed_story_and_part() {
        let first = |seed, story, part| numbers(seed, story, part).random::<u64>();
        let all = [first(1, 1, 1), first(2, 1, 1), first(1, 2, 1), first(1, 1, 2)];
        assert!((1..4).all(|place| !all[..place].contains(&all[place])) && first(1, 1, 1) == all[0]);
    }
}
