//! Code that the measurements from outside share: the running service, a client, and the table of figures.

use std::io::{BufRead, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use sensing::exchange::{Lines, Synthetic};
use serde_json::{Value, json};

pub const BINARY: &str = env!("CARGO_BIN_EXE_sensing");
pub const REPEATS: usize = 41;

pub type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

pub fn run(arguments: &[&str]) -> Outcome<()> {
    let done = Command::new(BINARY).args(arguments).stdout(Stdio::null()).stderr(Stdio::inherit()).status()?;
    if done.success() { Ok(()) } else { Err(format!("{arguments:?} failed").into()) }
}

pub fn time(work: impl FnOnce() -> Outcome<()>) -> Outcome<Duration> {
    let began = Instant::now();
    work()?;
    Ok(began.elapsed())
}

pub fn token_for(store: &[&str]) -> Outcome<String> {
    let mut add = Command::new(BINARY)
        .args(["staff", "add", "bench", "--role", "moderator", "--password-stdin"])
        .args(store)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()?;
    add.stdin.take().ok_or("no standard input")?.write_all(b"a password for measuring")?;
    add.wait()?;
    let made = Command::new(BINARY).args(["staff", "token", "bench"]).args(store).output()?;
    Ok(String::from_utf8(made.stdout)?.trim().to_owned())
}

/// Writes synthetic stories as JSON Lines, and the framework that they answer.
pub fn write_stories(stories: u64, file: &Path, framework: &Path) -> Outcome<()> {
    let document = sensing::frameworks::default_framework()?;
    std::fs::write(framework, serde_json::to_string(&document)?)?;
    let mut out = std::io::BufWriter::new(std::fs::File::create(file)?);
    let today = chrono::Utc::now().date_naive();
    let mut source = Synthetic::new(document, stories, 1, today);
    while let Some((_, draft)) = source.next()? {
        let mut line = serde_json::to_value(&draft.submission)?;
        line["received"] = json!(draft.received);
        writeln!(out, "{line}")?;
    }
    Ok(out.flush()?)
}

/// The service, running.
pub struct Server {
    child: Child,
    /// Kept open, so that the service can write its output.
    _said: BufReader<ChildStdout>,
    pub base: String,
    pub ready_after: Duration,
}

impl Server {
    pub async fn start(data: &Path) -> Outcome<Self> {
        Self::start_with(data, &[]).await
    }

    pub async fn start_with(data: &Path, more: &[&str]) -> Outcome<Self> {
        let began = Instant::now();
        let mut child = Command::new(BINARY)
            .args(["serve", "--bind", "127.0.0.1:0", "--data"])
            .arg(data)
            .args(more)
            .env("SENSING_LOG", "warn")
            .env("SENSING_NO_LIMITS", "true")
            .stdout(Stdio::piped())
            .spawn()?;
        let mut first = String::new();
        let mut said = BufReader::new(child.stdout.take().ok_or("no standard output")?);
        said.read_line(&mut first)?;
        let base = first.trim().rsplit(' ').next().ok_or("no address")?.to_owned();
        let http = reqwest::Client::new();
        let limit = Instant::now() + Duration::from_secs(900);
        while !http.get(format!("{base}/health/ready")).send().await.is_ok_and(|answer| answer.status().is_success()) {
            if Instant::now() > limit {
                return Err("the service did not become ready".into());
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(Self { child, _said: said, base, ready_after: began.elapsed() })
    }

    pub fn resident_kib(&self) -> Outcome<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).ok_or("no VmRSS")?;
        Ok(line.split_whitespace().nth(1).ok_or("no number")?.parse()?)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Ended as an operator would end it, so that the next start finds the index as it was left.
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        if !asked.is_ok_and(|status| status.success()) {
            drop(self.child.kill());
        }
        drop(self.child.wait());
    }
}

pub struct Client {
    pub base: String,
    pub token: String,
    pub http: reqwest::Client,
}

impl Client {
    pub async fn post(&self, path: &str, body: &Value) -> Outcome<Value> {
        let request = self.http.post(format!("{}/api/v1/{path}", self.base)).bearer_auth(&self.token).json(body);
        Ok(request.send().await?.error_for_status()?.json().await?)
    }

    pub async fn get(&self, path: &str) -> Outcome<Value> {
        let request = self.http.get(format!("{}/api/v1/{path}", self.base)).bearer_auth(&self.token);
        Ok(request.send().await?.error_for_status()?.json().await?)
    }

    pub async fn send(&self, path: &str, body: &Value) -> Outcome<()> {
        let request = self.http.post(format!("{}/api/v1/{path}", self.base)).bearer_auth(&self.token).json(body);
        request.send().await?.error_for_status()?;
        Ok(())
    }

    /// The time that each of some requests took.
    pub async fn times_of(&self, path: &str, bodies: impl IntoIterator<Item = Value>) -> Outcome<Vec<Duration>> {
        let mut times = Vec::new();
        for body in bodies {
            let request = self.http.post(format!("{}/api/v1/{path}", self.base)).bearer_auth(&self.token).json(&body);
            let began = Instant::now();
            request.send().await?.error_for_status()?.bytes().await?;
            times.push(began.elapsed());
        }
        Ok(times)
    }

    pub async fn median_post(&self, path: &str, body: &Value) -> Outcome<Duration> {
        Ok(median(self.times_of(path, std::iter::repeat_n(body.clone(), REPEATS)).await?))
    }

    pub async fn median_get(&self, path: &str) -> Outcome<Duration> {
        let mut times = Vec::with_capacity(REPEATS);
        for _ in 0..REPEATS {
            let began = Instant::now();
            self.http.get(format!("{}{path}", self.base)).send().await?.error_for_status()?.bytes().await?;
            times.push(began.elapsed());
        }
        Ok(median(times))
    }
}

/// The time until `so` holds, polled without a pause.
pub async fn until(so: impl AsyncFn() -> Outcome<bool>) -> Outcome<Duration> {
    let began = Instant::now();
    while !so().await? {
        if began.elapsed() > Duration::from_secs(30) {
            return Err("a view did not follow within 30 seconds".into());
        }
    }
    Ok(began.elapsed())
}

pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// The figures, as a page.
#[derive(Default)]
pub struct Table {
    ratios: String,
    facts: String,
}

impl Table {
    pub fn row(&mut self, what: &str, took: Duration, limit: &str, least: Duration) {
        let ratio = took.as_secs_f64() / least.as_secs_f64();
        let line = format!("| {what} | {} | {limit} | {} | {ratio:.1} |", shown(took), shown(least));
        eprintln!("{line}");
        self.ratios.push_str(&line);
        self.ratios.push('\n');
    }

    pub fn fact(&mut self, what: &str, value: String) {
        let line = format!("| {what} | {value} |");
        eprintln!("{line}");
        self.facts.push_str(&line);
        self.facts.push('\n');
    }

    /// Both kinds of figures, as Markdown tables.
    pub fn tables(&self) -> String {
        let (ratios, facts) = (&self.ratios, &self.facts);
        format!("{RATIOS}{ratios}\n| What | Value |\n|---|---|\n{facts}")
    }
}

const RATIOS: &str = "| What | Time | Limit measured in the same run | Time | Ratio |\n|---|---|---|---|---|\n";

/// The machine's name, cores and memory.
pub fn machine() -> Outcome<String> {
    let cpu = std::fs::read_to_string("/proc/cpuinfo")?;
    let model = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("unknown", |rest| rest.trim_start_matches([' ', '\t', ':']));
    let cores = std::thread::available_parallelism()?;
    let memory = std::fs::read_to_string("/proc/meminfo")?;
    let kib: u64 = memory.split_whitespace().nth(1).unwrap_or("0").parse()?;
    Ok(format!("{model}, {cores} cores, {} GB of memory", kib / 1024 / 1024))
}

pub fn shown(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds >= 1.0 { format!("{seconds:.2} s") } else { format!("{:.2} ms", seconds * 1000.0) }
}

/// The slope of the least-squares line through some points. Of ln figure over ln stories it is the exponent of growth.
pub fn slope(points: &[[f64; 2]]) -> f64 {
    let n = points.len() as f64;
    let mean = |axis: usize| points.iter().map(|point| point[axis]).sum::<f64>() / n;
    let (x, y) = (mean(0), mean(1));
    let (up, along) = points
        .iter()
        .fold((0.0, 0.0), |(up, along), point| (up + (point[0] - x) * (point[1] - y), along + (point[0] - x) * (point[0] - x)));
    if along > 0.0 { up / along } else { 0.0 }
}
