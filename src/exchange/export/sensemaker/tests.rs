use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde_json::Value;

use super::*;
use crate::exchange::export::samples::{cells, layout};

/// The files of an export with so many rows.
fn exported(folder: &Path, rows: usize) -> [String; 3] {
    let place = folder.join("all.zip");
    let file = NewFile::at(&place, false).unwrap();
    let layout = layout(None);
    let mut sink = SenseMaker::new(Arc::new(layout.clone()), &file).unwrap();
    for row in 0..rows {
        sink.row(0, &cells(&layout.tables[0], row)).unwrap();
        sink.row(1, &[]).unwrap();
    }
    Box::new(sink).finish(&Summary::default()).unwrap();
    file.keep().unwrap();
    let mut archive = zip::ZipArchive::new(File::open(&place).unwrap()).unwrap();
    ["definition.json", "layout.json", "data.csv"].map(|name| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    })
}

fn records(csv: &str) -> Vec<Vec<String>> {
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn the_definition_has_the_kinds_that_sensemaker_has() {
    let folder = tempfile::tempdir().unwrap();
    let [definition, page, _] = exported(folder.path(), 0);
    let definition: Value = serde_json::from_str(&definition).unwrap();
    let elements = definition["signifiers"].as_array().unwrap();
    let kinds: Vec<(&str, &str)> =
        elements.iter().map(|one| (one["id"].as_str().unwrap(), one["type"].as_str().unwrap())).collect();
    assert_eq!(
        kinds,
        [
            ("story-prompt", "list"),
            ("story-text", "freetext"),
            ("story-title", "freetext"),
            ("difference", "triad"),
            ("timing", "dyad"),
            ("around-the-child", "stones"),
            ("who", "list"),
            ("feelings", "list"),
            ("feelings-write-in", "freetext")
        ]
    );
    assert_eq!(elements[5]["content"]["axis"]["y"], serde_json::json!({"name": "", "start_label": "low", "end_label": "high"}));
    assert_eq!((&elements[6]["content"]["max_responses"], &elements[7]["content"]["max_responses"]), (&1.into(), &2.into()));
    assert_eq!(definition["sensing"]["frameworks"][0]["title"]["ur"], "A tiny framework؟", "every language is there");
    let page: Value = serde_json::from_str(&page).unwrap();
    assert_eq!(page[0]["settings"]["sections"][0]["signifiers"].as_array().unwrap().len(), elements.len());
}

#[test]
fn headings_are_those_of_sensemaker_and_every_row_has_them_all() {
    let folder = tempfile::tempdir().unwrap();
    let [_, _, data] = exported(folder.path(), 40);
    let records = records(&data);
    assert_eq!(records.len(), 41);
    assert!(records.iter().all(|record| record.len() == records[0].len()));
    let headings: Vec<&str> = records[0].iter().map(String::as_str).collect();
    assert_eq!(headings[..5], ["id", "project_id", "version", "language", "server_upload_time"]);
    let of = |start: &str| -> Vec<&str> { headings.iter().copied().filter(|heading| heading.starts_with(start)).collect() };
    assert_eq!(
        of("difference"),
        [
            "difference_percentX",
            "difference_percentY",
            "difference_person",
            "difference_together",
            "difference_organised",
            "difference_NA"
        ]
    );
    assert_eq!(of("timing"), ["timing_percentX", "timing_early", "timing_late"]);
    assert_eq!(of("around")[..2], ["around-the-child_school_percentX", "around-the-child_school_percentY"]);
    assert_eq!(of("feelings"), ["feelings_glad", "feelings_sad", "feelings_tired", "feelings-write-in"]);
}

#[test]
fn positions_of_one_answer_fit_together() {
    let folder = tempfile::tempdir().unwrap();
    let [_, _, data] = exported(folder.path(), 40);
    let records = records(&data);
    let place = |name: &str| records[0].iter().position(|heading| heading == name).unwrap();
    let mut seen = 0;
    for record in &records[1..] {
        let number = |name: &str| record[place(name)].parse::<f64>().ok();
        if let (Some(x), Some(top), Some(right)) =
            (number("difference_percentX"), number("difference_person"), number("difference_organised"))
        {
            assert!((x - right - top / 2.0).abs() < 1e-9 && number("difference_percentY") == Some(top));
            seen += 1;
        }
        if let (Some(left), Some(right)) = (number("timing_early"), number("timing_late")) {
            assert!((left + right - 1.0).abs() < 1e-9);
        }
    }
    assert!(seen > 10);
}

#[test]
fn states_that_the_columns_cannot_show_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let layout = layout(None);
    let questions = definition::Questions::of(&layout);
    let columns = columns::of(&layout, &questions);
    let states = columns.iter().find(|column| column.heading == "meta_states").unwrap();
    let mut row = vec![Cell::Missing; layout.tables[0].columns.len()];
    let state = |id: &str| layout.signifiers.iter().find(|one| one.id == id).unwrap().state;
    row[state("difference")] = Cell::Category(1);
    row[state("timing")] = Cell::Category(3);
    row[state("around_the_child")] = Cell::Category(2);
    row[state("who")] = Cell::Category(3);
    row[state("feelings")] = Cell::Category(0);
    assert_eq!(states.value(&row), "timing=not_asked who=not_asked feelings=answered");
    drop(folder);
}
