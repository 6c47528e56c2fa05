//! Checks one line of a source: a draft becomes a story that can be stored, and that can be recognised.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::recognise::Recognisable;
use super::remark::Remark;
use super::source::Draft;
use crate::capture::{Arrival, Checked, Files, Keys, Submission, check_beside};
use crate::model::{Answer, AnswerInput, Fault, Framework, JoinCode, MalformedJoinCode, ModerationState, Shape, Source};
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
        let Draft { submission, name, former, received, state, language, remarks, exported } = draft;
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
        let mut checked = check_beside(&submission, framework, exported.without_text)?;
        if exported.without_text {
            without_text(&submission, &mut checked, framework, state)?;
        }
        if let Some(first) = exported.storyteller {
            if checked.teller.is_some() {
                return Err(one("storyteller", "give teller or storyteller, not both".to_owned()));
            }
            checked.teller = Some(self.keys.imported(slug, format!("storyteller {first}").as_bytes()));
        }
        if let Some(own) = language {
            checked.language = own;
        }
        // A person must read a story whose teller is worried about a person, even if its file was reviewed as a whole.
        let usual = match (exported.without_text, checked.worried) {
            (true, _) => ModerationState::Withheld,
            (false, true) => ModerationState::Held,
            (false, false) => self.state,
        };
        let marks = self.marks(&checked, slug, collection.as_ref()).map_err(|error| one("", error.to_string()))?;
        let arrival = Arrival {
            receipt,
            collection,
            received,
            state: state.unwrap_or(usual),
            source: exported.source.unwrap_or(self.source),
        };
        let story = checked.into_story(framework, arrival, &Files::default(), &self.keys);
        let mut story = story.map_err(|error| one("", error.to_string()))?;
        if let Some(id) = exported.id {
            story.id = id;
        }
        let has_receipt = submission.receipt.is_some();
        let former = former.filter(|_| !has_receipt).map(|name| self.keys.receipt(&self.keys.imported(slug, &name)));
        Ok((Recognisable { story, name, former, has_receipt, id: exported.id, round: exported.round, marks }, remarks))
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

/// What holds of a story whose text an export left out: nobody can ever read it here, and an answer in own words, which are left out,
/// too, is still an answer.
fn without_text(
    submission: &Submission,
    checked: &mut Checked,
    framework: &Framework,
    state: Option<ModerationState>,
) -> Result<(), Vec<Fault>> {
    if !checked.title.is_empty() {
        return Err(vec![Fault::new("title", "a story whose text is null has no title; leave it out")]);
    }
    if state.is_some_and(|state| state != ModerationState::Withheld) {
        let message = "a story whose text is null cannot be read, so it is withheld; leave the state out";
        return Err(vec![Fault::new("state", message)]);
    }
    for (id, given) in &submission.answers {
        let Some(AnswerInput::Answered(body)) = given else { continue };
        let empty = body.choice.as_ref().is_some_and(Vec::is_empty) && body.write_in.is_none();
        let own_words =
            framework.signifier(id).is_some_and(|one| matches!(&one.shape, Shape::Choice(choice) if choice.write_in));
        if empty && own_words {
            checked.answers.given.insert(id.clone(), Answer::Choice { options: Vec::new(), write_in: None });
            if let Some(mode) = body.input {
                checked.answers.inputs.insert(id.clone(), mode);
            }
        }
    }
    Ok(())
}
