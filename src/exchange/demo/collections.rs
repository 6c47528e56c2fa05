//! The demo's collections: each of the table's once a round, with those of earlier rounds closed.

use chrono::{Days, NaiveDate};

use super::truth::{Planted, PlantedCollection, Round, Truth};
use crate::model::Framework;
use crate::store::Collection;

/// The fewest questions of a form on a shared tablet.
const FEWEST_AT_A_TABLET: usize = 3;

/// The join code of a collection in a round, counted from 0.
pub fn join_code(collection: &PlantedCollection, round: usize) -> String {
    format!("{}-{}", collection.code, round + 1)
}

/// The collections for stories of a framework, in the order of rounds and within a round as in the table.
pub fn collections(truth: &Truth, planted: &Planted, framework: &Framework, today: NaiveDate) -> Vec<Collection> {
    let of_round = |(place, round)| planted.collections.iter().map(move |own| collection(own, place, round, framework, today));
    truth.rounds.iter().enumerate().flat_map(of_round).collect()
}

fn collection(own: &PlantedCollection, place: usize, round: &Round, framework: &Framework, today: NaiveDate) -> Collection {
    let ago = |days: u64| today.checked_sub_days(Days::new(days));
    let signifiers: Vec<String> = own.signifiers.iter().filter(|id| framework.signifier(id).is_some()).cloned().collect();
    let audiences: Vec<String> = framework.audiences.iter().filter(|id| own.audiences.contains_key(*id)).cloned().collect();
    let is_over = round.last > 0;
    Collection {
        join_code: join_code(own, place),
        name: format!("Demo: {}, {}", own.name, round.id),
        framework: framework.slug.clone(),
        round: Some(round.id.clone()),
        opens: ago(round.first),
        closes: if is_over { ago(round.last) } else { None },
        place: own.place.clone(),
        partner: own.partner.clone(),
        audiences: if audiences.len() < framework.audiences.len() { audiences } else { Vec::new() },
        kiosk: own.kiosk && signifiers.len() >= FEWEST_AT_A_TABLET,
        signifiers,
        closed: is_over && own.kiosk,
        ..Collection::default()
    }
}
