//! An answer of the service, and the rules for every problem document.

use reqwest::header::HeaderMap;
use serde_json::Value;

/// An answer, read to the end.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

/// A problem document.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem(pub Value);

impl Answer {
    pub async fn of(response: reqwest::Response) -> Self {
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        Self { status, headers, bytes: response.bytes().await.unwrap().to_vec() }
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// A header; empty when missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The body as JSON, after checking the status. Null when there is no body.
    #[track_caller]
    pub fn is(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text());
        if self.bytes.is_empty() { Value::Null } else { serde_json::from_slice(&self.bytes).unwrap() }
    }

    /// The body as a problem document, after checking its form.
    #[track_caller]
    pub fn problem(&self, status: u16) -> Problem {
        assert_eq!(self.status, status, "{}", self.text());
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text());
        let document: Value = serde_json::from_slice(&self.bytes).unwrap();
        assert_eq!(document["status"], status, "{document}");
        for part in ["type", "title", "detail"] {
            assert!(document[part].as_str().is_some_and(|words| !words.is_empty()), "{part} is missing: {document}");
        }
        let errors = document["errors"].as_array();
        for error in errors.into_iter().flatten() {
            assert!(error["field"].is_string(), "{document}");
            assert!(error["message"].as_str().is_some_and(|words| words.len() > 5), "{document}");
        }
        assert_eq!(status == 422, errors.is_some_and(|errors| !errors.is_empty()), "422 names fields: {document}");
        Problem(document)
    }
}

impl Problem {
    /// The fields that have faults.
    pub fn fields(&self) -> Vec<&str> {
        let errors = self.0["errors"].as_array();
        errors.into_iter().flatten().map(|error| error["field"].as_str().unwrap()).collect()
    }

    /// Checks that this is the only field with a fault.
    #[track_caller]
    pub fn names(&self, field: &str) {
        assert_eq!(self.fields(), [field], "{}", self.0);
    }

    /// The message about the whole request.
    pub fn detail(&self) -> &str {
        self.0["detail"].as_str().unwrap()
    }
}
