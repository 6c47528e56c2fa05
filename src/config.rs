//! What the operator decides: where data lies, and where the service listens.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

use crate::store::Database;

/// Where the data is. Stands after any command.
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
}

/// How the service is offered.
#[derive(Args, Clone, Debug)]
pub struct ServeConfig {
    /// The address and port to listen on.
    #[arg(long, env = "SENSING_BIND", default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT")]
    pub bind: SocketAddr,
    /// How many threads answer requests; as many as there are processors when missing.
    #[arg(long, env = "SENSING_WORKERS", value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub workers: Option<u16>,
}

impl DataConfig {
    /// Which database keeps the stories.
    pub fn database(&self) -> Database {
        Database::at(self.database_url.as_deref(), &self.data)
    }

    /// Where the search index lies.
    pub fn index_folder(&self) -> PathBuf {
        self.data.join("index")
    }
}
