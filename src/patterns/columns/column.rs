//! One signifier's answers, a cell for each row: compact integers with room for “not applicable”, “unanswered” and “not asked”.

use std::borrow::Borrow;

use crate::model::{Answer, Reply};

use super::cells::{
    CHOICE_NOT_APPLICABLE, CHOICE_NOT_ASKED, CHOICE_UNANSWERED, DYAD_NOT_APPLICABLE, DYAD_NOT_ASKED, NO_POSITION, State,
};
use super::choice_column::ChoiceColumn;
use super::chunked::Chunked;
use super::stones_column::StonesColumn;
use super::triad_column::TriadColumn;

/// One signifier's cells.
#[derive(Clone, Debug)]
pub(in crate::patterns) enum Column {
    Triad(TriadColumn),
    Dyad(DyadColumn),
    Stones(StonesColumn),
    Choice(ChoiceColumn),
}

/// Positions from 0 to 10,000, [`DYAD_NOT_APPLICABLE`], [`NO_POSITION`] or [`DYAD_NOT_ASKED`].
#[derive(Clone, Debug, Default)]
pub(in crate::patterns) struct DyadColumn {
    pub position: Chunked<u16>,
}

impl Column {
    /// The name of its kind: `triad`, `dyad`, `stones` or `choice`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Triad(_) => "triad",
            Self::Dyad(_) => "dyad",
            Self::Stones(_) => "stones",
            Self::Choice(_) => "choice",
        }
    }

    /// What became of the signifier in the story of a row.
    pub fn state(&self, row: usize) -> State {
        match self {
            Self::Triad(column) => State::of_zone(column.zone[row]),
            Self::Dyad(column) => State::of_position(column.position[row]),
            Self::Stones(column) => column.state[row],
            Self::Choice(column) => State::of_code(column.code[row]),
        }
    }

    /// Inserts a cell that was not asked at `at`.
    pub fn open(&mut self, at: usize) {
        match self {
            Self::Triad(column) => column.open(at),
            Self::Dyad(column) => column.position.insert(at, DYAD_NOT_ASKED),
            Self::Stones(column) => column.open(at),
            Self::Choice(column) => column.code.insert(at, CHOICE_NOT_ASKED),
        }
    }

    /// Writes a reply to the cell at `at`, or adds a cell at the end. An answer of another kind than the column's answers
    /// another question: this one was not asked.
    pub fn put<S: Ord + Borrow<str>>(&mut self, at: usize, reply: Reply<'_, S>) {
        match (self, reply) {
            (Self::Triad(column), reply) => column.put(at, reply),
            (Self::Dyad(column), Reply::Answered(Answer::Dyad(position))) => column.position.put(at, position.parts()),
            (Self::Dyad(column), Reply::NotApplicable) => column.position.put(at, DYAD_NOT_APPLICABLE),
            (Self::Dyad(column), Reply::Unanswered) => column.position.put(at, NO_POSITION),
            (Self::Dyad(column), Reply::NotAsked | Reply::Answered(_)) => column.position.put(at, DYAD_NOT_ASKED),
            (Self::Stones(column), reply) => column.put(at, reply),
            (Self::Choice(column), Reply::Answered(Answer::Choice { options, write_in })) => {
                let set = column.set_of(options, write_in.is_some());
                column.choose(at, set);
            }
            (Self::Choice(column), Reply::NotApplicable) => column.write(at, CHOICE_NOT_APPLICABLE),
            (Self::Choice(column), Reply::Unanswered) => column.write(at, CHOICE_UNANSWERED),
            (Self::Choice(column), Reply::NotAsked | Reply::Answered(_)) => column.write(at, CHOICE_NOT_ASKED),
        }
    }

    /// Keeps only the rows that are marked.
    pub fn keep(&mut self, live: &Chunked<bool>) {
        match self {
            Self::Triad(column) => {
                column.b.keep(live);
                column.c.keep(live);
                column.zone.keep(live);
                column.node.keep(live);
                column.z1.keep(live);
                column.z2.keep(live);
            }
            Self::Dyad(column) => column.position.keep(live),
            Self::Stones(column) => {
                column.state.keep(live);
                for stone in &mut column.stones {
                    stone.x.keep(live);
                    stone.y.keep(live);
                }
            }
            Self::Choice(column) => column.code.keep(live),
        }
    }

    /// Bytes that the cells take.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Triad(column) => {
                let parts = column.b.bytes() + column.c.bytes();
                parts + column.zone.bytes() + column.node.bytes() + column.z1.bytes() + column.z2.bytes()
            }
            Self::Dyad(column) => column.position.bytes(),
            Self::Stones(column) => {
                let places = column.stones.iter().map(|stone| stone.x.bytes() + stone.y.bytes());
                column.state.bytes() + places.sum::<usize>()
            }
            Self::Choice(column) => column.code.bytes(),
        }
    }
}

impl DyadColumn {
    /// A column of rows that were not asked.
    pub fn new(rows: usize) -> Self {
        Self { position: Chunked::filled(DYAD_NOT_ASKED, rows) }
    }
}
