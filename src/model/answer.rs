//! The answers of a storyteller: positions in ten-thousandths, and the four states of a reply.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::asked::AUDIENCE;

/// One whole, in the ten-thousandths in which every position is stored.
pub const WHOLE: u16 = 10_000;

/// How far the sum of a triad's three decimals may differ from 1.
const SUM_TOLERANCE: f64 = 0.001;

/// A point in a triangle: three weights ≥ 0 in ten-thousandths that sum to [`WHOLE`], in the framework's corner order.
///
/// The weights are integers because zone boundaries and sum checks must not depend on rounding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "[u16; 3]", into = "[u16; 3]")]
pub struct Triad([u16; 3]);

/// Why three numbers are not a point in a triangle.
#[derive(Clone, Copy, Debug, PartialEq, Error)]
pub enum WrongTriad {
    /// A weight is negative, above 1 or not a number.
    #[error("each of the three weights must be a number from 0 to 1")]
    Weight,
    /// The weights do not sum to 1 within ±0.001.
    #[error("the three weights must sum to 1, and these sum to {0:.4}")]
    Sum(f64),
}

impl Triad {
    /// Takes three decimals that sum to 1 ± 0.001 and rounds them to parts that sum to exactly [`WHOLE`], by largest remainder.
    ///
    /// # Errors
    /// [`WrongTriad`] names the rule that the numbers break.
    pub fn new(weights: [f64; 3]) -> Result<Self, WrongTriad> {
        if weights.iter().any(|w| !w.is_finite() || !(0.0..=1.0 + SUM_TOLERANCE).contains(w)) {
            return Err(WrongTriad::Weight);
        }
        let sum: f64 = weights.iter().sum();
        // A small tolerance, so that binary rounding does not reject 0.999 written in decimals.
        if (sum - 1.0).abs() > SUM_TOLERANCE + 1e-9 {
            return Err(WrongTriad::Sum(sum));
        }
        let exact = weights.map(|w| w / sum * f64::from(WHOLE));
        let mut parts = exact.map(|w| w.floor() as u16);
        let missing = WHOLE - parts.iter().sum::<u16>();
        let mut order = [0, 1, 2];
        order.sort_by(|&i, &j| (exact[j] - exact[j].floor()).total_cmp(&(exact[i] - exact[i].floor())));
        for &i in order.iter().take(usize::from(missing)) {
            parts[i] += 1;
        }
        Ok(Self(parts))
    }

    /// The three parts in ten-thousandths; they sum to [`WHOLE`].
    pub fn parts(self) -> [u16; 3] {
        self.0
    }

    /// The three weights as decimals that sum to 1.
    pub fn weights(self) -> [f64; 3] {
        self.0.map(|part| f64::from(part) / f64::from(WHOLE))
    }
}

impl TryFrom<[u16; 3]> for Triad {
    type Error = WrongTriad;

    fn try_from(parts: [u16; 3]) -> Result<Self, WrongTriad> {
        let sum: u32 = parts.iter().map(|&p| u32::from(p)).sum();
        if sum == u32::from(WHOLE) { Ok(Self(parts)) } else { Err(WrongTriad::Sum(f64::from(sum) / f64::from(WHOLE))) }
    }
}

impl From<Triad> for [u16; 3] {
    fn from(triad: Triad) -> Self {
        triad.0
    }
}

/// A position from 0 to 1, stored in ten-thousandths: a dyad's answer, or one coordinate of a stone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct Unit(u16);

/// A position that is not between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a position must be a number from 0 to 1")]
pub struct OutOfRange;

impl Unit {
    /// Takes a decimal from 0 to 1 and rounds it to the nearest ten-thousandth.
    ///
    /// # Errors
    /// [`OutOfRange`] for anything else.
    pub fn new(value: f64) -> Result<Self, OutOfRange> {
        if (0.0..=1.0).contains(&value) { Ok(Self((value * f64::from(WHOLE)).round() as u16)) } else { Err(OutOfRange) }
    }

    /// The position in ten-thousandths.
    pub fn parts(self) -> u16 {
        self.0
    }

