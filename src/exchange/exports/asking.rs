//! Asking for an export.

use serde_json::json;
use uuid::Uuid;

use super::rules::open_on;
use super::seeing::SeenExport;
use super::{Exports, ExportsError};
use crate::access::{MayExport, Right};
use crate::analysis::Analysis;
use crate::exchange::export::{Format, Part, language_of_labels};
use crate::model::{ExportState, Fault, Language, Selection, clean};
use crate::store::{AddedExport, ExportRequest, NamedExport};

/// Characters of a reason.
const REASON: std::ops::RangeInclusive<usize> = 3..=500;

/// What a person asks for.
#[derive(Clone, Debug)]
pub struct WantedExport {
    /// Which stories.
    pub selection: Selection,
    /// The name of the format.
    pub format: String,
    /// The name of the one table that is wanted; all of them when `None`.
    pub table: Option<String>,
    /// Whether with the texts that may be read.
    pub texts: bool,
    /// The language of titles and labels; when `None`, English or the framework's first.
    pub language: Option<Language>,
    /// What it is for.
    pub reason: String,
}

impl Exports {
    /// Asks for an export. It is agreed to at once, or waits for a second person.
    ///
    /// # Errors
    /// [`ExportsError::Faulty`] for a field that is not valid, and a selection of too few stories;
    /// [`ExportsError::TooManyOpen`]; [`ExportsError::TooManyToday`]; the store's and the projections'.
    pub async fn ask(
        &self,
        right: MayExport,
        (owner, name): (Uuid, &str),
        wanted: WantedExport,
    ) -> Result<SeenExport, ExportsError> {
        let WantedExport { selection, format, table, texts, language, reason } = wanted;
        let reason = checked_reason("reason", &reason)?;
        check_format(&format, table.as_deref())?;
        let found = self.analysis.exportable(right, selection).await?;
        let framework = self.registry.newest_of(&found.framework).ok_or(ExportsError::BrokenOff)?;
        let language = language_of_labels(&framework, language.as_ref()).map_err(|fault| faulty("language", fault))?;
        let (policy, stories) = (self.analysis.policy(), found.stories());
        if stories == 0 {
            return Err(faulty("selection", "no story matches this selection; select more stories"));
        }
        if !policy.may_be_exported(stories) {
            let few = policy.fewest_counted;
            let message = format!(
                "fewer than {few} stories match this selection, and of so few nothing is exported; select more stories"
            );
            return Err(faulty("selection", message));
        }
        if texts && !found.texts {
            let few = policy.fewest_texts;
            let message = format!(
                "the selection says who told the stories, and leaves fewer than {few} that can be read; ask without texts, or select more stories"
            );
            return Err(faulty("texts", message));
        }
        let today = self.clock.today();
        let at_once = !policy.needs_agreement(stories, texts);
        let detail = json!({
            "format": format, "texts": texts, "stories": stories, "agreed": at_once,
            "framework": found.framework, "selection": Analysis::described(&found.selection),
        });
        let request = ExportRequest {
            id: Uuid::now_v7(),
            owner,
            asked: today,
            state: if at_once { ExportState::Agreed } else { ExportState::Waiting },
            selection: found.selection,
            format,
            part: table,
            texts,
            language,
            reason,
            stories,
            decided: at_once.then_some(today),
            decided_by: None,
            answer: None,
            downloaded: None,
        };
        match self.store.add_export(right.actor(), request.clone(), detail, open_on(today)).await? {
            AddedExport::Stored => {}
            AddedExport::TooManyOpen => return Err(ExportsError::TooManyOpen),
            AddedExport::TooManyToday => return Err(ExportsError::TooManyToday),
        }
        Ok(self.seen(NamedExport { request, owner: name.to_owned(), decided_by: None }, owner))
    }
}

/// A reason as it is stored.
pub(super) fn checked_reason(field: &str, reason: &str) -> Result<String, ExportsError> {
    let reason = clean(reason, *REASON.end()).map_err(|fault| faulty(field, fault))?;
    if reason.chars().count() < *REASON.start() {
        return Err(faulty(field, "write in a few words what this is for; at least 3 characters"));
    }
    Ok(reason)
}

/// The format and the table with these names.
pub(super) fn check_format(name: &str, table: Option<&str>) -> Result<(Format, Option<Part>), ExportsError> {
    let Some(format) = Format::named(name) else {
        let names: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
        return Err(faulty("format", format!("there is no format “{name}”; choose from {}", names.join(", "))));
    };
    let Some(table) = table else { return Ok((format, None)) };
    if format.parts().is_empty() {
        return Err(faulty("table", format!("the format {name} is one file of all tables; leave the table out")));
    }
    let Some(part) = Part::named(table).filter(|part| format.parts().contains(part)) else {
        let names: Vec<&str> = format.parts().iter().map(|part| part.name()).collect();
        return Err(faulty("table", format!("there is no table “{table}”; choose from {}", names.join(", "))));
    };
    Ok((format, Some(part)))
}

pub(super) fn faulty(field: &str, message: impl std::fmt::Display) -> ExportsError {
    ExportsError::Faulty(Fault::new(field, message))
}
