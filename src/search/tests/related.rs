//! Words that were not typed and mean the same, and stories that do not have every word.

use super::*;

/// How the query was read.
fn read_as(library: &Library, query: &str) -> Option<String> {
    library.index.matching(query).unwrap().read_as
}

/// Numbers found although a word is missing.
fn find_most(library: &Library, query: &str) -> Vec<u64> {
    let found = library.index.matching(query).unwrap();
    assert_eq!(found.kind, MatchKind::Partial, "{query}");
    found.numbers
}

#[test]
fn abbreviations_and_their_long_forms_find_each_other() {
    let library = Library::of(&["her EHCP came", "the EHC plans", "an education, health and care plan", "a plan of the house"]);
    for query in ["EHCP", "ehc plan", "Education, Health and Care plan"] {
        assert_eq!(library.find(query), [1, 2, 3], "{query}");
    }
    assert_eq!(library.find("plan"), [2, 3, 4]);
}

#[test]
fn what_was_typed_ranks_before_what_means_the_same() {
    let library = Library::of(&["the EHC plan came late", "the EHCP came late", "nothing came"]);
    assert_eq!(library.rank("EHCP"), [2, 1]);
    assert_eq!(library.rank("EHC plan"), [1, 2]);
}

#[test]
fn words_of_one_family_find_each_other() {
    let library = Library::of(&["he was excluded", "an exclusion", "an exclusive club", "so anxious", "my anxiety"]);
    assert_eq!(library.rank("exclusion")[0], 2);
    assert!(library.find("excluding").starts_with(&[1, 2]));
    assert_eq!(library.find("anxious"), [4, 5]);
}

#[test]
fn quoted_words_prefixes_and_excluded_words_stand_for_what_they_say() {
    let library = Library::of(&["he was excluded", "an exclusion", "the EHCP", "the EHC plan"]);
    assert_eq!(library.find("\"exclusion\""), [2]);
    assert_eq!(library.find("exclusion*"), [2]);
    assert_eq!(library.find("\"EHC plan\""), [4]);
    assert_eq!(library.find("-exclusion -EHCP"), [1, 4]);
    assert_eq!(library.find("NOT exclusion"), [1, 3, 4]);
}

#[test]
fn operators_join_the_words_that_are_there() {
    let library = Library::of(&["the EHCP", "the EHC plan", "the plan of an EHC", "school"]);
    assert_eq!(library.find("EHC AND plan"), [2, 3]);
    assert_eq!(library.find("EHCP OR school"), [1, 2, 4]);
    assert_eq!(library.find("(EHCP) -school"), [1, 2]);
    assert_eq!(library.find("school AND plan"), [0; 0]);
    assert_eq!(library.find("(school plan EHC)"), [0; 0]);
}

#[test]
fn a_short_abbreviation_is_looked_for_in_english_stories_only() {
    let mut library = Library::empty();
    library.put_all(
        1,
        &[("en", "", "her TA left"), ("pl", "", "ta pani"), ("ur", "", "EHCP نہیں"), ("en", "", "teaching assistant")],
    );
    assert_eq!(library.find("teaching assistant"), [1, 4]);
    assert_eq!(library.find("EHC plan"), [3]);
}

#[test]
fn an_abbreviation_that_is_a_word_must_be_typed_in_capitals() {
    let library = Library::of(&["speech therapy helped", "salt on the road"]);
    assert_eq!(library.find("SALT"), [1, 2]);
    assert_eq!(library.find("salt"), [2]);
    assert_eq!(library.find("speech therapy"), [1]);
}

#[test]
fn the_answer_says_which_words_were_added_and_only_those_that_a_story_has() {
    let library = Library::of(&["the EHCP", "an education, health and care plan", "they excluded him", "excluding excluded"]);
    assert_eq!(read_as(&library, "EHCP").as_deref(), Some("EHCP OR \"education, health and care plan\""));
    let long = "EHC plan";
    assert_eq!(read_as(&library, long).as_deref(), Some("(EHC AND plan) OR ehcp OR \"education, health and care plan\""));
    assert_eq!(read_as(&library, "exclusion").as_deref(), Some("exclusion OR excluded"));
    assert_eq!(read_as(&library, "SENCO"), None);
    assert_eq!(read_as(&library, "they him"), None);
}

