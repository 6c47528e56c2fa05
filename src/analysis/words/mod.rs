//! The words of a selection: words that distinguish it from the rest, recurring phrases, and the zones of words.

pub(in crate::analysis) mod texts;

use serde::{Deserialize, Serialize};

use crate::access::{MayAnalyse, Right};
use crate::analysis::jobs::task::TaskHandle;
use crate::analysis::selection::{Undecided, View};
use crate::analysis::words::texts::{MOST_TEXTS, StoryWords};
use crate::analysis::{Analysis, AnalysisError};
use crate::disclosure::{Matching, Policy};
use crate::model::{Fault, Selection};
use crate::patterns::{self, FEW_IN_GROUP, KeyTerm, KeynessOptions, Phrase, Progress, Rows, WordInZones};

/// Words and phrases that are listed by default.
const USUAL: usize = 30;
const LARGEST: usize = 200;
/// Words whose zones may be requested at once, and the characters of each.
const MOST_WORDS: usize = 20;
const LONGEST_WORD: usize = 100;
/// A phrase is listed when it is in at least this many stories.
const COMES_BACK: u64 = 2;
/// Words that occur less often are not tested, unless all do.
const LEAST_OCCURRENCES: u64 = 3;

/// The request.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({"selection": {"framework": "sheffield-send", "triads": [{"signifier": "difference", "zones": ["person"]}]},
    "zones": {"signifier": "difference", "words": ["waiting", "\"rang back\""]}, "limit": 30, "seed": 1}))]
pub struct WordsRequest {
    /// The stories.
    pub selection: Selection,
    /// The stories to compare with; all other stories of the framework when missing. Stories of the selection are left out.
    pub against: Option<Selection>,
    /// The words whose zones in a triad are counted.
    pub zones: Option<ZoneWords>,
    /// The number of words and phrases to list: 1 to 200, 30 when missing.
    pub limit: Option<usize>,
    /// Equal seeds take equal samples where there are very many stories.
    pub seed: u64,
}

/// Words whose zones are counted.
#[derive(Clone, Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"signifier": "difference", "words": ["waiting"]}))]
pub struct ZoneWords {
    /// The triad's id.
    pub signifier: String,
    /// Up to 20 words or "phrases in quotes", as in a search: a word finds its other forms too.
    pub words: Vec<String>,
}

/// The words of a selection.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"framework": "sheffield-send", "matching": 412, "change": 1048, "fuzzy": false, "partial": false, "undecided": {"without_answer": 0, "not_readable": 31},
    "selection": {"readable": 380, "counted": 380, "words": 41200}, "against": {"readable": 1900, "counted": 1900, "words": 220100},
    "more": [{"term": "waiting", "selection": 41, "rest": 20, "selection_stories": 27, "rest_stories": 14, "log_odds": 1.1, "z": 4.2, "telling": true}], "less": [],
    "phrases": [{"phrase": "waiting for an assessment", "count": 31, "stories": 27}], "zones": [], "warnings": []}))]
pub struct WordsBody {
    /// The framework whose stories these are.
    pub framework: String,
    /// How many stories are in the selection.
    #[serde(flatten)]
    pub matching: Matching,
    /// The last change that the answer takes into account.
    pub change: u64,
    /// Whether no story contains the words of the selection's text as typed, so that similar words were used.
    pub fuzzy: bool,
    /// Whether no story has all of the words, so that stories with those that say most of it were taken.
    pub partial: bool,
    /// How the selection's text was read, when it has operators or brackets, or related words were searched for, too.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "(waiting OR list) AND help")]
    pub read_as: Option<String>,
    /// Stories that are left out because it cannot be said whether they match.
    pub undecided: Undecided,
    /// What was counted in the selection.
    pub selection: TextCounts,
    /// What was counted in the stories it is compared with.
    pub against: TextCounts,
    /// Words that the selection uses more, with the largest z first: `telling` ones (z ≥ 1.96), then others up to the limit.
    pub more: Vec<KeyTerm>,
    /// Words that it uses less, with the smallest z first: `telling` ones (z ≤ −1.96), then others up to the limit.
    pub less: Vec<KeyTerm>,
    /// Phrases of two to four words that occur in two stories of the selection or more.
    pub phrases: Vec<Phrase>,
    /// The zones of the requested words, in the order of the request.
    pub zones: Vec<WordZones>,
    /// Warnings to read first.
    pub warnings: Vec<String>,
}

