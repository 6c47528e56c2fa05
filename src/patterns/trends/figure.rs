//! One figure of one period, with its interval.

use serde::{Deserialize, Serialize};

use crate::model::{Selection, TriadRegion, WHOLE, Zone};
use crate::patterns::columns::{
    CHOICE_FIRST_SET, Column, Columns, Listed, Replies, Rows, State, TextMatches, TriadColumn, unknown,
};
use crate::patterns::describe::TriadSums;
use crate::patterns::fault::PatternFault;
use crate::patterns::statistics::{ratio, wilson};

use super::sides::Sides;
use super::sparse::Scale;
use super::value::{Value, centre, difference_of, median, poisson};

/// A figure to follow over time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "figure", rename_all = "snake_case", deny_unknown_fields)]
#[schema(example = json!({"figure": "zone_share", "signifier": "difference", "zone": "person"}))]
pub enum Figure {
    /// The number of stories.
    Count,
    /// The share of a triad's answers in a zone.
    ZoneShare {
        /// The triad's id.
        #[schema(example = "difference")]
        signifier: String,
        /// The zone by corner ids: `person`, `person+together`, `centre`.
        #[schema(example = "person")]
        zone: String,
    },
    /// The share of a choice's answers with an option.
    OptionShare {
        /// The choice's id.
        #[schema(example = "services")]
        signifier: String,
        /// The option's id.
        #[schema(example = "school")]
        option: String,
    },
    /// The median of a dyad.
    Median {
        /// The dyad's id.
        #[schema(example = "timing")]
        signifier: String,
    },
    /// The weight of one corner in a triad's geometric centre.
    Centre {
        /// The triad's id.
        #[schema(example = "difference")]
        signifier: String,
        /// The corner's id.
        #[schema(example = "person")]
        corner: String,
    },
    /// The share of stories in one region minus the share in another.
    MoreMinusFewer {
        /// The region that should have more stories.
        more: TriadRegion,
        /// The region that should have fewer stories.
        fewer: TriadRegion,
    },
    /// The share of the stories in one selection minus the share in another: more stories like these, fewer like those. Stories
    /// of which it cannot be said whether they are in either are left out.
    ShareDifference {
        /// The stories of which there should be more.
        more: Box<Selection>,
        /// The stories of which there should be fewer.
        fewer: Box<Selection>,
    },
    /// The share of stories whose tellers said that a question does not fit, of those whose tellers were asked.
    NotApplicable {
        /// The signifier's id.
        #[schema(example = "difference")]
        signifier: String,
    },
}

impl Figure {
    /// The selections that it compares.
    pub fn selections(&self) -> Vec<&Selection> {
        match self {
            Self::ShareDifference { more, fewer } => vec![more, fewer],
            _ => Vec::new(),
        }
    }

    /// The lowest and the highest value that it can have.
    pub fn range(&self) -> [f64; 2] {
        match self {
            Self::Count => [0.0, f64::INFINITY],
            Self::MoreMinusFewer { .. } | Self::ShareDifference { .. } => [-1.0, 1.0],
            _ => [0.0, 1.0],
        }
    }
}

