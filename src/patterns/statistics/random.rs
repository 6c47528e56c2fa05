//! Seeded random numbers that are the same on every machine and with every version of every library.

use std::sync::{LazyLock, OnceLock};

/// SplitMix64 (Steele, Lea, Flood, 2014).
#[derive(Clone, Debug)]
pub(in crate::patterns) struct Random(u64);

impl Random {
    /// The generator with this seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A whole number below `end`, which must not be 0 (Lemire's multiplication; the bias is below 2⁻³² for ends below 2³²).
    pub fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    /// Like [`Random::below`], with the index of the one of `parts` equal parts of the range that contains it.
    pub fn below_with_part(&mut self, end: usize, parts: usize) -> (usize, usize) {
        let drawn = u128::from(self.next());
        (((drawn * end as u128) >> 64) as usize, ((drawn * parts as u128) >> 64) as usize)
    }

    /// A number in [0, 1), with 53 random bits.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
    }

    /// A standard normal number (Box & Muller, 1958; the second of each pair is not used).
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.unit()).cos()
    }

    /// A binomial number: successes in `n` independent trials with probability `p`.
    pub fn binomial(&mut self, n: u32, p: f64) -> u32 {
        match p {
            p if n == 0 || p <= 0.0 => 0,
            p if p > 0.5 => n - Binomial::new(n, 1.0 - p).draw(self),
            p => Binomial::new(n, p).draw(self),
        }
    }

    /// A Poisson number with this mean.
    pub fn poisson(&mut self, mean: u32) -> u32 {
        let (times, rest) = (mean as usize / STEP, mean as usize % STEP);
        // The largest table is used repeatedly for larger means, which are rare.
        let most = POISSON.len() - STEP;
        let mut drawn = law_of_poisson(rest).draw(self);
        for _ in 0..times / most {
            drawn += law_of_poisson(STEP - 1 + most).draw(self);
        }
        if times % most > 0 {
            drawn += law_of_poisson(STEP - 1 + times % most).draw(self);
        }
        drawn
    }

    /// Another stream, for the part `part` of the work. It depends only on the seed and the part, and not on earlier draws.
    pub fn stream(&self, part: u64) -> Self {
        let mut other = Self(self.0 ^ part.wrapping_add(1).wrapping_mul(0xD6E8_FEB8_6659_FD93));
        other.next();
        Self(other.next())
    }

    /// `size` of the numbers 0 … `of` − 1 without replacement, each set equally likely, ascending (Floyd's method).
    pub fn sample(&mut self, of: usize, size: usize) -> Vec<usize> {
        if size >= of {
            return (0..of).collect();
        }
        let mut taken = vec![false; of];
        for end in of - size..of {
            let drawn = self.below(end + 1);
            let place = if taken[drawn] { end } else { drawn };
            taken[place] = true;
        }
        (0..of).filter(|&place| taken[place]).collect()
    }
}

/// The step between the larger tables: any number is a multiple of it and a rest.
const STEP: usize = 64;

/// The Poisson distributions with the means 0 … 63, and 64, 2·64, … 256·64.
static POISSON: [OnceLock<Alias>; STEP + 256] = [const { OnceLock::new() }; STEP + 256];

fn law_of_poisson(place: usize) -> &'static Alias {
    let mean = if place < STEP { place } else { (place - STEP + 1) * STEP };
    POISSON[place].get_or_init(|| Alias::poisson(mean as f64))
}

/// Binomial distributions with a fixed probability, precomputed for every n up to a maximum, for drawing millions of numbers. n
/// trials are a multiple of 64 and a rest, each with its own table, so a few hundred tables and two lookups are enough.
#[derive(Clone, Debug)]
pub(super) struct Successes {
    whole: Vec<Alias>,
    rest: Vec<Alias>,
}

