//! Runs a plan over every segment in parallel and collects all numbers, or the best matches.
//!
//! Scores are computed for every match and never skipped. Tantivy's shortcuts add scores in varying order, so the same query
//! would be ranked differently from one run to the next.

use std::collections::BinaryHeap;

use rayon::prelude::*;
use roaring::RoaringTreemap;
use tantivy::columnar::Column;
use tantivy::query::{EnableScoring, Query};
use tantivy::{DocId, Searcher, SegmentReader, TERMINATED};

use super::cursor::Place;
use super::error::SearchError;
use super::fields::NUMBER;
use super::statistics::Statistics;

/// The numbers of all stories that match.
pub(super) fn numbers(searcher: &Searcher, query: &dyn Query) -> Result<RoaringTreemap, SearchError> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let of_segment = |segment: &SegmentReader| -> Result<Vec<u64>, SearchError> {
        let number = number_of(segment)?;
        let alive = segment.alive_bitset();
        let mut found = Vec::new();
        weight.for_each_no_score(segment, &mut |docs| {
            let living = docs.iter().filter(|&&doc| alive.is_none_or(|alive| alive.is_alive(doc)));
            found.extend(living.map(|&doc| number(doc)));
        })?;
        Ok(found)
    };
    let found: Vec<Vec<u64>> = searcher.segment_readers().par_iter().map(of_segment).collect::<Result<_, _>>()?;
    let mut found = found.concat();
    found.sort_unstable();
    found.dedup();
    Ok(RoaringTreemap::from_sorted_iter(found).unwrap_or_default())
}

/// Whether any story matches.
pub(super) fn any(searcher: &Searcher, query: &dyn Query) -> Result<bool, SearchError> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    for segment in searcher.segment_readers() {
        let alive = segment.alive_bitset();
        let mut matching = weight.scorer(segment, 1.0)?;
        let mut doc = matching.doc();
        while doc != TERMINATED {
            if alive.is_none_or(|alive| alive.is_alive(doc)) {
                return Ok(true);
            }
            doc = matching.advance();
        }
    }
    Ok(false)
}

/// The best places, best first, and whether any story matched at all, allowed or not.
pub(super) struct Best {
    pub(super) places: Vec<Place>,
    pub(super) any: bool,
}

/// The first `limit` places among the allowed stories.
pub(super) fn best(
    searcher: &Searcher,
    statistics: &Statistics<'_>,
    query: &dyn Query,
    allowed: &RoaringTreemap,
    limit: usize,
) -> Result<Best, SearchError> {
    let weight = query.weight(EnableScoring::enabled_from_statistics_provider(statistics, searcher))?;
    let of_segment = |segment: &SegmentReader| -> Result<(BinaryHeap<Place>, bool), SearchError> {
        let number = number_of(segment)?;
        let alive = segment.alive_bitset();
        let mut any = false;
        // The worst of the best is on top, where it can be replaced.
        let mut heap: BinaryHeap<Place> = BinaryHeap::new();
        weight.for_each(segment, &mut |doc, score| {
            if alive.is_some_and(|alive| !alive.is_alive(doc)) {
                return;
            }
            any = true;
            let full = heap.len() >= limit;
            // The cheap check comes first: it rejects most matches.
            if full && heap.peek().is_none_or(|worst| Place::new(score, u64::MAX) >= *worst) {
                return;
            }
            let place = Place::new(score, number(doc));
            let beaten = full && heap.peek().is_some_and(|worst| place >= *worst);
            if beaten || !allowed.contains(place.number()) {
                return;
            }
            if full {
                heap.pop();
            }
            heap.push(place);
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

fn number_of(segment: &SegmentReader) -> Result<impl Fn(DocId) -> u64 + use<>, SearchError> {
    let column: Column<u64> = segment.fast_fields().u64(NUMBER)?;
    // Every story has exactly one number.
    Ok(move |doc| column.values.get_val(doc))
}
