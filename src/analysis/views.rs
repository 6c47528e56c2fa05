//! Saved views: an analyst gives what is in the address of an analysis page a name, so that it can be opened again and shared. All
//! analysts see every view; only its owner renames or deletes it.

use uuid::Uuid;

use crate::access::MayAnalyse;
use crate::access::Right;
use crate::analysis::{Analysis, AnalysisError};
use crate::model::Fault;
use crate::store::SavedView;

/// The pages of which views are saved.
pub const PAGES: [&str; 5] = ["explore", "compare", "change", "clusters", "words"];

/// Characters in a name.
const LONGEST_NAME: usize = 120;
/// Bytes in a query string, which holds two selections with drawn regions at most.
const LONGEST_QUERY: usize = 16 * 1024;
/// Views of one person.
const MOST: u64 = 500;

/// A view that is to be saved.
#[derive(Clone, Debug)]
pub struct WantedView {
    /// What it is to be called.
    pub name: String,
    /// The page, one of [`PAGES`].
    pub page: String,
    /// The query string of its address, without the question mark.
    pub query: String,
}

impl Analysis {
    /// Every saved view with the name of its owner, the newest first.
    ///
    /// # Errors
    /// [`AnalysisError::Store`].
    pub async fn views(&self, _right: MayAnalyse) -> Result<Vec<(SavedView, String)>, AnalysisError> {
        Ok(self.store.views().await?)
    }

    /// Saves a view for a member of staff.
    ///
    /// # Errors
    /// [`AnalysisError::Faulty`] for a name, a page or a query string that is not possible, and beyond 500 views.
    pub async fn save_view(&self, right: MayAnalyse, owner: Uuid, wanted: WantedView) -> Result<SavedView, AnalysisError> {
        let name = checked_name(&wanted.name)?;
        if !PAGES.contains(&wanted.page.as_str()) {
            return Err(faulty("page", format!("name one of the pages {}", PAGES.join(", "))));
        }
        let query = wanted.query;
        if query.len() > LONGEST_QUERY {
            return Err(faulty("query", format!("a query string has at most {LONGEST_QUERY} bytes")));
        }
        if query.starts_with('?') || !query.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#') {
            return Err(faulty("query", "give the query string as it stands in the address, after the question mark"));
        }
        if self.store.count_views_of(owner).await? >= MOST {
            return Err(faulty("name", format!("you have {MOST} saved views; delete one that is no longer needed")));
        }
        let view = SavedView { id: Uuid::now_v7(), owner, name, page: wanted.page, query, saved: self.clock.today() };
        self.store.add_view(right.actor(), &view).await?;
        Ok(view)
    }

    /// Gives a view another name.
    ///
    /// # Errors
    /// [`AnalysisError::UnknownView`] when there is none, or it is another person's; [`AnalysisError::Faulty`] for the name.
    pub async fn rename_view(&self, right: MayAnalyse, owner: Uuid, id: Uuid, name: &str) -> Result<SavedView, AnalysisError> {
        let name = checked_name(name)?;
        let renamed = self.store.rename_view(right.actor(), owner, id, &name).await?;
        let view = if renamed { self.store.view(id).await? } else { None };
        view.ok_or(AnalysisError::UnknownView)
    }

    /// Deletes a view.
    ///
    /// # Errors
    /// [`AnalysisError::UnknownView`] when there is none, or it is another person's.
    pub async fn delete_view(&self, right: MayAnalyse, owner: Uuid, id: Uuid) -> Result<(), AnalysisError> {
        if self.store.delete_view(right.actor(), owner, id).await? { Ok(()) } else { Err(AnalysisError::UnknownView) }
    }
}

/// A name without blanks around it, on one line.
fn checked_name(name: &str) -> Result<String, AnalysisError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(faulty("name", format!("a name has 1 to {LONGEST_NAME} characters")));
    }
    if name.chars().any(char::is_control) {
        return Err(faulty("name", "a name is one line, without control characters"));
    }
    Ok(name.to_owned())
}

fn faulty(field: &str, message: impl std::fmt::Display) -> AnalysisError {
    AnalysisError::Faulty(Fault::new(field, message))
}
