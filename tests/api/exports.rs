//! Exports that staff ask for: `GET` and `POST /exports`, `GET /exports/{id}`, `/agree`, `/refuse`, `/cancel`, `/file`.
//!
//! In these tests a second person must agree to more than 20 stories, instead of 1,000.

use std::collections::{BTreeMap, BTreeSet};

use sensing::exchange::Format;
use sensing::model::Role;

use crate::support::exports::unpack;
use crate::support::*;

const PATH: &str = "/api/v1/exports";

/// Words that must not leave the service.
const CANARY: &str = "Rumpelstiltskin";

fn wanted() -> Value {
    json!({"selection": {"framework": "sheffield-send"}, "format": "csv", "table": "stories", "reason": "Figures for a workshop"})
}

fn with(mut wanted: Value, part: &str, value: Value) -> Value {
    wanted[part] = value;
    wanted
}

fn with_texts() -> Value {
    with(wanted(), "texts", json!(true))
}

fn family(k: u32) -> Draft {
    a_story().by("family").with_dyad("timing", 0.05 * f64::from(k)).saying("We waited, and then somebody rang back.")
}

fn families(count: u32) -> Vec<Draft> {
    (0..count).map(family).collect()
}

async fn ask(app: &App, wanted: &Value) -> Answer {
    app.post_as(Role::Analyst, PATH, wanted).await
}

/// The id of a request that was accepted, in this state.
async fn asked(app: &App, wanted: &Value, state: &str) -> String {
    let made = ask(app, wanted).await.is(201);
    assert_eq!(made["state"], state, "{made}");
    made["id"].as_str().unwrap().to_owned()
}

async fn agree(app: &App, id: &str) -> Answer {
    app.post_as(Role::Administrator, &format!("{PATH}/{id}/agree"), &Value::Null).await
}

async fn refuse(app: &App, id: &str) -> Answer {
    app.post_as(Role::Administrator, &format!("{PATH}/{id}/refuse"), &json!({"reason": "Ask for one year only"})).await
}

async fn cancel(app: &App, id: &str) -> Answer {
    app.post_as(Role::Analyst, &format!("{PATH}/{id}/cancel"), &Value::Null).await
}

async fn file(app: &App, id: &str) -> Answer {
    app.get_as(Role::Analyst, &format!("{PATH}/{id}/file")).await
}

async fn state(app: &App, id: &str) -> Value {
    app.get_as(Role::Analyst, &format!("{PATH}/{id}")).await.is(200)["state"].clone()
}

/// The file of a request that a second person agreed to.
async fn agreed_file(app: &App, wanted: &Value) -> Answer {
    let id = asked(app, wanted, "waiting").await;
    agree(app, &id).await.is(200);
    let answer = file(app, &id).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer
}

/// The rows of a table of CSV, by the ids of their stories.
fn rows(answer: &Answer) -> BTreeMap<String, BTreeMap<String, String>> {
    assert_eq!(answer.status, 200, "{}", answer.text());
    let mut reader = csv::Reader::from_reader(answer.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&answer.bytes));
    let names = reader.headers().unwrap().clone();
    let of_one = |row: csv::StringRecord| {
        let cells: BTreeMap<String, String> = names.iter().map(str::to_owned).zip(row.iter().map(str::to_owned)).collect();
        (cells["id"].clone(), cells)
    };
    reader.records().map(|row| of_one(row.unwrap())).collect()
}

/// Everything in a file, with what is in archives.
fn contents(bytes: &[u8]) -> Vec<u8> {
    let mut all = Vec::new();
    unpack("file".to_owned(), bytes.to_vec(), &mut all);
    all.into_iter().flat_map(|(name, bytes)| [name.into_bytes(), bytes].concat()).collect()
}

fn holds(bytes: &[u8], words: &str) -> bool {
    contents(bytes).windows(words.len()).any(|window| window == words.as_bytes())
}

