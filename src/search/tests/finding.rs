//! What a query finds, in English.

use super::*;

#[test]
fn a_word_is_found_in_all_its_forms() {
    let library = Library::of(&["We waited for months", "The waiting was hard", "They wait", "A weight on me"]);
    for query in ["waiting", "waited", "WAIT", "waits"] {
        assert_eq!(library.find(query), [1, 2, 3], "{query}");
    }
}

#[test]
fn irregular_english_forms_find_each_other() {
    let library = Library::of(&["the children went home", "a child goes home", "she told me", "Telling people"]);
    for query in ["child", "children", "child's", "going home"] {
        assert_eq!(library.find(query), [1, 2], "{query}");
    }
    assert_eq!(library.find("tell"), [3, 4]);
    assert_eq!(library.find("person"), [4]);
}

#[test]
fn all_words_must_be_in_the_story_in_any_order() {
    let library = Library::of(&["the list was long, so we waited", "a long list", "we waited"]);
    assert_eq!(library.find("waiting list"), [1]);
}

#[test]
fn common_words_count_like_any_other() {
    let library = Library::of(&["We were on the waiting list", "A waiting list of names", "to be or not to be"]);
    assert_eq!(library.find("the waiting list"), [1]);
    assert_eq!(library.find("\"to be or not\""), [3]);
    assert_eq!(library.find("\"on the waiting\""), [1]);
}

#[test]
fn a_phrase_matches_adjacent_words_in_any_of_their_forms() {
    let library = Library::of(&["on the waiting list", "list of people waiting", "waiting lists grow", "waiting, a list"]);
    assert_eq!(library.find("\"waiting list\""), [1, 3]);
    assert_eq!(library.find("waiting-list"), [1, 3]);
}

#[test]
fn a_phrase_does_not_run_from_one_part_of_a_story_into_the_next() {
    let mut library = Library::empty();
    let language = "en".parse().unwrap();
    let write_ins = ["second thing", "last one"];
    let story = Document { number: 1, language: &language, title: "my title", text: "a first", write_ins: &write_ins };
    library.apply(&[IndexChange::Put(story)]);
    assert_eq!(library.find("\"second thing\" title first last"), [1]);
    for across in ["\"title a\"", "\"first second\"", "\"thing last\""] {
        assert_eq!(library.find(across), [0; 0], "{across}");
    }
}

#[test]
fn a_prefix_finds_words_as_they_are_written() {
    let library = Library::of(&["an organisation", "organised people", "Organic food", "the organ"]);
    assert_eq!(library.find("organis*"), [1, 2]);
    assert_eq!(library.find("ORGAN*"), [1, 2, 3, 4]);
    assert_eq!(library.find("organised peo*"), [2]);
    assert_eq!(library.find("organised-peo*"), [2]);
    assert_eq!(library.find("organised-foo*"), [0; 0]);
}

#[test]
fn a_prefix_that_many_words_begin_with_still_finds_them_all() {
    let texts: Vec<String> = (0..500).map(|n| format!("word{n} x")).collect();
    let library = Library::of(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(library.find("word*").len(), 500);
    assert_eq!(library.rank("word*").len(), 500);
}

#[test]
fn minus_excludes_stories() {
    let library = Library::of(&["school help", "school bus", "hospital help", "special school unit"]);
    assert_eq!(library.find("school -help"), [2, 4]);
    assert_eq!(library.find("school -\"special school\""), [1, 2]);
    assert_eq!(library.find("help -hosp*"), [1]);
    assert_eq!(library.find("help -unheard"), [1, 3]);
}

#[test]
fn minus_alone_finds_all_the_others() {
    let library = Library::of(&["school help", "school bus", "hospital help"]);
    assert_eq!(library.find("-help"), [2]);
    assert_eq!(library.find("-help -bus"), [0; 0]);
    assert_eq!(library.find("-unheard"), [1, 2, 3]);
    assert_eq!(library.rank("-help"), [2]);
}

#[test]
fn a_query_without_words_finds_nothing() {
    let library = Library::of(&["school"]);
    for query in ["", " ", "!?", "\"\"", "-", "*", "👩‍👧"] {
        assert_eq!(library.find(query), [0; 0], "{query:?}");
        assert_eq!(library.rank(query), [0; 0], "{query:?}");
    }
}

#[test]
fn misspelt_words_are_found_only_when_nothing_matches_as_typed() {
    let mut library = Library::of(&["the hospital called", "a nurse from the hopsital"]);
    assert_eq!(library.find("hospital"), [1]);
    assert_eq!(library.find_nearly("hosspital"), [1, 2]);
    library.put(3, "hosspital");
    assert_eq!(library.find("hosspital"), [3]);
}

#[test]
fn longer_words_may_be_misspelt_more() {
    let library = Library::of(&["school appointment bus"]);
    for near in ["scool", "shcool", "schools1", "appointmnet", "apointmet", "scool appointment"] {
        assert_eq!(library.find_nearly(near), [1], "{near}");
    }
    for far in ["sool", "bvs", "apntmen", "scool hospital"] {
        assert_eq!(library.find(far), [0; 0], "{far}");
    }
}

#[test]
fn only_plain_words_may_be_misspelt() {
    let library = Library::of(&["the school bus came late"]);
    assert_eq!(library.find("\"scool\""), [0; 0]);
    assert_eq!(library.find("\"scool bus\""), [0; 0]);
    assert_eq!(library.find("scoo*"), [0; 0]);
    assert_eq!(library.find("scool -late"), [0; 0]);
    assert_eq!(library.find_nearly("scool -early \"came late\""), [1]);
}

#[test]
fn a_known_word_is_not_respelt_when_another_is_misspelt() {
    let library = Library::of(&["my sister at school", "my mister at school"]);
    assert_eq!(library.find_nearly("sister scool"), [1]);
}

#[test]
fn the_title_counts_double_and_more_words_count_more() {
    let mut library = Library::empty();
    library.put_all(
        1,
        &[
            ("en", "", "a bus that never came, and the rain, and the phone that rang"),
            ("en", "The bus", "it never came, and the rain, and the phone that rang on"),
            ("en", "", "nothing of the kind happened to us on that day at the station"),
        ],
    );
    assert_eq!(library.rank("bus"), [2, 1]);
}

#[test]
fn equals_are_shown_newest_first() {
    let library = Library::of(&["same words", "same words", "same words"]);
    assert_eq!(library.rank("same words"), [3, 2, 1]);
}

#[test]
fn nearer_spellings_rank_first() {
    let library = Library::of(&["appointmint", "appointmant"]);
    assert_eq!(library.find_nearly("apointmint"), [1, 2]);
    assert_eq!(library.rank("apointmint"), [1, 2]);
}
