//! The export itself: one task reads stories from the store, and a thread writes them.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde_json::json;
use tokio::sync::mpsc;

use super::csv::Csv;
use super::jsonl::JsonLines;
use super::package::Package;
use super::parquet::Parquet;
use super::rows::{CollectionFacts, OtherIds, Rows, Storytellers, Told};
use super::sensemaker::SenseMaker;
use super::xlsx::Xlsx;
use super::{Contents, ExportError, Format, Hidden, Hide, Layout, NewFile, Part, Progress, Sink, Summary, Which};
use crate::frameworks::FrameworkRegistry;
use crate::model::Framework;
use crate::store::{ExportedRows, ExportedStory, Store};

/// Stories that are read at once.
const BATCH: u64 = 1_000;

/// What the reader says to the writer. The writer finishes the file only when it was told that this is the end: a reader that is
/// dropped in the middle leaves no file that looks whole.
enum Message {
    Batch(ExportedRows),
    /// With how many stories were asked for.
    End {
        read: u64,
    },
}

/// Writes an export into a file, and notes in the audit log that it did, unless the caller does. The caller keeps the file when this has returned; before, it
/// is at no place where anybody would look.
///
/// Stories come in the order of arrival, and those that arrive while it runs are not in it. Memory does not grow with the number of
/// stories, except by about 50 bytes for each storyteller who linked several.
///
/// # Errors
/// [`ExportError`].
pub async fn export(
    store: &Store,
    registry: &FrameworkRegistry,
    contents: Contents,
    format: Format,
    file: &NewFile,
    mut progress: impl FnMut(Progress),
) -> Result<Summary, ExportError> {
    // Before the versions are read: a story up to here answers one of them.
    let last = store.newest_story().await?;
    registry.reload().await?;
    let versions = versions(registry, &contents.framework)?;
    let layout = Arc::new(Layout { newest_story: last, ..Layout::new(versions, &contents) });
    let collections = collections(store).await?;
    let of = match &contents.stories {
        Which::All => store.stories_of(&contents.framework).await?,
        Which::Numbers(lists) => lists.iter().map(|numbers| numbers.len() as u64).sum(),
    };
    let mut output = Output::new(format, Arc::clone(&layout), file)?;
    output.begin(&layout)?;
    let (hide, storytellers) = (contents.hide.clone(), Storytellers::default());
    let mut writer =
        Writer { layout, collections, hide, output, storytellers, other_ids: OtherIds::new(), summary: Summary::default() };
    let (sender, mut messages) = mpsc::channel(2);
    let writing = tokio::task::spawn_blocking(move || {
        loop {
            match messages.blocking_recv() {
                Some(Message::Batch(batch)) => writer.batch(batch)?,
                Some(Message::End { read }) => return writer.finish(read),
                None => return Err(ExportError::BrokenOff),
            }
        }
    });
    let mut read = Progress { read: 0, of };
    progress(read);
    let mut reader = Reader { store, contents: &contents, last, after: 0 };
    while let Some((batch, asked_for)) = reader.next().await? {
        read.read += asked_for;
        if sender.send(Message::Batch(batch)).await.is_err() {
            break;
        }
        progress(read);
    }
    // When the writer has stopped, it says why.
    drop(sender.send(Message::End { read: read.read }).await);
    let summary = writing.await.map_err(|_| ExportError::BrokenOff)??;
    if let Some(actor) = contents.actor {
        let Summary { stories, texts, .. } = summary;
        let table = contents.part.map(Part::name);
        let detail = json!({"format": format.name(), "stories": stories, "texts": texts, "table": table});
        store.note_export(actor, &contents.framework, detail).await?;
    }
    Ok(summary)
}

fn versions(registry: &FrameworkRegistry, slug: &str) -> Result<Vec<Arc<Framework>>, ExportError> {
    let all = registry.all();
    let own: Vec<Arc<Framework>> = all.iter().filter(|version| version.slug == slug).cloned().collect();
    if !own.is_empty() {
        return Ok(own);
    }
    let known: Vec<String> = registry.newest().iter().map(|framework| framework.slug.clone()).collect();
    let known = format!("there are {}", known.join(", "));
    Err(ExportError::UnknownFramework { slug: slug.to_owned(), known })
}

async fn collections(store: &Store) -> Result<HashMap<String, CollectionFacts>, ExportError> {
    let all = store.collections().await?.into_iter();
    Ok(all.map(|one| (one.join_code, CollectionFacts { round: one.round, limited_to: one.signifiers })).collect())
}

/// Reads batch after batch.
struct Reader<'a> {
    store: &'a Store,
    contents: &'a Contents,
    last: u64,
    /// The number of the last story, or how many of the wanted numbers were read.
    after: u64,
}

