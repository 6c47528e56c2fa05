//! `sensing serve` and `sensing reindex`.

use std::io::Write;
use std::net::TcpListener;

use super::application;
use super::output::{Failure, print};
use crate::app::{self, Application, StartError};
use crate::config::{DataConfig, ServeConfig};
use crate::data_folder::Lock;
use crate::store::StoreError;

/// Runs `sensing serve`.
pub async fn serve(data: &DataConfig, config: &ServeConfig) -> Result<(), Failure> {
    let limits = config.limits().map_err(Failure::misuse)?;
    allow_many_connections();
    let listener = TcpListener::bind(config.bind)
        .map_err(|error| Failure::misuse(format!("cannot listen on {}: {error}; choose another with --bind", config.bind)))?;
    let _lock = lock(data)?;
    let mut application = application::open_to_serve(data).await?;
    application.services.limits = limits;
    application.services.proxies = config.proxies();
    application.services.hsts = config.hsts;
    application.services.public_url = config.public_url.as_ref().map(ToString::to_string);
    keep_reserve(&application, data, config).await?;
    let first_start = !application.services.accounts.any().await?;
    // A database that cannot be read just now must not keep the service from starting.
    let unfilled = application.services.notices.unfilled().await.unwrap_or_default();
    let running = application.serve(listener, config.workers)?;
    say(&format!("Listening on http://{}", running.address));
    if config.hsts && config.trusted_proxies.is_empty() {
        say("--hsts has no effect: name the reverse proxy that does HTTPS with --trusted-proxy.");
    }
    for (kind, fields) in unfilled {
        let fields = fields.join(", ");
        tracing::warn!(notice = %kind, fields, "a notice is not filled in yet; an administrator does that at /notices");
    }
    if first_start {
        say(&format!(
            "There are no accounts yet. Create the first one with:  sensing staff add NAME --role administrator{}",
            elsewhere(data)
        ));
    }
    running.until_stopped().await?;
    tracing::info!("stopped");
    Ok(())
}

/// Reserves disk space for withdrawals. If the disk is too full, it prints a message and the service starts without; it takes
/// stories as soon as there is space.
async fn keep_reserve(application: &Application, data: &DataConfig, config: &ServeConfig) -> Result<(), Failure> {
    let Some(file) = data.reserve_file() else { return Ok(()) };
    if config.reserve == 0 {
        // A reserve of an earlier start would only use space.
        drop(std::fs::remove_file(file));
        return Ok(());
    }
    match application.store.keep_reserve(file, config.reserve * 1024 * 1024).await {
        Err(StoreError::Full) => {
            say(&format!(
                "The disk of the data folder {} is full. Stories are refused until {} MB are free; stored stories can be read.",
                data.data.display(),
                config.reserve + 4
            ));
            Ok(())
        }
        kept => Ok(kept?),
    }
}

/// Locks the data folder, or reports that it is in use.
pub(super) fn lock(data: &DataConfig) -> Result<Lock, Failure> {
    app::lock(data).map_err(|error| match error {
        StartError::InUse(_) => Failure::misuse(error),
        other => other.into(),
    })
}

/// Runs `sensing reindex`.
pub async fn reindex(data: &DataConfig) -> Result<(), Failure> {
    let _lock = lock(data)?;
    let application = application::open(data).await?;
    let built = application.services.projection.build(true).await?;
    application.services.projection.close().await?;
    print(format!("Read in {} stories; the search index is rebuilt.", built.stories))?;
    Ok(())
}

/// Raises the limit of open files as far as allowed, because each connection needs one.
fn allow_many_connections() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
        if let Err(error) = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }) {
            tracing::warn!(%error, "the number of connections could not be raised");
        }
    }
}

/// Prints a line for the person who started the service. If nobody reads it any more, the service continues all the same.
fn say(words: &str) {
    drop(writeln!(std::io::stdout(), "{words}"));
}

/// The options that name the same data in another command.
fn elsewhere(data: &DataConfig) -> String {
    let mut words = String::new();
    if data.data.as_os_str() != "./data" {
        words.push_str(&format!(" --data {}", data.data.display()));
    }
    if data.database_url.is_some() {
        words.push_str(" --database-url …");
    }
    words
}
