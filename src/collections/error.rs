//! Why a collection could not be made or changed.

use thiserror::Error;

use crate::model::Fault;
use crate::store::StoreError;

/// Why a collection could not be made or changed.
#[derive(Debug, Error)]
pub enum CollectionError {
    /// Some of its fields are not right.
    #[error("{}", crate::model::faults_in_words(.0))]
    Faulty(Vec<Fault>),
    /// No collection has this join code.
    #[error("there is no collection with this join code; check how it is written")]
    Unknown,
    /// The collection changed after it was read.
    #[error("another person changed this collection after you read it; read it again and repeat your change")]
    Stale,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}
