//! What persists between two openings, and what happens when the files are not as they were left.

use std::fs;

use super::super::SearchError;
use super::*;

fn reopen(library: Library) -> (Result<Index, SearchError>, TempDir) {
    let Library { index, folder, .. } = library;
    drop(index);
    (Index::open(folder.path()), folder)
}

fn files(path: &Path) -> Vec<std::path::PathBuf> {
    let mut files: Vec<_> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn a_change_is_seen_as_soon_as_it_is_applied() {
    let mut library = Library::of(&["first words"]);
    assert_eq!(library.find("words"), [1]);
    library.put(1, "other text");
    assert_eq!(library.find("words"), [0; 0]);
    assert_eq!(library.find("other"), [1]);
    library.put(2, "other text");
    assert_eq!((library.find("other"), library.index.len()), (vec![1, 2], 2));
}

#[test]
fn a_removed_story_cannot_be_found_any_more() {
    let mut library = Library::of(&["canary", "canary two"]);
    library.remove(1);
    assert_eq!(library.find("canary"), [2]);
    assert_eq!(library.rank("canary"), [2]);
    assert_eq!(library.find("-two"), [0; 0]);
    assert_eq!(library.index.len(), 1);
}

#[test]
fn changes_of_one_story_apply_in_order() {
    let mut library = Library::empty();
    let language = "en".parse().unwrap();
    let put = |number, text| IndexChange::Put(Document { number, language: &language, title: "", text, write_ins: &[] });
    library.apply(&[
        put(1, "early"),
        put(1, "late"),
        put(2, "removed"),
        IndexChange::Remove(2),
        IndexChange::Remove(3),
        put(3, "added"),
    ]);
    assert_eq!(library.find("late"), [1]);
    assert_eq!(library.find("early"), [0; 0]);
    assert_eq!(library.find("removed"), [0; 0]);
    assert_eq!(library.find("added"), [3]);
    assert_eq!(library.index.len(), 2);
}

#[test]
fn the_last_of_many_changes_of_one_story_wins_however_the_work_is_divided() {
    let mut library = Library::empty();
    let texts: Vec<String> = (0..1_300).map(|n| format!("text{n}")).collect();
    let language = "en".parse().unwrap();
    let put = |text| IndexChange::Put(Document { number: 1, language: &language, title: "", text, write_ins: &[] });
    library.apply(&texts.iter().map(|text| put(text)).collect::<Vec<_>>());
    assert_eq!((library.find("text1299"), library.index.len()), (vec![1], 1));
}

#[test]
fn applying_twice_changes_nothing() {
    let mut library = Library::of(&["same"]);
    library.put(1, "same");
    assert_eq!((library.find("same"), library.index.len()), (vec![1], 1));
}

#[test]
fn the_position_survives_reopening() {
    let mut library = Library::empty();
    assert_eq!(library.index.position(), None);
    library.put(1, "word");
    let last = Position { transaction: 7, sequence: -3, mark: i64::MIN };
    library.index.apply(&[], last).unwrap();
    assert_eq!(library.index.position(), Some(last));
    let (index, _folder) = reopen(library);
    let index = index.unwrap();
    assert_eq!(index.position(), Some(last));
    assert_eq!(index.matching("word").unwrap().numbers.len(), 1);
}

#[test]
fn positions_are_ordered_by_transaction_first() {
    let at = |transaction, sequence| Position { transaction, sequence, mark: 0 };
    assert!(at(1, 9) < at(2, 1) && at(2, 1) < at(2, 2));
}

#[test]
fn opening_a_second_time_is_refused_and_harmless() {
    let library = Library::of(&["word"]);
    assert!(matches!(Index::open(library.path()), Err(SearchError::Locked)));
    assert!(matches!(Index::recreate(library.path()), Err(SearchError::Locked)));
    assert_eq!(library.find("word"), [1]);
}

#[test]
fn any_damaged_file_makes_the_index_unreadable_and_recreating_repairs_it() {
    let pristine = Library::of(&["one story", "another story"]);
    let names: Vec<_> = files(pristine.path()).iter().map(|file| file.file_name().unwrap().to_owned()).collect();
    drop(pristine);
    let mut tried = 0;
    for kind in ["meta.json", ".managed.json", ".term", ".pos", ".idx", ".fast", ".store", ".fieldnorm"] {
        for spoil in [
            |bytes: &mut Vec<u8>| bytes.truncate(bytes.len() / 2),
            |bytes: &mut Vec<u8>| {
                let middle = bytes.len() / 2;
                bytes[middle] ^= 0xFF;
            },
            |bytes: &mut Vec<u8>| bytes.clear(),
        ] {
            let Library { index, folder, .. } = Library::of(&["one story", "another story"]);
            drop(index);
            let wanted = |file: &&std::path::PathBuf| file.to_str().unwrap().ends_with(kind);
            let Some(file) = files(folder.path()).into_iter().find(|file| wanted(&file)) else { continue };
            let mut bytes = fs::read(&file).unwrap();
            spoil(&mut bytes);
            fs::write(&file, bytes).unwrap();
            assert!(matches!(Index::open(folder.path()), Err(SearchError::Unreadable(_))), "{}", file.display());
            assert!(Index::recreate(folder.path()).unwrap().is_empty());
            tried += 1;
        }
    }
    assert!(tried >= 24, "{tried} of {names:?}");
}

#[test]
fn no_damage_makes_opening_panic() {
    let Library { index, folder, .. } = Library::of(&["one story", "another story"]);
    drop(index);
    for file in files(folder.path()) {
        let bytes = fs::read(&file).unwrap();
        let ends = [1, 2, 5, 9, 14, 20, 33, 60].map(|from_end| bytes.len().checked_sub(from_end));
        for at in ends.into_iter().flatten().chain((0..bytes.len()).step_by(307)) {
            let mut spoilt = bytes.clone();
            spoilt[at] ^= 0x55;
            fs::write(&file, spoilt).unwrap();
            drop(Index::open(folder.path()));
        }
        fs::write(&file, bytes).unwrap();
    }
    assert_eq!(Index::open(folder.path()).unwrap().len(), 2);
}

#[test]
fn a_missing_file_makes_the_index_unreadable() {
    let count = files(Library::of(&["word"]).path()).len();
    for which in 0..count {
        let Library { index, folder, .. } = Library::of(&["word"]);
        drop(index);
        let file = files(folder.path()).swap_remove(which);
        if file.extension().is_some_and(|kind| kind == "lock") {
            continue;
        }
        fs::remove_file(&file).unwrap();
        assert!(matches!(Index::open(folder.path()), Err(SearchError::Unreadable(_))), "{}", file.display());
    }
}

#[test]
fn an_index_of_another_version_is_unreadable() {
    let (index, folder) = reopen(Library::of(&["word"]));
    drop(index);
    let meta = folder.path().join("meta.json");
    let older = fs::read_to_string(&meta).unwrap().replace("\"folded.", "\"folded.0");
    fs::write(&meta, older).unwrap();
    assert!(matches!(Index::open(folder.path()), Err(SearchError::Unreadable(_))));
}

#[test]
fn recreating_leaves_other_files_alone() {
    let (index, folder) = reopen(Library::of(&["word"]));
    drop(index);
    fs::write(folder.path().join("stories.sqlite"), "precious").unwrap();
    fs::write(folder.path().join("notes.json"), "precious").unwrap();
    let index = Index::recreate(folder.path()).unwrap();
    assert_eq!((index.len(), index.position()), (0, None));
    assert_eq!(fs::read_to_string(folder.path().join("stories.sqlite")).unwrap(), "precious");
    assert_eq!(fs::read_to_string(folder.path().join("notes.json")).unwrap(), "precious");
}

#[test]
fn a_failed_write_loses_nothing_and_can_be_repeated() {
    let library = Library::of(&["word"]);
    let failed: Result<(), SearchError> = library.index.with_writer(|writer| {
        let language = "en".parse().unwrap();
        let story = Document { number: 9, language: &language, title: "", text: "half", write_ins: &[] };
        writer.add_document(library.index.fields.document(&story))?;
        Err(SearchError::Busy)
    });
    assert!(failed.is_err());
    library.index.apply(&[], Position { transaction: 0, sequence: 2, mark: 0 }).unwrap();
    assert_eq!(library.find("half"), [0; 0]);
    assert_eq!(library.find("word"), [1]);
}

#[test]
fn an_index_is_filled_at_once_and_changes_go_on_as_usual() {
    let mut library = Library::empty();
    let language = "en".parse().unwrap();
    let texts: Vec<String> = (0..1_200).map(|n| format!("text{n} of all")).collect();
    let stories: Vec<Document<'_>> = (0..)
        .zip(&texts)
        .map(|(number, text)| Document { number, language: &language, title: "", text, write_ins: &[] })
        .collect();
    let position = Position { transaction: 3, sequence: 4, mark: 5 };
    library.index.fill::<SearchError>(position, |filling| stories.chunks(700).try_for_each(|some| filling.put(some))).unwrap();
    assert_eq!((library.index.len(), library.index.position()), (1_200, Some(position)));
    assert_eq!(library.find("text1111"), [1_111]);
    library.put(1_111, "another text");
    library.remove(7);
    library.index.expunge().unwrap();
    assert_eq!(library.index.matching_as_typed("text1111").unwrap(), [0; 0]);
    let (index, _folder) = reopen(library);
    assert_eq!(index.unwrap().matching("all").unwrap().numbers.len(), 1_198);
}

#[test]
fn a_filling_that_fails_leaves_the_index_empty() {
    let mut library = Library::empty();
    let language = "en".parse().unwrap();
    let story = Document { number: 1, language: &language, title: "", text: "half", write_ins: &[] };
    let failed = library.index.fill(Position::default(), |filling| {
        filling.put(&[story])?;
        Err(SearchError::Busy)
    });
    assert!(failed.is_err());
    assert_eq!((library.index.len(), library.index.position()), (0, None));
    library.put(2, "whole");
    assert_eq!((library.find("half"), library.find("whole")), (vec![], vec![2]));
}

#[test]
fn many_threads_search_while_changes_are_applied() {
    let mut library = Library::of(&["always here"]);
    let index = &library.index;
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                for _ in 0..50 {
                    assert!(index.matching("always").unwrap().numbers.contains(&1));
                }
            });
        }
        let language = "en".parse().unwrap();
        for number in 2..12 {
            let story = Document { number, language: &language, title: "", text: "always more", write_ins: &[] };
            index.apply(&[IndexChange::Put(story)], Position::default()).unwrap();
        }
    });
    library.put(20, "always");
    assert_eq!(library.find("always").len(), 12);
}

#[test]
fn an_index_whose_files_are_truncated_or_lost_while_it_is_open_reports_it() {
    let damages: [fn(&Path); 3] = [
        |file| fs::File::options().write(true).open(file).unwrap().set_len(1).unwrap(),
        |file| fs::remove_file(file).unwrap(),
        |file| fs::remove_dir_all(file.parent().unwrap()).unwrap(),
    ];
    for damage in damages {
        let mut library = Library::of(&["The heron waits."]);
        library.index.check_whole().unwrap();
        library.put(2, "The otter does not.");
        library.index.check_whole().unwrap();
        let mut files = fs::read_dir(library.path()).unwrap().map(|entry| entry.unwrap().path());
        damage(&files.find(|file| file.extension().is_some_and(|extension| extension == "store")).unwrap());
        assert!(matches!(library.index.check_whole(), Err(SearchError::Unreadable(_))));
        // Searching such an index fails or finds what remains; it never ends the process.
        drop(library.index.matching("heron"));
    }
}
