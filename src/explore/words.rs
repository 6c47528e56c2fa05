//! The words of a selection: those that tell it from the rest, phrases that come back, and zones that words go with.

use serde::{Deserialize, Serialize};

use super::resolve::View;
use super::texts::{MOST_TEXTS, Told};
use super::work::Work;
use super::{Explore, ExploreError};
use crate::access::MayExplore;
use crate::model::{Fault, Selection};
use crate::patterns::{self, FEW_IN_GROUP, KeyTerm, KeynessOptions, Phrase, Rows, Watch, WordInZones};
use crate::search::How;

/// Words and phrases that are listed when nobody says how many.
const USUAL: usize = 30;
const LARGEST: usize = 200;
/// Words whose zones may be asked for at once, and the letters of each.
const MOST_WORDS: usize = 20;
const LONGEST_WORD: usize = 100;
/// A phrase comes back when it stands in so many stories.
const COMES_BACK: u64 = 2;
/// A word that occurs less often tells nothing.
const LEAST: u64 = 3;

/// What is asked.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({"selection": {"framework": "sheffield-send", "triads": [{"signifier": "difference", "zones": ["person"]}]},
    "zones": {"signifier": "difference", "words": ["waiting", "\"rang back\""]}, "limit": 30, "seed": 1}))]
pub struct WordsAsked {
    /// Which stories.
    pub selection: Selection,
    /// What they are compared with; all other stories of the framework when missing. Stories of the selection are left out.
    pub against: Option<Selection>,
    /// Asks in which zones of a triad words are told.
    pub zones: Option<WordsOfZones>,
    /// How many words and phrases to list: 1 to 200, 30 when missing.
    pub limit: Option<usize>,
    /// The same seed takes the same sample where there are very many stories.
    pub seed: u64,
}

/// Words whose zones are asked for.
#[derive(Clone, Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"signifier": "difference", "words": ["waiting"]}))]
pub struct WordsOfZones {
    /// The triad's id.
    pub signifier: String,
    /// Up to 20 words or "phrases in quotes", as in a search: a word finds its other forms too.
    pub words: Vec<String>,
}

/// The words of a selection.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"framework": "sheffield-send", "matching": 412, "change": 1048, "fuzzy": false,
    "selection": {"readable": 380, "counted": 380, "words": 41200}, "against": {"readable": 1900, "counted": 1900, "words": 220100},
    "more": [{"term": "waiting", "selection": 41, "rest": 20, "log_odds": 1.1, "z": 4.2}], "less": [],
    "phrases": [{"phrase": "waiting for an assessment", "count": 31, "stories": 27}], "zones": [], "warnings": []}))]
pub struct WordsAnswer {
    /// The framework whose stories these are.
    pub framework: String,
    /// Stories in the selection.
    pub matching: u64,
    /// The last change that the answer takes into account.
    pub change: u64,
    /// Whether no story holds the words of the selection's text as typed, and similar words were taken instead.
    pub fuzzy: bool,
    /// What was counted of the selection.
    pub selection: TextsCounted,
    /// What was counted of the stories it is compared with.
    pub against: TextsCounted,
    /// Words that the selection uses more (z ≥ 1.96), the most telling first.
    pub more: Vec<KeyTerm>,
    /// Words that it uses less (z ≤ −1.96), the most telling first.
    pub less: Vec<KeyTerm>,
    /// Phrases of two to four words that stand in two stories of the selection or more.
    pub phrases: Vec<Phrase>,
    /// The zones of the words asked for, in the order asked for.
    pub zones: Vec<ZonesOfWord>,
    /// What a reader should know first.
    pub warnings: Vec<String>,
}

/// Texts whose words were counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"readable": 380, "counted": 380, "words": 41200}))]
pub struct TextsCounted {
    /// Stories whose text may be read.
    pub readable: u64,
    /// Those whose words were counted.
    pub counted: u64,
    /// Words in them, stop words left out.
    pub words: u64,
}

/// A word and its zones.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct ZonesOfWord {
    /// The word as it was asked for.
    #[schema(example = "waiting")]
    pub word: String,
    /// Over the stories of the selection whose text may be read.
    #[serde(flatten)]
    pub zones: WordInZones,
}

/// What is known before texts are read.
struct Sides {
    view: View,
    /// Stories that may be read, and the numbers of those to be counted.
    own: (u64, Vec<u64>),
    other: (u64, Vec<u64>),
    zones: Vec<ZonesOfWord>,
}

