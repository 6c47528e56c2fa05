//! How much memory stories take.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::*;
use crate::model::{Answers, Framework};

#[test]
fn a_story_of_32_signifiers_takes_at_most_250_bytes() {
    let label = |id: String| json!({"id": id, "label": {"en": id}});
    let some = |letter: &str, n: usize| (0..n).map(|k| label(format!("{letter}{k}"))).collect::<Vec<Value>>();
    let ask = |id: String, kind: &str, own: Value| {
        let mut signifier = json!({"id": id, "kind": kind, "question": {"en": "?"}});
        signifier.as_object_mut().unwrap().extend(own.as_object().unwrap().clone());
        signifier
    };
    let ends = |low: &str, high: &str| json!({low: {"en": "?"}, high: {"en": "?"}});
    let dyad = || json!({"left": label("l".to_owned()), "right": label("r".to_owned())});
    let mut signifiers = Vec::new();
    signifiers.extend((0..5).map(|k| ask(format!("t{k}"), "triad", json!({"corners": some("x", 3)}))));
    signifiers.extend((0..10).map(|k| ask(format!("d{k}"), "dyad", dyad())));
    let axes = json!({"stones": some("s", 5), "x": ends("left", "right"), "y": ends("bottom", "top")});
    signifiers.push(ask("s".to_owned(), "stones", axes));
    signifiers.extend((0..12).map(|k| ask(format!("c{k}"), "choice", json!({"options": some("o", 8)}))));
    let framework: Framework = serde_json::from_value(json!({
        "slug": "wide", "version": 1, "title": {"en": "?"}, "languages": ["en"],
        "prompts": [{"id": "moment", "text": {"en": "?"}}], "signifiers": signifiers
    }))
    .unwrap();
    let mut columns = Columns::new();
    assert!(columns.learn(&framework).is_empty());
    let answers: Answers = Answers::default();
    let received = NaiveDate::from_ymd_opt(2026, 1, 4).unwrap();
    for number in 0..20_000 {
        let prompt = "moment";
        let (collection, round, storyteller) = (None, None, None);
        columns.put(&Row {
            number,
            received,
            collection,
            round,
            prompt,
            storyteller,
            readable: true,
            answers: &answers,
            form: Form::default(),
        });
    }
    assert!(columns.bytes() <= 250 * columns.len(), "{} bytes a story", columns.bytes() / columns.len());
}
