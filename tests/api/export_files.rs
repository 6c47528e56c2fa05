//! `sensing export`: what is in the files, and what never is.

use std::collections::BTreeSet;
use std::process::{Command, Stdio};

use sensing::capture::Keys;
use sensing::exchange::export::{Format, Part};
use sensing::model::{Receipt, Role};

use crate::privacy::holds;
use crate::support::exports::*;
use crate::support::*;

/// Words that mark a text. No two marks share a beginning.
const READABLE: &str = "Zorblaxil";
const REDACTED: &str = "Quixolotl";
const HELD: &str = "Vampyrotte";
const WITHHELD: &str = "Jabberknoll";
const NOT_COUNTED: &str = "Wolpertin";
const WITHDRAWN: &str = "Kraklodon";
const UNCONSENTED: &str = "Squonkette";
const REASON: &str = "Mumblecore";

/// A story with the mark in its title, its text and its own words.
fn marked(mark: &str) -> Draft {
    a_story().titled(&format!("T{mark}")).saying(&format!("S{mark}\nand more")).with_write_in(
        "services",
        &[],
        &format!("W{mark}"),
    )
}

/// Stories in every state. Returns what must be in no file.
async fn stories_in_every_state(app: &App) -> Vec<Vec<u8>> {
    let tellers = [fresh_receipt(), fresh_receipt()];
    let mut told = Vec::new();
    for (mark, teller) in [(READABLE, 0), (HELD, 0), (WITHHELD, 1), (NOT_COUNTED, 1), (WITHDRAWN, 1), (REDACTED, 0)] {
        told.push(app.tell(&marked(mark).with("teller", json!(tellers[teller])).with("worried", json!(mark == HELD))).await);
    }
    told.push(app.tell(&marked(UNCONSENTED).without_consent_to_analysis()).await);
    app.clear(&told[0].id, &json!({})).await.is(200);
    app.withhold(&told[2].id, &json!({"reason": REASON})).await.is(200);
    app.withhold(&told[3].id, &json!({"counts": false, "reason": REASON})).await.is(200);
    app.withdraw(&told[4].receipt).await.is(200);
    let redaction = json!({"title": "[title]", "text": "[text]", "write_ins": {"services": "[own words]"}});
    app.clear(&told[5].id, &redaction).await.is(200);
    app.clear(&told[6].id, &json!({})).await.is(200);

    let mut never: Vec<Vec<u8>> =
        [REDACTED, HELD, WITHHELD, NOT_COUNTED, WITHDRAWN, UNCONSENTED, REASON].map(|word| word.as_bytes().to_vec()).into();
    let receipts: Vec<String> = told.iter().map(|told| told.receipt.clone()).collect();
    never.extend(receipts.iter().chain(&tellers).map(|secret| secret.as_bytes().to_vec()));
    let macs = app
        .inside(async move |services| {
            let keys = Keys::of(&services.store).await.unwrap();
            let read = |secret: &String| secret.parse::<Receipt>().ok().unwrap();
            let receipts = receipts.iter().map(|receipt| keys.receipt(&read(receipt)));
            receipts.chain(tellers.iter().map(|teller| keys.teller(&read(teller)))).collect::<Vec<_>>()
        })
        .await;
    for mac in macs {
        let hex: String = mac.iter().map(|byte| format!("{byte:02x}")).collect();
        // The first half of a key is enough to link stories.
        never.extend([mac[..16].to_vec(), hex.as_bytes()[..32].to_vec(), hex.to_uppercase().as_bytes()[..32].to_vec()]);
    }
    // Ids of stories that are in no export.
    never.extend([3, 4, 6].map(|place: usize| told[place].id.as_bytes().to_vec()));
    never
}

