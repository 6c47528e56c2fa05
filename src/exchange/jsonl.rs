//! JSON Lines: each line is a submission as the API accepts it, optionally with `received` and `state`, and with what an export
//! says beside them.

use std::collections::{BTreeMap, HashMap};
use std::io::BufRead;
use std::sync::Arc;

use serde::{Deserialize, Deserializer};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::lines::{self, Line};
use super::source::{Draft, Drafter, Exported, Lines};
use crate::capture::Submission;
use crate::model::{AnswerInput, Consent, Day, Fault, Language, ModerationState, Source, WrongJson, read_json, unique_keys};

/// A file of JSON Lines.
pub struct JsonLines<R> {
    reader: R,
    line: u64,
    bytes: u64,
    /// How often each content has occurred, so that two equal lines are two stories, while importing the same file twice adds
    /// none.
    seen: Seen,
    /// The same with the white space around lines, as earlier versions named them.
    seen_whole: Seen,
}

type Seen = HashMap<[u8; 16], u32>;

/// A line and its names.
pub struct NamedLine {
    line: Vec<u8>,
    name: Vec<u8>,
    former: Option<Vec<u8>>,
}

impl<R: BufRead + Send + 'static> JsonLines<R> {
    /// Reads from `reader`.
    pub fn new(reader: R) -> Self {
        Self { reader, line: 0, bytes: 0, seen: Seen::new(), seen_whole: Seen::new() }
    }

    /// A line is named by its content without a byte order mark and the white space around it, so that a file which an editor
    /// has saved again is the same file.
    fn named(&mut self, line: &[u8]) -> NamedLine {
        let line = line.strip_prefix(UTF8_MARK).unwrap_or(line);
        let bare = line.trim_ascii();
        let name = name_of(&mut self.seen, bare);
        let former = (bare.len() < line.len()).then(|| name_of(&mut self.seen_whole, line));
        NamedLine { line: bare.to_vec(), name, former }
    }
}

fn name_of(seen: &mut Seen, line: &[u8]) -> Vec<u8> {
    let mut short = [0; 16];
    short.copy_from_slice(&Sha256::digest(line)[..16]);
    let times = seen.entry(short).or_default();
    *times += 1;
    [&short[..], &times.to_be_bytes()].concat()
}

/// The byte order mark that some editors write before UTF-8. It also stands within files that were put together.
const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

impl<R: BufRead + Send + 'static> Lines for JsonLines<R> {
    /// `None` when the line is too long.
    type Raw = Option<NamedLine>;

    fn next(&mut self) -> std::io::Result<Option<(u64, Self::Raw)>> {
        loop {
            let Some(line) = lines::next(&mut self.reader, &mut self.bytes)? else { return Ok(None) };
            self.line += 1;
            match line {
                Line::Whole(line) if self.line == 1 && (line.starts_with(b"\xff\xfe") || line.starts_with(b"\xfe\xff")) => {
                    return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, "it is UTF-16; save it as UTF-8"));
                }
                Line::Whole(line) if line.strip_prefix(UTF8_MARK).unwrap_or(&line).trim_ascii().is_empty() => {}
                Line::Whole(line) => return Ok(Some((self.line, Some(self.named(&line))))),
                Line::TooLong => return Ok(Some((self.line, None))),
            }
        }
    }

    fn bytes(&self) -> u64 {
        self.bytes
    }

    fn brings_ids(&self) -> bool {
        true
    }

    fn drafter(&self) -> Drafter<Self::Raw> {
        Arc::new(|raw| match raw {
            Some(line) => draft(line).map(Some),
            None => Err(vec![Fault::new("", format!("the line is longer than {} KiB", lines::LONGEST / 1024))]),
        })
    }
}

/// A line: the fields of a submission, and those that only an import may set. The fields are repeated here because serde cannot
/// reject unknown fields in flattened structs.
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
    /// `null` where an export left it out. Every line has it.
    #[serde(deserialize_with = "text_or_null")]
    text: Option<String>,
    #[serde(default, deserialize_with = "unique_keys")]
    answers: BTreeMap<String, Option<AnswerInput>>,
    #[serde(default)]
    consent: Consent,
    asked: Option<Vec<String>>,
    collection: Option<String>,
    told: Option<String>,
    #[serde(default)]
    worried: bool,
    teller: Option<String>,
    received: Option<Day>,
    state: Option<ModerationState>,
    id: Option<Uuid>,
    round: Option<String>,
    source: Option<Source>,
    storyteller: Option<Uuid>,
    /// Signifiers whose answers an export left out; they count as not asked.
    #[serde(default)]
    #[expect(dead_code, reason = "exports write it for people who read the lines")]
    not_shown: Vec<String>,
}

/// With a function of its own, serde reports a field that is missing.
fn text_or_null<'de, D: Deserializer<'de>>(reader: D) -> Result<Option<String>, D::Error> {
    Option::deserialize(reader)
}

fn draft(NamedLine { line, name, former }: NamedLine) -> Result<Draft, Vec<Fault>> {
    // Most lines are valid, so the cause of an error is only looked for when there is one.
    let line: StoryLine = serde_json::from_slice(&line).map_err(|error| vec![what_is_wrong(&line, &error)])?;
    let exported = Exported {
        id: line.id,
        source: line.source,
        round: line.round,
        storyteller: line.storyteller,
        without_text: line.text.is_none(),
    };
    // What an export names is known by its id, whatever else of it has changed since.
    let (name, former) = line.id.map_or((name, former), |id| (id.to_string().into_bytes(), None));
    let submission = Submission {
        framework: line.framework,
        version: line.version,
        language: line.language,
        receipt: line.receipt,
        prompt: line.prompt,
        title: line.title,
        text: line.text.unwrap_or_default(),
        answers: line.answers,
        consent: line.consent,
        asked: line.asked,
        collection: line.collection,
        told: line.told,
        worried: line.worried,
        teller: line.teller,
    };
    let (received, state) = (line.received, line.state);
    Ok(Draft { submission, name, former, received, state, language: None, remarks: Vec::new(), exported })
}

fn what_is_wrong(line: &[u8], error: &serde_json::Error) -> Fault {
    let Ok(text) = std::str::from_utf8(line) else {
        return Fault::new("", "this is not UTF-8; save the file as UTF-8");
    };
    match read_json::<StoryLine>(text) {
        Err(WrongJson::Faulty(fault)) => fault,
        Err(WrongJson::Malformed { message, column, .. }) => {
            Fault::new("", format!("not valid JSON, column {column}: {message}"))
        }
        Ok(_) => Fault::new("", error),
    }
}
