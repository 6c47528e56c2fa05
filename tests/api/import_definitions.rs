//! The layouts of SenseMaker's definitions and exports: what is read, and what is said about the rest.

use std::process::Output;

use crate::import::{import, words};
use crate::support::*;

/// The questions of a small project, in one list.
fn questions() -> Value {
    json!([
        {"id": "s", "type": "freetext", "order": 1, "title": "What happened?", "fragment": true, "content": {"multiline": true}},
        {"id": "h", "type": "freetext", "order": 2, "title": "A headline", "fragment": true, "content": {"multiline": false}},
        {"id": "t", "type": "triad", "order": 3, "title": "It was about", "allow_na": true, "content": {"labels": [
            {"id": "a", "text": "time"}, {"id": "b", "text": "people"}, {"id": "c", "text": "places"}]}},
        {"id": "d", "type": "dyad", "order": 4, "title": "There was", "content": {"labels": [
            {"id": "few", "text": "too little"}, {"id": "many", "text": "too much"}]}},
        {"id": "st", "type": "stones", "order": 5, "title": "Where?", "content": {"stones": [{"id": "one", "title": "One"}]}},
        {"id": "l", "type": "list", "order": 6, "title": "Who?", "content": {"max_responses": 1, "items": [
            {"id": "x", "title": "a family"}, {"id": "y", "title": "a child"}]}},
        {"id": "i", "type": "imageselect", "order": 6.5, "title": "Which picture?", "content": {"items": [
            {"default": "https://example.org/pictures/a.path.jpg"}, {"default": "https://example.org/pictures/hill.png"}]}},
        {"id": "v", "type": "audio", "order": 7, "title": "Your voice", "content": {}},
        {"id": "m", "type": "map", "order": 8, "title": "Which place?", "content": {}},
        {"id": "t2", "type": "triad", "order": 9, "title": "Half a triad", "content": {"labels": [{"id": "a", "text": "one"}]}},
        {"id": "l2", "type": "list", "order": 10, "title": "Without ids", "content": {"items": [{"title": "one"}, {"title": "two"}]}}
    ])
}

fn flat() -> Value {
    json!({"name": "Small", "language": "en", "signifiers": questions()})
}

/// The same in two sections, the second one first, as R writes it: every single value in a list, nothing as `{}`.
fn in_sections() -> Value {
    let questions = questions();
    let questions = questions.as_array().unwrap();
    let wrapped = |question: &Value| {
        let mut question = question.clone();
        for field in ["id", "type", "order", "title"] {
            question[field] = json!([question[field]]);
        }
        question["fragment"] = json!(if question["fragment"] == true { "True" } else { "False" });
        question["allow_na"] = json!([question["allow_na"] == true]);
        question["tooltip"] = json!({});
        for field in ["labels", "items", "stones", "axis"] {
            if question["content"].get(field).is_none() {
                question["content"][field] = json!({});
            }
        }
        question
    };
    let section = |order: u32, part: &[Value]| json!({"id": [format!("page{order}")], "order": [order], "title": ["A page"], "signifiers": part.iter().rev().map(wrapped).collect::<Vec<_>>()});
    json!({"name": ["Small"], "language": ["en"], "description": {}, "linked_frameworks": [], "rules": [],
        "sections": [section(2, &questions[3..]), section(1, &questions[..3])]})
}

const FLAT_ROWS: &str = "\
id,language,s,h,t_a,t_b,t_c,t_NA,d_few,d_many,st_one_percentX,st_one_percentY,l,i
r1,en,They rang back on the same day.,Rang,0.5,0.3,0.2,,0.25,0.75,0.1,0.9,x,https://example.org/pictures/hill.png
r2,en,We waited for a year.,Waited,,,,1,,,,,y,
";

/// The same rows as the Workbench writes them.
const WORKBENCH_ROWS: &str = "\
FragmentID,NarrID,language,s,h,tX,tY,t_a,t_b,t_c,t_NA,dX,dXR,st_oneXRight,st_oneYTop,l,t_Zone,i
r1,1,en,They rang back on the same day.,Rang,0.2,0.5,0.5,0.3,0.2,,0.75,75,0.1,0.9,x,T,https://example.org/pictures/hill.png
r2,2,en,We waited for a year.,Waited,,,,,,1,,,,,y,,
";

