//! `sensing framework`: framework documents as files.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Subcommand;

use super::application;
use super::export::failure;
use super::output::{Failure, print};
use crate::access::Scope;
use crate::app::Application;
use crate::config::DataConfig;
use crate::exchange::export::{ExportError, NewFile};
use crate::frameworks::{check, unchecked_languages};
use crate::model::{Framework, FrameworkState, faults_in_words, read_json};

/// Subcommands of `sensing framework`.
#[derive(Subcommand, Debug)]
pub enum FrameworkCommand {
    /// List every version of every framework
    List,
    /// Write a version of a framework to a file, as JSON
    Export {
        /// The framework
        slug: String,
        /// The version, published or not; by default the newest published one
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
        version: Option<u32>,
        /// The file to write
        #[arg(long, value_name = "F.json")]
        out: PathBuf,
        /// Replace the file if there is one
        #[arg(long)]
        force: bool,
    },
    /// Check framework documents and publish them
    #[command(after_help = IMPORT_HELP)]
    Import {
        /// The documents
        #[arg(required = true, value_name = "F.json")]
        files: Vec<PathBuf>,
        /// Store them as drafts, to be edited and published on the pages
        #[arg(long)]
        draft: bool,
        /// Publish them although no person has checked all of their translations; only to try the service out
        #[arg(long, conflicts_with = "draft")]
        allow_unchecked: bool,
    },
}

const IMPORT_HELP: &str = "\
A published version never changes again. A document that is published already is left as it is; one that differs from the
published version of the same number is an error: give it a new version number. A draft of the same version is replaced.

All documents are checked before the first one is stored.";

/// Runs `sensing framework`.
pub async fn run(data: &DataConfig, command: FrameworkCommand) -> Result<(), Failure> {
    let documents = match &command {
        FrameworkCommand::Import { files, .. } => files.iter().map(|file| read(file)).collect::<Result<Vec<_>, _>>()?,
        FrameworkCommand::List | FrameworkCommand::Export { .. } => Vec::new(),
    };
    let application = match command {
        FrameworkCommand::Import { .. } => application::open(data).await?,
        FrameworkCommand::List | FrameworkCommand::Export { .. } => application::open_existing(data).await?,
    };
    let done = match command {
        FrameworkCommand::List => list(&application).await,
        FrameworkCommand::Export { slug, version, out, force } => write(&application, &slug, version, &out, force).await,
        FrameworkCommand::Import { draft, allow_unchecked, .. } => keep(&application, documents, draft, allow_unchecked).await,
    };
    application.store.close().await;
    done
}

fn state_name(state: FrameworkState) -> &'static str {
    match state {
        FrameworkState::Draft => "draft",
        FrameworkState::Published => "published",
    }
}

async fn list(application: &Application) -> Result<(), Failure> {
    for kept in application.store.frameworks().await? {
        print(format!("{} {} {}", kept.document.slug, kept.document.version, state_name(kept.state)))?;
    }
    Ok(())
}

async fn write(application: &Application, slug: &str, version: Option<u32>, out: &Path, force: bool) -> Result<(), Failure> {
    let framework = match version {
        Some(version) => application.store.framework(slug, version).await?.map(|kept| kept.document),
        None => application.services.registry.newest_of(slug).map(|newest| (*newest).clone()),
    };
    let Some(framework) = framework else {
        let which =
            version.map_or_else(|| format!("published framework “{slug}”"), |version| format!("version {version} of “{slug}”"));
        return Err(Failure::misuse(format!("there is no {which}; sensing framework list names them")));
    };
    let file = NewFile::at(out, force).map_err(failure)?;
    let mut document = serde_json::to_vec_pretty(&framework)?;
    document.push(b'\n');
    let written = file.file().and_then(|mut to| to.write_all(&document).map_err(|error| ExportError::writing(out, error)));
    written.map_err(failure)?;
    file.keep().map_err(failure)?;
    print(format!("Version {} of {} written to {}", framework.version, framework.slug, out.display()))
}

/// Reads a document and checks it.
fn read(file: &Path) -> Result<Framework, Failure> {
    let named = |what: String| Failure::misuse(format!("{} {what}", file.display()));
    let text = std::fs::read_to_string(file).map_err(|error| named(format!("cannot be read: {error}")))?;
    let document = read_json(text.trim_start_matches('\u{feff}')).map_err(|error| named(format!("cannot be used: {error}")))?;
    check(&document).map_err(|faults| named(format!("cannot be used: {}", faults_in_words(&faults))))
}

async fn keep(application: &Application, documents: Vec<Framework>, draft: bool, allow_unchecked: bool) -> Result<(), Failure> {
    let store = &application.store;
    let mut new = Vec::new();
    for document in documents {
        let (slug, version) = (&document.slug, document.version);
        let kept = store.framework(slug, version).await?;
        match kept.filter(|kept| kept.state == FrameworkState::Published) {
            Some(kept) if kept.document == document => print(format!("Version {version} of {slug} is published already"))?,
            Some(_) => {
                let words = "is published already and differs from this one; give the new one a new version number";
                return Err(Failure::misuse(format!("version {version} of “{slug}” {words}")));
            }
            None => {
                if let Some(fault) = unchecked_languages(&document).filter(|_| !draft && !allow_unchecked) {
                    let words = "or store it with --draft";
                    return Err(Failure::misuse(format!(
                        "version {version} of “{slug}” cannot be published: {fault}, {words}"
                    )));
                }
                new.push(document);
            }
        }
    }
    let state = if draft { FrameworkState::Draft } else { FrameworkState::Published };
    let right = Scope::of_operator().may_administer()?;
    for document in new {
        application.services.drafts.keep(right, &document, state).await?;
        let done = if draft { "stored as a draft" } else { "published" };
        print(format!("Version {} of {} {done}", document.version, document.slug))?;
    }
    Ok(())
}