    /// The position as a decimal from 0 to 1.
    pub fn value(self) -> f64 {
        f64::from(self.0) / f64::from(WHOLE)
    }
}

impl TryFrom<u16> for Unit {
    type Error = OutOfRange;

    fn try_from(parts: u16) -> Result<Self, OutOfRange> {
        if parts <= WHOLE { Ok(Self(parts)) } else { Err(OutOfRange) }
    }
}

impl From<Unit> for u16 {
    fn from(unit: Unit) -> Self {
        unit.0
    }
}

/// The position of a stone: x from left to right, y from bottom to top.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(Unit, Unit)", into = "(Unit, Unit)")]
pub struct Place {
    /// From the left edge (0) to the right edge (1).
    pub x: Unit,
    /// From the bottom edge (0) to the top edge (1).
    pub y: Unit,
}

impl From<(Unit, Unit)> for Place {
    fn from((x, y): (Unit, Unit)) -> Self {
        Self { x, y }
    }
}

impl From<Place> for (Unit, Unit) {
    fn from(place: Place) -> Self {
        (place.x, place.y)
    }
}

/// One signifier's answer, in the form of its kind. Ids are owned, or borrowed ([`Borrowed`](super::Borrowed)) where many
/// answers are read at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", bound(deserialize = "S: Deserialize<'de>"))]
pub enum Answer<S: Ord = String> {
    /// A point in the triangle.
    Triad(Triad),
    /// A point between the two ends, 0 at the left.
    Dyad(Unit),
    /// The stones that were placed, by stone id; a stone that is not listed was left unplaced. Never empty.
    Stones(BTreeMap<S, Place>),
    /// The options that were chosen, in the framework's order, and the storyteller's own words if they wrote any.
    Choice {
        /// Option ids.
        options: Vec<S>,
        /// Free text beside the options. It is text, and is held like a story until a person clears it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        write_in: Option<S>,
    },
    /// The storyteller said that the question does not fit the story.
    NotApplicable,
}

/// The four states of a reply. They are kept apart everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply<'a, S: Ord = String> {
    /// The storyteller answered.
    Answered(&'a Answer<S>),
    /// The storyteller said that the question does not fit.
    NotApplicable,
    /// The storyteller was asked the question and skipped it.
    Unanswered,
    /// The storyteller was not asked the question.
    NotAsked,
}

impl<'a, S: Ord> Reply<'a, S> {
    fn of(given: Option<&'a Answer<S>>) -> Self {
        match given {
            None => Self::Unanswered,
            Some(Answer::NotApplicable) => Self::NotApplicable,
            Some(answer) => Self::Answered(answer),
        }
    }
}

/// How a position was entered. It is stored because choosing from a list of seven places is less precise than pointing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum InputMode {
    /// A finger, a pen or a mouse on the picture.
    Pointer,
    /// The keyboard on the picture's handle.
    Keyboard,
    /// The linked sliders.
    Sliders,
    /// A list of places in words.
    Words,
}

/// All answers of one storyteller, by signifier id. A signifier that is not listed is unanswered or was not asked; the answers do
/// not say which.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers<S: Ord = String> {
    /// The answers, by signifier id.
    pub given: BTreeMap<S, Answer<S>>,
    /// How each answer was entered, where the page reported it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub inputs: BTreeMap<String, InputMode>,
}

impl<S: Ord + Borrow<str>> Answers<S> {
    /// The reply to one signifier.
    pub fn reply(&self, signifier: &str) -> Reply<'_, S> {
        Reply::of(self.given.get(signifier))
    }

    /// Who the storyteller is, if they said: the first option that they chose of `audience`.
    pub fn audience(&self) -> Option<&str> {
        match self.given.get(AUDIENCE)? {
            Answer::Choice { options, .. } => options.first().map(Borrow::borrow),
            _ => None,
        }
    }

    /// The replies to these signifiers, which must be in ascending order. Each answer is visited once.
    pub fn replies<'a>(&'a self, ascending: impl Iterator<Item = &'a str>) -> impl Iterator<Item = Reply<'a, S>> {
        let mut given = self.given.iter().peekable();
        ascending.map(move |signifier| {
            loop {
                let order = given.peek().map_or(Ordering::Greater, |(id, _)| (*id).borrow().cmp(signifier));
                let found = if order == Ordering::Greater { None } else { given.next() };
                if order != Ordering::Less {
                    return Reply::of(found.map(|(_, answer)| answer));
                }
            }
        })
    }
}

