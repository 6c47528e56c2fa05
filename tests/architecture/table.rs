//! The table of allowed imports, and what breaks it.

use std::collections::{BTreeMap, BTreeSet};

use crate::cycles::{Graph, cycles};
use crate::imports::{Import, Target};

/// Stands for every room.
const EVERYTHING: &str = "*";

/// What may be imported.
#[derive(Default)]
pub struct Table {
    /// For each room, the rooms that it may import.
    rooms: Graph,
    /// For each of these crates, the rooms that may name it. A room stands for the rooms inside it, too.
    crates: Graph,
}

impl Table {
    /// Reads `docs/allowed-imports.toml`: two tables whose values are lists of strings.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut table = Self::default();
        let mut section = None;
        for (number, line) in text.lines().enumerate() {
            let line = line.split('#').next().unwrap_or_default().trim();
            let fault = || format!("line {} of the table is neither [rooms], [crates] nor name = [\"…\"]: {line}", number + 1);
            match line {
                "" => {}
                "[rooms]" => section = Some(&mut table.rooms),
                "[crates]" => section = Some(&mut table.crates),
                _ => {
                    let (name, list) = line.split_once('=').ok_or_else(fault)?;
                    let list = list.trim().strip_prefix('[').and_then(|list| list.strip_suffix(']')).ok_or_else(fault)?;
                    let values = list.split(',').map(unquoted).filter(|value| !value.is_empty());
                    let former = section.as_mut().ok_or_else(fault)?.insert(unquoted(name), values.collect());
                    if former.is_some() {
                        return Err(format!("line {} names {} once more", number + 1, name.trim()));
                    }
                }
            }
        }
        Ok(table)
    }

    /// What breaks the table, each as a sentence.
    pub fn faults(&self, imports: &[Import]) -> Vec<String> {
        let mut faults = Vec::new();
        for (cycle, _) in cycles(&self.rooms) {
            faults.push(format!("the table lets these rooms import each other: {}", joined(&cycle)));
        }
        let mut used = Graph::new();
        let mut used_crates = Graph::new();
        for import in imports {
            let Some(from) = self.room(&folders(&import.from)) else { continue };
            let named = format!("src/{}:{}: {}", import.from, import.line, import.path.join("::"));
            match &import.to {
                Target::Crate => {
                    let Some(name) = import.path.first().filter(|name| self.crates.contains_key(*name)) else { continue };
                    match self.crates[name].iter().find(|allowed| is_within(&from, allowed)) {
                        Some(allowed) => drop(used_crates.entry(name.clone()).or_default().insert(allowed.clone())),
                        None => faults.push(format!("{named} – the room {from} may not name the crate {name}")),
                    }
                }
                Target::File { .. } => {
                    let Some(to) = self.room(&import.path) else { continue };
                    if to == from {
                        continue;
                    }
                    if self.rooms[&from].iter().any(|allowed| *allowed == to || allowed == EVERYTHING) {
                        used.entry(from).or_default().insert(to);
                    } else {
                        faults.push(format!("{named} – the room {from} may not import the room {to}"));
                    }
                }
            }
        }
        for (wanted, used) in [(&self.rooms, &used), (&self.crates, &used_crates)] {
            for (name, allowed) in wanted {
                let unused = allowed
                    .iter()
                    .filter(|allowed| *allowed != EVERYTHING && !used.get(name).is_some_and(|used| used.contains(*allowed)));
                faults.extend(unused.map(|allowed| format!("nobody uses what the table allows: {name} = [\"{allowed}\"]")));
            }
        }
        faults
    }

    /// Files whose room is missing from the table.
    pub fn strangers<'a>(&self, files: impl Iterator<Item = &'a String>) -> Vec<String> {
        // The crate's roots belong to no room.
        let roots = ["lib.rs", "main.rs"];
        let strange = files.filter(|file| !roots.contains(&file.as_str()) && self.room(&folders(file)).is_none());
        strange.map(|file| format!("src/{file} belongs to no room of the table")).collect()
    }

    /// The innermost room of a path.
    fn room(&self, path: &[String]) -> Option<String> {
        (1..=path.len()).rev().map(|length| path[..length].join("/")).find(|room| self.rooms.contains_key(room))
    }
}

/// The path of a file, without its ending.
fn folders(file: &str) -> Vec<String> {
    file.trim_end_matches(".rs").split('/').map(str::to_owned).collect()
}

fn is_within(room: &str, outer: &str) -> bool {
    room.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn unquoted(value: &str) -> String {
    value.trim().trim_matches('"').to_owned()
}

fn joined(names: &BTreeSet<String>) -> String {
    names.iter().cloned().collect::<Vec<_>>().join(", ")
}

/// The graph of files, and for each of its edges the first import that makes it.
pub fn graph(imports: &[Import]) -> (Graph, BTreeMap<(String, String), String>) {
    let mut graph = Graph::new();
    let mut reasons = BTreeMap::new();
    for import in imports {
        if let Target::File { file, own_child: false } = &import.to
            && *file != import.from
        {
            graph.entry(import.from.clone()).or_default().insert(file.clone());
            let reason = format!("line {}: {}", import.line, import.path.join("::"));
            reasons.entry((import.from.clone(), file.clone())).or_insert(reason);
        }
    }
    (graph, reasons)
}
