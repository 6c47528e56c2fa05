//! The real binary, as an operator runs it.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::time::{Duration, Instant};

/// `sensing serve`, until it is dropped.
pub struct Binary {
    pub address: SocketAddr,
    process: Child,
}

impl Binary {
    /// Starts it on a data folder, with SQLite or PostgreSQL, its log going to a file. Returns when it listens.
    pub fn serve(folder: &Path, database_url: Option<&str>, log: &Path) -> Self {
        let mut command = sensing(folder, database_url);
        command.args(["serve", "--bind", "127.0.0.1:0", "--workers", "2"]).env("SENSING_LOG", "debug");
        let log = File::options().create(true).append(true).open(log).unwrap();
        let mut process = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let mut said = BufReader::new(process.stdout.take().unwrap());
        let mut line = String::new();
        said.read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("Listening on http://").map(|address| address.parse().unwrap());
        let Some(address) = address else { panic!("the service did not start: {line}") };
        // What it says after that must not fill the pipe.
        std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
        Self { address, process }
    }

    /// Waits until views answer.
    pub async fn until_ready(&self) {
        let began = Instant::now();
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        loop {
            let asked = client.get(self.url("/health/ready")).send().await;
            if asked.is_ok_and(|answer| answer.status() == 200) {
                return;
            }
            assert!(began.elapsed() < Duration::from_secs(30), "the service did not become ready");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Ends it at once, as a power cut does.
    pub fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Sends a signal by name.
    pub fn signal(&self, name: &str) {
        let done = Command::new("kill").arg(format!("-{name}")).arg(self.process.id().to_string()).status().unwrap();
        assert!(done.success());
    }

    /// Waits until it has ended by itself.
    pub async fn until_ended(&mut self, within: Duration) -> ExitStatus {
        let began = Instant::now();
        loop {
            if let Some(status) = self.process.try_wait().unwrap() {
                return status;
            }
            assert!(began.elapsed() < within, "the service did not end within {within:?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Binary {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// The binary, with its data in that folder.
pub fn sensing(folder: &Path, database_url: Option<&str>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sensing"));
    command.env_remove("SENSING_LOG").env("SENSING_DATA", folder).stdin(Stdio::null());
    match database_url {
        Some(url) => command.env("SENSING_DATABASE_URL", url),
        None => command.env_remove("SENSING_DATABASE_URL"),
    };
    command
}

/// Runs a command to its end, with that on its standard input.
pub fn run(mut command: Command, input: &str) -> Output {
    let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    process.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    process.wait_with_output().unwrap()
}
