//! Stories from elsewhere: files in JSON Lines, exports of SenseMaker, and made-up ones to try the service with.
//!
//! "Here is a file: bring it in, and say what you could not take." An import streams: nothing is held in memory but a
//! few batches. A batch is kept whole or not at all, and importing the same file again changes nothing.

mod jsonl;
mod lines;
mod pipeline;
mod sensemaker;
mod synthetic;

pub use jsonl::JsonLines;
pub use pipeline::{Draft, ExchangeError, Importer, Lines, Outcome, Progress, Rejected};
pub use sensemaker::{Definition, Exclusion, SenseMakerRows, TitleColumn};
pub use synthetic::Synthetic;
