//! Figures of a selection over time, and the paths of triads' centres.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::access::{MayAnalyse, Right};
use crate::analysis::jobs::task::TaskHandle;
use crate::analysis::selection::{Undecided, View};
use crate::analysis::{Analysis, AnalysisError};
use crate::disclosure::Matching;
use crate::model::{Fault, Selection};
use crate::patterns::{self, Drift, Figure, Ordered, Period, Progress, Step, Trend};

/// Figures and paths that may be requested at once.
const MOST_FIGURES: usize = 50;

/// The request.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"selection": {"framework": "sheffield-send"}, "by": "month",
    "figures": [{"figure": "count"}, {"figure": "zone_share", "signifier": "difference", "zone": "person"}, {"figure": "median", "signifier": "timing"}],
    "drift": ["difference"]}))]
pub struct TrendsRequest {
    /// The stories.
    #[serde(default)]
    pub selection: Selection,
    /// The length of periods.
    pub by: Step,
    /// The figures to compute.
    #[serde(default)]
    pub figures: Vec<Figure>,
    /// Triads whose centres' paths are computed.
    #[serde(default)]
    pub drift: Vec<String>,
}

/// Figures over time.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"framework": "sheffield-send", "matching": 412, "change": 1048, "fuzzy": false, "partial": false, "undecided": {"without_answer": 0, "not_readable": 0}, "by": "month", "warnings": [],
    "trends": [{"figure": {"figure": "count"}, "points": [{"period": "2026-03", "of": 210, "not_asked": 0, "value": 210.0, "interval": [183.4, 240.4]}], "xmr": null, "warnings": []}],
    "drift": {"difference": {"path": [{"period": "2026-03", "answered": 210, "not_asked": 12, "geometric": [0.3, 0.45, 0.25], "arithmetic": [0.31, 0.42, 0.27], "step": null}], "distance": null}}}))]
pub struct TrendsBody {
    /// The framework whose signifiers these are.
    pub framework: String,
    /// How many stories are in the selection.
    #[serde(flatten)]
    pub matching: Matching,
    /// The last change that the answer takes into account.
    pub change: u64,
    /// Whether no story contains the words of the selection's text as typed, so that similar words were used.
    pub fuzzy: bool,
    /// Whether no story has all of the words, so that stories with those that say most of it were taken.
    pub partial: bool,
    /// How the selection's text was read, when it has operators or brackets, or related words were searched for, too.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "(waiting OR list) AND help")]
    pub read_as: Option<String>,
    /// Stories that are left out because it cannot be said whether they match.
    pub undecided: Undecided,
    /// The length of periods.
    pub by: Step,
    /// Warnings to read first.
    pub warnings: Vec<String>,
    /// The figures, in the order of the request.
    pub trends: Vec<FigureTrend>,
    /// The paths of triads' centres, by signifier id.
    #[schema(value_type = std::collections::BTreeMap<String, Drift>)]
    pub drift: Ordered<Drift>,
}

/// One figure over time.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct FigureTrend {
    /// The figure.
    pub figure: Figure,
    /// Its values, limits and signals.
    #[serde(flatten)]
    pub trend: Trend,
    /// For more-minus-fewer in one triad: the position of the mean along the line from the middle of the second region to that
    /// of the first, in sides of the triangle. 0 is its position in the first period with an answer; the interval is that of
    /// the period's own mean.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub along: Option<Trend>,
}

impl Analysis {
    /// Figures of a selection over time.
    ///
    /// # Errors
    /// [`AnalysisError`].
    pub async fn trends(
        &self,
        right: MayAnalyse,
        asked: TrendsRequest,
        work: &TaskHandle,
    ) -> Result<TrendsBody, AnalysisError> {
        self.note_view(right.actor(), &asked.selection);
        if asked.figures.len() + asked.drift.len() > MOST_FIGURES {
            let message = format!("ask for at most {MOST_FIGURES} figures and paths at once");
            return Err(AnalysisError::Faulty(Fault::new("figures", message)));
        }
        self.run_task(work, move |views, progress| views.compute_trends(&asked, progress)).await
    }

