//! No query is invalid, whatever a person types or pastes.

use proptest::prelude::*;

use super::*;

fn ask_everything(library: &Library, query: &str) {
    let all: RoaringTreemap = (0..100).collect();
    let found = library.index.matching(query).unwrap();
    let page = library.index.ranked(query, &all, None, 100).unwrap();
    assert_eq!(page.how, found.how, "{query:?}");
    let ranked: RoaringTreemap = page.hits.iter().map(|hit| hit.number).collect();
    assert_eq!(ranked, found.numbers, "{query:?}");
    let highlighter = library.index.highlighter(query).unwrap();
    highlighter.snippet(&"en".parse().unwrap(), query, 80);
}

#[test]
fn odd_queries_are_answered() {
    let library = Library::of(&["the title: waiting (list)", "and or not", "等待名单"]);
    let long_word = "x".repeat(10_000);
    let long_text = "waiting list ".repeat(800);
    let long_phrase = format!("\"{}\"", "waiting list ".repeat(800));
    let marks = "\u{0301}".repeat(500);
    for query in [
        "\"waiting list",
        "list\"",
        "\"\"\"",
        "AND OR NOT",
        "waiting AND list",
        "title:waiting",
        "(waiting",
        "[a TO b]",
        "waiting^2",
        "waiting~1",
        "wait?ng",
        "* *",
        "w**",
        "-",
        "--waiting",
        "-\"",
        "-\"\"",
        "\"-list\"",
        "\0",
        "wai\0ting",
        "👩‍👧",
        "👩‍👧*",
        "\\",
        "\\\"",
        "{}",
        "a:b:c",
        "+waiting",
        "/regex/",
        "<script>",
        "\u{202E}waiting",
        "\u{FEFF}",
        "ﬁ",
        "½*",
        "İ",
        "ǅ",
        "ß*",
        "等*",
        "等-",
        "ـــ",
        "\"ـــ ـــ\"",
        "e\u{0301}",
        "\u{0301}e",
        &marks,
        &long_word,
        &long_text,
        &long_phrase,
    ] {
        ask_everything(&library, query);
    }
    assert_eq!(library.find("and or not"), [2]);
    assert_eq!(library.find("(waiting"), [1]);
    assert_eq!(library.find("title:waiting"), [1]);
    assert_eq!(library.find("\"waiting list"), [1]);
}

#[test]
fn an_empty_index_answers_too() {
    let library = Library::empty();
    for query in ["waiting", "\"waiting list\"", "wait*", "-waiting", "wait-li*"] {
        ask_everything(&library, query);
    }
}

#[test]
fn any_string_is_answered() {
    let library = Library::of(&["the title: waiting (list)", "and or not", "等待名单 école", "ζωή हिन्दी สวัสดี"]);
    proptest!(cases(300), |(query in "\\PC{0,60}|.{0,40}")| ask_everything(&library, &query));
}

#[test]
fn any_mixture_of_signs_and_words_is_answered() {
    let library = Library::of(&["the title: waiting (list)", "and or not", "等待名单 école", "list waiting"]);
    let piece = prop_oneof![
        Just("waiting"),
        Just("wai"),
        Just("lsit"),
        Just("the"),
        Just("名单"),
        Just("等"),
        Just("école"),
        Just("\""),
        Just("-"),
        Just("*"),
        Just(" "),
        Just(" "),
        Just("'s"),
        Just("“"),
        Just("("),
        Just("\u{200D}"),
        Just("\u{0301}"),
    ];
    let query = proptest::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat());
    proptest!(cases(500), |(query in query)| ask_everything(&library, &query));
}
