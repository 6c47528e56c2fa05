//! Queries the index: all matches, or a page of the best.

use roaring::RoaringTreemap;

use super::collect;
use super::cursor::{Cursor, Place};
use super::error::SearchError;
use super::index::Index;
use super::match_kind::MatchKind;
use super::parser;
use super::plan::Planner;
use super::read_as;

/// All stories that match.
#[derive(Clone, Debug, PartialEq)]
pub struct Matches {
    /// The numbers of the stories, ascending.
    pub numbers: Vec<u64>,
    /// How they were found.
    pub kind: MatchKind,
    /// How the query was read, in operators and brackets; `None` for plain words that stand for themselves only.
    pub read_as: Option<String>,
}

/// One story on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The story's number in the store.
    pub number: u64,
    /// How well it matches (BM25, title doubled, related words halved); comparable within one query only.
    pub score: f32,
}

/// Some of the matching stories, best first.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// At most as many as requested.
    pub hits: Vec<Hit>,
    /// How they were found.
    pub kind: MatchKind,
    /// Where the next page starts; `None` on the last page.
    pub next: Option<Cursor>,
}

impl Index {
    /// Numbers of all stories that match what a person typed (see `grammar.rs` for the syntax), with words that mean the same.
    /// When there are none, spelling variants are tried, then stories with most of the words. A query without words matches
    /// nothing.
    ///
    /// # Errors
    /// [`SearchError::TooManyParts`] and [`SearchError::TooManyWords`] for a query that is too long; errors of the disk or of
    /// tantivy.
    pub fn matching(&self, query: &str) -> Result<Matches, SearchError> {
        let searcher = self.reader.searcher();
        let planner = Planner::new(&searcher, &self.fields)?;
        let asked = planner.with_related(&parser::parse(query)?)?;
        let read_as = read_as::of(&asked);
        for kind in MatchKind::ALL {
            let Some(plan) = planner.plan(kind, &asked)? else { continue };
            let numbers = collect::numbers(&searcher, &plan)?;
            if !numbers.is_empty() {
                return Ok(Matches { numbers, kind, read_as });
            }
        }
        Ok(Matches { numbers: Vec::new(), kind: MatchKind::Exact, read_as })
    }

    /// Numbers of the stories, ascending, that match exactly what was typed, in all its forms: without words that mean the same, and without
    /// any attempt to find others when there are none.
    ///
    /// # Errors
    /// As [`Index::matching`].
    pub fn matching_as_typed(&self, query: &str) -> Result<Vec<u64>, SearchError> {
        let searcher = self.reader.searcher();
        let planner = Planner::new(&searcher, &self.fields)?;
        match planner.exact(&parser::parse(query)?)? {
            Some(plan) => collect::numbers(&searcher, &plan),
            None => Ok(Vec::new()),
        }
    }

    /// The best matches among the stories whose numbers are allowed: highest score first, then newest. How they are found depends on the whole
    /// index and not on what is allowed, as in [`Index::matching`].
    ///
    /// Following [`Page::next`] returns every match once, even when stories are added or removed between two pages.
    ///
    /// # Errors
    /// As [`Index::matching`].
    pub fn ranked(
        &self,
        query: &str,
        allowed: impl Fn(u64) -> bool + Sync,
        after: Option<Cursor>,
        limit: usize,
    ) -> Result<Page, SearchError> {
        let searcher = self.reader.searcher();
        let planner = Planner::new(&searcher, &self.fields)?;
        let asked = planner.with_related(&parser::parse(query)?)?;
        let kind_before = after.as_ref().map(|cursor| cursor.kind);
        let shown = after.map(|cursor| cursor.shown).unwrap_or_default();
        let left = |number| !shown.contains(number) && allowed(number);
        for kind in MatchKind::ALL.into_iter().filter(|kind| kind_before.is_none_or(|before| before == *kind)) {
            let Some(plan) = planner.plan(kind, &asked)? else { continue };
            // One more than requested shows whether another page follows.
            let found = collect::best(&searcher, &plan, &left, limit.saturating_add(1))?;
            if found.any {
                return Ok(page(found.places, kind, limit, shown));
            }
        }
        Ok(page(Vec::new(), kind_before.unwrap_or(MatchKind::Exact), limit, shown))
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
