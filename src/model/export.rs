//! How far a request for an export has come.

use std::str::FromStr;

use serde::Serialize;
use thiserror::Error;

/// How far a request for an export has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExportState {
    /// It waits for a second person.
    Waiting,
    /// It can be downloaded.
    Agreed,
    /// A second person refused it.
    Refused,
    /// The person who asked for it cancelled it.
    Cancelled,
    /// It waited too long, or was not downloaded in time. No row of the store says so: it follows from the day.
    Expired,
}

/// A word that is no state of a request.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("“{0}” is no state of an export")]
pub struct UnknownExportState(String);

impl ExportState {
    const ALL: [Self; 5] = [Self::Waiting, Self::Agreed, Self::Refused, Self::Cancelled, Self::Expired];

    /// Its name in the API and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Agreed => "agreed",
            Self::Refused => "refused",
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
        }
    }
}

impl FromStr for ExportState {
    type Err = UnknownExportState;

    fn from_str(name: &str) -> Result<Self, UnknownExportState> {
        Self::ALL.into_iter().find(|state| state.name() == name).ok_or_else(|| UnknownExportState(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_in_the_api_and_in_the_store() {
        for state in ExportState::ALL {
            assert_eq!((serde_json::to_value(state).unwrap(), state.name().parse()), (state.name().into(), Ok(state)));
        }
        assert!("moon".parse::<ExportState>().is_err());
    }
}
