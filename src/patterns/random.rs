//! Seeded randomness that gives the same answer on every machine and with every version of every library.

/// SplitMix64 (Steele, Lea, Flood, 2014).
#[derive(Clone, Debug)]
pub(super) struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A whole number below `end`, which is not 0 (Lemire's multiplication; the bias is below 2⁻³² for ends below 2³²).
    pub fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
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
}
