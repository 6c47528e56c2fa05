//! Who tells a story: drawn once for each storyteller, so that several stories of one person have it in common.

use rand::RngExt;
use rand::rngs::StdRng;

use super::draws::{Lot, near, numbers};
use super::plan::{Circumstances, Names};
use super::truth::{Planted, Truth};
use crate::model::Receipt;

/// Of so many stories in a row, the first three are one person's, the next two another's, and the rest of as many people.
const RUN: u64 = 20;

/// The first story of the storyteller who tells this one, and whether that person tells several.
pub fn first_of(story: u64) -> (u64, bool) {
    let (run, place) = (story / RUN * RUN, story % RUN);
    match place {
        0..3 => (run, true),
        3..5 => (run + 3, true),
        _ => (story, false),
    }
}

/// How far storytellers differ in what they trust, beyond their experience: the standard deviation on confidence dyads.
const TEMPER: f64 = 0.1;

/// A storyteller.
#[derive(Debug)]
pub struct Storyteller {
    /// Everything but the experience, which each story has of its own.
    pub told: Circumstances,
    /// The place of the collection in the table; `None` for the open form.
    pub collection: Option<usize>,
    /// The key that several stories share.
    pub key: Option<String>,
    /// Added to every answer about confidence.
    pub temper: f64,
}

/// Draws storytellers.
#[derive(Debug)]
pub struct Storytellers {
    /// The first and the last day of each round, in days before today.
    rounds: Vec<[u64; 2]>,
    /// The collections of a round, and the open form after them.
    way: Lot,
    /// Who tells stories at each collection, and through the open form.
    audiences: Vec<Lot>,
    localities: Lot,
    ages: Lot,
    open_form: usize,
}

impl Storytellers {
    /// The storytellers of the table.
    pub fn of(truth: &Truth, planted: &Planted, names: &Names) -> Self {
        let shares: Vec<f64> = planted.collections.iter().map(|collection| collection.share).collect();
        let rest = 1.0 - shares.iter().sum::<f64>();
        let lot = |of| Lot::among(&names.audiences, of);
        let places = planted.collections.iter().map(|collection| &collection.audiences);
        Self {
            rounds: truth.rounds.iter().map(|round| [round.first, round.last]).collect(),
            way: Lot::of(shares.into_iter().chain([rest])),
            audiences: places.chain([&planted.open_form]).map(lot).collect(),
            localities: Lot::among(&names.localities, &planted.localities),
            ages: Lot::among(&names.ages, &planted.ages),
            open_form: planted.collections.len(),
        }
    }

    /// The storyteller whose first story is this one, told so many days ago.
    pub fn draw(&self, seed: u64, first: u64, tells_several: bool, days_ago: u64) -> Storyteller {
        let mut rng = numbers(seed, first, 1);
        let round = self.rounds.iter().position(|[from, to]| (*to..=*from).contains(&days_ago));
        let way = self.way.draw(&mut rng);
        // Before the first round there are no collections.
        let way = if round.is_none() { self.open_form } else { way };
        let told = Circumstances {
            audience: self.audiences[way].draw(&mut rng),
            locality: self.localities.draw(&mut rng),
            round: round.unwrap_or(self.rounds.len()),
            experience: 0,
            age: self.ages.draw(&mut rng),
        };
        let key = tells_several.then(|| key(&mut rng));
        let temper = near(&mut rng, 0.0, TEMPER);
        Storyteller { told, collection: (way < self.open_form).then_some(way), key, temper }
    }
}

fn key(rng: &mut StdRng) -> String {
    Receipt::from_bits(rng.random()).reveal()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_of_the_stories_are_told_by_people_who_tell_several() {
        let shared = (0..200).filter(|&story| first_of(story).1).count();
        assert_eq!(shared, 50);
        assert_eq!([first_of(42), first_of(43), first_of(44), first_of(45)], [(40, true), (43, true), (43, true), (45, false)]);
    }
}
