//! How stories come in: frameworks and their checks, submitting, receipts, correcting, withdrawing.
//!
//! "Here is what somebody sent: keep it, or say what is wrong." What a story must look like is decided here, once, for
//! the web, the import and everything else.

mod answers;
mod collections;
mod documents;
mod intake;
mod keys;
mod shelf;
mod submission;

pub use answers::{AnswerInput, Given};
pub use collections::{NewCollection, make_collection};
pub use documents::check as check_framework;
pub use intake::{Acknowledged, Capture, CaptureError, story_id};
pub use keys::Keys;
pub use shelf::{Shelf, default_framework};
pub use submission::{Checked, Submission, answers_given, check as check_submission};
