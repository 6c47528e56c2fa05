//! What documents may say, and how their faults are reported.

use super::documents::check;
use crate::model::Fault;
use serde_json::{Value, json};

fn smallest() -> Value {
    json!({"slug": "tiny", "version": 1, "title": {"en": "Tiny"}, "languages": ["en"],
        "prompts": [{"id": "tell", "text": {"en": "Tell us"}}],
        "signifiers": [{"id": "t", "kind": "triad", "question": {"en": "?"},
            "corners": [{"id": "a", "label": {"en": "A"}}, {"id": "b", "label": {"en": "B"}}, {"id": "c", "label": {"en": "C"}}]}]})
}

fn complaints(document: &Value) -> Vec<String> {
    check(document).unwrap_err().iter().map(Fault::to_string).collect()
}

#[test]
fn the_smallest_framework_is_valid() {
    check(&smallest()).unwrap();
}

#[test]
fn the_default_framework_is_valid() {
    let document = serde_json::from_str(include_str!("sheffield-send.json")).unwrap();
    assert_eq!(check(&document).map_err(|faults| crate::model::faults_in_words(&faults)).unwrap().slug, "sheffield-send");
}

#[test]
fn a_triad_needs_three_corners() {
    let mut document = smallest();
    document["signifiers"][0]["corners"].as_array_mut().unwrap().pop();
    assert_eq!(complaints(&document), ["signifiers[0].corners: a triad has three corners, and this one has 2"]);
}

#[test]
fn a_choice_has_up_to_2_000_options_and_its_missing_labels_are_one_fault() {
    let with = |options: usize, max: u32| {
        let mut document = smallest();
        document["languages"] = json!(["en", "pl"]);
        for text in ["/title", "/prompts/0/text", "/signifiers/0/question"] {
            *document.pointer_mut(text).unwrap() = json!({"en": "a", "pl": "b"});
        }
        let option = |at: usize| json!({"id": format!("o{at}"), "label": if at == 0 { json!({"en": "a", "pl": "b"}) } else { json!({"en": "a"}) }});
        let signifier = document["signifiers"][0].as_object_mut().unwrap();
        signifier.remove("corners");
        signifier.insert("kind".to_owned(), json!("choice"));
        signifier.insert("max".to_owned(), json!(max));
        signifier.insert("options".to_owned(), (0..options).map(option).collect());
        complaints(&document)
    };
    let said = with(2_000, 64);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with("signifiers[0].options: 1999 of the labels are missing in pl: those of o1, o2"), "{said:?}");
    assert!(said[0].ends_with("o20 and 1979 more"), "{said:?}");
    assert!(with(2_001, 1).contains(&"signifiers[0].options: give between 1 and 2,000 options".to_owned()));
    assert!(with(100, 65)[0].ends_with("at most 64 options may be chosen in one answer"));
    assert_eq!(
        with(3, 1),
        [
            "signifiers[0].options[1].label: the text is missing in pl",
            "signifiers[0].options[2].label: the text is missing in pl"
        ]
    );
}

#[test]
fn a_choice_offers_at_least_one_option() {
    let with = |retired: [bool; 2]| {
        let mut document = smallest();
        let option = |id: &str, retired: bool| json!({"id": id, "label": {"en": id}, "retired": retired});
        document["signifiers"][0] = json!({"id": "who", "kind": "choice", "question": {"en": "Who?"}, "max": 1,
            "options": [option("a", retired[0]), option("b", retired[1])]});
        document
    };
    check(&with([true, false])).unwrap();
    let refused = ["signifiers[0].options: all of these options are retired; offer at least one, or leave the question out"];
    assert_eq!(complaints(&with([true, true])), refused);
}

#[test]
fn a_rule_by_audience_names_declared_audiences_and_stands_alone() {
    let with = |signifier: Value| {
        let mut document = smallest();
        document["audiences"] = json!(["child", "family"]);
        document["signifiers"][0].as_object_mut().unwrap().extend(signifier.as_object().unwrap().clone());
        document
    };
    for sound in [json!("core"), json!("more"), json!({"child": "core"}), json!({"child": "core", "family": "more"})] {
        check(&with(json!({"ask": sound}))).unwrap();
    }
    check(&with(json!({"ask": "more", "audiences": ["child"]}))).unwrap();
    let refused = [
        (json!({"ask": {"teacher": "core"}}), "“teacher” is not among the framework's audiences"),
        (json!({"ask": {}}), "this asks no audience; name at least one, or leave the signifier out"),
        (
            json!({"ask": {"child": "core"}, "audiences": ["child"]}),
            "`ask` already says which audiences are asked; leave `audiences` out",
        ),
    ];
    for (signifier, message) in refused {
        assert_eq!(complaints(&with(signifier)), [format!("signifiers[0].ask: {message}")]);
    }
    let said = complaints(&with(json!({"ask": "often"})));
    assert!(said[0].contains("expected “core”, “more”, or one of them for each audience"), "{said:?}");
}

#[test]
fn who_the_storyteller_is_is_asked_first_and_of_everyone() {
    let mut document = smallest();
    let family = json!({"id": "family", "label": {"en": "A parent"}});
    document["signifiers"] =
        json!([{"id": "audience", "kind": "choice", "question": {"en": "Who?"}, "options": [family], "ask": "more"}]);
    let refused = "signifiers[0].ask: the choice “audience” is asked first, and of everyone; leave `ask` out";
    assert_eq!(complaints(&document), [refused]);
}

#[test]
fn ids_are_unique_and_texts_complete() {
    let mut document = smallest();
    document["languages"] = json!(["en", "ur"]);
    document["prompts"] =
        json!([{"id": "tell", "text": {"en": "a", "ur": "b"}}, {"id": "tell", "text": {"en": "a", "ur": "b"}}]);
    let said = complaints(&document);
    assert!(said.contains(&"prompts: “tell” is used twice here; give each a different id".to_owned()), "{said:?}");
    assert!(said.contains(&"signifiers[0].question: the text is missing in ur".to_owned()), "{said:?}");
}

#[test]
fn fields_that_a_kind_does_not_have_are_rejected() {
    let mut document = smallest();
    document["signifiers"][0]["options"] = json!([]);
    assert_eq!(complaints(&document), ["signifiers[0].options: there is no such field on this kind of signifier"]);
    document["signifiers"][0]["kind"] = json!("rating");
    assert!(complaints(&document)[0].contains("rating"));
}
