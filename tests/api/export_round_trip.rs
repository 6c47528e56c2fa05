//! Exports as JSON Lines come back in, and frameworks go out and come in as files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use sensing::exchange::export::Format;
use sensing::model::Role;

use crate::import::words;
use crate::support::exports::*;
use crate::support::*;

/// The files of an export as an archive of JSON Lines.
fn archive(app: &App, framework: &str, more: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let file = export(app, framework, (Format::JsonLines, None), more);
    let prefix = format!("{}/", file.file_name().unwrap().to_string_lossy());
    unpacked(&file).into_iter().filter_map(|(name, bytes)| Some((name.strip_prefix(&prefix)?.to_owned(), bytes))).collect()
}

/// Writes the files into a folder; returns the documents of the framework, oldest first, and the lines.
fn written(files: &BTreeMap<String, Vec<u8>>, folder: &Path) -> (Vec<PathBuf>, PathBuf) {
    std::fs::create_dir_all(folder.join("frameworks")).unwrap();
    for (name, bytes) in files {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
    let documents = files.keys().filter(|name| name.starts_with("frameworks/")).map(|name| folder.join(name)).collect();
    (documents, folder.join("stories.jsonl"))
}

/// Imports what an archive holds; returns what was said.
fn bring_in(app: &App, files: &BTreeMap<String, Vec<u8>>) -> String {
    let folder = tempfile::tempdir().unwrap();
    let (documents, lines) = written(files, folder.path());
    let documents: Vec<String> = documents.iter().map(|path| path.display().to_string()).collect();
    let mut arguments = vec!["framework", "import"];
    arguments.extend(documents.iter().map(String::as_str));
    let done = command(app, &arguments);
    assert!(done.status.success(), "{}", words(&done.stderr));
    let (newest, lines) = (documents.last().unwrap(), lines.display().to_string());
    let mut import = sensing(&app.folder(), app.database_url().as_deref());
    import.args(["import", "jsonl", "--framework", newest, "--data", &lines, "--into"]).arg(app.folder());
    let done = run(import, "");
    assert!(done.status.success(), "{}{}", words(&done.stdout), words(&done.stderr));
    words(&done.stdout)
}

fn versions() -> [Value; 2] {
    let mut first = with_schools("parts", 4);
    first["audiences"] = json!(["child", "family"]);
    let mut second = first.clone();
    second["version"] = json!(2);
    second["signifiers"][1]["audiences"] = json!(["family"]);
    [first, second]
}

fn a_part(version: u32) -> Draft {
    a_story().for_framework("parts", version).with("prompt", json!("tell"))
}

/// Stories of two versions, in every state of moderation, with everything that a story can have.
pub async fn stories_of_every_kind(app: &App) -> Vec<Told> {
    for document in versions() {
        app.publish(&document).await.is(201);
    }
    let kiosk = json!({"name": "Kiosk", "framework": "parts", "signifiers": ["corner", "pick"], "round": "baseline"});
    let code = app.make_collection(&kiosk).await.is(201)["join_code"].as_str().unwrap().to_owned();
    let teller = fresh_receipt();
    let drafts = [
        a_part(1)
            .titled("=A title")
            .saying("سکول میں\nدو سطریں, “quoted” and \"quoted\"")
            .with_triad("corner", [0.3333, 0.3333, 0.3334])
            .answering("line", json!({"dyad": 0.0001, "input": "keyboard"}))
            .with("teller", json!(teller)),
        a_part(2).in_collection(&code).not_applicable("corner").with("consent", json!({"analysis": true, "quotation": true})),
        a_part(2).saying("Held.").with_write_in("school", &[], "Held words").with("teller", json!(teller)),
        a_part(2).saying("Withheld.").with_write_in("school", &["school_1"], "Withheld words"),
        a_part(2)
            .saying("Redacted.")
            .with_write_in("school", &["school_3", "school_0"], "Redacted words")
            .answering("square", json!({"stones": {"home": [0.1, 0.9], "school": [1, 0]}}))
            .with("asked", json!(["school", "square", "line"])),
        a_part(1).saying("Not to be analysed.").without_consent_to_analysis(),
        a_part(1).saying("The same.").with("answers", json!({})),
        a_part(1).saying("The same.").with("answers", json!({})),
    ];
    let mut told = Vec::new();
    for draft in &drafts {
        told.push(app.tell(draft).await);
    }
    for place in [0, 1, 6, 7] {
        app.clear(&told[place].id, &json!({})).await.is(200);
    }
    app.withhold(&told[3].id, &json!({})).await.is(200);
    app.clear(&told[4].id, &json!({"text": "Red–", "write_ins": {"school": "own –"}})).await.is(200);
    told
}

/// Waits until a service, which a command has added stories to, counts so many.
async fn until_counted(app: &App, stories: u64) {
    soon("the stories", async || {
        let found = app.patterns(json!({"selection": {"framework": "parts"}, "signifiers": []})).await;
        // The framework is new to the service, too.
        (found.status == 200 && found.is(200)["matching"] == json!(stories)).then_some(())
    })
    .await;
}

async fn counts(app: &App) -> Value {
    app.patterns(json!({"selection": {"framework": "parts"}})).await.is(200)["signifiers"].clone()
}

on_both! {
    async fn an_export_that_is_imported_into_an_empty_service_is_exported_as_it_was(app: App) {
        stories_of_every_kind(&app).await;
        for texts in [&["--texts"][..], &[]] {
            let first = archive(&app, "parts", texts);
            let other = spawn_app(app.base()).await;
            let said = bring_in(&other, &first);
            assert!(said.contains("7 stories new, 0 known already, 0 left out, 0 rejected"), "{said}");
            let second = archive(&other, "parts", texts);
            assert_eq!(words(&first["stories.jsonl"]), words(&second["stories.jsonl"]));
            assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
            let documents = |files: &BTreeMap<String, Vec<u8>>| files.iter().filter(|(name, _)| name.starts_with("frameworks/")).map(|(_, bytes)| bytes.clone()).collect::<Vec<_>>();
            assert_eq!(documents(&first), documents(&second));
            until_counted(&other, 7).await;
            let (found, told) = (counts(&other).await, counts(&app).await);
            for (id, pattern) in told.as_object().unwrap() {
                // Own words that may not be read are not in the file, so they are not counted any more.
                for (part, value) in pattern.as_object().unwrap().iter().filter(|(part, _)| *part != "write_ins") {
                    assert_eq!(&found[id][part], value, "{id}.{part}");
                }
            }
            let again = bring_in(&other, &first);
            assert!(again.contains("0 stories new, 7 known already"), "{again}");
        }
    }

    async fn a_story_without_its_text_counts_and_can_never_be_read(app: App) {
        stories_of_every_kind(&app).await;
        let other = spawn_app(app.base()).await;
        bring_in(&other, &archive(&app, "parts", &[]));
        until_counted(&other, 7).await;
        let found = other.search(json!({"selection": {"framework": "parts"}})).await.is(200);
        assert_eq!(ids(&found), Vec::<String>::new(), "{found}");
        let queue = other.get_as(Role::Moderator, "/api/v1/moderation/stories?state=held").await.is(200);
        assert_eq!(queue["total"], json!(0), "no moderator is asked to read a text that is not there");
        let rows = story_rows(&other, "parts", &["--texts"]);
        assert!(rows.iter().all(|row| row["state"] == "withheld" && row["text"].is_empty() && row["title"].is_empty()));
        let states: Vec<&str> = rows.iter().map(|row| row["school.state"].as_str()).collect();
        assert_eq!(states[2..5], ["answered"; 3], "an answer in own words is still an answer");
    }

    async fn a_file_brings_nothing_back_that_was_withdrawn_and_changes_nothing_that_is_there(app: App) {
        let told = stories_of_every_kind(&app).await;
        let before = archive(&app, "parts", &["--texts"]);
        let said = bring_in(&app, &before);
        assert!(said.contains("0 stories new, 7 known already"), "{said}");
        app.withdraw(&told[0].receipt).await.is(200);
        let said = bring_in(&app, &before);
        assert!(said.contains("0 stories new, 7 known already"), "{said}");
        let after = words(&archive(&app, "parts", &["--texts"])["stories.jsonl"]);
        assert!(!after.contains(&told[0].id), "{after}");
        assert_eq!(after.lines().count(), 6);
    }

    async fn lines_without_a_text_say_so_and_nothing_else(app: App) {
        app.publish(&a_framework("tiny")).await.is(201);
        let folder = tempfile::tempdir().unwrap();
        let document = folder.path().join("tiny.json");
        std::fs::write(&document, a_framework("tiny").to_string()).unwrap();
        let line = |more: Value| {
            let mut line = json!({"framework": "tiny", "version": 1, "language": "en", "prompt": "tell", "answers": {}, "consent": {"analysis": true}});
            line.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            line.to_string()
        };
        let lines = [
            line(json!({})),
            line(json!({"text": ""})),
            line(json!({"text": null, "title": "A title"})),
            line(json!({"text": null, "state": "cleared"})),
            line(json!({"text": "Words", "storyteller": "01990a3e-7c00-7000-8000-1f2e3d4c5b6a", "teller": fresh_receipt()})),
            line(json!({"text": null})),
        ];
        let mut import = sensing(&app.folder(), app.database_url().as_deref());
        import.args(["import", "jsonl", "--data", "-", "--framework"]).arg(&document).arg("--into").arg(app.folder());
        let done = run(import, &lines.join("\n"));
        let said = words(&done.stderr);
        for reason in ["missing field `text`", "write a few words first", "a story whose text is null has no title", "so it is withheld; leave the state out", "give teller or storyteller, not both"] {
            assert!(said.contains(reason), "{reason}: {said}");
        }
        assert!(words(&done.stdout).contains("1 stories new, 0 known already, 0 left out, 5 rejected"), "{}", words(&done.stdout));
    }

    async fn frameworks_go_out_and_come_in_as_files(app: App) {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).display().to_string();
        for document in versions() {
            app.publish(&document).await.is(201);
        }
        let run = |app: &App, arguments: &[&str]| {
            let done = command(app, &[&["framework"], arguments].concat());
            (done.status.code().unwrap(), words(&done.stdout) + &words(&done.stderr))
        };
        assert_eq!(run(&app, &["export", "parts", "--out", &path("newest.json")]).0, 0);
        assert_eq!(run(&app, &["export", "parts", "--version", "1", "--out", &path("first.json")]).0, 0);
        let (code, said) = run(&app, &["export", "parts", "--out", &path("first.json")]);
        assert!(code == 2 && said.contains("exists already"), "{said}");
        let (code, said) = run(&app, &["export", "parts", "--version", "9", "--out", &path("ninth.json")]);
        assert!(code == 2 && said.contains("there is no version 9 of “parts”; sensing framework list names them"), "{said}");
        assert!(run(&app, &["list"]).1.contains("parts 1 published\nparts 2 published\n"));

        let other = spawn_app(app.base()).await;
        let (code, said) = run(&other, &["import", &path("first.json"), &path("newest.json")]);
        assert!(code == 0 && said.contains("Version 1 of parts published\nVersion 2 of parts published"), "{said}");
        for version in [1, 2] {
            let at = format!("parts/versions/{version}");
            assert_eq!(other.framework(&at).await.is(200), app.framework(&at).await.is(200));
        }
        let (code, said) = run(&other, &["import", &path("newest.json")]);
        assert!(code == 0 && said.contains("Version 2 of parts is published already"), "{said}");
        let mut differs = versions()[1].clone();
        differs["title"] = json!({"en": "Another"});
        std::fs::write(path("differs.json"), differs.to_string()).unwrap();
        let (code, said) = run(&other, &["import", &path("differs.json")]);
        assert!(code == 2 && said.contains("differs from this one; give the new one a new version number"), "{said}");
        differs["version"] = json!(3);
        std::fs::write(path("third.json"), differs.to_string()).unwrap();
        let (code, said) = run(&other, &["import", "--draft", &path("third.json")]);
        assert!(code == 0 && said.contains("Version 3 of parts stored as a draft"), "{said}");
        let (code, said) = run(&other, &["import", &path("third.json")]);
        assert!(code == 0 && said.contains("Version 3 of parts published"), "{said}");
        differs["version"] = json!(4);
        differs["signifiers"][0]["corners"] = json!([]);
        std::fs::write(path("wrong.json"), differs.to_string()).unwrap();
        let (code, said) = run(&other, &["import", &path("wrong.json")]);
        assert!(code == 2 && said.contains("wrong.json cannot be used: signifiers[0].corners"), "{said}");
    }
}
