//! The made-up stories on which requests are measured, the same ones every time.

use std::fs;
use std::path::Path;

use sensing::access::Scope;
use sensing::app::Application;
use sensing::config::DataConfig;
use sensing::exchange::{Importer, Synthetic};
use sensing::model::{Clock, Source, TimeZone};

pub const FRAMEWORK: &str = "sheffield-send";
const STORIES: u64 = 500;

fn utc() -> TimeZone {
    "UTC".parse().unwrap()
}

/// A clock that shows the same moment all the time.
fn clock() -> Clock {
    Clock::telling(utc(), || "2026-01-15T12:00:00Z".parse().unwrap())
}

/// The service on a data folder, put together and not running.
pub async fn open(folder: &Path) -> Application {
    let config = DataConfig { data: folder.to_owned(), database_url: None, time_zone: Some(utc()) };
    Application::open_at(&config, clock()).await.unwrap()
}

/// Fills a data folder with stories, index and columns, as a service that was stopped leaves it.
pub fn seed(folder: &Path) {
    actix_web::rt::System::new().block_on(async {
        let Application { store, services, keys } = open(folder).await;
        let framework = services.registry.newest_of(FRAMEWORK).unwrap();
        let stories = Synthetic::new((*framework).clone(), STORIES, 1, services.clock.today());
        let importer = Importer {
            right: Scope::of_operator().may_import().unwrap(),
            store: store.clone(),
            keys,
            registry: services.registry.clone(),
            cleared: true,
            dry_run: false,
            round: None,
            source: Source::Synthetic,
            clock: services.clock.clone(),
        };
        let outcome = importer.run(stories, &framework, |_| {}).await.unwrap();
        assert_eq!(outcome.new, STORIES);
        services.projection.build(false).await.unwrap();
        services.projection.close().await.unwrap();
        store.close().await;
    });
}

/// Copies a folder with everything in it.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}
