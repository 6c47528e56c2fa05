//! The stories of a selection, best or newest first or in random order, with snippets and facet counts.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use roaring::RoaringTreemap;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::access::{MayAnalyse, Right};
use crate::analysis::beside::Beside;
use crate::analysis::nearest::{Listed, NearPlace, nearest_page};
use crate::analysis::not_asked::Limits;
use crate::analysis::random_order::random_page;
use crate::analysis::readable_stories::ReadableStories;
use crate::analysis::selection::{TextResult, Undecided, worded};
use crate::analysis::{Analysis, AnalysisError, Medoid};
use crate::disclosure::Matching;
use crate::model::{AnswerInput, Fault, Language, Selection};
use crate::patterns::{self, Ordered, Replies};
use crate::search::{Cursor, Fragment, Highlighter, Index};
use crate::store::StoredStory;

const PAGE: usize = 20;
const LARGEST_PAGE: usize = 100;
/// Characters of a story that a result shows.
const SNIPPET: usize = 240;

/// The request.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({"selection": {"framework": "sheffield-send", "text": "waiting list"}, "limit": 20, "facets": ["audience"]}))]
pub struct SearchRequest {
    /// The stories.
    pub selection: Selection,
    /// The number of stories on a page: 1 to 100.
    pub limit: Option<usize>,
    /// The `next` of the previous page.
    pub cursor: Option<String>,
    /// The order; by relevance when there is a text query, otherwise newest first.
    pub sort: Option<Sort>,
    /// For `nearest`: the place.
    pub near: Option<NearPlace>,
    /// For `random`: equal seeds give equal orders; 1 when missing.
    pub seed: Option<u64>,
    /// Choice signifiers whose options are counted over the whole selection.
    pub facets: Vec<String>,
}

/// The order of search results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Best match first.
    Relevance,
    /// Newest first.
    Newest,
    /// In an order that depends on the seed only: the first page is a random sample.
    Random,
    /// Nearest first to the place on a map that `near` names. Stories without an answer there are not listed.
    Nearest,
}

/// A page of stories.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"matching": 412, "readable": 380, "change": 1048, "fuzzy": false, "partial": false, "undecided": {"without_answer": 0, "not_readable": 31}, "stories": [{
    "id": "01990a3e-7c00-7000-8000-1f2e3d4c5b6a", "framework": "sheffield-send", "version": 1, "language": "en", "prompt": "moment", "title": "The phone call",
    "snippet": [{"text": "We were on the ", "hit": false}, {"text": "waiting list", "hit": true}, {"text": " for a year.", "hit": false}],
    "received": "2026-03-02", "answers": {"difference": {"triad": [0.62, 0.3, 0.08]}}, "not_asked": ["voice"], "redacted": false, "quotable": true, "score": 4.2
}], "facets": {"audience": {"child": 120, "family": 270}},
    "facet_replies": {"audience": {"answered": 390, "not_applicable": 0, "unanswered": 10, "not_asked": 12}}}))]
