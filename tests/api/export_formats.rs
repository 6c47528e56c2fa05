//! `sensing export`: every format holds the same, and an export in SenseMaker's shape comes back in.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use calamine::{Data, Reader};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use sensing::exchange::export::{Format, Part};
use sha2::{Digest, Sha256};

use crate::export_round_trip::stories_of_every_kind;
use crate::import::words;
use crate::support::exports::*;
use crate::support::*;

/// A digest for each row: of its cells as text, without the apostrophes that CSV has before what looks like a formula.
fn hashes(rows: impl IntoIterator<Item = Vec<String>>) -> Vec<String> {
    rows.into_iter().map(|row| format!("{:x?}", Sha256::digest(row.join("\u{1f}")))).collect()
}

fn of_csv(bytes: &[u8]) -> Vec<Vec<String>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    let unguarded = |cell: &str| match cell.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(['=', '+', '-', '@']) => rest.to_owned(),
        _ => cell.to_owned(),
    };
    reader.records().map(|row| row.unwrap().iter().map(unguarded).collect()).collect()
}

fn of_parquet(bytes: Vec<u8>) -> Vec<Vec<String>> {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(&bytes).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    let headings =
        reader.metadata().file_metadata().schema().get_fields().iter().map(|field| field.name().to_owned()).collect();
    let rows = reader.get_row_iter(None).unwrap().map(|row| {
        let row = row.unwrap();
        let cell = |field: &Field| match field {
            Field::Null => String::new(),
            Field::Str(text) => text.clone(),
            Field::Double(number) => number.to_string(),
            Field::Long(number) => number.to_string(),
            Field::Bool(yes) => yes.to_string(),
            Field::Date(days) => (chrono::NaiveDate::default() + chrono::Days::new(*days as u64)).to_string(),
            other => panic!("{other:?}"),
        };
        row.get_column_iter().map(|(_, field)| cell(field)).collect()
    });
    std::iter::once(headings).chain(rows).collect()
}

fn of_sheet(workbook: &Path, sheet: &str) -> Vec<Vec<String>> {
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook(workbook).unwrap();
    let range = workbook.worksheet_range(sheet).unwrap();
    let cell = |cell: &Data| match cell {
        Data::DateTime(time) => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            format!("{year}-{month:02}-{day:02}")
        }
        Data::Bool(yes) => yes.to_string(),
        other => other.to_string(),
    };
    range.rows().map(|row| row.iter().map(cell).collect()).collect()
}

/// The files of an archive by name.
fn files(app: &App, framework: &str, format: Format, more: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let file = export(app, framework, (format, None), more);
    let prefix = format!("{}/", file.file_name().unwrap().to_string_lossy());
    unpacked(&file).into_iter().filter_map(|(name, bytes)| Some((name.strip_prefix(&prefix)?.to_owned(), bytes))).collect()
}

/// Imports what an archive in SenseMaker's shape holds; returns what was said.
fn bring_in(app: &App, files: &BTreeMap<String, Vec<u8>>, slug: &str, more: &[&str]) -> std::process::Output {
    let folder = tempfile::tempdir().unwrap();
    let mut import = sensing(&app.folder(), app.database_url().as_deref());
    import.args(["import", "sensemaker", "--as", slug]).args(more).arg("--into").arg(app.folder());
    for (option, name) in [("--definition", "definition.json"), ("--data", "data.csv")] {
        let file = folder.path().join(name);
        std::fs::write(&file, &files[name]).unwrap();
        import.arg(option).arg(file);
    }
    run(import, "")
}

