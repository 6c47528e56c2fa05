//! The plain types that every room speaks: frameworks, answers, stories, selections.
//!
//! Nothing here knows of databases, HTTP, indexes or statistics, and nothing here imports the rest of the
//! service. A type that carries a rule is built by a function that checks it, so that a value which exists is right.

mod answer;
mod attachment;
mod borrowed;
mod day;
mod fault;
mod framework;
mod join_code;
mod language;
mod limits;
mod receipt;
mod region;
mod role;
mod selection;
mod story;

pub use answer::{Answer, Answers, InputMode, OutOfRange, Place, Reply, Triad, Unit, WHOLE, WrongTriad};
pub use attachment::AttachmentKind;
pub use borrowed::Borrowed;
pub use day::{Day, NoDay};
pub use fault::{Fault, faults_in_words};
pub use framework::{
    About, Choice, Dyad, Framework, FrameworkState, Labelled, Prompt, Shape, Signifier, StonesAxisX, StonesAxisY,
};
pub use join_code::{JoinCode, MalformedJoinCode};
pub use language::{Language, Text, UnknownLanguage};
pub use limits::{StoryText, TextFault, Title, clean, clean_line};
pub use receipt::{MalformedReceipt, Receipt};
pub use region::{Fifth, Zone};
pub use role::{Role, UnknownRole};
pub use selection::{DateRange, DyadRange, NotSelected, Selection, StoneRegion, TriadRegion};
pub use story::{Consent, ModerationState, Source};
