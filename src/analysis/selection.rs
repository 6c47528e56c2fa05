//! Resolves a selection to its stories.

use std::sync::Arc;

use serde::Serialize;

use crate::analysis::{Analysis, AnalysisError};
use crate::disclosure::{Matching, Policy};
use crate::model::{Fault, NotSelected, Selection};
use crate::patterns::{self, Columns, Rows, TextMatches};
use crate::projection::VersionedColumns;
use crate::search::{Index, MatchKind};

/// The stories of a selection, in one version of the columns.
pub(super) struct View {
    /// The framework's slug.
    pub framework: String,
    pub columns: Arc<Columns>,
    pub rows: Arc<Rows>,
    /// Whether similar words were used, because no story contains the words as typed.
    pub fuzzy: bool,
    /// Whether stories with most of the words were taken, because no story has all.
    pub partial: bool,
    /// The last change that is included.
    pub change: u64,
    /// How a text was read that has operators or brackets, or related words were searched for, too.
    pub read_as: Option<String>,
    /// The stories that are left out because it cannot be said whether they match.
    pub undecided: patterns::Undecided,
    pub shared: VersionedColumns,
    pub policy: Policy,
}

impl View {
    /// The stories that are left out, as it may be told.
    pub fn undecided(&self) -> Undecided {
        Undecided::told(self.undecided, &self.policy)
    }

    /// What a reader should know about stories that are left out.
    pub fn left_out(&self) -> Vec<String> {
        left_out(self.undecided, &self.policy)
    }

    /// How many stories these are, as it may be told.
    pub fn matching(&self) -> Matching {
        self.policy.matching(self.rows.len() as u64)
    }

    /// Whether there are stories, but too few for any figure about them.
    pub fn is_too_few(&self) -> bool {
        self.policy.is_too_few(self.rows.len() as u64)
    }
}

/// Stories that are left out because it cannot be said whether they match.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"without_answer": 20, "not_readable": 31}))]
pub struct Undecided {
    /// Stories without an answer where a region is excluded, because the question was skipped, does not fit or was not asked: they
    /// are neither in the region nor elsewhere. Null for 1 to 9.
    pub without_answer: Option<u64>,
    /// Stories whose text may not be read, because it is held or withheld, where a text is searched for or excluded: they
    /// neither contain the words nor lack them. Null for 1 to 9.
    pub not_readable: Option<u64>,
}

impl Undecided {
    /// These numbers, as they may be told.
    pub(super) fn told(found: patterns::Undecided, policy: &Policy) -> Self {
        Self { without_answer: policy.told(found.without_answer), not_readable: policy.told(found.not_readable) }
    }
}

/// The matches of the full-text parts of a selection: story numbers in ascending order.
#[derive(Default)]
pub(super) struct TextResult {
    text: Option<Vec<u64>>,
    not_text: Option<Vec<u64>>,
    /// Whether similar words were used, because no story contains the words as typed.
    pub fuzzy: bool,
    /// Whether stories with most of the words were taken, because no story has all.
    pub partial: bool,
    /// How a text was read that has operators or brackets, or related words were searched for, too.
    pub read_as: Option<String>,
}

impl TextResult {
    /// Runs the full-text queries.
    pub fn look_up(index: &Index, selection: &Selection) -> Result<Self, AnalysisError> {
        let mut found = Self::default();
        if let Some(query) = worded(selection.text.as_deref()) {
            let matches = index.matching(query).map_err(|error| AnalysisError::of_query(error, "selection.text"))?;
            found.fuzzy = matches.kind == MatchKind::Fuzzy;
            found.partial = matches.kind == MatchKind::Partial;
            found.read_as = matches.read_as;
            found.text = Some(matches.numbers);
        }
        if let Some(query) = worded(selection.not.as_ref().and_then(|not| not.text.as_deref())) {
            // Excluding stories with similar spellings, related words or some of the words would exclude too many.
            let numbers = index.matching_as_typed(query);
            found.not_text = Some(numbers.map_err(|error| AnalysisError::of_query(error, "selection.not.text"))?);
        }
        Ok(found)
    }

    /// The rows of the selection in this version of the columns.
    pub fn rows(
        &self,
        shared: &VersionedColumns,
        columns: &Columns,
        selection: &Selection,
    ) -> Result<Arc<Rows>, AnalysisError> {
        Ok(shared.resolve(columns, selection, self.matches())?)
    }

    /// How many stories are not among `rows`, the rows of the selection, only because it cannot be said whether they match.
    pub fn undecided(
        &self,
        shared: &VersionedColumns,
        columns: &Columns,
        selection: &Selection,
        rows: &Rows,
        within: Option<&Rows>,
    ) -> Result<patterns::Undecided, AnalysisError> {
        Ok(shared.undecided(columns, selection, self.matches(), rows, within)?)
    }

