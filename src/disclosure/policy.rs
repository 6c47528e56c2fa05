//! The limits themselves. A change here changes what the service may show of people.

/// The fewest stories in a group or cluster that is broken down. A smaller group is left out of comparisons, and a smaller
/// cluster is not described: figures of so few stories come close to what one person answered.
pub const SMALLEST_BROKEN_DOWN: u64 = 10;

/// Whether a group or cluster of this many stories may be broken down.
pub fn may_be_broken_down(stories: u64) -> bool {
    stories >= SMALLEST_BROKEN_DOWN
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_broken_down_below_ten_stories() {
        assert!((0..10).all(|stories| !may_be_broken_down(stories)));
        assert!(may_be_broken_down(10) && may_be_broken_down(u64::MAX));
    }
}
