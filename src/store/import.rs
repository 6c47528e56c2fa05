//! Many stories at once, from a file: a batch is kept whole or not at all, and what is there already is left alone.

use std::collections::HashSet;

use sea_orm::sea_query::{OnConflict, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Statement};

use super::{
    ChangeKind, Store, StoreError, changes,
    entities::{erasure, story},
    stories::{NewStory, row_of},
};

/// What became of a batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Stories that are kept now and were not before.
    pub new: u64,
    /// Stories that had been kept, or withdrawn, before.
    pub known: u64,
}

/// Rows in one INSERT: SQLite takes at most 32,766 parameters in a statement, and a story has 23.
const ROWS_A_STATEMENT: usize = 500;

/// Stories made ready for the store: the work that needs no store is done, on whatever thread had time for it.
pub struct ImportBatch {
    stories: Vec<NewStory>,
    statements: Vec<Statement>,
}

impl ImportBatch {
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
}

/// Makes batches ready for one kind of database.
#[derive(Clone, Copy)]
pub struct BatchMaker {
    backend: DbBackend,
}

impl BatchMaker {
    /// Writes the statements that keep these stories.
    ///
    /// # Errors
    /// [`StoreError`] when answers cannot be written.
    pub fn batch(&self, stories: Vec<NewStory>) -> Result<ImportBatch, StoreError> {
        let statements = stories.chunks(ROWS_A_STATEMENT).map(|chunk| self.insert(chunk)).collect::<Result<_, _>>()?;
        Ok(ImportBatch { stories, statements })
    }

    /// An INSERT that passes over known receipts and returns the numbers of those it kept.
    fn insert(&self, stories: &[NewStory]) -> Result<Statement, StoreError> {
        let rows = stories.iter().map(|story| row_of(story.clone())).collect::<Result<Vec<_>, _>>()?;
        let mut insert = story::Entity::insert_many(rows)
            .on_conflict(OnConflict::column(story::Column::ReceiptMac).do_nothing().to_owned())
            .into_query();
        insert.returning(Query::returning().column(story::Column::Number));
        Ok(self.backend.build(&insert))
    }
}

impl Store {
    /// What makes batches ready for this store.
    pub fn batch_maker(&self) -> BatchMaker {
        BatchMaker { backend: self.db.get_database_backend() }
    }

    /// Keeps a batch of stories in one transaction, leaving out those whose receipt is known.
    ///
    /// # Errors
    /// [`StoreError`]; then none of the batch was kept.
    pub async fn import(&self, batch: ImportBatch) -> Result<Imported, StoreError> {
        let size = batch.len() as u64;
        let transaction = self.begin_write().await?;
        let erased = erased_receipts(&transaction, &batch.stories).await?;
        let statements = if erased.is_empty() {
            batch.statements
        } else {
            // What was withdrawn is not even written for a moment.
            let rest = batch.stories.into_iter().filter(|story| !erased.contains(&story.receipt_mac[..])).collect();
            self.batch_maker().batch(rest)?.statements
        };
        let mut new = 0;
        for statement in statements {
            let rows = transaction.query_all_raw(statement).await?;
            let numbers = rows.iter().map(|row| row.try_get::<i64>("", "number")).collect::<Result<Vec<_>, _>>()?;
            new += numbers.len() as u64;
            changes::log_many(&transaction, &numbers, ChangeKind::Submitted).await?;
        }
        transaction.commit().await?;
        Ok(Imported { new, known: size - new })
    }
}

/// Those of the receipts whose stories were withdrawn.
async fn erased_receipts<C: ConnectionTrait>(db: &C, stories: &[NewStory]) -> Result<HashSet<Vec<u8>>, StoreError> {
    let mut erased = HashSet::new();
    if erasure::Entity::find().one(db).await?.is_none() {
        return Ok(erased);
    }
    for chunk in stories.chunks(1_000) {
        let found: Vec<Vec<u8>> = erasure::Entity::find()
            .select_only()
            .column(erasure::Column::ReceiptMac)
            .filter(erasure::Column::ReceiptMac.is_in(chunk.iter().map(|story| story.receipt_mac.to_vec())))
            .into_tuple()
            .all(db)
            .await?;
        erased.extend(found);
    }
    Ok(erased)
}
