//! Runs a plan over every segment in parallel and collects all numbers, or the best matches.

use std::collections::BinaryHeap;
use std::sync::Arc;

use rayon::prelude::*;
use tantivy::columnar::ColumnValues;
use tantivy::{DocId, Score, Searcher, SegmentReader, TERMINATED};

use super::cursor::Place;
use super::error::SearchError;
use super::fields::NUMBER;
use super::scan::Opener;
use super::tree::Plan;
use super::window::Window;

/// The numbers of all stories that match, ascending.
pub(super) fn numbers(searcher: &Searcher, plan: &Plan) -> Result<Vec<u64>, SearchError> {
    let of_segment = |segment: &SegmentReader| -> Result<Vec<u64>, SearchError> {
        let mut docs = Vec::new();
        scan(segment, plan, false, |doc, _| {
            docs.push(doc);
            true
        })?;
        let mut found = vec![0; docs.len()];
        // All at once, which takes a fraction of the time that one by one takes.
        numbers_of(segment)?.get_vals(&docs, &mut found);
        Ok(found)
    };
    let mut found: Vec<Vec<u64>> = searcher.segment_readers().par_iter().map(of_segment).collect::<Result<_, _>>()?;
    found.sort_unstable_by_key(|numbers| numbers.first().copied());
    let mut found = if found.len() == 1 { found.swap_remove(0) } else { found.concat() };
    // Stories are mostly indexed in the order of their numbers: there are few runs to merge, which only this sort makes use of.
    if !found.is_sorted_by(|one, next| one < next) {
        found.sort();
        found.dedup();
    }
    Ok(found)
}

/// Whether any story matches.
pub(super) fn any(searcher: &Searcher, plan: &Plan) -> Result<bool, SearchError> {
    for segment in searcher.segment_readers() {
        let mut found = false;
        scan(segment, plan, false, |_, _| {
            found = true;
            false
        })?;
        if found {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether the story with this number may be among the best. It is asked of few: those that would be.
pub(super) type Allowed<'a> = &'a (dyn Fn(u64) -> bool + Sync);

/// The best places, best first, and whether any story matched at all, allowed or not.
pub(super) struct Best {
    pub(super) places: Vec<Place>,
    pub(super) any: bool,
}

/// The first `limit` places among the allowed stories.
pub(super) fn best(searcher: &Searcher, plan: &Plan, allowed: Allowed<'_>, limit: usize) -> Result<Best, SearchError> {
    let of_segment = |segment: &SegmentReader| -> Result<(BinaryHeap<Place>, bool), SearchError> {
        let numbers = numbers_of(segment)?;
        let mut any = false;
        // The worst of the best is on top, where it can be replaced.
        let mut heap: BinaryHeap<Place> = BinaryHeap::new();
        // A score below this one is not among the best; so is an equal one of an older story.
        let mut worst = Score::NEG_INFINITY;
        scan(segment, plan, true, |doc, score| {
            any = true;
            if score < worst {
                return true;
            }
            let place = Place::new(score, numbers.get_val(doc));
            let full = heap.len() >= limit;
            let beaten = full && heap.peek().is_none_or(|worst| place >= *worst);
            if beaten || !allowed(place.number()) {
                return true;
            }
            if full {
                heap.pop();
            }
            heap.push(place);
            if heap.len() >= limit {
                worst = heap.peek().map_or(worst, |place| place.score());
            }
            true
        })?;
        Ok((heap, any))
    };
    let found: Vec<_> = searcher.segment_readers().par_iter().map(of_segment).collect::<Result<_, _>>()?;
    let any = found.iter().any(|(_, any)| *any);
    let mut places: Vec<Place> = found.into_iter().flat_map(|(heap, _)| heap).collect();
    places.sort_unstable();
    places.truncate(limit);
    Ok(Best { places, any })
}

/// Gives every living match to `take`, in order, until it returns false.
fn scan(
    segment: &SegmentReader,
    plan: &Plan,
    scored: bool,
    mut take: impl FnMut(DocId, Score) -> bool,
) -> Result<(), SearchError> {
    let Some(mut cursor) = Opener::new(segment, scored).open(plan)? else { return Ok(()) };
    let alive = segment.alive_bitset();
    let mut window = Window::new();
    let mut go_on = true;
    let mut start = cursor.ahead(0);
    while start != TERMINATED && go_on {
        cursor.fill(start, &mut window);
        window.each(|doc, score| {
            if go_on && alive.is_none_or(|alive| alive.is_alive(doc)) {
                go_on = take(doc, score);
            }
        });
        start = cursor.ahead(window.end());
    }
    Ok(())
}

/// The number of each document; every story has exactly one.
fn numbers_of(segment: &SegmentReader) -> Result<Arc<dyn ColumnValues<u64>>, SearchError> {
    Ok(segment.fast_fields().u64(NUMBER)?.values)
}
