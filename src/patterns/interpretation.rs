//! Limits of interpretation: below them figures are computed all the same, and carry a warning, because they say little.
//!
//! They protect the reader from over-reading, not the people who told the stories: what must not be shown for their sake
//! is decided elsewhere. Where few stories call for another method (a bootstrap instead of theory, for example), the limit
//! stands with that method.

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
pub(super) fn warning_of_group(name: &str, stories: u64) -> Option<String> {
    let few = stories < FEW_IN_GROUP;
    few.then(|| format!("Fewer than {FEW_IN_GROUP} stories in “{name}”: read what is said of this group with care."))
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
}
