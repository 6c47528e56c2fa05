//! What all imports of files share: where stories come from, where they go, and how a file is read.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use clap::Args;

use super::import_report::Report;
use super::output::Failure;
use super::projections;
use crate::access::Scope;
use crate::app::Application;
use crate::config::DataConfig;
use crate::exchange::{ExchangeError, Importer, Outcome};
use crate::model::{Source, TimeZone};

/// Where stories come from, and where they are stored.
#[derive(Args, Debug)]
pub struct Place {
    /// The file with the stories; - reads standard input. If given twice, the second is the service's data folder, as with --into
    #[arg(long, value_name = "FILE", required = true, num_args = 1)]
    data: Vec<PathBuf>,
    /// The service's data folder
    #[arg(long, env = "SENSING_DATA", default_value = "./data", value_name = "FOLDER")]
    into: PathBuf,
    /// A PostgreSQL database, postgres://user:password@host/name, instead of the SQLite file in the data folder
    #[arg(long, env = "SENSING_DATABASE_URL", value_name = "URL", hide_env_values = true)]
    database_url: Option<String>,
    /// The time zone in which days begin and end, as a name of the tz database; by default the one that the database has
    #[arg(long, env = "SENSING_TIME_ZONE", value_name = "NAME")]
    time_zone: Option<TimeZone>,
}

impl Place {
    /// The file, and the service's own data. With all other commands `--data` is the data folder, so it can be given twice
    /// here: a value that is a folder, or comes second, is the data folder.
    pub(super) fn tell_apart(self) -> Result<(PathBuf, DataConfig), Failure> {
        let mut given = self.data.into_iter();
        let (file, folder) = match (given.next(), given.next(), given.next()) {
            (Some(first), Some(second), None) if first.is_dir() => (second, first),
            (Some(first), Some(second), None) => (first, second),
            (Some(first), None, None) => (first, self.into),
            _ => return Err(Failure::misuse("give --data once for the file, and at most once more for the data folder")),
        };
        Ok((file, DataConfig { data: folder, database_url: self.database_url, time_zone: self.time_zone }))
    }
}

/// Options that both kinds of import share.
#[derive(Args, Debug)]
pub struct ImportOptions {
    /// Clear the texts at once, because people have already reviewed them
    #[arg(long)]
    pub(super) cleared: bool,
    /// Check every line and report, but store nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Write every line that was not imported with its reasons, and all else that is reported about lines, to this file as JSON
    /// Lines
    #[arg(long, value_name = "FILE")]
    pub(super) report: Option<PathBuf>,
    /// The round (such as baseline) of collections that are created because lines name them
    #[arg(long, value_name = "NAME")]
    pub(super) round: Option<String>,
}

/// Says what came of the import, and brings what the service reads at its start up to date.
pub(super) async fn finish(
    data: &DataConfig,
    application: Application,
    report: Report,
    outcome: &Outcome,
    options: &ImportOptions,
) -> Result<(), Failure> {
    let said = report.end(outcome, options.dry_run);
    if outcome.new > 0 && !options.dry_run {
        projections::bring_up_to_date(data, &application).await?;
    }
    application.store.close().await;
    said
}

pub(super) fn importer(application: &Application, options: &ImportOptions, source: Source) -> Result<Importer, Failure> {
    let right = Scope::of_operator().may_import()?;
    Ok(Importer {
        right,
        store: application.store.clone(),
        keys: application.keys.clone(),
        registry: application.services.registry.clone(),
        cleared: options.cleared,
        dry_run: options.dry_run,
        round: options.round.clone(),
        source,
        clock: application.services.clock.clone(),
    })
}

pub(super) fn misuse_or_failure(error: ExchangeError) -> Failure {
    match error {
        ExchangeError::Faulty { .. } | ExchangeError::FrameworkDiffers { .. } => Failure::misuse(error),
        other => other.into(),
    }
}

pub(super) fn unusable(file: &Path, error: &dyn std::fmt::Display) -> Failure {
    Failure::misuse(format!("{} cannot be used: {error}", file.display()))
}

pub(super) fn read(file: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(file).map_err(|error| Failure::misuse(format!("{} cannot be read: {error}", file.display())))
}

pub(super) type Input = (Box<dyn BufRead + Send>, Option<u64>);

/// Opens a file, or standard input for `-`; returns its size if that is known.
pub(super) fn open(file: &Path) -> Result<Input, Failure> {
    if file.as_os_str() == "-" {
        return Ok((Box::new(BufReader::new(std::io::stdin())), None));
    }
    let failed = |error| Failure::misuse(format!("{} cannot be read: {error}", file.display()));
    let opened = File::open(file).map_err(failed)?;
    let size = opened.metadata().map_err(failed)?;
    if size.is_dir() {
        return Err(Failure::misuse(format!("{} is a folder, not a file", file.display())));
    }
    Ok((Box::new(BufReader::with_capacity(1 << 16, opened)), Some(size.len())))
}
