use calamine::{Data, Reader, Xlsx as Workbook, open_workbook};

use super::*;
use crate::exchange::export::Table;
use crate::exchange::export::samples::{TEXTS, cells, layout, said};

/// Writes rows to each table, and reads the workbook.
fn written(folder: &std::path::Path, rows: usize, most_rows: u32) -> (Arc<Layout>, Workbook<std::io::BufReader<File>>) {
    let place = folder.join("all.xlsx");
    let file = NewFile::at(&place, false).unwrap();
    let layout = Arc::new(layout(None));
    let mut sink = Xlsx::with_rows(Arc::clone(&layout), &file, most_rows).unwrap();
    for row in 0..rows {
        for (number, table) in layout.tables.iter().enumerate() {
            sink.row(number, &cells(table, row)).unwrap();
        }
    }
    Box::new(sink).finish(&Summary { stories: rows as u64, ..Summary::default() }).unwrap();
    file.keep().unwrap();
    (layout, open_workbook(&place).unwrap())
}

/// What the rows of a sheet say, below their headings.
fn rows(workbook: &mut Workbook<std::io::BufReader<File>>, sheet: &str) -> Vec<Vec<Option<String>>> {
    let range = workbook.worksheet_range(sheet).unwrap();
    let (height, width) = range.get_size();
    let cell = |row: usize, column: usize| match range.get((row, column)).unwrap() {
        Data::Empty => None,
        Data::String(text) => Some(text.clone()),
        Data::Float(number) => Some(number.to_string()),
        Data::Int(number) => Some(number.to_string()),
        Data::Bool(yes) => Some(yes.to_string()),
        Data::DateTime(time) => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            Some(format!("{year}-{month:02}-{day:02}"))
        }
        other => panic!("{other:?}"),
    };
    (1..height).map(|row| (0..width).map(|column| cell(row, column)).collect()).collect()
}

fn expected(table: &Table, from: usize, to: usize) -> Vec<Vec<Option<String>>> {
    let one = |row: usize| {
        let cells = cells(table, row);
        cells.iter().enumerate().map(|(place, cell)| said(table, place, cell)).collect()
    };
    (from..to).map(one).collect()
}

#[test]
fn every_cell_comes_back_and_texts_are_texts() {
    let folder = tempfile::tempdir().unwrap();
    let (layout, mut workbook) = written(folder.path(), 60, MOST_ROWS);
    assert_eq!(workbook.sheet_names(), ["Contents", "Stories", "Answers", "Framework"]);
    for (table, sheet) in layout.tables.iter().zip(["Stories", "Answers", "Framework"]) {
        assert_eq!(rows(&mut workbook, sheet), expected(table, 0, 60), "{sheet}");
        assert!(workbook.worksheet_formula(sheet).unwrap().is_empty(), "{sheet} has no formula");
    }
}

#[test]
fn rows_beyond_the_end_of_a_sheet_go_on_in_another_one() {
    let folder = tempfile::tempdir().unwrap();
    let (layout, mut workbook) = written(folder.path(), 25, 11);
    let all = ["Contents", "Stories", "Stories 2", "Stories 3", "Answers", "Answers 2", "Answers 3"];
    assert_eq!(workbook.sheet_names()[..7], all);
    let answers = &layout.tables[1];
    assert_eq!(rows(&mut workbook, "Answers"), expected(answers, 0, 10));
    assert_eq!(rows(&mut workbook, "Answers 3"), expected(answers, 20, 25));
    let headings = workbook.worksheet_range("Answers 3").unwrap();
    assert_eq!(headings.get((0, 0)), Some(&Data::String("story".to_owned())));
}

#[test]
fn the_first_sheet_says_what_the_others_hold() {
    let folder = tempfile::tempdir().unwrap();
    let (_, mut workbook) = written(folder.path(), 3, MOST_ROWS);
    let contents = workbook.worksheet_range("Contents").unwrap();
    let words: Vec<String> = contents.rows().flatten().map(ToString::to_string).collect();
    for said in ["A tiny framework", "tiny", "Stories", "3", "difference.person", "who.choice"] {
        assert!(words.iter().any(|word| word == said), "{said}: {words:?}");
    }
    assert!(words.iter().any(|word| word.contains("family = The family")));
}

#[test]
fn no_part_of_a_workbook_has_a_formula_or_a_link() {
    let folder = tempfile::tempdir().unwrap();
    written(folder.path(), TEXTS.len() * 2, MOST_ROWS);
    let mut archive = zip::ZipArchive::new(File::open(folder.path().join("all.xlsx")).unwrap()).unwrap();
    for place in 0..archive.len() {
        let mut part = archive.by_index(place).unwrap();
        let mut xml = String::new();
        std::io::Read::read_to_string(&mut part, &mut xml).unwrap();
        for never in ["<f>", "<f ", "<hyperlink", "externalLink"] {
            assert!(!xml.contains(never), "{:?} has {never}", part.name());
        }
    }
}

#[test]
fn more_columns_than_a_sheet_has_are_refused_with_advice() {
    let folder = tempfile::tempdir().unwrap();
    let file = NewFile::at(&folder.path().join("all.xlsx"), false).unwrap();
    let mut layout = layout(None);
    let column = layout.tables[0].columns[0].clone();
    layout.tables[0].columns = vec![column; MOST_COLUMNS + 1];
    let Err(refused) = Xlsx::new(Arc::new(layout), &file) else { panic!("it was taken") };
    assert!(refused.to_string().contains("16,384 columns") && refused.to_string().contains("CSV or Parquet"), "{refused}");
}
