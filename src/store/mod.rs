//! The only truth: stories, answers, consent, and the change log, in SQLite or PostgreSQL.
//!
//! "I have a checked story: keep it." "Give me the changes after this position." Nothing outside this room knows
//! SeaORM, and nothing in here knows the index or the columns. What a story and its change say is committed in one
//! transaction, and acknowledged only after it.

mod attachments;
mod changes;
mod collections;
mod connect;
mod entities;
mod error;
mod fates;
mod frameworks;
mod import;
mod outlines;
mod settings;
mod staff;
mod stories;

pub use attachments::{AttachmentFile, NewAttachment, StoredAttachment, WithAttachments};
pub use changes::{ChangeKind, Position};
pub use collections::Collection;
pub use connect::{Database, Store};
pub use error::StoreError;
pub use fates::{Decision, Revision, Withdrawn};
pub use frameworks::StoredFramework;
pub use import::{BatchMaker, ImportBatch, Imported};
pub use outlines::{KeptAnswers, Outline, Outlines};
pub use staff::{Session, StaffRecord};
pub use stories::{HeldPage, NewStory, QueuePlace, StoredStory, Submitted};