impl Reader<'_> {
    /// The next batch, and how many stories were asked for.
    async fn next(&mut self) -> Result<Option<(ExportedRows, u64)>, ExportError> {
        let Contents { framework, texts, .. } = self.contents;
        match &self.contents.stories {
            Which::All => {
                let rows = self.store.exported_after(framework, self.after, self.last, BATCH, *texts).await?;
                let Some(last) = rows.last()? else { return Ok(None) };
                self.after = last;
                let count = rows.len();
                Ok(Some((rows, count)))
            }
            Which::Numbers([placed, unplaced]) => {
                let from = self.after as usize;
                // No batch holds stories of both lists.
                let (numbers, from) = if from < placed.len() { (placed, from) } else { (unplaced, from - placed.len()) };
                let wanted = &numbers[from..numbers.len().min(from + BATCH as usize)];
                if wanted.is_empty() {
                    return Ok(None);
                }
                self.after += wanted.len() as u64;
                let rows = self.store.exported_of(framework, wanted, *texts).await?;
                Ok(Some((rows, wanted.len() as u64)))
            }
        }
    }
}

/// Where stories go.
enum Output {
    Tables(Box<dyn Sink>),
    /// Lines hold whole stories, and no rows.
    Lines(JsonLines),
}

impl Output {
    fn new(format: Format, layout: Arc<Layout>, file: &NewFile) -> Result<Self, ExportError> {
        if let Some(part) = layout.part.filter(|part| !format.parts().contains(part)) {
            return Err(ExportError::NoSuchPart { format: format.name(), part: part.name() });
        }
        Ok(match format {
            Format::Csv => Self::Tables(Box::new(Csv::new(layout, file)?)),
            Format::JsonLines => Self::Lines(JsonLines::new(layout, file)?),
            Format::DataPackage => Self::Tables(Box::new(Package::new(layout, file)?)),
            Format::Parquet => Self::Tables(Box::new(Parquet::new(layout, file)?)),
            Format::Xlsx => Self::Tables(Box::new(Xlsx::new(layout, file)?)),
            Format::SenseMaker => Self::Tables(Box::new(SenseMaker::new(layout, file)?)),
        })
    }

    /// The rows that are the same for every story.
    fn begin(&mut self, layout: &Layout) -> Result<(), ExportError> {
        match self {
            Self::Tables(sink) => layout.framework_rows().iter().try_for_each(|row| sink.row(2, row)),
            Self::Lines(_) => Ok(()),
        }
    }

    fn write(&mut self, told: &[Told<'_>], layout: &Layout) -> Result<(), ExportError> {
        match self {
            Self::Tables(sink) => {
                let long = layout.wants(Part::Answers);
                let rows: Vec<Rows<'_>> = told.par_iter().map(|told| told.rows(layout, long)).collect::<Result<_, _>>()?;
                for Rows { story, answers } in rows {
                    sink.row(0, &story)?;
                    answers.iter().try_for_each(|answer| sink.row(1, answer))?;
                }
            }
            Self::Lines(lines) => lines.write(told)?,
        }
        Ok(())
    }

    fn finish(self, summary: &Summary) -> Result<(), ExportError> {
        match self {
            Self::Tables(sink) => sink.finish(summary),
            Self::Lines(lines) => lines.finish(summary),
        }
    }
}

/// Writes batch after batch.
struct Writer {
    layout: Arc<Layout>,
    collections: HashMap<String, CollectionFacts>,
    hide: Option<Hide>,
    output: Output,
    storytellers: Storytellers,
    other_ids: OtherIds,
    summary: Summary,
}

impl Writer {
    fn batch(&mut self, batch: ExportedRows) -> Result<(), ExportError> {
        let read = batch.len();
        let stories = batch.counted(self.layout.texts)?;
        self.count(read, &stories);
        let hidden = match &self.hide {
            Some(hide) => hide(&stories.iter().map(|story| story.number).collect::<Vec<_>>())?,
            None => Vec::new(),
        };
        let (nothing, all_told) = (CollectionFacts::default(), Hidden::default());
        let mut told = Vec::with_capacity(stories.len());
        for (place, story) in stories.iter().enumerate() {
            let version = self.layout.versions.iter().find(|version| version.version == story.version);
            let framework = version.ok_or_else(|| {
                let reason = format!("version {} is not published", story.version);
                ExportError::Unfitting { id: story.id, reason }
            })?;
            let collection = story.collection.as_ref().and_then(|code| self.collections.get(code)).unwrap_or(&nothing);
            let hidden = hidden.get(place).unwrap_or(&all_told);
            let uuid = self.other_ids.of(story, hidden);
            told.push(Told {
                story,
                uuid,
                id: uuid.to_string(),
                framework,
                round: collection.round.as_deref(),
                limited_to: &collection.limited_to,
                storyteller: self.storytellers.of(story, hidden),
                hidden,
            });
        }
        // Of stories whose day is not told, the order is not that in which they came in.
        told.sort_by_key(|told| told.hidden.place.then_some(told.uuid));
        self.output.write(&told, &self.layout)
    }

    fn count(&mut self, read: u64, stories: &[ExportedStory]) {
        let (counted, texts) = (stories.len() as u64, stories.iter().filter(|story| story.has_text()).count() as u64);
        self.summary.stories += counted;
        self.summary.texts += texts;
        self.summary.without_text += counted - texts;
        self.summary.left_out += read - counted;
    }

    fn finish(mut self, asked_for: u64) -> Result<Summary, ExportError> {
        // Stories that were chosen by number and are gone.
        self.summary.left_out = asked_for - self.summary.stories;
        self.output.finish(&self.summary)?;
        Ok(self.summary)
    }
}