fn sensemaker(stopped: &Stopped, definition: &str, csv: &str, more: &[&str]) -> Output {
    let (file, data) = (stopped.folder().join("d.json"), stopped.folder().join("d.csv"));
    std::fs::write(&file, definition).unwrap();
    std::fs::write(&data, csv).unwrap();
    let (file, data) = (file.display().to_string(), data.display().to_string());
    import(stopped, &[&["sensemaker", "--definition", &file, "--data", &data, "--as", "small"][..], more].concat(), "")
}

#[track_caller]
fn said(done: &Output, code: i32, sentence: &str) -> String {
    assert_eq!(done.status.code(), Some(code), "{}{}", words(&done.stdout), words(&done.stderr));
    assert!(words(&done.stdout).contains(sentence), "{}{}", words(&done.stdout), words(&done.stderr));
    words(&done.stderr)
}

/// Two linked frameworks, each with its own story text, title and triad; one of them links a third one that has no story.
fn linked() -> Value {
    let triad = |id: &str| {
        json!({"id": id, "type": "triad", "order": 3, "title": "It was about", "content": {"labels": [
            {"id": "a", "text": "time"}, {"id": "b", "text": "people"}, {"id": "c", "text": "places"}]}})
    };
    let framework = |name: &str, links: Value| {
        json!({"framework": {"id": name, "name": name, "sections": [{"id": "1", "order": 1, "signifiers": [
            {"id": format!("{name}-story"), "type": "freetext", "order": 1, "title": format!("Your {name}"), "fragment": true, "content": {"multiline": true}},
            {"id": format!("{name}-title"), "type": "freetext", "order": 2, "title": "A title", "fragment": true, "content": {"multiline": false}},
            triad(&format!("{name}-t"))]}], "linked_frameworks": links}})
    };
    let inner =
        json!([{"framework": {"id": "inner", "name": "Inner", "sections": [{"order": 1, "signifiers": [triad("inner-t")]}]}}]);
    json!({"id": ["main"], "name": ["Project"], "language": ["en"], "sections": [{"id": "p", "order": 1, "signifiers": [
            {"id": "kind", "type": "list", "order": 1, "title": "I would like to record", "content": {"max_responses": 1, "items": [
                {"id": "i", "title": "an idea"}, {"id": "w", "title": "a worry"}]}},
            {"id": "e1", "type": "embedded", "order": 2, "title": "", "content": {"embedded_engagement": "idea"}},
            {"id": "last", "type": "freetext", "order": 9, "title": "Anything else?", "fragment": true, "content": {"multiline": false}}]}],
        "linked_frameworks": [framework("idea", json!([])), framework("worry", inner),
            {"framework": {"id": "gone", "name": "Gone"}}]})
}

const LINKED_ROWS: &str = "\
FragmentID,kind,last,idea-story,idea-title,idea-t_a,idea-t_b,idea-t_c,worry-story,worry-title,worry-t_a,worry-t_b,worry-t_c
r1,i,No,Start the bus an hour earlier.,The bus,50,30,20,,,,,
r2,w,No,,,,,,The ramp is broken again.,The ramp,10,80,10
r3,w,No,An idea beside a worry.,Both,,,,A worry beside an idea.,Both,,,
r4,w,No,,,,,,,,,,
";

