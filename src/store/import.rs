//! Many stories at once, from a file: a batch is stored as a whole or not at all, and stories that exist are left unchanged.

use std::collections::HashSet;
use std::sync::Arc;

use futures_core::future::BoxFuture;
use rayon::prelude::*;
use sea_orm::sea_query::{OnConflict, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Statement,
};
use serde_json::json;
use uuid::Uuid;

use super::{
    ChangeKind, Store, StoreError, changes,
    deeds::{self, Deed},
    entities::story,
    same_story::{Compared, DefaultLanguage, DefaultLanguages, Different, compare, stored_receipts},
    stories::{NewStory, row_of},
    withdrawn_receipts::erased_receipts,
    writer::Urgency,
};
use crate::model::{Action, Actor, ModerationState, Subject};

/// What became of a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Stories that were not stored before.
    pub new: u64,
    /// Stories that were stored before with the same content, or withdrawn.
    pub known: u64,
    /// Stories that were stored before with another content, which was left unchanged.
    pub different: Vec<Different>,
    /// Those of the known stories that name a language, and are stored in the default one.
    pub default_languages: Vec<DefaultLanguage>,
}

impl Imported {
    fn new(stories: usize, new: u64, Compared { different, default_languages }: Compared) -> Self {
        Self { new, known: stories as u64 - new - different.len() as u64, different, default_languages }
    }
}

/// Rows in one INSERT: SQLite takes at most 32,766 parameters in a statement, and a story has 26.
const ROWS_A_STATEMENT: usize = 500;

/// Stories made ready for the store: the work that needs no store is done, on whatever thread had time for it.
pub struct ImportBatch {
    stories: Vec<NewStory>,
    statements: Vec<Statement>,
    default_languages: Arc<DefaultLanguages>,
    withdrawn: Arc<HashSet<Uuid>>,
}

impl ImportBatch {
    /// The same batch of a source whose rows need not name a language.
    pub fn with_default_languages(self, default_languages: Arc<DefaultLanguages>) -> Self {
        Self { default_languages, ..self }
    }

    /// The same batch of a source whose stories have ids of their own, without those of these withdrawn stories.
    pub fn without_withdrawn(self, withdrawn: Arc<HashSet<Uuid>>) -> Self {
        Self { withdrawn, ..self }
    }

    /// How many stories there are.
    pub fn len(&self) -> usize {
        self.stories.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.stories.is_empty()
    }

    /// The stories.
    pub fn stories(&self) -> &[NewStory] {
        &self.stories
    }

    /// Gives back the stories.
    pub fn into_stories(self) -> Vec<NewStory> {
        self.stories
    }
}

/// Makes batches ready for one kind of database.
#[derive(Clone, Copy)]
pub struct BatchMaker {
    backend: DbBackend,
}

impl BatchMaker {
    /// Builds the statements that store these stories.
    ///
    /// # Errors
    /// [`StoreError`] when answers cannot be written.
    pub fn batch(&self, stories: Vec<NewStory>) -> Result<ImportBatch, StoreError> {
        let statements = stories.par_chunks(ROWS_A_STATEMENT).map(|chunk| self.insert(chunk)).collect::<Result<_, _>>()?;
        Ok(ImportBatch { stories, statements, default_languages: Arc::default(), withdrawn: Arc::default() })
    }

    /// An INSERT that skips known receipts and ids, and returns the numbers of the stories that it stored.
    fn insert(&self, stories: &[NewStory]) -> Result<Statement, StoreError> {
        let rows = stories.iter().map(row_of).collect::<Result<Vec<_>, _>>()?;
        let mut insert = story::Entity::insert_many(rows).on_conflict(OnConflict::new().do_nothing().to_owned()).into_query();
        insert.returning(Query::returning().columns([story::Column::Number, story::Column::ReceiptMac]));
        Ok(self.backend.build(&insert))
    }
}

impl Store {
    /// What makes batches ready for this store.
    pub fn batch_maker(&self) -> BatchMaker {
        BatchMaker { backend: self.db.get_database_backend() }
    }

