//! The answers of a set of stones.

use std::borrow::Borrow;

use crate::model::{Answer, Reply};

use super::cells::{NO_POSITION, State};
use super::chunked::Chunked;

/// Stones, each with two columns of positions; [`NO_POSITION`] where it was left unplaced.
#[derive(Clone, Debug, Default)]
pub(in crate::patterns) struct StonesColumn {
    pub state: Chunked<State>,
    pub stones: Vec<StoneColumn>,
}

/// One stone's places.
#[derive(Clone, Debug)]
pub(in crate::patterns) struct StoneColumn {
    pub id: String,
    pub x: Chunked<u16>,
    pub y: Chunked<u16>,
}

impl StonesColumn {
    /// A column of rows that were not asked, without stones.
    pub fn new(rows: usize) -> Self {
        Self { state: Chunked::filled(State::NotAsked, rows), stones: Vec::new() }
    }

    /// The index of a stone in [`StonesColumn::stones`]; a new stone is added.
    pub fn learn(&mut self, id: &str) -> usize {
        if let Some(place) = self.stones.iter().position(|stone| stone.id == id) {
            return place;
        }
        let empty = Chunked::filled(NO_POSITION, self.state.len());
        self.stones.push(StoneColumn { id: id.to_owned(), x: empty.clone(), y: empty });
        self.stones.len() - 1
    }

    pub(super) fn open(&mut self, at: usize) {
        self.state.insert(at, State::NotAsked);
        for stone in &mut self.stones {
            stone.x.insert(at, NO_POSITION);
            stone.y.insert(at, NO_POSITION);
        }
    }

    pub(super) fn put<S: Ord + Borrow<str>>(&mut self, at: usize, reply: Reply<'_, S>) {
        let places = match reply {
            Reply::Answered(Answer::Stones(places)) => Some(places),
            _ => None,
        };
        for stone in &mut self.stones {
            let place = places.and_then(|places| places.get(stone.id.as_str()));
            stone.x.put(at, place.map_or(NO_POSITION, |place| place.x.parts()));
            stone.y.put(at, place.map_or(NO_POSITION, |place| place.y.parts()));
        }
        for (id, place) in places.into_iter().flatten() {
            let id: &str = id.borrow();
            if !self.stones.iter().any(|stone| stone.id == id) {
                let stone = self.learn(id);
                self.stones[stone].x.put(at, place.x.parts());
                self.stones[stone].y.put(at, place.y.parts());
            }
        }
        let state = match reply {
            Reply::Answered(Answer::Stones(_)) => State::Answered,
            Reply::NotApplicable => State::NotApplicable,
            Reply::Unanswered => State::Unanswered,
            Reply::Answered(_) | Reply::NotAsked => State::NotAsked,
        };
        self.state.put(at, state);
    }
}
