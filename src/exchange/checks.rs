//! Checks one line of a source: a draft becomes a story that can be stored, and that can be recognised.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::recognise::Recognisable;
use super::remark::Remark;
use super::source::Draft;
use crate::capture::{Arrival, Checked, Files, Keys, check_submission};
use crate::model::{Fault, Framework, JoinCode, MalformedJoinCode, ModerationState, Source};
use crate::store::{DefaultLanguages, half};

/// What lines are checked against.
pub(super) struct Checks {
    pub frameworks: HashMap<(String, u32), Arc<Framework>>,
    pub keys: Keys,
    pub state: ModerationState,
    pub source: Source,
    pub today: NaiveDate,
    /// Versions of the framework that stories of earlier imports answered.
    pub versions: Vec<u32>,
    pub default_languages: Arc<DefaultLanguages>,
}

impl Checks {
    /// The story of a draft, and what is said about it.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn story(&self, draft: Draft) -> Result<(Recognisable, Vec<Remark>), Vec<Fault>> {
        let Draft { submission, name, former, received, state, language, remarks } = draft;
        let one = |field: &str, message: String| vec![Fault::new(field, message)];
        let (slug, version) = (&submission.framework, submission.version);
        let framework = self
            .frameworks
            .get(&(slug.clone(), version))
            .ok_or_else(|| one("framework", format!("there is no published version {version} of “{slug}”")))?;
        let receipt = match &submission.receipt {
            Some(typed) => typed.parse().map_err(|error| vec![Fault::new("receipt", error)])?,
            None => self.keys.imported(slug, &name),
        };
        let received = received.map_or(self.today, NaiveDate::from);
        if received > self.today {
            return Err(one("received", format!("{received} is in the future")));
        }
        let collection: Option<JoinCode> = submission
            .collection
            .as_deref()
            .map(str::parse)
            .transpose()
            .map_err(|error: MalformedJoinCode| vec![Fault::new("collection", error)])?;
        let mut checked = check_submission(&submission, framework)?;
        if let Some(own) = language {
            checked.language = own;
        }
        // A person must read a story whose teller is worried about a person, even if its file was reviewed as a whole.
        let usual = if checked.worried { ModerationState::Held } else { self.state };
        let marks = self.marks(&checked, slug, collection.as_ref()).map_err(|error| one("", error.to_string()))?;
        let arrival = Arrival { receipt, collection, received, state: state.unwrap_or(usual), source: self.source };
        let story = checked.into_story(framework, arrival, &Files::default(), &self.keys);
        let story = story.map_err(|error| one("", error.to_string()))?;
        let has_receipt = submission.receipt.is_some();
        let former = former.filter(|_| !has_receipt).map(|name| self.keys.receipt(&self.keys.imported(slug, &name)));
        Ok((Recognisable { story, name, former, has_receipt, marks }, remarks))
    }

    /// The digests of this content under every version that earlier imports used, in its own language and in the version's default;
    /// and the same without what was asked, which imports did not store at first.
    fn marks(&self, checked: &Checked, slug: &str, collection: Option<&JoinCode>) -> Result<Vec<[u8; 16]>, serde_json::Error> {
        let collection = collection.map(JoinCode::as_str);
        let digest = |checked: &Checked, version: u32| {
            let mark = checked.mark_in(slug, version, collection, &Files::default(), &self.keys);
            mark.map(|mark| half(&mark))
        };
        let mut marks = Vec::with_capacity(self.versions.len());
        let without = checked.asked.is_some().then(|| Checked { asked: None, ..checked.clone() });
        for checked in [Some(checked), without.as_ref()].into_iter().flatten() {
            for &version in &self.versions {
                marks.push(digest(checked, version)?);
                let default = self.default_languages.get(&version).filter(|default| **default != checked.language);
                if let Some(language) = default.cloned() {
                    marks.push(digest(&Checked { language, ..checked.clone() }, version)?);
                }
            }
        }
        Ok(marks)
    }
}
