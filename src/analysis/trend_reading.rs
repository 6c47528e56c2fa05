//! What a trend is read against: the periods that are whole, step changes, targets, and which way the framework calls better.

use chrono::{Days, NaiveDate};

use crate::analysis::selection::{Also, View};
use crate::analysis::trends::{FigureTrend, TrendsRequest};
use crate::analysis::{Analysis, AnalysisError};
use crate::model::{Fault, Shape};
use crate::patterns::{self, ChartOptions, Direction, Figure, Period, Sides, Step};

/// Step changes in one request.
const MOST_STEPS: usize = 20;

impl TrendsRequest {
    /// Checks step changes and targets.
    ///
    /// # Errors
    /// a fault on `rebase` or `targets[…]`.
    pub(super) fn check_reading(&self) -> Result<(), AnalysisError> {
        let fault = |field: String, message: String| Err(AnalysisError::Faulty(Fault::new(field, message)));
        if self.rebase.len() > MOST_STEPS {
            return fault("rebase".to_owned(), format!("name at most {MOST_STEPS} days"));
        }
        if self.by == Step::Round && !self.rebase.is_empty() {
            return fault("rebase".to_owned(), "rounds have no step changes; take weeks, months or quarters".to_owned());
        }
        if self.targets.len() > self.figures.len() {
            return fault("targets".to_owned(), "there are more targets than figures".to_owned());
        }
        for (at, (figure, target)) in self.figures.iter().zip(&self.targets).enumerate() {
            let [low, high] = figure.range();
            if target.is_some_and(|target| !(low..=high).contains(&target)) {
                let limits = if high.is_finite() { format!("from {low} to {high}") } else { format!("at least {low}") };
                return fault(format!("targets[{at}]"), format!("the target of this figure must be {limits}"));
            }
        }
        Ok(())
    }
}

impl Analysis {
    /// The periods of a view; none of a view with too few stories. Those that are not over, and those that the selection's days cut,
    /// are partial.
    pub(super) fn periods(&self, view: &View, asked: &TrendsRequest) -> Vec<Period> {
        if view.is_too_few() {
            return Vec::new();
        }
        let mut periods = patterns::periods(&view.columns, &view.rows, asked.by);
        let received = asked.selection.received.unwrap_or_default();
        let tomorrow = self.clock.today() + Days::new(1);
        let to = received.to.map_or(tomorrow, |to| to.min(tomorrow));
        for period in &mut periods {
            period.partial = period.is_cut(received.from, Some(to));
            period.fewest = view.policy.fewest_counted;
        }
        periods
    }

    /// Which way a figure gets better, where the framework says so: only dimensions of confidence have a better end, the right one.
    pub(super) fn better(&self, slug: &str, figure: &Figure) -> Option<Direction> {
        let Figure::Median { signifier } = figure else { return None };
        let versions = self.registry.all();
        let own = versions.iter().rev().filter(|framework| framework.slug == slug);
        let found = own.flat_map(|framework| &framework.signifiers).find(|own| own.id == *signifier)?;
        matches!(&found.shape, Shape::Dyad(dyad) if dyad.confidence).then_some(Direction::Higher)
    }

    /// A figure in each of the periods.
    pub(super) fn follow(&self, view: &View, periods: &[Period], figure: &Figure) -> Result<FigureTrend, AnalysisError> {
        let (trend, along) = match figure {
            Figure::MoreMinusFewer { more, fewer } => {
                let found = patterns::more_like_these(&view.columns, periods, more, fewer)?;
                (found.difference, found.drift)
            }
            Figure::ShareDifference { more, fewer } => {
                let (more, fewer) = (self.also(view, more, "figure.more")?, self.also(view, fewer, "figure.fewer")?);
                let few = |side: &Also| view.policy.is_too_few(view.rows.and(&side.rows).len() as u64);
                if few(&more) || few(&fewer) {
                    let mut trend = patterns::share_difference(periods, &Sides::undecided(&view.rows))?;
                    trend.warnings =
                        vec!["Too few stories are like these or like those, so that nothing is told of them.".to_owned()];
                    (trend, None)
                } else {
                    let sides = Sides::new([&more.rows, &more.possible], [&fewer.rows, &fewer.possible]);
                    (patterns::share_difference(periods, &sides)?, None)
                }
            }
            _ => (patterns::trend(&view.columns, periods, figure)?, None),
        };
        Ok(FigureTrend { figure: figure.clone(), trend, along })
    }
}

impl FigureTrend {
    /// Reads the figure as a chart. Only the figure itself has a target and a better direction; the position along a line has
    /// neither.
    pub(super) fn read(&mut self, periods: &[Period], rebase: &[NaiveDate], target: Option<f64>, better: Option<Direction>) {
        self.trend.read(periods, &ChartOptions { rebase: rebase.to_vec(), target, better });
        if let Some(along) = &mut self.along {
            along.read(periods, &ChartOptions { rebase: rebase.to_vec(), ..ChartOptions::default() });
        }
    }
}
