//! Queries the index: all matches, or a page of the best.

use roaring::RoaringTreemap;

use super::collect;
use super::cursor::{Cursor, Place};
use super::error::SearchError;
use super::index::Index;
use super::match_kind::MatchKind;
use super::parser;
use super::plan::Planner;

/// All stories that match.
#[derive(Clone, Debug, PartialEq)]
pub struct Matches {
    /// The numbers of the stories.
    pub numbers: RoaringTreemap,
    /// Whether they match as typed.
    pub kind: MatchKind,
}

/// One story on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The story's number in the store.
    pub number: u64,
    /// How well it matches (BM25, title doubled); comparable within one query only.
    pub score: f32,
}

/// Some of the matching stories, best first.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// At most as many as requested.
    pub hits: Vec<Hit>,
    /// Whether they match as typed.
    pub kind: MatchKind,
    /// Where the next page starts; `None` on the last page.
    pub next: Option<Cursor>,
}

impl Index {
    /// Numbers of all stories that match what a person typed (see `grammar.rs` for the syntax). A query without words matches
    /// nothing.
    ///
    /// # Errors
    /// [`SearchError::TooManyParts`] and [`SearchError::TooManyWords`] for a query that is too long; errors of the disk or of
    /// tantivy.
    pub fn matching(&self, query: &str) -> Result<Matches, SearchError> {
        let searcher = self.reader.searcher();
        let planner = Planner::new(&searcher, &self.fields)?;
        let asked = parser::parse(query)?;
        let numbers = match planner.exact(&asked)? {
            Some(plan) => collect::numbers(&searcher, &*plan)?,
            None => RoaringTreemap::new(),
        };
        if numbers.is_empty()
            && let Some(plan) = planner.fuzzy(&asked)?
        {
            let numbers = collect::numbers(&searcher, &*plan)?;
            let kind = if numbers.is_empty() { MatchKind::Exact } else { MatchKind::Fuzzy };
            return Ok(Matches { numbers, kind });
        }
        Ok(Matches { numbers, kind: MatchKind::Exact })
    }

    /// The best matches among the allowed stories: highest score first, then newest. Whether spelling variants are used depends
    /// on the whole index and not on what is allowed, as in [`Index::matching`].
    ///
    /// Following [`Page::next`] returns every match once, even when stories are added or removed between two pages.
    ///
    /// # Errors
    /// As [`Index::matching`].
    pub fn ranked(
        &self,
        query: &str,
        allowed: &RoaringTreemap,
        after: Option<Cursor>,
        limit: usize,
    ) -> Result<Page, SearchError> {
        let searcher = self.reader.searcher();
        let planner = Planner::new(&searcher, &self.fields)?;
        let asked = parser::parse(query)?;
        let statistics = planner.statistics();
        let kind_before = after.as_ref().map(|cursor| cursor.kind);
        let shown = after.map(|cursor| cursor.shown).unwrap_or_default();
        let allowed = &(allowed - &shown);
        // One more than requested shows whether another page follows.
        let best = |query: &_| collect::best(&searcher, &statistics, query, allowed, limit.saturating_add(1));

        if kind_before.is_none_or(|kind| kind == MatchKind::Exact)
            && let Some(plan) = planner.exact(&asked)?
        {
            let found = best(&*plan)?;
            if found.any || kind_before.is_some() {
                return Ok(page(found.places, MatchKind::Exact, limit, shown));
            }
        }
        if kind_before.is_none_or(|kind| kind == MatchKind::Fuzzy)
            && let Some(plan) = planner.fuzzy(&asked)?
        {
            let found = best(&*plan)?;
            let kind = if found.any { MatchKind::Fuzzy } else { MatchKind::Exact };
            return Ok(page(found.places, kind, limit, shown));
        }
        Ok(page(Vec::new(), MatchKind::Exact, limit, shown))
    }
}

fn page(mut places: Vec<Place>, kind: MatchKind, limit: usize, mut shown: RoaringTreemap) -> Page {
    let more = places.len() > limit;
    places.truncate(limit);
    shown.extend(places.iter().map(|place| place.number()));
    let next = more.then_some(Cursor { kind, shown });
    let hits = places.iter().map(|place| Hit { number: place.number(), score: place.score() }).collect();
    Page { hits, kind, next }
}
