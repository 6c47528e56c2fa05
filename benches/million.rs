//! Measures the real binary with a million stories: starting, patterns, searches, comparison, ten analysts at once, and how soon a new
//! story counts while two hundred a second are submitted.
//!
//! `cargo bench --bench million` prints the table; `MILLION=100000` in the environment makes it smaller.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use sensing::model::Receipt;
use serde_json::{Value, json};

#[allow(dead_code)]
mod support;

use support::{Client, Outcome, REPEATS, Server, Table, median, run, shown, slope, time, token_for, until, write_stories};

const ANALYSTS: usize = 10;
/// Questions of each analyst.
const LOOKS: usize = 100;
/// Stories submitted each second while others are sent and looked for.
const ARRIVING: u64 = 200;
const PROBES: usize = 41;

#[tokio::main]
async fn main() -> Outcome<()> {
    let stories: u64 = std::env::var("MILLION").ok().map_or(Ok(1_000_000), |asked| asked.parse())?;
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("data");
    let into = data.display().to_string();
    let mut table = Table::default();

    let (file, framework) = (folder.path().join("stories.jsonl"), folder.path().join("framework.json"));
    write_stories(stories, &file, &framework)?;
    let (path, document) = (file.display().to_string(), framework.display().to_string());
    let arguments = ["import", "jsonl", "--framework", &document, "--data", &path, "--into", &into, "--cleared"];
    let import = time(|| run(&arguments))?;
    table.fact("stories imported a second", format!("{:.0}", stories as f64 / import.as_secs_f64()));
    std::fs::remove_file(&file)?;
    starts(&data, stories, folder.path(), &mut table).await?;

    let server = Server::start(&data).await?;
    let asks =
        Arc::new(Client { base: server.base.clone(), token: token_for(&["--data", &into])?, http: reqwest::Client::new() });
    let constant = asks.median_get("/health/live").await?;
    patterns(&asks, constant, &mut table).await?;
    searches(&asks, constant, &mut table).await?;
    analysts(&asks, &mut table).await?;
    arriving(&asks, &mut table).await?;
    table.fact("resident memory of the server after all this", format!("{} MB", server.resident_kib()? / 1024));
    drop(server);

    println!("## {stories} stories over HTTP\n\nSynthetic stories, imported, on SQLite; medians of {REPEATS} requests.\n");
    print!("{}", table.tables());
    Ok(())
}

/// The first start, which builds everything; then a start with the file of columns; then without it, and how that grows.
async fn starts(data: &Path, stories: u64, folder: &Path, table: &mut Table) -> Outcome<()> {
    let seconds = |server: &Server| format!("{:.2} s", server.ready_after.as_secs_f64());
    let first = Server::start(data).await?;
    table.fact("first start: columns and search index built", seconds(&first));
    drop(first);
    let kept = Server::start(data).await?;
    table.fact("start with the file of columns", seconds(&kept));
    drop(kept);
    let took = cold_start(data).await?;
    table.fact("start without it: columns read from the store", format!("{:.2} s", took.as_secs_f64()));
    let mut measured = vec![(stories, took)];
    for part in [10, 100] {
        let (fewer, into) = (stories / part, folder.join(format!("part-{part}")));
        let (file, framework) = (folder.join("part.jsonl"), folder.join("framework.json"));
        write_stories(fewer, &file, &framework)?;
        let [file, framework, store] = [&file, &framework, &into].map(|path| path.display().to_string());
        run(&["import", "jsonl", "--framework", &framework, "--data", &file, "--into", &store, "--cleared"])?;
        drop(Server::start(&into).await?);
        measured.push((fewer, cold_start(&into).await?));
    }
    measured.reverse();
    let points: Vec<[f64; 2]> = measured.iter().map(|(n, took)| [(*n as f64).ln(), took.as_secs_f64().ln()]).collect();
    let times: Vec<String> = measured.iter().map(|(n, took)| format!("{n}: {}", shown(*took))).collect();
    table.fact("growth of that", format!("{}; exponent {:.2}", times.join(", "), slope(&points)));
    Ok(())
}

