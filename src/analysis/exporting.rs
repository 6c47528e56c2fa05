//! What an export of a selection may hold. The file itself is made elsewhere (`exchange`); which stories are in it, and what of them, is
//! decided here, like everything else that analysts see.

use std::sync::Arc;

use serde_json::Value;

use crate::access::MayExport;
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
    /// The numbers of the stories, ascending.
    pub numbers: Vec<u64>,
    /// Whether texts may be told, those that may be read: not of a selection by who told that leaves few of them.
    pub texts: bool,
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
            let numbers = view.columns.numbers(&view.rows).collect();
            let selection = Selection { framework: Some(view.framework.clone()), ..selection };
            Ok(Exportable { selection, framework: view.framework, numbers, texts })
        };
        tokio::task::spawn_blocking(find).await.map_err(|_| AnalysisError::BrokenOff)?
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
