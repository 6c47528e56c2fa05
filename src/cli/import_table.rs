//! `sensing import guess`, `table`, `narrafirma` and `kobo`: any table, by a mapping.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;

use super::application;
use super::import_report::Report;
use super::import_source::{ImportOptions, finish, importer, misuse_or_failure, open, read, unusable};
use super::output::{Failure, print};
use crate::config::DataConfig;
use crate::exchange::mapping::{
    Guess, MappedTable, Mapping, Permission, Permissions, Preview, narrafirma as narrafirma_form, xlsform,
};
use crate::exchange::{Remark, Table, TableOptions};
use crate::model::{Clock, Language, Source, TimeZone, faults_in_words, read_json};

pub(super) const GUESS_HELP: &str = "\
The mapping is printed to standard output, and why each column became what it is to standard error:
  sensing import guess --data answers.csv --as street-stories > mapping.json
Correct the mapping in an editor, then try it with
  sensing import table --mapping mapping.json --data answers.csv --dry-run
docs/IMPORTS.md describes every field; api-spec/mapping.schema.json is its JSON Schema.

What storytellers consented to is never guessed, nor the order of day and month where both are possible.";

pub(super) const TABLE_HELP: &str = "\
Try it with --dry-run first: it reports everything and stores nothing; --preview prints the counts of each question and the first
stories, as JSON.

Consent: nothing is imported before the mapping, or an option, says what storytellers consented to. Where a column has it:
  --consent \"May we use it?=Yes\"
and where none has it, a sentence that says how it is known, which the report repeats:
  --consent-stated \"All signed the paper form of May 2026, which asks for analysis\"
Rows without consent are left out. Nobody may be quoted unless --quotation or --quotation-stated says so.

An answer that cannot be taken is left out and named, and its story is imported; with --strict the row is rejected. An empty cell
is unanswered; a value of `values.not_applicable` says that the question does not fit; a question that no column is mapped to, or a
value of `values.not_asked`, was not asked.

Importing the same file again changes nothing: a row is recognised by the column that `story.id` names, or by all of its cells.
Exit code: 0 if everything was taken; 1 if rows were rejected or known but different, or answers left out, as the report lists; 2
if nothing was imported.";

pub(super) const NARRAFIRMA_HELP: &str = "\
The story form is the CSV file that NarraFirma writes and reads (Data column name, Type, About, Short name, …); the stories are
the CSV file that belongs to it. Questions about participants become choices about the storyteller. Free texts besides the story
are not imported, and the report names them. A participant ID is not imported either: the service does not link the stories of
one person without that person's consent.

--mapping-to FILE writes the mapping that was made of the form; correct it, and import with `sensing import table`.
Consent is not in these files: see `sensing import table --help` for --consent and --consent-stated.";

pub(super) const KOBO_HELP: &str = "\
The form is the XLSForm (a workbook with the sheets survey and choices), the data its submissions as CSV or a workbook, with
values or labels as cells and group names before headings or not. select_one and select_multiple become choices, range, and
integer or decimal with a constraint such as `. >= 0 and . <= 10`, become dyads; the longest free text of the form is the story, or
the one that --story names.

A question with a simple `relevant` (such as ${a} = 'x' and selected(${b}, 'y')) counts as not asked where that does not hold. Where
a condition cannot be evaluated, an empty cell counts as unanswered, and the report says so.

--mapping-to FILE writes the mapping that was made of the form; correct it, and import with `sensing import table`.
Consent: see `sensing import table --help` for --consent and --consent-stated; a column may be named by its question.";

/// Options of `sensing import guess`.
#[derive(Args, Debug)]
pub struct GuessArgs {
    /// The table: CSV or a workbook (.xlsx, .xlsb, .xls, .ods)
    #[arg(long, value_name = "FILE")]
    data: PathBuf,
    /// The slug for the framework
    #[arg(long = "as", value_name = "SLUG")]
    slug: String,
    /// The language of the table
    #[arg(long, value_name = "TAG", default_value = "en")]
    language: Language,
    /// The sheet of a workbook; by default the one with the most cells
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// The row with the headings, counted from 1
    #[arg(long, value_name = "ROW")]
    header_row: Option<u64>,
}