impl Successes {
    /// Distributions for up to `most` trials with probability `p`, 0 ≤ p ≤ 1.
    pub fn new(most: u32, p: f64) -> Self {
        let law = |n: usize| Alias::binomial(n as u32, p);
        let most = most as usize;
        Self {
            whole: (0..=most / STEP).map(|times| law(times * STEP)).collect(),
            rest: (0..STEP.min(most + 1)).map(law).collect(),
        }
    }

    /// The number of successes in `n` trials; `n` must not be above `most`.
    pub fn draw(&self, n: u32, random: &mut Random) -> u32 {
        let n = n as usize;
        self.whole[n / STEP].draw(random) + self.rest[n % STEP].draw(random)
    }
}

/// A distribution on whole numbers with draws by a single table lookup (Walker, 1974; built as by Vose, 1991).
#[derive(Clone, Debug)]
struct Alias {
    /// The value of the first slot.
    first: u32,
    /// For each slot: the threshold, in 2⁻³², up to which it gives its own value, and the slot whose value it gives above. Eight
    /// bytes, so that the tables of a comparison stay in the cache.
    slots: Vec<(u32, u32)>,
}

impl Alias {
    /// The binomial distribution of `n` trials.
    fn binomial(n: u32, p: f64) -> Self {
        if n == 0 || p <= 0.0 || p >= 1.0 {
            return Self { first: if p >= 1.0 { n } else { 0 }, slots: Vec::new() };
        }
        let (trials, odds) = (f64::from(n), p / (1.0 - p));
        let mode = (((trials + 1.0) * p) as u32).min(n);
        Self::around(mode, |k| odds * (trials - f64::from(k)) / (f64::from(k) + 1.0))
    }

    /// The Poisson distribution with this mean.
    fn poisson(mean: f64) -> Self {
        Self::around(mean as u32, |k| mean / (f64::from(k) + 1.0))
    }

    /// The distribution with this mode, where `ratio` gives P(k + 1)/P(k). Values that are less likely than the mode by a
    /// factor of 10²⁰ are left out.
    fn around(mode: u32, ratio: impl Fn(u32) -> f64) -> Self {
        const LEAST: f64 = 1e-20;
        let mut weights: Vec<f64> = Vec::new();
        let (mut first, mut weight) = (mode, 1.0);
        while first > 0 {
            weight /= ratio(first - 1);
            if weight < LEAST {
                break;
            }
            weights.push(weight);
            first -= 1;
        }
        weights.reverse();
        (weight, weights) = (1.0, [weights, vec![1.0]].concat());
        for k in mode.. {
            weight *= ratio(k);
            if weight < LEAST {
                break;
            }
            weights.push(weight);
        }
        Self { first, slots: slots(&weights) }
    }

    fn draw(&self, random: &mut Random) -> u32 {
        if self.slots.len() < 2 {
            return self.first;
        }
        let place = u128::from(random.next()) * self.slots.len() as u128;
        let (slot, within) = ((place >> 64) as u32, (place >> 32) as u32);
        let (own, other) = self.slots[slot as usize];
        self.first + if within < own { slot } else { other }
    }
}

/// The slots of a distribution with these weights, of which at least one must be above 0.
fn slots(weights: &[f64]) -> Vec<(u32, u32)> {
    let mean = weights.iter().sum::<f64>() / weights.len() as f64;
    let mut left: Vec<f64> = weights.iter().map(|weight| weight / mean).collect();
    let mut slots: Vec<(u32, u32)> = (0..weights.len() as u32).map(|slot| (u32::MAX, slot)).collect();
    let (mut small, mut large): (Vec<u32>, Vec<u32>) = (0..weights.len() as u32).partition(|&slot| left[slot as usize] < 1.0);
    while let (Some(&under), Some(&over)) = (small.last(), large.last()) {
        small.pop();
        let own = left[under as usize];
        slots[under as usize] = ((own * 2f64.powi(32)) as u32, over);
        left[over as usize] -= 1.0 - own;
        if left[over as usize] < 1.0 {
            large.pop();
            small.push(over);
        }
    }
    slots
}

