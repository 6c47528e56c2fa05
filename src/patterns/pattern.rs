//! A pattern: what a selection looks like on one signifier, whichever its kind.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::bandwidth::BandwidthRule;
use super::centre_region::RegionOptions;
use super::choice::{ChoiceCounts, ChoicePattern, choice_pattern};
use super::column::Column;
use super::columns::Columns;
use super::density::check_bandwidth;
use super::dyad::{DyadPattern, dyad_pattern};
use super::fault::PatternFault;
use super::hexagons::check_across;
use super::rows::Rows;
use super::share::Ordered;
use super::stones::{StonesPattern, stones_pattern};
use super::triad::{TriadPattern, triad_pattern};

/// Below this many stories a pattern carries a warning.
pub const FEW_STORIES: u64 = 100;

/// Of signifiers that few answered, so many are named in a warning.
const NAMED: usize = 5;

/// What is wanted beside counts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"density": {"bandwidth": 0.05}, "hexagons": {"across": 12}}))]
pub struct Options {
    /// Densities of triads and stones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub density: Option<DensityOptions>,
    /// Hexagonal bins of triads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hexagons: Option<HexagonOptions>,
    /// How to find the region of triads' centres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<RegionOptions>,
}

/// How to smooth, and what to read from the density of a triad.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"bandwidth": 0.05, "contours": true}))]
pub struct DensityOptions {
    /// The Gaussian's standard deviation, 0.005 to 0.5 sides; chosen by the rule when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bandwidth: Option<f64>,
    /// What chooses the bandwidth when none is given: half of Scott's rule, or cross-validation.
    #[serde(default)]
    pub rule: BandwidthRule,
    /// Whether to draw the contours that hold 50, 75 and 95 % of the mass.
    #[serde(default)]
    pub contours: bool,
    /// Whether to read the density as a landscape, and to name its basins.
    #[serde(default)]
    pub landscape: bool,
}

/// How to bin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"across": 12}))]
pub struct HexagonOptions {
    /// Steps between hexagons' centres along a side, 2 to 64.
    pub across: u32,
}

/// What a selection looks like on one signifier. Answered + not applicable + unanswered = stories in the selection.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Pattern {
    /// On a triad.
    Triad(Box<TriadPattern>),
    /// On a dyad.
    Dyad(Box<DyadPattern>),
    /// On stones.
    Stones(StonesPattern),
    /// On a choice.
    Choice(ChoicePattern),
}

/// What the stories in `rows` look like on a signifier.
///
/// ```
/// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/examples/stories.rs")); }
/// use example::stories;
/// use sensing::patterns::{Options, Pattern, pattern};
///
/// let columns = stories();
/// let Pattern::Triad(found) = pattern(&columns, &columns.all(), "difference", &Options::default())? else { panic!() };
/// assert_eq!(found.answered, 90);
/// assert!((found.centres.arithmetic.unwrap().iter().sum::<f64>() - 1.0).abs() < 1e-12);
/// # Ok::<(), sensing::patterns::PatternFault>(())
/// ```
///
/// # Errors
/// [`PatternFault`] for an unknown signifier (`signifiers`), a bandwidth (`density.bandwidth`) or a number of hexagons
/// (`hexagons.across`) out of range.
pub fn pattern(columns: &Columns, rows: &Rows, signifier: &str, options: &Options) -> Result<Pattern, PatternFault> {
    options.check()?;
    Ok(match columns.known(signifier, "signifiers")? {
        Column::Triad(column) => Pattern::Triad(Box::new(triad_pattern(columns, column, rows, options))),
        Column::Dyad(column) => Pattern::Dyad(Box::new(dyad_pattern(column, rows))),
        Column::Stones(column) => Pattern::Stones(stones_pattern(column, rows, options)),
        Column::Choice(column) => Pattern::Choice(choice_pattern(column, rows)),
    })
}

/// As [`pattern`], for several signifiers side by side, in the order given.
///
/// # Errors
/// As [`pattern`]; an unknown signifier is named by its place, as in `signifiers[2]`.
pub fn patterns(
    columns: &Columns,
    rows: &Rows,
    signifiers: &[String],
    options: &Options,
) -> Result<Ordered<Pattern>, PatternFault> {
    pattern_of_each(columns, signifiers, options, |_, pattern| pattern(rows))
}

