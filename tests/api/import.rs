//! Imports of files by the real binary.

use std::path::{Path, PathBuf};
use std::process::Output;
use std::time::Duration;

use sensing::config::DataConfig;
use sensing::model::Role;

use crate::support::*;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/api/fixtures");

fn fixture(name: &str) -> String {
    format!("{FIXTURES}/{name}")
}

/// Runs `sensing import …` on the stopped service's data.
pub fn import(stopped: &Stopped, arguments: &[&str], input: &str) -> Output {
    let config = stopped.config();
    let mut command = sensing(&config.data, config.database_url.as_deref());
    command.arg("import").args(arguments);
    run(command, input)
}

fn sensemaker(stopped: &Stopped, more: &[&str]) -> Output {
    let (definition, data) = (fixture("sensemaker.json"), fixture("sensemaker.csv"));
    let mut arguments = vec!["sensemaker", "--definition", &definition, "--data", &data, "--as", "fixture"];
    arguments.extend(more);
    import(stopped, &arguments, "")
}

pub fn words(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

pub fn framework_file(folder: &Path) -> PathBuf {
    let file = folder.join("framework.json");
    std::fs::write(&file, a_framework("tiny").to_string()).unwrap();
    file
}

pub fn line(text: &str) -> Value {
    json!({"framework": "tiny", "version": 1, "language": "en", "prompt": "tell", "text": text,
        "answers": {}, "consent": {"analysis": true}})
}

on_both! {
    async fn a_sensemaker_export_is_imported_with_every_state_of_every_answer(app: App) {
        let stopped = app.stop().await;
        let done = sensemaker(&stopped, &["--cleared", "--exclude", "Access Control=Only the provider"]);
        let said = words(&done.stdout);
        assert!(said.contains("5 stories new, 0 known already, 1 left out, 0 rejected"), "{said}{}", words(&done.stderr));
        assert_eq!(done.status.code(), Some(1), "not everything could be taken");
        assert!(said.contains("Left out: 2 answers. The stories and their other answers are in."), "{said}");
        assert!(said.contains("line 7: “Feelings” (l1): at most 2 may be chosen, and 3 were"), "{said}");
        assert!(said.contains("line 8: “It was about...” (t1): 1 of the three weights is missing; found: 40, 20"), "{said}");
        assert!(said.contains("Counted from 0 to 100: 2 questions."), "{said}");
        let complaints = words(&done.stderr);
        assert!(complaints.contains("photo “A picture”"), "what cannot be imported is reported: {complaints}");

        let app = stopped.start().await;
        let answer = app.patterns(json!({"selection": {"framework": "fixture"}})).await.is(200);
        let signifiers = &answer["signifiers"];
        let counts = |id: &str| [&signifiers[id]["answered"], &signifiers[id]["not_applicable"], &signifiers[id]["unanswered"]].map(|n| n.as_u64().unwrap());
        assert_eq!(counts("t1"), [2, 1, 2]);
        assert_eq!(counts("d1"), [2, 1, 2]);
        assert_eq!(counts("st1"), [2, 0, 3]);
        assert_eq!(counts("l1"), [2, 0, 3]);
        assert_eq!(signifiers["t1"]["zones"]["top"]["count"], 1);
        assert_eq!(signifiers["t1"]["zones"]["top+left"]["count"], 1, "an older export counts to 100: {}", signifiers["t1"]);
        assert_eq!(signifiers["st1"]["stones"]["b"]["placed"], 1);
        let found = app.find("lighting").await;
        assert_eq!(found["stories"][0]["title"], "Light at last");
        assert_eq!(found["stories"][0]["received"], "2015-07-02");
        let framework = app.framework("fixture").await.is(200);
        let triad = framework["signifiers"].as_array().unwrap().iter().find(|s| s["id"] == "t1").unwrap().clone();
        assert_eq!(triad["corners"][0]["label"]["en"], "quality demands", "labels lose their markup");
        assert_eq!(triad["corners"][2]["label"]["en"], "people & places");
    }

    async fn importing_twice_changes_nothing(app: App) {
        let stopped = app.stop().await;
        sensemaker(&stopped, &[]);
        let again = sensemaker(&stopped, &[]);
        assert!(words(&again.stdout).contains("0 stories new, 6 known already"), "{}", words(&again.stdout));
        let app = stopped.start().await;
        assert_eq!(app.matching(json!({"framework": "fixture"})).await, 6);
    }

    async fn a_dry_run_reports_and_stores_nothing(app: App) {
        let stopped = app.stop().await;
        let done = sensemaker(&stopped, &["--dry-run"]);
        assert!(words(&done.stdout).starts_with("Dry run, nothing was stored: 6 lines read"), "{}", words(&done.stdout));
        let app = stopped.start().await;
        app.framework("fixture").await.problem(404);
    }

    async fn rejected_lines_are_reported_with_reasons_and_the_others_are_imported(app: App) {
        let stopped = app.stop().await;
        let framework = framework_file(stopped.folder());
        let report = stopped.folder().join("rejected.jsonl");
        let mut wrong_sum = line("A story that stays out");
        wrong_sum["answers"] = json!({"corner": {"triad": [0.5, 0.1, 0.1]}});
        let mut future = line("From the future");
        future["received"] = json!("2999-01-01");
        let mut ancient = line("From another age");
        ancient["received"] = json!("0001-01-01");
        let mut dated = line("One with a date and a state");
        dated["received"] = json!("2026-01-15");
        dated["state"] = json!("cleared");
        let good = line("The same words twice are two stories");
        let input = format!("{good}\n\nnot json\n{wrong_sum}\n{future}\n{ancient}\n{dated}\n{good}\n{{\"framework\": \"tiny\"");
        let (framework, report_name) = (framework.display().to_string(), report.display().to_string());
        let done = import(&stopped, &["jsonl", "--framework", &framework, "--data", "-", "--report", &report_name], &input);
        assert_eq!(done.status.code(), Some(1), "some lines were rejected");
        assert!(words(&done.stdout).contains("3 stories new, 0 known already, 0 left out, 5 rejected"), "{}", words(&done.stdout));
        let reported = std::fs::read_to_string(&report).unwrap();
        let lines: Vec<u64> =
            reported.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["line"].as_u64().unwrap()).collect();
        assert_eq!(lines, [3, 4, 5, 6, 9]);
        assert!(reported.contains("from the year 1900 on"), "{reported}");
        assert!(reported.contains("the three weights must sum to 1, and these sum to 0.7000"), "{reported}");

        let again = import(&stopped, &["jsonl", "--framework", &framework, "--data", "-"], &input);
        assert!(words(&again.stdout).contains("0 stories new, 3 known already"), "{}", words(&again.stdout));
        let app = stopped.start().await;
        assert_eq!(app.matching(json!({"framework": "tiny"})).await, 3);
        assert_eq!(app.matching(json!({"framework": "tiny", "received": {"from": "2026-01-15", "to": "2026-01-16"}})).await, 1);
        let readable = app.search(json!({"selection": {"framework": "tiny"}})).await.is(200);
        assert_eq!(readable["readable"], 1, "only the line that said so is cleared");
    }

    async fn collections_named_by_lines_are_created_with_their_round(app: App) {
        let stopped = app.stop().await;
        let framework = framework_file(stopped.folder()).display().to_string();
        let mut told = line("At the spring event");
        told["collection"] = json!("spring");
        let done = import(&stopped, &["jsonl", "--framework", &framework, "--data", "-", "--round", "baseline"], &told.to_string());
        assert!(words(&done.stdout).contains("Collections made: SPRING"), "{}", words(&done.stdout));
        let app = stopped.start().await;
        assert_eq!(app.matching(json!({"framework": "tiny", "rounds": ["baseline"], "collections": ["SPRING"]})).await, 1);
        assert_eq!(app.matching(json!({"framework": "tiny", "rounds": ["follow-up"]})).await, 0);
    }

    async fn a_story_with_a_worry_in_a_file_is_held_for_a_moderator(app: App) {
        let stopped = app.stop().await;
        let framework = framework_file(stopped.folder()).display().to_string();
        let mut worried = line("A worried one");
        worried["worried"] = json!(true);
        worried["told"] = json!("2026-03-02");
        worried["teller"] = json!(fresh_receipt());
        let mut reviewed = line("A worried one that was reviewed");
        reviewed["worried"] = json!(true);
        reviewed["state"] = json!("cleared");
        let mut odd = line("An odd day");
        odd["told"] = json!("in March");
        let input = [worried, reviewed, line("A calm one"), odd].map(|line| line.to_string()).join("\n");
        let done = import(&stopped, &["jsonl", "--cleared", "--framework", &framework, "--data", "-"], &input);
        assert!(words(&done.stdout).contains("3 stories new"), "{}", words(&done.stdout));
        assert!(words(&done.stderr).contains("line 4: told: write a day"), "{}", words(&done.stderr));
        let again = import(&stopped, &["jsonl", "--cleared", "--framework", &framework, "--data", "-"], &input);
        assert!(words(&again.stdout).contains("0 stories new, 3 known already"), "{}", words(&again.stdout));
        let app = stopped.start().await;
        let held = app.queue("").await.is(200);
        assert_eq!((&held["total"], &held["stories"][0]["text"]), (&json!(1), &json!("A worried one")));
        assert_eq!(held["stories"][0]["worried"], true);
        assert_eq!(app.queue("?state=cleared").await.is(200)["total"], 2);
    }

    async fn a_running_service_shows_what_another_process_imports(app: App) {
        let folder = app.folder();
        let framework = framework_file(&folder);
        // `sensing serve` locks its folder, and so the import leaves index and columns to it.
        let config = DataConfig { data: folder.clone(), database_url: app.database_url(), time_zone: None };
        let _lock = sensing::app::lock(&config).unwrap();
        let mut command = sensing(&folder, app.database_url().as_deref());
        command.args(["import", "jsonl", "--cleared", "--framework"]).arg(framework).args(["--data", "-"]);
        let done = run(command, &line("Heard through the wall").to_string());
        assert!(done.status.success(), "{}", words(&done.stderr));
        soon("the imported story is found", async || {
            let page = app.search(json!({"selection": {"text": "heard wall"}})).await.is(200);
            (page["stories"].as_array().unwrap().len() == 1).then_some(())
        })
        .await;
    }

    async fn an_import_that_is_killed_loses_nothing_that_was_acknowledged_and_completes_without_duplicates(app: App) {
        const LINES: usize = 20_000;
        let stopped = app.stop().await;
        let framework = framework_file(stopped.folder()).display().to_string();
        let file = stopped.folder().join("stories.jsonl");
        let all: String = (0..LINES).map(|number| format!("{}\n", line(&format!("Synthetic story {number}")))).collect();
        std::fs::write(&file, all).unwrap();
        let config = stopped.config();
        let name = file.display().to_string();
        let arguments = ["import", "jsonl", "--framework", &framework, "--data", &name];

        let mut killed = sensing(&config.data, config.database_url.as_deref()).args(arguments).spawn().unwrap();
        // As soon as the first batch is stored, and long before the last.
        let watch = sensing::store::Store::open(&config.database()).await.unwrap();
        while watch.story_count().await.unwrap() == 0 {
            assert!(killed.try_wait().unwrap().is_none(), "the import ended before anything was there");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        killed.kill().unwrap();
        killed.wait().unwrap();
        let kept = watch.story_count().await.unwrap();
        watch.close().await;
        assert!(kept > 0 && kept < LINES as u64, "{kept}");

        let mut again = sensing(&config.data, config.database_url.as_deref());
        again.args(arguments);
        let done = run(again, "");
        let said = words(&done.stdout);
        assert!(said.contains(&format!("{} stories new, {kept} known already", LINES as u64 - kept)), "{kept} kept: {said}");
        let app = stopped.start().await;
        assert_eq!(app.matching(json!({"framework": "tiny"})).await, LINES as u64);
    }
}

#[test]
fn invalid_commands_explain_the_error_in_one_line_and_exit_with_2() {
    let folder = tempfile::tempdir().unwrap();
    let framework = framework_file(folder.path()).display().to_string();
    let broken = folder.path().join("broken.json");
    std::fs::write(&broken, "{\"slug\": 1").unwrap();
    let broken = broken.display().to_string();
    let unchecked = folder.path().join("unchecked.json");
    let mut document = a_framework("tiny");
    document["machine_drafts"] = json!(["en"]);
    std::fs::write(&unchecked, document.to_string()).unwrap();
    let unchecked = unchecked.display().to_string();
    let calls: [(&[&str], &str); 7] = [
        (&["import", "jsonl", "--framework", &unchecked, "--data", &framework], "nobody has checked en yet"),
        (&["import", "jsonl", "--framework", "nowhere.json", "--data", "-"], "nowhere.json cannot be read"),
        (&["import", "jsonl", "--framework", &framework, "--data", "nowhere.jsonl"], "nowhere.jsonl cannot be read"),
        (&["import", "jsonl", "--framework", &broken, "--data", "-"], "broken.json cannot be used"),
        (&["staff", "add", "ada", "--role", "queen", "--password-stdin"], "“queen” is not a role"),
        (&["staff", "token", "nobody"], "there is no account called “nobody”"),
        (&["serve", "--bind", "somewhere"], "invalid"),
    ];
    for (arguments, expected) in calls {
        let mut command = sensing(folder.path(), None);
        command.args(arguments);
        let done = run(command, "");
        assert_eq!(done.status.code(), Some(2), "{arguments:?}: {}", words(&done.stderr));
        assert!(words(&done.stderr).contains(expected), "{arguments:?}: {}", words(&done.stderr));
    }
}

#[test]
fn every_command_has_help() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["serve", "staff", "import", "demo", "reindex", "openapi"] {
        let mut help = sensing(folder.path(), None);
        help.args([command, "--help"]);
        let done = run(help, "");
        assert!(done.status.success() && words(&done.stdout).contains("Usage: sensing"), "{command}");
    }
}