impl Explore {
    /// The words of a selection.
    ///
    /// # Errors
    /// [`ExploreError`].
    pub async fn words(&self, right: MayExplore, asked: WordsAsked, work: &Work) -> Result<WordsAnswer, ExploreError> {
        let limit = asked.limit.unwrap_or(USUAL);
        if !(1..=LARGEST).contains(&limit) {
            return Err(ExploreError::Faulty(Fault::new("limit", format!("ask for 1 to {LARGEST} words and phrases"))));
        }
        let sides = self.at_work(work, move |views, _| views.sides(&asked)).await?;
        let numbers = [sides.own.1.as_slice(), &sides.other.1].concat();
        let told = self.told(right, &numbers, work).await?;
        self.at_work(work, move |_, watch| count(sides, &told, limit, watch)).await
    }

    fn sides(&self, asked: &WordsAsked) -> Result<Sides, ExploreError> {
        let view = self.view(&asked.selection)?;
        let others = match &asked.against {
            Some(selection) => self.also(&view, selection, "against")?.without(&view.rows),
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

    fn zones_of_words(&self, view: &View, asked: &WordsOfZones) -> Result<Vec<ZonesOfWord>, ExploreError> {
        let fault = |field: String, message: String| Err(ExploreError::Faulty(Fault::new(field, message)));
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
            let matches = index.matching(word)?;
            // A word that nobody used goes with no zone; what is spelt alike is another word.
            let numbers: Vec<u64> = if matches.how == How::Exact { matches.numbers.iter().collect() } else { Vec::new() };
            let with_word = view.columns.with_numbers(&numbers);
            let found = patterns::word_in_zones(&view.columns, &readable, &with_word, &asked.signifier);
            let found = found.map_err(|fault| ExploreError::from(fault).within("signifier", "zones.signifier"))?;
            zones.push(ZonesOfWord { word: word.clone(), zones: found });
        }
        Ok(zones)
    }
}

fn count(sides: Sides, told: &Told, limit: usize, watch: &Watch<'_>) -> Result<WordsAnswer, ExploreError> {
    let go_on = || watch.check().map_err(|_| ExploreError::BrokenOff);
    let Sides { view, own, other, zones } = sides;
    let stop_words = told.stop_words();
    let (own_counts, other_counts) = (told.counts(&own.1), told.counts(&other.1));
    go_on()?;
    let options = KeynessOptions { prior: None, least: LEAST, limit: Some(limit), stop_words };
    let keyness = patterns::keyness(&own_counts, &other_counts, &options);
    go_on()?;
    let texts: Vec<&[String]> = own.1.iter().filter_map(|number| told.words.get(number).map(Vec::as_slice)).collect();
    let phrases = patterns::phrases(&texts, &options.stop_words, COMES_BACK, limit);
    let counted = |(readable, numbers): &(u64, Vec<u64>), words: u64| TextsCounted {
        readable: *readable,
        counted: numbers.iter().filter(|number| told.words.contains_key(number)).count() as u64,
        words,
    };
    let (selection, against) = (counted(&own, keyness.selection), counted(&other, keyness.rest));
    Ok(WordsAnswer {
        matching: view.rows.len() as u64,
        framework: view.framework,
        change: view.change,
        fuzzy: view.fuzzy,
        warnings: warnings(&selection, &against, told),
        selection,
        against,
        more: keyness.more,
        less: keyness.less,
        phrases,
        zones,
    })
}

fn warnings(selection: &TextsCounted, against: &TextsCounted, told: &Told) -> Vec<String> {
    let mut warnings = patterns::warnings(selection.counted);
    for (side, of) in [(selection, "the selection"), (against, "what it is compared with")] {
        if side.counted == 0 {
            warnings.push(format!("There is no story of {of} that may be read: no word can tell the two apart."));
        } else if side.counted < FEW_IN_GROUP {
            let counted = side.counted;
            warnings.push(format!(
                "Of {of}, only {counted} stories can be read: take the words that tell the two apart with care."
            ));
        } else if side.readable > MOST_TEXTS as u64 {
            let (counted, readable) = (side.counted, side.readable);
            warnings.push(format!("Of {of}, the words of {counted} stories were counted, drawn at random from {readable}."));
        }
    }
    let unknown = told.without_stop_words();
    if !unknown.is_empty() {
        warnings.push(format!("No stop words are known for {}: everyday words are among those listed.", unknown.join(", ")));
    }
    warnings
}
