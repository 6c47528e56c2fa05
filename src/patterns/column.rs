//! One signifier's answers, a cell for each row: compact integers with room for “not applicable”, “unanswered” and “not asked”.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::sync::Arc;

use crate::model::{Answer, Reply, WHOLE, Zone};

use super::chunked::Chunked;
use super::composition::ilr;
use super::lattice;

/// A dyad's cell when it was skipped, and a stone's when there is no position.
pub(super) const NO_POSITION: u16 = u16::MAX;
/// A dyad's cell when the storyteller said that it does not fit.
pub(super) const DYAD_NOT_APPLICABLE: u16 = u16::MAX - 1;
/// A dyad's cell when the storyteller was not asked.
pub(super) const DYAD_NOT_ASKED: u16 = u16::MAX - 2;

/// A triad's zone cell beyond the seven zones.
pub(super) const ZONE_NOT_APPLICABLE: u8 = 7;
/// A triad's zone cell when it was skipped.
pub(super) const ZONE_UNANSWERED: u8 = 8;
/// A triad's zone cell when the storyteller was not asked.
pub(super) const ZONE_NOT_ASKED: u8 = 9;
/// The number of different values of a zone cell.
pub(super) const ZONE_STATES: usize = 10;

/// A choice's code when it was skipped.
pub(super) const CHOICE_UNANSWERED: u32 = 0;
/// A choice's code when the storyteller said that it does not fit.
pub(super) const CHOICE_NOT_APPLICABLE: u32 = 1;
/// A choice's code when the storyteller was not asked. Higher codes are sets of options.
pub(super) const CHOICE_NOT_ASKED: u32 = 2;
/// The first code that stands for a set of options.
pub(super) const CHOICE_FIRST_SET: u32 = 3;

/// One signifier's cells.
#[derive(Clone, Debug)]
pub(super) enum Column {
    Triad(TriadColumn),
    Dyad(DyadColumn),
    Stones(StonesColumn),
    Choice(ChoiceColumn),
}

/// Points in a triangle: two parts (the third is the rest), the zone, the nearest lattice node and the log-ratios. Everything
/// that follows from the parts is computed once, when a story is added, because views read it many times.
#[derive(Clone, Debug)]
pub(super) struct TriadColumn {
    pub corners: [String; 3],
    pub b: Chunked<u16>,
    pub c: Chunked<u16>,
    pub zone: Chunked<u8>,
    pub node: Chunked<u16>,
    /// The isometric log-ratio coordinates; 0 in rows without an answer.
    pub z1: Chunked<f64>,
    pub z2: Chunked<f64>,
}

/// Positions from 0 to [`WHOLE`], [`DYAD_NOT_APPLICABLE`], [`NO_POSITION`] or [`DYAD_NOT_ASKED`].
#[derive(Clone, Debug, Default)]
pub(super) struct DyadColumn {
    pub position: Chunked<u16>,
}

/// What became of a signifier in one story; of stones, as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Answered,
    NotApplicable,
    Unanswered,
    NotAsked,
}

impl State {
    /// All states, in the order of their numbers.
    pub const ALL: [Self; 4] = [Self::Answered, Self::NotApplicable, Self::Unanswered, Self::NotAsked];

    /// The state of a triad's zone cell.
    pub fn of_zone(zone: u8) -> Self {
        match zone {
            zone if zone < ZONE_NOT_APPLICABLE => Self::Answered,
            ZONE_NOT_APPLICABLE => Self::NotApplicable,
            ZONE_NOT_ASKED => Self::NotAsked,
            _ => Self::Unanswered,
        }
    }

    /// The state of a dyad's cell.
    pub fn of_position(position: u16) -> Self {
        match position {
            position if position <= WHOLE => Self::Answered,
            DYAD_NOT_APPLICABLE => Self::NotApplicable,
            DYAD_NOT_ASKED => Self::NotAsked,
            _ => Self::Unanswered,
        }
    }

    /// The state of a choice's code.
    pub fn of_code(code: u32) -> Self {
        match code {
            code if code >= CHOICE_FIRST_SET => Self::Answered,
            CHOICE_NOT_APPLICABLE => Self::NotApplicable,
            CHOICE_NOT_ASKED => Self::NotAsked,
            _ => Self::Unanswered,
        }
    }
}

/// Stones, each with two columns of positions; [`NO_POSITION`] where it was left unplaced.
#[derive(Clone, Debug, Default)]
pub(super) struct StonesColumn {
    pub state: Chunked<State>,
    pub stones: Vec<StoneColumn>,
}

/// One stone's places.
#[derive(Clone, Debug)]
pub(super) struct StoneColumn {
    pub id: String,
    pub x: Chunked<u16>,
    pub y: Chunked<u16>,
}

