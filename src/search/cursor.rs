//! Where a page of results ended, as a string that a client keeps and hands back.

use std::cmp::Reverse;

use super::error::SearchError;
use super::query::How;

/// The last hit of a page. Opaque to clients: [`Cursor::encode`] and [`Cursor::decode`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub(super) how: How,
    pub(super) place: Place,
}

/// A story's place among the results: the smaller, the earlier. Higher scores come first, then newer stories.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place(Reverse<u32>, Reverse<u64>);

impl Place {
    /// The last bits of a score are left out: they depend on the order in which tantivy adds numbers up, and a page
    /// must begin exactly where the one before ended.
    pub(super) fn new(score: f32, number: u64) -> Self {
        // Bits of floats that are not negative are ordered as the floats are.
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
    /// The cursor as a short string of letters and digits.
    pub fn encode(&self) -> String {
        let how = match self.how {
            How::Exact => 'e',
            How::Fuzzy => 'f',
        };
        format!("{how}{:08x}{:016x}", self.place.0.0, self.place.number())
    }

    /// Reads what [`Cursor::encode`] wrote.
    ///
    /// # Errors
    /// [`SearchError::Cursor`] for any other string.
    pub fn decode(text: &str) -> Result<Self, SearchError> {
        let cursor = Self::read(text).ok_or(SearchError::Cursor)?;
        if cursor.encode() == text { Ok(cursor) } else { Err(SearchError::Cursor) }
    }

    fn read(text: &str) -> Option<Self> {
        let how = match text.chars().next()? {
            'e' => How::Exact,
            'f' => How::Fuzzy,
            _ => return None,
        };
        let score = f32::from_bits(u32::from_str_radix(text.get(1..9)?, 16).ok()?);
        let number = u64::from_str_radix(text.get(9..)?, 16).ok()?;
        score.is_finite().then(|| Self { how, place: Place::new(score, number) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_the_way_to_the_client_and_back() {
        for (how, score, number) in [(How::Exact, 7.25, 42), (How::Fuzzy, 0.0, u64::MAX), (How::Exact, 1e-9, 0)] {
            let cursor = Cursor { how, place: Place::new(score, number) };
            assert_eq!(Cursor::decode(&cursor.encode()).unwrap(), cursor);
        }
    }

    #[test]
    fn any_other_string_is_refused() {
        let good = Cursor { how: How::Exact, place: Place::new(1.5, 7) }.encode();
        for bad in ["", "e", "x", "é".repeat(13).as_str(), &good[1..], &format!("{good}0"), &good.to_uppercase()] {
            assert!(matches!(Cursor::decode(bad), Err(SearchError::Cursor)), "{bad}");
        }
        assert!(Cursor::decode("e7f8000000000000000000007").is_err(), "infinite score");
        assert!(Cursor::decode("ebf8000000000000000000007").is_err(), "negative score");
    }

    #[test]
    fn higher_scores_come_first_then_newer_stories() {
        let mut places = [Place::new(1.0, 1), Place::new(2.0, 1), Place::new(1.0, 2)];
        places.sort();
        assert_eq!(places, [Place::new(2.0, 1), Place::new(1.0, 2), Place::new(1.0, 1)]);
    }
}
