//! The roles of members of staff.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A role of a member of staff. Rights follow from roles in one module: `access`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(example = "analyst")]
pub enum Role {
    /// Runs events and partner collections. Never reads what others wrote.
    Facilitator,
    /// Explores patterns and cleared stories.
    Analyst,
    /// Reads every story before anyone else. Redacts, clears and withholds texts.
    Moderator,
    /// A moderator who also reads originals behind a redaction and flagged stories.
    SafeguardingLead,
    /// Manages staff, frameworks and retention. Reads no stories.
    Administrator,
}

/// A word that is not a role.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("“{0}” is not a role; roles are facilitator, analyst, moderator, safeguarding-lead and administrator")]
pub struct UnknownRole(String);

impl Role {
    /// Every role.
    pub const ALL: [Self; 5] = [Self::Facilitator, Self::Analyst, Self::Moderator, Self::SafeguardingLead, Self::Administrator];

    /// The role's name in the API, the store and the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Facilitator => "facilitator",
            Self::Analyst => "analyst",
            Self::Moderator => "moderator",
            Self::SafeguardingLead => "safeguarding-lead",
            Self::Administrator => "administrator",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(name: &str) -> Result<Self, UnknownRole> {
        let wanted = name.trim().to_lowercase().replace(['_', ' '], "-");
        Self::ALL.into_iter().find(|role| role.name() == wanted).ok_or_else(|| UnknownRole(name.to_owned()))
    }
}
