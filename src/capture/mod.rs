//! How stories come in: submitting, receipts, correcting, withdrawing, and the collections they come in by.
//!
//! "Here is what somebody sent: keep it, or say what is wrong." What a story must look like is decided here, once, for
//! the web, the import and everything else.

mod answers;
pub mod closing;
mod collections;
mod files;
mod intake;
mod keys;
mod recordings;
mod submission;

pub use answers::{AnswerInput, Given};
pub use collections::{NewCollection, close_collection, counted_collections, make_collection, reopen_collection};
pub use files::{Files, LARGEST_FILE, Picture, Voice, WrongFile, WrongPicture};
pub use intake::{Acknowledged, Capture, CaptureError, story_id};
pub use keys::Keys;
pub use submission::{Arrival, Checked, Submission, answers_given, check as check_submission};
