//! Measures the real binary from outside: importing, starting, patterns and search over HTTP, memory.
//!
//! Every figure stands beside a limit measured in the same run, and is read as a ratio to it: machines differ, ratios
//! less so. `make bench` writes the table to `docs/PERFORMANCE.md`.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use sensing::exchange::{Lines, Synthetic};
use sensing::model::Receipt;
use serde_json::{Value, json};

#[allow(dead_code)]
#[path = "../tests/api/support/postgres.rs"]
mod postgres;

const BINARY: &str = env!("CARGO_BIN_EXE_sensing");
const STORIES: u64 = 100_000;
const REPEATS: usize = 41;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

#[tokio::main]
async fn main() -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("data");
    let mut table = Table::default();

    let file = folder.path().join("stories.jsonl");
    let framework = folder.path().join("framework.json");
    write_stories(&file, &framework)?;
    let text = std::fs::read_to_string(&file)?;

    let empty = folder.path().join("empty");
    drop(Server::start(&empty).await?);
    let bare = time(|| run(&["--version"]))?;
    let warm = Server::start(&empty).await?.ready_after;
    table.row("ready, empty store, warm start", warm, "starting the process and printing its version", bare);

    let parse = time(|| Ok(text.lines().map(serde_json::from_str::<Value>).collect::<Result<Vec<_>, _>>().map(drop)?))?;
    let (path, document, into) = (file.display().to_string(), framework.display().to_string(), data.display().to_string());
    let arguments = ["import", "jsonl", "--framework", &document, "--data", &path, "--into", &into, "--cleared"];
    let import = time(|| run(&arguments))?;
    table.row("import of 100,000 stories", import, "parsing the same lines as JSON, one thread", parse);
    let rate = STORIES as f64 / import.as_secs_f64();
    table.fact("stories imported a second", format!("{rate:.0}"));

    let cold = Server::start(&data).await?;
    table.fact(
        "first start after the import: columns and search index built",
        format!("{:.2} s", cold.ready_after.as_secs_f64()),
    );
    drop(cold);
    let server = Server::start(&data).await?;
    table.fact("next start: columns read in, index opened", format!("{:.2} s", server.ready_after.as_secs_f64()));

    let token = token_for(&["--data", &into])?;
    let asks = Client { base: server.base.clone(), token, http: reqwest::Client::new() };
    let constant = asks.median_get("/health/live").await?;
    let everything = json!({"framework": "sheffield-send"});
    let some = json!({"framework": "sheffield-send", "answers": {"audience": ["family", "child"]}});
    let answer = asks.post("patterns", &json!({"selection": some})).await?;
    let matching = answer["matching"].as_u64().unwrap_or_default();
    let measured = [
        (format!("patterns of all 26 signifiers, {matching} stories selected"), "patterns", json!({"selection": some})),
        (
            "the same with densities and hexagons".to_owned(),
            "patterns",
            json!({"selection": some, "density": {}, "hexagons": {"across": 12}}),
        ),
        (
            "one triad with its density, all stories".to_owned(),
            "patterns",
            json!({"selection": everything, "signifiers": ["difference"], "density": {}}),
        ),
        ("search for two words, 20 snippets".to_owned(), "search", json!({"selection": {"text": "waiting assessment"}})),
        ("search for a phrase".to_owned(), "search", json!({"selection": {"text": "\"waiting list\""}})),
        (
            "newest stories of a selection, with facets".to_owned(),
            "search",
            json!({"selection": some, "facets": ["audience", "locality"]}),
        ),
    ];
    for (what, path, body) in measured {
        let median = asks.median_post(path, &body).await?;
        table.row(&what, median, "a route that answers a constant", constant);
    }
    table.fact("resident memory of the server after all this", format!("{} MB", server.resident_kib()? / 1024));
    table.waits("SQLite", &asks.waits().await?);
    drop(server);

    let cluster = postgres::Cluster::start();
    let url = cluster.empty_database().await;
    let there = folder.path().join("postgres").display().to_string();
    run(&[
        "import",
        "jsonl",
        "--framework",
        &document,
        "--data",
        &path,
        "--into",
        &there,
        "--cleared",
        "--database-url",
        &url,
    ])?;
    let server = Server::start_with(Path::new(&there), &["--database-url", &url]).await?;
    let token = token_for(&["--data", &there, "--database-url", &url])?;
    let asks = Client { base: server.base.clone(), token, http: reqwest::Client::new() };
    table.waits("PostgreSQL", &asks.waits().await?);
    drop(server);

    let page = table.page()?;
    println!("{page}");
    if std::env::var_os("WRITE_PERFORMANCE").is_some() {
        std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/PERFORMANCE.md"), page)?;
    }
    Ok(())
}

