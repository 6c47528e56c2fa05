//! From a selection to the stories that it means.

use std::sync::Arc;

use super::{Explore, ExploreError};
use crate::model::{Fault, NotSelected, Selection};
use crate::patterns::{Columns, Rows, TextMatches};
use crate::projection::SharedColumns;
use crate::search::{How, Index};

/// The stories that a selection means, in one state of the columns.
pub(super) struct View {
    /// The framework's slug.
    pub framework: String,
    pub columns: Arc<Columns>,
    pub rows: Arc<Rows>,
    /// Whether words were taken for similar ones, because nothing holds them as typed.
    pub fuzzy: bool,
    /// The last change that is taken into account.
    pub change: u64,
    pub shared: SharedColumns,
}

/// What the full-text parts of a selection found: story numbers in ascending order.
#[derive(Default)]
pub(super) struct TextFound {
    text: Option<Vec<u64>>,
    not_text: Option<Vec<u64>>,
    /// Whether words were taken for similar ones, because nothing holds them as typed.
    pub fuzzy: bool,
}

impl TextFound {
    /// Looks the full-text parts up.
    pub fn look_up(index: &Index, selection: &Selection) -> Result<Self, ExploreError> {
        let mut found = Self::default();
        if let Some(query) = worded(selection.text.as_deref()) {
            let matches = index.matching(query)?;
            found.fuzzy = matches.how == How::Fuzzy;
            found.text = Some(matches.numbers.iter().collect());
        }
        if let Some(query) = worded(selection.not.as_ref().and_then(|not| not.text.as_deref())) {
            let matches = index.matching(query)?;
            // To leave out what is only spelt alike would leave out too much.
            let numbers = if matches.how == How::Exact { matches.numbers.iter().collect() } else { Vec::new() };
            found.not_text = Some(numbers);
        }
        Ok(found)
    }

    /// The rows of these columns, a state of the shared ones, that the selection means.
    pub fn rows(&self, shared: &SharedColumns, columns: &Columns, selection: &Selection) -> Result<Arc<Rows>, ExploreError> {
        let matches = TextMatches { text: self.text.as_deref(), not_text: self.not_text.as_deref() };
        Ok(shared.resolve(columns, selection, matches)?)
    }
}

/// A full-text query, unless it is blank: then it is no part of the selection.
pub(super) fn worded(query: Option<&str>) -> Option<&str> {
    query.map(str::trim).filter(|query| !query.is_empty())
}

impl Explore {
    /// The stories of one framework that a selection means.
    pub(super) fn view(&self, selection: &Selection) -> Result<View, ExploreError> {
        let change = self.projection.change();
        let text = TextFound::look_up(&*self.projection.index()?, selection)?;
        let (framework, shared) = self.one_framework(selection)?;
        let columns = shared.read();
        let rows = text.rows(&shared, &columns, selection)?;
        Ok(View { framework, columns, rows, fuzzy: text.fuzzy, change, shared })
    }

    /// The stories that another selection means, which stands in `field` of the request, in the same state of the same
    /// columns.
    pub(super) fn also(&self, view: &View, selection: &Selection, field: &str) -> Result<Arc<Rows>, ExploreError> {
        if selection.framework.as_ref().is_some_and(|slug| *slug != view.framework) {
            let message = format!("this selection is compared with one of “{}”; leave the framework out", view.framework);
            return Err(ExploreError::Faulty(Fault::new(format!("{field}.framework"), message)));
        }
        let text = TextFound::look_up(&*self.projection.index()?, selection)?;
        text.rows(&view.shared, &view.columns, selection).map_err(|error| error.within("selection", field))
    }

    /// The one framework whose patterns are asked for.
    pub(super) fn one_framework(&self, selection: &Selection) -> Result<(String, SharedColumns), ExploreError> {
        let slug = match &selection.framework {
            Some(slug) => slug.clone(),
            None => self.only_framework()?,
        };
        let columns = self.projection.columns(&slug)?.ok_or_else(|| self.unknown_framework(&slug))?;
        Ok((slug, columns))
    }

    /// Every framework that a selection can reach. Without a framework's name only parts that mean the same in all of
    /// them make sense.
    pub(super) fn frameworks(&self, selection: &Selection) -> Result<Vec<(String, SharedColumns)>, ExploreError> {
        if selection.framework.is_some() || has_framework_parts(selection) {
            return Ok(vec![self.one_framework(selection)?]);
        }
        let slugs = self.projection.frameworks_with_stories()?;
        let mut all = Vec::with_capacity(slugs.len());
        for slug in slugs {
            if let Some(columns) = self.projection.columns(&slug)? {
                all.push((slug, columns));
            }
        }
        Ok(all)
    }

    fn only_framework(&self) -> Result<String, ExploreError> {
        let mut slugs = self.projection.frameworks_with_stories()?;
        if slugs.is_empty() {
            slugs = self.shelf.newest().iter().map(|framework| framework.slug.clone()).collect();
        }
        match (slugs.pop(), slugs.is_empty()) {
            (Some(only), true) => Ok(only),
            (last, _) => {
                slugs.extend(last);
                let message = format!("say which framework is meant; there are {}", slugs.join(", "));
                Err(ExploreError::Faulty(Fault::new("selection.framework", message)))
            }
        }
    }

    fn unknown_framework(&self, slug: &str) -> ExploreError {
        let known: Vec<String> = self.shelf.newest().iter().map(|framework| framework.slug.clone()).collect();
        let message = format!("there is no framework “{slug}”; there are {}", known.join(", "));
        ExploreError::Faulty(Fault::new("selection.framework", message))
    }
}

fn has_framework_parts(selection: &Selection) -> bool {
    let not_parts = |not: &NotSelected| {
        !(not.answers.is_empty()
            && not.triads.is_empty()
            && not.dyads.is_empty()
            && not.stones.is_empty()
            && not.prompts.is_empty())
    };
    let own = selection.answers.is_empty()
        && selection.triads.is_empty()
        && selection.dyads.is_empty()
        && selection.stones.is_empty()
        && selection.prompts.is_empty();
    !own || selection.not.as_ref().is_some_and(not_parts)
}
