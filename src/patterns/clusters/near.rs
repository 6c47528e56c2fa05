//! A selection that comes close to a cluster: regions of the chosen signifiers in which most of its stories lie, and few others.
//!
//! A cluster is a list of stories, which a link cannot carry and to which no new story is added. A selection can be read, shared and
//! changed, and says by how much it misses.

use serde::{Deserialize, Serialize};

use crate::model::{DyadRange, Selection, StoneRegion, TriadRegion, WHOLE, Zone};
use crate::patterns::columns::{
    CHOICE_FIRST_SET, ChoiceColumn, Columns, DyadColumn, NO_POSITION, Rows, StoneColumn, TextMatches, TriadColumn,
};

use super::points::{Chosen, Source, unit};

/// The share of a cluster's stories that may lie outside a range on each side.
const TAIL: f64 = 0.05;
/// The most zones or options that are named of one signifier.
const MOST_NAMED: usize = 4;
/// A region is added when it brings at least so much.
const LEAST_GAIN: f64 = 0.01;

/// A selection that comes close to a cluster.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Near {
    /// Regions only; a story must lie in all of them.
    pub selection: Selection,
    /// The share of the cluster's stories that are in it.
    pub covers: f64,
    /// The share of its stories that are in the cluster.
    pub precision: f64,
}

/// A region that may be added, and what it is a region of.
struct Candidate {
    of: String,
    selection: Selection,
    rows: Rows,
}

