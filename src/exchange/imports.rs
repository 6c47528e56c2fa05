//! Imports of tables for staff: a guess, a preview, the import, and saved mappings.
//!
//! A table is in memory while it is worked on and is not kept. One table is worked on at a time, and it must be small; the command
//! line takes larger ones.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;
use thiserror::Error;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::mapping::{Guess, HeadedTable, MappedTable, Mapping, Preview};
use super::pipeline::{ExchangeError, Importer};
use super::recognise::Rejected;
use super::remark::Remark;
use super::table::{Table, TableOptions};
use crate::access::{MayImport, Right};
use crate::capture::Keys;
use crate::frameworks::{FrameworkRegistry, is_slug};
use crate::model::{Clock, Fault, Language, Source};
use crate::store::{SavedMapping, Store, StoreError};

/// The largest file that staff import, in bytes.
pub const LARGEST_TABLE: usize = 20 << 20;
/// The most rows that staff import.
pub const MOST_ROWS: usize = 50_000;
/// Rows, and remarks, that a report lists.
const LISTED: usize = 2_000;
/// Saved mappings.
const MOST_MAPPINGS: u64 = 500;
/// Characters in the name of a mapping.
const LONGEST_NAME: usize = 120;

/// Why nothing was guessed, previewed, imported or saved.
#[derive(Debug, Error)]
pub enum ImportsError {
    /// The table, the mapping or the name cannot be used.
    #[error("{}", crate::model::faults_in_words(.0))]
    Faulty(Vec<Fault>),
    /// There is no mapping with this name.
    #[error("there is no saved mapping with this name")]
    Unknown,
    /// Other tables are being worked on.
    #[error("another table is being worked on; try again in a few seconds")]
    Busy,
    /// A thread ended unexpectedly.
    #[error("the table could not be read to its end; try again")]
    BrokenOff,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<ExchangeError> for ImportsError {
    fn from(error: ExchangeError) -> Self {
        match error {
            ExchangeError::Faulty { what, faults } => {
                // A fault of the whole says what it is about.
                let named =
                    |fault: Fault| if fault.field.is_empty() { Fault::new(what.as_str(), fault.message) } else { fault };
                Self::Faulty(faults.into_iter().map(named).collect())
            }
            ExchangeError::FrameworkDiffers { .. } => Self::Faulty(vec![Fault::new("framework", error)]),
            ExchangeError::Store(error) => Self::Store(error),
            ExchangeError::Read(error) => Self::Faulty(vec![Fault::new("file", error)]),
            ExchangeError::BrokenOff => Self::BrokenOff,
        }
    }
}

/// How a table is imported.
#[derive(Clone, Copy, Debug, Default)]
pub struct ImportChoices {
    /// Whether to check only, and store nothing.
    pub dry_run: bool,
    /// Whether a row with an answer that cannot be taken is rejected.
    pub strict: bool,
}

/// What came of an import.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"dry_run": false, "framework": "street-stories", "version": 1, "described": "120 rows of 14 columns: CSV in UTF-8, separated by semicolons.", "rows": 120, "new": 110, "known": 0, "different": 0, "left_out": 10, "rejected": 0, "collections": [], "rejections": [], "remarks": [{"kind": "unread_column", "field": "Email", "message": "has values in 120 rows, and the mapping leaves it out", "lines": []}]}))]
pub struct ImportReport {
    /// Whether nothing was stored, because it was only a trial.
    pub dry_run: bool,
    /// The slug of the framework that the stories answer.
    pub framework: String,
    /// The version of it.
    pub version: u32,
    /// How the table was read.
    pub described: String,
    /// Rows read.
    pub rows: u64,
    /// Stories that are stored now and were not before; on a trial, stories that would be stored.
    pub new: u64,
    /// Stories that were stored before with the same content.
    pub known: u64,
    /// Stories that are known, but not as the table has them now.
    pub different: u64,
    /// Rows left out on purpose: excluded by the mapping, or without consent.
    pub left_out: u64,
    /// Rows that were rejected.
    pub rejected: u64,
    /// Collections that were made because rows name them.
    pub collections: Vec<String>,
    /// The rows that were not imported, with the reasons: at most 2,000.
    pub rejections: Vec<Rejected>,
    /// What is said about the table and the rows that were taken.
    pub remarks: Vec<Remark>,
}

/// Imports tables for staff.
#[derive(Clone)]
pub struct Imports {
    store: Store,
    keys: Keys,
    registry: FrameworkRegistry,
    clock: Clock,
    /// One table at a time, because a small workbook can take up a lot of memory.
    turn: Arc<Semaphore>,
}

impl Imports {
    /// Imports into this store.
    pub fn new(store: Store, keys: Keys, registry: FrameworkRegistry, clock: Clock) -> Self {
        Self { store, keys, registry, clock, turn: Arc::new(Semaphore::new(1)) }
    }

