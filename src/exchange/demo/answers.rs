//! What a storyteller answers: drawn from what is planted for each signifier.

use std::collections::BTreeMap;

use rand::RngExt;
use rand::rngs::StdRng;

use super::draws::{Lot, anywhere, near_corner, position};
use super::plan::{Circumstances, Names, Sheet, Sown, first};
use super::truth::{AnswerShares, StoryShares};
use crate::model::{AUDIENCE, AnswerBody, AnswerInput, Ask, Asking, Choice, Shape, Signifier};

/// The spread of dyads where nothing is planted.
const SPREAD: f64 = 0.16;
/// The spread of confidence dyads around that of the experience.
const CONFIDENCE_SPREAD: f64 = 0.14;
/// How often a stone is placed.
const PLACED: f64 = 0.8;

/// A story as its answers are drawn.
pub struct Telling<'a> {
    pub sheet: &'a Sheet,
    pub names: &'a Names,
    pub shares: &'a AnswerShares,
    pub told: Circumstances,
    /// Where answers about confidence lie.
    pub confidence: f64,
}

/// The signifiers that are shown, by place in the framework: to some until they stop, to many the core, to others more of them
/// or all. Where nothing is offered after the core, everything is shown that the collection asks.
pub fn shown(sheet: &Sheet, asking: Asking<'_>, shares: &StoryShares, rng: &mut StdRng) -> Vec<bool> {
    let when: Vec<Option<Ask>> =
        sheet.framework.signifiers.iter().map(|signifier| asking.when(&sheet.framework, signifier)).collect();
    let is_first = |place: usize| sheet.framework.signifiers[place].id == AUDIENCE;
    if !sheet.has_more {
        return when.iter().map(Option::is_some).collect();
    }
    let count = |wanted| (0..when.len()).filter(|&place| when[place] == Some(wanted) && !is_first(place)).count();
    let (core, more) = (count(Ask::Core), count(Ask::More));
    let fate: f64 = rng.random();
    let (mut of_core, mut of_more) = match fate {
        fate if fate < shares.stops_in_the_core => (rng.random_range(0..=core), 0),
        fate if fate < shares.stops_in_the_core + shares.core_only => (core, 0),
        fate if fate < shares.stops_in_the_core + shares.core_only + shares.some_more => (core, rng.random_range(0..=more)),
        _ => (core, more),
    };
    let mut take = |place: usize| {
        let left = match when[place] {
            _ if is_first(place) => return true,
            Some(Ask::Core) => &mut of_core,
            Some(Ask::More) => &mut of_more,
            None => return false,
        };
        let taken = *left > 0;
        *left = left.saturating_sub(1);
        taken
    };
    (0..when.len()).map(&mut take).collect()
}

impl Telling<'_> {
    /// The answers to the signifiers that are shown.
    pub fn answers(&self, shown: &[bool], rng: &mut StdRng) -> BTreeMap<String, Option<AnswerInput>> {
        let all = self.sheet.framework.signifiers.iter().zip(&self.sheet.sown).zip(shown);
        let asked = all.filter(|(_, shown)| **shown).map(|(asked, _)| asked);
        let answer =
            |(signifier, sown): (&Signifier, &Sown)| Some((signifier.id.clone(), Some(self.answer(signifier, sown, rng)?)));
        asked.filter_map(answer).collect()
    }

    fn answer(&self, signifier: &Signifier, sown: &Sown, rng: &mut StdRng) -> Option<AnswerInput> {
        if signifier.id == AUDIENCE {
            return Some(chosen(vec![self.names.audiences.get(self.told.audience)?.clone()]));
        }
        let fate: f64 = rng.random();
        if fate < sown.not_applicable {
            return Some(AnswerInput::NotApplicable);
        }
        if fate < sown.not_applicable + self.shares.unanswered {
            return None;
        }
        let given = match &signifier.shape {
            Shape::Triad { .. } => AnswerBody { triad: Some(self.triad(sown, rng)), ..AnswerBody::default() },
            Shape::Dyad(dyad) => AnswerBody { dyad: Some(self.dyad(sown, dyad.confidence, rng)), ..AnswerBody::default() },
            Shape::Stones { stones, .. } => {
                let mut placed = BTreeMap::new();
                for stone in stones {
                    if rng.random_bool(PLACED) {
                        let place = [self.confidence, self.confidence].map(|middle| position(rng, middle, 0.2));
                        placed.insert(stone.id.clone(), place);
                    }
                }
                AnswerBody { stones: Some(placed), ..AnswerBody::default() }
            }
            Shape::Choice(choice) => return self.choice(&signifier.id, choice, sown, rng),
        };
        Some(AnswerInput::Answered(given))
    }

    fn triad(&self, sown: &Sown, rng: &mut StdRng) -> [f64; 3] {
        match first(&sown.corners, &self.told).map(|lot| lot.draw(rng)) {
            Some(corner) if corner < 3 => near_corner(rng, corner),
            _ => anywhere(rng),
        }
    }

    fn dyad(&self, sown: &Sown, is_confidence: bool, rng: &mut StdRng) -> f64 {
        let usual = if is_confidence { [self.confidence, CONFIDENCE_SPREAD] } else { [0.5, SPREAD] };
        let [middle, spread] = first(&sown.positions, &self.told).copied().unwrap_or(usual);
        let moves = sown.moves.iter().filter(|(mask, _)| mask.holds(&self.told));
        position(rng, middle + moves.map(|(_, by)| by).sum::<f64>(), spread)
    }

    fn choice(&self, id: &str, choice: &Choice, sown: &Sown, rng: &mut StdRng) -> Option<AnswerInput> {
        // What the storyteller was drawn with.
        let own = match id {
            "locality" => self.names.localities.get(self.told.locality),
            "age_band" => self.names.ages.get(self.told.age),
            _ => None,
        };
        if let Some(own) = own.filter(|own| choice.options.iter().any(|option| option.id == **own)) {
            return Some(chosen(vec![own.clone()]));
        }
        let audience = self.names.audiences.get(self.told.audience);
        let planted = first(&sown.options, &self.told);
        let weight = |(place, option): (usize, &crate::model::Labelled)| {
            let offered = option.audiences.is_empty() || audience.is_some_and(|own| option.audiences.contains(own));
            let offered = offered && !option.retired;
            if offered { planted.map_or(1.0, |weights| weights[place]) } else { 0.0 }
        };
        let mut weights: Vec<f64> = choice.options.iter().enumerate().map(weight).collect();
        let many = rng.random_range(1..=choice.max.clamp(1, 3));
        let mut places = Vec::new();
        for _ in 0..many {
            if weights.iter().sum::<f64>() <= 0.0 {
                break;
            }
            let place = Lot::of(weights.iter().copied()).draw(rng);
            weights[place] = 0.0;
            places.push(place);
        }
        if let Some(&alone) = places.iter().find(|&&place| choice.options[place].exclusive) {
            places = vec![alone];
        }
        places.sort_unstable();
        let options: Vec<String> = places.into_iter().map(|place| choice.options[place].id.clone()).collect();
        (!options.is_empty()).then(|| chosen(options))
    }
}

fn chosen(options: Vec<String>) -> AnswerInput {
    AnswerInput::Answered(AnswerBody { choice: Some(options), ..AnswerBody::default() })
}
