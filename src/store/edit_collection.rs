//! Editing a collection that is still what the editor read, with its audit row, in one transaction.

use std::sync::Arc;

use futures_core::future::BoxFuture;
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};
use serde_json::json;

use super::{
    Collection, Store, StoreError,
    collections::{read, row},
    deeds::{self, Deed},
    entities::{collection, story},
    writer::Urgency,
};
use crate::model::{Action, Actor, Revision, Subject};

/// What became of an edit.
#[derive(Debug)]
pub enum Edited<E> {
    /// The collection is so now, and has so many stories.
    Done(Box<Collection>, i64),
    /// The collection changed after it was read; nothing was done.
    Stale,
    /// There is no such collection.
    Unknown,
    /// The edit was refused; nothing was done.
    Refused(E),
}

/// Makes the collection that is wanted of the one that is stored, with so many stories, or refuses.
type Change<E> = Arc<dyn Fn(&Collection, i64) -> Result<Collection, E> + Send + Sync>;

impl Store {
    /// Changes a collection that still is what the editor read. An edit that would change nothing is done, whatever was read:
    /// it may be one whose answer was lost.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing was changed.
    pub async fn edit_collection<E: Send + 'static>(
        &self,
        actor: Actor,
        join_code: &str,
        revision: Revision,
        change: impl Fn(&Collection, i64) -> Result<Collection, E> + Send + Sync + 'static,
    ) -> Result<Edited<E>, StoreError> {
        if join_code.contains('\0') {
            return Ok(Edited::Unknown);
        }
        let (join_code, change): (String, Change<E>) = (join_code.to_owned(), Arc::new(change));
        self.writer
            .write(Urgency::Ordinary, move |transaction| edit(transaction, actor, join_code.clone(), revision, change.clone()))
            .await
    }
}

fn edit<E: Send + 'static>(
    transaction: &DatabaseTransaction,
    actor: Actor,
    join_code: String,
    revision: Revision,
    change: Change<E>,
) -> BoxFuture<'_, Result<Edited<E>, StoreError>> {
    Box::pin(async move {
        let found = collection::Entity::find_by_id(&join_code).lock_exclusive().one(transaction).await?;
        let Some(before) = found.map(read).transpose()? else { return Ok(Edited::Unknown) };
        let stories = story::Entity::find().filter(story::Column::Collection.eq(&join_code)).count(transaction).await? as i64;
        let wanted = change(&before, stories);
        if wanted.as_ref().ok() != Some(&before) && before.revision()? != revision {
            return Ok(Edited::Stale);
        }
        let wanted = match wanted {
            Ok(wanted) => wanted,
            Err(refused) => return Ok(Edited::Refused(refused)),
        };
        if wanted != before {
            row(&wanted)?.update(transaction).await?;
            deeds::append(transaction, deed(actor, &before, &wanted)).await?;
        }
        Ok(Edited::Done(Box::new(wanted), stories))
    })
}

/// The audit row names the fields that changed.
fn deed(actor: Actor, before: &Collection, now: &Collection) -> Deed {
    let changes = [
        ("name", before.name != now.name),
        ("framework", before.framework != now.framework),
        ("round", before.round != now.round),
        ("opens", before.opens != now.opens),
        ("closes", before.closes != now.closes),
        ("place", before.place != now.place),
        ("partner", before.partner != now.partner),
        ("audiences", before.audiences != now.audiences),
        ("signifiers", before.signifiers != now.signifiers),
        ("kiosk", before.kiosk != now.kiosk),
        ("wording", before.wording != now.wording),
        ("language", before.language != now.language),
    ];
    let fields: Vec<&str> = changes.into_iter().filter_map(|(field, changed)| changed.then_some(field)).collect();
    Deed::new(actor, Action::CollectionChanged, Subject::Collection(now.join_code.clone())).with(json!({"fields": fields}))
}
