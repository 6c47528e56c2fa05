//! Energy distances between groups, and their effects.

use ndarray::Array2;

/// The energy distances of several groups.
pub(super) struct Energies {
    /// Σ n_g/2·|Lᵀ(p_g − p)|² with p the shares of all together, which is Σ n_g·n_h/(2n)·ℰ(g, h) over pairs.
    pub between: f64,
    /// Mean distances within each group, all pairs.
    pub(super) within: Vec<f64>,
    /// Mean distances between groups, groups × groups.
    pub(super) across: Array2<f64>,
    pub(super) sizes: Vec<f64>,
    /// Pairs of answers that are not independent; see [`Tally::together`](super::permutation::Tally::together).
    pub(super) together: Option<Array2<[f64; 2]>>,
}

impl Energies {
    /// ℰ of two groups.
    pub fn pair(&self, g: usize, h: usize) -> f64 {
        (2.0 * self.across[[g, h]] - self.within[g] - self.within[h]).max(0.0)
    }

    /// The largest mean distance between two groups, or within one.
    pub fn widest(&self) -> f64 {
        self.across.iter().copied().fold(0.0, f64::max)
    }

    /// ℰ without the part due to chance: means within groups are over pairs of different answers.
    fn unbiased(&self, g: usize, h: usize) -> f64 {
        let Some(together) = &self.together else {
            let without_self = |g: usize| self.within[g] * self.sizes[g] / (self.sizes[g] - 1.0);
            return 2.0 * self.across[[g, h]] - without_self(g) - without_self(h);
        };
        // Where answers are not independent, means are over pairs of independent answers.
        let apart = |mean: f64, g: usize, h: usize| {
            let ([number, sum], all) = (together[[g, h]], self.sizes[g] * self.sizes[h]);
            (mean * all - sum) / (all - number)
        };
        2.0 * apart(self.across[[g, h]], g, h) - apart(self.within[g], g, g) - apart(self.within[h], h, h)
    }

    /// Sets which answers are not independent.
    pub fn with(mut self, together: Option<Array2<[f64; 2]>>) -> Self {
        self.together = together;
        self
    }

    /// The effect of a bootstrap sample of these groups. Resampling raises ℰ by chance as much again as sampling did, so this
    /// is subtracted.
    pub fn effect_of_sample(&self, sample: &Self, g: usize, h: usize) -> Option<f64> {
        let bias = self.pair(g, h) - self.unbiased(g, h);
        if self.together.is_none() {
            return sample.effect_less(g, h, bias);
        }
        let distance = 2.0 * sample.across[[g, h]];
        Some(if distance > 0.0 { ((sample.pair(g, h) - 2.0 * bias) / distance).clamp(0.0, 1.0).sqrt() } else { 0.0 })
    }

    /// √(ℰ / 2E|X − Y|), from 0 for equal distributions to 1 for groups that are each at a single, different point, with ℰ
    /// unbiased and not below 0. For a small shift along a line it is about half of Cohen's d, as are Cliff's δ and Cramér's V;
    /// in the plane it is slightly more than a third of it. So effects on different kinds of signifiers can be ranked only
    /// roughly.
    pub fn effect(&self, g: usize, h: usize) -> Option<f64> {
        self.effect_less(g, h, 0.0)
    }

    /// The same with `less` subtracted from ℰ.
    fn effect_less(&self, g: usize, h: usize, less: f64) -> Option<f64> {
        let (distance, enough) = (2.0 * self.across[[g, h]], self.sizes[g].min(self.sizes[h]) > 1.0);
        let independent = |together: &Array2<[f64; 2]>| {
            [(g, g), (h, h), (g, h)].iter().all(|&(g, h)| together[[g, h]][0] < self.sizes[g] * self.sizes[h])
        };
        if !enough || !self.together.as_ref().is_none_or(independent) {
            return None;
        }
        let excess = self.unbiased(g, h) - less;
        // Groups that are each at a single point reach 1, and rounding must not exceed it.
        Some(if distance > 0.0 { (excess / distance).clamp(0.0, 1.0).sqrt() } else { 0.0 })
    }
}