/// A figure whose signifiers have been looked up.
pub(super) enum Ready<'a> {
    Count,
    Zone(&'a TriadColumn, Zone),
    Choice(&'a crate::patterns::columns::ChoiceColumn, u16),
    Median(&'a crate::patterns::columns::DyadColumn),
    Centre(&'a TriadColumn, usize),
    Difference(Difference<'a>),
    Sides(Sides),
    NotApplicable(&'a Column),
}

/// Two regions, and the stories that could have been in either.
pub(super) struct Difference<'a> {
    triads: [&'a TriadColumn; 2],
    more: Rows,
    fewer: Rows,
}

impl<'a> Ready<'a> {
    /// Looks up the signifiers of a figure.
    ///
    /// # Errors
    /// [`PatternFault`] on `figure.…` for an unknown signifier, zone, option, corner or region.
    pub fn new(columns: &'a Columns, figure: &Figure) -> Result<Self, PatternFault> {
        Ok(match figure {
            Figure::Count => Self::Count,
            Figure::ZoneShare { signifier, zone } => {
                let triad = triad(columns, signifier)?;
                let found = Zone::named(zone, triad.corners()).ok_or_else(|| {
                    let known: Vec<String> = Zone::ALL.into_iter().map(|zone| zone.name(triad.corners())).collect();
                    PatternFault::new("figure.zone", format!("there is no zone “{zone}”; there are: {}", known.join(", ")))
                })?;
                Self::Zone(triad, found)
            }
            Figure::OptionShare { signifier, option } => {
                let choice = columns.choice(signifier, "figure.signifier")?;
                let place = choice.place(option).ok_or_else(|| {
                    let known: Vec<&str> = choice.options.iter().map(String::as_str).collect();
                    PatternFault::new("figure.option", unknown("option", option, &known))
                })?;
                Self::Choice(choice, place)
            }
            Figure::Median { signifier } => Self::Median(columns.dyad(signifier, "figure.signifier")?),
            Figure::Centre { signifier, corner } => {
                let triad = triad(columns, signifier)?;
                let place = triad.corners().iter().position(|own| own == corner).ok_or_else(|| {
                    let message = format!("there is no corner “{corner}”; there are: {}", triad.corners().join(", "));
                    PatternFault::new("figure.corner", message)
                })?;
                Self::Centre(triad, place)
            }
            Figure::MoreMinusFewer { more, fewer } => Self::Difference(Difference::new(columns, more, fewer)?),
            Figure::ShareDifference { more, fewer } => Self::Sides(Sides::resolve(columns, more, fewer)?),
            Figure::NotApplicable { signifier } => Self::NotApplicable(columns.known(signifier, "figure.signifier")?),
        })
    }

    /// The scale of the figure.
    pub fn scale(&self) -> Scale {
        match self {
            Self::Count => Scale::Counts,
            Self::Zone(..) | Self::Choice(..) | Self::Median(_) | Self::NotApplicable(_) => Scale::Share,
            Self::Difference(_) | Self::Sides(_) => Scale::Difference,
            Self::Centre(..) => Scale::Open,
        }
    }

    /// The figure of these rows, with its interval.
    pub fn value(&self, rows: &Rows) -> Value {
        Value { not_asked: self.not_asked(rows), ..self.value_of_asked(rows) }
    }

    fn not_asked(&self, rows: &Rows) -> u64 {
        let listed = &Listed::once(rows);
        match self {
            Self::Count | Self::Sides(_) => 0,
            Self::Zone(column, _) | Self::Centre(column, _) => {
                Replies::in_cells(&column.zone, listed, State::of_zone).not_asked
            }
            Self::Choice(column, _) => Replies::in_cells(&column.code, listed, State::of_code).not_asked,
            Self::Median(column) => Replies::in_cells(&column.position, listed, State::of_position).not_asked,
            Self::Difference(difference) => difference.not_asked(rows),
            Self::NotApplicable(column) => Replies::of(column, rows).not_asked,
        }
    }

    fn value_of_asked(&self, rows: &Rows) -> Value {
        let share = |count: u64, of: u64| Value { of, value: ratio(count, of), interval: wilson(count, of), not_asked: 0 };
        match self {
            Self::Count => poisson(rows.len() as u64),
            Self::Zone(column, zone) => {
                let of = rows.places().filter(|&row| column.is_answered(row)).count() as u64;
                share(rows.places().filter(|&row| column.zone[row] == zone.index() as u8).count() as u64, of)
            }
            Self::Choice(column, option) => {
                let holds: Vec<bool> = column.sets.iter().map(|set| set.options.contains(option)).collect();
                let of = rows.places().filter(|&row| column.code[row] >= CHOICE_FIRST_SET).count() as u64;
                let chose =
                    |row: &usize| column.code[*row].checked_sub(CHOICE_FIRST_SET).is_some_and(|set| holds[set as usize]);
                share(rows.places().filter(chose).count() as u64, of)
            }
            Self::Median(column) => median(rows.places().map(|row| column.position[row]).filter(|position| *position <= WHOLE)),
            Self::Centre(column, corner) => centre(&TriadSums::gather(column, rows, false), *corner),
            Self::Difference(difference) => difference.value(rows),
            Self::Sides(sides) => sides.value(rows),
            Self::NotApplicable(column) => {
                let replies = Replies::of(column, rows);
                share(replies.not_applicable, replies.asked())
            }
        }
    }
}

pub(super) fn triad<'a>(columns: &'a Columns, signifier: &str) -> Result<&'a TriadColumn, PatternFault> {
    Ok(columns.triad(signifier, "figure.signifier")?)
}

impl<'a> Difference<'a> {
    /// Resolves the two regions.
    ///
    /// # Errors
    /// [`PatternFault`] on `figure.more…` or `figure.fewer…` for an invalid region.
    pub fn new(columns: &'a Columns, more: &TriadRegion, fewer: &TriadRegion) -> Result<Self, PatternFault> {
        let one = |region: &TriadRegion, name: &str| {
            let selection = Selection { triads: vec![region.clone()], ..Selection::default() };
            columns.resolve(&selection, TextMatches::default()).map_err(|fault| {
                PatternFault::new(fault.field.replace("selection.triads[0]", &format!("figure.{name}")), fault.message)
            })
        };
        let (more_rows, fewer_rows) = (one(more, "more")?, one(fewer, "fewer")?);
        Ok(Self {
            triads: [triad(columns, &more.signifier)?, triad(columns, &fewer.signifier)?],
            more: more_rows,
            fewer: fewer_rows,
        })
    }

    /// The share of those who answered that are in the first region only, minus the share that are in the second only.
    pub fn value(&self, rows: &Rows) -> Value {
        let of = rows.places().filter(|&row| self.triads.iter().all(|triad| triad.is_answered(row))).count() as u64;
        let both_answered = |row: &usize| self.triads.iter().all(|triad| triad.is_answered(*row));
        let only = |own: &Rows, other: &Rows| rows.and(own).without(other).places().filter(both_answered).count() as f64;
        let (first, second) = (only(&self.more, &self.fewer), only(&self.fewer, &self.more));
        Value { not_asked: self.not_asked(rows), ..difference_of(first, second, of) }
    }

    /// How many of these stories' tellers were not asked for both.
    pub fn not_asked(&self, rows: &Rows) -> u64 {
        let unasked = |row: &usize| self.triads.iter().any(|triad| State::of_zone(triad.zone[*row]) == State::NotAsked);
        rows.places().filter(unasked).count() as u64
    }
}