/// The binomial distribution of n trials with probability p ≤ ½, prepared for drawing. Below ten expected successes by
/// inversion, otherwise by transformed rejection (algorithm BTRS; Hörmann, 1993); both are exact.
#[derive(Clone, Copy, Debug)]
struct Binomial {
    trials: f64,
    odds: f64,
    /// The probability of no success; 0 when drawing by rejection.
    none: f64,
    a: f64,
    b: f64,
    centre: f64,
    squeeze: f64,
    alpha: f64,
    mode: f64,
    log_odds: f64,
    /// ln of mode!·(n − mode)!
    log_height: f64,
}

impl Binomial {
    /// The distribution of `n` trials with probability `p`.
    pub fn new(n: u32, p: f64) -> Self {
        let trials = f64::from(n);
        let deviation = (trials * p * (1.0 - p)).sqrt();
        let b = 1.15 + 2.53 * deviation;
        let mode = ((trials + 1.0) * p).floor();
        Self {
            trials,
            odds: p / (1.0 - p),
            none: if trials * p < 10.0 { (1.0 - p).powf(trials) } else { 0.0 },
            a: -0.0873 + 0.0248 * b + 0.01 * p,
            b,
            centre: trials * p + 0.5,
            squeeze: 0.92 - 4.2 / b,
            alpha: (2.83 + 5.1 / b) * deviation,
            mode,
            log_odds: (p / (1.0 - p)).ln(),
            log_height: log_factorial(mode) + log_factorial(trials - mode),
        }
    }

    /// A random number of successes.
    pub fn draw(&self, random: &mut Random) -> u32 {
        if self.none > 0.0 { self.by_inversion(random) } else { self.by_rejection(random) }
    }

    fn by_inversion(&self, random: &mut Random) -> u32 {
        let step = (self.trials + 1.0) * self.odds;
        loop {
            let (mut left, mut mass, mut x) = (random.unit(), self.none, 0.0);
            while left > mass && x < self.trials {
                left -= mass;
                x += 1.0;
                mass *= step / x - self.odds;
            }
            if left <= mass {
                return x as u32;
            }
        }
    }

    fn by_rejection(&self, random: &mut Random) -> u32 {
        let Self { trials, a, b, mode, .. } = *self;
        loop {
            let (u, v) = (random.unit() - 0.5, 1.0 - random.unit());
            let margin = 0.5 - u.abs();
            let place = (2.0 * a / margin + b) * u + self.centre;
            if margin >= 0.07 && v <= self.squeeze {
                return place as u32;
            }
            if !(0.0..trials + 1.0).contains(&place) {
                continue;
            }
            let k = f64::from(place as u32);
            let drawn = (v * self.alpha / (a / (margin * margin) + b)).ln();
            let bound = self.log_height - log_factorial(k) - log_factorial(trials - k) + (k - mode) * self.log_odds;
            if drawn <= bound {
                return k as u32;
            }
        }
    }
}

/// ln k! for k below 16,384.
static LOG_FACTORIALS: LazyLock<Vec<f64>> = LazyLock::new(|| {
    let mut sum = 0.0;
    let next = |k: u32| {
        sum += f64::from(k.max(1)).ln();
        sum
    };
    (0..1 << 14).map(next).collect()
});

