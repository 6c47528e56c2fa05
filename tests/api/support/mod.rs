//! What tests share: a running service with a method for each endpoint, stories to tell it, and answers to look at.

mod answer;
mod app;
mod binary;
mod endpoints;
mod files;
mod postgres;
mod story;

use std::time::{Duration, Instant};

pub use answer::Answer;
pub use app::{App, Base, Stopped, shared_app, spawn_app};
pub use binary::{Binary, run, sensing};
pub use endpoints::send;
pub use files::{
    FILM, Form, SOUND, a_photo, a_voice, a_webm, an_mp4, an_ogg, claiming, claiming_png, encoded, form_type, red_and_blue,
    with_exif,
};
pub use postgres::{Cluster, cluster};
pub use serde_json::{Value, json};
pub use story::{Draft, Told, a_framework, a_story, fresh_receipt};

/// What other nodes and freshly told stories get to appear in views. The promise is one second; the rest is slack for
/// machines that run many tests at once.
const PROMISE: Duration = Duration::from_secs(1);
const SLACK: Duration = Duration::from_secs(2);

/// Makes two tests of one sentence, `sentence::sqlite` and `sentence::postgres`, each with a service of its own.
/// `on_both! { shared; … }` is for tests that leave nothing behind: they use one service together.
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

/// Waits for all at once.
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
