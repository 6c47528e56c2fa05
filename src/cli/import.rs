//! `sensing import`: stories from files.

use std::path::{Path, PathBuf};

use clap::Subcommand;

use super::application;
use super::import_report::Report;
use super::import_source::{ImportOptions, Place, finish, importer, misuse_or_failure, open, read, unusable};
use super::import_table::{
    GUESS_HELP, GuessArgs, KOBO_HELP, NARRAFIRMA_HELP, TABLE_HELP, TableArgs, TargetArgs, guess, kobo, narrafirma, table,
};
use super::output::Failure;
use crate::config::DataConfig;
use crate::exchange::{
    Definition, ExchangeError, Exclusion, Importer, JsonLines, OwnRows, SenseMakerExport, Table, TitleColumn, Wishes,
};
use crate::model::{Framework, Source, read_json};

/// Subcommands of `sensing import`.
#[derive(Subcommand, Debug)]
pub enum ImportCommand {
    /// Import JSON Lines: each line is a story as the API accepts it, optionally with "received" and "state"
    #[command(after_help = JSONL_HELP)]
    Jsonl {
        /// The framework document that the stories answer; published if it is not yet published
        #[arg(long, value_name = "F.json")]
        framework: PathBuf,
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        options: ImportOptions,
    },
    /// Import a SenseMaker export: its definition, and its stories as CSV or a workbook
    #[command(after_help = SENSEMAKER_HELP)]
    Sensemaker {
        /// The definition
        #[arg(long, value_name = "D.json")]
        definition: PathBuf,
        #[command(flatten)]
        place: Place,
        /// The slug for the framework
        #[arg(long = "as", value_name = "SLUG")]
        slug: String,
        /// Exclude rows whose COLUMN has this VALUE (ids or titles, in any case); may be repeated
        #[arg(long, value_name = "COLUMN=VALUE", value_parser = exclusion)]
        exclude: Vec<Exclusion>,
        /// This question (its id, title or heading) counts from 0 to 100, whatever its values look like; may be repeated
        #[arg(long, value_name = "COLUMN")]
        percent: Vec<String>,
        /// Reject a row with an answer that cannot be taken, instead of leaving that answer out
        #[arg(long)]
        strict: bool,
        /// The free text that is the story (id or title); may be repeated: the first one that a row has filled in is its story. By
        /// default the long free text that the definition marks as a story, in each linked framework the one of its own
        #[arg(long, value_name = "COLUMN")]
        story: Vec<String>,
        /// The free text that becomes the title (id or title); by default the first one of a single line
        #[arg(long, value_name = "COLUMN")]
        title: Option<String>,
        #[command(flatten)]
        options: ImportOptions,
    },
    /// Guess how any table could be imported, and print the mapping as JSON; nothing is stored
    #[command(after_help = GUESS_HELP)]
    Guess(GuessArgs),
    /// Import any table by a mapping
    #[command(after_help = TABLE_HELP)]
    Table {
        /// The mapping, as `sensing import guess` prints it and a person has corrected it
        #[arg(long, value_name = "M.json")]
        mapping: PathBuf,
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        rules: TableArgs,
        #[command(flatten)]
        options: ImportOptions,
    },
    /// Import stories of NarraFirma: its story form and its stories, both as CSV
    #[command(after_help = NARRAFIRMA_HELP)]
    Narrafirma {
        /// The story form
        #[arg(long, value_name = "FORM.csv")]
        form: PathBuf,
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        target: TargetArgs,
        #[command(flatten)]
        rules: TableArgs,
        #[command(flatten)]
        options: ImportOptions,
    },
    /// Import submissions of KoboToolbox or ODK: the XLSForm and the data
    #[command(after_help = KOBO_HELP)]
    Kobo {
        /// The form, as XLSForm
        #[arg(long, value_name = "FORM.xlsx")]
        form: PathBuf,
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        target: TargetArgs,
        #[command(flatten)]
        rules: TableArgs,
        #[command(flatten)]
        options: ImportOptions,
    },
}

