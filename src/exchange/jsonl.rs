//! JSON Lines: a line is a submission as the API takes it, optionally with `received` and `state`.

use std::collections::{BTreeMap, HashMap};
use std::io::BufRead;
use std::sync::Arc;

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::lines::{self, Line};
use super::pipeline::{Draft, Drafter, Lines};
use crate::capture::{AnswerInput, Submission};
use crate::model::{Consent, Day, Fault, Language, ModerationState};

/// A file of JSON Lines.
pub struct JsonLines<R> {
    reader: R,
    line: u64,
    bytes: u64,
    /// How often each content has come, so that two equal lines are two stories and the same file twice is not.
    seen: HashMap<[u8; 16], u32>,
}

impl<R: BufRead + Send + 'static> JsonLines<R> {
    /// Reads from there.
    pub fn new(reader: R) -> Self {
        Self { reader, line: 0, bytes: 0, seen: HashMap::new() }
    }

    fn name(&mut self, line: &[u8]) -> Vec<u8> {
        let mut short = [0; 16];
        short.copy_from_slice(&Sha256::digest(line)[..16]);
        let times = self.seen.entry(short).or_default();
        *times += 1;
        [&short[..], &times.to_be_bytes()].concat()
    }
}

impl<R: BufRead + Send + 'static> Lines for JsonLines<R> {
    /// The line and its name; nothing when it is too long.
    type Raw = Option<(Vec<u8>, Vec<u8>)>;

    fn next(&mut self) -> std::io::Result<Option<(u64, Self::Raw)>> {
        loop {
            let Some(line) = lines::next(&mut self.reader, &mut self.bytes)? else { return Ok(None) };
            self.line += 1;
            match line {
                Line::Whole(line) if line.iter().all(u8::is_ascii_whitespace) => {}
                Line::Whole(line) => {
                    let name = self.name(&line);
                    return Ok(Some((self.line, Some((line, name)))));
                }
                Line::TooLong => return Ok(Some((self.line, None))),
            }
        }
    }

    fn bytes(&self) -> u64 {
        self.bytes
    }

    fn drafter(&self) -> Drafter<Self::Raw> {
        Arc::new(|raw| match raw {
            Some((line, name)) => draft(&line, name).map(Some),
            None => Err(vec![Fault::new("", format!("the line is longer than {} KiB", lines::LONGEST / 1024))]),
        })
    }
}

/// A line: a submission's own fields, and two that only an import may set. They stand here once more because a reader
/// that refuses unknown fields cannot be made of two structs.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StoryLine {
    framework: String,
    version: u32,
    language: Language,
    receipt: Option<String>,
    prompt: String,
    #[serde(default)]
    title: String,
    text: String,
    #[serde(default)]
    answers: BTreeMap<String, Option<AnswerInput>>,
    #[serde(default)]
    consent: Consent,
    collection: Option<String>,
    told: Option<String>,
    #[serde(default)]
    worried: bool,
    teller: Option<String>,
    received: Option<Day>,
    state: Option<ModerationState>,
}

fn draft(line: &[u8], name: Vec<u8>) -> Result<Draft, Vec<Fault>> {
    // Lines are right as a rule: where a wrong one is wrong is only looked for when it is.
    let line: StoryLine = serde_json::from_slice(line).map_err(|_| vec![what_is_wrong(line)])?;
    let submission = Submission {
        framework: line.framework,
        version: line.version,
        language: line.language,
        receipt: line.receipt,
        prompt: line.prompt,
        title: line.title,
        text: line.text,
        answers: line.answers,
        consent: line.consent,
        collection: line.collection,
        told: line.told,
        worried: line.worried,
        teller: line.teller,
    };
    Ok(Draft { submission, name, received: line.received, state: line.state })
}

fn what_is_wrong(line: &[u8]) -> Fault {
    let mut reader = serde_json::Deserializer::from_slice(line);
    match serde_path_to_error::deserialize::<_, StoryLine>(&mut reader) {
        Err(error) if error.inner().is_data() => {
            let path = error.path().to_string();
            Fault::new(if path == "." { "" } else { &path }, error.inner())
        }
        Err(error) => Fault::new("", format!("this is not a JSON object: {}", error.inner())),
        Ok(_) => Fault::new("", "something follows the JSON object on the same line"),
    }
}