/// The patterns of several signifiers side by side, in the order given. `each` is given a signifier and how to work its
/// pattern out.
pub(super) fn pattern_of_each<P: Send>(
    columns: &Columns,
    signifiers: &[String],
    options: &Options,
    each: impl Fn(&str, &dyn Fn(&Rows) -> Result<Pattern, PatternFault>) -> Result<P, PatternFault> + Sync,
) -> Result<Ordered<P>, PatternFault> {
    options.check()?;
    for (at, signifier) in signifiers.iter().enumerate() {
        columns.known(signifier, &format!("signifiers[{at}]"))?;
    }
    let one = |id: &String| Ok((id.clone(), each(id, &|rows| pattern(columns, rows, id, options))?));
    let found: Vec<(String, P)> = signifiers.par_iter().map(one).collect::<Result<_, PatternFault>>()?;
    Ok(found.into_iter().collect())
}

/// What a reader should know before reading a pattern of `n` stories; empty when there is nothing.
pub fn warnings(n: u64) -> Vec<String> {
    if n < FEW_STORIES { vec![format!("Fewer than {FEW_STORIES} stories: read this pattern with care.")] } else { Vec::new() }
}

/// As [`warnings`], and which signifiers few of the stories answered, though they are many.
pub fn warnings_of<'a>(n: u64, patterns: impl IntoIterator<Item = (&'a str, &'a Pattern)>) -> Vec<String> {
    let mut warnings = warnings(n);
    if warnings.is_empty() {
        let few = patterns.into_iter().filter(|(_, pattern)| pattern.answered() < FEW_STORIES);
        let few: Vec<String> = few.map(|(id, pattern)| format!("“{id}” ({})", pattern.answered())).collect();
        let (named, others) = few.split_at(few.len().min(NAMED));
        let others = if others.is_empty() { String::new() } else { format!(" and {} more", others.len()) };
        if !named.is_empty() {
            let named = named.join(", ");
            warnings.push(format!("Fewer than {FEW_STORIES} stories answer these, so read them with care: {named}{others}."));
        }
    }
    warnings
}

impl Pattern {
    /// Stories with an answer.
    pub fn answered(&self) -> u64 {
        match self {
            Self::Triad(pattern) => pattern.answered,
            Self::Dyad(pattern) => pattern.answered,
            Self::Stones(pattern) => pattern.answered,
            Self::Choice(pattern) => pattern.answered,
        }
    }
}

impl Columns {
    /// How many of the stories in `rows` chose each option, in the framework's order.
    ///
    /// # Errors
    /// [`PatternFault`] when there is no choice of that id.
    pub fn choice_counts(&self, rows: &Rows, signifier: &str) -> Result<Ordered<u64>, PatternFault> {
        match self.column(signifier) {
            Some(Column::Choice(column)) => {
                Ok(column.options.iter().cloned().zip(ChoiceCounts::of(column, rows).options).collect())
            }
            Some(other) => {
                Err(PatternFault::new("signifiers", format!("“{signifier}” is of the kind {}, not choice", other.kind())))
            }
            None => self.known(signifier, "signifiers").map(|_| Ordered::default()),
        }
    }
}

impl Options {
    fn check(&self) -> Result<(), PatternFault> {
        check_bandwidth(self.density.and_then(|asked| asked.bandwidth))?;
        self.region.map_or(Ok(()), |asked| asked.check())?;
        self.hexagons.map_or(Ok(()), |asked| check_across(asked.across))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signifiers_that_few_answered_are_named_when_the_stories_are_many() {
        let answered = |answered: u64| {
            Pattern::Choice(ChoicePattern {
                answered,
                not_applicable: 0,
                unanswered: 0,
                options: Ordered(Vec::new()),
                write_ins: 0,
            })
        };
        let patterns = [("a", answered(99)), ("b", answered(100)), ("c", answered(0))];
        let named = |n: u64, patterns: &[(&str, Pattern)]| warnings_of(n, patterns.iter().map(|(id, pattern)| (*id, pattern)));
        assert_eq!(named(120, &patterns), ["Fewer than 100 stories answer these, so read them with care: “a” (99), “c” (0)."]);
        assert_eq!(named(99, &patterns), warnings(99), "one warning is enough where it holds for all");
        assert!(named(120, &patterns[1..2]).is_empty());
        let many: Vec<(&str, Pattern)> = ["a", "b", "c", "d", "e", "f", "g"].map(|id| (id, answered(1))).into();
        assert!(named(120, &many)[0].ends_with("“e” (1) and 2 more."), "{:?}", named(120, &many));
    }
}
