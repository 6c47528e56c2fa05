//! Measures the real binary from outside: importing, starting, patterns and search over HTTP, memory.
//!
//! Every figure is shown beside a limit measured in the same run, and is read as a ratio to it: machines differ, ratios less
//! so. `make bench` writes the output to `docs/PERFORMANCE.md`.

use std::path::Path;
use std::time::Duration;

use sensing::model::Receipt;
use serde_json::{Value, json};

#[allow(dead_code)]
#[path = "../tests/api/support/postgres.rs"]
mod postgres;

#[allow(dead_code)]
mod support;

use support::{Client, Outcome, REPEATS, Server, Table, machine, median, run, shown, time, token_for, until, write_stories};

const STORIES: u64 = 100_000;

#[tokio::main]
async fn main() -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("data");
    let mut table = Table::default();

    let file = folder.path().join("stories.jsonl");
    let framework = folder.path().join("framework.json");
    write_stories(STORIES, &file, &framework)?;
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
        // Each request for patterns has another first day, so that none is answered from the cache.
        let took = match path {
            "patterns" => median(asks.times_of(path, (0..REPEATS).map(|day| since(&body, day))).await?),
            _ => asks.median_post(path, &body).await?,
        };
        table.row(&what, took, "a route that answers a constant", constant);
    }
    table.fact("resident memory of the server after all this", format!("{} MB", server.resident_kib()? / 1024));
    tell_waits(&mut table, "SQLite", &asks.waits().await?);
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
    tell_waits(&mut table, "PostgreSQL", &asks.waits().await?);
    drop(server);

    println!("# What was measured\n\nWritten by `make bench` ({}).", chrono::Utc::now().date_naive());
    println!("Machine: {}. Release build, SQLite, {STORIES} synthetic stories", machine()?);
    println!(
        "answering the 26 signifiers of `sheffield-send`. Times over HTTP are medians of {REPEATS} requests on one connection.\n"
    );
    print!("{}", table.tables());
    Ok(())
}

/// The same request with all stories since a day long ago.
fn since(body: &Value, day: usize) -> Value {
    let mut body = body.clone();
    body["selection"]["received"] = json!({"from": chrono::Utc::now().date_naive() - chrono::Days::new(4_000 + day as u64)});
    body
}

/// How long views took to show what had just been acknowledged, for each story.
#[derive(Default)]
struct Waits {
    told_to_map: Vec<Duration>,
    cleared_to_search: Vec<Duration>,
    withdrawn_to_gone: Vec<Duration>,
}

impl Client {
    /// Sends, clears and withdraws stories one after the other, and polls after each answer until the views agree.
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
            let read = self.get(&format!("moderation/stories/{id}")).await?;
            self.send(&format!("moderation/stories/{id}/clear"), &json!({"revision": read["revision"]})).await?;
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
        // Quotation marks prevent similar spellings from being found.
        let answer = self.post("search", &json!({"selection": {"text": format!("\"{word}\"")}})).await?;
        Ok(answer["matching"].as_u64().ok_or("no count")?)
    }
}

fn tell_waits(table: &mut Table, base: &str, waits: &Waits) {
    let lines = [
        ("told → on the map", &waits.told_to_map),
        ("cleared → found by a word", &waits.cleared_to_search),
        ("withdrawn → gone from map and search", &waits.withdrawn_to_gone),
    ];
    for (what, times) in lines {
        let worst = times.iter().max().copied().unwrap_or_default();
        let value = format!("{} (median of {}), {} (worst)", shown(median(times.clone())), times.len(), shown(worst));
        table.fact(&format!("{what}, counted from the service's answer until a view shows it, {base}"), value);
    }
}
