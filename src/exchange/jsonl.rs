//! JSON Lines: a line is a submission as the API takes it, optionally with `received` and `state`.

use std::collections::HashMap;
use std::io::BufRead;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::lines::{self, Line};
use super::pipeline::{Draft, Drafter, Lines};
use crate::capture::Submission;
use crate::model::{Fault, ModerationState};

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

fn draft(line: &[u8], name: Vec<u8>) -> Result<Draft, Vec<Fault>> {
    let one = |field: &str, message: String| vec![Fault::new(field, message)];
    let mut fields: Map<String, Value> =
        serde_json::from_slice(line).map_err(|error| one("", format!("this is not a JSON object: {error}")))?;
    let received: Option<NaiveDate> = take(&mut fields, "received")?;
    let state: Option<ModerationState> = take(&mut fields, "state")?;
    let submission: Submission = serde_path_to_error::deserialize(Value::Object(fields)).map_err(|error| {
        let path = error.path().to_string();
        one(if path == "." { "" } else { &path }, error.inner().to_string())
    })?;
    Ok(Draft { submission, name, received, state })
}

fn take<T: for<'de> Deserialize<'de>>(fields: &mut Map<String, Value>, field: &str) -> Result<Option<T>, Vec<Fault>> {
    match fields.remove(field) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => serde_json::from_value(value).map(Some).map_err(|error| vec![Fault::new(field, error)]),
    }
}