/// A start that must read all columns from the store.
async fn cold_start(data: &Path) -> Outcome<Duration> {
    std::fs::remove_file(data.join("columns.snapshot"))?;
    Ok(Server::start(data).await?.ready_after)
}

/// A selection by two choices and a day, which leaves about two thirds of all stories; each `day` makes a different one.
fn two_thirds(day: usize) -> Value {
    let from = chrono::Utc::now().date_naive() - chrono::Days::new(4_000 + day as u64);
    json!({
        "framework": "sheffield-send", "received": {"from": from}, "answers": {"audience": ["family", "child"]},
        "not": {"answers": {"how_common": ["not_sure"]}}
    })
}

/// Two choices and a day, different each time, that leave about two thirds of all stories.
fn never_asked(time: usize) -> Value {
    let mut asked = two_thirds(3_000 + time);
    // Options may be repeated: that makes another condition of the same stories.
    let named = |options: &[&str]| options.iter().cycle().take(options.len() + time).map(|id| json!(id)).collect::<Vec<_>>();
    asked["answers"]["audience"] = json!(named(&["family", "child"]));
    asked["not"]["answers"]["how_common"] = json!(named(&["not_sure"]));
    json!({"selection": asked, "signifiers": ["difference"], "density": {}})
}

async fn patterns(asks: &Client, constant: Duration, table: &mut Table) -> Outcome<()> {
    let one = json!({"selection": two_thirds(0), "signifiers": ["difference"], "density": {}});
    let answer = asks.post("patterns", &one).await?;
    let matching = &answer["matching"];
    let limit = "a route that answers a constant";
    // Every condition is new in each request, so that nothing is answered from the cache.
    let what = "a triad with its density, two thirds of all stories, no condition asked before";
    let took = median(asks.times_of("patterns", (0..REPEATS).map(never_asked)).await?);
    table.row(what, took, limit, constant);
    let fresh = |day: usize| json!({"selection": two_thirds(day), "signifiers": ["difference"], "density": {}});
    let took = median(asks.times_of("patterns", (1..=REPEATS).map(fresh)).await?);
    table.row(&format!("the same, {matching} stories, only the first day not asked before"), took, limit, constant);
    let took = asks.median_post("patterns", &one).await?;
    table.row("the same, asked again", took, limit, constant);
    let all = |day: usize| json!({"selection": two_thirds(2_000 + day)});
    let took = median(asks.times_of("patterns", (1..=REPEATS).map(all)).await?);
    table.row("all 26 signifiers, a selection not asked before", took, limit, constant);
    let took = asks.median_post("patterns", &json!({"selection": two_thirds(0)})).await?;
    table.row("all 26 signifiers, asked again", took, limit, constant);
    Ok(())
}

/// Two words that every text has: the most that a search can find and rank.
async fn searches(asks: &Client, constant: Duration, table: &mut Table) -> Outcome<()> {
    let asked = json!({"selection": {"text": "synthetic story"}});
    let took = asks.median_post("search", &asked).await?;
    let what = "search for two words that every text has, 20 snippets";
    table.row(what, took, "a route that answers a constant", constant);
    Ok(())
}

/// How analysts make requests.
#[derive(Clone, Copy, PartialEq)]
enum Asks {
    /// Something new each time, without a pause: the hardest case, in which no analyst ever looks at an answer.
    New,
    /// The same as the others, again and again, without a pause.
    Same,
    /// As people do: something new each time, and a quarter to three quarters of a second to look at the answer.
    Looks,
}