on_both! {
    async fn every_table_has_the_same_rows_in_csv_parquet_and_a_workbook(app: App) {
        stories_of_every_kind(&app).await;
        for texts in [&["--texts"][..], &[]] {
            let separated = files(&app, "parts", Format::Csv, texts);
            let parquet = files(&app, "parts", Format::Parquet, texts);
            let workbook = export(&app, "parts", (Format::Xlsx, None), texts);
            for (part, sheet) in Part::ALL.into_iter().zip(["Stories", "Answers", "Framework"]) {
                let name = part.name();
                let expected = of_csv(&separated[&format!("{name}.csv")]);
                assert!(expected.len() > 7, "{name}");
                assert_eq!(hashes(of_parquet(parquet[&format!("{name}.parquet")].clone())), hashes(expected.clone()), "{name}");
                let width = expected[0].len();
                let shown = of_sheet(&workbook, sheet).into_iter().map(|mut row| {
                    row.resize(width, String::new());
                    row
                });
                assert_eq!(hashes(shown), hashes(expected), "{name}");
            }
            let alone = std::fs::read(export(&app, "parts", (Format::Parquet, Some(Part::Answers)), texts)).unwrap();
            assert_eq!(of_parquet(alone), of_parquet(parquet["answers.parquet"].clone()));
        }
    }

    async fn an_export_in_the_shape_of_sensemaker_comes_back_as_it_was(app: App) {
        stories_of_every_kind(&app).await;
        for texts in [&["--texts"][..], &[]] {
            let first = files(&app, "parts", Format::SenseMaker, texts);
            let other = spawn_app(app.base()).await;
            let done = bring_in(&other, &first, "parts", &[]);
            let said = words(&done.stdout);
            assert!(done.status.success(), "{said}{}", words(&done.stderr));
            assert!(said.contains("7 stories new, 0 known already, 0 left out, 0 rejected"), "{said}");
            let second = files(&other, "parts", Format::SenseMaker, texts);
            let rows = |files: &BTreeMap<String, Vec<u8>>| of_csv(&files["data.csv"]);
            assert_eq!(rows(&first), rows(&second));
            assert_eq!(hashes(rows(&first)), hashes(rows(&second)));
            assert_eq!(words(&first["definition.json"]), words(&second["definition.json"]));
            // Nothing that the tables say is lost, but the state of a story whose text nobody can read here.
            let tables = |app: &App| {
                let mut rows = story_rows(app, "parts", texts);
                for row in rows.iter_mut().filter(|row| row.get("text").is_none_or(String::is_empty)) {
                    row.remove("state");
                    row.remove("title");
                    row.retain(|column, _| !column.ends_with(".write_in"));
                }
                rows
            };
            assert_eq!(tables(&app), tables(&other));
            let again = bring_in(&other, &first, "parts", &[]);
            assert!(words(&again.stdout).contains("0 stories new, 7 known already"), "{}", words(&again.stdout));
        }
    }

    async fn an_export_of_this_service_says_itself_what_is_what(app: App) {
        stories_of_every_kind(&app).await;
        let mut exported = files(&app, "parts", Format::SenseMaker, &["--texts"]);
        let refused = bring_in(&app, &exported, "parts", &["--story", "story-text"]);
        assert_eq!(refused.status.code(), Some(2));
        assert!(words(&refused.stderr).contains("leave --story, --title and --percent out"), "{}", words(&refused.stderr));
        let left_out = bring_in(&app, &exported, "elsewhere", &["--dry-run", "--exclude", "meta_source=told"]);
        assert!(words(&left_out.stdout).contains("7 left out"), "{}{}", words(&left_out.stdout), words(&left_out.stderr));
        let data = words(&exported["data.csv"]).replacen("\"told\"", "\"whispered\"", 1);
        exported.insert("data.csv".to_owned(), data.into_bytes());
        let wrong = bring_in(&app, &exported, "elsewhere", &["--dry-run"]);
        assert!(words(&wrong.stderr).contains("“whispered” is none of told, paper, imported, synthetic"), "{}", words(&wrong.stderr));
        let newer = words(&exported["definition.json"]).replace("\"format\": 1", "\"format\": 2");
        exported.insert("definition.json".to_owned(), newer.into_bytes());
        let newer = bring_in(&app, &exported, "elsewhere", &["--dry-run"]);
        assert!(words(&newer.stderr).contains("exported by a newer version of this service"), "{}", words(&newer.stderr));
    }

    async fn another_reader_of_sensemaker_finds_a_story_a_title_and_questions(app: App) {
        stories_of_every_kind(&app).await;
        let mut exported = files(&app, "parts", Format::SenseMaker, &["--texts"]);
        // What only this service understands is taken away.
        let mut definition: Value = serde_json::from_slice(&exported["definition.json"]).unwrap();
        definition.as_object_mut().unwrap().remove("sensing");
        exported.insert("definition.json".to_owned(), definition.to_string().into_bytes());
        let done = bring_in(&app, &exported, "foreign", &["--dry-run", "--cleared"]);
        let said = words(&done.stderr);
        assert!(said.contains("A story is the text “") && said.contains("with the title “Title”"), "{said}");
        assert!(words(&done.stdout).contains("5 stories new"), "those with a text: {}{said}", words(&done.stdout));
    }
}
