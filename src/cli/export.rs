//! `sensing export`: stories into a file for other programs.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::application;
use super::output::{Failure, print};
use crate::app::Application;
use crate::config::DataConfig;
use crate::exchange::export::{
    Contents, ExportError, Format, NewFile, Part, Progress, Summary, Which, export, language_of_labels,
};
use crate::model::{Actor, Language};

/// Options of `sensing export`.
#[derive(Args, Debug)]
#[command(after_help = HELP)]
pub struct ExportArgs {
    /// The framework whose stories are exported, with all of its versions
    #[arg(long, value_name = "SLUG")]
    framework: String,
    /// How the file is written
    #[arg(long, value_parser = formats(), value_name = "FORMAT")]
    format: Format,
    /// The file to write; its ending says whether it holds one table, as .csv does, or all of them (.zip)
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Also export titles, texts and words beside choices, of the stories that a moderator has cleared, as redacted
    #[arg(long)]
    texts: bool,
    /// The one table to write, for a file of one table; stories when missing
    #[arg(long, value_parser = tables(), value_name = "TABLE")]
    table: Option<Part>,
    /// The language of titles and labels; by default English, or the framework's first language
    #[arg(long, value_name = "TAG")]
    language: Option<Language>,
    /// Replace the file if there is one
    #[arg(long)]
    force: bool,
}

const HELP: &str = "\
A story is exported if its storyteller allows analysis, unless a moderator took it out. Without
--texts no word of a storyteller is in the file. The words behind a redaction, receipts and times of
day never are.

stories has a row for each story, answers a row for each part of an answer, and framework says what
every id means. A file that ends in .zip holds all of them, with a README:
  sensing export --framework sheffield-send --format csv --out stories.csv
  sensing export --framework sheffield-send --format csv --table answers --out answers.csv
  sensing export --framework sheffield-send --format datapackage --texts --out stories.zip
A workbook (.xlsx) has a sheet for each table, and one that says how to read them. Parquet keeps categories,
days and numbers as they are, for pandas, polars and R.
JSON Lines come back in with sensing import jsonl, in a .zip together with the framework, and the
shape of SenseMaker with sensing import sensemaker:
  sensing export --framework sheffield-send --format jsonl --texts --out stories.zip

The file appears when it is complete, and only you can read it. The audit log notes every export.
When a storyteller withdraws a story later, the file does not change: keep it no longer than you
need it. docs/EXPORTS.md describes the formats and every column.

Exit code: 0 if the file was written; 1 if it could not be; 2 if the options make no sense.";

fn formats() -> impl TypedValueParser<Value = Format> {
    let names = Format::ALL.iter().map(|format| format.name());
    PossibleValuesParser::new(names).try_map(|name| Format::named(&name).ok_or("no such format"))
}

fn tables() -> impl TypedValueParser<Value = Part> {
    PossibleValuesParser::new(Part::ALL.map(Part::name)).try_map(|name| Part::named(&name).ok_or("no such table"))
}

/// Runs `sensing export`.
pub async fn run(data: &DataConfig, args: &ExportArgs) -> Result<(), Failure> {
    let part = part(args)?;
    folder_of(&args.out)?;
    let file = NewFile::at(&args.out, args.force).map_err(failure)?;
    let application = application::open_existing(data).await?;
    let exported = write(&application, args, part, file).await;
    application.store.close().await;
    let summary = exported?;
    print(in_words(args, part, &summary))
}

async fn write(application: &Application, args: &ExportArgs, part: Option<Part>, file: NewFile) -> Result<Summary, Failure> {
    let registry = &application.services.registry;
    let language = match registry.newest_of(&args.framework) {
        Some(newest) => {
            language_of_labels(&newest, args.language.as_ref()).map_err(|fault| Failure::misuse(fault.to_string()))?
        }
        // The export says which frameworks there are.
        None => Language::english(),
    };
    let contents = Contents {
        framework: args.framework.clone(),
        language,
        texts: args.texts,
        stories: Which::All,
        hide: None,
        part,
        actor: Some(Actor::Operator),
    };
    let mut shown = Shown::begin();
    let summary = export(&application.store, registry, contents, args.format, &file, |progress| shown.hear(progress)).await;
    shown.bar.finish_and_clear();
    let summary = summary.map_err(failure)?;
    file.keep().map_err(failure)?;
    Ok(summary)
}

