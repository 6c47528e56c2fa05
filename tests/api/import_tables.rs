//! Imports of tables by a mapping: over HTTP for administrators, and by the real binary.

use std::collections::BTreeMap;

use sensing::model::Role;

use crate::import::{import, words};
use crate::support::*;

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/imports/samples");

fn sample(name: &str) -> String {
    format!("{SAMPLES}/{name}")
}

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(sample(name)).unwrap()
}

async fn send_table(app: &App, path: &str, file: impl AsRef<[u8]>, mapping: Option<&Value>) -> Answer {
    let mut form = Form::default();
    if let Some(mapping) = mapping {
        form = form.part("mapping", "application/json", mapping.to_string());
    }
    let body = form.part("file", "application/octet-stream", file).finished();
    let request = app.request_as(Role::Administrator, reqwest::Method::POST, path).await;
    send(request.header("content-type", form_type()).body(body)).await
}

/// Clears every story that waits for a moderator.
async fn clear_all(app: &App) {
    loop {
        let page = app.queue("").await.is(200);
        let held = page["stories"].as_array().unwrap();
        if held.is_empty() {
            break;
        }
        for story in held {
            app.clear(story["id"].as_str().unwrap(), &json!({})).await.is(200);
        }
    }
}

const GUESS: &str = "/api/v1/imports/guess?slug=street&language=en";

/// The synthetic table, and its guessed mapping with the consent that only a person can know.
async fn mapped(app: &App) -> (Vec<u8>, Value) {
    let file = bytes("table.csv");
    let guess = send_table(app, GUESS, &file, None).await.is(200);
    let mut mapping = guess["mapping"].clone();
    mapping["consent"] = json!({"analysis": {"column": "May we use it?", "yes": ["Yes"]}});
    (file, mapping)
}

/// Counts a column of the synthetic table by itself, over the rows that say yes: each value with its rows.
fn counted(column: usize, split: Option<char>) -> BTreeMap<String, u64> {
    let file = bytes("table.csv");
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(&file[3..]).into_records();
    let mut counts = BTreeMap::new();
    // Below two rows of headings.
    reader.nth(1);
    for row in reader.map(Result::unwrap).filter(|row| &row[3] == "Yes") {
        let parts: Vec<&str> = match split {
            Some(separator) => row[column].split(separator).collect(),
            None => vec![&row[column]],
        };
        for part in parts {
            *counts.entry(part.to_owned()).or_default() += 1;
        }
    }
    counts
}