/// Writes synthetic stories as JSON Lines, and the framework that they answer.
fn write_stories(file: &Path, framework: &Path) -> Outcome<()> {
    let document = sensing::frameworks::default_framework()?;
    std::fs::write(framework, serde_json::to_string(&document)?)?;
    let mut out = std::io::BufWriter::new(std::fs::File::create(file)?);
    let today = chrono::Utc::now().date_naive();
    let mut source = Synthetic::new(document, STORIES, 1, today);
    while let Some((_, draft)) = source.next()? {
        let mut line = serde_json::to_value(&draft.submission)?;
        line["received"] = json!(draft.received);
        writeln!(out, "{line}")?;
    }
    Ok(out.flush()?)
}

fn run(arguments: &[&str]) -> Outcome<()> {
    let done = Command::new(BINARY).args(arguments).stdout(Stdio::null()).stderr(Stdio::inherit()).status()?;
    if done.success() { Ok(()) } else { Err(format!("{arguments:?} failed").into()) }
}

fn time(work: impl FnOnce() -> Outcome<()>) -> Outcome<Duration> {
    let began = Instant::now();
    work()?;
    Ok(began.elapsed())
}

fn token_for(store: &[&str]) -> Outcome<String> {
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

/// The service, running.
struct Server {
    child: Child,
    /// Kept, so that what the service says has somewhere to go.
    _said: BufReader<ChildStdout>,
    base: String,
    ready_after: Duration,
}

impl Server {
    async fn start(data: &Path) -> Outcome<Self> {
        Self::start_with(data, &[]).await
    }

    async fn start_with(data: &Path, more: &[&str]) -> Outcome<Self> {
        let began = Instant::now();
        let mut child = Command::new(BINARY)
            .args(["serve", "--bind", "127.0.0.1:0", "--data"])
            .arg(data)
            .args(more)
            .env("SENSING_LOG", "warn")
            .stdout(Stdio::piped())
            .spawn()?;
        let mut first = String::new();
        let mut said = BufReader::new(child.stdout.take().ok_or("no standard output")?);
        said.read_line(&mut first)?;
        let base = first.trim().rsplit(' ').next().ok_or("no address")?.to_owned();
        let http = reqwest::Client::new();
        let limit = Instant::now() + Duration::from_secs(120);
        while !http.get(format!("{base}/health/ready")).send().await.is_ok_and(|answer| answer.status().is_success()) {
            if Instant::now() > limit {
                return Err("the service did not become ready".into());
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(Self { child, _said: said, base, ready_after: began.elapsed() })
    }

    fn resident_kib(&self) -> Outcome<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).ok_or("no VmRSS")?;
        Ok(line.split_whitespace().nth(1).ok_or("no number")?.parse()?)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Ends as an operator would end it, so that the next start finds the index where it was left.
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        if !asked.is_ok_and(|status| status.success()) {
            drop(self.child.kill());
        }
        drop(self.child.wait());
    }
}

struct Client {
    base: String,
    token: String,
    http: reqwest::Client,
}

impl Client {
    async fn post(&self, path: &str, body: &Value) -> Outcome<Value> {
        let request = self.http.post(format!("{}/api/v1/{path}", self.base)).bearer_auth(&self.token).json(body);
        Ok(request.send().await?.error_for_status()?.json().await?)
    }

    async fn median_post(&self, path: &str, body: &Value) -> Outcome<Duration> {
        let mut times = Vec::with_capacity(REPEATS);
        for _ in 0..REPEATS {
            let request = self.http.post(format!("{}/api/v1/{path}", self.base)).bearer_auth(&self.token).json(body);
            let began = Instant::now();
            request.send().await?.error_for_status()?.bytes().await?;
            times.push(began.elapsed());
        }
        Ok(median(times))
    }

    async fn median_get(&self, path: &str) -> Outcome<Duration> {
        let mut times = Vec::with_capacity(REPEATS);
        for _ in 0..REPEATS {
            let began = Instant::now();
            self.http.get(format!("{}{path}", self.base)).send().await?.error_for_status()?.bytes().await?;
            times.push(began.elapsed());
        }
        Ok(median(times))
    }
}

/// How long views took to show what had just been acknowledged, each time.
#[derive(Default)]
struct Waits {
    told_to_map: Vec<Duration>,
    cleared_to_search: Vec<Duration>,
    withdrawn_to_gone: Vec<Duration>,
}

impl Client {
    /// Tells, clears and withdraws stories one after the other, asking after each answer until the views agree.
    async fn waits(&self) -> Outcome<Waits> {
        let mut waits = Waits::default();
        for round in 0..REPEATS {
            let (receipt, word) = (Receipt::from_bits(rand::random()).reveal(), format!("quokka{round}"));
            let on_map = self.on_map().await?;
            let told = json!({
                "framework": "sheffield-send", "version": 1, "language": "en", "prompt": "moment", "receipt": receipt,
                "text": format!("A synthetic story about a {word}."), "answers": {"difference": {"triad": [0.2, 0.3, 0.5]}},
                "consent": {"analysis": true}
            });
            let id = self.post("stories", &told).await?["id"].as_str().ok_or("no id")?.to_owned();
            waits.told_to_map.push(until(async || Ok(self.on_map().await? == on_map + 1)).await?);
            self.send(&format!("moderation/stories/{id}/clear"), &json!({})).await?;
            waits.cleared_to_search.push(until(async || Ok(self.found(&word).await? == 1)).await?);
            self.send("receipts/withdraw", &json!({"receipt": receipt})).await?;
            let gone = until(async || Ok(self.found(&word).await? == 0 && self.on_map().await? == on_map)).await?;
            waits.withdrawn_to_gone.push(gone);
        }
        Ok(waits)
    }

    async fn on_map(&self) -> Outcome<u64> {
        let asked = json!({"selection": {"framework": "sheffield-send"}, "signifiers": ["difference"]});
        let answer = self.post("patterns", &asked).await?;
        Ok(answer["signifiers"]["difference"]["answered"].as_u64().ok_or("no count")?)
    }

    async fn found(&self, word: &str) -> Outcome<u64> {
        // In quotation marks nothing that is only spelt alike is found.
        let answer = self.post("search", &json!({"selection": {"text": format!("\"{word}\"")}})).await?;
        Ok(answer["matching"].as_u64().ok_or("no count")?)
    }

    async fn send(&self, path: &str, body: &Value) -> Outcome<()> {
        let request = self.http.post(format!("{}/api/v1/{path}", self.base)).bearer_auth(&self.token).json(body);
        request.send().await?.error_for_status()?;
        Ok(())
    }
}

/// How long it takes until that is so, asking without a pause.
async fn until(so: impl AsyncFn() -> Outcome<bool>) -> Outcome<Duration> {
    let began = Instant::now();
    while !so().await? {
        if began.elapsed() > Duration::from_secs(30) {
            return Err("a view did not follow within 30 seconds".into());
        }
    }
    Ok(began.elapsed())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// The figures, as a page.
#[derive(Default)]
struct Table {
    ratios: String,
    facts: String,
}

impl Table {
    fn row(&mut self, what: &str, took: Duration, limit: &str, least: Duration) {
        let ratio = took.as_secs_f64() / least.as_secs_f64();
        let line = format!("| {what} | {} | {limit} | {} | {ratio:.1} |", shown(took), shown(least));
        eprintln!("{line}");
        self.ratios.push_str(&line);
        self.ratios.push('\n');
    }

    fn fact(&mut self, what: &str, value: String) {
        let line = format!("| {what} | {value} |");
        eprintln!("{line}");
        self.facts.push_str(&line);
        self.facts.push('\n');
    }

    fn waits(&mut self, base: &str, waits: &Waits) {
        let lines = [
            ("told → on the map", &waits.told_to_map),
            ("cleared → found by a word", &waits.cleared_to_search),
            ("withdrawn → gone from map and search", &waits.withdrawn_to_gone),
        ];
        for (what, times) in lines {
            let worst = times.iter().max().copied().unwrap_or_default();
            let value = format!("{} (median of {}), {} (worst)", shown(median(times.clone())), times.len(), shown(worst));
            self.fact(&format!("{what}, counted from the service's answer until a view shows it, {base}"), value);
        }
    }

    fn page(&self) -> Outcome<String> {
        let cpu = std::fs::read_to_string("/proc/cpuinfo")?;
        let model = cpu
            .lines()
            .find_map(|line| line.strip_prefix("model name"))
            .map_or("unknown", |rest| rest.trim_start_matches([' ', '\t', ':']));
        let cores = std::thread::available_parallelism()?;
        let memory = std::fs::read_to_string("/proc/meminfo")?;
        let kib: u64 = memory.split_whitespace().nth(1).unwrap_or("0").parse()?;
        let mut page = String::from("# What was measured\n\n");
        writeln!(page, "Written by `make bench` ({}).", chrono::Utc::now().date_naive())?;
        writeln!(
            page,
            "Machine: {model}, {cores} cores, {} GB of memory. Release build, SQLite, {STORIES} synthetic stories",
            kib / 1024 / 1024
        )?;
        writeln!(
            page,
            "answering the 26 signifiers of `sheffield-send`. Times over HTTP are medians of {REPEATS} requests on one connection.\n"
        )?;
        writeln!(
            page,
            "| What | Time | Limit measured in the same run | Time | Ratio |\n|---|---|---|---|---|\n{}",
            self.ratios
        )?;
        writeln!(page, "| What | Value |\n|---|---|\n{}", self.facts)?;
        Ok(page.trim_end().to_owned() + "\n")
    }
}

fn shown(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds >= 1.0 { format!("{seconds:.2} s") } else { format!("{:.2} ms", seconds * 1000.0) }
}