/// ln k! of a whole number: from the table, or by Stirling's series, which is exact to sixteen digits there.
fn log_factorial(k: f64) -> f64 {
    LOG_FACTORIALS.get(k as usize).copied().unwrap_or_else(|| {
        (k + 0.5) * k.ln() - k + 0.5 * std::f64::consts::TAU.ln() + 1.0 / (12.0 * k) - 1.0 / (360.0 * k * k * k)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_has_its_size_ascends_and_repeats() {
        let sample = Random::new(7).sample(1_000, 300);
        assert_eq!(sample.len(), 300);
        assert!(sample.is_sorted_by(|a, b| a < b) && sample[299] < 1_000);
        assert_eq!(sample, Random::new(7).sample(1_000, 300));
        assert_ne!(sample, Random::new(8).sample(1_000, 300));
        assert_eq!(Random::new(7).sample(3, 9), [0, 1, 2]);
    }

    #[test]
    fn every_number_is_drawn_about_equally_often() {
        let mut counts = [0u32; 10];
        let mut random = Random::new(1);
        (0..10_000).for_each(|_| random.sample(10, 3).into_iter().for_each(|drawn| counts[drawn] += 1));
        assert!(counts.iter().all(|&count| (2_800..3_200).contains(&count)), "{counts:?}");
    }

    #[test]
    fn binomial_and_normal_draws_have_their_means_and_variances() {
        let mut random = Random::new(5);
        let repeats = 40_000;
        let mut check = |draw: &mut dyn FnMut(&mut Random) -> f64, mean: f64, variance: f64| {
            let drawn: Vec<f64> = (0..repeats).map(|_| draw(&mut random)).collect();
            let found = drawn.iter().sum::<f64>() / f64::from(repeats);
            let spread = drawn.iter().map(|x| (x - found).powi(2)).sum::<f64>() / f64::from(repeats);
            assert!((found - mean).abs() < 4.5 * (variance / f64::from(repeats)).sqrt(), "{found}, not {mean}");
            assert!((spread / variance - 1.0).abs() < 0.05, "{spread}, not {variance}");
        };
        for (n, p) in [(1, 0.3), (7, 0.5), (40, 0.1), (40, 0.45), (300, 0.92), (20_000, 0.31)] {
            let trials = f64::from(n);
            check(&mut |random| f64::from(random.binomial(n, p)), trials * p, trials * p * (1.0 - p));
        }
        for (n, p) in [(1, 0.3), (7, 0.5), (64, 0.1), (65, 0.9), (300, 0.45), (20_000, 0.31)] {
            let (trials, laws) = (f64::from(n), Successes::new(n + 9, p));
            check(&mut |random| f64::from(laws.draw(n, random)), trials * p, trials * p * (1.0 - p));
        }
        for mean in [1, 63, 64, 700, 70_000] {
            check(&mut |random| f64::from(random.poisson(mean)), f64::from(mean), f64::from(mean));
        }
        check(&mut Random::normal, 0.0, 1.0);
        assert_eq!((Random::new(1).binomial(0, 0.5), Random::new(1).binomial(9, 1.0)), (0, 9));
        let certain = |p: f64| Successes::new(70, p).draw(70, &mut Random::new(1));
        assert_eq!((certain(0.0), certain(1.0), random.poisson(0)), (0, 70, 0));
    }

    #[test]
    fn a_table_gives_each_number_of_successes_with_its_probability() {
        for (n, p) in [(1, 0.25), (12, 0.3), (64, 0.02), (640, 0.4)] {
            let law = Alias::binomial(n, p);
            let slots = law.slots.len() as f64;
            let mut found = vec![0.0; n as usize + 1];
            for (slot, &(own, other)) in (0..).zip(&law.slots) {
                let own = f64::from(own) / 2f64.powi(32);
                found[(law.first + slot) as usize] += own / slots;
                found[(law.first + other) as usize] += (1.0 - own) / slots;
            }
            for (k, found) in found.into_iter().enumerate() {
                let k = k as f64;
                let choose = log_factorial(f64::from(n)) - log_factorial(k) - log_factorial(f64::from(n) - k);
                let wanted = (choose + k * p.ln() + (f64::from(n) - k) * (1.0 - p).ln()).exp();
                assert!((found - wanted).abs() < 1e-9, "{k} of {n}: {found}, not {wanted}");
            }
        }
    }
}