    /// A first mapping for a table.
    ///
    /// # Errors
    /// [`ImportsError`] when it is no table.
    pub async fn guess(
        &self,
        _right: MayImport,
        file: Vec<u8>,
        options: TableOptions,
        slug: String,
        language: Language,
    ) -> Result<Guess, ImportsError> {
        check_slug(&slug)?;
        let turn = self.turn().await?;
        let clock = self.clock.clone();
        let options = TableOptions { small: true, ..options };
        let (guess, _turn) = work(turn, move || {
            let table = HeadedTable::read(&file, &options)?;
            check_rows(table.rows())?;
            Ok(table.guess(&slug, &language, &clock))
        })
        .await?;
        Ok(guess)
    }

    /// What a table becomes by a mapping. Stores nothing.
    ///
    /// # Errors
    /// [`ImportsError`] when the mapping does not fit the table.
    pub async fn preview(
        &self,
        _right: MayImport,
        file: Vec<u8>,
        mapping: Mapping,
        strict: bool,
    ) -> Result<Preview, ImportsError> {
        let turn = self.turn().await?;
        let framework = mapping.target(&self.store).await?;
        let clock = self.clock.clone();
        let (preview, _turn) = work(turn, move || {
            let table = read(&file, &mapping)?;
            Ok(MappedTable::new(table, mapping, framework, &clock, strict)?.preview())
        })
        .await?;
        Ok(preview)
    }

    /// Imports a table by a mapping.
    ///
    /// # Errors
    /// [`ImportsError`]; stories of earlier batches stay in the store, and importing again adds none twice.
    pub async fn import(
        &self,
        right: MayImport,
        file: Vec<u8>,
        mapping: Mapping,
        choices: ImportChoices,
    ) -> Result<ImportReport, ImportsError> {
        let turn = self.turn().await?;
        let open = mapping.open_questions();
        if !open.is_empty() {
            return Err(ImportsError::Faulty(open));
        }
        let ImportChoices { dry_run, strict } = choices;
        let importer = Importer {
            right,
            store: self.store.clone(),
            keys: self.keys.clone(),
            registry: self.registry.clone(),
            // A moderator reads the texts first; only the operator may clear them with the import.
            cleared: false,
            dry_run,
            round: None,
            source: Source::Imported,
            clock: self.clock.clone(),
        };
        // Before anything is published: the columns must be there.
        let framework = mapping.target(&self.store).await?;
        let (clock, own) = (self.clock.clone(), mapping.clone());
        let (mapped, _turn) = work(turn, move || {
            let table = read(&file, &own)?;
            MappedTable::new(table, own, framework, &clock, strict)
        })
        .await?;
        let framework = mapping.publish(&importer).await?;
        let mut report = ImportReport {
            dry_run,
            framework: framework.slug.clone(),
            version: framework.version,
            described: mapped.described(),
            rows: 0,
            new: 0,
            known: 0,
            different: 0,
            left_out: 0,
            rejected: 0,
            collections: Vec::new(),
            rejections: Vec::new(),
            remarks: mapped.remarks.clone(),
        };
        let rows = mapped.into_rows()?;
        let outcome = importer
            .run(rows, &framework, |progress| {
                let room = LISTED.saturating_sub(report.rejections.len());
                report.rejections.extend(progress.rejections.iter().chain(&progress.differences).take(room).cloned());
                for remark in &progress.remarks {
                    report.hear(remark);
                }
            })
            .await?;
        report.rejections.sort_by_key(|rejected| rejected.line);
        Ok(ImportReport {
            rows: outcome.lines,
            new: outcome.new,
            known: outcome.known,
            different: outcome.different,
            left_out: outcome.excluded,
            rejected: outcome.rejected,
            collections: outcome.collections,
            ..report
        })
    }

    /// The names of all saved mappings, with the days on which they were saved, by name.
    ///
    /// # Errors
    /// [`ImportsError::Store`].
    pub async fn mappings(&self, _right: MayImport) -> Result<Vec<(String, NaiveDate)>, ImportsError> {
        Ok(self.store.mappings().await?)
    }

