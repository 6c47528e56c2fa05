//! Cycles in a directed graph.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The successors of every node.
pub type Graph = BTreeMap<String, BTreeSet<String>>;

/// The groups of nodes that reach each other, and a shortest cycle of each.
pub fn cycles(graph: &Graph) -> Vec<(BTreeSet<String>, Vec<String>)> {
    let reach: BTreeMap<&String, BTreeSet<String>> = graph.keys().map(|node| (node, reachable(graph, node))).collect();
    let mut found: Vec<(BTreeSet<String>, Vec<String>)> = Vec::new();
    for (node, reached) in &reach {
        if !reached.contains(*node) || found.iter().any(|(group, _)| group.contains(*node)) {
            continue;
        }
        let back = |other: &String| reach.get(other).is_some_and(|reached| reached.contains(*node));
        let group: BTreeSet<String> = reached.iter().filter(|other| back(other)).cloned().collect();
        let shortest = group.iter().filter_map(|start| shortest(graph, start)).min_by_key(Vec::len);
        found.push((group, shortest.unwrap_or_default()));
    }
    found
}

fn reachable(graph: &Graph, start: &str) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut open = vec![start];
    while let Some(node) = open.pop() {
        for next in graph.get(node).into_iter().flatten() {
            if reached.insert(next.clone()) {
                open.push(next);
            }
        }
    }
    reached
}

/// A shortest way from a node back to itself, the node at both ends.
fn shortest<'a>(graph: &'a Graph, start: &'a str) -> Option<Vec<String>> {
    let mut before: BTreeMap<&str, &str> = BTreeMap::new();
    let mut open = VecDeque::from([start]);
    while let Some(node) = open.pop_front() {
        for next in graph.get(node).into_iter().flatten() {
            if next == start {
                let mut way = vec![start.to_owned(), node.to_owned()];
                let mut at = node;
                while at != start {
                    at = before.get(at)?;
                    way.push(at.to_owned());
                }
                way.reverse();
                return Some(way);
            }
            if !before.contains_key(next.as_str()) {
                before.insert(next, node);
                open.push_back(next);
            }
        }
    }
    None
}
