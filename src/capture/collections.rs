//! Making collections, each with a join code that is easy to say and hard to guess.

use std::collections::HashMap;

use chrono::Utc;

use super::intake::CaptureError;
use crate::access::MayCollect;
use crate::frameworks::Shelf;
use crate::model::{Day, Fault, Framework, JoinCode, Title, clean_line};
use crate::store::{Collection, Store, StoreError};

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

/// How many signifiers somebody answers who takes a turn at a shared tablet.
const KIOSK: std::ops::RangeInclusive<usize> = 3..=5;

/// Letters that are not mistaken for one another when read out or written by hand.
const LETTERS: &[u8] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Every collection, with the number of its stories.
///
/// # Errors
/// [`StoreError`].
pub async fn counted_collections(_right: MayCollect, store: &Store) -> Result<Vec<(Collection, i64)>, StoreError> {
    let counts: HashMap<String, i64> = store.collection_counts().await?.into_iter().collect();
    let counted = |collection: Collection| {
        let stories = counts.get(&collection.join_code).copied().unwrap_or_default();
        (collection, stories)
    };
    Ok(store.collections().await?.into_iter().map(counted).collect())
}

/// Closes a collection, today being its last day; see [`Store::close_collection`].
///
/// # Errors
/// [`StoreError`].
pub async fn close_collection(_right: MayCollect, store: &Store, code: &JoinCode) -> Result<bool, StoreError> {
    store.close_collection(code.as_str(), Utc::now().date_naive()).await
}

/// Opens a collection again; see [`Store::reopen_collection`].
///
/// # Errors
/// [`StoreError`].
pub async fn reopen_collection(_right: MayCollect, store: &Store, code: &JoinCode) -> Result<bool, StoreError> {
    store.reopen_collection(code.as_str(), Utc::now().date_naive()).await
}

/// Checks and makes a collection, with a fresh join code.
///
/// # Errors
/// [`CaptureError`].
pub async fn make_collection(
    _right: MayCollect,
    store: &Store,
    shelf: &Shelf,
    wanted: NewCollection,
) -> Result<Collection, CaptureError> {
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
    match shelf.newest_of(&wanted.framework) {
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
        return Err(CaptureError::Faulty(faults));
    }
    let NewCollection { framework, opens, closes, audiences, signifiers, kiosk, .. } = wanted;
    let mut made = Collection {
        join_code: join_code(),
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
    };
    while !store.add_collection(&made).await? {
        made.join_code = join_code();
    }
    Ok(made)
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

fn join_code() -> String {
    let bytes: [u8; 8] = rand::random();
    let letter = |byte: &u8| char::from(LETTERS[usize::from(*byte) % LETTERS.len()]);
    let letters: String = bytes.iter().map(letter).collect();
    format!("{}-{}", &letters[..4], &letters[4..])
}