    /// A saved mapping.
    ///
    /// # Errors
    /// [`ImportsError::Unknown`] when there is none.
    pub async fn mapping(&self, _right: MayImport, name: &str) -> Result<SavedMapping, ImportsError> {
        self.store.mapping(name).await?.ok_or(ImportsError::Unknown)
    }

    /// Saves a mapping, in place of one with the same name.
    ///
    /// # Errors
    /// [`ImportsError::Faulty`] for a name that is not possible, and beyond 500 mappings.
    pub async fn keep(&self, right: MayImport, name: &str, mapping: &Mapping) -> Result<SavedMapping, ImportsError> {
        let trimmed = name.trim();
        if trimmed != name || name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
            let message = format!("a name is one line of 1 to {LONGEST_NAME} characters, without white space around it");
            return Err(ImportsError::Faulty(vec![Fault::new("name", message)]));
        }
        if matches!(name, "." | "..") {
            let message = "“.” and “..” mean folders in an address; choose another name";
            return Err(ImportsError::Faulty(vec![Fault::new("name", message)]));
        }
        if self.store.count_mappings().await? >= MOST_MAPPINGS && self.store.mapping(name).await?.is_none() {
            let message = format!("{MOST_MAPPINGS} mappings are saved; delete one that is no longer needed");
            return Err(ImportsError::Faulty(vec![Fault::new("name", message)]));
        }
        let document = serde_json::to_string(mapping).map_err(|error| ImportsError::Faulty(vec![Fault::new("", error)]))?;
        let kept = SavedMapping { name: name.to_owned(), document, saved: self.clock.today() };
        self.store.keep_mapping(right.actor(), &kept).await?;
        Ok(kept)
    }

    /// Deletes a mapping.
    ///
    /// # Errors
    /// [`ImportsError::Unknown`] when there is none.
    pub async fn delete(&self, right: MayImport, name: &str) -> Result<(), ImportsError> {
        if self.store.delete_mapping(right.actor(), name).await? { Ok(()) } else { Err(ImportsError::Unknown) }
    }

    async fn turn(&self) -> Result<OwnedSemaphorePermit, ImportsError> {
        let turn = Arc::clone(&self.turn).acquire_owned();
        let turn = tokio::time::timeout(std::time::Duration::from_secs(20), turn).await;
        turn.map_err(|_| ImportsError::Busy)?.map_err(|_| ImportsError::BrokenOff)
    }
}

impl ImportReport {
    /// Takes a remark in. The same about several rows is one remark.
    fn hear(&mut self, remark: &Remark) {
        let alike = |own: &Remark| own.kind == remark.kind && own.field == remark.field && own.message == remark.message;
        match self.remarks.iter().position(alike) {
            Some(place) => self.remarks[place].lines.extend(&remark.lines),
            None if self.remarks.len() < LISTED => self.remarks.push(remark.clone()),
            None => {}
        }
    }
}

fn read(file: &[u8], mapping: &Mapping) -> Result<Table, ExchangeError> {
    let table = Table::read_as(file, &TableOptions { small: true, ..mapping.table.clone() })?;
    check_rows(table.rows.len())?;
    Ok(table)
}

fn check_slug(slug: &str) -> Result<(), ImportsError> {
    if is_slug(slug) {
        return Ok(());
    }
    let message = "use small letters, digits and dashes, at most 64, such as street-stories";
    Err(ImportsError::Faulty(vec![Fault::new("slug", message)]))
}

fn check_rows(rows: usize) -> Result<(), ExchangeError> {
    if rows <= MOST_ROWS {
        return Ok(());
    }
    let message = format!(
        "the table has {rows} rows; this page takes {MOST_ROWS}. Split it, or ask the operator to use `sensing import table`"
    );
    Err(ExchangeError::Faulty { what: "file".to_owned(), faults: vec![Fault::new("", message)] })
}

/// Runs on a thread that may take long. The turn is held until the work is done, also when the client has left, and comes back
/// with the result.
async fn work<T: Send + 'static>(
    turn: OwnedSemaphorePermit,
    work: impl FnOnce() -> Result<T, ExchangeError> + Send + 'static,
) -> Result<(T, OwnedSemaphorePermit), ImportsError> {
    let done = tokio::task::spawn_blocking(move || Ok::<_, ExchangeError>((work()?, turn))).await;
    Ok(done.map_err(|_| ImportsError::BrokenOff)??)
}