/// Options of imports by a mapping.
#[derive(Args, Debug)]
pub struct TableArgs {
    /// The column that says whether the storyteller consents to analysis, and the value that means yes; may be repeated for several
    /// values
    #[arg(long, value_name = "COLUMN=VALUE", value_parser = permission)]
    consent: Vec<(String, String)>,
    /// How it is known that all storytellers consented to analysis, in a sentence
    #[arg(long, value_name = "SENTENCE", conflicts_with = "consent")]
    consent_stated: Option<String>,
    /// The column that says whether the story may be quoted, and the value that means yes; may be repeated
    #[arg(long, value_name = "COLUMN=VALUE", value_parser = permission)]
    quotation: Vec<(String, String)>,
    /// How it is known that all storytellers may be quoted, in a sentence
    #[arg(long, value_name = "SENTENCE", conflicts_with = "quotation")]
    quotation_stated: Option<String>,
    /// Use the published framework with this slug: the ids of the mapping's questions and options are its own
    #[arg(long, value_name = "SLUG")]
    framework: Option<String>,
    /// Reject a row with an answer that cannot be taken, instead of leaving that answer out
    #[arg(long)]
    strict: bool,
    /// Print what the table becomes as JSON, and store nothing
    #[arg(long)]
    preview: bool,
}

/// The framework that a form becomes.
#[derive(Args, Debug)]
pub struct TargetArgs {
    /// The slug for the framework
    #[arg(long = "as", value_name = "SLUG")]
    slug: String,
    /// The language of the form, or of those of its labels that name none
    #[arg(long, value_name = "TAG", default_value = "en")]
    language: Language,
    /// The question that is the story, by its name; may be repeated
    #[arg(long, value_name = "NAME")]
    story: Vec<String>,
    /// Write the mapping that was made of the form to this file
    #[arg(long, value_name = "M.json")]
    mapping_to: Option<PathBuf>,
}

fn permission(text: &str) -> Result<(String, String), String> {
    // A heading may contain “=”, a value seldom does.
    let (column, value) = text.rsplit_once('=').ok_or("write COLUMN=VALUE")?;
    Ok((column.trim().to_owned(), value.trim().to_owned()))
}

/// Runs `sensing import guess`.
pub(super) fn guess(asked: &GuessArgs) -> Result<(), Failure> {
    let options = TableOptions { sheet: asked.sheet.clone(), header_row: asked.header_row, ..TableOptions::default() };
    let clock = Clock::of_this_machine(TimeZone::default());
    let guess = Guess::of(&bytes(&asked.data)?, &options, &asked.slug, &asked.language, &clock).map_err(misuse_or_failure)?;
    eprintln!("{} rows: {}.", guess.rows, guess.described);
    for column in &guess.columns {
        let becomes = serde_json::to_value(column.becomes)?;
        let becomes = becomes.as_str().unwrap_or_default().replace('_', " ");
        let question = column.question.as_ref().map_or_else(String::new, |id| format!(" “{id}”"));
        eprintln!("  {}: {becomes}{question}. Because {}", column.column, column.why);
    }
    for note in &guess.notes {
        eprintln!("Note: {note}.");
    }
    eprintln!("\nTo decide before stories can be imported:");
    for fault in &guess.open {
        eprintln!("  {fault}");
    }
    print(serde_json::to_string_pretty(&guess.mapping)?)
}

/// Runs `sensing import table`.
pub(super) async fn table(
    data: &DataConfig,
    mapping: &Path,
    file: &Path,
    rules: TableArgs,
    options: ImportOptions,
) -> Result<(), Failure> {
    let document = read(mapping)?;
    let document = read_json(document.trim_start_matches('\u{feff}')).map_err(|error| unusable(mapping, &error))?;
    let own = Mapping::read(&document).map_err(|faults| unusable(mapping, &faults_in_words(&faults)))?;
    let table = Table::read_as(open(file)?.0, &own.table).map_err(misuse_or_failure)?;
    import(data, file, (own, Vec::new()), table, &rules, options).await
}

/// Runs `sensing import narrafirma`.
pub(super) async fn narrafirma(
    data: &DataConfig,
    form: &Path,
    file: &Path,
    target: TargetArgs,
    rules: TableArgs,
    options: ImportOptions,
) -> Result<(), Failure> {
    let stories = narrafirma_form::stories(open(file)?.0).map_err(misuse_or_failure)?;
    let clock = Clock::of_this_machine(TimeZone::default());
    let made =
        narrafirma_form::mapping(&bytes(form)?, &stories, &target.slug, &target.language, &clock).map_err(misuse_or_failure)?;
    write_mapping(&target, &made.0)?;
    import(data, file, made, stories, &rules, options).await
}

