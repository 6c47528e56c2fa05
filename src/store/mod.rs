//! The only truth: stories, answers, consent, and the change log, in SQLite or PostgreSQL.
//!
//! "I have a checked story: store it." "Give me the changes after this position." Nothing outside this room knows
//! SeaORM, and nothing in here knows the index or the columns. What a story and its change say is committed in one
//! transaction, and acknowledged only after it. One task writes (`writer`); every other connection only reads. Every change
//! names the actor who makes it and appends its row to the audit log in its own transaction (`audit`).

mod attachments;
mod audit;
mod changes;
mod collections;
mod column_rows;
mod connect;
mod connections;
mod corrections;
mod decisions;
mod deeds;
mod edit_collection;
mod entities;
mod error;
mod export_deeds;
mod export_requests;
mod exported;
mod frameworks;
mod import;
mod insert_stories;
mod jobs;
mod mappings;
mod notices;
mod originals;
mod read_attachments;
mod read_changes;
mod read_stories;
mod same_story;
mod settings;
mod staff;
mod statements;
mod stories;
mod story_texts;
mod storyteller_key;
mod submit;
mod views;
mod wal_index;
mod withdrawals;
mod withdrawn_receipts;
mod withdrawn_stories;
mod writer;

pub use attachments::{AttachmentFile, NewAttachment, StoredAttachment, WithAttachments};
pub use audit::{AuditEntry, AuditFilter};
pub use changes::{ChangeKind, Position};
pub use collections::Collection;
pub use column_rows::{ColumnRow, ColumnRows, KeptAnswers};
pub use connect::Store;
pub use connections::Database;
pub use corrections::Correction;
pub use decisions::{Decided, Decision};
pub use edit_collection::Edited;
pub use error::StoreError;
pub use export_requests::{AddedExport, ExportChange, ExportRequest, NamedExport, OpenExports};
pub use exported::{ExportedRows, ExportedStory, ExportedWords};
pub use frameworks::StoredFramework;
pub use import::{BatchMaker, ImportBatch, Imported};
pub use jobs::{JobLimits, JobUnderWay, NewJob, StoredJob, TakenJob};
pub use mappings::SavedMapping;
pub use notices::{NoticeChanged, StoredNotice};
pub use originals::Original;
pub use same_story::{DefaultLanguage, DefaultLanguages, Different, EarlierImports, half};
pub use staff::{Session, StaffRecord};
pub use stories::{HeldPage, NewStory, QueuePlace, StoredStory, Submitted};
pub use story_texts::{StoryText, StoryTexts};
pub use storyteller_key::StorytellerKey;
pub use views::SavedView;
pub use withdrawals::Withdrawn;
pub use withdrawn_stories::WithdrawnStories;
