//! Permutations and resamples: fair, of the right size, and blocks kept together.

use ndarray::{Array1, array};

use super::*;

#[test]
fn permutation_preserves_the_pool_and_the_sizes_and_is_fair() {
    // Above and below the number of answers from which cells are split instead of answers shuffled.
    for scale in [1, 400] {
        let tally = Tally::free(array![[5 * scale, 0, 7 * scale], [scale, 3 * scale, 4 * scale], [0, 2 * scale, 8 * scale]]);
        let (mut random, mut deck) = (Random::new(3), cards(tally.pool()));
        let splitter = (scale > 1).then(|| HypergeometricSampler::new(tally.pool(), &tally.sizes));
        let (mut sum, mut squares) = (0.0, 0.0);
        let repeats = 4_000;
        for _ in 0..repeats {
            let dealt = tally.deal(splitter.as_ref(), &mut deck, &mut random);
            let again = Tally::free(dealt.clone());
            assert_eq!((again.pool(), &again.sizes), (tally.pool(), &tally.sizes));
            let x = f64::from(dealt[[1, 2]]);
            sum += x;
            squares += x * x;
        }
        // The hypergeometric mean and variance: 8 of 30 answers, 19 of which are in the last cell.
        let (n, k, m) = (30.0 * f64::from(scale), 19.0 * f64::from(scale), 8.0 * f64::from(scale));
        let (mean, variance) = (m * k / n, m * (k / n) * (1.0 - k / n) * (n - m) / (n - 1.0));
        let (found, repeats) = (sum / f64::from(repeats), f64::from(repeats));
        let spread = squares / repeats - found * found;
        assert!((found - mean).abs() < 4.0 * (variance / repeats).sqrt(), "{found} {mean}");
        assert!((spread / variance - 1.0).abs() < 0.12, "{spread} {variance}");
    }
}

#[test]
fn a_small_group_among_many_cells_is_permuted_fairly_too() {
    let cells = 300;
    let tally =
        Tally::free(Array2::from_shape_fn((3, cells), |(group, cell)| if group < 2 { 40 } else { u32::from(cell < 25) }));
    let (mut random, splitter) = (Random::new(9), HypergeometricSampler::new(tally.pool(), &tally.sizes));
    let mut first_half = 0;
    for _ in 0..2_000 {
        let dealt = tally.deal(Some(&splitter), &mut [], &mut random);
        assert_eq!(dealt.row(2).iter().sum::<u32>(), 25);
        first_half += dealt.row(2).iter().take(cells / 2).sum::<u32>();
    }
    // 12,025 of 24,025 answers lie in the first half.
    let (mean, deviation) = (50_000.0 * 12_025.0 / 24_025.0, (50_000f64 / 4.0).sqrt());
    assert!((f64::from(first_half) - mean).abs() < 4.0 * deviation, "{first_half}");
}

#[test]
fn samples_of_many_answers_in_many_cells_have_the_right_size_and_variance() {
    let (counts, mut random, repeats) = (Array1::from_elem(300, 50), Random::new(4), 2_000u32);
    let samples: Vec<Vec<u32>> = (0..repeats).map(|_| resampled(counts.view(), &mut random)).collect();
    let within = |found: f64, wanted: f64, by: f64| assert!((found - wanted).abs() < by, "{found}, not {wanted}");
    let mean = |of: &dyn Fn(&Vec<u32>) -> f64| samples.iter().map(of).sum::<f64>() / f64::from(repeats);
    within(mean(&|sample| f64::from(sample.iter().sum::<u32>())), 15_000.0, 4.0 * (15_000.0 / f64::from(repeats)).sqrt());
    within(mean(&|sample| f64::from(sample[7])), 50.0, 4.0 * (50.0 / f64::from(repeats)).sqrt());
    // Cells of a multinomial sample this wide have a variance of 49.8, and hardly depend on each other.
    within(mean(&|sample| (f64::from(sample[7]) - 50.0).powi(2)), 50.0, 6.5);
    within(mean(&|sample| (f64::from(sample[7]) - 50.0) * (f64::from(sample[200]) - 50.0)), 0.0, 4.5);
}

#[test]
fn a_block_stays_together_and_a_block_that_spans_groups_keeps_its_counts() {
    let item = |group, cell, block| Item { member: Member { group, block, within: cell }, cell };
    let items = [item(0, 0, 1), item(0, 1, 1), item(1, 2, 2), item(0, 3, 3), item(1, 4, 3), item(1, 5, 4)];
    let tally = Tally::blocked(2, 6, &items);
    let mut random = Random::new(1);
    let mut moved = [false; 2];
    for _ in 0..100 {
        let dealt = tally.deal(None, &mut [], &mut random);
        assert_eq!(dealt[[0, 0]], dealt[[0, 1]], "one block, one label");
        assert_eq!(dealt[[0, 3]] + dealt[[0, 4]], 1, "within the block that spans groups one stays in each");
        moved[0] |= dealt[[1, 0]] == 1;
        moved[1] |= dealt[[0, 4]] == 1;
        let whole: u32 = tally.resample(&mut random).iter().sum();
        assert!((5..=7).contains(&whole), "{whole}");
    }
    assert_eq!(moved, [true, true]);
}

#[test]
fn within_a_block_that_spans_groups_the_stories_of_one_person_stay_together() {
    let item = |group, cell, within| Item { member: Member { group, block: 1, within }, cell };
    let items = [item(0, 0, 1), item(0, 1, 1), item(1, 2, 2), item(1, 3, 2), item(0, 4, 3), item(1, 5, 3)];
    let tally = Tally::blocked(2, 6, &items);
    let mut random = Random::new(1);
    let mut moved = [false; 2];
    for _ in 0..100 {
        let dealt = tally.deal(None, &mut [], &mut random);
        assert_eq!((dealt[[0, 0]], dealt[[0, 2]]), (dealt[[0, 1]], dealt[[0, 3]]), "one person, one label");
        assert_eq!(dealt[[0, 0]] + dealt[[0, 2]], 1, "the two change places");
        assert_eq!(dealt[[0, 4]] + dealt[[0, 5]], 1, "within a person whose stories span groups one stays in each");
        moved[0] |= dealt[[1, 0]] == 1;
        moved[1] |= dealt[[0, 5]] == 1;
    }
    assert_eq!(moved, [true, true]);
    assert!(tally.can_be_drawn(0) && tally.can_be_drawn(1), "each has a person of its own, and the one in both");
}

#[test]
fn differences_by_rounding_count_as_equal() {
    assert!(at_least(3e-17) < 0.0 && at_least(0.0) < 0.0);
    assert!(at_least(0.2) > 0.199_999 && at_least(0.2) < 0.2);
}

#[test]
fn the_same_seed_counts_the_same() {
    let tally = Tally::free(array![[5, 3, 7], [1, 3, 4]]);
    let count = |seed| {
        tally.at_least(4.0, Draws { times: 199, seed, progress: Progress::none() }, |deals| {
            deals.iter().map(|deal| f64::from(deal[[0, 0]])).collect()
        })
    };
    assert_eq!(count(1), count(1));
    assert!(count(1) > 20 && count(1) < 199);
}
