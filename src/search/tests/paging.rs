//! Pages cover every match exactly once.

use proptest::prelude::*;

use super::super::Cursor;
use super::*;

/// All numbers and scores, page by page, with cursors that were encoded and decoded.
fn pages(library: &Library, query: &str, allowed: &RoaringTreemap, limit: usize) -> Vec<(u64, f32)> {
    let mut seen = Vec::new();
    let mut after = None;
    loop {
        let page = library.index.ranked(query, |number| allowed.contains(number), after, limit).unwrap();
        assert!(page.hits.len() <= limit);
        seen.extend(page.hits.iter().map(|hit| (hit.number, hit.score)));
        match page.next {
            Some(next) => after = Some(Cursor::decode(&next.encode()).unwrap()),
            None => return seen,
        }
        assert_eq!(page.hits.len(), limit, "only the last page may be short");
    }
}

#[test]
fn pages_cover_every_match_exactly_once_best_first() {
    let (library, _) = Library::of_few_words();
    let queries = ["waiting", "waiting list", "school -bus", "\"waiting list\"", "wai*", "-help", "scool", "bus help list"];
    let runner = (proptest::sample::select(queries.to_vec()), 1..30_usize, proptest::collection::vec(any::<bool>(), 240));
    proptest!(cases(120), |((query, limit, keep) in runner)| {
        let allowed: RoaringTreemap = (0..240).filter(|&n| keep[n as usize]).collect();
        let seen = pages(&library, query, &allowed, limit);
        let expected = library.index.matching(query).unwrap().numbers.into_iter().collect::<RoaringTreemap>() & &allowed;
        prop_assert_eq!(seen.len() as u64, expected.len(), "no story twice");
        prop_assert_eq!(seen.iter().map(|(number, _)| *number).collect::<RoaringTreemap>(), expected);
        prop_assert!(seen.is_sorted_by(|a, b| a.1 > b.1 || a.1 == b.1 && a.0 > b.0));
    });
}

#[test]
fn stories_that_are_not_allowed_are_not_shown_and_do_not_affect_spelling() {
    let library = Library::of(&["hospital", "hospitl"]);
    let only_second: RoaringTreemap = [2].into();
    let page = library.index.ranked("hospital", |number| only_second.contains(number), None, 10).unwrap();
    assert_eq!((page.kind, page.hits.len()), (MatchKind::Exact, 0));
}

#[test]
fn later_pages_of_a_misspelt_query_use_the_same_spellings() {
    let library = Library::of(&["hospital one", "hospital two", "hospital three"]);
    let all: RoaringTreemap = (0..10).collect();
    let first = library.index.ranked("hosspital", |number| all.contains(number), None, 2).unwrap();
    assert_eq!((first.kind, first.hits.len()), (MatchKind::Fuzzy, 2));
    let second = library.index.ranked("hosspital", |number| all.contains(number), first.next, 2).unwrap();
    assert_eq!((second.kind, second.hits.len(), second.next), (MatchKind::Fuzzy, 1, None));
}

#[test]
fn a_limit_of_none_or_of_everything_is_honoured() {
    let library = Library::of(&["a", "a"]);
    let all: RoaringTreemap = (0..10).collect();
    assert_eq!(library.index.ranked("a", |number| all.contains(number), None, 0).unwrap().hits, []);
    assert_eq!(library.index.ranked("a", |number| all.contains(number), None, usize::MAX).unwrap().hits.len(), 2);
}
