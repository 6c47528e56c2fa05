//! What is known is known and the same: a story that comes again with another content is named.

use std::process::Output;

use sea_orm::{ConnectionTrait, Statement};
use sensing::capture::Keys;
use sha2::{Digest, Sha256};

use crate::import::{framework_file, import, line, words};
use crate::support::*;

/// A definition with one story text, a triad and a list.
fn definition() -> Value {
    json!({"name": ["Small"], "language": ["en"], "signifiers": [
        {"id": "s", "type": "freetext", "order": 1, "title": "What happened?", "fragment": true, "content": {"multiline": true}},
        {"id": "t", "type": "triad", "order": 2, "title": "It was about", "content": {"labels": [
            {"id": "a", "text": "time"}, {"id": "b", "text": "people"}, {"id": "c", "text": "places"}]}},
        {"id": "l", "type": "list", "order": 3, "title": "Who?", "content": {"max_responses": 1, "items": [
            {"id": "x", "title": "a family"}, {"id": "y", "title": "a child"}]}}]})
}

/// Rows of id, text, weights and option.
pub fn export(rows: &[(&str, &str, &str, &str)]) -> String {
    let row = |(id, text, weights, option): &(&str, &str, &str, &str)| format!("{id},\"{text}\",{weights},{option}\n");
    std::iter::once("id,s,t_a,t_b,t_c,l\n".to_owned()).chain(rows.iter().map(row)).collect()
}

pub fn sensemaker(stopped: &Stopped, csv: &str, more: &[&str]) -> Output {
    let (file, data) = (stopped.folder().join("d.json"), stopped.folder().join("d.csv"));
    std::fs::write(&file, definition().to_string()).unwrap();
    std::fs::write(&data, csv).unwrap();
    let (file, data) = (file.display().to_string(), data.display().to_string());
    import(stopped, &[&["sensemaker", "--definition", &file, "--data", &data, "--as", "small"][..], more].concat(), "")
}

#[track_caller]
pub fn said(done: &Output, code: i32, sentence: &str) -> String {
    assert_eq!(done.status.code(), Some(code), "{}{}", words(&done.stdout), words(&done.stderr));
    assert!(words(&done.stdout).contains(sentence), "{}{}", words(&done.stdout), words(&done.stderr));
    words(&done.stderr)
}

pub const FIRST: (&str, &str, &str, &str) = ("r1", "They rang back on the same day.", "0.5,0.3,0.2", "x");
pub const SECOND: (&str, &str, &str, &str) = ("r2", "We waited for a year and heard nothing.", "0.1,0.8,0.1", "y");

