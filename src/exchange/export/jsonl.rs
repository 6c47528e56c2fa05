//! JSON Lines: a line for each story, which `sensing import jsonl` reads again.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;

use chrono::NaiveDate;
use rayon::prelude::*;
use serde::Serialize;
use uuid::Uuid;

use super::rows::Told;
use super::tabular::{TableFile, complete, lines_file, readme};
use super::{ExportError, Layout, NewFile, Summary};
use crate::model::{AnswerInput, Consent, ModerationState, Signifier, Source};
use crate::store::ExportedStory;

/// Writes the lines to a file; or into an archive, with the documents of the framework and a README.
pub(super) struct JsonLines {
    layout: Arc<Layout>,
    file: TableFile,
    place: std::path::PathBuf,
}

/// What a README says of the lines.
const HOW_TO_IMPORT: &str = "\
stories.jsonl has a line for each story: a submission as the service takes it, with what only an import may say. \
\"text\": null means that the text is not in this file.

To bring the stories into another service, publish the documents in frameworks/ and import the lines:
  sensing framework import frameworks/*.json
  sensing import jsonl --framework frameworks/NEWEST.json --data stories.jsonl
Stories without a text count there and can never be read. Stories that are known, or were withdrawn there, are not taken again.";

/// One story. The fields are those of a submission, and those that only an import may set.
#[derive(Serialize)]
struct Line<'a> {
    id: Uuid,
    framework: &'a str,
    version: u32,
    language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    prompt: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    title: &'a str,
    /// `null` where the text is not in the export.
    text: Option<&'a str>,
    answers: BTreeMap<&'a str, AnswerInput>,
    consent: Consent,
    #[serde(skip_serializing_if = "Option::is_none")]
    asked: Option<Vec<&'a str>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    not_shown: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    collection: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    round: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    received: Option<NaiveDate>,
    /// Only with a text. A story without one is withheld wherever it is imported.
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<ModerationState>,
    source: Source,
    /// The id of the first story in the export that the same storyteller told.
    #[serde(skip_serializing_if = "Option::is_none")]
    storyteller: Option<Uuid>,
}

impl JsonLines {
    /// Begins the file.
    ///
    /// # Errors
    /// [`ExportError`].
    pub fn new(layout: Arc<Layout>, file: &NewFile) -> Result<Self, ExportError> {
        let to = lines_file(&layout, file)?;
        Ok(Self { layout, file: to, place: file.place().to_owned() })
    }

    /// Writes the lines of some stories.
    ///
    /// # Errors
    /// [`ExportError`].
    pub fn write(&mut self, told: &[Told<'_>]) -> Result<(), ExportError> {
        let slug = self.layout.slug();
        let lines: Vec<Vec<u8>> = told.par_iter().map(|told| line(told, slug)).collect::<Result<_, _>>()?;
        for line in lines {
            self.file.write_all(&line).map_err(|error| ExportError::writing(&self.place, error))?;
        }
        Ok(())
    }

    /// Completes the file.
    ///
    /// # Errors
    /// [`ExportError`].
    pub fn finish(self, summary: &Summary) -> Result<(), ExportError> {
        let Self { layout, file, place } = self;
        let mut notes = layout.notes_about_stories(summary);
        notes.push(HOW_TO_IMPORT.to_owned());
        let mut others = vec![readme(&notes)];
        for version in &layout.versions {
            let mut document =
                serde_json::to_vec_pretty(version).map_err(|error| ExportError::writing(&place, error.into()))?;
            document.push(b'\n');
            others.push((format!("frameworks/{}-{}.json", version.slug, version.version), document));
        }
        complete(vec![file], &others).map_err(|error| ExportError::writing(&place, error))
    }
}

fn line(told: &Told<'_>, slug: &str) -> Result<Vec<u8>, ExportError> {
    let story = told.story;
    // Without its text, such as one that was told in a recording, nothing else of its words is there either, as after an import.
    let words = story.words.as_ref().filter(|_| story.has_text());
    let (received, collection, round) = told.place();
    let line = Line {
        id: told.uuid,
        framework: slug,
        version: story.version,
        language: told.language(),
        prompt: told.prompt(),
        title: words.map_or("", |words| &words.title),
        text: words.map(|words| words.text.as_str()),
        answers: answers(told, words.is_some()),
        consent: Consent { analysis: true, quotation: story.quotation },
        asked: asked(told),
        not_shown: &told.hidden.signifiers,
        collection,
        round,
        received,
        state: words.map(|_| story.state),
        source: story.source,
        storyteller: told.storyteller.map(|(_, first)| first),
    };
    let mut bytes =
        serde_json::to_vec(&line).map_err(|error| ExportError::Unfitting { id: story.id, reason: error.to_string() })?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn answers<'a>(told: &Told<'a>, with_words: bool) -> BTreeMap<&'a str, AnswerInput> {
    let ExportedStory { answers, .. } = told.story;
    let shown = answers.given.iter().filter(|(id, _)| !told.hidden.signifiers.contains(id));
    let bodies = shown.map(|(id, answer)| {
        let mut body = AnswerInput::from((answer, answers.inputs.get(id).copied()));
        if let AnswerInput::Answered(body) = &mut body
            && (!with_words || told.hidden.words.contains(id))
        {
            body.write_in = None;
        }
        (id.as_str(), body)
    });
    bodies.collect()
}

/// The signifiers that were shown, where this is known, or where it follows from the story's collection: what a collection is limited
/// to is not in the file.
fn asked<'a>(told: &Told<'a>) -> Option<Vec<&'a str>> {
    if told.story.asked.is_none() && told.limited_to.is_empty() && told.hidden.signifiers.is_empty() {
        return None;
    }
    let was = |signifier: &&Signifier| {
        let answered = told.story.answers.given.contains_key(&signifier.id);
        !told.hidden.signifiers.contains(&signifier.id) && told.asking().includes(told.framework, signifier, answered)
    };
    Some(told.framework.signifiers.iter().filter(was).map(|signifier| signifier.id.as_str()).collect())
}
