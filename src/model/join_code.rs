//! The code with which people join a collection.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// A join code as it is stored: 1 to 64 letters, digits, dashes and underscores, in capitals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JoinCode(String);

/// A string that cannot be a join code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a join code is 1 to 64 letters, digits, dashes and underscores")]
pub struct MalformedJoinCode;

/// Letters that are not mistaken for one another when read out or written by hand.
const LETTERS: &[u8] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";

impl JoinCode {
    /// A new code such as `PARK-7K2M`, made from random bytes: easy to say and hard to guess.
    pub fn from_random(bytes: [u8; 8]) -> Self {
        let letters: String = bytes.iter().map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()])).collect();
        Self(format!("{}-{}", &letters[..4], &letters[4..]))
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The code.
    pub fn into_inner(self) -> String {
        self.0
    }
}

/// Accepts small letters, and spaces around the code.
impl FromStr for JoinCode {
    type Err = MalformedJoinCode;

    fn from_str(typed: &str) -> Result<Self, MalformedJoinCode> {
        let code = typed.trim().to_uppercase();
        let sound = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let good = (1..=64).contains(&code.chars().count()) && code.chars().all(sound);
        if good { Ok(Self(code)) } else { Err(MalformedJoinCode) }
    }
}

impl fmt::Display for JoinCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_join_code_is_the_same_in_capitals_small_letters_and_with_spaces() {
        assert_eq!(" park-7k2m ".parse::<JoinCode>().unwrap().as_str(), "PARK-7K2M");
        for bad in ["", "  ", "PARK 7K2M", "PARK\u{0}7K2M", "PARK/7K2M", &"A".repeat(65)] {
            assert_eq!(bad.parse::<JoinCode>(), Err(MalformedJoinCode), "{bad:?}");
        }
    }
}
