//! Compares what ten main requests cost with what they cost before: SQL statements, allocations and, where valgrind is
//! installed, instructions.
//!
//! `figures.json` holds the figures, which `make guard-figures` writes. Times are not compared, because they depend on the
//! machine; these figures hardly do. All requests are sent to the whole service in a process of its own, on the same made-up
//! stories, on one thread as far as the service allows, and with nothing else running.

mod callgrind;
mod counters;
mod data;
mod exchange;
mod figures;
mod requests;

use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use callgrind::{callgrind, why_not};
use figures::{Figures, faults};
use requests::{REQUESTS, Request};

/// Where the child finds the data, and where it writes its figures.
const DATA: &str = "SENSING_GUARD_DATA";
const RESULT: &str = "SENSING_GUARD_RESULT";
/// Set to write the figures instead of comparing them.
const WRITE: &str = "SENSING_GUARD_WRITE";

#[test]
fn ten_main_requests_cost_about_what_they_cost_before() {
    let folder = tempfile::tempdir().unwrap();
    let seeded = folder.path().join("seeded");
    data::seed(&seeded);
    let mut measured = counted(&seeded, &folder.path().join("counted"));
    match why_not() {
        None => measured.add_instructions(&instructions(&seeded, &folder.path().join("callgrind"))),
        Some(reason) => tell(&format!("instructions are not counted: {reason}")),
    }
    if std::env::var_os(WRITE).is_some() {
        measured.write();
        return;
    }
    let faults = faults(&Figures::committed(), &measured);
    assert!(faults.is_empty(), "\n{}\n{}", faults.join("\n"), figures::WHAT_TO_DO);
}

/// Runs only as a child of the test above.
#[test]
#[ignore = "the guard runs this in a process of its own"]
fn measured_in_a_process_of_its_own() {
    let variable = |name| std::env::var(name).unwrap_or_else(|_| panic!("only the guard runs this: {name} is missing"));
    let figures = exchange::measure(Path::new(&variable(DATA)));
    std::fs::write(variable(RESULT), figures.to_json()).unwrap();
}

/// Statements and allocations.
fn counted(seeded: &Path, folder: &Path) -> Figures {
    let (data, result) = (folder.join("data"), folder.join("result.json"));
    data::copy(seeded, &data);
    let mut child = Command::new(std::env::current_exe().unwrap());
    run(as_child(&mut child, &data, &result));
    Figures::of_json(&std::fs::read_to_string(result).unwrap())
}

/// Instructions, in the order of [`REQUESTS`].
fn instructions(seeded: &Path, folder: &Path) -> Vec<u64> {
    let (data, result) = (folder.join("data"), folder.join("result.json"));
    data::copy(seeded, &data);
    let mut child = callgrind(folder, "measured_exchange");
    run(as_child(&mut child, &data, &result));
    let mut inside = callgrind::instructions_inside(folder).into_iter();
    let mut least = |request: &Request| inside.by_ref().take(request.samples as usize).min();
    let least: Option<Vec<u64>> = REQUESTS.iter().map(&mut least).collect();
    assert!(inside.next().is_none(), "callgrind saw more requests than were sent");
    least.expect("callgrind saw fewer requests than were sent")
}

/// Lets a command run the child's test.
fn as_child<'a>(command: &'a mut Command, data: &Path, result: &Path) -> &'a mut Command {
    command.args(["--ignored", "--exact", "measured_in_a_process_of_its_own", "--test-threads=1"]);
    // Work is divided by the number of threads, so that it must be the same on every machine.
    command.env("RAYON_NUM_THREADS", "1").env(DATA, data).env(RESULT, result)
}

fn run(command: &mut Command) {
    let done = command.output().unwrap();
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(done.status.success(), "{}\n{}", said(&done.stdout), said(&done.stderr));
}

/// Says something even when the test passes.
fn tell(words: &str) {
    drop(writeln!(std::io::stderr(), "guard: {words}"));
}
