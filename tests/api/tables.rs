//! Tables of SenseMaker exports in the forms in which people save them, imported by the real binary.

use std::io::Write;
use std::path::PathBuf;
use std::process::Output;

use crate::support::*;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/api/fixtures");

/// The table of the fixtures, with plain line ends.
fn table() -> String {
    std::fs::read_to_string(format!("{FIXTURES}/sensemaker.csv")).unwrap().replace("\r\n", "\n")
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Imports a table that answers the definition of the fixtures.
fn import(stopped: &Stopped, table: impl AsRef<[u8]>, more: &[&str]) -> Output {
    import_with(stopped, &format!("{FIXTURES}/sensemaker.json"), table, more)
}

fn import_with(stopped: &Stopped, definition: &str, table: impl AsRef<[u8]>, more: &[&str]) -> Output {
    let file: PathBuf = stopped.folder().join("table");
    std::fs::write(&file, table).unwrap();
    let config = stopped.config();
    let mut command = sensing(&config.data, config.database_url.as_deref());
    command.args(["import", "sensemaker", "--as", "fixture", "--definition", definition, "--data"]).arg(file).args(more);
    run(command, "")
}

/// The rows of CSV with the smallest workbook round them.
fn a_workbook(table: &str) -> Vec<u8> {
    let mut rows = String::new();
    for record in
        csv::ReaderBuilder::new().has_headers(false).from_reader(table.trim_start_matches('\u{feff}').as_bytes()).records()
    {
        let record = record.unwrap();
        let cells = record.iter().map(|cell| match cell.parse::<f64>() {
            Ok(number) => format!("<c><v>{number}</v></c>"),
            Err(_) => {
                let text = cell.replace('&', "&amp;").replace('<', "&lt;");
                format!("<c t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>")
            }
        });
        rows.push_str(&format!("<row>{}</row>", cells.collect::<String>()));
    }
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let parts = [
        ("[Content_Types].xml", format!("<Types xmlns=\"{package}/content-types\"/>")),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{relations}/officeDocument\" \
                 Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><sheets><sheet name=\"Stories\" sheetId=\"1\" r:id=\"r1\"/></sheets>\
                 </workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{relations}/worksheet\" \
                 Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>")),
    ];
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

