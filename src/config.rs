//! The operator's settings: where the data is, and where the service listens.

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;

use clap::Args;

use crate::limits::{Limits, Network, TrustedProxies};
use crate::model::TimeZone;
use crate::store::Database;

/// Where the data is, and in which time zone days are. Can be given with any command.
#[derive(Args, Clone, Debug)]
pub struct DataConfig {
    /// The folder for the database, the search index and columns.snapshot, which holds answers: keep it private. Only the
    /// database needs to be backed up.
    #[arg(long, env = "SENSING_DATA", default_value = "./data", value_name = "FOLDER", global = true)]
    pub data: PathBuf,
    /// A PostgreSQL database, postgres://user:password@host/name, instead of the SQLite file in the data folder.
    /// The search index and columns.snapshot, which holds answers, stay in the data folder; both can be built again.
    #[arg(long, env = "SENSING_DATABASE_URL", value_name = "URL", hide_env_values = true, global = true)]
    pub database_url: Option<String>,
    /// The time zone in which days begin and end: for the first and last days of collections, and for the day on which a
    /// story was received. A name of the tz database; by default the one that the database has, and Europe/London for a new
    /// one. `sensing time-zone` changes it.
    #[arg(long, env = "SENSING_TIME_ZONE", value_name = "NAME", global = true)]
    pub time_zone: Option<TimeZone>,
}

/// The settings of the running service.
#[derive(Args, Clone, Debug)]
pub struct ServeConfig {
    /// The address and port to listen on.
    #[arg(long, env = "SENSING_BIND", default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT")]
    pub bind: SocketAddr,
    /// The address at which people reach the service, such as https://stories.example.org. Join links, posters and printed
    /// forms show it instead of the address at which staff opened the page.
    #[arg(long, env = "SENSING_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<PublicUrl>,
    /// The number of threads that answer requests; by default the number of processors.
    #[arg(long, env = "SENSING_WORKERS", value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub workers: Option<u16>,
    /// The reverse proxy in front of the service, as an address or a network. Rate limits then apply to the clients that it
    /// names in X-Forwarded-For or Forwarded, instead of the proxy itself. The proxy must set one of these headers. Can be
    /// given several times, or with commas. No proxy is trusted by default.
    #[arg(long = "trusted-proxy", env = "SENSING_TRUSTED_PROXY", value_name = "ADDRESS", value_delimiter = ',')]
    pub trusted_proxies: Vec<Network>,
    /// Tell browsers to use nothing but HTTPS for this host name for a year (Strict-Transport-Security). It is sent only with
    /// answers to requests of which a --trusted-proxy says in X-Forwarded-Proto or Forwarded that they came over HTTPS.
    #[arg(long, env = "SENSING_HSTS", value_parser = clap::builder::BoolishValueParser::new())]
    pub hsts: bool,
    /// Switch rate limits off for benchmarks on this machine; allowed only if --bind is a loopback address.
    #[arg(long, env = "SENSING_NO_LIMITS", value_parser = clap::builder::BoolishValueParser::new())]
    pub no_limits: bool,
    /// Megabytes reserved beside the SQLite database, in the file “reserve”. When the disk is full, new stories are refused,
    /// and this space is used for withdrawals and moderators' decisions. 0 reserves nothing.
    #[arg(long, env = "SENSING_RESERVE", default_value_t = 16, value_name = "MB", value_parser = clap::value_parser!(u64).range(0..=1024))]
    pub reserve: u64,
}

/// The address at which people reach the service: scheme, host and port, without a slash at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl(String);

impl FromStr for PublicUrl {
    type Err = String;

    fn from_str(given: &str) -> Result<Self, String> {
        let wrong = || format!("“{given}” is not an address such as https://stories.example.org, without a path");
        let url = given.trim().trim_end_matches('/');
        let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).ok_or_else(wrong)?;
        let sound = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
        let begins = host.starts_with(|c: char| c.is_alphanumeric() || c == '[');
        if begins && host.chars().all(sound) { Ok(Self(url.to_owned())) } else { Err(wrong()) }
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl ServeConfig {
    /// The rate limits.
    ///
    /// # Errors
    /// A sentence for the operator, when the options must not be combined.
    pub fn limits(&self) -> Result<Limits, String> {
        match self.no_limits {
            false => Ok(Limits::default()),
            true if !self.trusted_proxies.is_empty() => {
                Err("--no-limits is for benchmarks on this machine, and --trusted-proxy for a service behind a proxy; leave one of them out".to_owned())
            }
            true if self.bind.ip().is_loopback() => Ok(Limits::off()),
            true => Err(format!(
                "--no-limits is for benchmarks on this machine and needs a loopback address, and --bind is {}; leave it out, or bind to 127.0.0.1",
                self.bind
            )),
        }
    }

    /// The reverse proxies that are trusted.
    pub fn proxies(&self) -> TrustedProxies {
        TrustedProxies::new(self.trusted_proxies.clone())
    }
}

impl DataConfig {
    /// The database that stores the stories.
    pub fn database(&self) -> Database {
        Database::at(self.database_url.as_deref(), &self.data)
    }

    /// The file of the database, when there is none there yet.
    pub fn missing_database(&self) -> Option<PathBuf> {
        match self.database() {
            Database::Sqlite(path) if !path.exists() => Some(path),
            _ => None,
        }
    }

    /// The file that reserves space on the disk of the database; `None` when the database is elsewhere.
    pub fn reserve_file(&self) -> Option<PathBuf> {
        self.database_url.is_none().then(|| self.data.join("reserve"))
    }

    /// The folder of the search index.
    pub fn index_folder(&self) -> PathBuf {
        self.data.join("index")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_without_a_database_is_noticed_and_a_database_elsewhere_is_not_looked_for() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("sensing.db");
        let mut data = DataConfig { data: folder.path().to_owned(), database_url: None, time_zone: None };
        assert_eq!(data.missing_database().as_ref(), Some(&file));
        std::fs::write(&file, "").unwrap();
        assert_eq!(data.missing_database(), None);
        data.data = folder.path().join("nosuchfolder");
        assert!(data.missing_database().is_some());
        data.database_url = Some("postgres://host/name".to_owned());
        assert_eq!(data.missing_database(), None);
    }

    #[test]
    fn the_public_address_is_a_scheme_and_a_host() {
        for (given, read) in [
            ("https://stories.example.org", "https://stories.example.org"),
            (" https://stories.example.org/ ", "https://stories.example.org"),
            ("http://192.168.1.20:8080", "http://192.168.1.20:8080"),
            ("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443"),
            ("https://geschichten.köln", "https://geschichten.köln"),
        ] {
            assert_eq!(given.parse::<PublicUrl>().unwrap().to_string(), read);
        }
        for bad in [
            "",
            "stories.example.org",
            "ftp://example.org",
            "https://",
            "https://a b",
            "https://a/b",
            "https://a?b",
            "https://me@a",
        ] {
            assert!(bad.parse::<PublicUrl>().unwrap_err().contains("https://stories.example.org"), "{bad}");
        }
    }
}