#[test]
fn stories_with_most_of_the_words_are_found_when_none_has_all() {
    let library = Library::of(&[
        "the panel and the lawyer",
        "a lawyer for the tribunal, the panel",
        "the weather",
        "the weather was good",
        "a taxi and the weather",
        "weather again",
    ]);
    assert_eq!(find_most(&library, "lawyer panel taxi"), [1, 2]);
    assert_eq!(library.rank("tribunal lawyer panel taxi")[0], 2);
    assert_eq!(library.find("lawyer panel"), [1, 2], "all words are better than most");
}

#[test]
fn a_rare_word_is_enough_beside_one_that_most_stories_have() {
    let mut texts = vec!["school and more"; 40];
    texts.extend(["the tribunal"; 2]);
    let library = Library::of(&texts);
    assert_eq!(find_most(&library, "tribunal school"), [41, 42]);
    assert_eq!(find_most(&library, "tribunal zzzzyx"), [41, 42]);
    assert_eq!(library.find("school zzzzyx"), [0; 0], "a frequent word alone says too little");
    assert_eq!(library.find("the zzzzyx"), [0; 0]);
}

#[test]
fn phrases_prefixes_and_excluded_words_are_never_left_out() {
    let mut texts = vec!["lawyer panel", "lawyer panel bus", "a bus late"];
    texts.extend(["weather"; 40]);
    let library = Library::of(&texts);
    assert_eq!(find_most(&library, "lawyer panel taxi -bus"), [1]);
    assert_eq!(find_most(&library, "lawyer panel taxi \"bus\""), [2]);
    assert_eq!(find_most(&library, "lawyer panel taxi bu*"), [2]);
    assert_eq!(library.find("lawyer panel taxi \"bus late\""), [0; 0]);
    assert_eq!(library.find("lawyer AND panel AND taxi"), [0; 0]);
    assert_eq!(library.find("lawyer \"panel taxi\""), [0; 0]);
}

#[test]
fn misspelt_words_come_before_missing_words() {
    let mut texts = vec!["the lawyer of the old panel", "a panel with a taxi"];
    texts.extend(["weather"; 40]);
    let library = Library::of(&texts);
    assert_eq!(library.find_nearly("lawyr panel"), [1]);
    assert_eq!(find_most(&library, "lawyr panel taxi"), [2]);
    assert_eq!(find_most(&library, "lawyr old panel bus"), [1]);
}

#[test]
fn only_what_was_typed_is_matched_where_stories_are_excluded_or_counted() {
    let library = Library::of(&["he was excluded", "an exclusion", "the hospital"]);
    let typed = |query: &str| library.index.matching_as_typed(query).unwrap();
    assert_eq!(typed("exclusions"), [2]);
    assert_eq!(typed("hosspital"), [0; 0]);
    assert_eq!(typed("hospital exclusion"), [0; 0]);
    assert_eq!(typed(""), [0; 0]);
}

#[test]
fn pages_of_incomplete_matches_cover_each_story_once() {
    let mut texts = vec!["lawyer panel"; 7];
    texts.extend(["weather"; 80]);
    let library = Library::of(&texts);
    let all: RoaringTreemap = (0..100).collect();
    let mut seen = Vec::new();
    let mut after = None;
    loop {
        let page = library.index.ranked("lawyer panel hovercraft", |number| all.contains(number), after, 2).unwrap();
        assert_eq!(page.kind, MatchKind::Partial);
        seen.extend(page.hits.iter().map(|hit| hit.number));
        match page.next {
            Some(next) => after = Some(super::super::Cursor::decode(&next.encode()).unwrap()),
            None => break,
        }
    }
    assert_eq!(seen, [7, 6, 5, 4, 3, 2, 1]);
}
