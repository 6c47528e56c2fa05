//! What is associated: a signifier, or one of its stones, with the categories that people read it in.

use std::collections::BTreeSet;

use crate::model::Zone;
use crate::patterns::columns::{
    CHOICE_FIRST_SET, ChoiceColumn, Column, Columns, DyadColumn, Listed, NO_POSITION, Rows, State, StoneColumn, StonesColumn,
    TriadColumn, unknown,
};
use crate::patterns::describe::{ChoiceCounts, most_chosen};
use crate::patterns::fault::PatternFault;
use crate::patterns::geometry::cell;

/// Parts of a dyad.
const FIFTHS: usize = 5;

/// Cells along a side of a stone's square.
const CELLS: usize = 3;

/// The category of the options that were chosen less often than those that are named.
pub const OTHER_OPTIONS: &str = "other_options";

/// A signifier or a stone.
pub(super) struct Item<'a> {
    /// The signifier's id, or `stones/stone`.
    pub id: String,
    pub source: Source<'a>,
    /// The ids of zones, fifths, cells or options.
    pub categories: Vec<String>,
    /// Whether a story may be in several categories.
    pub several: bool,
}

/// Where answers come from.
pub(super) enum Source<'a> {
    Triad(&'a TriadColumn),
    Dyad(&'a DyadColumn),
    Stone(&'a StonesColumn, &'a StoneColumn),
    /// With the category of each option.
    Choice(&'a ChoiceColumn, Vec<u8>),
}

/// The categories of some rows. Beyond those of the item there are three more codes: [`Item::answered`], [`Item::unanswered`] and
/// [`Item::not_asked`].
pub(super) enum Coded {
    /// One code for each row.
    One(Vec<u8>),
    /// Several for each row: the first code of each row, and of one more, and the codes. Those of an answer begin with
    /// [`Item::answered`].
    Several(Vec<u32>, Vec<u8>),
}

impl<'a> Item<'a> {
    /// The items with these ids; of stones that are named as a whole, each stone. All of them without ids. `field` names the
    /// list in a fault.
    pub fn find(columns: &'a Columns, rows: &Rows, ids: Option<&[String]>, field: &str) -> Result<Vec<Self>, PatternFault> {
        let all: Vec<String>;
        let ids = match ids {
            Some(ids) => ids,
            None => {
                all = columns.signifiers().map(str::to_owned).collect();
                &all
            }
        };
        let (mut items, mut seen) = (Vec::new(), BTreeSet::new());
        for (at, id) in ids.iter().enumerate() {
            let fault = |message: String| PatternFault::new(format!("{field}[{at}]"), message);
            for item in Self::of(columns, rows, id).map_err(fault)? {
                if !seen.insert(item.id.clone()) {
                    return Err(fault(format!("“{id}” is named twice")));
                }
                items.push(item);
            }
        }
        Ok(items)
    }

    fn of(columns: &'a Columns, rows: &Rows, id: &str) -> Result<Vec<Self>, String> {
        let own = |source, categories, several| Self { id: id.to_owned(), source, categories, several };
        Ok(match columns.column(id) {
            Some(Column::Triad(column)) => {
                let zones = Zone::ALL.map(|zone| zone.name(column.corners())).to_vec();
                vec![own(Source::Triad(column), zones, false)]
            }
            Some(Column::Dyad(column)) => vec![own(Source::Dyad(column), fifths(), false)],
            Some(Column::Stones(column)) => column.stones.iter().map(|stone| Self::stone(id, column, stone)).collect(),
            Some(Column::Choice(column)) => {
                let (category_of, categories) = options(column, rows);
                let several = column.sets.iter().any(|set| set.options.len() > 1);
                vec![own(Source::Choice(column, category_of), categories, several)]
            }
            None => {
                let found = id.rsplit_once('/').and_then(|(stones, stone)| {
                    let Some(Column::Stones(column)) = columns.column(stones) else { return None };
                    let stone = column.stones.iter().find(|own| own.id == stone)?;
                    Some(Self::stone(stones, column, stone))
                });
                let known: Vec<&str> = columns.signifiers().collect();
                vec![found.ok_or_else(|| unknown("signifier", id, &known))?]
            }
        })
    }

    fn stone(id: &str, column: &'a StonesColumn, stone: &'a StoneColumn) -> Self {
        let source = Source::Stone(column, stone);
        Self { id: format!("{id}/{}", stone.id), source, categories: cells(), several: false }
    }

    /// The name of its kind: `triad`, `dyad`, `stone` or `choice`.
    pub fn kind(&self) -> &'static str {
        match self.source {
            Source::Triad(_) => "triad",
            Source::Dyad(_) => "dyad",
            Source::Stone(..) => "stone",
            Source::Choice(..) => "choice",
        }
    }

    /// The code of every answer, where a story may be in several categories.
    pub fn answered(&self) -> usize {
        self.categories.len()
    }

    /// The code of stories that were asked and have no category: skipped, not applicable, a stone left unplaced, or in words of
    /// the storyteller's own only.
    pub fn unanswered(&self) -> usize {
        self.categories.len() + 1
    }

    /// The code of stories that were not asked.
    pub fn not_asked(&self) -> usize {
        self.categories.len() + 2
    }

    /// The number of codes.
    pub fn width(&self) -> usize {
        self.categories.len() + 3
    }

    /// The codes by which every answer is counted once.
    pub fn whole(&self) -> std::ops::Range<usize> {
        if self.several { self.answered()..self.answered() + 1 } else { 0..self.categories.len() }
    }

    /// The codes of the rows at these places of a block; `None` when none of them was asked.
    pub fn code(&self, block: usize, places: &[u16]) -> Option<Coded> {
        let (unanswered, not_asked) = (self.unanswered() as u8, self.not_asked() as u8);
        let of_state = |state: State| if state == State::NotAsked { not_asked } else { unanswered };
        let coded = |code: &dyn Fn(usize) -> u8| {
            let codes: Vec<u8> = places.iter().map(|&place| code(usize::from(place))).collect();
            codes.iter().any(|code| *code != not_asked).then_some(Coded::One(codes))
        };
        match &self.source {
            Source::Triad(column) => {
                let zones = column.zone.block(block);
                coded(&|place| match zones[place] {
                    zone if usize::from(zone) < Zone::ALL.len() => zone,
                    other => of_state(State::of_zone(other)),
                })
            }
            Source::Dyad(column) => {
                let positions = column.position.block(block);
                coded(&|place| match State::of_position(positions[place]) {
                    State::Answered => cell(positions[place], FIFTHS) as u8,
                    other => of_state(other),
                })
            }
            Source::Stone(stones, stone) => {
                let (states, x, y) = (stones.state.block(block), stone.x.block(block), stone.y.block(block));
                coded(&|place| match states[place] {
                    State::Answered if x[place] != NO_POSITION => (cell(y[place], CELLS) * CELLS + cell(x[place], CELLS)) as u8,
                    other => of_state(other),
                })
            }
            Source::Choice(column, category_of) if self.several => self.code_several(column, category_of, block, places),
            Source::Choice(column, category_of) => {
                let codes = column.code.block(block);
                coded(&|place| match codes[place].checked_sub(CHOICE_FIRST_SET) {
                    Some(set) => match column.sets[set as usize].options.first() {
                        Some(&option) => category_of[usize::from(option)],
                        None => unanswered,
                    },
                    None => of_state(State::of_code(codes[place])),
                })
            }
        }
    }

    fn code_several(&self, column: &ChoiceColumn, category_of: &[u8], block: usize, places: &[u16]) -> Option<Coded> {
        let (answered, unanswered, not_asked) = (self.answered() as u8, self.unanswered() as u8, self.not_asked() as u8);
        let codes = column.code.block(block);
        let (mut starts, mut found, mut any) = (Vec::with_capacity(places.len() + 1), Vec::new(), false);
        for &place in places {
            let start = found.len();
            starts.push(start as u32);
            let code = codes[usize::from(place)];
            let set = code.checked_sub(CHOICE_FIRST_SET).map(|set| &column.sets[set as usize].options[..]);
            match set {
                Some(options) if !options.is_empty() => {
                    found.push(answered);
                    for category in options.iter().map(|&option| category_of[usize::from(option)]) {
                        if !found[start..].contains(&category) {
                            found.push(category);
                        }
                    }
                }
                None if State::of_code(code) == State::NotAsked => found.push(not_asked),
                _ => found.push(unanswered),
            }
            any |= found[start] != not_asked;
        }
        starts.push(found.len() as u32);
        any.then_some(Coded::Several(starts, found))
    }
}

fn fifths() -> Vec<String> {
    ["0-0.2", "0.2-0.4", "0.4-0.6", "0.6-0.8", "0.8-1"].map(str::to_owned).to_vec()
}

/// The cells of a stone's square, the bottom row first: its third from the left, and from the bottom.
fn cells() -> Vec<String> {
    let names = |y: usize| (1..=CELLS).map(move |x| format!("x{x}y{y}"));
    (1..=CELLS).flat_map(names).collect()
}

/// The category of each option, and the categories. Of very many options, those that these rows chose most have their own.
fn options(column: &ChoiceColumn, rows: &Rows) -> (Vec<u8>, Vec<String>) {
    let named = match column.options.len() {
        few if few <= most_chosen(&vec![0; few]).len() => (0..few).collect(),
        _ => most_chosen(&ChoiceCounts::of(column, &Listed::once(rows)).options),
    };
    let mut category_of = vec![named.len() as u8; column.options.len()];
    named.iter().zip(0u8..).for_each(|(&option, category)| category_of[option] = category);
    let mut categories: Vec<String> = named.iter().map(|&option| column.options[option].clone()).collect();
    if named.len() < column.options.len() {
        categories.push(OTHER_OPTIONS.to_owned());
    }
    (category_of, categories)
}
