//! Reads JSON bodies: checks media type, size and depth, and names the field that is not valid.

use std::future::poll_fn;
use std::io;
use std::pin::Pin;

use actix_web::error::PayloadError;
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, dev};
use futures_core::Stream;
use serde::de::DeserializeOwned;

use super::admission::ReadBody;
use super::client::{client, services};
use super::error::Problem;
use crate::limits::Reservation;
use crate::model::{WrongJson, read_json};

/// The largest body of most requests, in bytes.
pub const ORDINARY: usize = 64 * 1024;
/// The largest body with the text of a story, in bytes. The longest text takes up 65,000 bytes, three times as much when
/// every character is escaped. The rest is there so that a text that is too long is named as such.
pub const TELLING: usize = 1024 * 1024;
/// The largest framework document or set of its texts, in bytes: a choice of 2,000 options in ten languages, and more.
pub const DOCUMENT: usize = 4 * 1024 * 1024;
/// The deepest nesting of brackets.
const DEEPEST: usize = 8;
/// A body that is too large is read to its end, so that the client can read the response. This is the limit, in bytes.
pub const DISCARD_LIMIT: usize = 32 * 1024 * 1024;

/// A JSON body of at most `LIMIT` bytes.
pub struct Body<T, const LIMIT: usize = ORDINARY>(pub T);

impl<T: DeserializeOwned, const LIMIT: usize> ReadBody for Body<T, LIMIT> {
    async fn read(request: HttpRequest, mut payload: dev::Payload) -> Result<Self, Problem> {
        let services = services(&request)?;
        let mut room = services.bodies.json.begin(client(&request, services));
        let bytes = read(&mut payload, LIMIT, &mut room).await?;
        if essence(&request) != "application/json" {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "the body must be JSON; send it with the header “Content-Type: application/json”",
            ));
        }
        parse(&bytes).map(Self)
    }
}

/// The media type of a request, in lower case and without parameters.
pub fn essence(request: &HttpRequest) -> String {
    let stated = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    stated.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

async fn read(payload: &mut dev::Payload, limit: usize, room: &mut Reservation) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let mut seen = 0;
    let mut no_room = false;
    while let Some(chunk) = poll_fn(|context| Pin::new(&mut *payload).poll_next(context)).await {
        let chunk = chunk.map_err(|error| unfinished(&error, "the body ended too early; send the request again"))?;
        seen += chunk.len();
        if seen > DISCARD_LIMIT {
            break;
        }
        no_room = no_room || (seen <= limit && room.grow(chunk.len()).is_err());
        if seen <= limit && !no_room {
            append(&mut bytes, &chunk);
        }
    }
    if seen > limit {
        let detail = format!("the body is larger than {} KiB; send a smaller one", limit / 1024);
        return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, detail));
    }
    if no_room {
        return Err(Problem::no_room_for_bodies());
    }
    Ok(bytes)
}

/// Appends bytes and reserves little more memory than they need. By default a vector doubles its capacity.
pub fn append(bytes: &mut Vec<u8>, chunk: &[u8]) {
    if bytes.capacity() - bytes.len() < chunk.len() {
        bytes.reserve_exact(chunk.len().max(bytes.len() / 4));
    }
    bytes.extend_from_slice(chunk);
}

/// The problem for a body that did not arrive completely: it was too slow, or the connection was closed.
pub fn unfinished(error: &PayloadError, ended_early: &str) -> Problem {
    match error {
        PayloadError::Io(error) if error.kind() == io::ErrorKind::TimedOut => {
            Problem::new(StatusCode::REQUEST_TIMEOUT, "the body arrived too slowly and was not stored; send it again")
        }
        _ => Problem::new(StatusCode::BAD_REQUEST, ended_early),
    }
}

/// Parses JSON into a type.
///
/// # Errors
/// 400 if it is not JSON or is nested too deeply, 422 if a field is not valid or is there twice.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    if depth(bytes) > DEEPEST {
        let detail = format!("the JSON is nested more than {DEEPEST} levels deep; use fewer levels");
        return Err(Problem::new(StatusCode::BAD_REQUEST, detail));
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|_| Problem::new(StatusCode::BAD_REQUEST, "the body is not UTF-8; encode it as UTF-8"))?;
    read_json(text).map_err(|wrong| match wrong {
        WrongJson::Faulty(fault) => Problem::faulty(vec![fault]),
        WrongJson::Malformed { .. } => Problem::new(StatusCode::BAD_REQUEST, format!("the body is not valid JSON: {wrong}")),
    })
}

/// How deeply brackets are nested, outside strings. The result for broken JSON is arbitrary; the parser refuses it.
fn depth(bytes: &[u8]) -> usize {
    let (mut depth, mut deepest, mut in_string, mut escaped) = (0usize, 0, false, false);
    for &byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_counts_brackets_outside_strings() {
        assert_eq!(depth(br#"{"a": [[1]], "b": "[[[[\"[["}"#), 3);
        assert_eq!(depth(b"]]]"), 0);
    }

    #[test]
    fn a_wrong_type_is_named_by_its_field() {
        let problem = parse::<crate::capture::Submission>(br#"{"framework": "x", "version": "one"}"#).err().unwrap();
        let shown = serde_json::to_value(problem).unwrap();
        assert_eq!(shown["errors"][0]["field"], "version");
        assert_eq!(shown["status"], 422);
    }
}
