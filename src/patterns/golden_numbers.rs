//! Answers generated exactly as in `tests/golden/shared.py`, so that large cases need no file.

use crate::model::WHOLE;

/// Knuth's linear congruential generator; the upper bits of its state.
pub(super) struct Numbers(u64);

/// One story's answers.
pub(super) struct Story {
    pub triad: [u16; 3],
    pub dyad: u64,
    pub stone: [u64; 2],
    pub options: Vec<u64>,
}

impl Numbers {
    /// The generator with this seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A whole number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    /// The answers of the next story; `group`, `shift` and `same` as in the script.
    pub fn answers(&mut self, group: u64, shift: bool, same: bool) -> Story {
        let whole = u64::from(WHOLE);
        let (u, v) = (self.below(10_001), self.below(10_001));
        let (low, high) = (u.min(v), u.max(v));
        let (mut b, mut c) = (high - low, whole - high);
        match self.below(10) {
            0 => b = 0,
            1 => (b, c) = (0, 0),
            _ => {}
        }
        let mut dyad = self.below(10_001);
        if self.below(5) == 0 {
            dyad = dyad / 1_000 * 1_000;
        }
        let mut stone = [self.below(10_001), self.below(10_001)];
        let mut options = [self.below(4), self.below(4)];
        if shift {
            (b, c) = ((3 * b + if group == 1 { whole } else { 0 }) / 4, 3 * c / 4);
            dyad = (3 * dyad + if group == 0 { whole } else { 0 }) / 4;
            if group == 1 {
                stone[0] = 3 * stone[0] / 4;
            }
            if group == 0 && options[0] == 3 {
                options[0] = 0;
            }
        }
        if same {
            (b, c, dyad, stone, options) = (2_500, 0, 7_000, [100, 9_900], [1, 1]);
        }
        let mut options = options.to_vec();
        options.sort_unstable();
        options.dedup();
        Story { triad: [whole - b - c, b, c].map(|part| part as u16), dyad, stone, options }
    }
}
