//! Columns that are written, read, damaged and cut short.

use serde_json::json;

use crate::model::{Answer, Triad, Unit};
use crate::patterns::golden_tests::{framework, put};
use crate::patterns::{Options, patterns};

use super::super::chunked::BLOCK;
use super::*;

fn some() -> Snapshot {
    let mut columns = Columns::new();
    columns.learn(&framework());
    for number in 0..BLOCK as u64 + 900 {
        let part = (number % 5_000) as u16;
        let triad = Answer::Triad(Triad::try_from([part, 10_000 - 2 * part, part]).unwrap());
        let choice = Answer::Choice { options: vec![["one", "two"][number as usize % 2].to_owned()], write_in: None };
        match number % 10 {
            0 => put(&mut columns, number * 2, [("t", Answer::NotApplicable)]),
            1 => put(&mut columns, number * 2, []),
            _ => {
                put(&mut columns, number * 2, [("t", triad), ("k", choice), ("d", Answer::Dyad(Unit::try_from(part).unwrap()))])
            }
        }
    }
    for row in 0..columns.rows() {
        // Every other story is linked with two more.
        columns.storyteller.set(row, if row % 2 == 0 { 1 + row as u32 / 6 } else { 0 });
    }
    columns.remove(40);
    Snapshot { note: b"so far".to_vec(), columns: [("golden".to_owned(), Arc::new(columns))].into() }
}

fn shown(columns: &Columns) -> serde_json::Value {
    let ids: Vec<String> = columns.signifiers().map(str::to_owned).collect();
    let rows = columns.all();
    let numbers: Vec<u64> = columns.numbers(&rows).collect();
    let storytellers: Vec<u32> = rows.places().map(|row| columns.storyteller[row]).collect();
    json!([numbers, patterns(columns, &rows, &ids, &Options::default()).unwrap(), storytellers])
}

#[test]
fn columns_are_restored_as_they_were_and_can_be_changed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("columns");
    let written = some();
    written.write(&file).unwrap();
    let read = Snapshot::read(&file).unwrap();
    assert_eq!(read.note, b"so far");
    let (before, after) = (&written.columns["golden"], &read.columns["golden"]);
    assert_eq!((before.len(), before.bytes()), (after.len(), after.bytes()));
    assert_eq!(shown(before), shown(after));
    assert!(after.storytellers().eq(before.storytellers()) && after.storytellers().count() > 4_000);
    let [mut before, mut after] = [before, after].map(|columns| Columns::clone(columns));
    for columns in [&mut before, &mut after] {
        assert!(columns.learn(&framework()).is_empty());
        put(columns, 41, [("k", Answer::Choice { options: vec!["three".to_owned()], write_in: None })]);
        columns.remove(4);
    }
    assert_eq!(shown(&before), shown(&after));
    assert!(!folder.path().join("columns.new").exists());
}

#[test]
fn a_failed_write_leaves_no_file_behind() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("columns");
    std::fs::create_dir(&file).unwrap();
    assert!(matches!(some().write(&file), Err(SnapshotFault::File(_))), "a folder is in the way");
    assert!(!folder.path().join("columns.new").exists());
}

#[test]
fn a_combination_that_only_a_removed_story_chose_is_not_written() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("columns");
    let mut columns = Columns::new();
    columns.learn(&framework());
    let chosen = |options: &[&str]| Answer::Choice {
        options: options.iter().map(|option| (*option).to_owned()).collect(),
        write_in: None,
    };
    put(&mut columns, 1, [("k", chosen(&["one"]))]);
    put(&mut columns, 2, [("k", chosen(&["one", "two"]))]);
    columns.remove(2);
    Snapshot { columns: [("golden".to_owned(), Arc::new(columns))].into(), ..Snapshot::default() }.write(&file).unwrap();
    let bytes = std::fs::read(&file).unwrap();
    let holds = |part: &str| bytes.windows(part.len()).any(|window| window == part.as_bytes());
    assert!(holds("[[[0],false]") && !holds("[0,1]"), "{}", String::from_utf8_lossy(&bytes));
    let mut read = Columns::clone(&Snapshot::read(&file).unwrap().columns["golden"]);
    put(&mut read, 3, [("k", chosen(&["two"]))]);
    let counted = shown(&read);
    let options = &counted[1]["k"]["options"];
    assert_eq!((&options["one"]["count"], &options["two"]["count"]), (&json!(1), &json!(1)), "{options}");
}

#[test]
fn a_damaged_truncated_foreign_or_missing_file_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("columns");
    assert!(matches!(Snapshot::read(&file), Err(SnapshotFault::Missing)));
    some().write(&file).unwrap();
    let whole = std::fs::read(&file).unwrap();
    for at in [9, 60, whole.len() / 3, whole.len() / 2, whole.len() - 1_000, whole.len() - 3] {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        std::fs::write(&file, &bytes).unwrap();
        assert!(matches!(Snapshot::read(&file), Err(SnapshotFault::Damaged(_))), "{at}");
        std::fs::write(&file, &whole[..at]).unwrap();
        assert!(matches!(Snapshot::read(&file), Err(SnapshotFault::Damaged(_))), "{at}");
    }
    let mut other = whole;
    for version in [1, 2, 99] {
        other[7] = version;
        std::fs::write(&file, &other).unwrap();
        assert!(matches!(Snapshot::read(&file), Err(SnapshotFault::OtherFormat)), "{version}");
    }
}

#[test]
fn an_empty_snapshot_can_be_written_and_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("columns");
    Snapshot { columns: [("empty".to_owned(), Arc::default())].into(), ..Snapshot::default() }.write(&file).unwrap();
    assert!(Snapshot::read(&file).unwrap().columns["empty"].is_empty());
}