pub struct SearchBody {
    /// How many stories are in the selection, readable or not. A text query only finds readable stories.
    #[serde(flatten)]
    pub matching: Matching,
    /// The number of these stories whose text is cleared and can be read here; null when they are too few to be counted.
    #[schema(example = 380)]
    pub readable: Option<u64>,
    /// Whether no texts are shown, because the selection says who told the stories, and leaves fewer than 5 that can be read.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schema(required = false)]
    pub texts_not_shown: bool,
    /// The last change that the answer takes into account.
    pub change: u64,
    /// Whether no story contains the words as typed, so that similar words were used.
    pub fuzzy: bool,
    /// Whether no story has all of the words, so that stories with those that say most of it were taken.
    pub partial: bool,
    /// How the text was read, when it has operators or brackets, or related words were searched for, too.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "(waiting OR list) AND help")]
    pub read_as: Option<String>,
    /// Stories that are left out because it cannot be said whether they match.
    pub undecided: Undecided,
    /// The stories on this page.
    pub stories: Vec<SearchHit>,
    /// Stories by option, for each requested facet, over the whole selection; none when the stories are too few. For facets about
    /// the storyteller, the count of an option that 1 to 9 chose is null.
    #[schema(value_type = BTreeMap<String, BTreeMap<String, Option<u64>>>)]
    pub facets: BTreeMap<String, Ordered<Option<u64>>>,
    /// How the storytellers replied, for each requested facet, over the whole selection; none when the stories are too few.
    pub facet_replies: BTreeMap<String, Replies>,
    /// The cursor of the next page; missing on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A story that was found.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(example = json!({
    "id": "01990a3e-7c00-7000-8000-1f2e3d4c5b6a", "framework": "sheffield-send", "version": 1, "language": "en", "prompt": "moment", "title": "The phone call",
    "snippet": [{"text": "We were on the ", "hit": false}, {"text": "waiting list", "hit": true}, {"text": " for a year.", "hit": false}],
    "received": "2026-03-02", "answers": {"difference": {"triad": [0.62, 0.3, 0.08]}}, "not_asked": ["voice"], "redacted": false, "quotable": true, "score": 4.2
}))]
pub struct SearchHit {
    /// The story's id.
    pub id: Uuid,
    /// The framework's slug.
    pub framework: String,
    /// The framework's version.
    pub version: u32,
    /// The language and variant of the form; without the variant where answers are not shown.
    pub language: Language,
    /// The prompt's id. Missing when only some audiences are asked it and an answer about the storyteller is not shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt: Option<String>,
    /// The title; may be empty.
    pub title: String,
    /// A part of the text, with the words of the query marked.
    pub snippet: Vec<Fragment>,
    /// The day on which it was received.
    pub received: NaiveDate,
    /// The join code of its collection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collection: Option<String>,
    /// The answers. A signifier of the story's version that is neither here nor in `not_asked` was asked and skipped.
    #[schema(value_type = BTreeMap<String, AnswerInput>)]
    pub answers: BTreeMap<String, AnswerInput>,
    /// The signifiers of the story's version that its storyteller was not asked, in the framework's order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub not_asked: Vec<String>,
    /// Answers that are not shown: those about the storyteller that fewer than 5 cleared stories share with those that are shown, and
    /// with them replies to questions that only some storytellers are asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false, example = json!(["locality"]))]
    pub not_shown: Vec<String>,
    /// Whether a moderator has redacted it.
    pub redacted: bool,
    /// Whether its storyteller agrees to be quoted in public.
    pub quotable: bool,
    /// Its score, when the order is by relevance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f32>,
}

/// A story that may be read.
pub struct ReadStory {
    /// The story as it is stored.
    pub story: StoredStory,
    /// The answers that may be shown beside it.
    pub answers: BTreeMap<String, AnswerInput>,
    /// Answers about the storyteller that are not shown.
    pub not_shown: Vec<String>,
    /// Whether its prompt may be shown.
    pub prompt: bool,
}

/// A page of the index, and where the next one starts.
struct IndexPage {
    matching: u64,
    readable: u64,
    texts_not_shown: bool,
    fuzzy: bool,
    partial: bool,
    read_as: Option<String>,
    undecided: patterns::Undecided,
    facets: BTreeMap<String, Ordered<Option<u64>>>,
    facet_replies: BTreeMap<String, Replies>,
    hits: Vec<(u64, Option<f32>)>,
    next: Option<String>,
    highlighter: Highlighter,
}

impl Analysis {
    /// A page of the stories of a selection.
    ///
    /// # Errors
    /// [`AnalysisError`].
    pub async fn search(&self, right: MayAnalyse, asked: SearchRequest) -> Result<SearchBody, AnalysisError> {
        self.note_view(right.actor(), &asked.selection);
        let limit = asked.limit.unwrap_or(PAGE);
        if !(1..=LARGEST_PAGE).contains(&limit) {
            return Err(AnalysisError::Faulty(Fault::new("limit", format!("a page holds 1 to {LARGEST_PAGE} stories"))));
        }
        let change = self.projection.change();
        let views = self.clone();
        let found = tokio::task::spawn_blocking(move || views.page(&asked, limit)).await;
        let found = found.map_err(|_| AnalysisError::BrokenOff)??;
        let stories = self.show(&found).await?;
        let IndexPage {
            matching,
            readable,
            texts_not_shown,
            fuzzy,
            partial,
            read_as,
            undecided,
            facets,
            facet_replies,
            next,
            ..
        } = found;
        Ok(SearchBody {
            matching: self.policy.matching(matching),
            readable: (!self.policy.is_too_few(matching)).then_some(readable),
            texts_not_shown,
            change,
            fuzzy,
            partial,
            read_as,
            undecided: Undecided::told(undecided, &self.policy),
            stories,
            facets,
            facet_replies,
            next,
        })
    }

