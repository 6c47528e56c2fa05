//! Changes that are one statement.

use futures_core::future::BoxFuture;
use sea_orm::{ConnectionTrait, DatabaseTransaction, Statement};
use tokio::sync::oneshot;

use super::{Store, StoreError, writer::Urgency};

impl Store {
    /// Carries out one statement, and returns how many rows it changed.
    pub(super) async fn execute(&self, urgency: Urgency, statement: Statement) -> Result<u64, StoreError> {
        self.writer.write(urgency, move |transaction| run(transaction, statement.clone())).await
    }

    /// As [`Store::execute`], for a statement whose result no caller needs. It is dropped when the queue is full.
    pub(super) fn execute_later(&self, urgency: Urgency, statement: Statement) {
        let (answer, _) = oneshot::channel();
        let queued = self.writer.queue(urgency, move |transaction| run(transaction, statement.clone()), answer);
        if let Err(error) = queued {
            tracing::debug!(%error, "a statement that nobody waits for was dropped");
        }
    }
}

fn run(transaction: &DatabaseTransaction, statement: Statement) -> BoxFuture<'_, Result<u64, StoreError>> {
    Box::pin(async move { Ok(transaction.execute_raw(statement).await?.rows_affected()) })
}
