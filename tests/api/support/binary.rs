//! The real binary, as an operator runs it.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::time::{Duration, Instant};

/// A running `sensing serve`, until it is dropped.
pub struct Binary {
    pub address: SocketAddr,
    process: Child,
}

impl Binary {
    /// Starts the service on a data folder, with SQLite or PostgreSQL, and its log in a file. Returns when it listens.
    pub fn serve(folder: &Path, database_url: Option<&str>, log: &Path) -> Self {
        Self::serve_with(folder, database_url, log, &[])
    }

    /// The same with more options. SIGXFSZ is ignored, so that a service whose files may not grow gets an error instead of a
    /// signal.
    pub fn serve_with(folder: &Path, database_url: Option<&str>, log: &Path, options: &[&str]) -> Self {
        let service = sensing(folder, database_url);
        let mut command = Command::new("sh");
        command.args(["-c", r#"trap '' XFSZ; exec "$@""#, "sh"]).arg(service.get_program());
        for (name, value) in service.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command.args(["serve", "--bind", "127.0.0.1:0", "--workers", "2"]).args(options);
        command.env("SENSING_LOG", "debug").env("SENSING_NO_LIMITS", "true");
        let log = File::options().create(true).append(true).open(log).unwrap();
        let mut process = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let mut said = BufReader::new(process.stdout.take().unwrap());
        let mut line = String::new();
        while !line.starts_with("Listening") {
            line.clear();
            assert!(said.read_line(&mut line).unwrap() > 0, "the service did not start");
        }
        let address = line.trim().strip_prefix("Listening on http://").map(|address| address.parse().unwrap());
        let Some(address) = address else { panic!("the service did not start: {line}") };
        // Its further output must not fill the pipe.
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

    /// Ends the service at once, as a power cut does.
    pub fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Limits the size of the service's files from now on; unlimited with `None`. Exceeding it is an I/O error.
    pub fn limit_files(&self, bytes: Option<u64>) {
        let limit = bytes.map_or("unlimited".to_owned(), |bytes| bytes.to_string());
        let mut prlimit = Command::new("prlimit");
        prlimit.args(["--pid", &self.process.id().to_string(), &format!("--fsize={limit}:unlimited")]);
        assert!(prlimit.status().unwrap().success());
    }

    /// Sends a signal by name.
    pub fn signal(&self, name: &str) {
        let done = Command::new("kill").arg(format!("-{name}")).arg(self.process.id().to_string()).status().unwrap();
        assert!(done.success());
    }

    /// Waits until the service has ended by itself.
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

/// The binary, with its data in this folder.
pub fn sensing(folder: &Path, database_url: Option<&str>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sensing"));
    command.env_remove("SENSING_LOG").env("SENSING_DATA", folder).stdin(Stdio::null());
    match database_url {
        Some(url) => command.env("SENSING_DATABASE_URL", url),
        None => command.env_remove("SENSING_DATABASE_URL"),
    };
    command
}

/// Runs a command to its end, with `input` on its standard input.
pub fn run(mut command: Command, input: &str) -> Output {
    let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    process.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    process.wait_with_output().unwrap()
}
