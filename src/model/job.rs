//! What kind of work a job does, and how far it has come.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What kind of work a job does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum JobKind {
    /// Compares groups.
    Compare,
    /// Finds clusters.
    Clusters,
}

/// How far a job has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Under way, or waiting for its turn.
    UnderWay,
    /// Done; its result can be read.
    Done,
    /// It came to nothing; `problem` says why.
    Failed,
}

/// A word that is no kind or state of a job.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("“{0}” is unknown")]
pub struct UnknownJobWord(String);

impl JobKind {
    /// Its name in the API and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Compare => "compare",
            Self::Clusters => "clusters",
        }
    }
}

impl FromStr for JobKind {
    type Err = UnknownJobWord;

    fn from_str(name: &str) -> Result<Self, UnknownJobWord> {
        [Self::Compare, Self::Clusters]
            .into_iter()
            .find(|kind| kind.name() == name)
            .ok_or_else(|| UnknownJobWord(name.to_owned()))
    }
}

impl JobState {
    /// Its name in the API and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::UnderWay => "under_way",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }
}

impl FromStr for JobState {
    type Err = UnknownJobWord;

    fn from_str(name: &str) -> Result<Self, UnknownJobWord> {
        let all = [Self::UnderWay, Self::Done, Self::Failed];
        all.into_iter().find(|state| state.name() == name).ok_or_else(|| UnknownJobWord(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_in_the_api_and_in_the_store() {
        for kind in [JobKind::Compare, JobKind::Clusters] {
            assert_eq!((serde_json::to_value(kind).unwrap(), kind.name().parse()), (kind.name().into(), Ok(kind)));
        }
        for state in [JobState::UnderWay, JobState::Done, JobState::Failed] {
            assert_eq!((serde_json::to_value(state).unwrap(), state.name().parse()), (state.name().into(), Ok(state)));
        }
        assert!("moon".parse::<JobKind>().is_err() && "moon".parse::<JobState>().is_err());
    }
}