const JSONL_HELP: &str = "\
An import is safe to run twice: a story with a receipt is identified by it, one without by its line. Stories that are
already stored are counted as known and not changed; those that are stored with another content are named. Unless --cleared
or \"state\" says otherwise, texts are held until a moderator clears them; answers count at once.

\"asked\" lists the questions that were shown; every other counts as not asked. Without it, everything counts as asked that the
framework's version, the audience, the prompt and the collection show, and the report says for how many stories.";

const SENSEMAKER_HELP: &str = "\
Try it with --dry-run first: it reports everything and stores nothing.

Respect the wishes of storytellers: exclude rows that only the provider may read. In the vendor's
public example that is
  --exclude \"Access Control=0e83e44d-e9f2-4b50-8b04-55946d1c95cd\"
The option's label does as well as its id. A value that neither the definition nor a row has stops
the import and lists the values that there are.

The table may be a workbook (.xlsx, .xls, .ods) or CSV: UTF-8 or UTF-16; commas, semicolons, tabs or
what a first line sep=X says; decimal points or commas. A heading that occurs twice stops the
import, and a row with too few or too many cells is rejected.

A question counts from 0 to 1 or to 100, as most of its sums say (three weights, two ends); where
there are none, to 100 if a value is above 1; --percent overrides. A value up to 0.01 (1 of 100)
outside is moved to the edge.
An answer that cannot be taken is left out and named, and its story is imported; with --strict the
row is rejected. Options that the definition lacks are kept as retired options. Rows that were
uploaded before 2000 or after today are rejected.

A definition has its questions in one list, or in sections and linked frameworks; headings are those
of an export (id, …_percentX) or of the Workbench (FragmentID, …X, …XRight). Which free text becomes
the story, and which parts of the definition are not imported, is said at the beginning.

A question without a column counts as not asked, an empty cell as unanswered.

What `sensing export --format sensemaker` wrote comes back as it was: all versions of the framework, and each story with
its id, day, state and the four states of its replies. --story, --title and --percent have no place there.

Importing the same export again changes nothing. A story that is stored already with another
content, or under another id, is named as known but different, and what is stored stays as it is.
Exit code: 0 if everything was taken; 1 if rows were rejected or known but different, answers left
out or units doubtful, as the report lists; 2 if nothing was imported.";

/// Runs `sensing import`.
pub async fn run(command: ImportCommand) -> Result<(), Failure> {
    match command {
        ImportCommand::Jsonl { framework, place, options } => {
            let (file, data) = place.tell_apart()?;
            jsonl(&data, &framework, &file, options).await
        }
        ImportCommand::Sensemaker { definition, place, slug, exclude, percent, strict, story, title, options } => {
            let (file, data) = place.tell_apart()?;
            let title = title.map_or(TitleColumn::Guess, TitleColumn::Named);
            let wishes = Wishes { story, title, exclusions: exclude, percent, strict };
            sensemaker(&data, &definition, &file, &slug, &wishes, options).await
        }
        ImportCommand::Guess(asked) => guess(&asked),
        ImportCommand::Table { mapping, place, rules, options } => {
            let (file, data) = place.tell_apart()?;
            table(&data, &mapping, &file, rules, options).await
        }
        ImportCommand::Narrafirma { form, place, target, rules, options } => {
            let (file, data) = place.tell_apart()?;
            narrafirma(&data, &form, &file, target, rules, options).await
        }
        ImportCommand::Kobo { form, place, target, rules, options } => {
            let (file, data) = place.tell_apart()?;
            kobo(&data, &form, &file, target, rules, options).await
        }
    }
}

async fn jsonl(data: &DataConfig, framework: &Path, file: &Path, options: ImportOptions) -> Result<(), Failure> {
    let document = read(framework)?;
    let document = read_json(document.trim_start_matches('\u{feff}')).map_err(|error| unusable(framework, &error))?;
    let (reader, size) = open(file)?;
    let application = application::open(data).await?;
    let importer = importer(&application, &options, Source::Imported)?;
    let framework = importer.publish(&framework.display().to_string(), &document).await.map_err(misuse_or_failure)?;
    let mut report = Report::begin(options.report.as_deref(), size, "bytes")?;
    let outcome = importer.run(JsonLines::new(reader), &framework, |progress| report.hear(progress)).await?;
    report.about_what_was_asked(outcome.asked_unknown);
    finish(data, application, report, &outcome, &options).await
}