    fn compute_trends(&self, asked: &TrendsRequest, progress: &Progress<'_>) -> Result<TrendsBody, AnalysisError> {
        let go_on = || progress.check().map_err(|_| AnalysisError::BrokenOff);
        let view = self.view(&asked.selection)?;
        let periods = match view.is_too_few() {
            true => Vec::new(),
            false => patterns::periods(&view.columns, &view.rows, asked.by),
        };
        let fewest = view.policy.fewest_counted;
        let periods: Vec<Period> = periods.into_iter().map(|period| Period { fewest, ..period }).collect();
        let mut trends = Vec::with_capacity(asked.figures.len());
        for (at, figure) in asked.figures.iter().enumerate() {
            go_on()?;
            trends.push(follow(&view, &periods, figure).map_err(|error| named(error, "figure", &format!("figures[{at}]")))?);
        }
        let mut drift: Ordered<Drift> = Ordered(Vec::new());
        for (at, signifier) in asked.drift.iter().enumerate() {
            go_on()?;
            if drift.get(signifier).is_some() {
                let message = format!("“{signifier}” is named twice");
                return Err(AnalysisError::Faulty(Fault::new(format!("drift[{at}]"), message)));
            }
            let found = patterns::drift(&view.columns, &periods, signifier).map_err(AnalysisError::from);
            drift
                .0
                .push((signifier.clone(), found.map_err(|error| named(error, "figure.signifier", &format!("drift[{at}]")))?));
        }
        let matching = view.matching();
        let warnings = [warnings(&view, &periods, asked, self.clock.today()), view.left_out()].concat();
        let undecided = view.undecided();
        let View { framework, change, fuzzy, partial, read_as, .. } = view;
        Ok(TrendsBody {
            framework,
            matching,
            change,
            fuzzy,
            partial,
            read_as,
            undecided,
            by: asked.by,
            warnings,
            trends,
            drift,
        })
    }
}

/// Warnings about the stories and the periods.
fn warnings(view: &View, periods: &[Period], asked: &TrendsRequest, today: NaiveDate) -> Vec<String> {
    let mut warnings = patterns::warnings(view.rows.len() as u64);
    let left_out = view.rows.len() - periods.iter().map(|period| period.rows.len()).sum::<usize>();
    if left_out > 0 && !view.is_too_few() {
        let left_out = view.policy.in_words(left_out as u64);
        warnings.push(format!("{left_out} stories belong to no round and are left out."));
    }
    let asked = asked.selection.received.unwrap_or_default();
    let tomorrow = today + Days::new(1);
    let to = asked.to.map_or(tomorrow, |to| to.min(tomorrow));
    let cut: Vec<&str> =
        periods.iter().filter(|period| period.is_cut(asked.from, Some(to))).map(|period| period.name.as_str()).collect();
    if !cut.is_empty() {
        let cut = cut.join(", ");
        warnings.push(format!("These periods are only partly covered, or are not over yet: {cut}."));
    }
    warnings
}

fn follow(view: &View, periods: &[Period], figure: &Figure) -> Result<FigureTrend, AnalysisError> {
    let (trend, along) = match figure {
        Figure::MoreMinusFewer { more, fewer } => {
            let found = patterns::more_like_these(&view.columns, periods, more, fewer)?;
            (found.difference, found.drift)
        }
        _ => (patterns::trend(&view.columns, periods, figure)?, None),
    };
    Ok(FigureTrend { figure: figure.clone(), trend, along })
}

/// Names a fault of a figure by its place in the request; a fault of too many periods belongs to their length.
fn named(error: AnalysisError, part: &str, field: &str) -> AnalysisError {
    error.within(part, field).within("periods", "by")
}
