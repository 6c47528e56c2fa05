//! Exports stories ([`export`]), also those that staff ask for ([`Exports`]), and imports them: from JSON Lines, from SenseMaker exports,
//! and synthetic stories: those of the demo, with a planted truth, and plain ones for measuring the service.
//!
//! Each import reports the lines that it rejects, and what it changed or left out. JSON Lines stream: only a few batches are
//! in memory at a time; a table is read as a whole. A batch is stored as a whole or not at all, and importing the same file again
//! changes nothing.

mod cells;
mod checks;
mod demo;
mod distinctive;
pub mod export;
mod exports;
mod imports;
mod jsonl;
mod lines;
pub mod mapping;
mod markup;
mod pipeline;
mod recognise;
mod remark;
mod sensemaker;
mod source;
mod synthetic;
mod table;

pub use demo::{Demo, Finding, Truth};
pub use export::{ExportError, Format};
pub use exports::{ExportedFile, Exports, ExportsError, MadeSoFar, SeenExport, SeenExports, WantedExport};
pub use imports::{ImportChoices, ImportReport, Imports, ImportsError, LARGEST_TABLE};
pub use jsonl::JsonLines;
pub use pipeline::{ExchangeError, Importer, Outcome, Progress};
pub use recognise::Rejected;
pub use remark::{Remark, RemarkKind};
pub use sensemaker::{Definition, Exclusion, OwnRows, SenseMakerExport, SenseMakerRows, TitleColumn, Wishes};
pub use source::{Draft, Lines};
pub use synthetic::Synthetic;
pub use table::{Table, TableOptions, counted};