/// Chosen options: each row has the code of a set of options, because only few different sets occur.
#[derive(Clone, Debug, Default)]
pub(super) struct ChoiceColumn {
    pub options: Arc<Vec<String>>,
    /// Where each option is in [`ChoiceColumn::options`].
    places: Arc<HashMap<String, u16>>,
    /// The set for each code. A set without rows is emptied, and its code is reused for the next new set, because a rare
    /// combination could identify the person who chose it.
    pub sets: Arc<Vec<OptionSet>>,
    codes: Arc<HashMap<OptionSet, u32>>,
    /// How many rows hold each set.
    uses: Arc<Vec<u32>>,
    /// The codes of emptied sets.
    free: Arc<Vec<u32>>,
    pub code: Chunked<u32>,
}

/// The options of one answer (indices in [`ChoiceColumn::options`], ascending), and whether it has a write-in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct OptionSet {
    pub options: Box<[u16]>,
    pub write_in: bool,
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

impl TriadColumn {
    /// A column of rows that were not asked.
    pub fn new(corners: [String; 3], rows: usize) -> Self {
        let (part, log) = (Chunked::filled(0, rows), Chunked::filled(0.0, rows));
        let zone = Chunked::filled(ZONE_NOT_ASKED, rows);
        Self { corners, b: part.clone(), c: part.clone(), zone, node: part, z1: log.clone(), z2: log }
    }

    /// The ids of the corners.
    pub fn corners(&self) -> [&str; 3] {
        [&self.corners[0], &self.corners[1], &self.corners[2]]
    }

    /// The three parts of an answered row, in ten-thousandths.
    pub fn parts(&self, row: usize) -> [u16; 3] {
        let (b, c) = (self.b[row], self.c[row]);
        [WHOLE - b - c, b, c]
    }

    /// Whether the row has a point in the triangle.
    pub fn is_answered(&self, row: usize) -> bool {
        self.zone[row] < ZONE_NOT_APPLICABLE
    }

    /// The lattice node and the log-ratio coordinates of a point.
    pub fn worked_out(parts: [u16; 3]) -> (u16, [f64; 2]) {
        let (i, j) = lattice::nearest(parts, lattice::LATTICE);
        (lattice::index(i, j, lattice::LATTICE) as u16, ilr(parts))
    }

    fn open(&mut self, at: usize) {
        self.b.insert(at, 0);
        self.c.insert(at, 0);
        self.zone.insert(at, ZONE_NOT_ASKED);
        self.node.insert(at, 0);
        self.z1.insert(at, 0.0);
        self.z2.insert(at, 0.0);
    }

    fn put<S: Ord>(&mut self, at: usize, reply: Reply<'_, S>) {
        let (parts, zone, node, [z1, z2]) = match reply {
            Reply::Answered(Answer::Triad(triad)) => {
                let (node, logs) = Self::worked_out(triad.parts());
                (triad.parts(), Zone::of(*triad).index() as u8, node, logs)
            }
            Reply::NotApplicable => ([0; 3], ZONE_NOT_APPLICABLE, 0, [0.0; 2]),
            Reply::Unanswered => ([0; 3], ZONE_UNANSWERED, 0, [0.0; 2]),
            Reply::Answered(_) | Reply::NotAsked => ([0; 3], ZONE_NOT_ASKED, 0, [0.0; 2]),
        };
        self.b.put(at, parts[1]);
        self.c.put(at, parts[2]);
        self.zone.put(at, zone);
        self.node.put(at, node);
        self.z1.put(at, z1);
        self.z2.put(at, z2);
    }
}

impl DyadColumn {
    /// A column of rows that were not asked.
    pub fn new(rows: usize) -> Self {
        Self { position: Chunked::filled(DYAD_NOT_ASKED, rows) }
    }
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

    fn open(&mut self, at: usize) {
        self.state.insert(at, State::NotAsked);
        for stone in &mut self.stones {
            stone.x.insert(at, NO_POSITION);
            stone.y.insert(at, NO_POSITION);
        }
    }

