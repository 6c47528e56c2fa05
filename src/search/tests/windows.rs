//! Searches in more stories than are looked at together.

use super::*;

const STORIES: u64 = 10_000;

/// Whether a story with these words is found.
type Holds = fn(&[&str]) -> bool;

/// The words of a story: “all” in each, “half”, “tenth” and “rare” in so many, “late” in those of the end.
fn words(number: u64) -> Vec<&'static str> {
    let mut words = vec!["all"];
    let mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
    words.extend(mixed.is_multiple_of(2).then_some("half"));
    words.extend((mixed % 10 < 1).then_some("tenth"));
    words.extend((number % 997 == 5).then_some("rare"));
    words.extend((number > 9_000).then_some("late"));
    words
}

/// Most of the stories in one commit, so that they are in one segment, and some of them removed.
fn library() -> (Library, Vec<u64>) {
    let mut library = Library::empty();
    let texts: Vec<String> = (0..STORIES).map(|number| words(number).join(" ")).collect();
    let stories: Vec<_> = texts.iter().map(|text| ("en", "", text.as_str())).collect();
    library.put_all(0, &stories);
    let gone: Vec<IndexChange<'_>> = (0..STORIES).filter(|number| number % 13 == 0).map(IndexChange::Remove).collect();
    library.apply(&gone);
    (library, (0..STORIES).filter(|number| number % 13 != 0).collect())
}

#[test]
fn every_combination_of_frequent_and_rare_words_finds_what_a_reader_would_pick() {
    let (library, living) = library();
    let cases: [(&str, Holds); 10] = [
        ("all half", |words| words.contains(&"half")),
        ("half tenth", |words| words.contains(&"half") && words.contains(&"tenth")),
        ("rare all", |words| words.contains(&"rare")),
        ("rare half", |words| words.contains(&"rare") && words.contains(&"half")),
        ("half -tenth", |words| words.contains(&"half") && !words.contains(&"tenth")),
        ("rare -half", |words| words.contains(&"rare") && !words.contains(&"half")),
        ("rare OR late", |words| words.contains(&"rare") || words.contains(&"late")),
        ("-half", |words| !words.contains(&"half")),
        ("(rare OR tenth) late", |words| (words.contains(&"rare") || words.contains(&"tenth")) && words.contains(&"late")),
        ("rare OR (late -half)", |words| words.contains(&"rare") || words.contains(&"late") && !words.contains(&"half")),
    ];
    for (query, matches) in cases {
        let expected: Vec<u64> = living.iter().copied().filter(|&number| matches(&words(number))).collect();
        assert!(!expected.is_empty() && expected.len() < living.len());
        assert_eq!(library.find(query), expected, "{query}");
        let all: RoaringTreemap = (0..STORIES).collect();
        let mut ranked: Vec<u64> = library
            .index
            .ranked(query, |number| all.contains(number), None, 10_000)
            .unwrap()
            .hits
            .iter()
            .map(|hit| hit.number)
            .collect();
        ranked.sort_unstable();
        assert_eq!(ranked, expected, "{query}");
    }
}

#[test]
fn scores_do_not_depend_on_the_place_of_a_story() {
    let (library, living) = library();
    let all: RoaringTreemap = (0..STORIES).collect();
    for query in ["all half", "half tenth", "rare all", "all OR rare", "rare OR (late all)"] {
        let hits = library.index.ranked(query, |number| all.contains(number), None, 10_000).unwrap().hits;
        // Stories of the same words score alike and are in order, newest first.
        for same in living.iter().take(40).map(|&number| words(number)) {
            let alike: Vec<_> = hits.iter().filter(|hit| words(hit.number) == same).collect();
            assert!(alike.windows(2).all(|pair| pair[0].score == pair[1].score && pair[0].number > pair[1].number), "{query}");
        }
    }
}

#[test]
fn most_words_are_counted_beyond_the_first_stories_too() {
    let (library, living) = library();
    let found = library.index.matching("rare late hovercraft").unwrap();
    assert_eq!(found.kind, MatchKind::Partial);
    let expected: Vec<u64> = living.into_iter().filter(|&number| words(number).contains(&"rare")).collect();
    assert_eq!(found.numbers, expected);
}