on_both! {
    async fn an_export_is_the_same_stories_in_every_form_in_which_programs_save_it(app: App) {
        let stopped = app.stop().await;
        let first = import(&stopped, table(), &[]);
        assert!(words(&first.stdout).contains("6 stories new, 0 known already"), "{}{}", words(&first.stdout), words(&first.stderr));
        let plain = table();
        let plain = plain.trim_start_matches('\u{feff}');
        let utf16: Vec<u8> = "\u{feff}".encode_utf16().chain(plain.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let forms: [(&str, Vec<u8>); 6] = [
            ("separated by semicolons", format!("sep=;\r\n{}", plain.replace("\",\"", "\";\"")).into_bytes()),
            ("separated by tabs", plain.replace("\",\"", "\"\t\"").into_bytes()),
            ("CSV in UTF-16", utf16),
            ("CSV in UTF-8, separated by commas", plain.replace('\n', "\r").into_bytes()),
            ("CSV in UTF-8, separated by commas", plain.replace('\n', "\r\n").into_bytes()),
            ("the sheet “Stories” of a workbook", a_workbook(plain)),
        ];
        for (described, form) in forms {
            let again = import(&stopped, form, &[]);
            let said = words(&again.stdout);
            assert!(said.contains("0 stories new, 6 known already, 0 left out, 0 rejected"), "{described}: {said}{}", words(&again.stderr));
            assert!(said.contains(described), "{described}: {said}");
        }
    }

    async fn rows_that_are_cut_off_or_not_utf8_are_rejected_with_their_lines_and_the_rest_is_imported(app: App) {
        let stopped = app.stop().await;
        let mut rows: Vec<Vec<u8>> = table().replace("poor,\n", "poor, ").lines().map(|line| line.as_bytes().to_vec()).collect();
        rows[2] = words(&rows[2]).rsplitn(11, ',').last().unwrap().as_bytes().to_vec();
        let story = words(&rows[3]).find("older").unwrap();
        rows[3][story] = 0x92;
        for end in [&b"\n"[..], b"\r", b"\r\n"] {
            let done = import(&stopped, rows.join(end), &["--dry-run"]);
            let said = words(&done.stdout);
            assert_eq!(done.status.code(), Some(1));
            assert!(said.contains("4 stories new, 0 known already, 0 left out, 2 rejected"), "{said}");
            assert!(said.contains("line 3: the row has 16 cells and the headings are 26: is it cut off?"), "{said}");
            assert!(said.contains("line 4: column 6 “s1”: the byte 0x92 (Windows-1252 for “’”) is not UTF-8; save the file"), "{said}");
        }
    }

    async fn a_heading_that_stands_twice_stops_the_import_before_anything_is_stored(app: App) {
        let stopped = app.stop().await;
        let twice: String = table().replace("poor,\n", "poor, ").lines().enumerate()
            .map(|(line, row)| format!("{row},{}\n", if line == 0 { "\"d1_many\"" } else { "\"0.99\"" })).collect();
        let done = import(&stopped, twice, &[]);
        assert_eq!(done.status.code(), Some(2));
        let said = words(&done.stderr);
        assert!(said.contains("the heading “d1_many” is above the columns 17 (Q) and 27 (AA)"), "{said}");
        let app = stopped.start().await;
        app.framework("fixture").await.problem(404);
    }

    async fn an_option_that_the_definition_lacks_is_published_as_retired_and_counted(app: App) {
        let stopped = app.stop().await;
        let done = import(&stopped, table().replace("\"only\"", "\"1_2years\""), &["--cleared"]);
        let said = words(&done.stdout);
        assert!(said.contains("Options that the definition lacks: kept in 1 answer as retired options"), "{said}");
        assert!(said.contains("line 6: “Access Control” (access): “1_2years” was kept"), "{said}");
        // A smaller export of the same project is answered by the same version.
        let again = import(&stopped, table().replace("\"only\"", "\"\""), &[]);
        assert!(words(&again.stdout).contains("0 stories new"), "{}", words(&again.stdout));
        let app = stopped.start().await;
        let framework = app.framework("fixture").await.is(200);
        assert_eq!(framework["version"], 1);
        let access = framework["signifiers"].as_array().unwrap().iter().find(|s| s["id"] == "access").unwrap().clone();
        assert_eq!(access["options"][1], json!({"id": "1_2years", "label": {"en": "1_2years"}, "retired": true}));
        let patterns = app.patterns(json!({"selection": {"framework": "fixture"}})).await.is(200);
        assert_eq!(patterns["signifiers"]["access"]["options"]["1_2years"]["count"], 1, "{}", patterns["signifiers"]["access"]);
    }

    async fn a_row_in_another_language_keeps_it(app: App) {
        let stopped = app.stop().await;
        let done = import(&stopped, table().replacen("\"1\",\"en\"", "\"1\",\"ar\"", 1), &["--cleared"]);
        assert!(words(&done.stdout).contains("line 2: language: kept as ar; the questions are worded in en"), "{}", words(&done.stdout));
        let app = stopped.start().await;
        let page = app.search(json!({"selection": {"framework": "fixture"}})).await.is(200);
        let languages: Vec<&Value> = page["stories"].as_array().unwrap().iter().map(|story| &story["language"]).collect();
        assert_eq!(languages.iter().filter(|language| **language == "ar").count(), 1, "{languages:?}");
    }

    async fn an_exclusion_that_meets_nothing_by_mistake_stops_the_import(app: App) {
        let stopped = app.stop().await;
        for value in ["yes", "1", "If you prefer that only the provider has access, please check this box."] {
            let done = import(&stopped, table(), &["--exclude", &format!("Access Control={value}")]);
            assert_eq!(done.status.code(), Some(2));
            let said = words(&done.stderr);
            assert!(said.contains("the values are nothing in 5 rows, “Only the provider” (only) in 1 row"), "{said}");
        }
        let app = stopped.start().await;
        app.framework("fixture").await.problem(404);
    }

    async fn the_report_file_has_what_was_rejected_and_what_was_left_out(app: App) {
        let stopped = app.stop().await;
        let report = stopped.folder().join("report.jsonl");
        let done = import(&stopped, table(), &["--strict", "--report", &report.display().to_string()]);
        assert!(words(&done.stdout).contains("4 stories new, 0 known already, 0 left out, 2 rejected"), "{}", words(&done.stdout));
        let lines: Vec<Value> =
            std::fs::read_to_string(&report).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let rejected: Vec<&Value> = lines.iter().filter(|line| line["faults"].is_array()).collect();
        assert_eq!(rejected[0]["line"], 7);
        assert_eq!(rejected[0]["faults"][0], json!({"field": "answers.l1", "message": "at most 2 may be chosen, and 3 were"}));
        assert!(lines.iter().any(|line| line["kind"] == "unit" && line["field"] == "t1"), "{lines:?}");
    }
}

#[test]
fn the_example_of_the_help_excludes_the_rows_that_only_the_provider_may_read() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = sensing(folder.path(), None);
    command.args(["import", "sensemaker", "--help"]);
    let help = words(&run(command, "").stdout).split_whitespace().collect::<Vec<_>>().join(" ");
    let example = help.split("--exclude \"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let id = example.split('=').nth(1).unwrap();
    let here = |name: &str| {
        let file = folder.path().join(name);
        let text = std::fs::read_to_string(format!("{FIXTURES}/{name}")).unwrap();
        std::fs::write(&file, text.replace("\"only\"", &format!("\"{id}\""))).unwrap();
        file
    };
    let mut command = sensing(&folder.path().join("data"), None);
    command.args(["import", "sensemaker", "--as", "fixture", "--dry-run", "--data"]).arg(here("sensemaker.csv"));
    command.arg("--definition").arg(here("sensemaker.json")).args(["--exclude", &example]);
    let done = run(command, "");
    assert!(words(&done.stdout).contains("1 left out"), "{example}: {}{}", words(&done.stdout), words(&done.stderr));
}