on_both! {
    @with spawn_app_with_small_exports;

    async fn a_few_stories_without_texts_are_exported_at_once(app: App) {
        let told = app.has_cleared(&families(12)).await;
        let made = ask(&app, &wanted()).await.is(201);
        let today = made["asked"].as_str().unwrap().to_owned();
        assert_eq!((&made["state"], &made["stories"], &made["own"], &made["owner"]), (&json!("agreed"), &json!(12), &json!(true), &json!("analyst")));
        assert_eq!((&made["decided"], made.get("decided_by")), (&json!(today), None));
        let answer = file(&app, made["id"].as_str().unwrap()).await;
        let ids: BTreeSet<String> = rows(&answer).into_keys().collect();
        assert_eq!(ids, told.iter().map(|told| told.id.clone()).collect());
        assert!(!holds(&answer.bytes, "rang back"), "no texts were asked for");
        let name = format!("attachment; filename=\"sheffield-send-{today}.csv\"");
        assert_eq!(answer.header("content-disposition"), name);
        assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("content-length"), answer.bytes.len().to_string());
        let seen = app.get_as(Role::Analyst, PATH).await.is(200);
        assert_eq!((&seen["own"][0]["downloaded"], &seen["others"]), (&json!(today), &json!([])));
    }

    async fn only_the_stories_of_the_selection_are_in_the_file(app: App) {
        app.has_cleared(&families(12)).await;
        let others = (0..12).map(|k| family(k).by("professional").with_dyad("voice", 0.5));
        let told = app.has_cleared(&others.collect::<Vec<_>>()).await;
        let selection = json!({"framework": "sheffield-send", "answers": {"audience": ["professional"]}});
        let id = asked(&app, &with(wanted(), "selection", selection), "agreed").await;
        let ids: BTreeSet<String> = rows(&file(&app, &id).await).into_keys().collect();
        assert_eq!(ids, told.iter().map(|told| told.id.clone()).collect());
    }

    async fn texts_wait_for_a_second_person(app: App) {
        app.has_cleared(&families(12)).await;
        let id = asked(&app, &with_texts(), "waiting").await;
        assert!(file(&app, &id).await.problem(409).detail().contains("second person"));
        let agreed = agree(&app, &id).await.is(200);
        assert_eq!((&agreed["state"], &agreed["decided_by"], &agreed["own"]), (&json!("agreed"), &json!("administrator"), &json!(false)));
        let rows = rows(&file(&app, &id).await);
        assert!(rows.len() == 12 && rows.values().all(|row| row["text"].contains("rang back")), "{rows:?}");
    }

    async fn many_stories_wait_for_a_second_person(app: App) {
        app.has_cleared(&families(21)).await;
        let id = asked(&app, &wanted(), "waiting").await;
        file(&app, &id).await.problem(409);
        agree(&app, &id).await.is(200);
        assert_eq!(rows(&file(&app, &id).await).len(), 21);
    }

    async fn nobody_decides_on_their_own_request_whatever_their_roles_are(app: App) {
        app.has_cleared(&families(12)).await;
        let both = app.token_of_new_staff("both", vec![Role::Analyst, Role::Administrator]).await;
        let post = async |path: &str, body: &Value| {
            send(app.request(reqwest::Method::POST, path).bearer_auth(&both).json(body)).await
        };
        let made = post(PATH, &with_texts()).await.is(201);
        let id = made["id"].as_str().unwrap();
        let own = |end: &str| format!("{PATH}/{id}/{end}");
        assert!(post(&own("agree"), &Value::Null).await.problem(403).detail().contains("yourself"));
        post(&own("refuse"), &json!({"reason": "Because"})).await.problem(403);
        agree(&app, id).await.is(200);
        let file = send(app.request(reqwest::Method::GET, &own("file")).bearer_auth(&both)).await;
        assert_eq!(rows(&file).len(), 12);
        // They may decide on what others ask for, and see it apart from their own.
        let other = asked(&app, &with_texts(), "waiting").await;
        let seen = send(app.request(reqwest::Method::GET, PATH).bearer_auth(&both)).await.is(200);
        assert_eq!((&seen["own"][0]["id"], &seen["others"][0]["id"]), (&json!(id), &json!(other)));
        post(&format!("{PATH}/{other}/agree"), &Value::Null).await.is(200);
    }

    async fn a_request_is_seen_by_its_owner_and_those_who_decide(app: App) {
        app.has_cleared(&families(12)).await;
        let id = asked(&app, &with_texts(), "waiting").await;
        let one = format!("{PATH}/{id}");
        let other = app.token_of_new_staff("another", vec![Role::Analyst]).await;
        let get = async |path: &str| send(app.request(reqwest::Method::GET, path).bearer_auth(&other)).await;
        get(&one).await.problem(404);
        get(&format!("{one}/file")).await.problem(404);
        send(app.request(reqwest::Method::POST, &format!("{one}/cancel")).bearer_auth(&other)).await.problem(404);
        let seen = get(PATH).await.is(200);
        assert_eq!((&seen["own"], &seen["others"], &seen["formats"][0]), (&json!([]), &json!([]), &json!("csv")));
        for role in [Role::Facilitator, Role::Moderator, Role::SafeguardingLead] {
            app.get_as(role, PATH).await.problem(403);
        }
        let seen = app.get_as(Role::Administrator, PATH).await.is(200)["others"][0].clone();
        assert_eq!(seen, app.get_as(Role::Administrator, &one).await.is(200));
        let of = |part: &str| seen[part].clone();
        assert_eq!((of("owner"), of("own"), of("stories"), of("texts")), (json!("analyst"), json!(false), json!(12), json!(true)));
        assert_eq!((of("reason"), of("selection")), (json!("Figures for a workshop"), json!({"framework": "sheffield-send"})));
        // Who agrees sees no story.
        app.get_as(Role::Administrator, &format!("{one}/file")).await.problem(403);
        agree(&app, "01990a3e-7c00-7000-8000-1f2e3d4c5b6a").await.problem(404);
    }

    async fn a_request_that_has_ended_says_why_it_cannot_be_used(app: App) {
        app.has_cleared(&families(12)).await;
        let refused = asked(&app, &with_texts(), "waiting").await;
        let answer = refuse(&app, &refused).await.is(200);
        assert_eq!((&answer["state"], &answer["answer"]), (&json!("refused"), &json!("Ask for one year only")));
        let cancelled = asked(&app, &wanted(), "agreed").await;
        assert_eq!(cancel(&app, &cancelled).await.is(200)["state"], "cancelled");
        for (id, word) in [(&refused, "refused"), (&cancelled, "cancelled")] {
            for answer in [file(&app, id).await, agree(&app, id).await, refuse(&app, id).await, cancel(&app, id).await] {
                assert!(answer.problem(409).detail().contains(word), "{}", answer.text());
            }
        }
        // An agreement is given once, and can be taken back.
        let id = asked(&app, &with_texts(), "waiting").await;
        agree(&app, &id).await.is(200);
        assert!(agree(&app, &id).await.problem(409).detail().contains("already"));
        refuse(&app, &id).await.is(200);
        file(&app, &id).await.problem(409);
    }

    async fn requests_expire_after_thirty_days_and_agreements_after_seven(app: App) {
        app.set_clock("2026-03-01T12:00:00Z");
        app.has_cleared(&families(12)).await;
        let waiting = asked(&app, &with_texts(), "waiting").await;
        let agreed = asked(&app, &wanted(), "agreed").await;
        assert_eq!(app.get_as(Role::Analyst, &format!("{PATH}/{agreed}")).await.is(200)["last_day"], "2026-03-08");
        app.set_clock("2026-03-08T23:30:00Z");
        assert_eq!(file(&app, &agreed).await.status, 200);
        app.set_clock("2026-03-09T00:30:00Z");
        assert!(file(&app, &agreed).await.problem(409).detail().contains("expired"));
        assert_eq!((state(&app, &agreed).await, state(&app, &waiting).await), (json!("expired"), json!("waiting")));
        app.set_clock("2026-03-31T12:00:00Z");
        assert_eq!(state(&app, &waiting).await, "waiting");
        app.set_clock("2026-04-01T12:00:00Z");
        assert!(agree(&app, &waiting).await.problem(409).detail().contains("expired"));
        // What has long ended is removed with the next request.
        app.set_clock("2026-07-01T12:00:00Z");
        asked(&app, &wanted(), "agreed").await;
        app.get_as(Role::Analyst, &format!("{PATH}/{waiting}")).await.problem(404);
    }

    async fn of_fewer_than_ten_stories_nothing_is_exported(app: App) {
        ask(&app, &wanted()).await.problem(422).names("selection");
        let told = app.has_cleared(&families(9)).await;
        let refused = ask(&app, &wanted()).await.problem(422);
        refused.names("selection");
        assert!(refused.detail().contains("fewer than 10"), "{}", refused.detail());
        app.has_cleared(&[family(9)]).await;
        let id = asked(&app, &wanted(), "agreed").await;
        app.withdraw(&told[0].receipt).await.is(200);
        assert!(file(&app, &id).await.problem(409).detail().contains("fewer than 10"));
        let no_match = json!({"framework": "sheffield-send", "answers": {"audience": ["child"]}});
        let refused = ask(&app, &with(wanted(), "selection", no_match)).await.problem(422);
        assert!(refused.detail().contains("no story matches"), "{}", refused.detail());
    }

    async fn a_selection_that_has_grown_too_large_since_needs_a_second_person_after_all(app: App) {
        app.has_cleared(&families(20)).await;
        let id = asked(&app, &wanted(), "agreed").await;
        app.has_cleared(&families(1)).await;
        assert!(file(&app, &id).await.problem(409).detail().contains("more than 20"));
        // One that a second person agreed to may grow.
        let agreed = asked(&app, &wanted(), "waiting").await;
        agree(&app, &agreed).await.is(200);
        app.has_cleared(&families(1)).await;
        assert_eq!(rows(&file(&app, &agreed).await).len(), 22);
    }

    async fn what_may_not_be_read_is_in_no_file_of_any_format(app: App) {
        let told = app.has_cleared(&families(14)).await;
        let secret = || family(3).saying(CANARY).titled(CANARY).with_write_in("services", &["other"], CANARY);
        let held = app.tell(&secret()).await;
        let withheld = app.tell(&secret()).await;
        app.withhold(&withheld.id, &json!({"reason": "names a person"})).await.is(200);
        let unconsented = app.tell(&secret().without_consent_to_analysis()).await;
        let redacted = app.tell(&family(2).saying(&format!("We met {CANARY}."))).await;
        app.clear(&redacted.id, &json!({"text": "We met [name]."})).await.is(200);
        let gone = app.has_cleared(&[secret()]).await.remove(0);
        let no_more = app.has_cleared(&[secret()]).await.remove(0);
        let corrected = secret();
        app.has_cleared(std::slice::from_ref(&corrected)).await;
        for &format in Format::ALL {
            let asked_for = json!({"selection": {"framework": "sheffield-send"}, "format": format.name(), "texts": true, "reason": "A test"});
            let id = asked(&app, &asked_for, "waiting").await;
            agree(&app, &id).await.is(200);
            if format == Format::ALL[0] {
                assert!(holds(&file(&app, &id).await.bytes, CANARY), "what was cleared is in it until it is taken back");
                // Between the agreement and the download: withdrawn, without consent, and corrected so that it is held again.
                app.withdraw(&gone.receipt).await.is(200);
                app.consent(&no_more.receipt, false, false).await.is(200);
                app.correct(&corrected.clone().saying(&format!("{CANARY} again"))).await.is(200);
            }
            let answer = file(&app, &id).await;
            assert_eq!(answer.status, 200, "{}: {}", format.name(), answer.text());
            assert!(!holds(&answer.bytes, CANARY), "{}", format.name());
            for receipt in [&gone.receipt, &held.receipt] {
                assert!(!holds(&answer.bytes, receipt), "{}", format.name());
            }
            cancel(&app, &id).await.is(200);
        }
        let rows = rows(&agreed_file(&app, &with_texts()).await);
        assert_eq!(rows.len(), 14 + 4, "answers count without the text");
        for (id, state) in [(&told[0].id, "cleared"), (&held.id, "held"), (&withheld.id, "withheld"), (&redacted.id, "cleared")] {
            assert_eq!(rows[id]["state"], state);
            assert_eq!(rows[id]["text"].is_empty(), state != "cleared");
        }
        assert!([&unconsented.id, &gone.id, &no_more.id].into_iter().all(|id| !rows.contains_key(id)));
    }

    async fn answers_about_the_storyteller_are_exported_when_five_share_them(app: App) {
        let here = |audience: &str, locality: &str| {
            a_story().by(audience).with_choice("locality", &[locality]).with_dyad("timing", 0.3).not_applicable("voice")
        };
        let mut drafts: Vec<Draft> = (0..12).map(|_| here("family", "A")).collect();
        let child = here("child", "A").with("language", json!("en-x-child"));
        drafts.extend([here("family", "B"), child, here("professional", "A").with("prompt", json!("system_work"))]);
        let told = app.has_cleared(&drafts).await;
        let id = asked(&app, &wanted(), "agreed").await;
        let rows = rows(&file(&app, &id).await);
        let cells = |at: usize| {
            let row = &rows[&told[at].id];
            ["audience.state", "audience.choice", "locality.state", "locality.choice", "timing.value"].map(|name| row[name].as_str())
        };
        let shown = cells(0);
        assert_eq!(shown[..4], ["answered", "family", "answered", "A"]);
        assert!(shown[4].starts_with("0.3"));
        assert_eq!(cells(12)[..4], ["answered", "family", "not_shown", ""]);
        assert_eq!(cells(13)[..4], ["not_shown", "", "answered", "A"]);
        for (at, hides) in [(0, false), (12, true), (13, true)] {
            let states: BTreeSet<&str> = rows[&told[at].id]
                .iter()
                .filter(|(name, _)| name.ends_with(".state"))
                .map(|(_, state)| state.as_str())
                .collect();
            // Which questions were asked depends on who told the story.
            assert_eq!(states.contains("not_asked") || states.contains("unanswered"), !hides, "{at}: {states:?}");
            assert!(states.contains("answered") && states.contains("not_applicable"), "{at}: {states:?}");
        }
        let of = |at: usize, name: &str| rows[&told[at].id][name].as_str();
        assert_eq!((of(13, "language"), of(14, "prompt"), of(0, "prompt")), ("en", "", "moment"));
        // That a story was selected by an answer would tell the answer.
        let selection = json!({"framework": "sheffield-send", "answers": {"audience": ["family", "child"]}});
        let id = asked(&app, &with(wanted(), "selection", selection), "agreed").await;
        let selected = self::rows(&file(&app, &id).await);
        assert!(selected.len() == 13 && selected.contains_key(&told[12].id) && !selected.contains_key(&told[13].id));
        // The long table says no more.
        let long = with(wanted(), "table", json!("answers"));
        let id = asked(&app, &long, "agreed").await;
        let answer = file(&app, &id).await;
        let hidden: Vec<String> =
            answer.text().lines().filter(|line| line.contains(&told[13].id) && line.contains("audience")).map(str::to_owned).collect();
        assert!(hidden.len() == 1 && hidden[0].contains("not_shown") && !hidden[0].contains("child"), "{hidden:?}");
    }

    async fn words_beside_an_answer_about_the_storyteller_are_never_exported(app: App) {
        let mut framework = with_schools("schools", 3);
        let last = framework["signifiers"].as_array_mut().unwrap().last_mut().unwrap();
        last["about"] = json!("storyteller");
        app.publish(&framework).await.is(201);
        let draft = || {
            a_story().for_framework("schools", 1).with("prompt", json!("tell")).with_write_in("school", &["school_1"], CANARY)
        };
        app.has_cleared(&(0..12).map(|_| draft()).collect::<Vec<_>>()).await;
        for &format in Format::ALL {
            let asked_for = json!({"selection": {"framework": "schools"}, "format": format.name(), "texts": true, "reason": "A test"});
            let answer = agreed_file(&app, &asked_for).await;
            assert!(!holds(&answer.bytes, CANARY), "{}", format.name());
        }
    }

    async fn a_small_collection_is_not_named(app: App) {
        let mut told = Vec::new();
        for (name, stories) in [("large", 12), ("smallest", 4)] {
            let made = app.make_collection(&json!({"name": name, "framework": "sheffield-send", "round": name})).await.is(201);
            let code = made["join_code"].as_str().unwrap();
            told.extend(app.has_cleared(&(0..stories).map(|k| family(k).in_collection(code)).collect::<Vec<_>>()).await);
        }
        for &format in Format::ALL {
            let asked_for = json!({"selection": {"framework": "sheffield-send"}, "format": format.name(), "reason": "A test"});
            let id = asked(&app, &asked_for, "agreed").await;
            let answer = file(&app, &id).await;
            assert_eq!(answer.status, 200, "{}", answer.text());
            assert!(holds(&answer.bytes, "large") && !holds(&answer.bytes, "smallest"), "{}", format.name());
            cancel(&app, &id).await.is(200);
        }
        let id = asked(&app, &wanted(), "agreed").await;
        let answer = file(&app, &id).await;
        let rows = rows(&answer);
        let of_the_large = |row: &BTreeMap<String, String>| told[..12].iter().any(|story| story.id == row["id"]);
        for row in rows.values() {
            for name in ["collection", "round", "received"] {
                assert_eq!(row[name].is_empty(), !of_the_large(row), "{name}: {row:?}");
            }
        }
        // The id of a story begins with its day, and its place among the others tells it, too.
        assert!(rows.len() == 16 && told[12..].iter().all(|story| !rows.contains_key(&story.id)));
        let last = answer.text().rfind(&told[11].id).unwrap();
        let others = rows.keys().filter(|id| told.iter().all(|story| story.id != **id));
        assert!(others.map(|id| answer.text().find(id).unwrap()).all(|place| place > last));
        // A selection of its days would tell them again.
        let by_day = json!({"framework": "sheffield-send", "received": {"from": "2020-01-01"}});
        let id = asked(&app, &with(wanted(), "selection", by_day), "agreed").await;
        assert_eq!(self::rows(&file(&app, &id).await).len(), 12);
    }

    async fn a_selection_by_who_told_exports_nothing_of_four_that_can_be_read(app: App) {
        let selection = json!({"framework": "sheffield-send", "answers": {"audience": ["family"]}});
        let wanted = with(with_texts(), "selection", selection);
        let told = app.has_cleared(&families(5)).await;
        for k in 0..8 {
            app.tell(&family(k)).await;
        }
        let all = json!({"selection": wanted["selection"]});
        soon("all stories", async || (app.patterns(all.clone()).await.is(200)["matching"] == 13).then_some(())).await;
        let id = asked(&app, &wanted, "waiting").await;
        agree(&app, &id).await.is(200);
        assert_eq!(file(&app, &id).await.status, 200);
        app.withhold(&told[0].id, &json!({"reason": "names a person"})).await.is(200);
        // Four that can be read share the answer, so it is not shown, and being selected by it would tell it.
        file(&app, &id).await.problem(409);
        for texts in [true, false] {
            ask(&app, &with(wanted.clone(), "texts", json!(texts))).await.problem(422).names("selection");
        }
    }

    async fn a_person_has_ten_open_requests_at_most(app: App) {
        app.set_clock("2026-03-01T12:00:00Z");
        app.has_cleared(&families(12)).await;
        let mut ids = Vec::new();
        for k in 0..10 {
            ids.push(asked(&app, &with(wanted(), "texts", json!(k % 2 == 0)), if k % 2 == 0 { "waiting" } else { "agreed" }).await);
        }
        assert!(ask(&app, &wanted()).await.problem(409).detail().contains("10 open requests"));
        cancel(&app, &ids[0]).await.is(200);
        asked(&app, &wanted(), "agreed").await;
        // The limit is for each person, and what has expired is not open.
        let other = app.token_of_new_staff("another", vec![Role::Analyst]).await;
        send(app.request(reqwest::Method::POST, PATH).bearer_auth(&other).json(&wanted())).await.is(201);
        app.set_clock("2026-03-09T12:00:00Z");
        asked(&app, &wanted(), "agreed").await;
    }

    async fn a_person_asks_for_forty_exports_a_day_at_most(app: App) {
        app.set_clock("2026-03-01T12:00:00Z");
        app.has_cleared(&families(12)).await;
        for _ in 0..40 {
            let id = asked(&app, &wanted(), "agreed").await;
            cancel(&app, &id).await.is(200);
        }
        assert!(ask(&app, &wanted()).await.problem(409).detail().contains("40 exports today"));
        app.set_clock("2026-03-02T12:00:00Z");
        asked(&app, &wanted(), "agreed").await;
    }

    async fn faults_are_told_by_field(app: App) {
        app.has_cleared(&families(12)).await;
        for (part, value, field) in [
            ("format", json!("docx"), "format"),
            ("table", json!("sheet"), "table"),
            ("reason", json!("  x "), "reason"),
            ("reason", json!("x".repeat(501)), "reason"),
            ("language", json!("zz"), "language"),
            ("selection", json!({"framework": "none-such"}), "selection.framework"),
            ("selection", json!({"answers": {"audience": ["pilot"]}}), "selection.answers.audience[0]"),
        ] {
            ask(&app, &with(wanted(), part, value)).await.problem(422).names(field);
        }
        let id = asked(&app, &with_texts(), "waiting").await;
        let path = format!("{PATH}/{id}/refuse");
        app.post_as(Role::Administrator, &path, &json!({"reason": "no"})).await.problem(422).names("reason");
        assert_eq!(state(&app, &id).await, "waiting");
    }

    async fn every_step_is_in_the_audit_log_without_the_words_searched_for(app: App) {
        app.has_cleared(&families(12)).await;
        let selection = json!({"framework": "sheffield-send", "text": "waited", "answers": {"audience": ["family"]}});
        let id = asked(&app, &with(with_texts(), "selection", selection), "waiting").await;
        agree(&app, &id).await.is(200);
        assert_eq!(file(&app, &id).await.status, 200);
        let page = app.get_as(Role::Administrator, &format!("/api/v1/audit?subject={id}")).await.is(200);
        let log = page["entries"].as_array().unwrap();
        let steps: Vec<[&str; 2]> = log.iter().rev().map(|row| ["action", "name"].map(|part| row[part].as_str().unwrap())).collect();
        assert_eq!(steps, [["export_asked", "analyst"], ["export_agreed", "administrator"], ["export_downloaded", "analyst"]]);
        assert_eq!((&log[2]["reason"], &log[0]["subject_kind"]), (&json!("Figures for a workshop"), &json!("export")));
        let detail = json!({"format": "csv", "texts": true, "stories": 12, "with_text": 12, "framework": "sheffield-send",
            "selection": {"text": true, "answers": {"audience": ["family"]}}});
        assert_eq!(log[0]["detail"], detail);
        assert!(!page.to_string().contains("waited"));
        // A download that was refused has no row.
        refuse(&app, &id).await.is(200);
        file(&app, &id).await.problem(409);
        let rows = app.get_as(Role::Administrator, "/api/v1/audit?action=export_downloaded").await.is(200);
        assert_eq!(rows["entries"].as_array().unwrap().len(), 1);
    }

    async fn no_file_stays_in_the_data_folder(app: App) {
        app.has_cleared(&families(12)).await;
        let names = || {
            let entries = std::fs::read_dir(app.folder()).unwrap();
            let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
            // The service stores its columns from time to time.
            names.filter(|name| !name.starts_with("columns")).collect::<BTreeSet<_>>()
        };
        let before = names();
        let id = asked(&app, &wanted(), "agreed").await;
        assert_eq!(rows(&file(&app, &id).await).len(), 12);
        assert_eq!(names(), before);
    }
}

