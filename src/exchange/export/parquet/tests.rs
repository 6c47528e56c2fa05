use std::fs::File;
use std::io::Read;

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use serde_json::Value;

use super::*;
use crate::exchange::export::samples::{cells, layout, said};
use crate::exchange::export::{Part, Table};

/// What the cells of a file say, and its metadata.
fn read(file: File) -> (Vec<Vec<Option<String>>>, SerializedFileReader<File>) {
    let reader = SerializedFileReader::new(file).unwrap();
    let rows = reader.get_row_iter(None).unwrap().map(|row| {
        let row = row.unwrap();
        row.get_column_iter()
            .map(|(_, field)| match field {
                Field::Null => None,
                Field::Str(text) => Some(text.clone()),
                Field::Double(number) => Some(number.to_string()),
                Field::Long(number) => Some(number.to_string()),
                Field::Bool(yes) => Some(yes.to_string()),
                Field::Date(days) => {
                    Some((chrono::NaiveDate::default() + chrono::Days::new(u64::try_from(*days).unwrap())).to_string())
                }
                other => panic!("{other:?}"),
            })
            .collect()
    });
    (rows.collect(), reader)
}

fn expected(table: &Table, rows: usize) -> Vec<Vec<Option<String>>> {
    let one = |row: usize| {
        let cells = cells(table, row);
        cells.iter().enumerate().map(|(place, cell)| said(table, place, cell)).collect()
    };
    (0..rows).map(one).collect()
}

#[test]
fn every_cell_comes_back_from_groups_of_bounded_size() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("stories.parquet");
    let file = NewFile::at(&place, false).unwrap();
    let layout = Arc::new(layout(Some(Part::Stories)));
    let mut sink = Parquet::new(Arc::clone(&layout), &file).unwrap();
    sink.tables[0].as_mut().unwrap().limit_rows(40);
    let table = &layout.tables[0];
    for row in 0..100 {
        sink.row(0, &cells(table, row)).unwrap();
        sink.row(1, &[]).unwrap();
    }
    Box::new(sink).finish(&Summary::default()).unwrap();
    file.keep().unwrap();
    let (rows, reader) = read(File::open(&place).unwrap());
    assert_eq!(rows, expected(table, 100));
    let groups: Vec<i64> = reader.metadata().row_groups().iter().map(|group| group.num_rows()).collect();
    assert_eq!(groups, [40, 40, 20]);
}

#[test]
fn the_metadata_say_what_the_file_is_and_what_categories_mean() {
    let folder = tempfile::tempdir().unwrap();
    let file = NewFile::at(&folder.path().join("stories.parquet"), false).unwrap();
    let layout = Arc::new(layout(Some(Part::Stories)));
    let sink = Parquet::new(Arc::clone(&layout), &file).unwrap();
    Box::new(sink).finish(&Summary::default()).unwrap();
    file.keep().unwrap();
    let (rows, reader) = read(File::open(folder.path().join("stories.parquet")).unwrap());
    assert!(rows.is_empty());
    let pairs = reader.metadata().file_metadata().key_value_metadata().unwrap();
    let value = |key: &str| pairs.iter().find(|pair| pair.key == key).and_then(|pair| pair.value.clone()).unwrap();
    assert_eq!((value("title").as_str(), value("framework").as_str()), ("A tiny framework", "tiny"));
    assert!(value("exported-by").starts_with("sensing ") && !value("change").is_empty() && !value("ARROW:schema").is_empty());
    let columns: Value = serde_json::from_str(&value("columns")).unwrap();
    let who = columns.as_array().unwrap().iter().find(|column| column["name"] == "who.choice").unwrap();
    assert_eq!(who["categories"][1], serde_json::json!({"id": "family", "label": "The family"}));
}

#[test]
fn an_archive_holds_every_table_and_a_readme() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("all.zip");
    let file = NewFile::at(&place, false).unwrap();
    let layout = Arc::new(layout(None));
    let mut sink = Parquet::new(Arc::clone(&layout), &file).unwrap();
    for row in 0..30 {
        for (number, table) in layout.tables.iter().enumerate() {
            sink.row(number, &cells(table, row)).unwrap();
        }
    }
    Box::new(sink).finish(&Summary::default()).unwrap();
    file.keep().unwrap();
    let mut archive = zip::ZipArchive::new(File::open(&place).unwrap()).unwrap();
    for table in &layout.tables {
        let mut bytes = Vec::new();
        archive.by_name(&format!("{}.parquet", table.name)).unwrap().read_to_end(&mut bytes).unwrap();
        let own = folder.path().join(table.name);
        std::fs::write(&own, bytes).unwrap();
        assert_eq!(read(File::open(own).unwrap()).0, expected(table, 30), "{}", table.name);
    }
    assert!(archive.by_name("README.txt").is_ok());
}

#[test]
fn a_text_is_not_repeated_at_the_end_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = NewFile::at(&folder.path().join("stories.parquet"), false).unwrap();
    let layout = Arc::new(layout(Some(Part::Stories)));
    let mut sink = Parquet::new(Arc::clone(&layout), &file).unwrap();
    sink.row(0, &cells(&layout.tables[0], 1)).unwrap();
    Box::new(sink).finish(&Summary::default()).unwrap();
    file.keep().unwrap();
    let (_, reader) = read(File::open(folder.path().join("stories.parquet")).unwrap());
    let group = reader.metadata().row_group(0);
    let places = layout.tables[0].columns.iter().enumerate();
    for (place, column) in places.filter(|(_, column)| column.kind == crate::exchange::export::ColumnKind::Text) {
        assert!(group.column(place).statistics().is_none(), "{}", column.name);
    }
}
