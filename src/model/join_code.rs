//! The code with which people join a collection.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// A join code as it is kept: 1 to 64 letters, digits, dashes and underscores, in capitals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JoinCode(String);

/// A string that cannot be a join code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a join code is 1 to 64 letters, digits, dashes and underscores")]
pub struct MalformedJoinCode;

impl JoinCode {
    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The code.
    pub fn into_inner(self) -> String {
        self.0
    }
}

/// However it was typed: in small letters, or with blanks around it.
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
    fn a_join_code_is_the_same_however_it_is_typed() {
        assert_eq!(" park-7k2m ".parse::<JoinCode>().unwrap().as_str(), "PARK-7K2M");
        for bad in ["", "  ", "PARK 7K2M", "PARK\u{0}7K2M", "PARK/7K2M", &"A".repeat(65)] {
            assert_eq!(bad.parse::<JoinCode>(), Err(MalformedJoinCode), "{bad:?}");
        }
    }
}
