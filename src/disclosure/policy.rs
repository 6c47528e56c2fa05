//! The limits themselves. A change here changes what the service may show of people.

use super::Matching;

/// What may be shown of how many stories. The service runs with [`Policy::default`]; no request and no setting changes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The fewest stories that are counted. Of a smaller selection, group, period or cluster, nothing is told but that it is
    /// small: figures of so few stories come close to what one person answered.
    pub fewest_counted: u64,
    /// The fewest stories in a group or cluster that is compared with others.
    pub fewest_compared: u64,
    /// The fewest readable stories that a selection by who told them must leave for their texts to be shown.
    pub fewest_texts: u64,
    /// The fewest readable stories that must share the answers about the storyteller which are shown beside one of them.
    pub fewest_alike: u64,
    /// The most stories in an export to which no second person must agree.
    pub most_alone: u64,
}

impl Default for Policy {
    fn default() -> Self {
        Self { fewest_counted: 10, fewest_compared: 10, fewest_texts: 5, fewest_alike: 5, most_alone: 1_000 }
    }
}

impl Policy {
    /// Whether there are stories, but so few that they may not even be counted. That there are none is told.
    pub fn is_too_few(&self, stories: u64) -> bool {
        (1..self.fewest_counted).contains(&stories)
    }

    /// Whether a group or cluster of this many stories may be compared with others.
    pub fn may_be_compared(&self, stories: u64) -> bool {
        stories >= self.fewest_compared
    }

    /// A number of stories as it may be told; missing when they are too few.
    pub fn told(&self, stories: u64) -> Option<u64> {
        (!self.is_too_few(stories)).then_some(stories)
    }

    /// The number of stories in a selection as it may be told.
    pub fn matching(&self, stories: u64) -> Matching {
        let few = self.is_too_few(stories);
        Matching { matching: self.told(stories), fewer_than: few.then_some(self.fewest_counted) }
    }

    /// A number of stories at the start of a sentence: `412`, or `Fewer than 10`.
    pub fn in_words(&self, stories: u64) -> String {
        self.told(stories).map_or_else(|| format!("Fewer than {}", self.fewest_counted), |stories| stories.to_string())
    }

    /// The beginning of a sentence about a number of stories: `1 story is`, `412 stories are`, `Fewer than 10 stories are`.
    pub fn stories_are(&self, stories: u64) -> String {
        if stories == 1 && !self.is_too_few(stories) {
            "1 story is".to_owned()
        } else {
            format!("{} stories are", self.in_words(stories))
        }
    }

    /// Whether so many stories may be exported at all.
    pub fn may_be_exported(&self, stories: u64) -> bool {
        stories > 0 && !self.is_too_few(stories)
    }

    /// Whether a second person must agree to an export: of many stories, and of any texts. Words are what a person is recognised by, and
    /// a file stays where it is when a story is withdrawn.
    pub fn needs_agreement(&self, stories: u64, texts: bool) -> bool {
        texts || stories > self.most_alone
    }

    /// Whether texts may be shown of a selection with this many readable stories.
    pub fn texts_may_be_shown(&self, readable: u64, by_who_told: bool) -> bool {
        !by_who_told || readable >= self.fewest_texts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: Policy =
        Policy { fewest_counted: 10, fewest_compared: 10, fewest_texts: 5, fewest_alike: 5, most_alone: 1_000 };

    #[test]
    fn the_service_tells_nothing_of_fewer_than_ten_stories() {
        assert_eq!(Policy::default(), POLICY);
        assert!((0..10).all(|stories| !POLICY.may_be_compared(stories)));
        assert!(POLICY.may_be_compared(10) && POLICY.may_be_compared(u64::MAX));
    }

    #[test]
    fn one_to_nine_stories_are_not_counted_and_none_are() {
        assert_eq!([0, 1, 9, 10, 412].map(|stories| POLICY.told(stories)), [Some(0), None, None, Some(10), Some(412)]);
        assert_eq!([0, 3, 10].map(|stories| POLICY.in_words(stories)), ["0", "Fewer than 10", "10"]);
    }

    #[test]
    fn a_selection_by_who_told_shows_texts_from_five_on_and_any_other_always() {
        assert!([0, 1, 4].iter().all(|&readable| !POLICY.texts_may_be_shown(readable, true)));
        assert!(POLICY.texts_may_be_shown(5, true) && POLICY.texts_may_be_shown(1, false));
    }

    #[test]
    fn ten_stories_are_exported_and_more_than_a_thousand_or_any_texts_by_two_people() {
        assert_eq!([0, 1, 9, 10].map(|stories| POLICY.may_be_exported(stories)), [false, false, false, true]);
        assert_eq!([10, 1_000, 1_001].map(|stories| POLICY.needs_agreement(stories, false)), [false, false, true]);
        assert!(POLICY.needs_agreement(10, true));
    }
}