    /// Gets ready for many batches. SQLite then copies what they write from its log into the file less often; the log takes up to
    /// 256 MB until the store is closed.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn expect_many(&self) -> Result<(), StoreError> {
        if self.is_postgres() {
            return Ok(());
        }
        let statement = Statement::from_string(DbBackend::Sqlite, "PRAGMA wal_autocheckpoint = 65536");
        self.execute(Urgency::Ordinary, statement).await.map(drop)
    }

    /// Stores a batch of stories in one transaction, without those whose receipt is known.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing of the batch was stored.
    pub async fn import(&self, actor: Actor, batch: ImportBatch) -> Result<Imported, StoreError> {
        let (batch, maker) = (Arc::new(batch), self.batch_maker());
        self.writer.write(Urgency::Ordinary, move |transaction| import(transaction, actor, Arc::clone(&batch), maker)).await
    }

    /// Those of these ids that stories have.
    async fn stored_ids(&self, ids: impl Iterator<Item = Uuid>) -> Result<HashSet<Uuid>, StoreError> {
        let (ids, mut stored) = (ids.collect::<Vec<_>>(), HashSet::new());
        for chunk in ids.chunks(1_000) {
            let found: Vec<Uuid> = story::Entity::find()
                .select_only()
                .column(story::Column::Id)
                .filter(story::Column::Id.is_in(chunk.iter().copied()))
                .into_tuple()
                .all(&self.db)
                .await?;
            stored.extend(found);
        }
        Ok(stored)
    }

    /// What [`Store::import`] would answer; stores nothing.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn import_on_trial(&self, batch: &ImportBatch) -> Result<Imported, StoreError> {
        let receipts = || batch.stories.iter().map(|story| story.receipt_mac);
        let erased = erased_receipts(&self.db, receipts()).await?;
        let stored = stored_receipts(&self.db, receipts()).await?;
        let ids = self.stored_ids(batch.stories.iter().map(|story| story.id)).await?;
        let by_id = |story: &NewStory| ids.contains(&story.id) || batch.withdrawn.contains(&story.id);
        let known = |story: &NewStory| {
            stored.contains(&story.receipt_mac[..]) || erased.contains(&story.receipt_mac[..]) || by_id(story)
        };
        let new = batch.stories.iter().filter(|story| !known(story)).count() as u64;
        let places = places(&batch.stories, |story| stored.contains(&story.receipt_mac[..]));
        let compared = compare(&self.db, &batch.stories, &places, &batch.default_languages).await?;
        Ok(Imported::new(batch.len(), new, compared))
    }
}

fn places(stories: &[NewStory], mut stored_before: impl FnMut(&NewStory) -> bool) -> Vec<usize> {
    stories.iter().enumerate().filter(|(_, story)| stored_before(story)).map(|(place, _)| place).collect()
}

fn import(
    transaction: &DatabaseTransaction,
    actor: Actor,
    batch: Arc<ImportBatch>,
    maker: BatchMaker,
) -> BoxFuture<'_, Result<Imported, StoreError>> {
    Box::pin(async move {
        let erased = erased_receipts(transaction, batch.stories.iter().map(|story| story.receipt_mac)).await?;
        let mut remade = None;
        let gone = |story: &&NewStory| erased.contains(&story.receipt_mac[..]) || batch.withdrawn.contains(&story.id);
        if batch.stories.iter().any(|story| gone(&story)) {
            // A withdrawn story is never written, not even within the transaction.
            let rest = batch.stories.iter().filter(|story| !gone(story)).cloned().collect();
            remade = Some(maker.batch(rest)?);
        }
        let (mut new, mut inserted) = (0, HashSet::with_capacity(batch.len()));
        for statement in &remade.as_ref().unwrap_or(&batch).statements {
            let rows = transaction.query_all_raw(statement.clone()).await?;
            let numbers = rows.iter().map(|row| row.try_get::<i64>("", "number")).collect::<Result<Vec<_>, _>>()?;
            for row in &rows {
                inserted.insert(row.try_get::<Vec<u8>>("", "receipt_mac")?);
            }
            new += numbers.len() as u64;
            changes::log_many(transaction, &numbers, ChangeKind::Submitted).await?;
        }
        if transaction.get_database_backend() == DbBackend::Postgres {
            // Another process may have erased a story between the first look and the insertion.
            let late = erased_receipts(transaction, batch.stories.iter().map(|story| story.receipt_mac)).await?;
            let late: Vec<Vec<u8>> = late.difference(&erased).cloned().collect();
            if !late.is_empty() {
                let returned =
                    story::Entity::delete_many().filter(story::Column::ReceiptMac.is_in(late)).exec(transaction).await?;
                new -= returned.rows_affected.min(new);
            }
        }
        if new > 0 {
            deeds::append_all(transaction, deeds(actor, &batch, new)).await?;
        }
        // What is not new was stored before, by an earlier import or by a line of this batch with the same receipt.
        let before = places(&batch.stories, |story| {
            !inserted.remove(&story.receipt_mac[..]) && !erased.contains(&story.receipt_mac[..])
        });
        let compared = compare(transaction, &batch.stories, &before, &batch.default_languages).await?;
        Ok(Imported::new(batch.len(), new, compared))
    })
}

/// One deed for the whole batch, on the framework that its first story answers.
fn deeds(actor: Actor, batch: &ImportBatch, new: u64) -> Vec<Deed> {
    let first = batch.stories.first();
    let subject = first.map(|story| Subject::Framework { slug: story.framework.clone(), version: story.version });
    let source = first.map(|story| story.source.name());
    // Whether texts were cleared with the import, before a moderator read them here.
    let cleared = batch.stories.iter().any(|story| story.state == ModerationState::Cleared);
    let deed = |subject| {
        Deed::new(actor, Action::StoriesImported, subject).with(json!({"stories": new, "source": source, "cleared": cleared}))
    };
    subject.map(deed).into_iter().collect()
}
