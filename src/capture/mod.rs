//! Receives stories: submitting, receipts, correcting, withdrawing, and the collections they belong to.
//!
//! The form of a story is checked here, once, for the web, the import and everything else.

mod answers;
pub mod closing;
mod intake;
mod keys;
mod media;
mod story_id;
mod submission;

pub use answers::check as check_answer;
pub use intake::{Acknowledged, Capture, CaptureError, OpenedStory};
pub use keys::Keys;
pub use media::{Files, LARGEST_FILE, Picture, Voice, WrongFile, WrongPicture};
pub use story_id::story_id;
pub use submission::{Arrival, Checked, Submission, check as check_submission, check_beside};

pub use crate::store::{AttachmentFile, StoredAttachment, StoredStory, WithAttachments};
