//! A plan: words to look up, and how they are joined. `scan` carries it out.

use tantivy::query::{Bm25Weight, Weight};
use tantivy::{Score, Term};

/// What is looked for.
pub(super) enum Plan {
    /// Every story.
    Everything,
    /// The stories with a word.
    Word(Lookup),
    /// The stories that tantivy finds: words next to each other, or very many words.
    Other(Other),
    /// The stories of any of these. Scores add up.
    Any(Vec<Plan>),
    /// The stories of all that are wanted and none that are not.
    All(All),
    /// The stories with parts that are worth at least so much together.
    Most(Most),
}

/// A word in one field.
pub(super) struct Lookup {
    pub(super) term: Term,
    pub(super) weight: Bm25Weight,
    /// Stories with it.
    pub(super) stories: u64,
}

/// A query of tantivy.
pub(super) struct Other {
    pub(super) scored: Box<dyn Weight>,
    pub(super) unscored: Box<dyn Weight>,
    pub(super) boost: Score,
    /// Stories with it, at most.
    pub(super) stories: u64,
    /// What it says: for words next to each other the sum of what they say.
    pub(super) information: Score,
}

/// Parts that must be there, and parts that must not. Something is wanted.
pub(super) struct All {
    /// Those that the fewest stories have come first.
    pub(super) wanted: Vec<Plan>,
    pub(super) unwanted: Vec<Plan>,
}

/// Parts of which some may be missing.
pub(super) struct Most {
    /// Each with what it is worth.
    pub(super) parts: Vec<(Plan, Score)>,
    /// What a story needs.
    pub(super) least: Score,
}

impl Plan {
    /// One of several ways; a word found in two ways counts more.
    pub(super) fn any(mut ways: Vec<Self>) -> Self {
        match (ways.len(), ways.pop()) {
            (1, Some(only)) => only,
            (_, last) => Self::Any(ways.into_iter().chain(last).collect()),
        }
    }

    /// Everything that is wanted, or every story, and nothing that is unwanted. `stories` is how many there are.
    pub(super) fn all(mut wanted: Vec<Self>, unwanted: Vec<Self>, stories: u64) -> Self {
        if unwanted.is_empty() && wanted.len() == 1 {
            return wanted.remove(0);
        }
        if wanted.is_empty() {
            if unwanted.is_empty() {
                return Self::Everything;
            }
            wanted.push(Self::Everything);
        }
        wanted.sort_by_key(|part| part.stories(stories));
        Self::All(All { wanted, unwanted })
    }

    /// What it says that a story matches: the inverse document frequency of BM25, where there are `all` stories.
    pub(super) fn information(&self, all: u64) -> Score {
        match self {
            Self::Everything | Self::Most(_) => 0.0,
            Self::Word(word) => information(word.stories, all),
            Self::Other(other) => other.information,
            Self::Any(ways) => ways.iter().map(|way| way.information(all)).min_by(Score::total_cmp).unwrap_or(0.0),
            Self::All(parts) => parts.wanted.iter().map(|part| part.information(all)).sum(),
        }
    }

    /// How many of the `all` stories match: an estimate that is the same for every part of the index.
    pub(super) fn stories(&self, all: u64) -> u64 {
        match self {
            Self::Everything | Self::Most(_) => all,
            Self::Word(word) => word.stories,
            Self::Other(other) => other.stories,
            Self::Any(ways) => ways.iter().map(|way| way.stories(all)).max().unwrap_or(0),
            Self::All(parts) => parts.wanted.iter().map(|part| part.stories(all)).min().unwrap_or(all),
        }
    }
}

/// What a word says that so many of all stories have.
pub(super) fn information(stories: u64, all: u64) -> Score {
    let (stories, all) = (stories as Score, all as Score);
    (1.0 + (all - stories + 0.5).max(0.5) / (stories + 0.5)).ln()
}
