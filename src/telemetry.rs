//! Logging to standard error. Logs never contain anything that a person told the service.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

/// Starts logging at the level `usual`, unless `SENSING_LOG` says otherwise (`info`, `sensing=debug`, …).
/// `SENSING_LOG_FORMAT=json` selects the format. Database statements are never logged, whatever the level, because they contain
/// stories.
pub fn begin(usual: &str) {
    let wanted = std::env::var("SENSING_LOG").unwrap_or_else(|_| usual.to_owned());
    let quiet = "sqlx=off,sea_orm=warn,sea_orm_migration=warn,tantivy=warn,actix_server=warn";
    let filter = EnvFilter::try_new(format!("{wanted},{quiet}")).unwrap_or_else(|_| EnvFilter::new(format!("info,{quiet}")));
    let subscriber = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
    // A line that cannot be written, for example on a full disk, is lost. Reporting that to standard error would panic.
    let subscriber = subscriber.log_internal_errors(false);
    let begun = if std::env::var("SENSING_LOG_FORMAT").is_ok_and(|format| format == "json") {
        subscriber.json().try_init()
    } else {
        subscriber.with_ansi(std::io::stderr().is_terminal()).try_init()
    };
    // A second call, as in tests, has no effect.
    drop(begun);
    // Logs where a panic occurred but not its message, which may quote a story.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!("panicked at {place}");
    }));
}
