//! Reading held stories, redacting, clearing and withholding them.
//!
//! Every text is held until a person clears it; no setting turns that off.

mod decide;
mod error;
mod originals;
mod queue;
mod redact;
mod service;

pub use error::ModerationError;
pub use queue::{PAGE, QueuePage};
pub use redact::Redaction;
pub use service::Moderation;

pub use crate::store::{AttachmentFile, WithAttachments};
