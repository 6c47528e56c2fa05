//! Making the file of an export, when it is downloaded.

use std::fs::File;
use std::io::{Seek, SeekFrom};
use std::sync::Arc;

use serde_json::json;
use tokio::sync::OwnedSemaphorePermit;
use uuid::Uuid;

use super::asking::check_format;
use super::deciding::allowed;
use super::under_way::{MadeSoFar, UnderWay};
use super::{Exports, ExportsError};
use crate::access::{MayExport, Right};
use crate::analysis::{Analysis, Exportable};
use crate::exchange::export::{Contents, ExportError, Hidden, Hide, NewFile, Progress, Which, export};
use crate::model::{Action, ExportState};
use crate::store::{ExportChange, ExportRequest};

/// A file to be sent. It has no name in any folder, and is gone when it is closed.
#[derive(Debug)]
pub struct ExportedFile {
    /// The file, at its beginning.
    pub file: File,
    /// Its size.
    pub bytes: u64,
    /// What it is to be called.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its place among the files that this node has at once; to be held until it is closed.
    pub place: OwnedSemaphorePermit,
}

impl Exports {
    /// Makes the file of one's own request that was agreed to, with the stories that its selection has now. The download is in the audit
    /// log before this returns. Work ends when the future is dropped.
    ///
    /// # Errors
    /// [`ExportsError::State`] for a request that does not allow it; [`ExportsError::TooFew`], [`ExportsError::TooMany`] and
    /// [`ExportsError::NoTexts`] when the stories have changed so much since; [`ExportsError::Unknown`], [`ExportsError::Busy`],
    /// [`ExportsError::Export`];
    /// the store's and the projections'.
    pub async fn file(&self, right: MayExport, owner: Uuid, id: Uuid) -> Result<ExportedFile, ExportsError> {
        let today = self.clock.today();
        let found = self.store.export_request(id).await?.map(|found| found.request);
        let request = found.filter(|request| request.owner == owner).ok_or(ExportsError::Unknown)?;
        allowed(&request, today, &[ExportState::Agreed])?;
        let (format, part) = check_format(&request.format, request.part.as_deref())?;
        let place = self.making.place_for_a_file().ok_or(ExportsError::Busy)?;
        let under_way = UnderWay::begin(&self.making, id, request.stories);
        let _permit = self.making.permit().await.ok_or(ExportsError::BrokenOff)?;
        let found = self.analysis.exportable(right, request.selection.clone()).await?;
        self.check_again(&request, &found)?;
        let new = NewFile::without_name(&self.folder)?;
        let contents = Contents {
            framework: found.framework.clone(),
            language: request.language.clone(),
            texts: request.texts,
            stories: Which::Numbers([found.numbers, found.unplaced]),
            hide: Some(self.hide(right, &found.framework)),
            part,
            // The row of the download says more.
            actor: None,
        };
        let progress = |Progress { read, of }| under_way.note(MadeSoFar { read, of });
        let summary = export(&self.store, &self.registry, contents, format, &new, progress).await?;
        // Stories may have been withdrawn while the file was made.
        self.check_count(&request, summary.stories)?;
        let detail = json!({
            "format": request.format, "texts": request.texts, "stories": summary.stories, "with_text": summary.texts,
            "framework": found.framework, "selection": Analysis::described(&request.selection),
        });
        let change = move |request: ExportRequest| {
            allowed(&request, today, &[ExportState::Agreed])?;
            let after = ExportRequest { downloaded: Some(today), ..request };
            Ok(ExportChange { after, action: Action::ExportDownloaded, reason: None, detail: Some(detail.clone()) })
        };
        self.change(right.actor(), id, change).await?;
        let name = format!("{}-{today}.{}", found.framework, format.extension(part));
        let mut file = new.file()?;
        let bytes = file.seek(SeekFrom::End(0)).and_then(|bytes| file.rewind().map(|()| bytes)).map_err(ExportsError::File)?;
        Ok(ExportedFile { file, bytes, name, media_type: format.media_type(part), place })
    }

    fn check_again(&self, request: &ExportRequest, found: &Exportable) -> Result<(), ExportsError> {
        self.check_count(request, found.stories())?;
        if request.texts && !found.texts {
            return Err(ExportsError::NoTexts(self.analysis.policy().fewest_texts));
        }
        Ok(())
    }

    /// Whether so many stories may be in the file. A selection may have grown since a second person agreed to it.
    fn check_count(&self, request: &ExportRequest, stories: u64) -> Result<(), ExportsError> {
        let policy = self.analysis.policy();
        if !policy.may_be_exported(stories) {
            return Err(ExportsError::TooFew(policy.fewest_counted));
        }
        if request.decided_by.is_none() && policy.needs_agreement(stories, request.texts) {
            return Err(ExportsError::TooMany(policy.most_alone));
        }
        Ok(())
    }

    /// What is not shown of the stories in a file.
    fn hide(&self, right: MayExport, framework: &str) -> Hide {
        let not_shown = self.analysis.not_shown_in_exports(right, framework);
        let words: Arc<[String]> = self.analysis.about_storytellers(framework).into();
        Arc::new(move |numbers| {
            let found = not_shown(numbers).map_err(|error| ExportError::Hidden(error.to_string()))?;
            Ok(found
                .into_iter()
                .map(|one| Hidden { signifiers: one.signifiers, words: Arc::clone(&words), place: one.place })
                .collect())
        })
    }
}
