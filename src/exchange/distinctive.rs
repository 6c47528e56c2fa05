//! Whether two people would hardly tell the same story, so that one that comes again under another id is the same.
//!
//! Texts and answers are compared as a whole before this is asked. Taking the story of a second person for one that is stored
//! loses it, and storing a story twice can be put right, so in doubt two stories are two.
//!
//! Evidence is counted in coordinates that a person placed freely, of which each tells apart about a hundred people:
//!
//! - ten characters of text count as one;
//! - a dyad counts as one, a triad and a placed stone as two, but not where many people put theirs: on the steps of a scale (every
//!   twentieth), at the edges, and in the corners and the centre of a triangle;
//! - choices and “not applicable” count nothing, because many people choose the same.
//!
//! Four are enough: a text of 40 characters, one of 20 with a triad, or two triads. A text of 20 characters with a step of a dyad
//! is not.

use crate::model::{Answer, Answers, Triad, Unit, WHOLE};
use crate::store::NewStory;

/// The evidence that is enough.
const ENOUGH: usize = 4;

/// So many characters of text weigh as much as one coordinate.
const CHARACTERS: usize = 10;

/// The distance between the steps of the finest scale in use, in ten-thousandths.
const STEP: u16 = WHOLE / 20;

/// Whether two people would hardly tell this story by chance.
pub(super) fn is_distinctive(story: &NewStory) -> bool {
    story.text.chars().count() / CHARACTERS + coordinates(&story.answers) >= ENOUGH
}

/// How many coordinates were placed freely.
fn coordinates(answers: &Answers) -> usize {
    let of = |answer: &Answer| match answer {
        Answer::Triad(triad) => {
            if is_common(*triad) {
                0
            } else {
                2
            }
        }
        Answer::Dyad(position) => usize::from(!is_step(*position)),
        Answer::Stones(stones) => stones.values().map(|place| if is_step(place.x) && is_step(place.y) { 0 } else { 2 }).sum(),
        _ => 0,
    };
    answers.given.values().map(of).sum()
}

fn is_step(position: Unit) -> bool {
    position.parts().is_multiple_of(STEP)
}

/// Whether each weight is nothing, a third, a half or the whole, up to rounding: a corner, the middle of an edge, or the centre.
fn is_common(triad: Triad) -> bool {
    let common = [0, WHOLE / 3, WHOLE / 2, WHOLE];
    triad.parts().iter().all(|part| common.iter().any(|usual| part.abs_diff(*usual) <= WHOLE / 100))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use uuid::Uuid;

    use super::*;
    use crate::model::{Consent, ModerationState, Place, Source};

    fn told(text: &str, given: Vec<Answer>) -> NewStory {
        let given = given.into_iter().enumerate().map(|(place, answer)| (format!("q{place}"), answer)).collect();
        NewStory {
            id: Uuid::nil(),
            receipt_mac: [0; 32],
            body_mac: [0; 32],
            framework: "small".to_owned(),
            version: 1,
            language: "en".parse().unwrap(),
            prompt: "story".to_owned(),
            title: String::new(),
            text: text.to_owned(),
            answers: Answers { given, ..Answers::default() },
            consent: Consent { analysis: true, quotation: false },
            asked: None,
            collection: None,
            received: NaiveDate::default(),
            state: ModerationState::Held,
            source: Source::Imported,
            worried: false,
            teller_mac: None,
        }
    }

    fn triad(weights: [f64; 3]) -> Answer {
        Answer::Triad(Triad::new(weights).unwrap())
    }

    fn dyad(position: f64) -> Answer {
        Answer::Dyad(Unit::new(position).unwrap())
    }

    fn stone(x: f64, y: f64) -> Answer {
        let place = Place { x: Unit::new(x).unwrap(), y: Unit::new(y).unwrap() };
        Answer::Stones([("s".to_owned(), place)].into())
    }

    /// Twenty characters that many people write.
    const STOCK: &str = "It was very helpful.";

    #[test]
    fn a_long_text_or_several_places_are_told_by_one_person() {
        for story in [
            told("We waited for a year and heard nothing at all.", vec![]),
            told("They rang back on the same day.", vec![triad([0.5, 0.3, 0.2])]),
            told(STOCK, vec![triad([0.61, 0.27, 0.12])]),
            told("", vec![triad([0.61, 0.27, 0.12]), triad([0.05, 0.15, 0.8])]),
            told("No.", vec![dyad(0.37), dyad(0.81), stone(0.12, 0.9)]),
            told("No.", (1..=4).map(|at| dyad(0.1 + f64::from(at) * 0.13)).collect()),
        ] {
            assert!(is_distinctive(&story), "{} {:?}", story.text, story.answers);
        }
    }

    #[test]
    fn a_few_words_with_one_place_or_with_steps_of_scales_are_told_by_many() {
        let steps = || [0.0, 0.25, 0.5, 0.75, 1.0, 0.1, 0.9, 0.05].map(dyad).to_vec();
        let choice = Answer::Choice { options: vec!["family".to_owned()], write_in: None };
        for story in [
            told("", vec![]),
            told(STOCK, vec![]),
            told(STOCK, vec![dyad(0.25)]),
            told(STOCK, vec![dyad(0.37)]),
            told("No.", vec![triad([0.61, 0.27, 0.12])]),
            told(STOCK, steps()),
            told(STOCK, vec![triad([1.0, 0.0, 0.0]), triad([0.5, 0.5, 0.0]), triad([0.333, 0.333, 0.334])]),
            told(STOCK, vec![stone(0.0, 1.0), stone(0.5, 0.5)]),
            told(STOCK, vec![choice, Answer::NotApplicable]),
        ] {
            assert!(!is_distinctive(&story), "{} {:?}", story.text, story.answers);
        }
    }
}
