//! What a member of staff read before changing it, as a short digest.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize, Serializer};
use thiserror::Error;

/// A digest of everything that a person sees of a story, a collection or a notice. It changes when any of that changes, so that
/// a decision or an edit can say what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct Revision([u8; 16]);

/// A string that is not a revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a revision is 32 digits and letters from a to f; send the one that came with what you read")]
pub struct MalformedRevision;

impl Revision {
    /// The revision with these bytes.
    pub fn new(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }
}

impl FromStr for Revision {
    type Err = MalformedRevision;

    fn from_str(text: &str) -> Result<Self, MalformedRevision> {
        let plain = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = u128::from_str_radix(text, 16).ok().filter(|_| plain).ok_or(MalformedRevision)?;
        Ok(Self(number.to_be_bytes()))
    }
}

impl TryFrom<String> for Revision {
    type Error = MalformedRevision;

    fn try_from(text: String) -> Result<Self, MalformedRevision> {
        text.parse()
    }
}

impl fmt::Display for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

impl Serialize for Revision {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_revision_is_read_as_it_is_written() {
        let revision = Revision::new([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 255]);
        assert_eq!(revision.to_string(), "000102030405060708090a0b0c0d0eff");
        assert_eq!(revision.to_string().parse(), Ok(revision));
    }

    #[test]
    fn anything_else_is_no_revision() {
        let signed = format!("+{}", "0".repeat(31));
        for text in ["", "12", &"g".repeat(32), &"0".repeat(33), &signed] {
            assert_eq!(text.parse::<Revision>(), Err(MalformedRevision), "{text}");
        }
    }
}