/// Adds the region that brings most to the harmonic mean of both shares (van Rijsbergen's F, 1979), as long as one brings anything.
/// `None` when no region does, or the cluster is empty. `all` are the stories of the request's selection.
pub(super) fn near(columns: &Columns, chosen: &[Chosen<'_>], all: &Rows, cluster: &Rows) -> Option<Near> {
    let mut candidates: Vec<Candidate> = chosen.iter().flat_map(|one| candidates(columns, one, cluster)).collect();
    let mut found = Near { selection: Selection::default(), covers: 0.0, precision: 0.0 };
    let (mut held, mut best) = (all.clone(), shares(all, cluster)?.2);
    loop {
        let fit = |(at, candidate): (usize, &Candidate)| Some((shares(&held.and(&candidate.rows), cluster)?.2, at));
        let fits = candidates.iter().enumerate().filter_map(fit);
        let Some((f, at)) = fits.reduce(|a, b| if b.0 > a.0 { b } else { a }) else { break };
        if f < best + LEAST_GAIN {
            break;
        }
        let Candidate { of, selection, rows } = candidates.swap_remove(at);
        candidates.retain(|other| other.of != of);
        (held, best) = (held.and(&rows), f);
        (found.covers, found.precision, _) = shares(&held, cluster)?;
        found.selection.answers.extend(selection.answers);
        found.selection.triads.extend(selection.triads);
        found.selection.dyads.extend(selection.dyads);
        found.selection.stones.extend(selection.stones);
    }
    (found.covers > 0.0).then_some(found)
}

/// How much of the cluster is held, how much of what is held is the cluster, and the harmonic mean of both.
fn shares(held: &Rows, cluster: &Rows) -> Option<(f64, f64, f64)> {
    if held.is_empty() || cluster.is_empty() {
        return None;
    }
    let both = held.and(cluster).len() as f64;
    let (covers, precision) = (both / cluster.len() as f64, both / held.len() as f64);
    Some((covers, precision, if both > 0.0 { 2.0 * covers * precision / (covers + precision) } else { 0.0 }))
}

fn candidates(columns: &Columns, one: &Chosen<'_>, cluster: &Rows) -> Vec<Candidate> {
    let regions: Vec<(String, Selection)> = match &one.source {
        Source::Dyad(column) => ranges(one.id, column, cluster),
        Source::Triad(column) => zones(one.id, column, cluster),
        Source::Choice(column) => options(one.id, column, cluster),
        Source::Stones(stones) => {
            let signifier = one.id.split('/').next().unwrap_or(one.id);
            stones.iter().filter_map(|stone| rectangle(signifier, stone, cluster)).collect()
        }
    };
    let resolved = |(of, selection): (String, Selection)| {
        let rows = columns.resolve(&selection, TextMatches { text: None, not_text: None }).ok()?;
        Some(Candidate { of, selection, rows })
    };
    regions.into_iter().filter_map(resolved).collect()
}

/// From the end to where most of them are, on either side; and between both.
fn ranges(id: &str, column: &DyadColumn, cluster: &Rows) -> Vec<(String, Selection)> {
    let positions = cluster.places().map(|row| column.position[row]).filter(|&position| position <= WHOLE).collect();
    let Some([low, high]) = middle(positions) else { return Vec::new() };
    let range = |[from, to]: [f64; 2]| {
        let dyads = vec![DyadRange { signifier: id.to_owned(), from, to }];
        (id.to_owned(), Selection { dyads, ..Selection::default() })
    };
    [[0.0, high], [low, 1.0], [low, high]].map(range).into()
}

/// The zone with most of them, the two with most of them, and so on.
fn zones(id: &str, column: &TriadColumn, cluster: &Rows) -> Vec<(String, Selection)> {
    let mut counts = [0u32; Zone::ALL.len()];
    for zone in cluster.places().filter(|&row| column.is_answered(row)).map(|row| column.zone[row]) {
        counts[usize::from(zone)] += 1;
    }
    let region = |zones: &[usize]| {
        let zones = zones.iter().map(|&zone| Zone::ALL[zone].name(column.corners())).collect();
        let triads = vec![TriadRegion { signifier: id.to_owned(), zones, polygon: Vec::new() }];
        (id.to_owned(), Selection { triads, ..Selection::default() })
    };
    first_ones(&counts).iter().map(|zones| region(zones)).collect()
}

/// The option that most of them chose, the two that most chose, and so on.
fn options(id: &str, column: &ChoiceColumn, cluster: &Rows) -> Vec<(String, Selection)> {
    let mut counts = vec![0u32; column.options.len()];
    for code in cluster.places().map(|row| column.code[row]).filter(|&code| code >= CHOICE_FIRST_SET) {
        for &option in &column.sets[(code - CHOICE_FIRST_SET) as usize].options {
            counts[usize::from(option)] += 1;
        }
    }
    let chosen = |options: &[usize]| {
        let options = options.iter().map(|&option| column.options[option].clone()).collect();
        (id.to_owned(), Selection { answers: [(id.to_owned(), options)].into(), ..Selection::default() })
    };
    first_ones(&counts).iter().map(|options| chosen(options)).collect()
}

fn rectangle(signifier: &str, stone: &StoneColumn, cluster: &Rows) -> Option<(String, Selection)> {
    let placed: Vec<usize> = cluster.places().filter(|&row| stone.x[row] != NO_POSITION).collect();
    let x = middle(placed.iter().map(|&row| stone.x[row]).collect())?;
    let y = middle(placed.iter().map(|&row| stone.y[row]).collect())?;
    let region = StoneRegion { signifier: signifier.to_owned(), stone: stone.id.clone(), x, y };
    Some((format!("{signifier}/{}", stone.id), Selection { stones: vec![region], ..Selection::default() }))
}

/// The positions between which most lie.
fn middle(mut positions: Vec<u16>) -> Option<[f64; 2]> {
    let last = positions.len().checked_sub(1)?;
    positions.sort_unstable();
    let cut = (last as f64 * TAIL).floor() as usize;
    Some([unit(positions[cut]), unit(positions[last - cut])])
}

/// The places with the largest counts: one, two and so on. Of equal counts, the first.
fn first_ones(counts: &[u32]) -> Vec<Vec<usize>> {
    let mut places: Vec<usize> = (0..counts.len()).filter(|&place| counts[place] > 0).collect();
    places.sort_by_key(|&place| std::cmp::Reverse(counts[place]));
    (1..=places.len().min(MOST_NAMED))
        .map(|named| {
            let mut first = places[..named].to_vec();
            first.sort_unstable();
            first
        })
        .collect()
}
