//! Notices: versions that never change once they are published.

use std::sync::Arc;

use chrono::NaiveDate;
use futures_core::future::BoxFuture;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, DatabaseTransaction, EntityTrait, QueryOrder, QuerySelect, QueryTrait,
    sea_query::OnConflict,
};
use sha2::{Digest, Sha256};

use super::{
    Store, StoreError,
    deeds::{self, Deed},
    entities::notice,
    error::unreadable,
    writer::Urgency,
};
use crate::model::{Action, Actor, Notice, NoticeKind, Revision, Subject};

/// A stored version of a notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredNotice {
    /// What it is about.
    pub kind: NoticeKind,
    /// The version.
    pub version: u32,
    /// The day on which it was published; nothing for a draft.
    pub published: Option<NaiveDate>,
    /// The document.
    pub notice: Notice,
}

impl StoredNotice {
    /// A digest of the document, so that an edit can say what it is about.
    ///
    /// # Errors
    /// None in practice: all values can be serialised.
    pub fn revision(&self) -> Result<Revision, StoreError> {
        Ok(revision_of(&as_text(&self.notice)?))
    }
}

/// What became of a change of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoticeChanged<E> {
    /// It is so now.
    Done(Box<StoredNotice>),
    /// The draft changed after it was read, or was made meanwhile; nothing was done.
    Stale,
    /// This version is published; nothing was done.
    Published,
    /// There is no such version.
    Unknown,
    /// The change was refused; nothing was done.
    Refused(E),
}

impl Store {
    /// Every version of every notice, by kind and version.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn notices(&self) -> Result<Vec<StoredNotice>, StoreError> {
        let rows = notice::Entity::find().order_by_asc(notice::Column::Kind).order_by_asc(notice::Column::Version);
        rows.all(&self.db).await?.into_iter().map(read).collect()
    }

    /// Stores the first version of a notice, published on that day, unless the notice has one. Returns whether it is new.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn add_notice(
        &self,
        actor: Actor,
        kind: NoticeKind,
        document: &Notice,
        today: NaiveDate,
    ) -> Result<bool, StoreError> {
        // Asking first costs nothing, and a service that finds everything in place writes nothing when it starts.
        if notice::Entity::find_by_id((kind.name().to_owned(), 1)).one(&self.db).await?.is_some() {
            return Ok(false);
        }
        let insert = notice::Entity::insert(row(kind, 1, Some(today), as_text(document)?))
            .on_conflict(OnConflict::columns([notice::Column::Kind, notice::Column::Version]).do_nothing().to_owned())
            .build(self.db.get_database_backend());
        let deed = Deed::new(actor, Action::NoticePublished, Subject::Notice { kind, version: 1 });
        Ok(self.execute_deed(Urgency::Ordinary, insert, deed).await? > 0)
    }

    /// Stores a draft, in place of the one that was read; as a new version when none was read.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing was changed.
    pub async fn save_notice(
        &self,
        actor: Actor,
        (kind, version): (NoticeKind, u32),
        read: Option<Revision>,
        document: &Notice,
    ) -> Result<NoticeChanged<()>, StoreError> {
        let document = as_text(document)?;
        let change = move |before: Option<&StoredNotice>| {
            let now = before.map(StoredNotice::revision).transpose()?;
            let same = now == Some(revision_of(&document));
            Ok(if now == read || same { Ok((document.clone(), None)) } else { Err(NoticeChanged::Stale) })
        };
        self.change_notice(actor, Action::NoticeSaved, (kind, version), Arc::new(change)).await
    }

    /// Publishes a draft that still is what was read, if `check` finds nothing wrong with it.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing was changed.
    pub async fn publish_notice<E: Send + 'static>(
        &self,
        actor: Actor,
        (kind, version): (NoticeKind, u32),
        read: Revision,
        today: NaiveDate,
        check: impl Fn(&Notice) -> Result<(), E> + Send + Sync + 'static,
    ) -> Result<NoticeChanged<E>, StoreError> {
        let change = move |before: Option<&StoredNotice>| {
            let Some(draft) = before else { return Ok(Err(NoticeChanged::Unknown)) };
            if draft.revision()? != read {
                return Ok(Err(NoticeChanged::Stale));
            }
            match check(&draft.notice) {
                Ok(()) => Ok(Ok((as_text(&draft.notice)?, Some(today)))),
                Err(refused) => Ok(Err(NoticeChanged::Refused(refused))),
            }
        };
        self.change_notice(actor, Action::NoticePublished, (kind, version), Arc::new(change)).await
    }

    async fn change_notice<E: Send + 'static>(
        &self,
        actor: Actor,
        action: Action,
        version: (NoticeKind, u32),
        change: Change<E>,
    ) -> Result<NoticeChanged<E>, StoreError> {
        self.writer
            .write(Urgency::Ordinary, move |transaction| carry_out(transaction, actor, action, version, change.clone()))
            .await
    }
}

/// The document and the day of publication that take the place of a draft, or why not.
type Change<E> = Arc<dyn Fn(Option<&StoredNotice>) -> Made<E> + Send + Sync>;
type Made<E> = Result<Result<(String, Option<NaiveDate>), NoticeChanged<E>>, StoreError>;

fn carry_out<E: Send + 'static>(
    transaction: &DatabaseTransaction,
    actor: Actor,
    action: Action,
    (kind, version): (NoticeKind, u32),
    change: Change<E>,
) -> BoxFuture<'_, Result<NoticeChanged<E>, StoreError>> {
    Box::pin(async move {
        let found =
            notice::Entity::find_by_id((kind.name().to_owned(), version as i32)).lock_exclusive().one(transaction).await?;
        let before = found.map(read).transpose()?;
        if before.as_ref().is_some_and(|before| before.published.is_some()) {
            return Ok(NoticeChanged::Published);
        }
        let (document, published) = match change(before.as_ref())? {
            Ok(made) => made,
            Err(refused) => return Ok(refused),
        };
        let now = read(notice::Model {
            kind: kind.name().to_owned(),
            version: version as i32,
            published,
            document: document.clone(),
        })?;
        if before.as_ref() == Some(&now) {
            return Ok(NoticeChanged::Done(Box::new(now)));
        }
        let row = row(kind, version, published, document);
        if before.is_some() {
            row.update(transaction).await?;
        } else {
            notice::Entity::insert(row).exec_without_returning(transaction).await?;
        }
        deeds::append(transaction, Deed::new(actor, action, Subject::Notice { kind, version })).await?;
        Ok(NoticeChanged::Done(Box::new(now)))
    })
}

fn row(kind: NoticeKind, version: u32, published: Option<NaiveDate>, document: String) -> notice::ActiveModel {
    notice::ActiveModel {
        kind: Set(kind.name().to_owned()),
        version: Set(version as i32),
        published: Set(published),
        document: Set(document),
    }
}

fn revision_of(document: &str) -> Revision {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&Sha256::digest(document)[..16]);
    Revision::new(bytes)
}

fn as_text(document: &Notice) -> Result<String, StoreError> {
    serde_json::to_string(document).map_err(|error| unreadable("a notice", error))
}

fn read(row: notice::Model) -> Result<StoredNotice, StoreError> {
    Ok(StoredNotice {
        kind: row.kind.parse().map_err(|e| unreadable("a notice", e))?,
        version: row.version as u32,
        published: row.published,
        notice: serde_json::from_str(&row.document).map_err(|e| unreadable("a notice", e))?,
    })
}
