//! Code that tests share: a running service with a method for each endpoint, stories to send, and answers to check.

mod answer;
mod app;
mod binary;
mod documented;
mod endpoints;
pub mod exports;
mod files;
mod postgres;
mod raw;
mod story;

use std::time::{Duration, Instant};

pub use answer::Answer;
pub use app::{
    App, Base, Inside, Stopped, operator, shared_app, spawn_app, spawn_app_in_london, spawn_app_with,
    spawn_app_with_disclosure_control, spawn_app_with_small_exports, spawn_node_with,
};
pub use binary::{Binary, run, sensing};
pub use endpoints::send;
pub use files::{
    FILM, Form, SOUND, a_photo, a_voice, a_webm, an_mp4, an_ogg, claiming, claiming_png, encoded, form_type, red_and_blue,
    swapped_profile, with_exif, with_profile,
};
pub use postgres::{Cluster, cluster};
pub use raw::Raw;
pub use serde_json::{Value, json};
pub use story::{Draft, Told, a_framework, a_story, fresh_receipt, in_portuguese_too, with_schools};

/// The time within which stories must appear in views, also on other nodes. The promise is one second; the rest is slack for
/// machines that run many tests at once.
const PROMISE: Duration = Duration::from_secs(1);
const SLACK: Duration = Duration::from_secs(2);

/// Makes two tests of one function, `name::sqlite` and `name::postgres`, each with a service of its own. `on_both! { shared; …
/// }` is for tests that leave nothing behind: they share one service.
macro_rules! on_both {
    (shared; $($rest:tt)+) => { on_both! { @with shared_app; $($rest)+ } };
    (@with $how:ident; $($(#[$note:meta])* async fn $name:ident($app:ident: App) $body:block)+) => { $(
        $(#[$note])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn test($app: $crate::support::App) $body

            #[actix_web::test]
            async fn sqlite() {
                test($crate::support::$how($crate::support::Base::Sqlite).await).await;
            }

            #[actix_web::test]
            async fn postgres() {
                test($crate::support::$how($crate::support::Base::Postgres).await).await;
            }
        }
    )+ };
    ($($rest:tt)+) => { on_both! { @with spawn_app; $($rest)+ } };
}
pub(crate) use on_both;

/// Waits for something that is promised within a second.
pub async fn soon<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(began.elapsed() < PROMISE + SLACK, "not within {:?}: {what}", PROMISE + SLACK);
        tokio::time::sleep(Duration::from_millis(15)).await;
    }
}

/// Runs all of them at once and waits for the results.
pub async fn all<T: 'static>(work: impl Iterator<Item = impl Future<Output = T> + 'static>) -> Vec<T> {
    let begun: Vec<_> = work.map(actix_web::rt::spawn).collect();
    let mut done = Vec::with_capacity(begun.len());
    for one in begun {
        done.push(one.await.unwrap());
    }
    done
}

/// The ids of the stories on a page of search results, in order.
pub fn ids(page: &Value) -> Vec<String> {
    page["stories"].as_array().unwrap().iter().map(|story| story["id"].as_str().unwrap().to_owned()).collect()
}
