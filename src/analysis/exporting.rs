//! What an export of a selection may hold. The file itself is made elsewhere (`exchange`); which stories are in it, and what of them, is
//! decided here, like everything else that analysts see.

use std::sync::Arc;

use serde_json::Value;

use crate::access::MayExport;
use crate::analysis::selection::View;
use crate::analysis::viewed::described;
use crate::analysis::{Analysis, AnalysisError};
use crate::disclosure::Policy;
use crate::model::Selection;
use crate::patterns::NotShown;

/// The stories of a selection, as an export may hold them.
#[derive(Clone, Debug)]
pub struct Exportable {
    /// The selection, with the framework named.
    pub selection: Selection,
    /// The framework's slug.
    pub framework: String,
    /// The numbers of the stories, ascending, except those of [`unplaced`](Self::unplaced).
    pub numbers: Vec<u64>,
    /// The numbers of the stories whose day and collection are not shown, ascending.
    pub unplaced: Vec<u64>,
    /// Whether texts may be told, those that may be read: not of a selection by who told that leaves few of them.
    pub texts: bool,
}

/// Stories that are decided at once.
const AT_ONCE: usize = 10_000;

impl Exportable {
    /// How many stories there are.
    pub fn stories(&self) -> u64 {
        (self.numbers.len() + self.unplaced.len()) as u64
    }
}

/// For story numbers: what is not shown of each.
pub type NotShownOf = Arc<dyn Fn(&[u64]) -> Result<Vec<NotShown>, AnalysisError> + Send + Sync>;

impl Analysis {
    /// The limits that protect people.
    pub fn policy(&self) -> Policy {
        self.policy
    }

    /// The stories of a selection, as an export may hold them now.
    ///
    /// # Errors
    /// [`AnalysisError::Faulty`] for a selection that is not of one framework or has a wrong part; the projections'.
    pub async fn exportable(&self, _right: MayExport, selection: Selection) -> Result<Exportable, AnalysisError> {
        let views = self.clone();
        let find = move || {
            let view = views.view(&selection)?;
            let readable = view.columns.readable(&view.rows) as u64;
            let texts = views.policy.texts_may_be_shown(readable, views.is_by_who_told(&selection));
            let (numbers, unplaced) = views.showing_what_selects(&view, &selection);
            let selection = Selection { framework: Some(view.framework.clone()), ..selection };
            Ok(Exportable { selection, framework: view.framework, numbers, unplaced, texts })
        };
        tokio::task::spawn_blocking(find).await.map_err(|_| AnalysisError::BrokenOff)?
    }

    /// Those of the stories of a selection of which everything is shown that it selects by, and apart from them those whose day is not
    /// shown. That a story is in a file says that it has the answer which the selection names, so a story whose answer is not shown is
    /// left out.
    fn showing_what_selects(&self, view: &View, selection: &Selection) -> (Vec<u64>, Vec<u64>) {
        let (named, prompts, places) = (selection.signifiers(), selection.names_prompts(), selection.names_places());
        let about = self.about_storytellers(&view.framework);
        let all: Vec<u64> = view.columns.numbers(&view.rows).collect();
        let (mut numbers, mut unplaced) = (Vec::with_capacity(all.len()), Vec::new());
        for some in all.chunks(AT_ONCE) {
            let not_shown = view.shared.not_shown(&view.columns, some, &about, self.policy.fewest_alike);
            for (&number, not) in some.iter().zip(&not_shown) {
                let tells = places && not.place
                    || prompts && !not.signifiers.is_empty()
                    || not.signifiers.iter().any(|id| named.contains(id.as_str()));
                match (tells, not.place) {
                    (true, _) => {}
                    (false, true) => unplaced.push(number),
                    (false, false) => numbers.push(number),
                }
            }
        }
        (numbers, unplaced)
    }

    /// What is not shown of stories of a framework where all of their answers are listed. Each call goes by the answers that are stored
    /// then.
    pub fn not_shown_in_exports(&self, _right: MayExport, framework: &str) -> NotShownOf {
        let (views, framework) = (self.clone(), framework.to_owned());
        let about = views.about_storytellers(&framework);
        Arc::new(move |numbers| {
            let Some(shared) = views.projection.columns(&framework)? else { return Err(AnalysisError::BrokenOff) };
            Ok(shared.not_shown(&shared.read(), numbers, &about, views.policy.fewest_alike))
        })
    }

    /// A selection for the audit log: without the words that it is searched for, which may be a name. Nothing for all stories of a
    /// framework.
    pub fn described(selection: &Selection) -> Option<Value> {
        described(selection)
    }
}
