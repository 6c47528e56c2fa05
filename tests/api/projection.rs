//! The index and the columns can be deleted at any time: they are rebuilt from the store, with the same answers.

use std::path::Path;
use std::time::Duration;

use sensing::store::Position;

use crate::support::*;

/// Stories in every state: four cleared, one of them redacted, one held, one withheld, one withdrawn.
async fn has_stories(app: &App) {
    let cleared = [
        a_story().saying("The first otter.").by("family").with_triad("difference", [0.8, 0.1, 0.1]).with_dyad("timing", 0.1),
        a_story()
            .titled("Otters")
            .saying("The second.")
            .by("child")
            .with_triad("difference", [0.1, 0.2, 0.7])
            .with_stone("school", 0.2, 0.7),
        a_story().saying("Of beavers.").not_applicable("difference").with_choice("feelings", &["sad", "calm"]),
    ];
    app.has_cleared(&cleared).await;
    let redacted = app.tell(&a_story().saying("An otter called Tarka.").with_dyad("voice", 0.3)).await;
    app.clear(&redacted.id, &json!({"text": "An otter called [a name]."})).await.is(200);
    app.tell(&a_story().saying("A held otter.").with_dyad("timing", 0.9)).await;
    let withheld = app.tell(&a_story().saying("A withheld otter.").with_dyad("timing", 0.5)).await;
    app.withhold(&withheld.id, &json!({})).await.is(200);
    let withdrawn = app.tell_cleared(&a_story().saying("A withdrawn otter.").with_dyad("timing", 0.7)).await;
    assert_eq!(app.withdraw(&withdrawn.receipt).await.status, 200);
    app.until_counted(6).await;
}

/// The answers of all views, without their position in the change log.
async fn views(app: &App) -> Value {
    let mut all = Vec::new();
    for selection in [
        json!({}),
        json!({"text": "otter"}),
        json!({"text": "oter"}),
        json!({"answers": {"audience": ["family", "child"]}}),
        json!({"not": {"text": "otter"}}),
    ] {
        let selection = {
            let mut selection = selection;
            selection["framework"] = json!("sheffield-send");
            selection
        };
        all.push(
            app.patterns(json!({"selection": selection, "density": {"bandwidth": 0.05}, "hexagons": {"across": 8}}))
                .await
                .is(200),
        );
        let mut found = app.search(json!({"selection": selection, "facets": ["audience", "feelings"]})).await.is(200);
        forget_ranks(&mut found);
        all.push(found);
    }
    all.push(app.queue("").await.is(200));
    for view in &mut all {
        view.as_object_mut().unwrap().shift_remove("change");
    }
    Value::Array(all)
}

/// Takes out the ranks of the stories. They depend on whether the index has merged its deleted stories away yet.
fn forget_ranks(found: &mut Value) {
    let stories = found["stories"].as_array_mut().unwrap();
    for story in stories.iter_mut() {
        story.as_object_mut().unwrap().shift_remove("score");
    }
    stories.sort_by_key(|story| story["id"].to_string());
}

/// A comparison that keeps the stories of each storyteller together, apart from how far it has come.
async fn compared_by_storyteller(app: &App) -> Value {
    let asked = json!({"by": "audience", "signifiers": ["timing"], "permutations": 199, "keep_together": "storyteller"});
    let mut compared = app.compare(asked).await.is(200);
    compared.as_object_mut().unwrap().shift_remove("change");
    compared
}

