//! Opens the service for a command.

use super::output::Failure;
use crate::app::{Application, StartError};
use crate::config::DataConfig;

/// Opens the service for a command.
pub(super) async fn open(data: &DataConfig) -> Result<Application, Failure> {
    Application::open(data).await.map_err(failure)
}

/// Opens the service for a command that only reads: where there is no database, it makes none.
pub(super) async fn open_existing(data: &DataConfig) -> Result<Application, Failure> {
    if let Some(file) = data.missing_database() {
        return Err(Failure::misuse(format!(
            "there is no database at {}; name the service's data folder with --data, or its database with --database-url",
            file.display()
        )));
    }
    open(data).await
}

/// Opens the service to take stories: the time zone that it has now is that of its database from now on.
pub(super) async fn open_to_serve(data: &DataConfig) -> Result<Application, Failure> {
    Application::open_to_serve(data).await.map_err(failure)
}

fn failure(error: StartError) -> Failure {
    match error {
        StartError::TimeZone { .. } => Failure::misuse(error),
        other => other.into(),
    }
}
