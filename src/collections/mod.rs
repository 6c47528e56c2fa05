//! Collections: made with a join code that is easy to say and hard to guess, closed, opened again, and counted.

use std::collections::HashMap;

use thiserror::Error;

use crate::access::{MayCollect, Right};
use crate::frameworks::FrameworkRegistry;
use crate::model::{Clock, Day, Fault, Framework, JoinCode, Title, clean_line};
use crate::store::{Store, StoreError};

pub use crate::store::Collection;

/// A collection that is to be made.
#[derive(Default)]
pub struct NewCollection {
    /// What it is called.
    pub name: String,
    /// The framework that is used.
    pub framework: String,
    /// The round it belongs to.
    pub round: Option<String>,
    /// The first day on which it takes stories.
    pub opens: Option<Day>,
    /// The last day on which it takes stories.
    pub closes: Option<Day>,
    /// Where it is held.
    pub place: Option<String>,
    /// The partner organisation that holds it.
    pub partner: Option<String>,
    /// Who is asked; everyone when empty.
    pub audiences: Vec<String>,
    /// The signifiers that are asked; all when empty.
    pub signifiers: Vec<String>,
    /// Whether people take turns at a shared tablet.
    pub kiosk: bool,
}

/// How many signifiers a person answers who takes a turn at a shared tablet.
const KIOSK: std::ops::RangeInclusive<usize> = 3..=5;

/// Why a collection could not be made or changed.
#[derive(Debug, Error)]
pub enum CollectionError {
    /// Some of its fields are not right.
    #[error("{}", crate::model::faults_in_words(.0))]
    Faulty(Vec<Fault>),
    /// No collection has this join code.
    #[error("there is no collection with this join code; check how it is written")]
    Unknown,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes, closes and counts collections.
#[derive(Clone)]
pub struct Collections {
    store: Store,
    registry: FrameworkRegistry,
    clock: Clock,
}

impl Collections {
    /// The collections in this store.
    pub fn new(store: Store, registry: FrameworkRegistry, clock: Clock) -> Self {
        Self { store, registry, clock }
    }

    /// Every collection, with the number of its stories.
    ///
    /// # Errors
    /// [`CollectionError::Store`].
    pub async fn counted(&self, _right: MayCollect) -> Result<Vec<(Collection, i64)>, CollectionError> {
        let counts: HashMap<String, i64> = self.store.collection_counts().await?.into_iter().collect();
        let counted = |collection: Collection| {
            let stories = counts.get(&collection.join_code).copied().unwrap_or_default();
            (collection, stories)
        };
        Ok(self.store.collections().await?.into_iter().map(counted).collect())
    }

    /// Checks and makes a collection, with a new join code.
    ///
    /// # Errors
    /// [`CollectionError`].
    pub async fn make(&self, right: MayCollect, new: NewCollection) -> Result<Collection, CollectionError> {
        self.registry.freshen().await;
        let mut made = checked(&self.registry, new)?;
        while !self.store.add_collection(right.actor(), &made).await? {
            made.join_code = JoinCode::from_random(rand::random()).into_inner();
        }
        Ok(made)
    }

    /// Closes a collection; today is its last day. See [`Store::close_collection`].
    ///
    /// # Errors
    /// [`CollectionError::Unknown`], [`CollectionError::Store`].
    pub async fn close(&self, right: MayCollect, code: &JoinCode) -> Result<(), CollectionError> {
        let exists = self.store.close_collection(right.actor(), code.as_str(), self.clock.today()).await?;
        if exists { Ok(()) } else { Err(CollectionError::Unknown) }
    }

    /// Opens a collection again; see [`Store::reopen_collection`].
    ///
    /// # Errors
    /// [`CollectionError::Unknown`], [`CollectionError::Store`].
    pub async fn reopen(&self, right: MayCollect, code: &JoinCode) -> Result<(), CollectionError> {
        let exists = self.store.reopen_collection(right.actor(), code.as_str(), self.clock.today()).await?;
        if exists { Ok(()) } else { Err(CollectionError::Unknown) }
    }
}

fn checked(registry: &FrameworkRegistry, wanted: NewCollection) -> Result<Collection, CollectionError> {
    let mut faults = Vec::new();
    let mut line = |field: &str, text: &str| match clean_line(text, Title::LIMIT) {
        Ok(text) if text.is_empty() => {
            faults.push(Fault::new(field, "write a few words, or leave it out"));
            text
        }
        Ok(text) => text,
        Err(error) => {
            faults.push(Fault::new(field, error));
            String::new()
        }
    };
    let name = line("name", &wanted.name);
    let round = wanted.round.as_deref().map(|round| line("round", round));
    let place = wanted.place.as_deref().map(|place| line("place", place));
    let partner = wanted.partner.as_deref().map(|partner| line("partner", partner));
    match registry.newest_of(&wanted.framework) {
        Some(framework) => faults.extend(not_in(&framework, &wanted)),
        None => faults.push(Fault::new("framework", format!("there is no published framework “{}”", wanted.framework))),
    }
    let asked = wanted.signifiers.len();
    if wanted.kiosk && !KIOSK.contains(&asked) {
        let message = format!("at a shared tablet 3 to 5 questions are asked; choose that many (this names {asked})");
        faults.push(Fault::new("signifiers", message));
    }
    if let (Some(opens), Some(closes)) = (wanted.opens, wanted.closes)
        && closes < opens
    {
        faults.push(Fault::new("closes", "the last day lies before the first"));
    }
    if !faults.is_empty() {
        return Err(CollectionError::Faulty(faults));
    }
    let NewCollection { framework, opens, closes, audiences, signifiers, kiosk, .. } = wanted;
    Ok(Collection {
        join_code: JoinCode::from_random(rand::random()).into_inner(),
        closed: false,
        name,
        framework,
        round,
        opens: opens.map(Day::into),
        closes: closes.map(Day::into),
        place,
        partner,
        audiences,
        signifiers,
        kiosk,
    })
}

/// What a collection names that its framework does not have, or names twice.
fn not_in(framework: &Framework, wanted: &NewCollection) -> Vec<Fault> {
    let signifiers: Vec<&str> = framework.signifiers.iter().map(|signifier| signifier.id.as_str()).collect();
    let audiences: Vec<&str> = framework.audiences.iter().map(String::as_str).collect();
    let mut faults = Vec::new();
    let lists =
        [("audiences", "audience", &wanted.audiences, audiences), ("signifiers", "signifier", &wanted.signifiers, signifiers)];
    for (list, what, named, known) in lists {
        for (place, id) in named.iter().enumerate() {
            let field = format!("{list}[{place}]");
            if !known.contains(&id.as_str()) {
                let (slug, known) = (&framework.slug, known.join(", "));
                let message = format!("“{slug}” has no {what} “{}”; choose from {known}", id.escape_debug());
                faults.push(Fault::new(field, message));
            } else if named[..place].contains(id) {
                faults.push(Fault::new(field, format!("“{id}” stands there twice")));
            }
        }
    }
    faults
}
