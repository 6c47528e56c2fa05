//! What is wrong with JSON is said in true sentences, over the API and in imported lines.

use reqwest::Method;
use sensing::model::Role;

use crate::import::{framework_file, import, line, words};
use crate::support::*;

/// A story as JSON text, with the mark `"HERE"` replaced by text that JSON libraries would not write.
fn story_with(part: &str, raw: &str) -> String {
    a_story().with(part, json!("HERE")).body().to_string().replace("\"HERE\"", raw)
}

const BOTH: &str = "this is given twice; send it once, because only one of the two could be kept";

on_both! { shared;
    async fn an_answer_that_is_given_twice_is_refused_and_named(app: App) {
        let answers = [
            (r#"{"timing": {"dyad": 0.1}, "timing": {"dyad": 0.9}}"#, "answers.timing"),
            (r#"{"timing": {"dyad": 0.1}, "timing": "not_applicable"}"#, "answers.timing"),
            (r#"{"timing": null, "timing": {"dyad": 0.1}}"#, "answers.timing"),
            (r#"{"timing": {"dyad": 0.1, "dyad": 0.9}}"#, "answers.timing.dyad"),
            (r#"{"timing": {"dyad": 0.1}, "tim\u0069ng": {"dyad": 0.9}}"#, "answers.timing"),
            (r#"{"around_the_child": {"stones": {"school": [0.1, 0.1], "school": [0.9, 0.9]}}}"#, "answers.around_the_child.stones.school"),
        ];
        for (raw, field) in answers {
            for path in ["/api/v1/stories", "/api/v1/receipts/correct"] {
                let problem = app.post_raw(path, story_with("answers", raw)).await.problem(422);
                problem.names(field);
                assert!(problem.0["errors"][0]["message"] == BOTH, "{raw}: {}", problem.0);
            }
        }
        let problem = app.post_raw("/api/v1/stories", story_with("consent", r#"{"analysis": true, "analysis": false}"#)).await.problem(422);
        problem.names("consent.analysis");
        let body = a_story().body().to_string().replacen('{', "{\"text\": \"Another.\", ", 1);
        app.post_raw("/api/v1/stories", body).await.problem(422).names("text");
    }

    async fn a_key_that_is_there_twice_is_refused_in_requests_of_staff_too(app: App) {
        let token = app.token(Role::Analyst).await;
        let body = r#"{"selection": {"framework": "sheffield-send", "answers": {"audience": ["child"], "audience": ["family"]}}}"#;
        let request = app.request(Method::POST, "/api/v1/patterns").bearer_auth(token);
        let answer = send(request.header("content-type", "application/json").body(body)).await;
        answer.problem(422).names("selection.answers.audience");
    }

    async fn half_of_a_character_is_named_where_it_is(app: App) {
        for escape in ["\\ud800", "\\udc00", "\\ud800x", "\\ud800\\ud800", "\\uD83D\\n"] {
            let problem = app.post_raw("/api/v1/stories", story_with("text", &format!("\"a{escape}b\""))).await.problem(422);
            problem.names("text");
            let half = &escape[..6];
            assert!(problem.detail().contains(&format!("“{half}” is only half of a character")), "{}", problem.detail());
        }
        let write_in = r#"{"services": {"choice": ["other"], "write_in": "\ud800"}}"#;
        let problem = app.post_raw("/api/v1/stories", story_with("answers", write_in)).await.problem(422);
        problem.names("answers.services.write_in");
        let key = r#"{"tim\ud800ing": {"dyad": 0.5}}"#;
        app.post_raw("/api/v1/stories", story_with("answers", key)).await.problem(422).names("answers");
        let whole = app.post_raw("/api/v1/stories", story_with("text", r#""a \ud83d\ude00 and \\ud800 in words""#)).await.is(201);
        assert_eq!(whole["state"], "held");
    }

    async fn a_body_that_is_not_json_is_explained(app: App) {
        for (raw, sentence) in [
            ("\"a\nb\"", "a text has a line break, a tab or another control character in it"),
            ("NaN", "“NaN” is no JSON value"),
            ("undefined", "“undefined” is no JSON value"),
            ("\"a\\x\"", "a backslash that begins no escape of JSON"),
        ] {
            let problem = app.post_raw("/api/v1/stories", story_with("text", raw)).await.problem(400);
            let detail = problem.detail();
            assert!(detail.starts_with("the body is not valid JSON: ") && detail.contains(sentence), "{raw}: {detail}");
        }
        let problem = app.post_raw("/api/v1/stories", "{\"text\": \"a\",}").await.problem(400);
        assert!(problem.detail().contains("there is a comma after the last item"), "{}", problem.detail());
    }

    async fn a_list_that_is_too_long_and_a_number_that_is_too_large_keep_their_sentences(app: App) {
        let long = story_with("answers", r#"{"difference": {"triad": [0.2, 0.2, 0.2, 0.4]}}"#);
        let problem = app.post_raw("/api/v1/stories", long).await.problem(422);
        problem.names("answers.difference.triad");
        assert!(problem.detail().contains("the list has too many items"), "{}", problem.detail());
        let large = story_with("answers", r#"{"timing": {"dyad": 1e999}}"#);
        let problem = app.post_raw("/api/v1/stories", large).await.problem(422);
        assert!(problem.detail().contains("the number is too large"), "{}", problem.detail());
    }
}

on_both! {
    async fn faults_of_imported_lines_are_named_by_line_and_field(app: App) {
        let stopped = app.stop().await;
        let framework = framework_file(stopped.folder()).display().to_string();
        let with = |part: &str, raw: &str| {
            let mut told = line("A story");
            told[part] = json!("HERE");
            told.to_string().replace("\"HERE\"", raw)
        };
        let good = format!("\u{feff}{}", line("The first line, after a byte order mark"));
        let input = [
            good.clone(),
            with("answers", r#"{"corner": {"triad": [1, 0, 0]}, "corner": {"triad": [0, 1, 0]}}"#),
            with("answers", r#"{"s": {"stones": {"a": [0, 0], "a": [1, 1]}}}"#),
            with("text", r#""half \ud800""#),
            with("text", "NaN"),
            format!("{} and more", line("One")),
            "5".to_owned(),
            r#"{"framework": "tiny""#.to_owned(),
            with("text", r#""one", "text": "two""#),
        ]
        .join("\n");
        let done = import(&stopped, &["jsonl", "--framework", &framework, "--data", "-"], &input);
        let (counted, complaints) = (words(&done.stdout), words(&done.stderr));
        assert!(counted.contains("1 stories new, 0 known already, 0 left out, 8 rejected"), "{counted}{complaints}");
        for sentence in [
            format!("line 2: answers.corner: {BOTH}"),
            format!("line 3: answers.s.stones.a: {BOTH}"),
            "line 4: text: “\\ud800” is only half of a character".to_owned(),
            "line 5: not valid JSON, column ".to_owned(),
            "“NaN” is no JSON value".to_owned(),
            "line 6: not valid JSON, column ".to_owned(),
            "there is more text after the JSON value".to_owned(),
            "line 7: invalid type: integer `5`, expected an object".to_owned(),
            "it ends too early: a bracket or a quotation mark is not closed".to_owned(),
            format!("line 9: text: {BOTH}"),
        ] {
            assert!(complaints.contains(&sentence), "{sentence}: {complaints}");
        }
        let twice = stopped.folder().join("twice.json");
        std::fs::write(&twice, r#"{"slug": "tiny", "version": 1, "version": 2}"#).unwrap();
        let done = import(&stopped, &["jsonl", "--framework", &twice.display().to_string(), "--data", "-"], &good);
        assert_eq!(done.status.code(), Some(2), "{}", words(&done.stderr));
        assert!(words(&done.stderr).contains(&format!("version: {BOTH}")), "{}", words(&done.stderr));
    }
}