    /// One story whose text may be read, with the answers that may be shown beside it.
    ///
    /// # Errors
    /// [`AnalysisError::UnknownStory`] when there is none, or it is not cleared.
    pub async fn story(&self, _right: MayAnalyse, id: Uuid) -> Result<ReadStory, AnalysisError> {
        let story = self.store.story_by_id(id).await?.filter(|story| story.visibility().is_readable());
        let story = story.ok_or(AnalysisError::UnknownStory)?;
        let shared = self.shared_answers([&story].into_iter()).await?;
        let Beside { answers, not_shown, prompt, .. } = self.beside(&story, &shared, Vec::new());
        Ok(ReadStory { story, answers, not_shown, prompt })
    }

    /// The ids and titles of the readable ones of these stories, by number.
    pub(super) async fn readable_titles(
        &self,
        _right: MayAnalyse,
        numbers: &[u64],
    ) -> Result<HashMap<u64, Medoid>, AnalysisError> {
        let stories = self.store.stories_by_number(numbers).await?;
        let readable = stories.into_iter().filter(|story| story.visibility().is_readable());
        Ok(readable.map(|story| (story.number, Medoid { id: story.id, title: story.title })).collect())
    }

    fn page(&self, asked: &SearchRequest, limit: usize) -> Result<IndexPage, AnalysisError> {
        let index = self.projection.index()?;
        let text = TextResult::look_up(&index, &asked.selection)?;
        let (mut matching, mut readable) = (0, ReadableStories::default());
        let frameworks = self.frameworks(&asked.selection)?;
        if frameworks.len() != 1 && !asked.facets.is_empty() {
            let message = "name the framework in `selection.framework` to count the options of its choices";
            return Err(AnalysisError::Faulty(Fault::new("facets", message)));
        }
        let near = place_asked_for(asked, frameworks.len())?;
        let mut nearest = None;
        let (mut facets, mut facet_replies) = (BTreeMap::new(), BTreeMap::new());
        let mut undecided = patterns::Undecided::default();
        for (slug, shared) in &frameworks {
            let columns = shared.read();
            let rows = text.rows(shared, &columns, &asked.selection)?;
            matching += rows.len() as u64;
            let left_out = text.undecided(shared, &columns, &asked.selection, &rows, None)?;
            undecided.without_answer += left_out.without_answer;
            undecided.not_readable += left_out.not_readable;
            if let Some(near) = near {
                nearest = Some(nearest_page(&columns, &columns.readable_rows(&rows), near, asked.cursor.as_deref(), limit)?);
            }
            for (place, signifier) in asked.facets.iter().enumerate() {
                let about_storytellers = self.about_storytellers(slug).contains(signifier);
                let (counts, replies) = columns.choice_counts(&rows, signifier).map_err(|fault| {
                    AnalysisError::Faulty(Fault { field: format!("facets[{place}]"), message: fault.message })
                })?;
                let counts = counts
                    .0
                    .into_iter()
                    .map(|(id, count)| (id, if about_storytellers { self.policy.told(count) } else { Some(count) }));
                facets.insert(signifier.clone(), counts.collect());
                facet_replies.insert(signifier.clone(), replies);
            }
            readable.add(columns, rows);
        }
        if self.policy.is_too_few(matching) {
            (facets, facet_replies) = Default::default();
        }
        let query = worded(asked.selection.text.as_deref());
        let (mut hits, mut next) = match nearest {
            Some(page) => page,
            None => list(&index, query, asked, &readable, limit)?,
        };
        let readable = readable.len();
        let texts_not_shown = readable > 0 && !self.policy.texts_may_be_shown(readable, self.is_by_who_told(&asked.selection));
        if texts_not_shown {
            (hits, next) = Default::default();
        }
        let highlighter = index.highlighter(query.unwrap_or_default())?;
        let TextResult { fuzzy, partial, read_as, .. } = text;
        Ok(IndexPage {
            matching,
            readable,
            texts_not_shown,
            fuzzy,
            partial,
            read_as,
            undecided,
            facets,
            facet_replies,
            hits,
            next,
            highlighter,
        })
    }

