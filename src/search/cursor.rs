//! The stories that a person has already seen in a list of results, as a string that a client stores and sends back.
//!
//! The cursor holds the stories that were shown, and the next page is the best of the others. Scores change whenever a story is
//! added or removed, so a position in the order would skip stories between two pages; the set of stories shown does not change.
//! Numbers are stored in a roaring bitmap: even 100,000 of them make a cursor of less than 20 KiB.

use std::cmp::Reverse;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use roaring::RoaringTreemap;

use super::error::SearchError;
use super::match_kind::MatchKind;

/// Where the next page of results starts. Opaque to clients: [`Cursor::encode`] and [`Cursor::decode`].
#[derive(Clone, Debug, PartialEq)]
pub struct Cursor {
    pub(super) kind: MatchKind,
    pub(super) shown: RoaringTreemap,
}

/// A story's place among the results: smaller is earlier. Higher scores come first, then newer stories.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place(Reverse<u32>, Reverse<u64>);

impl Place {
    /// Drops the last bits of the score, which depend on the order in which tantivy adds numbers.
    pub(super) fn new(score: f32, number: u64) -> Self {
        // The bits of non-negative floats are ordered as the floats are.
        Self(Reverse(score.max(0.0).to_bits() & !0xFF), Reverse(number))
    }

    pub(super) fn score(self) -> f32 {
        f32::from_bits(self.0.0)
    }

    pub(super) fn number(self) -> u64 {
        self.1.0
    }
}

impl Cursor {
    /// The cursor as a string of letters, digits, - and _.
    pub fn encode(&self) -> String {
        let kind = match self.kind {
            MatchKind::Exact => 'e',
            MatchKind::Fuzzy => 'f',
            MatchKind::Partial => 'p',
        };
        let mut bytes = Vec::with_capacity(self.shown.serialized_size());
        // Writing to memory does not fail.
        drop(self.shown.serialize_into(&mut bytes));
        format!("{kind}{}", URL_SAFE_NO_PAD.encode(bytes))
    }

    /// Reads what [`Cursor::encode`] wrote.
    ///
    /// # Errors
    /// [`SearchError::Cursor`] for any other string.
    pub fn decode(text: &str) -> Result<Self, SearchError> {
        let kind = match text.chars().next() {
            Some('e') => MatchKind::Exact,
            Some('f') => MatchKind::Fuzzy,
            Some('p') => MatchKind::Partial,
            _ => return Err(SearchError::Cursor),
        };
        let bytes = URL_SAFE_NO_PAD.decode(&text[1..]).map_err(|_| SearchError::Cursor)?;
        let shown = RoaringTreemap::deserialize_from(&bytes[..]).map_err(|_| SearchError::Cursor)?;
        let cursor = Self { kind, shown };
        if cursor.encode() == text { Ok(cursor) } else { Err(SearchError::Cursor) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_a_round_trip_through_the_client() {
        for (kind, numbers) in
            [(MatchKind::Exact, vec![1, 2, 70_000]), (MatchKind::Fuzzy, vec![u64::MAX]), (MatchKind::Exact, vec![])]
        {
            let cursor = Cursor { kind, shown: numbers.into_iter().collect() };
            assert_eq!(Cursor::decode(&cursor.encode()).unwrap(), cursor);
        }
    }

    #[test]
    fn a_cursor_deep_in_a_long_list_stays_small() {
        let shown: RoaringTreemap = (0..100_000).collect();
        assert!(Cursor { kind: MatchKind::Exact, shown }.encode().len() < 32_000);
        let scattered: RoaringTreemap = (0..100_000).filter(|number| number % 3 == 0).collect();
        assert!(Cursor { kind: MatchKind::Exact, shown: scattered }.encode().len() < 32_000);
    }

    #[test]
    fn any_other_string_is_rejected() {
        let good = Cursor { kind: MatchKind::Exact, shown: [7].into_iter().collect() }.encode();
        for bad in ["", "e", "x", "é".repeat(13).as_str(), &good[1..], &format!("{good}0"), "e7f8000000000000000000007"] {
            assert!(matches!(Cursor::decode(bad), Err(SearchError::Cursor)), "{bad}");
        }
    }

    #[test]
    fn higher_scores_come_first_then_newer_stories() {
        let mut places = [Place::new(1.0, 1), Place::new(2.0, 1), Place::new(1.0, 2)];
        places.sort();
        assert_eq!(places, [Place::new(2.0, 1), Place::new(1.0, 2), Place::new(1.0, 1)]);
    }
}
