//! Reading a JSON body: its type, its size, its depth, and then every field by name.

use std::future::Future;
use std::pin::Pin;

use actix_web::http::{StatusCode, header};
use actix_web::web::BytesMut;
use actix_web::{FromRequest, HttpRequest, dev};
use serde::de::DeserializeOwned;

use super::error::Problem;
use crate::model::Fault;

/// A submission's size, in bytes.
pub const SUBMISSION: usize = 64 * 1024;
/// Levels of brackets within brackets.
const DEEPEST: usize = 8;
/// What is too large is read to its end all the same, so that the client hears why; but not for ever.
pub const PATIENCE: usize = 32 * 1024 * 1024;

/// A JSON body of at most `LIMIT` bytes.
pub struct Body<T, const LIMIT: usize = SUBMISSION>(pub T);

impl<T: DeserializeOwned, const LIMIT: usize> FromRequest for Body<T, LIMIT> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut dev::Payload) -> Self::Future {
        let is_json = essence(request) == "application/json";
        let mut payload = payload.take();
        Box::pin(async move {
            let bytes = read(&mut payload, LIMIT).await?;
            if !is_json {
                return Err(Problem::new(
                    StatusCode::UNSUPPORTED_MEDIA_TYPE,
                    "send JSON, with the header “Content-Type: application/json”",
                ));
            }
            parse(&bytes).map(Self)
        })
    }
}

/// What a request says that its body is, without parameters.
pub fn essence(request: &HttpRequest) -> String {
    let stated = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    stated.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

async fn read(payload: &mut dev::Payload, limit: usize) -> Result<BytesMut, Problem> {
    let mut bytes = BytesMut::new();
    let mut seen = 0;
    while let Some(chunk) = next_chunk(payload).await {
        let chunk = chunk.map_err(|_| Problem::new(StatusCode::BAD_REQUEST, "the body broke off before its end"))?;
        seen += chunk.len();
        if seen > PATIENCE {
            break;
        }
        if seen <= limit {
            bytes.extend_from_slice(&chunk);
        }
    }
    if seen > limit {
        let detail = format!("the body is larger than {} KiB", limit / 1024);
        return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, detail));
    }
    Ok(bytes)
}

async fn next_chunk(payload: &mut dev::Payload) -> Option<Result<actix_web::web::Bytes, actix_web::error::PayloadError>> {
    use actix_web::rt::pin;
    let stream = payload;
    pin!(stream);
    std::future::poll_fn(|context| {
        use futures_core::Stream;
        stream.as_mut().poll_next(context)
    })
    .await
}

/// Reads JSON of a sane depth into a type, naming the field that does not fit.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    if depth(bytes) > DEEPEST {
        let detail = format!("the JSON is nested more than {DEEPEST} levels deep");
        return Err(Problem::new(StatusCode::BAD_REQUEST, detail));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Problem::new(StatusCode::BAD_REQUEST, "the body is not UTF-8"))?;
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        unreadable(text, error.inner(), if path == "." { "" } else { &path })
    })?;
    reader.end().map_err(|error| unreadable(text, &error, ""))?;
    Ok(value)
}

fn unreadable(text: &str, error: &serde_json::Error, path: &str) -> Problem {
    use serde_json::error::Category;
    match error.classify() {
        Category::Data => Problem::faulty(vec![Fault::new(path, plain(error))]),
        _ if error.to_string().starts_with("number out of range") => {
            Problem::faulty(vec![Fault::new(path, "the number is too large to be read")])
        }
        // A list that is longer than it should be is reported as broken, though it is sound JSON.
        Category::Syntax if serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok() => {
            Problem::faulty(vec![Fault::new(path, "the list has more items than there should be")])
        }
        Category::Syntax | Category::Eof | Category::Io => {
            Problem::new(StatusCode::BAD_REQUEST, format!("this is not JSON: {error}"))
        }
    }
}

/// The reader's words without the place in the text, since the field is named.
fn plain(error: &serde_json::Error) -> String {
    let words = error.to_string();
    words.rsplit_once(" at line ").map_or(words.clone(), |(words, _)| words.to_owned())
}

/// How deep brackets are nested, outside strings. Broken JSON gets some number too, and is refused by the reader.
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
