//! A removed story is erased from every byte of the folder.

use std::fs;

use super::*;

/// Whether any file in the folder contains these bytes.
fn holds(path: &Path, canary: &str) -> bool {
    fs::read_dir(path).unwrap().any(|entry| {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        bytes.windows(canary.len()).any(|window| window == canary.as_bytes())
    })
}

/// Whether the word is in a list of terms. Term lists are compressed, so a search for bytes alone could miss it.
fn knows(library: &Library, word: &str) -> bool {
    let searcher = library.index.reader.searcher();
    let fields = searcher.schema().fields().map(|(field, _)| field);
    let mut fields = fields.filter(|field| searcher.schema().get_field_entry(*field).field_type().is_str());
    fields.any(|field| {
        searcher.segment_readers().iter().any(|segment| {
            let index = segment.inverted_index(field).unwrap();
            index.terms().get(word).unwrap().is_some()
        })
    })
}

#[test]
fn no_byte_of_a_removed_story_stays_after_expunging() {
    let mut library = Library::of(&["a story that stays", "the canaryzqx sings", "another that stays"]);
    assert!(knows(&library, "canaryzqx"), "the test would see the word");
    library.remove(2);
    library.index.expunge().unwrap();
    assert!(!knows(&library, "canaryzqx"));
    assert!(!holds(library.path(), "canaryzqx"));
    assert!(!holds(library.path(), "zqx"));
    assert_eq!(library.find("stays"), [1, 3]);
}

#[test]
fn the_earlier_text_of_a_redacted_story_is_erased_too() {
    let mut library = Library::of(&["my teacher zebulonqx"]);
    library.put(1, "my teacher [name]");
    library.index.expunge().unwrap();
    assert!(!knows(&library, "zebulonqx") && !holds(library.path(), "ebulonqx"));
    assert_eq!(library.find("teacher"), [1]);
}

#[test]
fn the_only_story_can_be_erased() {
    let mut library = Library::of(&["canaryzqx"]);
    library.remove(1);
    library.index.expunge().unwrap();
    assert!(!knows(&library, "canaryzqx") && !holds(library.path(), "zqx"));
    assert!(library.index.is_empty());
}

#[test]
fn erasing_keeps_the_position_and_the_other_stories_across_reopening() {
    let mut library = Library::empty();
    for number in 1..=30 {
        library.put(number, "a story that stays");
    }
    library.put(31, "canaryzqx");
    library.remove(31);
    library.remove(7);
    let position = library.index.position();
    library.index.expunge().unwrap();
    let Library { index, folder, .. } = library;
    drop(index);
    let index = Index::open(folder.path()).unwrap();
    assert_eq!((index.len(), index.position()), (29, position));
    assert!(!holds(folder.path(), "zqx"));
}

#[test]
fn expunging_without_removals_or_stories_does_nothing() {
    Library::empty().index.expunge().unwrap();
    let library = Library::of(&["word"]);
    library.index.expunge().unwrap();
    assert_eq!(library.find("word"), [1]);
}

#[test]
fn changes_continue_after_expunging() {
    let mut library = Library::of(&["one", "two"]);
    library.remove(1);
    library.index.expunge().unwrap();
    library.put(3, "three");
    assert_eq!((library.find("three"), library.find("two"), library.index.len()), (vec![3], vec![2], 2));
}

#[test]
fn expunging_while_stories_are_searched_still_erases() {
    let mut library = Library::of(&["a story that stays", "canaryzqx"]);
    library.remove(2);
    let index = &library.index;
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for _ in 0..200 {
                index.matching("story").unwrap();
            }
        });
        index.expunge().unwrap();
    });
    assert!(!holds(library.path(), "zqx"));
}