/// Ten analysts at once, compared with one alone.
async fn analysts(asks: &Arc<Client>, table: &mut Table) -> Outcome<()> {
    let ways = [
        (Asks::New, "who each ask something new without a pause"),
        (Asks::Same, "who all ask the same without a pause"),
        (Asks::Looks, "who each ask something new and look at the answer for half a second"),
    ];
    for (looks, how) in ways {
        let alone = median(analyst(asks, 0, looks).await?);
        let mut at_once = tokio::task::JoinSet::new();
        for who in 1..=ANALYSTS {
            let asks = Arc::clone(asks);
            at_once.spawn(async move { analyst(&asks, who, looks).await.map_err(|error| error.to_string()) });
        }
        let mut times: Vec<Duration> = Vec::new();
        while let Some(done) = at_once.join_next().await {
            times.extend(done??);
        }
        times.sort();
        let what = |figure: &str| format!("ten analysts at once {how}: {figure} of that triad");
        let limit = "the median of one alone who does the same";
        table.row(&what("the 99th percentile"), times[times.len() * 99 / 100], limit, alone);
        table.row(&what("the median"), median(times), limit, alone);
    }
    Ok(())
}

/// The times that one analyst waits for each answer. The first pause comes before the first question, so that ten analysts do
/// not start in step.
async fn analyst(asks: &Client, who: usize, looks: Asks) -> Outcome<Vec<Duration>> {
    let mut random = StdRng::seed_from_u64(who as u64);
    let mut times = Vec::with_capacity(LOOKS);
    for k in 0..LOOKS {
        if looks == Asks::Looks {
            tokio::time::sleep(Duration::from_millis(random.random_range(250..750))).await;
        }
        let day = match looks {
            Asks::New => 2 * LOOKS * who + k,
            Asks::Looks => LOOKS * (2 * who + 1) + k,
            Asks::Same => 0,
        };
        let asked = json!({"selection": two_thirds(REPEATS + 1 + day), "signifiers": ["difference"], "density": {}});
        times.extend(asks.times_of("patterns", [asked]).await?);
    }
    Ok(times)
}

/// Sends stories that answer one triad among others that do not, and polls until each is counted.
async fn arriving(asks: &Arc<Client>, table: &mut Table) -> Outcome<()> {
    let came = Arc::new(AtomicU64::new(0));
    let others = {
        let (asks, came) = (Arc::clone(asks), Arc::clone(&came));
        tokio::spawn(async move {
            let mut tick = tokio::time::interval(Duration::from_micros(1_000_000 / ARRIVING));
            loop {
                tick.tick().await;
                let (asks, came) = (Arc::clone(&asks), Arc::clone(&came));
                tokio::spawn(async move {
                    if asks.send("stories", &story(json!({"timing": {"dyad": 0.4}}))).await.is_ok() {
                        came.fetch_add(1, Ordering::Relaxed);
                    }
                });
            }
        })
    };
    let began = Instant::now();
    let mut waits = Vec::with_capacity(PROBES);
    for _ in 0..PROBES {
        let before = counted(asks).await?;
        asks.send("stories", &story(json!({"difference": {"triad": [0.2, 0.3, 0.5]}}))).await?;
        waits.push(until(async || Ok(counted(asks).await? > before)).await?);
    }
    others.abort();
    let rate = came.load(Ordering::Relaxed) as f64 / began.elapsed().as_secs_f64();
    let worst = waits.iter().max().copied().unwrap_or_default();
    let value = format!("{} (median of {PROBES}), {} (worst); {rate:.0} a second came in", shown(median(waits)), shown(worst));
    table.fact("a new story counts in the next answer, from its acknowledgement on", value);
    Ok(())
}

fn story(answers: Value) -> Value {
    json!({
        "framework": "sheffield-send", "version": 1, "language": "en", "prompt": "moment", "answers": answers,
        "receipt": Receipt::from_bits(rand::random()).reveal(), "text": "A synthetic story.", "consent": {"analysis": true}
    })
}

async fn counted(asks: &Client) -> Outcome<u64> {
    let asked = json!({"selection": {"framework": "sheffield-send"}, "signifiers": ["difference"]});
    Ok(asks.post("patterns", &asked).await?["signifiers"]["difference"]["answered"].as_u64().ok_or("no count")?)
}
