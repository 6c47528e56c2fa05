//! Why a request for an export could not be made, decided on or carried out.

use thiserror::Error;

use super::rules::{MOST_A_DAY, MOST_OPEN};
use super::under_way::MOST_FILES;
use crate::analysis::AnalysisError;
use crate::exchange::export::ExportError;
use crate::model::{ExportState, Fault};
use crate::store::StoreError;

/// Why a request for an export could not be made, decided on or carried out.
#[derive(Debug, Error)]
pub enum ExportsError {
    /// A field is not valid.
    #[error("{0}")]
    Faulty(Fault),
    /// There is no such request, or it is another person's.
    #[error("there is no such request for an export; one that has ended is stored for a few months")]
    Unknown,
    /// The person has too many open requests.
    #[error("you have {MOST_OPEN} open requests for exports; cancel one that is no longer needed, then ask again")]
    TooManyOpen,
    /// The person has asked too often today.
    #[error("you have asked for {MOST_A_DAY} exports today; ask again tomorrow")]
    TooManyToday,
    /// The person who asked wants to decide.
    #[error("you asked for this export yourself; another administrator must decide on it")]
    Own,
    /// The request has come to a state that does not allow this.
    #[error("{}", in_words(*.0))]
    State(ExportState),
    /// Too few stories match by now.
    #[error(
        "fewer than {0} stories match this selection by now, and of so few nothing is exported; select more stories and ask again"
    )]
    TooFew(u64),
    /// More stories match by now than one person may export alone.
    #[error(
        "more than {0} stories match this selection by now, and a second person must agree to an export of so many; ask again"
    )]
    TooMany(u64),
    /// Texts may not be told of the selection by now.
    #[error(
        "fewer than {0} stories of this selection can be read by now, and a selection by who told them tells no texts of so few; ask \
         again without texts"
    )]
    NoTexts(u64),
    /// Too many files are being made and sent.
    #[error("{MOST_FILES} exports are being downloaded; try again in a few minutes")]
    Busy,
    /// The service was interrupted.
    #[error("the export was interrupted, probably because the service is stopping; try again")]
    BrokenOff,
    /// The selection could not be resolved.
    #[error(transparent)]
    Analysis(#[from] AnalysisError),
    /// The file could not be made.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// The file could not be read back.
    #[error("the file of the export cannot be read: {0}")]
    File(std::io::Error),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn in_words(state: ExportState) -> &'static str {
    match state {
        ExportState::Waiting => "this export waits for a second person to agree to it",
        ExportState::Agreed => "this export was agreed to already",
        ExportState::Refused => "this export was refused; ask again if it is needed in another form",
        ExportState::Cancelled => "this export was cancelled; ask again if it is needed after all",
        ExportState::Expired => "this export has expired; ask again",
    }
}