/// The table that the file holds, by its ending; all of them when `None`.
fn part(args: &ExportArgs) -> Result<Option<Part>, Failure> {
    let format = args.format;
    let ending = args.out.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let (alone, whole) = (format.extension(Some(Part::Stories)), format.extension(None));
    let wanted = args.table.unwrap_or(Part::Stories);
    if ending == whole && args.table.is_none() {
        return Ok(None);
    }
    if format.parts().is_empty() {
        return Err(Failure::misuse(match args.table {
            Some(_) => format!("{} holds all tables; leave --table out", format.name()),
            None => format!("{} is a file that ends in .{whole}; name it so", format.name()),
        }));
    }
    if ending != alone {
        let what = if args.table.is_some() && ending == whole {
            format!("a file that ends in .{whole} holds all tables; leave --table out, or name a file that ends in .{alone}")
        } else {
            format!("name a file that ends in .{alone} for one table, or in .{whole} for all of them")
        };
        return Err(Failure::misuse(what));
    }
    if !format.parts().contains(&wanted) {
        return Err(Failure::misuse(format!("{} has no table {}; leave --table out", format.name(), wanted.name())));
    }
    Ok(Some(wanted))
}

/// Refuses a file in a folder that is not there.
fn folder_of(file: &Path) -> Result<(), Failure> {
    match file.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists()) {
        None => Ok(()),
        Some(folder) => {
            let (file, folder) = (file.display(), folder.display());
            let words = format!("{file} cannot be written, because there is no folder {folder}; make the folder first");
            Err(Failure { words, code: 1 })
        }
    }
}

pub(super) fn failure(error: ExportError) -> Failure {
    match error {
        ExportError::UnknownFramework { .. } | ExportError::NoSuchPart { .. } | ExportError::Exists(_) => {
            Failure::misuse(error)
        }
        other => other.into(),
    }
}

fn in_words(args: &ExportArgs, part: Option<Part>, summary: &Summary) -> String {
    let Summary { stories, texts, without_text, left_out } = summary;
    let place = Path::display(&args.out);
    let what = match (part, args.format) {
        (Some(_), Format::JsonLines) => "a line for each".to_owned(),
        (None, Format::JsonLines) => "with the framework".to_owned(),
        (Some(part), _) => format!("the table {}", part.name()),
        (None, _) => "all tables".to_owned(),
    };
    let words = if args.texts {
        format!("{texts} with their text, and {without_text} whose text may not be read")
    } else {
        "without texts (--texts adds those that a moderator has cleared)".to_owned()
    };
    format!(
        "{stories} stories of {} exported to {place} as {}, {what}: {words}. {left_out} left out: no consent to analysis, or taken out.",
        args.framework,
        args.format.name()
    )
}

/// Shows the progress: a bar on a terminal, plain lines elsewhere.
struct Shown {
    bar: ProgressBar,
    plain: bool,
    last: Instant,
}

impl Shown {
    fn begin() -> Self {
        let plain = !std::io::stderr().is_terminal();
        let target = if plain { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(None, target);
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} stories {eta}") {
            bar.set_style(style);
        }
        Self { bar, plain, last: Instant::now() }
    }

    fn hear(&mut self, progress: Progress) {
        self.bar.set_length(progress.of);
        self.bar.set_position(progress.read);
        if self.plain && self.last.elapsed() >= Duration::from_secs(1) {
            self.last = Instant::now();
            eprintln!("{} of {} stories read", progress.read, progress.of);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_goes_into_a_folder_that_is_there() {
        let folder = tempfile::tempdir().unwrap();
        assert!(folder_of(&folder.path().join("x.csv")).is_ok());
        assert!(folder_of(Path::new("x.csv")).is_ok());
        assert!(folder_of(&folder.path().join("nofolder/x.csv")).is_err_and(|error| error.code == 1));
    }
}
