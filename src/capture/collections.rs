//! Making collections, each with a join code that is easy to say and hard to guess.

use chrono::NaiveDate;

use super::intake::CaptureError;
use crate::frameworks::Shelf;
use crate::model::{Fault, Title, clean_line};
use crate::store::{Collection, Store};

/// A collection that is to be made.
pub struct NewCollection {
    /// What it is called.
    pub name: String,
    /// The framework that is used.
    pub framework: String,
    /// The round it belongs to.
    pub round: Option<String>,
    /// The first day on which it takes stories.
    pub opens: Option<NaiveDate>,
    /// The last day on which it takes stories.
    pub closes: Option<NaiveDate>,
}

/// Letters that are not mistaken for one another when read out or written by hand.
const LETTERS: &[u8] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Checks and makes a collection, with a fresh join code.
///
/// # Errors
/// [`CaptureError`].
pub async fn make_collection(store: &Store, shelf: &Shelf, wanted: NewCollection) -> Result<Collection, CaptureError> {
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
    if shelf.newest_of(&wanted.framework).is_none() {
        faults.push(Fault::new("framework", format!("there is no published framework “{}”", wanted.framework)));
    }
    if let (Some(opens), Some(closes)) = (wanted.opens, wanted.closes)
        && closes < opens
    {
        faults.push(Fault::new("closes", "the last day lies before the first"));
    }
    if !faults.is_empty() {
        return Err(CaptureError::Faulty(faults));
    }
    loop {
        let made = Collection {
            join_code: join_code(),
            name: name.clone(),
            framework: wanted.framework.clone(),
            round: round.clone(),
            opens: wanted.opens,
            closes: wanted.closes,
        };
        if store.add_collection(&made).await? {
            return Ok(made);
        }
    }
}

fn join_code() -> String {
    let bytes: [u8; 8] = rand::random();
    let letter = |byte: &u8| char::from(LETTERS[usize::from(*byte) % LETTERS.len()]);
    let letters: String = bytes.iter().map(letter).collect();
    format!("{}-{}", &letters[..4], &letters[4..])
}
