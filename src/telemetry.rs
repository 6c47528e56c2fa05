//! What the service says of itself while it runs: to standard error, never anything that a person told it.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

/// Begins logging. `SENSING_LOG` sets what is said (`info` by default, `sensing=debug`, …), `SENSING_LOG_FORMAT=json`
/// how. Statements of the database are kept out whatever it says: stories would be in them.
pub fn begin(usual: &str) {
    let wanted = std::env::var("SENSING_LOG").unwrap_or_else(|_| usual.to_owned());
    let quiet = "sqlx=off,sea_orm=warn,sea_orm_migration=warn,tantivy=warn,actix_server=warn";
    let filter = EnvFilter::try_new(format!("{wanted},{quiet}")).unwrap_or_else(|_| EnvFilter::new(format!("info,{quiet}")));
    let subscriber = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
    let begun = if std::env::var("SENSING_LOG_FORMAT").is_ok_and(|format| format == "json") {
        subscriber.json().try_init()
    } else {
        subscriber.with_ansi(std::io::stderr().is_terminal()).try_init()
    };
    // A second call, as in tests, changes nothing.
    drop(begun);
}
