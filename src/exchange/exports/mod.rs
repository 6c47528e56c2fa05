//! Exports that staff ask for.
//!
//! - A selection, a format and a reason → a request, which is agreed to at once or waits for a second person: [`Exports::ask`].
//! - A request → agreed, refused or cancelled: [`Exports::agree`], [`Exports::refuse`], [`Exports::cancel`].
//! - A request that was agreed to → its file, made when it is downloaded: [`Exports::file`].
//!
//! No file is stored: a story that was withdrawn, held again or lost its consent since a request was made is not in the file. See
//! `docs/decisions/0017-exports-are-made-when-they-are-downloaded.md`.

mod asking;
mod deciding;
mod error;
mod making;
mod rules;
mod seeing;
mod under_way;

use std::path::PathBuf;

use crate::analysis::Analysis;
use crate::frameworks::FrameworkRegistry;
use crate::model::Clock;
use crate::store::Store;

pub use asking::WantedExport;
pub use error::ExportsError;
pub use making::ExportedFile;
pub use seeing::{SeenExport, SeenExports};
pub use under_way::MadeSoFar;

use under_way::Making;

/// The requests for exports, and the making of their files on this node.
#[derive(Clone)]
pub struct Exports {
    store: Store,
    registry: FrameworkRegistry,
    analysis: Analysis,
    clock: Clock,
    /// Where files without a name are written until they are sent.
    folder: PathBuf,
    making: Making,
}

impl Exports {
    /// The requests in this store. Files are written in this folder while they are made.
    pub fn new(store: Store, registry: FrameworkRegistry, analysis: Analysis, clock: Clock, folder: PathBuf) -> Self {
        Self { store, registry, analysis, clock, folder, making: Making::default() }
    }

    /// The same with other views. For tests, whose views count fewer stories than the service may.
    #[must_use]
    pub fn with(self, analysis: Analysis) -> Self {
        Self { analysis, ..self }
    }
}