on_both! {
    async fn a_definition_in_sections_and_a_workbench_export_are_the_flat_ones_in_other_words(app: App) {
        let stopped = app.stop().await;
        said(&sensemaker(&stopped, &flat().to_string(), FLAT_ROWS, &[]), 0, "2 stories new");
        for (definition, rows) in [(in_sections(), FLAT_ROWS), (flat(), WORKBENCH_ROWS), (in_sections(), WORKBENCH_ROWS), (json!([in_sections()]), FLAT_ROWS)] {
            let again = sensemaker(&stopped, &definition.to_string(), rows, &[]);
            said(&again, 0, "0 stories new, 2 known already, 0 left out, 0 rejected");
        }
        let app = stopped.start().await;
        let framework = app.framework("small").await.is(200);
        assert_eq!(framework["version"], 1, "both layouts make the same framework");
        let order: Vec<&str> = framework["signifiers"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
        assert_eq!(order, ["t", "d", "st", "l", "i"]);
        let picture = &framework["signifiers"][4]["options"][1];
        assert_eq!(picture, &json!({"id": "picture-2", "label": {"en": "hill"}}), "a picture is named by its file");
        let patterns = app.patterns(json!({"selection": {"framework": "small"}})).await.is(200);
        let answered = |id: &str| patterns["signifiers"][id]["answered"].as_u64().unwrap();
        assert_eq!(["t", "d", "st", "l", "i"].map(answered), [1, 1, 1, 2, 1]);
        assert_eq!(patterns["signifiers"]["t"]["not_applicable"], 1);
    }

    async fn a_workbench_export_is_reported_with_what_is_different_and_what_is_left_out(app: App) {
        let stopped = app.stop().await;
        said(&sensemaker(&stopped, &flat().to_string(), FLAT_ROWS, &[]), 0, "2 stories new");
        let rows = "\
FragmentID;NarrID;language;s;h;tX;t_a;t_b;t_c;dX;st_oneXRight;st_oneYTop;l;note
r1;1;en;They never rang back.;Never;0,2;0,5;0,3;0,2;many;0,1;0,9;x;
r3;2;ar;Nobody asked us.;Nobody;0,2;0,5;0,3;0,2;many;0,1;0,9;z_1;some words
";
        let report = stopped.folder().join("report.jsonl").display().to_string();
        let done = sensemaker(&stopped, &in_sections().to_string(), rows, &["--cleared", "--report", &report]);
        let complaints = said(&done, 1, "1 stories new, 0 known already, 1 known but different, 0 left out, 0 rejected");
        let sentence = "1 of 2 lines is known but different and was not imported; all others were imported, but not all of it";
        assert!(complaints.contains(sentence), "{complaints}");
        let printed = words(&done.stdout);
        for sentence in [
            "separated by semicolons",
            "Known but different: 1 line. Nothing of these lines was imported.",
            "line 2: id: the story “r1” is stored already, with another title, text, answers.d, answers.i; the stored story was not changed",
            "Left out: 1 answer.",
            "\n  line 3: “There was” (d): “many” is not a number",
            "\n  line 3: “Who?” (l): “z_1” was kept",
            "\n  line 3: language: kept as ar; the questions are worded in en",
            "\n  “Which picture?” (i): has no column",
            "\n  note: has values in 1 row",
        ] {
            assert!(printed.contains(sentence), "{sentence}: {printed}");
        }
        assert!(!printed.contains("tX: has values"), "the point of a triad is in its weights: {printed}");
        let reported = std::fs::read_to_string(&report).unwrap();
        assert_eq!(reported.lines().filter(|line| line.contains("\"faults\"")).count(), 1, "{reported}");
        let app = stopped.start().await;
        let found = app.find("asked").await;
        let story = app.story(found["stories"][0]["id"].as_str().unwrap()).await.is(200);
        assert_eq!((&story["language"], &story["answers"]["st"]["stones"]["one"]), (&json!("ar"), &json!([0.1, 0.9])), "{story}");
        assert_eq!(app.matching(json!({"framework": "small"})).await, 3);
    }

    async fn a_picture_is_excluded_by_its_address_its_id_or_its_label(app: App) {
        let stopped = app.stop().await;
        for value in ["https://example.org/pictures/hill.png", "picture-2", "Hill"] {
            let done = sensemaker(&stopped, &flat().to_string(), FLAT_ROWS, &["--dry-run", "--exclude", &format!("Which picture?={value}")]);
            said(&done, 0, "1 stories new, 0 known already, 1 left out");
        }
        let done = sensemaker(&stopped, &flat().to_string(), FLAT_ROWS, &["--dry-run", "--exclude", "i=sea"]);
        said(&done, 2, "");
        assert!(words(&done.stderr).contains("“hill” (https://example.org/pictures/hill.png) in 1 row"), "{}", words(&done.stderr));
    }

    async fn a_story_text_or_a_chosen_title_without_a_column_is_named(app: App) {
        let stopped = app.stop().await;
        let rows = LINKED_ROWS.replace("worry-story", "other").replace("worry-title", "another");
        let done = sensemaker(&stopped, &linked().to_string(), &rows, &["--dry-run"]);
        said(&done, 1, "2 stories new, 0 known already, 0 left out, 2 rejected");
        assert!(words(&done.stdout).contains("“Your worry” (worry-story): has no column, so no row has this story text"), "{}", words(&done.stdout));
        let titled = sensemaker(&stopped, &linked().to_string(), &rows, &["--story", "Your idea", "--title", "worry-title"]);
        said(&titled, 2, "");
        assert!(words(&titled.stderr).contains("worry-title: there is no such column; the headings are “FragmentID”"), "{}", words(&titled.stderr));
    }

    async fn what_cannot_be_imported_is_listed_with_its_kind_and_reason(app: App) {
        let stopped = app.stop().await;
        let complaints = said(&sensemaker(&stopped, &in_sections().to_string(), WORKBENCH_ROWS, &["--dry-run"]), 0, "2 stories new");
        for sentence in [
            "A story is the text “What happened?”, with the title “A headline”.",
            "Not imported: audio “Your voice”, because the export has no recordings and pictures, only links to them",
            "Not imported: map “Which place?”, because it matches no kind of signifier",
            "Not imported: triad “Half a triad”, because it has 1 corners, not three",
            "Not imported: list “Without ids”, because not all of its parts have an id",
        ] {
            assert!(complaints.contains(sentence), "{sentence}: {complaints}");
        }
        let chosen = said(&sensemaker(&stopped, &flat().to_string(), FLAT_ROWS, &["--dry-run", "--story", "A headline"]), 0, "2 stories new");
        assert!(chosen.contains("A story is the text “A headline”.") && chosen.contains("freetext “What happened?”, because it is neither"), "{chosen}");
        let unknown = sensemaker(&stopped, &flat().to_string(), FLAT_ROWS, &["--story", "Nowhere"]);
        said(&unknown, 2, "");
        assert!(words(&unknown.stderr).contains("the free texts are “What happened?”, “A headline”"), "{}", words(&unknown.stderr));
    }

    async fn the_story_of_a_row_is_the_text_of_its_linked_framework(app: App) {
        let stopped = app.stop().await;
        let done = sensemaker(&stopped, &linked().to_string(), LINKED_ROWS, &["--cleared"]);
        let complaints = said(&done, 1, "2 stories new, 0 known already, 0 left out, 2 rejected");
        for sentence in [
            "A story is the text “Your idea” of “idea”, with the title “A title”.",
            "There are several story texts: of each row, the one that is filled in is taken",
            "Not imported: the linked framework “Gone”, because the definition only names it",
            "Not imported: freetext “Anything else?”, because it is neither the story nor its title",
            "line 4: text: “Your idea” and “Your worry” are both filled in; say with --story which of them is the story",
            "line 5: text: none of the 2 story texts is filled in",
        ] {
            assert!(complaints.contains(sentence), "{sentence}: {complaints}");
        }
        let report = words(&done.stdout);
        assert!(report.contains("“It was about” (inner-t): has no column, so it counts as not asked in all rows"), "{report}");
        assert!(!complaints.contains("embedded"), "an embedded framework that is there is no loss: {complaints}");
        let app = stopped.start().await;
        let found = app.find("ramp").await;
        let ramp = app.story(found["stories"][0]["id"].as_str().unwrap()).await.is(200);
        assert_eq!((&ramp["text"], &ramp["title"]), (&json!("The ramp is broken again."), &json!("The ramp")));
        let framework = app.framework("small").await.is(200);
        let prompts: Vec<&Value> = framework["prompts"].as_array().unwrap().iter().map(|prompt| &prompt["id"]).collect();
        assert_eq!(prompts, ["idea-story", "worry-story"]);
        let asked = |id: &str| framework["signifiers"].as_array().unwrap().iter().find(|one| one["id"] == id).unwrap()["prompts"].clone();
        assert_eq!((asked("idea-t"), asked("inner-t"), asked("kind")), (json!(["idea-story"]), json!(["worry-story"]), Value::Null));
        let stopped = app.stop().await;
        let chosen = sensemaker(&stopped, &linked().to_string(), LINKED_ROWS, &["--story", "Your idea", "--story", "worry-story"]);
        said(&chosen, 1, "1 stories new, 2 known already, 0 left out, 1 rejected");
    }

    async fn of_several_story_texts_in_one_list_the_first_that_is_filled_in_is_the_story_with_the_title_behind_it(app: App) {
        let stopped = app.stop().await;
        let project = linked();
        let of = |framework: &Value| framework["sections"][0]["signifiers"].as_array().cloned().unwrap_or_default();
        let links = project["linked_frameworks"].as_array().unwrap();
        let flattened: Vec<Value> = of(&project).into_iter().chain(links.iter().flat_map(|link| of(&link["framework"]))).collect();
        let flattened = json!({"name": "Project", "signifiers": flattened}).to_string();
        let done = sensemaker(&stopped, &flattened, LINKED_ROWS, &["--cleared"]);
        let complaints = said(&done, 1, "3 stories new, 0 known already, 0 left out, 1 rejected");
        assert!(complaints.contains("and the first of those that belong together"), "{complaints}");
        let app = stopped.start().await;
        let found = app.find("ramp").await;
        let ramp = app.story(found["stories"][0]["id"].as_str().unwrap()).await.is(200);
        let told = [&ramp["text"], &ramp["title"], &ramp["prompt"]];
        assert_eq!(told, ["The ramp is broken again.", "The ramp", "worry-story"]);
        assert_eq!(app.find("bus").await["stories"][0]["title"], "The bus");
        assert_eq!(app.framework("small").await.is(200)["prompts"][0]["id"], "story");
    }

    async fn the_id_of_a_story_is_found_under_its_names_and_nothing_else_is_taken_for_it(app: App) {
        let stopped = app.stop().await;
        said(&sensemaker(&stopped, &flat().to_string(), FLAT_ROWS, &[]), 0, "2 stories new");
        for heading in ["ID", " id ", "Id", "FragmentID", "fragment_id", " FRAGMENTID"] {
            let rows = FLAT_ROWS.replacen("id,", &format!("{heading},"), 1);
            said(&sensemaker(&stopped, &flat().to_string(), &rows, &[]), 0, "0 stories new, 2 known already");
        }
        for (heading, sentence) in [
            ("NarrID", "this is a Workbench export without “FragmentID”; “NarrID” is a running number"),
            ("name", "names each story in “id”, and one of the Workbench in “FragmentID”; this file begins with “name”, “language”, “s”"),
        ] {
            let done = sensemaker(&stopped, &flat().to_string(), &FLAT_ROWS.replacen("id,", &format!("{heading},"), 1), &[]);
            said(&done, 2, "");
            assert!(words(&done.stderr).contains(sentence), "{}", words(&done.stderr));
        }
        let other = sensemaker(&stopped, &flat().to_string(), &FLAT_ROWS.replacen(",s,", ",z,", 1), &[]);
        said(&other, 2, "");
        assert!(words(&other.stderr).contains("s: there is no such column, so there is no story (“What happened?”)"), "{}", words(&other.stderr));
    }

    async fn a_file_that_is_no_definition_is_said_to_be_what_it_is(app: App) {
        let stopped = app.stop().await;
        let layout = json!([{"id": "1", "project_id": "p", "settings": {"sections": []}}]).to_string();
        let framework = a_framework("tiny").to_string();
        let broken = in_sections().to_string().replace("\"type\":[\"dyad\"]", "\"type\":{\"dyad\":1}");
        let untyped = flat().to_string().replace("\"type\":\"dyad\",", "");
        let twice = flat().to_string().replacen("\"name\"", "\"name\":\"One\",\"name\"", 1);
        for (text, sentence) in [
            (layout.as_str(), "this is the layout of a project (where its questions stand on the page)"),
            (framework.as_str(), "this is a framework document of this service"),
            ("{\"name\": \"x\"}", "neither a list “signifiers” nor “sections” with signifiers"),
            ("{\"sections\": []}", "it has no questions"),
            (FLAT_ROWS, "“id” is no JSON value"),
            (broken.as_str(), "sections: item 1, signifiers: item 8, type: this should be a text"),
            (untyped.as_str(), "signifiers: item 4: missing field `type`"),
            (twice.as_str(), "name: this is given twice"),
        ] {
            let done = sensemaker(&stopped, text, FLAT_ROWS, &[]);
            said(&done, 2, "");
            assert!(words(&done.stderr).contains(sentence), "{sentence}: {}", words(&done.stderr));
        }
    }
}
