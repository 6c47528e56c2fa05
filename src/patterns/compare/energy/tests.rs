//! The factored form against sums over all pairs.

use crate::patterns::statistics::Random;

use super::*;

fn scattered(geometry: &Geometry, random: &mut Random, size: usize) -> Vec<u32> {
    let mut counts = vec![0; geometry.places.len()];
    (0..size).for_each(|_| counts[random.below(geometry.places.len())] += 1);
    counts
}

fn points(geometry: &Geometry, counts: &[u32]) -> Vec<[f64; 2]> {
    counts.iter().zip(&geometry.places).flat_map(|(&count, &place)| vec![place; count as usize]).collect()
}

#[test]
fn the_factored_form_is_the_sum_over_all_pairs() {
    let mut random = Random::new(8);
    for geometry in [&*TRIANGLE, &*SQUARE] {
        let counts = [1, 40, 90].map(|size| scattered(geometry, &mut random, size));
        let groups = Array2::from_shape_fn((3, geometry.places.len()), |(group, node)| counts[group][node]);
        let energies = geometry.energies(&groups);
        let mut between = 0.0;
        for (g, h) in [(0, 1), (0, 2), (1, 2)] {
            let direct = exact(&points(geometry, &counts[g]), &points(geometry, &counts[h]));
            assert!((energies.pair(g, h) - direct).abs() < 1e-12, "{} {direct}", energies.pair(g, h));
            between += direct * energies.sizes[g] * energies.sizes[h] / (2.0 * 131.0);
        }
        assert!((energies.between - between).abs() < 1e-10);
        let batch = geometry.between(&[groups.clone(), groups.clone()]);
        assert!(batch.iter().all(|value| (value / between - 1.0).abs() < 1e-5), "{batch:?} {between}");
        let quick = geometry.quick_energies(std::slice::from_ref(&groups));
        assert!((quick[0].pair(1, 2) - energies.pair(1, 2)).abs() < 1e-5);
    }
}

#[test]
fn groups_at_single_points_have_the_largest_effect_and_equal_groups_have_none() {
    let at = |places: &[(usize, u32)]| {
        let count = |(group, node): (usize, usize)| if places[group].0 == node { places[group].1 } else { 0 };
        Array2::from_shape_fn((places.len(), 861), count)
    };
    let energies = TRIANGLE.energies(&at(&[(0, 10), (860, 20), (860, 7)]));
    assert!((energies.effect(0, 1).unwrap() - 1.0).abs() < 1e-9);
    assert!(energies.effect(1, 2).unwrap() < 1e-6);
    let nobody = TRIANGLE.energies(&at(&[(0, 0), (860, 20)]));
    assert_eq!((nobody.effect(0, 1), nobody.between.is_finite()), (None, true));
}