    fn put<S: Ord + Borrow<str>>(&mut self, at: usize, reply: Reply<'_, S>) {
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

impl ChoiceColumn {
    /// A column of rows that were not asked, without options.
    pub fn new(rows: usize) -> Self {
        Self { code: Chunked::filled(CHOICE_NOT_ASKED, rows), ..Self::default() }
    }

    /// Sets of options, and the code of each row.
    pub fn with(options: Vec<String>, sets: Vec<OptionSet>, code: Chunked<u32>) -> Self {
        let mut uses = vec![0; sets.len()];
        for used in code.blocks().flatten().filter_map(|&code| code.checked_sub(CHOICE_FIRST_SET)) {
            // A code beyond the sets is detected when the file is checked.
            uses.get_mut(used as usize).into_iter().for_each(|uses| *uses += 1);
        }
        let used = |&(_, code): &(OptionSet, u32)| uses[(code - CHOICE_FIRST_SET) as usize] > 0;
        let codes = sets.iter().cloned().zip(CHOICE_FIRST_SET..).filter(used).collect();
        let free = (0..).zip(&uses).filter(|&(_, &uses)| uses == 0).map(|(place, _)| place).collect();
        let (sets, codes, uses, free) = (Arc::new(sets), Arc::new(codes), Arc::new(uses), Arc::new(free));
        let places = options.iter().cloned().zip(0..).collect();
        Self { options: Arc::new(options), places: Arc::new(places), sets, codes, uses, free, code }
    }

    /// The index of an option in [`ChoiceColumn::options`].
    pub fn place(&self, id: &str) -> Option<u16> {
        self.places.get(id).copied()
    }

    /// As [`ChoiceColumn::place`]; a new option is added.
    pub fn learn(&mut self, id: &str) -> u16 {
        self.place(id).unwrap_or_else(|| {
            let place = self.options.len() as u16;
            Arc::make_mut(&mut self.options).push(id.to_owned());
            Arc::make_mut(&mut self.places).insert(id.to_owned(), place);
            place
        })
    }

    fn set_of<S: Borrow<str>>(&mut self, options: &[S], write_in: bool) -> OptionSet {
        let mut places: Vec<u16> = options.iter().map(|id| self.learn(id.borrow())).collect();
        places.sort_unstable();
        places.dedup();
        OptionSet { options: places.into(), write_in }
    }

    fn choose(&mut self, at: usize, set: OptionSet) {
        let code = self.codes.get(&set).copied().unwrap_or_else(|| self.add(set));
        self.write(at, code);
    }

    /// Gives a new set a code.
    fn add(&mut self, set: OptionSet) -> u32 {
        let place = Arc::make_mut(&mut self.free).pop().unwrap_or(self.sets.len() as u32);
        let (sets, uses) = (Arc::make_mut(&mut self.sets), Arc::make_mut(&mut self.uses));
        if place as usize == sets.len() {
            sets.push(set.clone());
            uses.push(0);
        } else {
            sets[place as usize] = set.clone();
        }
        Arc::make_mut(&mut self.codes).insert(set, place + CHOICE_FIRST_SET);
        place + CHOICE_FIRST_SET
    }

    /// Writes a code, and removes the previous set when this was its last row.
    fn write(&mut self, at: usize, code: u32) {
        if at == self.code.len() {
            self.code.push(CHOICE_NOT_ASKED);
        }
        let before = self.code[at];
        if before == code {
            return;
        }
        self.code.set(at, code);
        if let Some(place) = code.checked_sub(CHOICE_FIRST_SET) {
            Arc::make_mut(&mut self.uses)[place as usize] += 1;
        }
        if let Some(place) = before.checked_sub(CHOICE_FIRST_SET) {
            let uses = &mut Arc::make_mut(&mut self.uses)[place as usize];
            *uses -= 1;
            if *uses == 0 {
                self.forget(place);
            }
        }
    }

    fn forget(&mut self, place: u32) {
        let set = std::mem::take(&mut Arc::make_mut(&mut self.sets)[place as usize]);
        Arc::make_mut(&mut self.codes).remove(&set);
        Arc::make_mut(&mut self.free).push(place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(options: &[&str]) -> Answer {
        Answer::Choice { options: options.iter().map(|option| (*option).to_owned()).collect(), write_in: None }
    }

    fn choices(rows: usize) -> Column {
        Column::Choice(ChoiceColumn::new(rows))
    }

    fn sets(column: &Column) -> Vec<&[u16]> {
        let Column::Choice(column) = column else { panic!("a choice") };
        column.sets.iter().map(|set| &set.options[..]).collect()
    }

    #[test]
    fn a_combination_is_removed_with_its_last_row_and_its_code_is_reused() {
        let mut column = choices(3);
        column.put(0, Reply::Answered(&chosen(&["a"])));
        column.put(1, Reply::Answered(&chosen(&["a", "b"])));
        column.put(2, Reply::Answered(&chosen(&["b", "a"])));
        column.put(1, Reply::<String>::Unanswered);
        assert_eq!(sets(&column), [&[0][..], &[0, 1]], "another row still has it");
        column.put(2, Reply::<String>::NotApplicable);
        assert_eq!(sets(&column), [&[0][..], &[]]);
        column.put(1, Reply::Answered(&chosen(&["b"])));
        assert_eq!(sets(&column), [&[0][..], &[1]]);
        column.put(1, Reply::Answered(&chosen(&["b"])));
        column.put(0, Reply::Answered(&chosen(&["b"])));
        assert_eq!(sets(&column), [&[][..], &[1]]);
    }

    #[test]
    fn an_earlier_state_keeps_the_combinations_that_it_shows() {
        let mut column = choices(1);
        column.put(0, Reply::Answered(&chosen(&["a", "b"])));
        let before = column.clone();
        column.put(0, Reply::Answered(&chosen(&["b"])));
        let Column::Choice(before) = &before else { panic!("a choice") };
        let set = before.code[0] - CHOICE_FIRST_SET;
        assert_eq!(before.sets[set as usize].options[..], [0, 1]);
    }
}