impl Answers {
    /// The storyteller's own words beside choices, by signifier id.
    pub fn write_ins(&self) -> impl Iterator<Item = (&str, &str)> {
        self.given.iter().filter_map(|(id, answer)| match answer {
            Answer::Choice { write_in: Some(words), .. } => Some((id.as_str(), words.as_str())),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replies_in_order_are_the_replies_one_by_one() {
        let mut answers = Answers::default();
        for (id, answer) in
            [("b", Answer::Dyad(Unit::try_from(7).unwrap())), ("c", Answer::NotApplicable), ("e", Answer::NotApplicable)]
        {
            answers.given.insert(id.to_owned(), answer);
        }
        for asked in [&["a", "b", "c", "d", "e", "f"][..], &["c"], &["d", "f"], &["b", "e"], &[]] {
            let one_by_one: Vec<Reply<'_>> = asked.iter().map(|id| answers.reply(id)).collect();
            assert_eq!(answers.replies(asked.iter().copied()).collect::<Vec<_>>(), one_by_one);
        }
    }

    #[test]
    fn a_triad_is_rounded_to_parts_that_sum_to_exactly_ten_thousand() {
        assert_eq!(Triad::new([0.62, 0.30, 0.08]).unwrap().parts(), [6200, 3000, 800]);
        assert_eq!(Triad::new([1.0 / 3.0; 3]).unwrap().parts().iter().sum::<u16>(), WHOLE);
        assert_eq!(Triad::new([0.6203, 0.3, 0.0806]).unwrap().parts().iter().sum::<u16>(), WHOLE);
        assert_eq!(Triad::new([0.0, 0.0, 0.999]).unwrap().parts(), [0, 0, WHOLE]);
    }

    #[test]
    fn a_triad_that_does_not_sum_to_one_is_refused() {
        assert_eq!(
            Triad::new([0.5, 0.3, 0.1]).unwrap_err().to_string(),
            "the three weights must sum to 1, and these sum to 0.9000"
        );
        assert_eq!(Triad::new([-0.1, 0.6, 0.5]), Err(WrongTriad::Weight));
        assert_eq!(Triad::new([f64::NAN, 0.5, 0.5]), Err(WrongTriad::Weight));
        assert_eq!(Triad::new([f64::INFINITY, 0.0, 0.0]), Err(WrongTriad::Weight));
    }

    #[test]
    fn not_applicable_and_unanswered_are_kept_apart() {
        let answers = Answers { given: [("voice".to_owned(), Answer::NotApplicable)].into(), ..Answers::default() };
        assert_eq!(answers.reply("voice"), Reply::NotApplicable);
        assert_eq!(answers.reply("timing"), Reply::Unanswered);
    }

    #[test]
    fn answers_survive_being_stored() {
        let answers = Answers {
            given: [
                ("a".to_owned(), Answer::Triad(Triad::new([0.2, 0.3, 0.5]).unwrap())),
                ("b".to_owned(), Answer::Dyad(Unit::new(0.81).unwrap())),
                ("c".to_owned(), Answer::Stones([("school".to_owned(), Place { x: Unit(0), y: Unit(WHOLE) })].into())),
                ("d".to_owned(), Answer::Choice { options: vec!["x".to_owned()], write_in: None }),
                ("e".to_owned(), Answer::NotApplicable),
            ]
            .into(),
            inputs: [("a".to_owned(), InputMode::Keyboard)].into(),
        };
        let stored = serde_json::to_string(&answers).unwrap();
        assert_eq!(serde_json::from_str::<Answers>(&stored).unwrap(), answers);
        assert!(serde_json::from_str::<Answers>(r#"{"given":{"a":{"triad":[1,2,3]}}}"#).is_err());
    }
}