    async fn show(&self, found: &IndexPage) -> Result<Vec<SearchHit>, AnalysisError> {
        let numbers: Vec<u64> = found.hits.iter().map(|(number, _)| *number).collect();
        // The store decides: a story that was withdrawn or withheld a moment ago is not shown.
        let stories = self.store.stories_by_number(&numbers).await?;
        let mut stories: HashMap<u64, StoredStory> =
            stories.into_iter().filter(|story| story.visibility().is_readable()).map(|story| (story.number, story)).collect();
        let shared = self.shared_answers(stories.values()).await?;
        let (mut shown, mut limits) = (Vec::with_capacity(found.hits.len()), Limits::default());
        for (number, score) in &found.hits {
            let Some(story) = stories.remove(number) else { continue };
            let snippet = found.highlighter.snippet(&story.language, &story.text, SNIPPET);
            let not_asked = self.not_asked(&story, &mut limits).await?;
            let Beside { answers, not_asked, not_shown, prompt } = self.beside(&story, &shared, not_asked);
            shown.push(SearchHit {
                id: story.id,
                framework: story.framework,
                version: story.version,
                language: if not_shown.is_empty() { story.language } else { story.language.without_variant() },
                prompt: prompt.then_some(story.prompt),
                title: story.title,
                snippet,
                received: story.received,
                collection: story.collection,
                answers,
                not_asked,
                not_shown,
                redacted: story.redacted,
                quotable: story.consent.quotation,
                score: *score,
            });
        }
        Ok(shown)
    }
}

/// The place from which stories are listed, if they are listed by nearness.
fn place_asked_for(asked: &SearchRequest, frameworks: usize) -> Result<Option<&NearPlace>, AnalysisError> {
    let fault = |field: &str, message: &str| Err(AnalysisError::Faulty(Fault::new(field, message)));
    match (&asked.near, asked.sort == Some(Sort::Nearest)) {
        (None, true) => fault("near", "name the place to which the stories are nearest"),
        (Some(_), false) => fault("sort", "ask for the order “nearest”, or leave `near` out"),
        (Some(_), true) if frameworks != 1 => {
            fault("near", "name the framework in `selection.framework`, so that the place is of one map")
        }
        (near, _) => Ok(near.as_ref()),
    }
}

fn list(
    index: &Index,
    query: Option<&str>,
    asked: &SearchRequest,
    readable: &ReadableStories,
    limit: usize,
) -> Result<Listed, AnalysisError> {
    match query {
        _ if asked.sort == Some(Sort::Random) => random(&readable.numbers(), asked, limit),
        Some(query) if asked.sort != Some(Sort::Newest) => {
            let after = asked.cursor.as_deref().map(Cursor::decode).transpose()?;
            let page = index.ranked(query, |number| readable.contains(number), after, limit)?;
            let hits = page.hits.iter().map(|hit| (hit.number, Some(hit.score))).collect();
            Ok((hits, page.next.map(|cursor| cursor.encode())))
        }
        _ => newest(readable, asked.cursor.as_deref(), limit),
    }
}

/// Newest first. The cursor is the number of the last story shown, so new arrivals do not shift the pages.
fn newest(readable: &ReadableStories, cursor: Option<&str>, limit: usize) -> Result<Listed, AnalysisError> {
    let below = match cursor {
        None => u64::MAX,
        Some(cursor) => cursor.strip_prefix('n').and_then(|number| number.parse().ok()).ok_or_else(no_cursor)?,
    };
    // One more than requested shows whether another page follows.
    let mut page = readable.newest_below(below, limit + 1);
    let more = page.len() > limit;
    page.truncate(limit);
    let next = page.last().filter(|_| more).map(|number| format!("n{number}"));
    Ok((page.into_iter().map(|number| (number, None)).collect(), next))
}

/// In the order of a seed. The cursor holds the seed and the place of the last story shown.
fn random(readable: &RoaringTreemap, asked: &SearchRequest, limit: usize) -> Result<Listed, AnalysisError> {
    let seed = asked.seed.unwrap_or(1);
    let place = |cursor: &str| cursor.strip_prefix(&format!("r{seed}-"))?.parse().ok();
    let after = asked.cursor.as_deref().map(|cursor| place(cursor).ok_or_else(no_cursor)).transpose()?;
    let page = random_page(readable.iter(), seed, after, limit);
    let next = page.last.map(|last| format!("r{seed}-{last}"));
    Ok((page.numbers.into_iter().map(|number| (number, None)).collect(), next))
}

fn no_cursor() -> AnalysisError {
    AnalysisError::Faulty(Fault::new("cursor", "this is not a cursor; send the `next` of the previous page"))
}