/// Texts whose words were counted. Of 1 to 9 stories, all three are null, and no words are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"readable": 380, "counted": 380, "words": 41200}))]
pub struct TextCounts {
    /// Stories whose text may be read.
    pub readable: Option<u64>,
    /// Stories whose words were counted.
    pub counted: Option<u64>,
    /// Their words, without stop words.
    pub words: Option<u64>,
}

/// A word and its zones.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct WordZones {
    /// The word as it was requested.
    #[schema(example = "waiting")]
    pub word: String,
    /// 10, when the word is in 1 to 9 of the stories, or these are so few themselves. Then there are no figures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fewer_than: Option<u64>,
    /// Its zones, over the stories of the selection whose text may be read.
    #[serde(flatten)]
    pub zones: Option<WordInZones>,
}

/// The two sides of the comparison, before texts are read.
struct Sides {
    view: View,
    /// The number of readable stories, and the numbers of those to count.
    own: (u64, Vec<u64>),
    other: (u64, Vec<u64>),
    zones: Vec<WordZones>,
}

impl Analysis {
    /// The words of a selection.
    ///
    /// # Errors
    /// [`AnalysisError`].
    pub async fn words(&self, right: MayAnalyse, asked: WordsRequest, work: &TaskHandle) -> Result<WordsBody, AnalysisError> {
        self.note_view(right.actor(), &asked.selection);
        if let Some(against) = &asked.against {
            self.note_view(right.actor(), against);
        }
        let limit = asked.limit.unwrap_or(USUAL);
        if !(1..=LARGEST).contains(&limit) {
            return Err(AnalysisError::Faulty(Fault::new("limit", format!("ask for 1 to {LARGEST} words and phrases"))));
        }
        let sides = self.run_task(work, move |views, _| views.sides(&asked)).await?;
        let numbers = [sides.own.1.as_slice(), &sides.other.1].concat();
        let permit = self.permit(work).await?;
        let words = self.words_of_readable(right, &numbers, &permit, work).await?;
        self.run_with(&permit, work, move |_, progress| count(sides, &words, limit, progress)).await
    }

    fn sides(&self, asked: &WordsRequest) -> Result<Sides, AnalysisError> {
        let view = self.view(&asked.selection)?;
        let others = match &asked.against {
            Some(selection) => self.also(&view, selection, "against")?.rows.without(&view.rows),
            None => view.columns.all().without(&view.rows),
        };
        let side = |rows: &Rows, seed: u64| {
            let readable = view.columns.readable(rows) as u64;
            (readable, view.columns.sample_readable(rows, MOST_TEXTS, seed))
        };
        let (own, other) = (side(&view.rows, asked.seed), side(&others, asked.seed ^ 1));
        let zones = asked.zones.as_ref().map(|asked| self.zones_of_words(&view, asked)).transpose()?;
        Ok(Sides { own, other, zones: zones.unwrap_or_default(), view })
    }

    fn zones_of_words(&self, view: &View, asked: &ZoneWords) -> Result<Vec<WordZones>, AnalysisError> {
        let fault = |field: String, message: String| Err(AnalysisError::Faulty(Fault::new(field, message)));
        if asked.words.len() > MOST_WORDS {
            return fault("zones.words".to_owned(), format!("ask for at most {MOST_WORDS} words at once"));
        }
        let index = self.projection.index()?;
        let readable = view.columns.readable_rows(&view.rows);
        let mut zones = Vec::with_capacity(asked.words.len());
        for (at, word) in asked.words.iter().enumerate() {
            if word.trim().is_empty() || word.chars().count() > LONGEST_WORD {
                let message = format!("a word has 1 to {LONGEST_WORD} letters");
                return fault(format!("zones.words[{at}]"), message);
            }
            // A word that nobody used has no zones; similar spellings and related words are other words.
            let numbers = index.matching_as_typed(word);
            let numbers = numbers.map_err(|error| AnalysisError::of_query(error, &format!("zones.words[{at}]")))?;
            let with_word = view.columns.with_numbers(&numbers);
            let found = patterns::word_in_zones(&view.columns, &readable, &with_word, &asked.signifier);
            let found = found.map_err(|fault| AnalysisError::from(fault).within("signifier", "zones.signifier"))?;
            let few = [found.with_word, found.answered].into_iter().any(|stories| self.policy.is_too_few(stories))
                || view.is_too_few();
            let (fewer_than, found) = if few { (Some(self.policy.fewest_counted), None) } else { (None, Some(found)) };
            zones.push(WordZones { word: word.clone(), fewer_than, zones: found });
        }
        Ok(zones)
    }
}

