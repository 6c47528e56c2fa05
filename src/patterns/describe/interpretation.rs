//! Limits of interpretation: below them figures are computed all the same, and carry a warning, because they say little.
//!
//! They protect the reader from over-reading, not the people who told the stories: what must not be shown for their sake
//! is decided elsewhere. Where few stories call for another method (a bootstrap instead of theory, for example), the limit
//! stands with that method.

use crate::patterns::columns::Replies;

/// Below this many stories a pattern carries a warning. It protects the reader from over-reading, not people.
pub const FEW_STORIES: u64 = 100;

/// Below this many stories a compared group, a period or a side of a word list carries a warning. It protects the reader
/// from over-reading, not people.
pub const FEW_IN_GROUP: u64 = 30;

/// A basin of a landscape that rests on fewer stories is said to be small. It protects the reader from over-reading, not
/// people.
pub const FEW_IN_BASIN: u64 = 10;

/// Control limits drawn from fewer values than these are said to be rough (Wheeler, 1993). It protects the reader from
/// over-reading, not people.
pub const FEW_FOR_LIMITS: usize = 10;

/// Warnings to read before a pattern of `n` stories; empty when there are none.
pub fn warnings(n: u64) -> Vec<String> {
    if n < FEW_STORIES { vec![format!("Fewer than {FEW_STORIES} stories: read this pattern with care.")] } else { Vec::new() }
}

/// What a reader should know before reading what is said of a group of this name and size; nothing when it is large.
pub(in crate::patterns) fn warning_of_group(name: &str, stories: u64) -> Option<String> {
    let few = stories < FEW_IN_GROUP;
    few.then(|| format!("Fewer than {FEW_IN_GROUP} stories in “{name}”: read what is said of this group with care."))
}

/// What a reader should know of a group that was not asked; nothing when some of its storytellers were.
pub(in crate::patterns) fn warning_of_not_asked(name: &str, replies: Replies) -> Option<String> {
    let none = replies.asked() == 0 && replies.not_asked > 0;
    none.then(|| format!("“{name}” was not asked this, so nothing is said of this group."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_stories_carry_a_warning_and_enough_carry_none() {
        assert_eq!(warnings(99), ["Fewer than 100 stories: read this pattern with care."]);
        assert!(warnings(100).is_empty());
        let warned = "Fewer than 30 stories in “child”: read what is said of this group with care.";
        assert_eq!(warning_of_group("child", 29).as_deref(), Some(warned));
        assert_eq!(warning_of_group("child", 30), None);
    }

    #[test]
    fn a_group_that_was_not_asked_is_named_and_one_that_skipped_the_question_is_not() {
        let replies = Replies { not_asked: 40, ..Replies::default() };
        let said = warning_of_not_asked("child", replies);
        assert_eq!(said.as_deref(), Some("“child” was not asked this, so nothing is said of this group."));
        assert_eq!(warning_of_not_asked("child", Replies { unanswered: 1, ..replies }), None);
        assert_eq!(warning_of_not_asked("child", Replies::default()), None, "a group without stories is only small");
    }
}
