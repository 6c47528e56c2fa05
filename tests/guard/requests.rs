//! The ten requests that are measured.

use actix_web::http::Method;
use sensing::model::Receipt;
use serde_json::{Value, json};

use crate::data::FRAMEWORK;

/// What requests refer to.
pub struct Known {
    /// The id of a story that was cleared.
    pub story: String,
    /// The receipt of a story that was told.
    pub receipt: String,
}

/// A request that is measured.
pub struct Request {
    pub name: &'static str,
    pub status: u16,
    /// How often it is measured; the least figure counts. A thread that waits for another may spin for half a million
    /// instructions under callgrind, which only quick requests feel, and slow ones would take long.
    pub samples: u64,
    /// Method, address and body of one of its repeats. They differ where an answer would otherwise come from a cache.
    pub nth: fn(&Known, u64) -> (Method, String, Value),
}

pub const REQUESTS: [Request; 10] = [
    Request { name: "a story is submitted", status: 201, samples: 25, nth: |_, n| post("stories", a_story(n)) },
    Request {
        name: "the form loads its questions",
        status: 200,
        samples: 5,
        nth: |_, _| get(&format!("frameworks/{FRAMEWORK}")),
    },
    Request { name: "a search for two words", status: 200, samples: 5, nth: |_, n| search("waiting assessment", n) },
    Request { name: "a search for a phrase", status: 200, samples: 5, nth: |_, n| search("\"waiting list\"", n) },
    Request {
        name: "the patterns of one triad",
        status: 200,
        samples: 2,
        nth: |_, n| post("patterns", json!({"selection": since(n), "signifiers": ["difference"], "density": {}})),
    },
    Request {
        name: "the patterns of all signifiers",
        status: 200,
        samples: 2,
        nth: |_, n| post("patterns", json!({"selection": since(n)})),
    },
    Request { name: "a comparison with permutations", status: 200, samples: 2, nth: |_, _| post("compare", a_comparison()) },
    Request { name: "the page of a story", status: 200, samples: 25, nth: |known, _| get(&format!("stories/{}", known.story)) },
    Request {
        name: "a receipt is looked up",
        status: 200,
        samples: 25,
        nth: |known, _| post("receipts/open", json!({"receipt": known.receipt})),
    },
    Request { name: "the moderation queue", status: 200, samples: 5, nth: |_, _| get("moderation/stories") },
];

fn get(path: &str) -> (Method, String, Value) {
    (Method::GET, format!("/api/v1/{path}"), Value::Null)
}

fn post(path: &str, body: Value) -> (Method, String, Value) {
    (Method::POST, format!("/api/v1/{path}"), body)
}

/// A selection of all stories that no earlier repeat asked for.
fn since(n: u64) -> Value {
    let day = chrono::NaiveDate::from_ymd_opt(2020, 1, 1).unwrap() + chrono::Days::new(n);
    json!({"framework": FRAMEWORK, "received": {"from": day}})
}

fn search(text: &str, n: u64) -> (Method, String, Value) {
    let mut selection = since(n);
    selection["text"] = json!(text);
    post("search", json!({"selection": selection}))
}

/// Of about a hundred stories and without a triad, whose permutations take a minute under callgrind. Comparisons are not
/// cached.
fn a_comparison() -> Value {
    json!({
        "selection": {"framework": FRAMEWORK, "received": {"from": "2025-11-01"}}, "by": "audience",
        "signifiers": ["feelings", "timing"], "permutations": 99, "seed": 1
    })
}

/// A story of about a kilobyte.
pub fn a_story(n: u64) -> Value {
    json!({
        "framework": FRAMEWORK, "version": 1, "language": "en", "prompt": "moment", "title": "The phone call",
        "text": "They rang back on the same day, and this time they had read what we wrote to them. ".repeat(9).trim(),
        "answers": {
            "difference": {"triad": [0.62, 0.30, 0.08]}, "timing": {"dyad": 0.81}, "voice": "not_applicable",
            "around_the_child": {"stones": {"school": [0.2, 0.9], "family": [0.7, 0.4]}}, "audience": {"choice": ["family"]}
        },
        "consent": {"analysis": true, "quotation": false}, "receipt": receipt(n)
    })
}

fn receipt(n: u64) -> String {
    Receipt::from_bits(u128::from(n).to_be_bytes()).reveal()
}