fn index_files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(folder.join("index")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Stops the service, damages the folder, starts it again, and checks that every view answers the same.
async fn survives(app: App, harm: impl Fn(&Path)) -> App {
    let before = views(&app).await;
    let stopped = app.stop().await;
    harm(stopped.folder());
    let app = stopped.start().await;
    assert_eq!(views(&app).await, before);
    assert_eq!(app.find("otter").await["matching"], 3);
    app
}

on_both! {
    async fn a_restart_keeps_everything(app: App) {
        has_stories(&app).await;
        let app = survives(app, |_| {}).await;
        // And it continues from there.
        app.tell_cleared(&a_story().saying("One more otter.")).await;
        assert_eq!(app.find("otter").await["matching"], 4);
    }

    async fn the_stories_of_one_storyteller_keep_together_whatever_the_columns_were_built_from(app: App) {
        // Each of twelve storytellers says the same three times.
        let tellers: Vec<String> = (0..12).map(|_| fresh_receipt()).collect();
        let draft = |who: usize| {
            let (audience, later) = if who < 6 { ("family", 0.06) } else { ("professional", 0.0) };
            let at = 0.3 + 0.02 * (who % 6) as f64 + later;
            a_story().by(audience).with_dyad("timing", at).with("teller", json!(tellers[who]))
        };
        let told = app.has_cleared(&(0..36).map(|k| draft(k % 12)).collect::<Vec<_>>()).await;
        assert_eq!(app.withdraw(&told[0].receipt).await.status, 200);
        let held = draft(1);
        app.tell(&held).await;
        app.until_counted(36).await;
        app.correct(&held.with_dyad("timing", 0.4)).await.is(200);
        let before = compared_by_storyteller(&app).await;
        assert_eq!((&before["matching"], &before["kept_together"]), (&json!(36), &json!(true)));

        let app = app.restart().await;
        assert_eq!(compared_by_storyteller(&app).await, before, "from the file of columns");
        let stopped = app.stop().await;
        std::fs::remove_file(stopped.folder().join("columns.snapshot")).unwrap();
        let app = stopped.start().await;
        assert_eq!(compared_by_storyteller(&app).await, before, "from the store");
        // The eighth byte is the version of the file's format.
        let stopped = app.stop().await;
        let file = stopped.folder().join("columns.snapshot");
        let mut bytes = std::fs::read(&file).unwrap();
        bytes[7] = 1;
        std::fs::write(&file, bytes).unwrap();
        let app = stopped.start().await;
        assert_eq!(compared_by_storyteller(&app).await, before, "from the store, where the file is an earlier version's");

        // Who told stories before a restart is known when they tell one more.
        let app = app.restart().await;
        app.tell(&draft(0)).await;
        app.until_counted(37).await;
        let went_on = compared_by_storyteller(&app).await;
        let stopped = app.stop().await;
        std::fs::remove_file(stopped.folder().join("columns.snapshot")).unwrap();
        assert_eq!(compared_by_storyteller(&stopped.start().await).await, went_on);
    }

    async fn after_a_restart_answers_say_as_before_how_far_they_have_come(app: App) {
        app.tell(&a_story()).await;
        app.until_counted(1).await;
        let before = app.change().await;
        let app = app.restart().await;
        assert_eq!(app.change().await, before);
    }

    async fn a_deleted_index_is_rebuilt(app: App) {
        has_stories(&app).await;
        survives(app, |folder| std::fs::remove_dir_all(folder.join("index")).unwrap()).await;
    }

    async fn a_damaged_index_is_rebuilt(app: App) {
        has_stories(&app).await;
        let harms: [fn(&Path); 5] = [
            |folder| {
                // A flipped byte in the middle of every segment file.
                for file in index_files(folder) {
                    let name = file.file_name().unwrap().to_str().unwrap().to_owned();
                    let mut bytes = std::fs::read(&file).unwrap();
                    if name.len() > 32 && !bytes.is_empty() {
                        let middle = bytes.len() / 2;
                        bytes[middle] ^= 0x55;
                        std::fs::write(file, bytes).unwrap();
                    }
                }
            },
            |folder| std::fs::write(folder.join("index/meta.json"), b"{").unwrap(),
            |folder| std::fs::remove_file(folder.join("index/meta.json")).unwrap(),
            |folder| {
                // Every file cut in half.
                for file in index_files(folder) {
                    let bytes = std::fs::read(&file).unwrap();
                    std::fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
                }
            },
            |folder| {
                for file in index_files(folder).iter().filter(|file| file.extension().is_some_and(|kind| kind == "idx")) {
                    std::fs::remove_file(file).unwrap();
                }
            },
        ];
        let mut app = app;
        for harm in harms {
            app = survives(app, harm).await;
        }
    }

    async fn an_index_from_an_old_backup_catches_up(app: App) {
        let early = app.tell_cleared(&a_story().saying("An early otter.")).await;
        let stopped = app.stop().await;
        let old: Vec<_> =
            index_files(stopped.folder()).into_iter().map(|file| (file.clone(), std::fs::read(file).unwrap())).collect();
        let app = stopped.start().await;
        assert_eq!(app.withdraw(&early.receipt).await.status, 200);
        has_stories(&app).await;
        survives(app, |folder| {
            std::fs::remove_dir_all(folder.join("index")).unwrap();
            std::fs::create_dir(folder.join("index")).unwrap();
            for (file, bytes) in &old {
                std::fs::write(file, bytes).unwrap();
            }
        })
        .await;
    }

    async fn an_index_of_another_store_is_rebuilt(app: App) {
        has_stories(&app).await;
        let other = spawn_app(app.base()).await;
        let drafts: Vec<Draft> = (0..30).map(|n| a_story().saying(&format!("A stray otter, {n}."))).collect();
        other.has_cleared(&drafts).await;
        let other = other.stop().await;
        let strays = index_files(other.folder());
        survives(app, |folder| {
            std::fs::remove_dir_all(folder.join("index")).unwrap();
            std::fs::create_dir(folder.join("index")).unwrap();
            for file in &strays {
                std::fs::copy(file, folder.join("index").join(file.file_name().unwrap())).unwrap();
            }
        })
        .await;
    }

    async fn the_index_can_be_rebuilt_by_command(app: App) {
        has_stories(&app).await;
        let url = app.database_url();
        survives(app, |folder| {
            let mut command = sensing(folder, url.as_deref());
            command.arg("reindex");
            let done = run(command, "");
            assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
            assert!(
                String::from_utf8_lossy(&done.stdout).contains("Read in 6 stories"),
                "{}",
                String::from_utf8_lossy(&done.stdout)
            );
        })
        .await;
    }

    async fn stories_come_in_and_are_withdrawn_while_views_are_not_ready(app: App) {
        let before = app.tell_cleared(&a_story().saying("An otter from before.")).await;
        let stopped = app.stop().await;
        // A file in the place of the index folder: the index can be neither opened nor created.
        let index = stopped.folder().join("index");
        std::fs::remove_dir_all(&index).unwrap();
        std::fs::write(&index, b"in the way").unwrap();
        let app = stopped.start_at_once().await;
        tokio::time::sleep(Duration::from_millis(100)).await;

        let ready = app.ready().await;
        assert_eq!((ready.status, ready.header("retry-after")), (503, "1"));
        let told = app.tell(&a_story().saying("An otter meanwhile.")).await;
        assert_eq!(app.open(&told.receipt).await.is(200)["state"], "held");
        app.clear(&told.id, &json!({})).await.is(200);
        let corrected = a_story();
        app.tell(&corrected).await;
        app.correct(&corrected.clone().saying("Corrected meanwhile.")).await.is(200);
        assert_eq!(app.withdraw(&before.receipt).await.status, 200);
        for answer in [app.search(json!({})).await, app.patterns(json!({})).await] {
            answer.problem(503);
            assert!(answer.header("retry-after").parse::<u32>().unwrap() > 0);
        }

        std::fs::remove_file(&index).unwrap();
        app.until_ready().await;
        assert_eq!(ids(&app.find("otter").await), [told.id]);
        app.until_counted(2).await;
    }

    async fn an_index_that_is_lost_while_the_service_runs_is_rebuilt_automatically(app: App) {
        has_stories(&app).await;
        std::fs::remove_dir_all(app.folder().join("index")).unwrap();
        let told = app.tell(&a_story().saying("A late otter.")).await;
        let answer = app.clear(&told.id, &json!({})).await;
        assert_eq!(answer.status, 200, "the decision is in the store: {}", answer.text());
        app.until_ready().await;
        assert_eq!(app.queued(&told.id).await.is(200)["state"], "cleared");
        let began = std::time::Instant::now();
        loop {
            let answer = app.search(json!({"selection": {"text": "otter"}})).await;
            if answer.status == 200 && answer.is(200)["matching"] == 4 {
                break;
            }
            assert!(began.elapsed() < Duration::from_secs(15), "{}", answer.text());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

/// The files and folders that are built from the log.
const BUILT: [&str; 2] = ["index", "columns.snapshot"];

fn move_all(names: &[&str], from: &Path, to: &Path) {
    for name in names {
        std::fs::rename(from.join(name), to.join(name)).unwrap();
    }
}

#[actix_web::test]
async fn projections_from_before_a_restore_are_not_used_even_at_the_same_position() {
    for without in [None, Some("index"), Some("columns.snapshot")] {
        let app = spawn_app(Base::Sqlite).await;
        app.tell_cleared(&a_story().saying("An otter from before.").with_dyad("timing", 0.1)).await;
        let stopped = app.stop().await;
        let backup = std::fs::read(stopped.folder().join("sensing.db")).unwrap();
        let app = stopped.start().await;
        let lost = app.tell_cleared(&a_story().saying("An otter of the lost day.").with_dyad("timing", 0.2)).await;
        let stopped = app.stop().await;

        let (folder, aside) = (stopped.folder().to_owned(), tempfile::tempdir().unwrap());
        move_all(&BUILT, &folder, aside.path());
        std::fs::write(folder.join("sensing.db"), backup).unwrap();
        let app = stopped.start().await;
        let mut told = Vec::new();
        for timing in [0.8, 0.9] {
            told.push(app.tell_cleared(&a_story().saying("A beaver after the restore.").with_dyad("timing", timing)).await.id);
        }
        let expected = views(&app).await;
        let stopped = app.stop().await;

        for name in BUILT {
            let built = folder.join(name);
            if built.is_dir() { std::fs::remove_dir_all(built).unwrap() } else { std::fs::remove_file(built).unwrap() }
        }
        let names: Vec<&str> = BUILT.into_iter().filter(|name| Some(*name) != without).collect();
        move_all(&names, aside.path(), &folder);
        let app = stopped.start().await;
        assert_eq!(views(&app).await, expected, "with everything but {without:?}");
        assert_eq!(app.find("lost").await["matching"], 0);
        let mut found = ids(&app.find("beaver").await);
        found.sort_unstable();
        told.sort_unstable();
        assert_eq!(found, told);
        app.story(&lost.id).await.problem(404);
    }
}

on_both! {
    async fn a_store_distinguishes_its_own_changes_from_others_with_the_same_number(app: App) {
        app.tell(&a_story()).await;
        // Views wait for every transaction that still runs.
        app.until_counted(1).await;
        app.inside(async |services| {
            let position = services.store.last_position().await.unwrap();
            let knows = async |position| services.store.remembers(position).await.unwrap();
            assert!(knows(position).await && knows(Position::default()).await);
            assert!(!knows(Position { mark: position.mark ^ 1, ..position }).await);
            assert!(!knows(Position { mark: 0, ..position }).await, "as earlier versions stored it");
            assert!(!knows(Position { transaction: position.transaction + 1, ..position }).await);
            assert!(!knows(Position { sequence: position.sequence + 1, ..position }).await);
        })
        .await;
    }
}
