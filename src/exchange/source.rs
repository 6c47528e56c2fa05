//! A source of stories: what it is read as, line by line.

use std::sync::Arc;

use uuid::Uuid;

use super::remark::Remark;
use crate::capture::Submission;
use crate::model::{Day, Fault, Language, ModerationState, Source};

/// One line of a source, before the checks.
pub struct Draft {
    /// The story as it was submitted.
    pub submission: Submission,
    /// The source's name for the story: the same name twice is the same story.
    pub name: Vec<u8>,
    /// The name that an earlier version of the service gave to the story, if that was another one.
    pub former: Option<Vec<u8>>,
    /// The day on which it was received; today when `None`.
    pub received: Option<Day>,
    /// Its moderation state; the importer's default when `None`.
    pub state: Option<ModerationState>,
    /// The story's own language, where the framework is not worded in it.
    pub language: Option<Language>,
    /// What is to be said about it if it is taken.
    pub remarks: Vec<Remark>,
    /// What only an export says of it.
    pub exported: Exported,
}

/// What a line of an export says of a story beside what a storyteller can send.
#[derive(Debug, Default)]
pub struct Exported {
    /// The story's id. It identifies the story, and stays the same.
    pub id: Option<Uuid>,
    /// By which way it came into the service that exported it.
    pub source: Option<Source>,
    /// The round of its collection, for a collection that does not exist yet.
    pub round: Option<String>,
    /// The id of the first story in the export that the same storyteller told.
    pub storyteller: Option<Uuid>,
    /// Whether its text is not in the export. The story then counts without ever being readable.
    pub without_text: bool,
}

/// Turns a raw line into a draft; `None` when the line is excluded on purpose.
pub type Drafter<Raw> = Arc<dyn Fn(Raw) -> Result<Option<Draft>, Vec<Fault>> + Send + Sync>;

/// A source of stories. It reads raw lines one after the other, and its drafter turns them into drafts on any thread.
pub trait Lines: Send + 'static {
    /// A line as it was read.
    type Raw: Send;

    /// The next line with its number, counted from 1; `None` at the end.
    ///
    /// # Errors
    /// Errors of the file.
    fn next(&mut self) -> std::io::Result<Option<(u64, Self::Raw)>>;

    /// Bytes read so far.
    fn bytes(&self) -> u64;

    /// The function that makes drafts, on any thread.
    fn drafter(&self) -> Drafter<Self::Raw>;

    /// Whether the names of stories are ids that the source gave them, and that reports may show.
    fn names_are_ids(&self) -> bool {
        false
    }

    /// Whether lines may name stories by the id that an export gave them.
    fn brings_ids(&self) -> bool {
        false
    }
}