/// Runs `sensing import kobo`.
pub(super) async fn kobo(
    data: &DataConfig,
    form: &Path,
    file: &Path,
    target: TargetArgs,
    rules: TableArgs,
    options: ImportOptions,
) -> Result<(), Failure> {
    let table = Table::read_as(open(file)?.0, &TableOptions::default()).map_err(misuse_or_failure)?;
    let clock = Clock::of_this_machine(TimeZone::default());
    let wishes = xlsform::Wishes { slug: target.slug.clone(), language: target.language.clone(), story: target.story.clone() };
    let made = xlsform::mapping(&bytes(form)?, &table, &wishes, &clock).map_err(misuse_or_failure)?;
    write_mapping(&target, &made.0)?;
    import(data, file, made, table, &rules, options).await
}

fn write_mapping(target: &TargetArgs, mapping: &Mapping) -> Result<(), Failure> {
    let Some(path) = &target.mapping_to else { return Ok(()) };
    let written = std::fs::write(path, serde_json::to_string_pretty(mapping)? + "\n");
    written.map_err(|error| Failure::misuse(format!("{} cannot be written: {error}", path.display())))
}

async fn import(
    data: &DataConfig,
    file: &Path,
    (mut mapping, said): (Mapping, Vec<Remark>),
    table: Table,
    rules: &TableArgs,
    options: ImportOptions,
) -> Result<(), Failure> {
    rules.apply(&mut mapping);
    let open = mapping.open_questions();
    // Before the service is opened, which makes a database where there is none.
    if !rules.preview && !open.is_empty() {
        return Err(Failure::misuse(faults_in_words(&open)));
    }
    let size = std::fs::metadata(file).ok().map(|known| known.len());
    let application = application::open(data).await?;
    let importer = importer(&application, &options, Source::Imported)?;
    if rules.preview {
        let framework = mapping.target(&importer.store).await.map_err(misuse_or_failure)?;
        let mapped = MappedTable::new(table, mapping, framework, &importer.clock, rules.strict).map_err(misuse_or_failure)?;
        let preview = Preview { remarks: [said, mapped.remarks.clone()].concat(), ..mapped.preview() };
        application.store.close().await;
        return print(serde_json::to_string_pretty(&preview)?);
    }
    // Before anything is published: the columns must be there.
    let framework = mapping.target(&importer.store).await.map_err(misuse_or_failure)?;
    let mapped =
        MappedTable::new(table, mapping.clone(), framework, &importer.clock, rules.strict).map_err(misuse_or_failure)?;
    let framework = mapping.publish(&importer).await.map_err(misuse_or_failure)?;
    let mut report = Report::begin(options.report.as_deref(), size, "bytes")?;
    report.about_the_table(mapped.described(), &[said, mapped.remarks.clone()].concat());
    let rows = mapped.into_rows().map_err(misuse_or_failure)?;
    let outcome = importer.run(rows, &framework, |progress| report.hear(progress)).await?;
    finish(data, application, report, &outcome, &options).await
}

impl TableArgs {
    /// Puts what the options say into the mapping.
    fn apply(&self, mapping: &mut Mapping) {
        if let Some(slug) = &self.framework {
            slug.clone_into(&mut mapping.framework.slug);
            mapping.framework.existing = true;
        }
        let said = |values: &[(String, String)], stated: &Option<String>| {
            let column = values.first().map(|(column, _)| column.clone());
            let yes = values.iter().map(|(_, value)| value.clone()).collect();
            (column.is_some() || stated.is_some()).then(|| Permission { column, yes, stated: stated.clone() })
        };
        let (analysis, quotation) = (said(&self.consent, &self.consent_stated), said(&self.quotation, &self.quotation_stated));
        if let Some(analysis) = analysis {
            let kept = mapping.consent.take().and_then(|consent| consent.quotation);
            mapping.consent = Some(Permissions { analysis, quotation: kept });
        }
        if let (Some(consent), Some(quotation)) = (&mut mapping.consent, quotation) {
            consent.quotation = Some(quotation);
        }
    }
}

/// The bytes of a file, or of standard input.
fn bytes(file: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    open(file)?
        .0
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::misuse(format!("{} cannot be read: {error}", file.display())))?;
    Ok(bytes)
}
