//! Figures of a selection over time, and the way that triads' centres take.

use serde::{Deserialize, Serialize};

use super::resolve::View;
use super::work::Work;
use super::{Explore, ExploreError};
use crate::access::MayExplore;
use crate::model::{Fault, Selection};
use crate::patterns::{self, Drift, Figure, Ordered, Period, Step, Trend, Watch};

/// Figures and paths that may be asked for at once.
const MOST: usize = 50;

/// What is asked.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"selection": {"framework": "sheffield-send"}, "by": "month",
    "figures": [{"figure": "count"}, {"figure": "zone_share", "signifier": "difference", "zone": "person"}, {"figure": "median", "signifier": "timing"}],
    "drift": ["difference"]}))]
pub struct TrendsAsked {
    /// Which stories.
    #[serde(default)]
    pub selection: Selection,
    /// How to cut time.
    pub by: Step,
    /// What to follow.
    #[serde(default)]
    pub figures: Vec<Figure>,
    /// Triads whose centres' ways are asked for.
    #[serde(default)]
    pub drift: Vec<String>,
}

/// Figures over time.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"framework": "sheffield-send", "matching": 412, "change": 1048, "fuzzy": false, "by": "month", "warnings": [],
    "trends": [{"figure": {"figure": "count"}, "points": [{"period": "2026-03", "of": 210, "value": 210.0, "interval": [183.4, 240.4]}], "xmr": null, "warnings": []}],
    "drift": {"difference": {"path": [{"period": "2026-03", "answered": 210, "geometric": [0.3, 0.45, 0.25], "arithmetic": [0.31, 0.42, 0.27], "step": null}], "distance": null}}}))]
pub struct TrendsAnswer {
    /// The framework whose signifiers these are.
    pub framework: String,
    /// Stories in the selection.
    pub matching: u64,
    /// The last change that the answer takes into account.
    pub change: u64,
    /// Whether no story holds the words of the selection's text as typed, and similar words were taken instead.
    pub fuzzy: bool,
    /// How time was cut.
    pub by: Step,
    /// What a reader should know first.
    pub warnings: Vec<String>,
    /// The figures in the order asked for.
    pub trends: Vec<FigureTrend>,
    /// The ways of triads' centres, by signifier id.
    #[schema(value_type = std::collections::BTreeMap<String, Drift>)]
    pub drift: Ordered<Drift>,
}

/// One figure over time.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct FigureTrend {
    /// What was followed.
    pub figure: Figure,
    /// Its values, limits and signals.
    #[serde(flatten)]
    pub trend: Trend,
    /// For more-minus-fewer in one triad: where the mean place lies on the way from the second region's middle towards the
    /// first's, in sides of the triangle. 0 is where it lay in the first period with an answer; the interval is that of the
    /// period's own mean.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub along: Option<Trend>,
}

impl Explore {
    /// Figures of a selection over time.
    ///
    /// # Errors
    /// [`ExploreError`].
    pub async fn trends(&self, _right: MayExplore, asked: TrendsAsked, work: &Work) -> Result<TrendsAnswer, ExploreError> {
        if asked.figures.len() + asked.drift.len() > MOST {
            let message = format!("ask for at most {MOST} figures and paths at once");
            return Err(ExploreError::Faulty(Fault::new("figures", message)));
        }
        self.at_work(work, move |views, watch| views.compute_trends(&asked, watch)).await
    }

    fn compute_trends(&self, asked: &TrendsAsked, watch: &Watch<'_>) -> Result<TrendsAnswer, ExploreError> {
        let go_on = || watch.check().map_err(|_| ExploreError::BrokenOff);
        let view = self.view(&asked.selection)?;
        let periods = patterns::periods(&view.columns, &view.rows, asked.by);
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
                return Err(ExploreError::Faulty(Fault::new(format!("drift[{at}]"), message)));
            }
            let found = patterns::drift(&view.columns, &periods, signifier).map_err(ExploreError::from);
            drift
                .0
                .push((signifier.clone(), found.map_err(|error| named(error, "figure.signifier", &format!("drift[{at}]")))?));
        }
        let matching = view.rows.len() as u64;
        let warnings = warnings(&view, &periods, asked);
        let (framework, change, fuzzy) = (view.framework, view.change, view.fuzzy);
        Ok(TrendsAnswer { framework, matching, change, fuzzy, by: asked.by, warnings, trends, drift })
    }
}

/// What a reader should know of the stories and of how time was cut.
fn warnings(view: &View, periods: &[Period], asked: &TrendsAsked) -> Vec<String> {
    let mut warnings = patterns::warnings(view.rows.len() as u64);
    let left_out = view.rows.len() - periods.iter().map(|period| period.rows.len()).sum::<usize>();
    if left_out > 0 {
        warnings.push(format!("{left_out} stories belong to no round, and are left out."));
    }
    let asked = asked.selection.received.unwrap_or_default();
    let tomorrow = chrono::Utc::now().date_naive() + chrono::Days::new(1);
    let to = asked.to.map_or(tomorrow, |to| to.min(tomorrow));
    let cut: Vec<&str> =
        periods.iter().filter(|period| period.is_cut(asked.from, Some(to))).map(|period| period.name.as_str()).collect();
    if !cut.is_empty() {
        let cut = cut.join(", ");
        warnings.push(format!("Only a part of these periods was looked at, or they are not over yet: {cut}."));
    }
    warnings
}

fn follow(view: &View, periods: &[Period], figure: &Figure) -> Result<FigureTrend, ExploreError> {
    let (trend, along) = match figure {
        Figure::MoreMinusFewer { more, fewer } => {
            let found = patterns::more_like_these(&view.columns, periods, more, fewer)?;
            (found.difference, found.drift)
        }
        _ => (patterns::trend(&view.columns, periods, figure)?, None),
    };
    Ok(FigureTrend { figure: figure.clone(), trend, along })
}

/// A fault of a figure is named by where the figure stands; too many periods are a fault of how time was cut.
fn named(error: ExploreError, part: &str, field: &str) -> ExploreError {
    error.within(part, field).within("periods", "by")
}
