//! The planted truth: what is in the demo's stories, as a table. The generator draws from it, tests look for it, and
//! `docs/DEMO.md` says it in words.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

/// The table, as text. Tests in other languages read the same file.
const TABLE: &str = include_str!("truth.json");

/// Probabilities or weights by id. They need not sum to 1.
pub type Weights = BTreeMap<String, f64>;

/// The whole table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Truth {
    /// The rounds of the year, in order. Stories before the first one answer an earlier version, without a round.
    pub rounds: Vec<Round>,
    /// Shares of stories that are held, may be quoted and so on.
    pub stories: StoryShares,
    /// Shares of answers.
    pub answers: AnswerShares,
    /// What is planted in the stories of each framework, the shipped one first.
    pub frameworks: Vec<Planted>,
    /// What analysts must be able to find, with its sign and size.
    pub findings: Vec<Finding>,
}

/// A round, in days before today.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// Its name.
    pub id: String,
    /// Its first day.
    pub first: u64,
    /// Its last day; 0 is today.
    pub last: u64,
}

/// Shares of stories, from 0 to 1.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoryShares {
    /// Held for a moderator.
    pub held: f64,
    /// Held, and the storyteller is worried about a person's safety.
    pub worried: f64,
    /// Not to be used in analysis: in no view at all.
    pub no_consent_to_analysis: f64,
    /// To be quoted in public.
    pub may_be_quoted: f64,
    /// Storytellers who stop within the core questions.
    pub stops_in_the_core: f64,
    /// Storytellers who answer the core and no more.
    pub core_only: f64,
    /// Storytellers who go on and stop before the end; the rest see everything.
    pub some_more: f64,
}

/// Shares of answers to one signifier, from 0 to 1, of those who were asked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerShares {
    /// “It does not fit”, where nothing else is planted.
    pub not_applicable: f64,
    /// Skipped.
    pub unanswered: f64,
}

/// What is planted in the stories of one framework.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Planted {
    /// The framework's slug.
    pub framework: String,
    /// Who tells stories through the open form, without a collection.
    pub open_form: Weights,
    /// The collections, each once a round.
    pub collections: Vec<PlantedCollection>,
    /// Where storytellers are from.
    pub localities: Weights,
    /// The child's age band.
    pub ages: Weights,
    /// The kinds of experience.
    pub experiences: Vec<Experience>,
    /// How often each kind occurs; the first that fits a storyteller counts.
    pub shares: Vec<Shares>,
    /// Where answers to triads lie; the first that fits a story counts, and otherwise they lie anywhere.
    pub gathers: Vec<Gathers>,
    /// Where answers to dyads lie; the first that fits counts. Otherwise confidence is that of the experience, and others lie
    /// around the middle.
    pub positions: Vec<Positioned>,
    /// By how much answers to dyads lie further right, all that fit together.
    pub moves: Vec<Move>,
    /// Options that are chosen more often than others; the first that fits counts.
    pub choices: Vec<Chosen>,
    /// The share of “it does not fit” where it is another than usual, by signifier.
    pub not_applicable: Weights,
}

/// A collection of each round.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlantedCollection {
    /// The first part of its join code; the second is the number of the round.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Where it is held.
    pub place: Option<String>,
    /// Who holds it.
    pub partner: Option<String>,
    /// Its share of the stories of a round; what is left comes by the open form.
    pub share: f64,
    /// Who tells stories there.
    pub audiences: Weights,
    /// The signifiers that are asked; all when empty.
    #[serde(default)]
    pub signifiers: Vec<String>,
    /// Whether people take turns at a shared tablet.
    #[serde(default)]
    pub kiosk: bool,
}

/// A kind of experience.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Experience {
    /// Its id, which is also that of its texts.
    pub id: String,
    /// Where answers to confidence dyads lie, from 0 to 1.
    pub confidence: f64,
}

/// The stories that something holds for. A part that is empty holds for all.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Where {
    /// Of these audiences.
    pub audience: Vec<String>,
    /// From these localities.
    pub locality: Vec<String>,
    /// Of these rounds.
    pub round: Vec<String>,
    /// About these kinds of experience.
    pub experience: Vec<String>,
    /// About children of these age bands.
    pub age: Vec<String>,
}

/// How often each kind of experience occurs.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shares {
    /// For whom.
    #[serde(rename = "where")]
    pub of_stories: Where,
    /// By kind of experience.
    pub of: Weights,
}

/// Where answers to a triad lie.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gathers {
    /// The triad.
    pub signifier: String,
    /// In which stories.
    #[serde(rename = "where")]
    pub of_stories: Where,
    /// The share of answers near each corner; the rest lie anywhere in the triangle.
    pub corners: Weights,
}

/// Where answers to a dyad lie.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Positioned {
    /// The dyad.
    pub signifier: String,
    /// In which stories.
    #[serde(rename = "where")]
    pub of_stories: Where,
    /// Their middle, from 0 to 1.
    pub at: f64,
    /// About their standard deviation.
    pub spread: f64,
}

/// By how much answers to a dyad lie further right.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// The dyad.
    pub signifier: String,
    /// In which stories.
    #[serde(rename = "where")]
    pub of_stories: Where,
    /// By how much; to the left when negative.
    pub by: f64,
}

/// Options that are chosen more often than others.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chosen {
    /// The choice.
    pub signifier: String,
    /// In which stories.
    #[serde(rename = "where")]
    pub of_stories: Where,
    /// The weights of these options; every other one has 1.
    pub options: Weights,
}

/// Something that analysts must be able to find in a few thousand of the demo's stories.
#[derive(Debug, Deserialize)]
pub struct Finding {
    /// What it is called.
    pub id: String,
    /// It in words, as the documentation says it.
    pub says: String,
    /// The view that shows it: `compare`, `trends`, `patterns`, `clusters`, `associations` or `words`.
    pub view: String,
    /// The request, and what its answer must be.
    #[serde(flatten)]
    pub details: Map<String, Value>,
}

impl Truth {
    /// The table.
    ///
    /// # Errors
    /// The table cannot be read. A test reads it, so this concerns only those who edit it.
    pub fn read() -> Result<Self, serde_json::Error> {
        serde_json::from_str(TABLE)
    }

    /// What is planted in the stories of a framework.
    pub fn of(&self, framework: &str) -> Option<&Planted> {
        self.frameworks.iter().find(|planted| planted.framework == framework)
    }
}
