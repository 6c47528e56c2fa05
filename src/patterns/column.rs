//! One signifier's answers, a cell for each row: compact integers with room for “not applicable” and “unanswered”.

use std::collections::HashMap;

use crate::model::{Answer, Reply, Triad, Unit, WHOLE, Zone};

use super::lattice;

/// A dyad's or a stone's cell when there is no position.
pub(super) const NO_POSITION: u16 = u16::MAX;
/// A dyad's cell when the storyteller said that it does not fit.
pub(super) const DYAD_NOT_APPLICABLE: u16 = u16::MAX - 1;

/// A triad's zone cell beyond the seven zones.
pub(super) const ZONE_NOT_APPLICABLE: u8 = 7;
/// A triad's zone cell when it was passed over.
pub(super) const ZONE_UNANSWERED: u8 = 8;
/// How many different values a zone cell takes.
pub(super) const ZONE_STATES: usize = 9;

/// A choice's code when it was passed over.
pub(super) const CHOICE_UNANSWERED: u32 = 0;
/// A choice's code when the storyteller said that it does not fit. Higher codes are sets of options.
pub(super) const CHOICE_NOT_APPLICABLE: u32 = 1;
/// The first code that stands for a set of options.
pub(super) const CHOICE_FIRST_SET: u32 = 2;

/// One signifier's cells.
#[derive(Clone, Debug)]
pub(super) enum Column {
    Triad(TriadColumn),
    Dyad(DyadColumn),
    Stones(StonesColumn),
    Choice(ChoiceColumn),
}

/// Points in a triangle: two parts (the third is what is left), the zone and the nearest lattice node.
#[derive(Clone, Debug)]
pub(super) struct TriadColumn {
    pub corners: [String; 3],
    pub b: Vec<u16>,
    pub c: Vec<u16>,
    pub zone: Vec<u8>,
    pub node: Vec<u16>,
}

/// Positions from 0 to [`WHOLE`], [`DYAD_NOT_APPLICABLE`] or [`NO_POSITION`].
#[derive(Clone, Debug, Default)]
pub(super) struct DyadColumn {
    pub position: Vec<u16>,
}

/// How a storyteller replied to the stones as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Answered,
    NotApplicable,
    Unanswered,
}

/// Stones, each with two columns of positions; [`NO_POSITION`] where it was left unplaced.
#[derive(Clone, Debug, Default)]
pub(super) struct StonesColumn {
    pub state: Vec<State>,
    pub stones: Vec<StoneColumn>,
}

/// One stone's places.
#[derive(Clone, Debug)]
pub(super) struct StoneColumn {
    pub id: String,
    pub x: Vec<u16>,
    pub y: Vec<u16>,
}

/// Chosen options: each row holds the code of a set of options, because the different sets that occur are few.
#[derive(Clone, Debug, Default)]
pub(super) struct ChoiceColumn {
    pub options: Vec<String>,
    pub sets: Vec<OptionSet>,
    codes: HashMap<OptionSet, u32>,
    pub code: Vec<u32>,
}

/// The options that one answer holds (places in [`ChoiceColumn::options`], ascending), and whether words were added.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct OptionSet {
    pub options: Box<[u16]>,
    pub write_in: bool,
}

impl Column {
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Triad(_) => "triad",
            Self::Dyad(_) => "dyad",
            Self::Stones(_) => "stones",
            Self::Choice(_) => "choice",
        }
    }

    /// Makes room for an unanswered cell at `at`.
    pub fn open(&mut self, at: usize) {
        match self {
            Self::Triad(column) => column.open(at),
            Self::Dyad(column) => column.position.insert(at, NO_POSITION),
            Self::Stones(column) => column.open(at),
            Self::Choice(column) => column.code.insert(at, CHOICE_UNANSWERED),
        }
    }

    /// Writes a reply over the cell at `at`. An answer of another kind than the column's counts as unanswered.
    pub fn set(&mut self, at: usize, reply: Reply<'_>) {
        match (self, reply) {
            (Self::Triad(column), reply) => column.set(at, reply),
            (Self::Dyad(column), Reply::Answered(Answer::Dyad(position))) => column.position[at] = position.parts(),
            (Self::Dyad(column), Reply::NotApplicable) => column.position[at] = DYAD_NOT_APPLICABLE,
            (Self::Dyad(column), _) => column.position[at] = NO_POSITION,
            (Self::Stones(column), reply) => column.set(at, reply),
            (Self::Choice(column), Reply::Answered(Answer::Choice { options, write_in })) => {
                column.code[at] = column.code_of(options, write_in.is_some());
            }
            (Self::Choice(column), Reply::NotApplicable) => column.code[at] = CHOICE_NOT_APPLICABLE,
            (Self::Choice(column), _) => column.code[at] = CHOICE_UNANSWERED,
        }
    }

    /// Keeps only the rows that are marked.
    pub fn keep(&mut self, live: &[bool]) {
        match self {
            Self::Triad(column) => {
                keep(&mut column.b, live);
                keep(&mut column.c, live);
                keep(&mut column.zone, live);
                keep(&mut column.node, live);
            }
            Self::Dyad(column) => keep(&mut column.position, live),
            Self::Stones(column) => {
                keep(&mut column.state, live);
                for stone in &mut column.stones {
                    keep(&mut stone.x, live);
                    keep(&mut stone.y, live);
                }
            }
            Self::Choice(column) => keep(&mut column.code, live),
        }
    }
}