on_both! {
    async fn a_row_without_a_column_is_the_story_that_an_earlier_build_imported_without_what_was_asked(app: App) {
        let stopped = app.stop().await;
        let csv = "id,s,t_a,t_b,t_c\nr1,They rang back on the same day.,0.5,0.3,0.2\nr2,We waited for a year.,,,\n";
        let done = sensemaker(&stopped, csv, &[]);
        said(&done, 0, "2 stories new, 0 known already");
        assert!(words(&done.stdout).contains("“Who?” (l): has no column, so it counts as not asked in all rows"));
        assert!(words(&done.stdout).contains("an empty cell counts as unanswered"), "{}", words(&done.stdout));
        // As the earlier build left them: another digest, and no list.
        let url = stopped.config().database_url;
        let url = url.unwrap_or_else(|| format!("sqlite://{}", stopped.folder().join("sensing.db").display()));
        let connection = Cluster::connect(&url).await;
        let sql = "UPDATE story SET asked = NULL, body_mac = $1";
        let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, [vec![8u8; 32].into()]);
        assert_eq!(connection.execute_raw(statement).await.unwrap().rows_affected(), 2);
        connection.close().await.unwrap();
        // Its imports made no columns.
        drop(std::fs::remove_file(stopped.folder().join("columns.snapshot")));
        said(&sensemaker(&stopped, csv, &[]), 0, "0 stories new, 2 known already");

        let app = stopped.start().await;
        let answer = app.patterns(json!({"selection": {"framework": "small"}})).await.is(200);
        let states = |id: &str| ["answered", "unanswered", "not_asked"].map(|state| answer["signifiers"][id][state].as_u64().unwrap());
        assert_eq!((states("t"), states("l")), ([1, 1, 0], [0, 2, 0]), "what was stored stays as it is");
    }

    async fn a_question_without_a_column_is_not_asked_and_one_with_an_empty_cell_is_unanswered(app: App) {
        let stopped = app.stop().await;
        let csv = "id,s,t_a,t_b,t_c\nr1,They rang back on the same day.,0.5,0.3,0.2\nr2,We waited for a year.,,,\n";
        said(&sensemaker(&stopped, csv, &[]), 0, "2 stories new, 0 known already");
        let app = stopped.start().await;
        let answer = app.patterns(json!({"selection": {"framework": "small"}})).await.is(200);
        let states = |id: &str| ["answered", "unanswered", "not_asked"].map(|state| answer["signifiers"][id][state].as_u64().unwrap());
        assert_eq!((states("t"), states("l")), ([1, 1, 0], [0, 0, 2]));
    }

    async fn an_id_that_is_twice_in_a_file_with_two_stories_is_named_with_both_lines(app: App) {
        let stopped = app.stop().await;
        let csv = export(&[FIRST, ("r1", "Another story altogether, of another family.", "0.5,0.3,0.2", "x"), SECOND, FIRST]);
        for (more, new) in [(&["--dry-run"][..], "2 stories new, 1 known already"), (&[][..], "2 stories new, 1 known already")] {
            let done = sensemaker(&stopped, &csv, more);
            let complaints = said(&done, 1, &format!("{new}, 1 known but different, 0 left out, 0 rejected"));
            assert!(complaints.contains("line 3: id: the story “r1” is on line 2 already, with another content"), "{complaints}");
            assert!(complaints.contains("1 of 4 lines is known but different and was not imported"), "{complaints}");
        }
        let again = sensemaker(&stopped, &csv, &[]);
        said(&again, 1, "0 stories new, 3 known already, 1 known but different");
        let app = stopped.start().await;
        assert_eq!(app.matching(json!({"framework": "small"})).await, 2);
    }

    async fn a_later_export_with_other_texts_or_answers_under_the_same_ids_is_named(app: App) {
        let stopped = app.stop().await;
        said(&sensemaker(&stopped, &export(&[FIRST, SECOND]), &["--cleared"]), 0, "2 stories new");
        let changed = export(&[
            ("r1", "They never rang back, whatever the first export said.", "0.2,0.3,0.5", "x"),
            SECOND,
            ("r3", "A third one.", "0.2,0.2,0.6", "y"),
        ]);
        let trial = said(&sensemaker(&stopped, &changed, &["--dry-run"]), 1, "1 stories new, 1 known already, 1 known but different");
        let report = stopped.folder().join("report.jsonl").display().to_string();
        let done = sensemaker(&stopped, &changed, &["--report", &report]);
        let complaints = said(&done, 1, "1 stories new, 1 known already, 1 known but different");
        let sentence = "line 2: id: the story “r1” is stored already, with another text, answers.t; the stored story was not changed";
        assert!(trial.contains(sentence) && complaints.contains(sentence), "{trial}{complaints}");
        let reported = std::fs::read_to_string(&report).unwrap();
        let reported: Vec<Value> = reported.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert!(!reported.iter().any(|entry| entry["lines"] == json!([2])), "nothing of the line was taken: {reported:?}");
        assert!(words(&done.stdout).contains("Known but different: 1 line. Nothing of these lines was imported."), "{}", words(&done.stdout));
        let [reported] = reported.iter().filter(|entry| entry["faults"].is_array()).collect::<Vec<_>>()[..] else { panic!("{reported:?}") };
        assert_eq!((&reported["line"], &reported["faults"][0]["field"]), (&json!(2), &json!("id")));
        let app = stopped.start().await;
        let found = app.find("rang").await;
        let stored = app.story(found["stories"][0]["id"].as_str().unwrap()).await.is(200);
        assert_eq!(stored["text"], FIRST.1, "what was stored is unchanged");
        assert_eq!(app.matching(json!({"framework": "small"})).await, 3);
    }

    async fn stories_that_moderators_decided_on_are_still_the_same(app: App) {
        let stopped = app.stop().await;
        said(&sensemaker(&stopped, &export(&[FIRST, SECOND]), &[]), 0, "2 stories new");
        let app = stopped.start().await;
        for story in app.queue("").await.is(200)["stories"].as_array().unwrap() {
            let (id, revision) = (story["id"].as_str().unwrap(), story.get("revision"));
            let decision = |mut body: Value| {
                if let Some(revision) = revision {
                    body["revision"] = revision.clone();
                }
                body
            };
            if story["text"] == FIRST.1 {
                app.clear(id, &decision(json!({"text": "They rang back."}))).await.is(200);
            } else {
                app.withhold(id, &decision(json!({"reason": "names a child"}))).await.is(200);
            }
        }
        let stopped = app.stop().await;
        said(&sensemaker(&stopped, &export(&[FIRST, SECOND]), &[]), 0, "0 stories new, 2 known already, 0 left out");
    }

    async fn stories_that_come_again_under_new_ids_are_named_and_not_stored_twice(app: App) {
        let stopped = app.stop().await;
        said(&sensemaker(&stopped, &export(&[FIRST, SECOND]), &[]), 0, "2 stories new");
        let renumbered = export(&[("n1", FIRST.1, FIRST.2, FIRST.3), ("r1", SECOND.1, SECOND.2, SECOND.3), ("n3", "No.", ",,", "y"), ("n4", "No.", ",,", "y")]);
        let complaints = said(&sensemaker(&stopped, &renumbered, &[]), 1, "2 stories new, 0 known already, 2 known but different");
        assert!(complaints.contains("line 2: id: the story “n1” is stored already under another id"), "{complaints}");
        assert!(complaints.contains("line 3: id: the story “r1” is stored already, with another text, answers.l, answers.t"), "{complaints}");
        assert!(complaints.contains("the ids of the file were probably assigned again"), "{complaints}");
        let short = export(&[("n5", "No.", ",,", "y")]);
        said(&sensemaker(&stopped, &short, &[]), 0, "1 stories new");
        for id in ["n6", "n7"] {
            said(&sensemaker(&stopped, &export(&[(id, "No.", "0.5,0.3,0.2", "y")]), &[]), 0, "1 stories new");
        }
        let app = stopped.start().await;
        assert_eq!(app.matching(json!({"framework": "small"})).await, 7, "two people may say the same few words");
    }

    async fn a_line_with_the_receipt_of_another_story_is_named_without_the_receipt(app: App) {
        let stopped = app.stop().await;
        let framework = framework_file(stopped.folder()).display().to_string();
        let jsonl = |lines: &[Value]| {
            let input: String = lines.iter().map(|line| format!("{line}\n")).collect();
            import(&stopped, &["jsonl", "--framework", &framework, "--data", "-"], &input)
        };
        let receipt = fresh_receipt();
        let with_receipt = |text: &str| {
            let mut told = line(text);
            told["receipt"] = json!(receipt);
            told
        };
        let complaints = said(&jsonl(&[with_receipt("One"), with_receipt("Two"), with_receipt("One")]), 1, "1 stories new, 1 known already, 1 known but different");
        assert!(complaints.contains("line 2: receipt: the story with this receipt is on line 1 already"), "{complaints}");
        let complaints = said(&jsonl(&[with_receipt("Three")]), 1, "0 stories new, 0 known already, 1 known but different");
        assert!(complaints.contains("line 1: receipt: the story with this receipt is stored already, with another text"), "{complaints}");
        assert!(!complaints.contains(&receipt), "a receipt is a secret: {complaints}");
    }

    async fn a_file_that_was_saved_again_is_the_same_file(app: App) {
        let stopped = app.stop().await;
        let framework = framework_file(stopped.folder()).display().to_string();
        let jsonl = |input: &str| import(&stopped, &["jsonl", "--framework", &framework, "--data", "-"], input);
        let (one, two) = (line("One"), line("Two"));
        said(&jsonl(&format!("{one}\n{two}\n{one}\n")), 0, "3 stories new");
        let saved = [
            format!("{one}  \n{two}\t\n{one} \n"),
            format!("\u{feff}{one}\r\n  {two}\r\n\r\n{one}\r\n"),
            format!("{one}\n{one}\n\u{feff}{two}"),
        ];
        for again in saved {
            said(&jsonl(&again), 0, "0 stories new, 3 known already");
        }
        let utf16: Vec<u8> = format!("\u{feff}{one}\n").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let file = stopped.folder().join("utf16.jsonl");
        std::fs::write(&file, utf16).unwrap();
        let done = import(&stopped, &["jsonl", "--framework", &framework, "--data", &file.display().to_string()], "");
        assert!(words(&done.stderr).contains("it is UTF-16; save it as UTF-8"), "{}", words(&done.stderr));
    }

    async fn a_line_that_was_imported_with_spaces_at_its_end_by_an_earlier_version_is_known(app: App) {
        let spaced = format!("{}  ", line("One"));
        let receipt = {
            let mut name = [0; 20];
            name[..16].copy_from_slice(&Sha256::digest(spaced.as_bytes())[..16]);
            name[19] = 1;
            app.inside(async move |inside| Keys::of(&inside.store).await.unwrap().imported("tiny", &name).reveal()).await
        };
        let stopped = app.stop().await;
        let framework = framework_file(stopped.folder()).display().to_string();
        let jsonl = |input: &str| import(&stopped, &["jsonl", "--framework", &framework, "--data", "-"], input);
        let mut as_before = line("One");
        as_before["receipt"] = json!(receipt);
        said(&jsonl(&as_before.to_string()), 0, "1 stories new");
        said(&jsonl(&spaced), 0, "0 stories new, 1 known already");
    }
}
