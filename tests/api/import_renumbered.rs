//! Exports that come again, with ids, options or languages that an earlier import did not see.

use crate::import_known::{FIRST, SECOND, export, said, sensemaker};
use crate::support::*;

/// The same rows under new ids.
fn renumbered(rows: &[(&str, &'static str, &'static str, &'static str)]) -> String {
    let ids: Vec<String> = (1..=rows.len()).map(|number| format!("n{number}")).collect();
    let rows: Vec<_> =
        rows.iter().zip(&ids).map(|((_, text, weights, option), id)| (id.as_str(), *text, *weights, *option)).collect();
    export(&rows)
}

/// The export with a column of languages.
fn with_languages(csv: &str, languages: &[&str]) -> String {
    let cells = std::iter::once("language").chain(languages.iter().copied());
    csv.lines().zip(cells).map(|(line, cell)| format!("{line},{cell}\n")).collect()
}

on_both! {
    async fn new_ids_are_noticed_after_the_import_published_a_new_version(app: App) {
        let stopped = app.stop().await;
        let unknown_option = ("r3", "The whole school listened to us for once.", "0.2,0.2,0.6", "1_school");
        said(&sensemaker(&stopped, &export(&[FIRST, SECOND]), &[]), 0, "2 stories new");
        said(&sensemaker(&stopped, &export(&[FIRST, SECOND, unknown_option]), &[]), 0, "1 stories new, 2 known already");
        let another_option = ("r4", "The club has a place for everybody who comes.", "0.6,0.2,0.2", "2_club");
        for rows in [&[FIRST, SECOND, unknown_option][..], &[FIRST, SECOND, unknown_option, another_option]] {
            let new = format!("{} stories new, 0 known already, 3 known but different", rows.len() - 3);
            for more in [&["--dry-run"][..], &[]] {
                let complaints = said(&sensemaker(&stopped, &renumbered(rows), more), 1, &new);
                for id in ["n1", "n2", "n3"] {
                    assert!(complaints.contains(&format!("the story “{id}” is stored already under another id")), "{complaints}");
                }
            }
        }
        let app = stopped.start().await;
        let versions = app.get("/api/v1/frameworks").await.is(200);
        assert!(versions.to_string().contains("\"version\":3"), "each new option was published: {versions}");
        assert_eq!(app.matching(json!({"framework": "small"})).await, 4);
    }

    async fn another_person_with_the_same_step_and_a_few_words_is_stored(app: App) {
        let stopped = app.stop().await;
        let told = |id: &'static str, text: &'static str, weights: &'static str| export(&[(id, text, weights, "x")]);
        for (id, new) in [("r1", "1 stories new"), ("r2", "1 stories new")] {
            said(&sensemaker(&stopped, &told(id, "It was very helpful.", "1,0,0"), &[]), 0, new);
        }
        said(&sensemaker(&stopped, &told("r3", "It was very helpful.", "0.61,0.27,0.12"), &[]), 0, "1 stories new");
        said(&sensemaker(&stopped, &told("r4", "It was very helpful.", "0.61,0.27,0.12"), &[]), 1, "1 known but different");
    }

    async fn a_language_that_an_import_gave_by_default_makes_no_story_different(app: App) {
        let stopped = app.stop().await;
        let third = ("r3", "The bus never came for us that winter.", "0.2,0.2,0.6", "y");
        let csv = export(&[FIRST, SECOND, third]);
        said(&sensemaker(&stopped, &csv, &["--cleared"]), 0, "3 stories new");
        let named = with_languages(&csv, &["ar", "en", "ar"]);
        for more in [&["--dry-run"][..], &[]] {
            let done = sensemaker(&stopped, &named, more);
            said(&done, 0, "0 stories new, 3 known already, 0 left out, 0 rejected");
            said(&done, 0, "Languages that an earlier import did not keep: 2 rows. The stored stories stay as they are.");
            said(&done, 0, "lines 2, 4: language: ar in the file; stored as en by an earlier import, and left so");
            assert!(!String::from_utf8_lossy(&done.stdout).contains("kept as ar"), "nothing was kept");
        }
        let under_new_ids = with_languages(&renumbered(&[FIRST, SECOND, third]), &["ar", "en", "ar"]);
        said(&sensemaker(&stopped, &under_new_ids, &[]), 1, "0 stories new, 0 known already, 3 known but different");
        let app = stopped.start().await;
        let found = app.find("rang").await;
        assert_eq!(app.story(found["stories"][0]["id"].as_str().unwrap()).await.is(200)["language"], "en");
    }

    async fn a_language_that_was_kept_and_is_another_now_is_a_difference(app: App) {
        let stopped = app.stop().await;
        let csv = export(&[FIRST]);
        said(&sensemaker(&stopped, &with_languages(&csv, &["ar"]), &[]), 0, "1 stories new");
        let complaints = said(&sensemaker(&stopped, &with_languages(&csv, &["ur"]), &[]), 1, "1 known but different");
        assert!(complaints.contains("the story “r1” is stored already, with another language"), "{complaints}");
    }
}
