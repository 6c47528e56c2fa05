//! `sensing import`: stories from files.

use std::fs::File;
use std::io::{BufRead, BufReader, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{Failure, print};
use crate::app::Application;
use crate::config::DataConfig;
use crate::exchange::{
    Definition, ExchangeError, Exclusion, Importer, JsonLines, Outcome, Progress, Rejected, SenseMakerRows, TitleColumn,
};
use crate::model::{Framework, Source, faults_in_words};

#[derive(Subcommand, Debug)]
pub enum ImportCommand {
    /// Bring in JSON Lines: a line is a story as the API takes it, optionally with "received" and "state"
    #[command(after_help = JSONL_HELP)]
    Jsonl {
        /// The framework document that the stories answer; published if it is not yet
        #[arg(long, value_name = "F.json")]
        framework: PathBuf,
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        how: How,
    },
    /// Bring in an export of SenseMaker: its definition and its CSV file
    #[command(after_help = SENSEMAKER_HELP)]
    Sensemaker {
        /// The definition
        #[arg(long, value_name = "D.json")]
        definition: PathBuf,
        #[command(flatten)]
        place: Place,
        /// The slug that the framework gets here
        #[arg(long = "as", value_name = "SLUG")]
        slug: String,
        /// Leave out rows whose COLUMN holds VALUE (ids or titles); may be repeated
        #[arg(long, value_name = "COLUMN=VALUE", value_parser = exclusion)]
        exclude: Vec<Exclusion>,
        /// The free text that becomes the title (id or title); the first one of a single line when missing
        #[arg(long, value_name = "COLUMN")]
        title: Option<String>,
        #[command(flatten)]
        how: How,
    },
}

const JSONL_HELP: &str = "\
An import is safe to run twice: a story with a receipt is known by it, one without by its line. Stories already kept
are counted as known and left alone. Unless --cleared or \"state\" says otherwise, texts are held until a moderator
clears them; answers count at once.";

const SENSEMAKER_HELP: &str = "\
Storytellers' wishes bind: leave out rows that only the provider may read, for example
  --exclude \"Access Control=If you prefer that only the provider has access, please check this box.\"
Importing the same export again changes nothing.";

/// Where stories come from, and where they go.
#[derive(Args, Debug)]
pub struct Place {
    /// The file with the stories; - reads standard input. Given a second time, the service's data folder, as --into
    #[arg(long, value_name = "FILE", required = true, num_args = 1)]
    data: Vec<PathBuf>,
    /// The service's data folder
    #[arg(long, env = "SENSING_DATA", default_value = "./data", value_name = "FOLDER")]
    into: PathBuf,
    /// A PostgreSQL database, postgres://user:password@host/name, instead of the SQLite file in the data folder
    #[arg(long, env = "SENSING_DATABASE_URL", value_name = "URL", hide_env_values = true)]
    database_url: Option<String>,
}

impl Place {
    /// The file, and the service's own data. `--data` means the folder with every other command, so here it may stand
    /// twice: what is a folder, or stands second, is the folder.
    fn tell_apart(self) -> Result<(PathBuf, DataConfig), Failure> {
        let mut given = self.data.into_iter();
        let (file, folder) = match (given.next(), given.next(), given.next()) {
            (Some(first), Some(second), None) if first.is_dir() => (second, first),
            (Some(first), Some(second), None) => (first, second),
            (Some(first), None, None) => (first, self.into),
            _ => return Err(Failure::misuse("--data names the file, and at most once more the data folder")),
        };
        Ok((file, DataConfig { data: folder, database_url: self.database_url }))
    }
}

#[derive(Args, Debug)]
pub struct How {
    /// People have reviewed the texts already: clear them at once
    #[arg(long)]
    pub(super) cleared: bool,
    /// Check every line and report, but keep nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Write every rejected line with its reasons to this file, as JSON Lines
    #[arg(long, value_name = "FILE")]
    pub(super) report: Option<PathBuf>,
    /// The round (such as baseline) of collections that are made because lines name them
    #[arg(long, value_name = "NAME")]
    pub(super) round: Option<String>,
}

/// Rejected lines that are shown; all of them go to --report.
const SHOWN: u64 = 20;

pub async fn run(command: ImportCommand) -> Result<(), Failure> {
    match command {
        ImportCommand::Jsonl { framework, place, how } => {
            let (file, data) = place.tell_apart()?;
            jsonl(&data, &framework, &file, how).await
        }
        ImportCommand::Sensemaker { definition, place, slug, exclude, title, how } => {
            let (file, data) = place.tell_apart()?;
            let title = title.map_or(TitleColumn::Guess, TitleColumn::Named);
            sensemaker(&data, &definition, &file, &slug, (&title, &exclude), how).await
        }
    }
}

async fn jsonl(data: &DataConfig, framework: &Path, file: &Path, how: How) -> Result<(), Failure> {
    let document = serde_json::from_str(&read(framework)?).map_err(|error| unusable(framework, &error))?;
    let (reader, size) = open(file)?;
    let application = Application::open(data).await?;
    let importer = importer(&application, &how, Source::Imported);
    let framework = importer.publish(&framework.display().to_string(), &document).await.map_err(misuse_or_failure)?;
    let mut report = Report::begin(&how, size, "bytes")?;
    let outcome = importer.run(JsonLines::new(reader), &framework, |progress| report.hear(progress)).await?;
    application.services.store.close().await;
    report.end(&outcome, how.dry_run)
}

async fn sensemaker(
    data: &DataConfig,
    definition: &Path,
    file: &Path,
    slug: &str,
    (title, exclude): (&TitleColumn, &[Exclusion]),
    how: How,
) -> Result<(), Failure> {
    let project = Definition::read(&read(definition)?).map_err(|error| unusable(definition, &error))?;
    let (reader, size) = open(file)?;
    let application = Application::open(data).await?;
    let importer = importer(&application, &how, Source::Imported);
    let framework = publish(&importer, &project, slug, definition).await?;
    let rows = SenseMakerRows::new(reader, &project, &framework, title, exclude).map_err(misuse_or_failure)?;
    for question in project.left_out(title) {
        eprintln!("Not brought in, since there is no signifier like it: {question}");
    }
    let mut report = Report::begin(&how, size, "bytes")?;
    let outcome = importer.run(rows, &framework, |progress| report.hear(progress)).await?;
    application.services.store.close().await;
    report.end(&outcome, how.dry_run)
}

/// Publishes the project as the first version that is free or the same.
async fn publish(importer: &Importer, project: &Definition, slug: &str, file: &Path) -> Result<Framework, Failure> {
    for version in 1.. {
        match importer.publish(&file.display().to_string(), &project.framework(slug, version)).await {
            Err(ExchangeError::FrameworkDiffers { .. }) => {}
            done => return done.map_err(misuse_or_failure),
        }
    }
    Err(Failure::misuse("no version number is left"))
}

pub(super) fn importer(application: &Application, how: &How, source: Source) -> Importer {
    Importer {
        store: application.services.store.clone(),
        keys: application.keys.clone(),
        shelf: application.services.shelf.clone(),
        cleared: how.cleared,
        dry_run: how.dry_run,
        round: how.round.clone(),
        source,
    }
}

fn exclusion(text: &str) -> Result<Exclusion, String> {
    let (column, value) = text.split_once('=').ok_or("write COLUMN=VALUE")?;
    Ok(Exclusion { column: column.trim().to_owned(), value: value.trim().to_owned() })
}

fn misuse_or_failure(error: ExchangeError) -> Failure {
    match error {
        ExchangeError::Faulty { .. } | ExchangeError::FrameworkDiffers { .. } => Failure::misuse(error),
        other => other.into(),
    }
}

fn unusable(file: &Path, error: &serde_json::Error) -> Failure {
    Failure::misuse(format!("{} cannot be used: {error}", file.display()))
}

fn read(file: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(file).map_err(|error| Failure::misuse(format!("{} cannot be read: {error}", file.display())))
}

type Input = (Box<dyn BufRead + Send>, Option<u64>);

/// Opens a file, or standard input for `-`; with its size where that is known.
fn open(file: &Path) -> Result<Input, Failure> {
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

/// Shows how far an import has come: a bar on a terminal, plain lines elsewhere.
pub(super) struct Report {
    pub(super) bar: ProgressBar,
    plain: bool,
    last: Instant,
    began: Instant,
    shown: u64,
    file: Option<File>,
}

impl Report {
    pub(super) fn begin(how: &How, size: Option<u64>, unit: &str) -> Result<Self, Failure> {
        let plain = !std::io::stderr().is_terminal();
        let target = if plain { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(size, target);
        let template = match (size, unit) {
            (None, _) => "{spinner} {msg} {elapsed}",
            (_, "bytes") => "{bar:30} {bytes}/{total_bytes} {msg} {eta}",
            _ => "{bar:30} {pos}/{len} {msg} {eta}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        let file = how.report.as_ref().map(|path| {
            File::create(path).map_err(|error| Failure::misuse(format!("{} cannot be written: {error}", path.display())))
        });
        let now = Instant::now();
        Ok(Self { bar, plain, last: now, began: now, shown: 0, file: file.transpose()? })
    }

    pub(super) fn hear(&mut self, progress: &Progress) {
        self.bar.set_position(progress.bytes);
        self.bar.set_message(format!("{} stories", progress.new + progress.known));
        for rejected in &progress.rejections {
            self.reject(rejected);
        }
        if self.plain && self.last.elapsed() >= Duration::from_secs(1) {
            self.last = Instant::now();
            eprintln!(
                "{} lines read, {} stories new, {} known, {} lines rejected",
                progress.lines, progress.new, progress.known, progress.rejected
            );
        }
    }

    fn reject(&mut self, rejected: &Rejected) {
        if let Some(file) = &mut self.file
            && let Ok(line) = serde_json::to_string(rejected)
            && let Err(error) = writeln!(file, "{line}")
        {
            self.bar.suspend(|| eprintln!("the report cannot be written: {error}"));
        }
        self.shown += 1;
        if self.shown <= SHOWN {
            self.bar.suspend(|| eprintln!("line {}: {}", rejected.line, faults_in_words(&rejected.faults)));
        } else if self.shown == SHOWN + 1 {
            self.bar.suspend(|| eprintln!("… more lines are rejected; --report FILE keeps them all"));
        }
    }

    fn end(self, outcome: &Outcome, dry_run: bool) -> Result<(), Failure> {
        self.bar.finish_and_clear();
        let Outcome { lines, new, known, excluded, rejected, collections } = outcome;
        let seconds = self.began.elapsed().as_secs_f64();
        let would = if dry_run { "Dry run, nothing was kept: " } else { "" };
        print(format!(
            "{would}{lines} lines read in {seconds:.1} s: {new} stories new, {known} known already, {excluded} left out, {rejected} rejected."
        ))?;
        if !collections.is_empty() {
            print(format!("Collections made: {}", collections.join(", ")))?;
        }
        if *rejected > 0 {
            return Err(Failure::partly(format!("{rejected} of {lines} lines were rejected; everything else is in")));
        }
        Ok(())
    }
}