#[actix_web::test]
async fn what_is_agreed_to_on_one_node_is_downloaded_on_another() {
    let a = spawn_app_with_small_exports(Base::Postgres).await;
    let b = a.another_node().await;
    a.has_cleared(&families(12)).await;
    let id = asked(&a, &with_texts(), "waiting").await;
    agree(&b, &id).await.is(200);
    soon("the stories on the other node", async || (file(&b, &id).await.status == 200).then_some(())).await;
    assert_eq!(rows(&file(&a, &id).await).len(), 12);
    assert!(agree(&a, &id).await.problem(409).detail().contains("already"));
}

#[actix_web::test]
async fn of_two_decisions_at_once_one_stands() {
    let app = spawn_app_with_small_exports(Base::Postgres).await;
    app.has_cleared(&families(12)).await;
    let id = asked(&app, &with_texts(), "waiting").await;
    let path = format!("{PATH}/{id}/agree");
    let mut requests = Vec::new();
    for n in 0..6 {
        let token = app.token_of_new_staff(&format!("administrator{n}"), vec![Role::Administrator]).await;
        requests.push(send(app.request(reqwest::Method::POST, &path).bearer_auth(token)));
    }
    let statuses: Vec<u16> = all(requests.into_iter()).await.iter().map(|answer| answer.status).collect();
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
    assert!(statuses.iter().all(|status| matches!(status, 200 | 409)), "{statuses:?}");
}