on_both! {
    async fn what_may_not_be_read_is_in_no_byte_of_any_file_in_any_format(app: App) {
        let never = stories_in_every_state(&app).await;
        for which in every_file() {
            for texts in [&[][..], &["--texts"]] {
                let file = export(&app, "sheffield-send", which, texts);
                let all = unpacked(&file);
                let found = |word: &[u8]| all.iter().find(|(_, bytes)| holds(bytes, word)).map(|(name, _)| name.clone());
                for secret in &never {
                    assert_eq!(found(secret), None, "{} {texts:?}", String::from_utf8_lossy(secret));
                }
                let with_words = !texts.is_empty() && which.1.is_none_or(|part| part == Part::Stories);
                for mark in [format!("T{READABLE}"), format!("S{READABLE}"), format!("W{READABLE}"), "[text]".to_owned()] {
                    assert_eq!(found(mark.as_bytes()).is_some(), with_words, "{mark}: {which:?} {texts:?}");
                }
            }
        }
    }

    async fn a_table_of_stories_says_what_is_known_of_each(app: App) {
        stories_in_every_state(&app).await;
        let rows = story_rows(&app, "sheffield-send", &["--texts"]);
        let column = |name: &str| rows.iter().map(|row| row[name].as_str()).collect::<Vec<_>>();
        assert_eq!(column("state"), ["cleared", "held", "withheld", "cleared"]);
        assert_eq!(column("text"), [&format!("S{READABLE}\nand more"), "", "", "[text]"]);
        assert_eq!(column("services.write_in"), [&format!("W{READABLE}"), "", "", "[own words]"]);
        assert_eq!(column("services.state"), ["answered"; 4], "own words are an answer, also where they may not be read");
        assert_eq!(column("storyteller"), ["1", "1", "2", "1"], "numbers of this export, in the order of arrival");
        assert_eq!(column("source"), ["told"; 4]);
        assert_eq!(column("quotable"), ["false"; 4]);
        let today = app.today().to_string();
        assert_eq!(column("received"), [today.as_str(); 4]);
        let ids: BTreeSet<&str> = column("id").into_iter().collect();
        assert_eq!(ids.len(), 4);
        let without = story_rows(&app, "sheffield-send", &[]);
        assert!(without.iter().all(|row| !row.contains_key("text") && !row.contains_key("services.write_in")));
    }

    async fn the_same_stories_make_the_same_file(app: App) {
        stories_in_every_state(&app).await;
        for which in every_file() {
            let [first, second] = [(), ()].map(|()| std::fs::read(export(&app, "sheffield-send", which, &["--texts"])).unwrap());
            assert!(first == second, "{which:?}");
        }
    }

    async fn texts_arrive_as_they_were_told_and_never_as_formulas(app: App) {
        let texts = ["=HYPERLINK(\"http://x\")", "- she said, “no”", "سکول میں\nدو سطریں", "Zoë, \"quoted\"; naïve", "'=1", "＝1+1", "@here", "+44 114"];
        let drafts: Vec<Draft> = texts.iter().map(|text| a_story().saying(text)).collect();
        app.has_cleared(&drafts).await;
        let rows = story_rows(&app, "sheffield-send", &["--texts"]);
        let read: Vec<&str> = rows.iter().map(|row| row["text"].as_str()).collect();
        let written = ["'=HYPERLINK(\"http://x\")", "'- she said, “no”", texts[2], texts[3], "''=1", "'＝1+1", "'@here", "'+44 114"];
        assert_eq!(read, written);
        let file = export(&app, "sheffield-send", (Format::JsonLines, Some(Part::Stories)), &["--texts"]);
        let lines = String::from_utf8(std::fs::read(file).unwrap()).unwrap();
        let told: Vec<Value> = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["text"].clone()).collect();
        assert_eq!(told, texts, "JSON Lines change nothing");
    }

    async fn every_export_is_in_the_audit_log(app: App) {
        app.has_cleared(&[a_story(), a_story()]).await;
        export(&app, "sheffield-send", (Format::Csv, Some(Part::Stories)), &["--texts"]);
        let page = app.get_as(Role::Administrator, "/api/v1/audit?action=stories_exported").await.is(200);
        let row = &page["entries"][0];
        assert_eq!((&row["actor"], &row["subject"]), (&json!("operator"), &json!("sheffield-send")));
        assert_eq!(row["detail"], json!({"format": "csv", "stories": 2, "texts": 2, "table": "stories"}));
    }

    async fn an_export_that_fails_says_why_and_leaves_nothing(app: App) {
        app.has_cleared(&(0..60).map(|n| a_story().saying(&format!("{n} {}", "long ".repeat(900)))).collect::<Vec<_>>()).await;
        let folder = tempfile::tempdir().unwrap();
        let name = |file: &str| folder.path().join(file).display().to_string();
        let files = || std::fs::read_dir(folder.path()).unwrap().count();
        let fails = |arguments: &[&str], code: i32, words: &str| {
            let mut all = vec!["export", "--framework", "sheffield-send"];
            all.extend(arguments);
            let done = command(&app, &all);
            let said = String::from_utf8_lossy(&done.stderr).into_owned();
            assert_eq!(done.status.code(), Some(code), "{said}");
            assert!(said.contains(words), "{said}");
        };
        fails(&["--format", "csv", "--out", &name("a.txt")], 2, "name a file that ends in .csv for one table, or in .zip for all of them");
        fails(&["--format", "csv", "--out", &name("a.zip"), "--table", "answers"], 2, "a file that ends in .zip holds all tables");
        fails(&["--format", "jsonl", "--out", &name("a.jsonl"), "--table", "answers"], 2, "jsonl has no table answers");
        fails(&["--format", "datapackage", "--out", &name("a.csv")], 2, "ends in .zip");
        fails(&["--format", "csv", "--out", &name("no/a.csv")], 1, "make the folder first");
        fails(&["--format", "csv", "--out", &name("a.csv"), "--language", "xx"], 2, "is not worded in xx; choose one of");
        fails(&["--format", "csv", "--out", &name("a.csv"), "--framework", "gone"], 2, "cannot be used multiple times");
        assert_eq!(files(), 0);
        let done = command(&app, &["export", "--framework", "gone", "--format", "csv", "--out", &name("a.csv")]);
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(said.contains("there is no published framework “gone”; there are sheffield-send"), "{said}");
        assert_eq!((done.status.code(), files()), (Some(2), 0));

        std::fs::write(name("a.csv"), "mine").unwrap();
        fails(&["--format", "csv", "--out", &name("a.csv")], 2, "exists already; choose another name, or add --force");
        assert_eq!((std::fs::read_to_string(name("a.csv")).unwrap(), files()), ("mine".to_owned(), 1));

        // Files may not become as large as the export: writing fails in the middle.
        let service = sensing(&app.folder(), app.database_url().as_deref());
        let mut limited = Command::new("sh");
        limited.args(["-c", r#"trap '' XFSZ; ulimit -f 128; exec "$@""#, "sh"]).arg(service.get_program());
        for (name, value) in service.get_envs() {
            match value {
                Some(value) => limited.env(name, value),
                None => limited.env_remove(name),
            };
        }
        limited.args(["export", "--framework", "sheffield-send", "--texts", "--format", "csv", "--force", "--out", &name("a.csv")]);
        let done = limited.stdout(Stdio::piped()).stderr(Stdio::piped()).output().unwrap();
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(said.contains("a.csv cannot be written"), "{said}");
        assert_eq!(done.status.code(), Some(1));
        assert_eq!((std::fs::read_to_string(name("a.csv")).unwrap(), files()), ("mine".to_owned(), 1));
    }
}