fn count(sides: Sides, words: &StoryWords, limit: usize, progress: &Progress<'_>) -> Result<WordsBody, AnalysisError> {
    let go_on = || progress.check().map_err(|_| AnalysisError::BrokenOff);
    let Sides { view, own, other, zones } = sides;
    let stop_words = words.stop_words();
    let (own_counts, other_counts) = (words.counts(&own.1), words.counts(&other.1));
    go_on()?;
    let mut options = KeynessOptions { prior: None, least: LEAST_OCCURRENCES, limit: Some(limit), stop_words };
    let mut keyness = patterns::keyness(&own_counts, &other_counts, &options);
    if keyness.more.is_empty() && keyness.less.is_empty() {
        // In few short texts no word comes back; the first words are shown all the same.
        options.least = 1;
        keyness = patterns::keyness(&own_counts, &other_counts, &options);
    }
    go_on()?;
    let texts: Vec<&[String]> = own.1.iter().filter_map(|number| words.words.get(number).map(Vec::as_slice)).collect();
    let phrases = patterns::phrases(&texts, &options.stop_words, COMES_BACK, limit);
    let counted = |(readable, numbers): &(u64, Vec<u64>), all: u64| Counted {
        readable: *readable,
        stories: numbers.iter().filter(|number| words.words.contains_key(number)).count() as u64,
        words: all,
    };
    let (selection, against) = (counted(&own, keyness.selection), counted(&other, keyness.rest));
    let own_is_few = view.is_too_few() || view.policy.is_too_few(selection.stories);
    if own_is_few || view.policy.is_too_few(against.stories) {
        (keyness.more, keyness.less) = Default::default();
    }
    let phrases = if own_is_few { Vec::new() } else { phrases };
    let mut warnings = [warnings(&selection, &against, words, &view.policy), view.left_out()].concat();
    let mut listed = keyness.more.iter().chain(&keyness.less).peekable();
    if listed.peek().is_some() && !listed.any(|term| term.telling) {
        warnings.push("No word tells the two sides apart: those listed may differ by chance.".to_owned());
    }
    Ok(WordsBody {
        matching: view.matching(),
        // Beside a few stories, the number of all others would tell how few.
        against: if view.is_too_few() { TextCounts::default() } else { against.told(&view.policy) },
        undecided: view.undecided(),
        framework: view.framework,
        change: view.change,
        fuzzy: view.fuzzy,
        partial: view.partial,
        read_as: view.read_as,
        warnings,
        selection: selection.told(&view.policy),
        more: keyness.more,
        less: keyness.less,
        phrases,
        zones,
    })
}

/// Texts whose words were counted.
struct Counted {
    readable: u64,
    stories: u64,
    words: u64,
}

impl Counted {
    fn told(&self, policy: &Policy) -> TextCounts {
        let is_told = |of: &u64| policy.told(self.readable.min(self.stories)).is_some().then_some(*of);
        TextCounts { readable: is_told(&self.readable), counted: is_told(&self.stories), words: is_told(&self.words) }
    }
}

fn warnings(selection: &Counted, against: &Counted, words: &StoryWords, policy: &Policy) -> Vec<String> {
    let mut warnings = patterns::warnings(selection.stories);
    for (side, of) in [(selection, "the selection"), (against, "what it is compared with")] {
        if side.stories == 0 {
            warnings.push(format!("No story of {of} may be read, so no word can tell the two apart."));
        } else if policy.is_too_few(side.stories) {
            let fewest = policy.fewest_counted;
            warnings.push(format!("Of {of}, fewer than {fewest} stories can be read, so no words are listed."));
        } else if side.stories < FEW_IN_GROUP {
            let counted = side.stories;
            warnings.push(format!("Of {of}, only {counted} stories can be read: use the telling words with care."));
        } else if side.readable > MOST_TEXTS as u64 {
            let (counted, readable) = (side.stories, side.readable);
            warnings.push(format!("Of {of}, the words of {counted} stories were counted, sampled at random from {readable}."));
        }
    }
    let unknown = words.without_stop_words();
    if !unknown.is_empty() {
        warnings.push(format!("There are no stop words for {}: common words are listed too.", unknown.join(", ")));
    }
    warnings
}
