//! All nodes and commands on one database count the same days.

use std::path::Path;

use sensing::app::Application;
use sensing::config::DataConfig;
use sensing::model::{Clock, Role, TimeZone};

use crate::import::{framework_file, import, line, words};
use crate::support::*;

fn zone(name: &str) -> TimeZone {
    name.parse().unwrap()
}

/// Runs a command on the data of a service that has stopped.
#[track_caller]
fn ends(stopped: &Stopped, arguments: &[&str], code: i32) -> String {
    let config = stopped.config();
    let mut command = sensing(&config.data, config.database_url.as_deref());
    command.args(arguments);
    let done = run(command, "");
    let said = words(&done.stdout) + &words(&done.stderr);
    assert_eq!(done.status.code(), Some(code), "{said}");
    said
}

/// A node on this database, with a data folder of its own.
async fn another_node(app: &App, folder: &Path, time_zone: Option<TimeZone>) -> Result<TimeZone, String> {
    let config = DataConfig { data: folder.to_owned(), database_url: app.database_url(), time_zone };
    let node = Application::open_to_serve(&config).await.map_err(|error| error.to_string())?;
    node.store.close().await;
    Ok(node.services.clock.zone())
}

#[actix_web::test]
async fn a_node_with_another_time_zone_does_not_start() {
    let (app, folder) = (spawn_app(Base::Postgres).await, tempfile::tempdir().unwrap());
    let refused = another_node(&app, folder.path(), Some(zone("Asia/Karachi"))).await.unwrap_err();
    assert_eq!(
        refused,
        "the days in this database are days of the time zone UTC, and --time-zone is Asia/Karachi; start with --time-zone UTC or \
         without that option, or stop every node and run: sensing time-zone Asia/Karachi"
    );
    for same in [None, Some(zone("UTC"))] {
        assert_eq!(another_node(&app, folder.path(), same).await, Ok(zone("UTC")));
    }
}

#[actix_web::test]
async fn the_first_node_of_a_database_decides_even_by_default() {
    let (app, folder) = (spawn_app_in_london(Base::Postgres).await, tempfile::tempdir().unwrap());
    assert_eq!(another_node(&app, folder.path(), None).await, Ok(zone("Europe/London")));
    assert!(another_node(&app, folder.path(), Some(zone("UTC"))).await.is_err());
}

on_both! {
    async fn the_operator_changes_the_time_zone_by_a_command_with_an_audit_row(app: App) {
        let stopped = app.stop().await;
        let refused = ends(&stopped, &["staff", "list", "--time-zone", "Asia/Karachi"], 2);
        assert!(refused.contains("UTC") && refused.contains("sensing time-zone Asia/Karachi"), "{refused}");
        let changed = ends(&stopped, &["time-zone", "Asia/Karachi"], 0);
        assert!(changed.contains("Days are days of Asia/Karachi from the next start on, and were days of UTC."), "{changed}");
        ends(&stopped, &["staff", "list", "--time-zone", "Asia/Karachi"], 0);
        ends(&stopped, &["staff", "list", "--time-zone", "UTC"], 2);
        ends(&stopped, &["time-zone", "Asia/Nowhere"], 2);
        ends(&stopped, &["time-zone", "UTC"], 0);
        let app = stopped.start().await;
        let page = app.get_as(Role::Administrator, "/api/v1/audit?action=time_zone_set").await.is(200);
        let zones: Vec<&Value> = page["entries"].as_array().unwrap().iter().map(|row| &row["detail"]["time_zone"]).collect();
        assert_eq!(zones, ["UTC", "Asia/Karachi", "UTC"]);
    }

    async fn an_import_counts_the_days_of_its_database(app: App) {
        let today = |name: &str| Clock::of_this_machine(zone(name)).today();
        // At any hour it is another day in one of the two than in the default time zone.
        let far = ["Pacific/Kiritimati", "Etc/GMT+12"].into_iter().find(|name| today(name) != today("Europe/London")).unwrap();
        let stopped = app.stop().await;
        ends(&stopped, &["time-zone", far], 0);
        let framework = framework_file(stopped.folder()).display().to_string();
        let told = line("A windmill.").to_string();
        let done = import(&stopped, &["jsonl", "--framework", &framework, "--data", "-", "--cleared"], &told);
        assert_eq!(done.status.code(), Some(0), "{}", words(&done.stderr));
        ends(&stopped, &["time-zone", "UTC"], 0);
        let app = stopped.start().await;
        let found = app.find("windmill").await;
        let story = app.story(found["stories"][0]["id"].as_str().unwrap()).await.is(200);
        assert_eq!(story["received"], today(far).to_string());
    }
}
