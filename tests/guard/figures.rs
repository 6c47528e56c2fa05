//! The figures, where they are kept, and what a rise means.

use std::path::PathBuf;

use serde_json::{Map, Value, json};

use crate::requests::REQUESTS;

/// A figure may be so many per cent higher than before.
const ALLOWED_RISE: u64 = 15;

pub const WHAT_TO_DO: &str = "A rise of more than 15 % fails. If it is not meant, find out what the request does more often \
     than before. If it is, run `make guard-figures` and say why in the commit.";

/// What a request costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    pub statements: u64,
    pub allocations: u64,
    /// Missing where valgrind is not installed.
    pub instructions: Option<u64>,
}

/// What each request costs, in the order of [`REQUESTS`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures(pub Vec<(String, Cost)>);

impl Cost {
    fn of_json(value: &Value) -> Self {
        let number = |name: &str| value[name].as_u64();
        Self {
            statements: number("statements").unwrap(),
            allocations: number("allocations").unwrap(),
            instructions: number("instructions"),
        }
    }

    fn to_json(self) -> Value {
        let mut value = json!({"statements": self.statements, "allocations": self.allocations});
        if let Some(instructions) = self.instructions {
            value["instructions"] = json!(instructions);
        }
        value
    }

    /// The figures of both that can be compared, each with its name.
    fn beside(self, now: Self) -> Vec<(&'static str, u64, u64)> {
        let mut pairs =
            vec![("SQL statements", self.statements, now.statements), ("allocations", self.allocations, now.allocations)];
        pairs.extend(self.instructions.zip(now.instructions).map(|(before, now)| ("instructions", before, now)));
        pairs
    }
}

impl Figures {
    /// The figures that this test goes by.
    pub fn committed() -> Self {
        Self::of_json(&std::fs::read_to_string(file()).unwrap())
    }

    pub fn of_json(text: &str) -> Self {
        let all: Map<String, Value> = serde_json::from_str(text).unwrap();
        Self(all.iter().map(|(name, cost)| (name.clone(), Cost::of_json(cost))).collect())
    }

    /// One request on each line, so that a change of figures is easy to read.
    pub fn to_json(&self) -> String {
        let line = |(name, cost): &(String, Cost)| format!("  {}: {}", json!(name), cost.to_json());
        format!("{{\n{}\n}}\n", self.0.iter().map(line).collect::<Vec<_>>().join(",\n"))
    }

    pub fn add_instructions(&mut self, counted: &[u64]) {
        for ((_, cost), instructions) in self.0.iter_mut().zip(counted) {
            cost.instructions = Some(*instructions);
        }
    }

    /// Makes these the figures that the test goes by.
    pub fn write(&self) {
        let complete = self.0.iter().all(|(_, cost)| cost.instructions.is_some());
        assert!(complete, "the figures are written with instructions; install valgrind for that");
        std::fs::write(file(), self.to_json()).unwrap();
    }

    fn of(&self, request: &str) -> Option<Cost> {
        self.0.iter().find(|(name, _)| name == request).map(|&(_, cost)| cost)
    }
}

fn file() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "guard", "figures.json"].iter().collect()
}

/// One line for each figure that rose too far, and for each request without figures.
pub fn faults(before: &Figures, now: &Figures) -> Vec<String> {
    let mut faults = Vec::new();
    for request in REQUESTS.iter().map(|request| request.name) {
        let (Some(before), Some(now)) = (before.of(request), now.of(request)) else {
            faults.push(format!("{request}: there are no figures of this request"));
            continue;
        };
        let rises = before.beside(now).into_iter().filter(|&(_, before, now)| now * 100 > before * (100 + ALLOWED_RISE));
        faults.extend(rises.map(|(what, before, now)| {
            let percent = (now - before).checked_mul(100).and_then(|rise| rise.checked_div(before));
            let rise = percent.map_or(String::new(), |percent| format!(" (+{percent} %)"));
            format!("{request}: {now} {what}, and {before} before{rise}")
        }));
    }
    faults
}

/// Figures of every request, all the same.
#[cfg(test)]
fn all_costing(cost: Cost) -> Figures {
    Figures(REQUESTS.iter().map(|request| (request.name.to_owned(), cost)).collect())
}

#[test]
fn a_rise_of_more_than_15_percent_names_the_request_and_both_figures() {
    let before = Cost { statements: 4, allocations: 1_000, instructions: Some(1_000_000) };
    let now = Cost { statements: 5, allocations: 1_150, instructions: Some(1_160_000) };
    let mut measured = all_costing(before);
    measured.0[1].1 = now;
    let name = REQUESTS[1].name;
    assert_eq!(
        faults(&all_costing(before), &measured),
        [
            format!("{name}: 5 SQL statements, and 4 before (+25 %)"),
            format!("{name}: 1160000 instructions, and 1000000 before (+16 %)"),
        ]
    );
}

#[test]
fn the_first_statement_of_a_request_that_had_none_is_a_rise() {
    let before = Cost { statements: 0, allocations: 10, instructions: None };
    let now = all_costing(Cost { statements: 1, ..before });
    assert_eq!(faults(&all_costing(before), &now)[0], format!("{}: 1 SQL statements, and 0 before", REQUESTS[0].name));
}

#[test]
fn instructions_are_compared_only_where_they_were_counted() {
    let before = Cost { statements: 4, allocations: 1_000, instructions: Some(1) };
    let now = Cost { instructions: None, ..before };
    assert_eq!(faults(&all_costing(before), &all_costing(now)), [""; 0]);
}

#[test]
fn a_request_without_figures_is_a_fault() {
    let cost = Cost { statements: 1, allocations: 1, instructions: None };
    let mut before = all_costing(cost);
    before.0.remove(0);
    assert_eq!(faults(&before, &all_costing(cost)), [format!("{}: there are no figures of this request", REQUESTS[0].name)]);
}

#[test]
fn figures_are_read_as_they_were_written() {
    let figures = all_costing(Cost { statements: 3, allocations: 20, instructions: Some(400) });
    assert_eq!(Figures::of_json(&figures.to_json()), figures);
}