on_both! {
    async fn a_table_is_guessed_corrected_previewed_tried_and_imported(app: App) {
        let (file, mut mapping) = mapped(&app).await;
        let preview = send_table(&app, "/api/v1/imports/preview", &file, Some(&mapping)).await.is(200);
        assert_eq!(preview["rows"], 120);
        let stories = counted(3, None)["Yes"];
        assert_eq!(preview["stories"], stories);
        assert_eq!(preview["without_consent"], 120 - stories);
        assert_eq!(preview["open"], json!([]));
        mapping["questions"][0]["question"] = json!("Who is telling this?");

        let tried = send_table(&app, "/api/v1/imports?dry_run=true", &file, Some(&mapping)).await.is(200);
        assert_eq!((&tried["new"], &tried["left_out"], &tried["rejected"]), (&json!(stories), &json!(120 - stories), &json!(0)));
        app.framework("street").await.problem(404);

        // Only the command line can clear texts with an import.
        send_table(&app, "/api/v1/imports?cleared=true", &file, Some(&mapping)).await.problem(422);
        let done = send_table(&app, "/api/v1/imports", &file, Some(&mapping)).await.is(200);
        assert_eq!((&done["new"], &done["version"]), (&json!(stories), &json!(1)));
        let all = async || (app.matching(json!({"framework": "street"})).await == stories).then_some(());
        soon("the stories in the patterns", all).await;
        let framework = app.framework("street").await.is(200);
        assert_eq!(framework["signifiers"][0]["question"]["en"], "Who is telling this?");

        let answer = app.patterns(json!({"selection": {"framework": "street"}})).await.is(200);
        let signifiers = &answer["signifiers"];
        let needed = counted(10, None);
        assert_eq!(signifiers["what-was-needed"]["options"]["help"]["count"], needed["Yes"]);
        let how_soon = counted(9, None);
        let said = |part: &str| signifiers["how-soon"][part].as_u64().unwrap();
        assert_eq!(said("unanswered"), how_soon[""]);
        assert_eq!(said("not_applicable"), how_soon["n/a"]);
        assert_eq!(said("answered"), stories - how_soon[""] - how_soon["n/a"]);
        let helped = counted(5, Some(';'));
        for option in ["a friend", "a teacher", "a nurse", "nobody"] {
            let id = option.replace(' ', "-");
            assert_eq!(signifiers["what-helped"]["options"][&id]["count"], helped[option], "{option}");
        }
        clear_all(&app).await;
        let selection = json!({"selection": {"framework": "street", "text": "form asked for more"}});
        let formula = async || {
            let found = app.search(selection.clone()).await.is(200).to_string();
            found.contains("=SUM(A1:A3)").then_some(())
        };
        soon("the words that look like a formula", formula).await;

        let again = send_table(&app, "/api/v1/imports", &file, Some(&mapping)).await.is(200);
        assert_eq!((&again["new"], &again["known"], &again["version"]), (&json!(0), &json!(stories), &json!(1)));
        let audited = async |action: &str| {
            app.get_as(Role::Administrator, &format!("/api/v1/audit?action={action}")).await.is(200)["entries"].clone()
        };
        assert!(audited("framework_published").await.to_string().contains("street"));
        let rows = audited("stories_imported").await;
        let imported = rows.as_array().unwrap().last().unwrap();
        assert!(imported.to_string().contains("\"cleared\":false"), "{imported}");
    }

    async fn nothing_is_imported_before_a_person_says_what_storytellers_consented_to(app: App) {
        let (file, mut mapping) = mapped(&app).await;
        mapping.as_object_mut().unwrap().remove("consent");
        let preview = send_table(&app, "/api/v1/imports/preview", &file, Some(&mapping)).await.is(200);
        assert_eq!(preview["open"][0]["field"], "consent");
        send_table(&app, "/api/v1/imports", &file, Some(&mapping)).await.problem(422).names("consent");
        app.framework("street").await.problem(404);
    }

    async fn a_table_does_not_take_the_place_of_a_framework_that_people_answer(app: App) {
        let (file, mut mapping) = mapped(&app).await;
        mapping["framework"]["slug"] = json!("sheffield-send");
        for path in ["/api/v1/imports/preview", "/api/v1/imports"] {
            let problem = send_table(&app, path, &file, Some(&mapping)).await.problem(422);
            problem.names("framework.slug");
            assert!(problem.detail().contains("asks other questions"), "{}", problem.detail());
        }
        mapping["framework"]["existing"] = json!(true);
        let fields = send_table(&app, "/api/v1/imports", &file, Some(&mapping)).await.problem(422);
        assert!(fields.fields().iter().all(|field| field.starts_with("questions[")), "{:?}", fields.fields());
        mapping["questions"] = json!([{"id": "timing", "question": "How soon?", "answer": {"kind": "dyad", "column": "How soon",
            "scale": {"min": 0, "max": 100}, "left": {"id": "early", "label": "early"}, "right": {"id": "late", "label": "late"}}}]);
        mapping["story"]["prompts"] = json!([{"id": "moment", "text": "A moment"}]);
        let done = send_table(&app, "/api/v1/imports", &file, Some(&mapping)).await.is(200);
        let stories = counted(3, None)["Yes"];
        assert_eq!(done["new"], stories);
        app.until_counted(stories).await;
        let answer = app.patterns(json!({"selection": {"framework": "sheffield-send"}})).await.is(200);
        assert_eq!(answer["signifiers"]["difference"]["not_asked"], stories, "no column is mapped to it");
    }

    async fn a_mapping_is_saved_under_a_name_and_read_as_it_was(app: App) {
        let (_, mapping) = mapped(&app).await;
        let path = "/api/v1/mappings/Street%20stories%202026";
        let put = |document: Value| {
            let app = &app;
            async move { send(app.request_as(Role::Administrator, reqwest::Method::PUT, path).await.json(&document)).await }
        };
        put(mapping.clone()).await.is(200);
        put(mapping.clone()).await.is(200);
        let list = app.get_as(Role::Administrator, "/api/v1/mappings").await.is(200);
        assert_eq!(list["mappings"].as_array().unwrap().len(), 1);
        assert_eq!(list["mappings"][0]["name"], "Street stories 2026");
        assert_eq!(app.get_as(Role::Administrator, path).await.is(200), mapping);
        let mut wrong = mapping;
        wrong["story"]["txt"] = json!([]);
        put(wrong).await.problem(422);
        send(app.request_as(Role::Administrator, reqwest::Method::DELETE, path).await).await.is(204);
        app.get_as(Role::Administrator, path).await.problem(404);
    }

    async fn files_that_are_no_table_get_an_answer_that_says_what_to_do(app: App) {
        for (file, said) in [
            (b"PK\x03\x04nothing".to_vec(), "if it has a password, remove it"),
            (vec![0, 1, 2, 0, 0, 3], "neither text nor a workbook"),
            (Vec::new(), "the file is empty"),
            (vec![0xff, 0xfe, 0x00, 0xd8, 0x41], "UTF-16 and is damaged"),
        ] {
            let problem = send_table(&app, GUESS, &file, None).await;
            problem.problem(422);
            assert!(problem.text().contains(said), "{}", problem.text());
        }
        let many = format!("id,text\n{}", "1,a story\n".repeat(50_001));
        let problem = send_table(&app, GUESS, many, None).await;
        problem.problem(422);
        assert!(problem.text().contains("the table has 50001 rows"), "{}", problem.text());
        let wide = format!("{}\n{}\n", vec!["a"; 20_000].join(","), vec!["1"; 20_000].join(","));
        let problem = send_table(&app, GUESS, wide, None).await;
        problem.problem(422);
        assert!(problem.text().contains("it has 20000 columns"), "{}", problem.text());
        send_table(&app, "/api/v1/imports/guess?slug=../../x&language=en", &b"id,text\n1,a\n"[..], None).await.problem(422).names("slug");
        let (file, mut mapping) = mapped(&app).await;
        mapping["story"]["text"] = json!(["Nothing of the kind"]);
        send_table(&app, "/api/v1/imports/preview", &file, Some(&mapping)).await.problem(422).names("story.text");
        send_table(&app, "/api/v1/imports/preview", &file, None).await.problem(422).names("mapping");
    }

    async fn the_real_binary_imports_a_table_narrafirma_and_kobo_and_again_nothing(app: App) {
        let stopped = app.stop().await;
        let guess = import(&stopped, &["guess", "--data", &sample("table.csv"), "--as", "street"], "");
        assert!(words(&guess.stderr).contains("Email: ignored. Because it may say who told the story"), "{}", words(&guess.stderr));
        let mapping = stopped.folder().join("mapping.json");
        std::fs::write(&mapping, &guess.stdout).unwrap();
        let mapping = mapping.display().to_string();
        let refused = import(&stopped, &["table", "--mapping", &mapping, "--data", &sample("table.csv")], "");
        assert_eq!(refused.status.code(), Some(2));
        assert!(words(&refused.stderr).contains("consent: say what storytellers consented to"), "{}", words(&refused.stderr));
        let stated = "These rows are synthetic, so no person has to consent.";
        let (form, stories) = (sample("narrafirma-form.csv"), sample("narrafirma-stories.csv"));
        let (xlsform, kobo) = (sample("kobo-form.xlsx"), sample("kobo-data.csv"));
        for (arguments, stories) in [
            (vec!["table", "--mapping", &mapping, "--data", &sample("table.csv"), "--consent", "May we use it?=yes"], counted(3, None)["Yes"]),
            (vec!["narrafirma", "--form", &form, "--data", &stories, "--as", "days", "--consent-stated", stated], 120),
            (vec!["kobo", "--form", &xlsform, "--data", &kobo, "--as", "help", "--consent", "consent=yes"], 107),
        ] {
            let tried = import(&stopped, &[arguments.clone(), vec!["--dry-run"]].concat(), "");
            assert!(words(&tried.stdout).starts_with("Dry run, nothing was stored: 120 lines"), "{}", words(&tried.stderr));
            let done = import(&stopped, &arguments, "");
            assert!(words(&done.stdout).contains(&format!("{stories} stories new")), "{}{}", words(&done.stdout), words(&done.stderr));
            assert_eq!(done.status.code(), Some(0));
            let again = import(&stopped, &arguments, "");
            assert!(words(&again.stdout).contains(&format!("0 stories new, {stories} known already")), "{}", words(&again.stdout));
        }
        let app = stopped.start().await;
        let answer = app.patterns(json!({"selection": {"framework": "help"}})).await.is(200);
        let trust = &answer["signifiers"]["trust"];
        let rows: Vec<csv::StringRecord> =
            csv::ReaderBuilder::new().delimiter(b';').from_path(&kobo).unwrap().into_records().map(Result::unwrap).filter(|row| &row[1] == "yes").collect();
        let (asked, not_asked): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row[6].split(' ').any(|who| who == "teacher"));
        assert_eq!(trust["not_asked"], not_asked.len());
        assert_eq!(trust["answered"], asked.iter().filter(|row| !row[11].is_empty()).count());
        assert_eq!(trust["unanswered"], asked.iter().filter(|row| row[11].is_empty()).count());
        let framework = app.framework("help").await.is(200);
        assert_eq!(framework["languages"], json!(["en", "fr"]));
    }
}
