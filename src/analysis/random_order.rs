//! A random order of stories that is the same for the same seed, on every node and after every restart: by a number that is
//! computed from the seed and the story's number. New stories take their places between the others, so that pages do not shift.

use std::collections::BinaryHeap;

/// A page of an order in which every story has its place.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PlacePage<Place = u64> {
    /// The numbers of the stories, in order.
    pub numbers: Vec<u64>,
    /// Where the next page starts, if there is one: after this place.
    pub last: Option<Place>,
}

/// The first `limit` of these stories after a place, in the order of this seed. It takes one pass.
pub(super) fn random_page(numbers: impl Iterator<Item = u64>, seed: u64, after: Option<u64>, limit: usize) -> PlacePage {
    page_of(numbers.map(|number| (place_of(seed, number), number)), after, limit)
}

/// The first `limit` of these stories after a place, in the order of their places, of which no two are the same. It takes one pass.
pub(super) fn page_of<Place: Ord + Copy>(
    stories: impl Iterator<Item = (Place, u64)>,
    after: Option<Place>,
    limit: usize,
) -> PlacePage<Place> {
    // One more than the page, to know whether there is a next one. The heap has the latest place on top.
    let mut first: BinaryHeap<(Place, u64)> = BinaryHeap::with_capacity(limit + 2);
    for (place, number) in stories {
        if after.is_some_and(|after| place <= after) || (first.len() > limit && first.peek().is_some_and(|top| place >= top.0))
        {
            continue;
        }
        first.push((place, number));
        if first.len() > limit + 1 {
            first.pop();
        }
    }
    let mut page = first.into_sorted_vec();
    let more = page.len() > limit;
    page.truncate(limit);
    PlacePage {
        last: page.last().filter(|_| more).map(|&(place, _)| place),
        numbers: page.into_iter().map(|(_, number)| number).collect(),
    }
}

/// The place of a story: no two stories share one, because every step can be undone (Steele, Lea & Flood, 2014).
fn place_of(seed: u64, number: u64) -> u64 {
    mixed(number ^ mixed(seed.wrapping_add(0x9E37_79B9_7F4A_7C15)))
}

fn mixed(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn all(numbers: &[u64], seed: u64, limit: usize) -> Vec<u64> {
        let (mut found, mut after) = (Vec::new(), None);
        loop {
            let page = random_page(numbers.iter().copied(), seed, after, limit);
            found.extend(page.numbers);
            after = page.last;
            if after.is_none() {
                return found;
            }
        }
    }

    #[test]
    fn pages_of_any_size_cover_every_story_once_in_the_same_order() {
        let numbers: Vec<u64> = (1..=1_000).collect();
        let order = all(&numbers, 7, 1_000);
        assert_eq!(order.iter().copied().collect::<BTreeSet<_>>().len(), 1_000);
        for limit in [1, 3, 20, 999, 1_001] {
            assert_eq!(all(&numbers, 7, limit), order, "pages of {limit}");
        }
        assert_ne!(all(&numbers, 8, 20), order, "another seed, another order");
    }

    #[test]
    fn stories_that_come_or_go_between_pages_do_not_shift_the_others() {
        let numbers: Vec<u64> = (1..=60).collect();
        let first = random_page(numbers.iter().copied(), 1, None, 20);
        let changed = (1..=90).filter(|number| number % 7 != 0);
        let second = random_page(changed, 1, first.last, 90);
        assert!(second.numbers.iter().all(|number| !first.numbers.contains(number)));
        let order = all(&numbers, 1, 60);
        let kept: Vec<u64> = second.numbers.iter().copied().filter(|&number| number <= 60).collect();
        let wanted: Vec<u64> = order[20..].iter().copied().filter(|number| number % 7 != 0).collect();
        assert_eq!(kept, wanted);
    }

    #[test]
    fn every_story_is_as_likely_to_come_first() {
        let mut firsts = [0u32; 10];
        for seed in 0..10_000 {
            firsts[random_page(0..10, seed, None, 1).numbers[0] as usize] += 1;
        }
        // Each is binomial with mean 1,000 and standard deviation 30.
        assert!(firsts.iter().all(|&count| (880..=1_120).contains(&count)), "{firsts:?}");
    }

    #[test]
    fn nothing_has_no_page_and_a_full_last_page_no_next() {
        assert_eq!(random_page(std::iter::empty(), 1, None, 5), PlacePage { numbers: Vec::new(), last: None });
        assert_eq!(random_page(0..5, 1, None, 5).last, None);
    }
}
