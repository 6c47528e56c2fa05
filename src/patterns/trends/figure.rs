//! One figure of one period, with its interval.

use serde::{Deserialize, Serialize};

use crate::model::{Selection, TriadRegion, WHOLE, Zone};
use crate::patterns::columns::{
    CHOICE_FIRST_SET, Column, Columns, Listed, Replies, Rows, State, TextMatches, TriadColumn, unknown,
};
use crate::patterns::describe::TriadSums;
use crate::patterns::fault::PatternFault;
use crate::patterns::geometry::ilr_inverse;
use crate::patterns::statistics::{Z, rank_of_interval, ratio, wilson};

use super::sparse::Scale;

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
    /// The share of stories whose tellers said that a question does not fit, of those whose tellers were asked.
    NotApplicable {
        /// The signifier's id.
        #[schema(example = "difference")]
        signifier: String,
    },
}

/// A figure's value.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Value {
    /// The number of stories it is computed from.
    pub of: u64,
    /// The number of stories whose tellers were not asked.
    pub not_asked: u64,
    pub value: Option<f64>,
    pub interval: Option<[f64; 2]>,
}

/// A figure whose signifiers have been looked up.
pub(super) enum Ready<'a> {
    Count,
    Zone(&'a TriadColumn, Zone),
    Choice(&'a crate::patterns::columns::ChoiceColumn, u16),
    Median(&'a crate::patterns::columns::DyadColumn),
    Centre(&'a TriadColumn, usize),
    Difference(Difference<'a>),
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
            Figure::NotApplicable { signifier } => Self::NotApplicable(columns.known(signifier, "figure.signifier")?),
        })
    }

    /// The scale of the figure.
    pub fn scale(&self) -> Scale {
        match self {
            Self::Count => Scale::Counts,
            Self::Zone(..) | Self::Choice(..) | Self::Median(_) | Self::NotApplicable(_) => Scale::Share,
            Self::Difference(_) => Scale::Difference,
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
            Self::Count => 0,
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

/// A count, with the score interval of its Poisson mean: k + z²/2 ± z·√(k + z²/4).
pub(super) fn poisson(count: u64) -> Value {
    let k = count as f64;
    let (middle, reach) = (k + Z * Z / 2.0, Z * (k + Z * Z / 4.0).sqrt());
    Value {
        of: count,
        not_asked: 0,
        value: Some(k),
        interval: Some([if count == 0 { 0.0 } else { middle - reach }, middle + reach]),
    }
}

/// The median (type 7) with the order statistics x₍ₗ₎ and x₍ₙ₊₁₋ₗ₎ that contain it with at least 95 %, for any distribution: l
/// is the largest with P(Bin(n, ½) < l) ≤ 0.025 (Thompson, 1936). No interval below six answers.
fn median(positions: impl Iterator<Item = u16>) -> Value {
    let mut ordered: Vec<u16> = positions.collect();
    ordered.sort_unstable();
    let n = ordered.len();
    if n == 0 {
        return Value::default();
    }
    let at = |place: usize| f64::from(ordered[place]) / f64::from(WHOLE);
    let interval = rank_of_interval(n as u64).map(|l| [at(l as usize - 1), at(n - l as usize)]);
    Value { of: n as u64, not_asked: 0, value: Some((at((n - 1) / 2) + at(n / 2)) / 2.0), interval }
}

/// The weight w of one corner in the geometric centre. Its interval is that of ln(w/(1 − w)) by the delta method, from the
/// covariance of the mean ilr coordinates, and so stays within 0 and 1.
fn centre(sums: &TriadSums, corner: usize) -> Value {
    let of = sums.answered();
    let Some(mean) = sums.ilr.mean() else { return Value::default() };
    let weights = ilr_inverse(mean);
    let value = weights[corner];
    let interval = sums.ilr.covariance().map(|[first, second, both]| {
        // The derivatives of ln(w/(1 − w)) by ln of each weight, then by z1 and z2.
        let by_log = [0, 1, 2].map(|k| if k == corner { 1.0 } else { -weights[k] / (1.0 - value) });
        let by_z1 = (by_log[0] - by_log[1]) / 2f64.sqrt();
        let by_z2 = (by_log[0] + by_log[1] - 2.0 * by_log[2]) / 6f64.sqrt();
        let variance = (by_z1 * by_z1 * first + by_z2 * by_z2 * second + 2.0 * by_z1 * by_z2 * both).max(0.0) / of as f64;
        let (middle, reach) = ((value / (1.0 - value)).ln(), Z * variance.sqrt());
        [middle - reach, middle + reach].map(|logit| 1.0 / (1.0 + (-logit).exp()))
    });
    Value { of, not_asked: sums.not_asked(), value: Some(value), interval }
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

    /// With n₁ stories in the first region only, n₂ in the second only and n who answered: (n₁ − n₂)/n, and the interval of
    /// Agresti & Min (2005) for a difference within the same people: with half a story added to each, ñᵢ = nᵢ + ½ and
    /// ñ = n + 2, d̃ ± z·√((ñ₁ + ñ₂)/ñ − d̃²)/√ñ.
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

pub(super) fn difference_of(first: f64, second: f64, of: u64) -> Value {
    if of == 0 {
        return Value::default();
    }
    let n = of as f64 + 2.0;
    let (p, q) = ((first + 0.5) / n, (second + 0.5) / n);
    let (middle, reach) = (p - q, Z * ((p + q - (p - q).powi(2)) / n).sqrt());
    let interval = Some([(middle - reach).max(-1.0), (middle + reach).min(1.0)]);
    Value { of, not_asked: 0, value: Some((first - second) / of as f64), interval }
}