async fn sensemaker(
    data: &DataConfig,
    definition: &Path,
    file: &Path,
    slug: &str,
    wishes: &Wishes,
    options: ImportOptions,
) -> Result<(), Failure> {
    let project = Definition::read(&read(definition)?).map_err(|error| unusable(definition, &error))?;
    if !project.own_frameworks().is_empty() {
        return own_export(data, (definition, &project), file, slug, wishes, options).await;
    }
    let explained = project.explained(&wishes.story, &wishes.title).map_err(|fault| unusable(definition, &fault))?;
    let (reader, size) = open(file)?;
    let table = Table::read(reader).map_err(misuse_or_failure)?;
    let export = SenseMakerExport::read(table, &project, wishes).map_err(misuse_or_failure)?;
    let application = application::open(data).await?;
    let importer = importer(&application, &options, Source::Imported)?;
    let framework = publish(&importer, &project, &export, slug, definition).await?;
    for sentence in explained {
        eprintln!("{sentence}");
    }
    let mut report = Report::begin(options.report.as_deref(), size, "bytes")?;
    report.about_the_table(export.described(), &export.remarks);
    let rows = export.into_rows(&project, &framework, &importer.clock).map_err(misuse_or_failure)?;
    let outcome = importer.run(rows, &framework, |progress| report.hear(progress)).await?;
    finish(data, application, report, &outcome, &options).await
}

/// Imports what this service exported: every version of the framework, and every story as it was.
async fn own_export(
    data: &DataConfig,
    (definition, project): (&Path, &Definition),
    file: &Path,
    slug: &str,
    wishes: &Wishes,
    options: ImportOptions,
) -> Result<(), Failure> {
    if !wishes.guesses_nothing() {
        return Err(Failure::misuse(format!(
            "{} was exported by this service and says what every column is; leave --story, --title and --percent out",
            definition.display()
        )));
    }
    let (reader, size) = open(file)?;
    let table = Table::read(reader).map_err(misuse_or_failure)?;
    let application = application::open(data).await?;
    let importer = importer(&application, &options, Source::Imported)?;
    let mut frameworks = Vec::new();
    for document in project.own_frameworks() {
        let mut document = document.clone();
        document["slug"] = slug.into();
        frameworks.push(importer.publish(&definition.display().to_string(), &document).await.map_err(misuse_or_failure)?);
    }
    let rows = OwnRows::new(table, project, &frameworks, &wishes.exclusions).map_err(misuse_or_failure)?;
    let newest = frameworks.last().ok_or_else(|| Failure::misuse("the definition has no framework; export it again"))?;
    let mut report = Report::begin(options.report.as_deref(), size, "bytes")?;
    let outcome = importer.run(rows, newest, |progress| report.hear(progress)).await?;
    finish(data, application, report, &outcome, &options).await
}

/// Publishes the project under the first version number that is free, unless a version serves already.
async fn publish(
    importer: &Importer,
    project: &Definition,
    export: &SenseMakerExport,
    slug: &str,
    file: &Path,
) -> Result<Framework, Failure> {
    for version in 1.. {
        let published = importer.registry.version(slug, version).await?;
        if let Some(published) = published.filter(|published| export.is_served_by(published, project)) {
            return Ok((*published).clone());
        }
        let document = export.framework(project, slug, version).map_err(|fault| unusable(file, &fault))?;
        match importer.publish(&file.display().to_string(), &document).await {
            Err(ExchangeError::FrameworkDiffers { .. }) => {}
            done => return done.map_err(misuse_or_failure),
        }
    }
    Err(Failure::misuse("no version number is left"))
}

fn exclusion(text: &str) -> Result<Exclusion, String> {
    let (column, value) = text.split_once('=').ok_or("write COLUMN=VALUE")?;
    Ok(Exclusion { column: column.trim().to_owned(), value: value.trim().to_owned() })
}
