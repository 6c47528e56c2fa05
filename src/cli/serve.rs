//! `sensing serve` and `sensing reindex`.

use std::io::Write;
use std::net::TcpListener;

use super::{Failure, print};
use crate::app::Application;
use crate::config::{DataConfig, ServeConfig};

pub async fn serve(data: &DataConfig, config: &ServeConfig) -> Result<(), Failure> {
    let listener = TcpListener::bind(config.bind)
        .map_err(|error| Failure::misuse(format!("cannot listen on {}: {error}; choose another with --bind", config.bind)))?;
    let application = Application::open(data).await?;
    let first_start = !application.services.accounts.any().await?;
    let running = application.serve(listener, config.workers)?;
    say(&format!("Listening on http://{}", running.address));
    if first_start {
        say(&format!(
            "No accounts yet. Make the first one with:  sensing staff add NAME --role administrator{}",
            elsewhere(data)
        ));
    }
    running.until_stopped().await?;
    tracing::info!("stopped");
    Ok(())
}

pub async fn reindex(data: &DataConfig) -> Result<(), Failure> {
    let application = Application::open(data).await?;
    let built = application.services.projection.build(true).await?;
    application.services.projection.close().await?;
    print(format!("Read in {} stories; the search index is built anew.", built.stories))?;
    Ok(())
}

/// Says something to whoever started the service. Nobody may be listening any more, and the service goes on all the same.
fn say(words: &str) {
    drop(writeln!(std::io::stdout(), "{words}"));
}

/// How to name the same data in another command.
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
