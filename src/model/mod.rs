//! The plain types that all modules share: frameworks, answers, stories, selections.
//!
//! This module knows nothing of databases, HTTP, indexes or statistics, and imports nothing from the rest of the service. A
//! type with a rule is created by a function that checks the rule, so every existing value is valid.

mod actor;
mod answer;
mod answer_body;
mod ask;
mod asked;
mod attachment;
mod borrowed;
mod clock;
mod day;
mod export;
mod fault;
mod framework;
mod job;
mod join_code;
mod json;
mod language;
mod limits;
mod notice;
mod receipt;
mod region;
mod revision;
mod role;
mod selection;
mod story;

pub use actor::{Action, Actor, Subject};
pub use answer::{Answer, Answers, InputMode, OutOfRange, Place, Reply, Triad, Unit, WHOLE, WrongTriad};
pub use answer_body::{AnswerBody, AnswerInput, answer_bodies};
pub use ask::{Ask, AskRule};
pub use asked::{AUDIENCE, Asked, Asking};
pub use attachment::AttachmentKind;
pub use borrowed::Borrowed;
pub use clock::{Clock, NoTimeZone, TimeZone};
pub use day::{Day, NoDay};
pub use export::{ExportState, UnknownExportState};
pub use fault::{Fault, faults_in_words, first_of, some_of};
pub use framework::{
    About, Choice, Dyad, Framework, FrameworkState, Labelled, Prompt, Shape, Signifier, StonesAxisX, StonesAxisY,
};
pub use job::{JobKind, JobState, UnknownJobWord};
pub use join_code::{JoinCode, MalformedJoinCode};
pub use json::{WrongJson, read_json, unique_keys, unique_keys_or_null};
pub use language::{Language, Text, UnknownLanguage, in_any_case};
pub use limits::{StoryText, TextFault, Title, clean, clean_line, is_blank};
pub use notice::{BlockKind, Notice, NoticeBlock, NoticeField, NoticeKind, NoticeText, UnknownNotice, named_in};
pub use receipt::{MalformedReceipt, Receipt};
pub use region::{Fifth, Zone};
pub use revision::{MalformedRevision, Revision};
pub use role::{Role, UnknownRole};
pub use selection::{DateRange, DyadRange, NotSelected, Selection, StoneRegion, TriadRegion};
pub use story::{Consent, ModerationState, Source, Visibility};