/// Keeps the values whose row is marked, in order.
pub(super) fn keep<T>(values: &mut Vec<T>, live: &[bool]) {
    let mut row = 0;
    values.retain(|_| {
        row += 1;
        live.get(row - 1).copied().unwrap_or(false)
    });
}

impl TriadColumn {
    pub fn new(corners: [String; 3], rows: usize) -> Self {
        Self { corners, b: vec![0; rows], c: vec![0; rows], zone: vec![ZONE_UNANSWERED; rows], node: vec![0; rows] }
    }

    pub fn corners(&self) -> [&str; 3] {
        [&self.corners[0], &self.corners[1], &self.corners[2]]
    }

    /// The three parts of an answered row, in ten-thousandths.
    pub fn parts(&self, row: usize) -> [u16; 3] {
        let (b, c) = (self.b[row], self.c[row]);
        [WHOLE - b - c, b, c]
    }

    pub fn is_answered(&self, row: usize) -> bool {
        self.zone[row] < ZONE_NOT_APPLICABLE
    }

    fn open(&mut self, at: usize) {
        self.b.insert(at, 0);
        self.c.insert(at, 0);
        self.zone.insert(at, ZONE_UNANSWERED);
        self.node.insert(at, 0);
    }

    fn set(&mut self, at: usize, reply: Reply<'_>) {
        let (parts, zone, node) = match reply {
            Reply::Answered(Answer::Triad(triad)) => (triad.parts(), Zone::of(*triad).index() as u8, node(*triad)),
            Reply::NotApplicable => ([0; 3], ZONE_NOT_APPLICABLE, 0),
            Reply::Answered(_) | Reply::Unanswered => ([0; 3], ZONE_UNANSWERED, 0),
        };
        self.b[at] = parts[1];
        self.c[at] = parts[2];
        self.zone[at] = zone;
        self.node[at] = node;
    }
}

fn node(triad: Triad) -> u16 {
    let (i, j) = lattice::nearest(triad.parts(), lattice::LATTICE);
    lattice::index(i, j, lattice::LATTICE) as u16
}

impl DyadColumn {
    pub fn new(rows: usize) -> Self {
        Self { position: vec![NO_POSITION; rows] }
    }
}

impl StonesColumn {
    pub fn new(rows: usize) -> Self {
        Self { state: vec![State::Unanswered; rows], stones: Vec::new() }
    }

    /// The place of a stone in [`StonesColumn::stones`], which is added when it is new.
    pub fn learn(&mut self, id: &str) -> usize {
        if let Some(place) = self.stones.iter().position(|stone| stone.id == id) {
            return place;
        }
        let empty = vec![NO_POSITION; self.state.len()];
        self.stones.push(StoneColumn { id: id.to_owned(), x: empty.clone(), y: empty });
        self.stones.len() - 1
    }

    fn open(&mut self, at: usize) {
        self.state.insert(at, State::Unanswered);
        for stone in &mut self.stones {
            stone.x.insert(at, NO_POSITION);
            stone.y.insert(at, NO_POSITION);
        }
    }

    fn set(&mut self, at: usize, reply: Reply<'_>) {
        for stone in &mut self.stones {
            stone.x[at] = NO_POSITION;
            stone.y[at] = NO_POSITION;
        }
        self.state[at] = match reply {
            Reply::Answered(Answer::Stones(places)) => {
                for (id, place) in places {
                    let stone = self.learn(id);
                    let parts = |unit: Unit| unit.parts();
                    self.stones[stone].x[at] = parts(place.x);
                    self.stones[stone].y[at] = parts(place.y);
                }
                State::Answered
            }
            Reply::NotApplicable => State::NotApplicable,
            Reply::Answered(_) | Reply::Unanswered => State::Unanswered,
        };
    }
}

impl ChoiceColumn {
    pub fn new(rows: usize) -> Self {
        Self { code: vec![CHOICE_UNANSWERED; rows], ..Self::default() }
    }

    /// The place of an option in [`ChoiceColumn::options`], which is added when it is new.
    pub fn learn(&mut self, id: &str) -> u16 {
        let place = self.options.iter().position(|option| option == id).unwrap_or_else(|| {
            self.options.push(id.to_owned());
            self.options.len() - 1
        });
        place as u16
    }

    fn code_of(&mut self, options: &[String], write_in: bool) -> u32 {
        let mut places: Vec<u16> = options.iter().map(|id| self.learn(id)).collect();
        places.sort_unstable();
        places.dedup();
        let set = OptionSet { options: places.into(), write_in };
        if let Some(&code) = self.codes.get(&set) {
            return code;
        }
        let code = self.sets.len() as u32 + CHOICE_FIRST_SET;
        self.sets.push(set.clone());
        self.codes.insert(set, code);
        code
    }
}
