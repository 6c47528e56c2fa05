//! Asking the index: every match, or a page of the best.

use roaring::RoaringTreemap;
use serde::{Deserialize, Serialize};

use super::collect;
use super::cursor::{Cursor, Place};
use super::error::SearchError;
use super::grammar;
use super::index::Index;
use super::plan::Planner;

/// How the stories were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(example = "exact")]
pub enum How {
    /// They hold what was typed.
    Exact,
    /// No story does; they hold words that are spelt nearly so.
    Fuzzy,
}

/// All stories that match.
#[derive(Clone, Debug, PartialEq)]
pub struct Matches {
    /// Their numbers.
    pub numbers: RoaringTreemap,
    /// Whether they match as typed.
    pub how: How,
}

/// One story on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The store's number of the story.
    pub number: u64,
    /// How well it matches (BM25, title doubled); comparable within one query only.
    pub score: f32,
}

/// Some of the matching stories, best first.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// At most as many as were asked for.
    pub hits: Vec<Hit>,
    /// Whether they match as typed.
    pub how: How,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<Cursor>,
}

impl Index {
    /// Numbers of all stories that match what a person typed (see `grammar.rs` for what can be said). A query without
    /// any word matches none.
    ///
    /// # Errors
    /// Only what the disk or tantivy report; no query is wrong.
    pub fn matching(&self, query: &str) -> Result<Matches, SearchError> {
        let searcher = self.reader.searcher();
        let planner = Planner::new(&searcher, &self.fields)?;
        let clauses = grammar::parse(query);
        let numbers = match planner.exact(&clauses)? {
            Some(plan) => collect::numbers(&searcher, &*plan)?,
            None => RoaringTreemap::new(),
        };
        if numbers.is_empty()
            && let Some(plan) = planner.fuzzy(&clauses)?
        {
            let numbers = collect::numbers(&searcher, &*plan)?;
            let how = if numbers.is_empty() { How::Exact } else { How::Fuzzy };
            return Ok(Matches { numbers, how });
        }
        Ok(Matches { numbers, how: How::Exact })
    }

    /// The best stories among the allowed ones: by score, the newest first among equals. Whether misspelt words count
    /// is decided as in [`Index::matching`], by the whole index and not by what is allowed.
    ///
    /// Following [`Page::next`] meets every match once, also while stories come and go between two pages.
    ///
    /// # Errors
    /// Only what the disk or tantivy report; no query is wrong.
    pub fn ranked(
        &self,
        query: &str,
        allowed: &RoaringTreemap,
        after: Option<Cursor>,
        limit: usize,
    ) -> Result<Page, SearchError> {
        let searcher = self.reader.searcher();
        let planner = Planner::new(&searcher, &self.fields)?;
        let clauses = grammar::parse(query);
        let statistics = planner.statistics();
        let how_before = after.as_ref().map(|cursor| cursor.how);
        let shown = after.map(|cursor| cursor.shown).unwrap_or_default();
        let allowed = &(allowed - &shown);
        // One more than asked for shows whether another page follows.
        let best = |query: &_| collect::best(&searcher, &statistics, query, allowed, limit.saturating_add(1));

        if how_before.is_none_or(|how| how == How::Exact)
            && let Some(plan) = planner.exact(&clauses)?
        {
            let found = best(&*plan)?;
            if found.any || how_before.is_some() {
                return Ok(page(found.places, How::Exact, limit, shown));
            }
        }
        if how_before.is_none_or(|how| how == How::Fuzzy)
            && let Some(plan) = planner.fuzzy(&clauses)?
        {
            let found = best(&*plan)?;
            let how = if found.any { How::Fuzzy } else { How::Exact };
            return Ok(page(found.places, how, limit, shown));
        }
        Ok(page(Vec::new(), How::Exact, limit, shown))
    }
}

fn page(mut places: Vec<Place>, how: How, limit: usize, mut shown: RoaringTreemap) -> Page {
    let more = places.len() > limit;
    places.truncate(limit);
    shown.extend(places.iter().map(|place| place.number()));
    let next = more.then_some(Cursor { how, shown });
    let hits = places.iter().map(|place| Hit { number: place.number(), score: place.score() }).collect();
    Page { hits, how, next }
}