on_both! {
    async fn the_demo_refuses_a_store_with_real_stories(app: App) {
        app.has_cleared(&[a_story()]).await;
        let stopped = app.stop().await;
        let config = stopped.config();
        let mut command = sensing(&config.data, config.database_url.as_deref());
        command.args(["demo", "--stories", "40"]);
        let done = run(command, "");
        let said = words(&done.stderr);
        assert_eq!(done.status.code(), Some(2), "{said}");
        assert!(said.contains("stories that people told") && said.contains("--data ./demo-data"), "{said}");
        assert_eq!(words(&done.stdout), "", "and no password");
        let app = stopped.start().await;
        assert_eq!(app.search(json!({})).await.is(200)["matching"], 1);
        assert_eq!(app.collections().await.is(200)["collections"], json!([]));
        assert_eq!(app.framework("sheffield-send").await.is(200)["version"], 3);
    }

    async fn the_demo_makes_labelled_stories_once_and_an_analyst_who_can_sign_in(app: App) {
        let stopped = app.stop().await;
        let config = stopped.config();
        let demo = || {
            let mut command = sensing(&config.data, config.database_url.as_deref());
            command.args(["demo", "--stories", "40", "--seed", "3"]);
            words(&run(command, "").stdout)
        };
        assert!(demo().contains("40 synthetic stories made (0 were there already)"));
        let said = demo();
        assert!(said.contains("0 synthetic stories made (40 were there already)"), "{said}");
        let password = said.lines().find_map(|line| line.strip_prefix("Sign in as demo-analyst with the password ")).unwrap();
        for somebody in ["demo-moderator", "demo-facilitator", "demo-administrator"] {
            assert!(said.contains(&format!("Sign in as {somebody} with the password ")), "{said}");
        }
        let code = said.lines().find_map(|line| line.rsplit_once("with the join code ")).unwrap().1;
        let app = stopped.start().await;
        app.sign_in("demo-analyst", password).await.is(200);
        let joined = app.join(code).await.is(200);
        assert_eq!((&joined["kiosk"], &joined["open"]), (&json!(true), &json!(true)), "{joined}");
        // Of both frameworks, five kinds and one kind in three rounds, and the event.
        assert_eq!(app.collections().await.is(200)["collections"].as_array().unwrap().len(), 19);
        let newest = app.framework("sheffield-send").await.is(200);
        assert_eq!((&newest["version"], newest["machine_drafts"].as_array().unwrap().len()), (&json!(4), 6));
        let page = app.search(json!({"limit": 100})).await.is(200);
        for story in page["stories"].as_array().unwrap() {
            assert!(story["title"].as_str().unwrap().starts_with("Synthetic: "), "{story}");
        }
        // Those of storytellers who do not allow analysis are in no view.
        let matching = page["matching"].as_u64().unwrap();
        assert!((36..=40).contains(&matching), "{matching}");
        let mut versions = [0, 0];
        for id in ids(&page) {
            let story = app.story(&id).await;
            // A few are held.
            if story.status == 200 {
                let story = story.is(200);
                if story["framework"] == "sheffield-send" {
                    assert_eq!(story["asked"].is_array(), story["version"] == 4, "{story}");
                    versions[usize::from(story["version"] == 4)] += 1;
                }
            }
        }
        assert!(versions[0] >= 1 && versions[1] >= 20, "{versions:?}");
        app.get_as(Role::Moderator, "/api/v1/moderation/stories").await.is(200);
    }
}
