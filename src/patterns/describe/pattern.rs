//! A pattern: what a selection looks like on one signifier, whichever its kind.

use rayon::prelude::*;
use serde::Serialize;

use crate::model::first_of;
use crate::patterns::columns::{Column, Columns, Listed, Replies, Rows};
use crate::patterns::fault::PatternFault;
use crate::patterns::ordered::Ordered;

use super::choice::{ChoiceCounts, ChoicePattern, choice_pattern};
use super::dyad::{DyadPattern, dyad_pattern};
use super::interpretation::{FEW_STORIES, warnings};
use super::labels::Labels;
use super::options::Options;
use super::stones::{StonesPattern, stones_pattern};
use super::triad::{TriadPattern, triad_pattern};

/// Of signifiers that few answered, so many are named in a warning.
const NAMED: usize = 5;

/// What a selection looks like on one signifier. Answered + not applicable + unanswered + not asked = stories in the selection.
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

impl Pattern {
    /// Counts of replies.
    pub fn replies(&self) -> Replies {
        macro_rules! counts {
            ($pattern:expr) => {
                Replies {
                    answered: $pattern.answered,
                    not_applicable: $pattern.not_applicable,
                    unanswered: $pattern.unanswered,
                    not_asked: $pattern.not_asked,
                }
            };
        }
        match self {
            Self::Triad(pattern) => counts!(pattern),
            Self::Dyad(pattern) => counts!(pattern),
            Self::Stones(pattern) => counts!(pattern),
            Self::Choice(pattern) => counts!(pattern),
        }
    }
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
    listed_pattern(columns, &Listed::once(rows), signifier, options)
}

fn listed_pattern(columns: &Columns, rows: &Listed<'_>, signifier: &str, options: &Options) -> Result<Pattern, PatternFault> {
    Ok(match columns.known(signifier, "signifiers")? {
        Column::Triad(column) => Pattern::Triad(Box::new(triad_pattern(columns, column, rows.rows, options))),
        Column::Dyad(column) => Pattern::Dyad(Box::new(dyad_pattern(column, rows))),
        Column::Stones(column) => Pattern::Stones(stones_pattern(column, rows, options)),
        Column::Choice(column) => Pattern::Choice(choice_pattern(column, rows)),
    })
}

/// Like [`pattern`], for several signifiers in parallel; the results have the same order.
///
/// # Errors
/// As [`pattern`]; an unknown signifier is named by its place, as in `signifiers[2]`.
pub fn patterns(
    columns: &Columns,
    rows: &Rows,
    signifiers: &[String],
    options: &Options,
) -> Result<Ordered<Pattern>, PatternFault> {
    pattern_of_each(columns, rows, signifiers, options, |_, pattern| pattern())
}

/// The patterns of several signifiers, computed in parallel, in the same order. `each` computes the pattern of a signifier.
pub(in crate::patterns) fn pattern_of_each<P: Send>(
    columns: &Columns,
    rows: &Rows,
    signifiers: &[String],
    options: &Options,
    each: impl Fn(&str, &dyn Fn() -> Result<Pattern, PatternFault>) -> Result<P, PatternFault> + Sync,
) -> Result<Ordered<P>, PatternFault> {
    options.check()?;
    for (at, signifier) in signifiers.iter().enumerate() {
        columns.known(signifier, &format!("signifiers[{at}]"))?;
    }
    let rows = Listed::of(rows, signifiers.len());
    let one = |id: &String| Ok((id.clone(), each(id, &|| listed_pattern(columns, &rows, id, options))?));
    let found: Vec<(String, P)> = signifiers.par_iter().map(one).collect::<Result<_, PatternFault>>()?;
    Ok(found.into_iter().collect())
}

/// As [`warnings`], and which signifiers few of the stories answered, though they are many. Signifiers are named by their
/// labels.
pub fn warnings_of<'a>(n: u64, patterns: impl IntoIterator<Item = (&'a str, &'a Pattern)>, labels: &Labels) -> Vec<String> {
    let mut warnings = warnings(n);
    if warnings.is_empty() {
        let few = patterns.into_iter().map(|(id, pattern)| (id, pattern.replies()));
        let few = few.filter(|(_, replies)| replies.answered < FEW_STORIES);
        let few: Vec<String> = few.map(|(id, replies)| few_answered(labels.signifier(id), replies)).collect();
        if !few.is_empty() {
            let few = first_of(&few, NAMED);
            warnings.push(format!("Fewer than {FEW_STORIES} stories answer these, so read them with care: {few}."));
        }
    }
    warnings
}

/// A signifier with the number of its answers and, where not all were asked, of how many.
fn few_answered(name: &str, replies: Replies) -> String {
    let answered = replies.answered;
    match (replies.asked(), replies.not_asked) {
        (_, 0) => format!("“{name}” ({answered})"),
        (0, _) => format!("“{name}” (not asked)"),
        (asked, _) => format!("“{name}” ({answered} of {asked} asked)"),
    }
}

impl Columns {
    /// The number of stories in `rows` that chose each option, in the framework's order, and how the storytellers replied.
    ///
    /// # Errors
    /// [`PatternFault`] when there is no choice with this id.
    pub fn choice_counts(&self, rows: &Rows, signifier: &str) -> Result<(Ordered<u64>, Replies), PatternFault> {
        match self.column(signifier) {
            Some(Column::Choice(column)) => {
                let ChoiceCounts { answered, not_applicable, unanswered, not_asked, options, .. } =
                    ChoiceCounts::of(column, &Listed::once(rows));
                let replies = Replies { answered, not_applicable, unanswered, not_asked };
                Ok((column.options.iter().cloned().zip(options).collect(), replies))
            }
            Some(other) => {
                Err(PatternFault::new("signifiers", format!("“{signifier}” is of the kind {}, not choice", other.kind())))
            }
            None => self.known(signifier, "signifiers").map(|_| Default::default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signifiers_that_few_answered_are_named_when_the_stories_are_many() {
        let counted = |answered: u64, unanswered: u64, not_asked: u64| {
            Pattern::Choice(ChoicePattern {
                answered,
                not_applicable: 0,
                unanswered,
                not_asked,
                options: Ordered(Vec::new()),
                write_ins: 0,
                too_few: Vec::new(),
            })
        };
        let answered = |answered: u64| counted(answered, 0, 0);
        let patterns = [("a", answered(99)), ("b", answered(100)), ("c", answered(0))];
        let named = |n: u64, patterns: &[(&str, Pattern)]| {
            let mut labels = Labels::default();
            labels.name_signifier("a", "When help came");
            warnings_of(n, patterns.iter().map(|(id, pattern)| (*id, pattern)), &labels)
        };
        assert_eq!(
            named(120, &patterns),
            ["Fewer than 100 stories answer these, so read them with care: “When help came” (99), “c” (0)."]
        );
        assert_eq!(named(99, &patterns), warnings(99), "one warning is enough where it holds for all");
        assert!(named(120, &patterns[1..2]).is_empty());
        let not_all_asked = [("a", counted(80, 10, 30)), ("b", counted(0, 0, 120)), ("c", counted(90, 30, 0))];
        assert_eq!(
            named(120, &not_all_asked),
            [
                "Fewer than 100 stories answer these, so read them with care: “When help came” (80 of 90 asked), “b” (not asked), “c” (90)."
            ]
        );
        let many: Vec<(&str, Pattern)> = ["a", "b", "c", "d", "e", "f", "g"].map(|id| (id, answered(1))).into();
        assert!(named(120, &many)[0].ends_with("“e” (1) and 2 more."), "{:?}", named(120, &many));
    }
}