    fn matches(&self) -> TextMatches<'_> {
        TextMatches { text: self.text.as_deref(), not_text: self.not_text.as_deref() }
    }
}

/// Another selection in the same version of the columns.
pub(super) struct Also {
    pub rows: Arc<Rows>,
    /// The stories of the view of which it cannot be said whether they match.
    pub undecided: patterns::Undecided,
    /// The stories that match, and those of which it cannot be said.
    pub possible: Rows,
}

/// What a reader should know about stories that are left out because it cannot be said whether they match.
pub(super) fn left_out(undecided: patterns::Undecided, policy: &Policy) -> Vec<String> {
    let stories = |n: u64| format!("{} stories are", policy.in_words(n));
    let mut warnings = Vec::new();
    if undecided.not_readable > 0 {
        warnings.push(format!(
            "{} left out because their texts are held or withheld, and are not searched.",
            stories(undecided.not_readable)
        ));
    }
    if undecided.without_answer > 0 {
        warnings.push(format!(
            "{} left out without an answer where a region is excluded: they are neither in it nor elsewhere.",
            stories(undecided.without_answer)
        ));
    }
    warnings
}

/// A full-text query; a blank one does not count as a part of the selection.
pub(super) fn worded(query: Option<&str>) -> Option<&str> {
    query.map(str::trim).filter(|query| !query.is_empty())
}

impl Analysis {
    /// The stories of a selection, which must be of one framework.
    pub(super) fn view(&self, selection: &Selection) -> Result<View, AnalysisError> {
        let change = self.projection.change();
        let text = TextResult::look_up(&*self.projection.index()?, selection)?;
        let (framework, shared) = self.one_framework(selection)?;
        let columns = shared.read();
        let rows = text.rows(&shared, &columns, selection)?;
        let undecided = text.undecided(&shared, &columns, selection, &rows, None)?;
        let TextResult { fuzzy, partial, read_as, .. } = text;
        Ok(View { framework, columns, rows, fuzzy, partial, change, read_as, undecided, shared, policy: self.policy })
    }

    /// The stories of another selection, given in `field` of the request, in the same version of the same columns.
    pub(super) fn also(&self, view: &View, selection: &Selection, field: &str) -> Result<Also, AnalysisError> {
        if selection.framework.as_ref().is_some_and(|slug| *slug != view.framework) {
            let message = format!("this selection is compared with one of “{}”; leave the framework out", view.framework);
            return Err(AnalysisError::Faulty(Fault::new(format!("{field}.framework"), message)));
        }
        let find = || {
            let text = TextResult::look_up(&*self.projection.index()?, selection)?;
            let rows = text.rows(&view.shared, &view.columns, selection)?;
            let undecided = text.undecided(&view.shared, &view.columns, selection, &rows, Some(&view.rows))?;
            let possible = view.shared.possible(&view.columns, selection, text.matches())?;
            Ok(Also { rows, undecided, possible })
        };
        find().map_err(|error: AnalysisError| error.within("selection", field))
    }

    /// The one framework of a request for patterns.
    pub(super) fn one_framework(&self, selection: &Selection) -> Result<(String, VersionedColumns), AnalysisError> {
        let slug = match &selection.framework {
            Some(slug) => slug.clone(),
            None => self.only_framework()?,
        };
        let columns = self.projection.columns(&slug)?.ok_or_else(|| self.unknown_framework(&slug))?;
        Ok((slug, columns))
    }

    /// Every framework that a selection can include. Without a framework's name, only parts that mean the same in all
    /// frameworks are valid.
    pub(super) fn frameworks(&self, selection: &Selection) -> Result<Vec<(String, VersionedColumns)>, AnalysisError> {
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

    fn only_framework(&self) -> Result<String, AnalysisError> {
        let mut slugs = self.projection.frameworks_with_stories()?;
        if slugs.is_empty() {
            slugs = self.registry.newest().iter().map(|framework| framework.slug.clone()).collect();
        }
        match (slugs.pop(), slugs.is_empty()) {
            (Some(only), true) => Ok(only),
            (last, _) => {
                slugs.extend(last);
                let message = format!("name one framework; there are {}", slugs.join(", "));
                Err(AnalysisError::Faulty(Fault::new("selection.framework", message)))
            }
        }
    }

    fn unknown_framework(&self, slug: &str) -> AnalysisError {
        let known: Vec<String> = self.registry.newest().iter().map(|framework| framework.slug.clone()).collect();
        let message = format!("there is no framework “{slug}”; there are {}", known.join(", "));
        AnalysisError::Faulty(Fault::new("selection.framework", message))
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
