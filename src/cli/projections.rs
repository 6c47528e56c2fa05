//! Builds the search index and the columns after a command stored stories, so that the next start need not.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::output::Failure;
use crate::app::{self, Application, StartError};
use crate::config::DataConfig;

/// How often the progress is shown.
const ROUND: Duration = Duration::from_millis(100);

/// Brings the search index and the columns up to date.
///
/// A service that uses the data folder follows the change log itself, so nothing is done then. Neither is it for stories in
/// PostgreSQL: the nodes have data folders of their own, and texts must not stay in one that no node uses.
///
/// The stories are stored already, so a failure is only said; the next start builds what is missing.
///
/// # Errors
/// When the data folder cannot be used.
pub(super) async fn bring_up_to_date(data: &DataConfig, application: &Application) -> Result<(), Failure> {
    if data.database_url.is_some() {
        return Ok(());
    }
    let _lock = match app::lock(data) {
        Err(StartError::InUse(_)) => return Ok(()),
        locked => locked?,
    };
    let projection = &application.services.projection;
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} stories put into the search index {eta}") {
        bar.set_style(style);
    }
    let mut building = std::pin::pin!(async {
        projection.build(false).await?;
        projection.close().await
    });
    let built = loop {
        match tokio::time::timeout(ROUND, &mut building).await {
            Ok(built) => break built,
            Err(_) => {
                let (built, of) = projection.progress();
                bar.set_length(of);
                bar.set_position(built);
            }
        }
    };
    bar.finish_and_clear();
    if let Err(error) = built {
        eprintln!("The stories are stored, but the search index could not be built: {error}. The next start builds it.");
    }
    Ok(())
}
