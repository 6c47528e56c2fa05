//! The table made ready for drawing: what is planted for each signifier of a version, with places instead of names.

use std::sync::Arc;

use super::draws::Lot;
use super::truth::{Planted, Truth, Where};
use crate::model::{AUDIENCE, Ask, Asking, Framework, Shape, Signifier};

/// What a story is about, as places in [`Names`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Circumstances {
    pub audience: usize,
    pub locality: usize,
    /// One more than the last round for a story without one.
    pub round: usize,
    pub experience: usize,
    pub age: usize,
}

/// The names of circumstances.
#[derive(Debug)]
pub struct Names {
    pub audiences: Vec<String>,
    pub localities: Vec<String>,
    pub rounds: Vec<String>,
    pub experiences: Vec<String>,
    pub ages: Vec<String>,
}

/// Stories that something holds for: a bit for each place, in the order of [`Circumstances`].
#[derive(Clone, Copy, Debug)]
pub struct Mask([u32; 5]);

/// Something planted, and in which stories.
type In<T> = Vec<(Mask, T)>;

/// What is planted for one signifier.
#[derive(Debug)]
pub struct Sown {
    /// Of a triad: how often each corner, and then any place, is drawn.
    pub corners: In<Lot>,
    /// Of a dyad: the middle and the spread.
    pub positions: In<[f64; 2]>,
    /// Of a dyad: by how much it is moved.
    pub moves: In<f64>,
    /// Of a choice: the weight of each option.
    pub options: In<Vec<f64>>,
    /// The share of “it does not fit”, where storytellers may say so.
    pub not_applicable: f64,
}

/// A version of a framework, with what is planted in it.
#[derive(Debug)]
pub struct Sheet {
    pub framework: Arc<Framework>,
    /// Whether some questions are offered after the core.
    pub has_more: bool,
    /// In the framework's order.
    pub sown: Vec<Sown>,
}

impl Names {
    /// The names that the table and the framework have.
    pub fn of(truth: &Truth, planted: &Planted, framework: &Framework) -> Self {
        Self {
            audiences: framework.audiences.clone(),
            localities: planted.localities.keys().cloned().collect(),
            rounds: truth.rounds.iter().map(|round| round.id.clone()).collect(),
            experiences: planted.experiences.iter().map(|experience| experience.id.clone()).collect(),
            ages: planted.ages.keys().cloned().collect(),
        }
    }

    fn mask(&self, wanted: &Where) -> Mask {
        let own = [&self.audiences, &self.localities, &self.rounds, &self.experiences, &self.ages];
        let wanted = [&wanted.audience, &wanted.locality, &wanted.round, &wanted.experience, &wanted.age];
        let mut masks = [u32::MAX; 5];
        for ((mask, own), wanted) in masks.iter_mut().zip(own).zip(wanted).filter(|(_, wanted)| !wanted.is_empty()) {
            let named = own.iter().take(32).enumerate().filter(|(_, name)| wanted.contains(name));
            *mask = named.fold(0, |mask, (place, _)| mask | 1 << place);
        }
        Mask(masks)
    }

    /// How often each kind of experience occurs, by circumstances.
    pub fn shares(&self, planted: &Planted) -> In<Lot> {
        let lot = |of| Lot::among(&self.experiences, of);
        planted.shares.iter().map(|shares| (self.mask(&shares.of_stories), lot(&shares.of))).collect()
    }
}

impl Mask {
    /// Whether a story is one of them.
    pub fn holds(&self, told: &Circumstances) -> bool {
        let places = [told.audience, told.locality, told.round, told.experience, told.age];
        self.0.iter().zip(places).all(|(mask, place)| mask >> place.min(31) & 1 == 1)
    }
}

/// What holds for a story: the first that does.
pub fn first<'a, T>(planted: &'a In<T>, told: &Circumstances) -> Option<&'a T> {
    planted.iter().find(|(mask, _)| mask.holds(told)).map(|(_, what)| what)
}

impl Sheet {
    /// A version with what the table plants in it. What the version does not have is left out.
    pub fn of(framework: Arc<Framework>, truth: &Truth, planted: &Planted, names: &Names) -> Self {
        let sow = |signifier: &Signifier| sown(signifier, truth, planted, names);
        let is_more = |signifier: &Signifier| {
            let when = |audience: &String| {
                let asking = Asking { audience: Some(audience), ..Asking::default() };
                signifier.id != AUDIENCE && asking.when(&framework, signifier) == Some(Ask::More)
            };
            framework.audiences.iter().any(when)
        };
        let has_more = framework.signifiers.iter().any(is_more);
        let sown = framework.signifiers.iter().map(sow).collect();
        Self { framework, has_more, sown }
    }

    /// The signifiers that were shown, as a form names them; `None` for a form that shows everything and does not say so.
    pub fn ids(&self, shown: &[bool]) -> Option<Vec<String>> {
        let pairs = self.framework.signifiers.iter().zip(shown).filter(|(_, shown)| **shown);
        self.has_more.then(|| pairs.map(|(signifier, _)| signifier.id.clone()).collect())
    }
}

fn sown(signifier: &Signifier, truth: &Truth, planted: &Planted, names: &Names) -> Sown {
    let id = &signifier.id;
    let gathers = planted.gathers.iter().filter(|gathers| gathers.signifier == *id);
    let positions = planted.positions.iter().filter(|position| position.signifier == *id);
    let moves = planted.moves.iter().filter(|moved| moved.signifier == *id);
    let choices = planted.choices.iter().filter(|chosen| chosen.signifier == *id);
    let not_applicable = planted.not_applicable.get(id).copied().unwrap_or(truth.answers.not_applicable);
    let mut sown = Sown {
        corners: Vec::new(),
        positions: positions.map(|own| (names.mask(&own.of_stories), [own.at, own.spread])).collect(),
        moves: moves.map(|own| (names.mask(&own.of_stories), own.by)).collect(),
        options: Vec::new(),
        not_applicable: if signifier.not_applicable { not_applicable } else { 0.0 },
    };
    match &signifier.shape {
        Shape::Triad { corners } => {
            let lot = |of: &super::truth::Weights| {
                let shares: Vec<f64> = corners.iter().map(|corner| of.get(&corner.id).copied().unwrap_or(0.0)).collect();
                let rest = 1.0 - shares.iter().sum::<f64>();
                Lot::of(shares.into_iter().chain([rest]))
            };
            sown.corners = gathers.map(|own| (names.mask(&own.of_stories), lot(&own.corners))).collect();
        }
        Shape::Choice(choice) => {
            let weights = |of: &super::truth::Weights| {
                choice.options.iter().map(|option| of.get(&option.id).copied().unwrap_or(1.0)).collect()
            };
            sown.options = choices.map(|own| (names.mask(&own.of_stories), weights(&own.options))).collect();
        }
        Shape::Dyad(_) | Shape::Stones { .. } => {}
    }
    sown
}
