//! Every query is answered, whatever a person types or pastes, unless it is too long.

use proptest::prelude::*;

use super::*;

fn ask_everything(library: &Library, query: &str) {
    let all: RoaringTreemap = (0..100).collect();
    let found = library.index.matching(query).unwrap();
    let page = library.index.ranked(query, |number| all.contains(number), None, 100).unwrap();
    assert_eq!(page.kind, found.kind, "{query:?}");
    let mut ranked: Vec<u64> = page.hits.iter().map(|hit| hit.number).collect();
    ranked.sort_unstable();
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
fn a_query_that_is_too_long_is_refused_and_told_what_to_do() {
    let library = Library::of(&["waiting list"]);
    let words: String = (0..65).map(|n| format!("word{n} ")).collect();
    for refused in [library.index.matching(&words).map(drop), library.index.highlighter(&words).map(drop)] {
        let sentence =
            "a search takes at most 64 words and phrases, counted again wherever brackets repeat them; leave some out";
        assert_eq!(refused.unwrap_err().to_string(), sentence);
    }
}

#[test]
fn a_query_whose_words_stand_for_too_many_is_refused() {
    let words: Vec<String> = (0..1_300).map(|n| format!("{}{n:03}", char::from(b'a' + (n / 50) as u8))).collect();
    let words = words.join(" ");
    let mut library = Library::empty();
    library.put_all(1, &[("en", &words, &words)]);
    let prefixes = |count: u8| (0..count).map(|n| format!("{}* ", char::from(b'a' + n))).collect::<Vec<_>>().join("OR ");
    assert_eq!(library.find(&prefixes(20)), [1]);
    let pairs: String = (0..24).map(|n| format!("(a* OR {}*) ", char::from(b'b' + n))).collect();
    let refused = library.index.matching(&pairs).unwrap_err().to_string();
    assert!(refused.contains("more than 4096 words; leave some out, or write out words that end in *"), "{refused}");
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
