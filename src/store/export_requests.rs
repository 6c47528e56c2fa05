//! Requests for exports: who asks for which stories and why, what a second person said, and when the file was downloaded. Files are not
//! stored. Every change appends its row to the audit log.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use futures_core::future::BoxFuture;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, DatabaseTransaction, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde_json::Value;
use uuid::Uuid;

use super::{
    Store, StoreError,
    deeds::{self, Deed},
    entities::{
        export_request::{Column, Entity, Model},
        staff,
    },
    error::unreadable,
    writer::Urgency,
};
use crate::model::{Action, Actor, ExportState, Language, Selection, Subject};

/// A request for an export.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportRequest {
    /// Its id.
    pub id: Uuid,
    /// The member of staff who asks.
    pub owner: Uuid,
    /// The day on which they asked.
    pub asked: NaiveDate,
    /// How far it has come, as it was written last; that it expired is not.
    pub state: ExportState,
    /// Which stories.
    pub selection: Selection,
    /// The name of the format.
    pub format: String,
    /// The name of the one table that is wanted; all of them when `None`.
    pub part: Option<String>,
    /// Whether with the texts that may be read.
    pub texts: bool,
    /// The language of titles and labels.
    pub language: Language,
    /// What it is for.
    pub reason: String,
    /// How many stories matched when it was asked for.
    pub stories: u64,
    /// The day on which it was agreed to or refused; also when it was agreed to at once.
    pub decided: Option<NaiveDate>,
    /// The second person; nobody when it was agreed to at once.
    pub decided_by: Option<Uuid>,
    /// Why it was refused.
    pub answer: Option<String>,
    /// The day of the last download.
    pub downloaded: Option<NaiveDate>,
}

/// A change of a request, as it is written and audited.
#[derive(Clone, Debug)]
pub struct ExportChange {
    /// The request from now on.
    pub after: ExportRequest,
    /// What is done.
    pub action: Action,
    /// Why, for the audit log.
    pub reason: Option<String>,
    /// Facts about it, for the audit log: a JSON object.
    pub detail: Option<Value>,
}

/// Whether a request was stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddedExport {
    /// It was.
    Stored,
    /// Its owner has too many open requests.
    TooManyOpen,
    /// Its owner has asked too often that day.
    TooManyToday,
}

/// Which requests count as open, and which are removed.
#[derive(Clone, Copy, Debug)]
pub struct OpenExports {
    /// The most that a person may have.
    pub most: u64,
    /// The most that a person may ask for on one day.
    pub most_a_day: u64,
    /// Those that wait are open if they were asked for on this day or later.
    pub asked_since: NaiveDate,
    /// Those that were agreed to are open if that was on this day or later.
    pub agreed_since: NaiveDate,
    /// Those asked for before this day are removed.
    pub kept_since: NaiveDate,
}

impl Store {
    /// Stores a request, unless its owner has too many open ones, or has asked too often that day.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn add_export(
        &self,
        actor: Actor,
        request: ExportRequest,
        detail: Value,
        open: OpenExports,
    ) -> Result<AddedExport, StoreError> {
        let deed = Deed::new(actor, Action::ExportAsked, Subject::Export(request.id));
        let deed = deed.because(Some(request.reason.clone())).with(detail);
        let row = write(&request)?;
        self.writer.write(Urgency::Ordinary, move |transaction| add(transaction, row.clone(), deed.clone(), open)).await
    }

    /// Requests, the newest first, each with the names of who asks and who decided: those of one person, or those of all others.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn exports(&self, own: bool, of: Uuid, most: u64) -> Result<Vec<NamedExport>, StoreError> {
        let whose = if own { Column::Owner.eq(of) } else { Column::Owner.ne(of) };
        let rows = Entity::find().filter(whose).order_by_desc(Column::Asked).order_by_desc(Column::Id).limit(most);
        self.with_names(rows.all(&self.db).await?).await
    }

    /// A request, with the names of who asks and who decided.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn export_request(&self, id: Uuid) -> Result<Option<NamedExport>, StoreError> {
        let row = Entity::find_by_id(id).one(&self.db).await?;
        Ok(self.with_names(row.into_iter().collect()).await?.pop())
    }

    /// Changes a request as `change` says, which sees it as it is when nobody else changes it. Returns what `change` refused, and
    /// nothing when there is no such request.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing was changed.
    pub async fn change_export<E: Send + 'static>(
        &self,
        actor: Actor,
        id: Uuid,
        change: impl Fn(ExportRequest) -> Result<ExportChange, E> + Send + Sync + 'static,
    ) -> Result<Option<Result<(), E>>, StoreError> {
        let change = Arc::new(change);
        self.writer.write(Urgency::Ordinary, move |transaction| carry_out(transaction, actor, id, change.clone())).await
    }

    async fn with_names(&self, rows: Vec<Model>) -> Result<Vec<NamedExport>, StoreError> {
        let people: Vec<Uuid> = rows.iter().flat_map(|row| [Some(row.owner), row.decided_by]).flatten().collect();
        let names: Vec<(Uuid, String)> = staff::Entity::find()
            .select_only()
            .columns([staff::Column::Id, staff::Column::Name])
            .filter(staff::Column::Id.is_in(people))
            .into_tuple()
            .all(&self.db)
            .await?;
        let names: HashMap<Uuid, String> = names.into_iter().collect();
        let named = |row: Model| {
            let owner = names.get(&row.owner).cloned().unwrap_or_default();
            let decided_by = row.decided_by.and_then(|id| names.get(&id).cloned());
            Ok(NamedExport { request: read(row)?, owner, decided_by })
        };
        rows.into_iter().map(named).collect()
    }
}

/// A request with the names of people as they are now.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedExport {
    /// The request.
    pub request: ExportRequest,
    /// Who asks.
    pub owner: String,
    /// The second person, if there is one.
    pub decided_by: Option<String>,
}

fn add(
    transaction: &DatabaseTransaction,
    row: Model,
    deed: Deed,
    open: OpenExports,
) -> BoxFuture<'_, Result<AddedExport, StoreError>> {
    Box::pin(async move {
        Entity::delete_many().filter(Column::Asked.lt(open.kept_since)).exec(transaction).await?;
        // The owner's row is locked, so that two requests at once are counted one after the other.
        staff::Entity::find_by_id(row.owner).lock_exclusive().one(transaction).await?;
        let in_state = |state: ExportState| Condition::all().add(Column::State.eq(state.name()));
        let is_open = Condition::any()
            .add(in_state(ExportState::Waiting).add(Column::Asked.gte(open.asked_since)))
            .add(in_state(ExportState::Agreed).add(Column::Decided.gte(open.agreed_since)));
        let own = || Entity::find().filter(Column::Owner.eq(row.owner));
        if own().filter(is_open).count(transaction).await? >= open.most {
            return Ok(AddedExport::TooManyOpen);
        }
        if own().filter(Column::Asked.eq(row.asked)).count(transaction).await? >= open.most_a_day {
            return Ok(AddedExport::TooManyToday);
        }
        Entity::insert(row.into_active_model().reset_all()).exec_without_returning(transaction).await?;
        deeds::append(transaction, deed).await?;
        Ok(AddedExport::Stored)
    })
}

type Change<E> = Arc<dyn Fn(ExportRequest) -> Result<ExportChange, E> + Send + Sync>;

fn carry_out<E: Send + 'static>(
    transaction: &DatabaseTransaction,
    actor: Actor,
    id: Uuid,
    change: Change<E>,
) -> BoxFuture<'_, Result<Option<Result<(), E>>, StoreError>> {
    Box::pin(async move {
        let Some(row) = Entity::find_by_id(id).lock_exclusive().one(transaction).await? else { return Ok(None) };
        let ExportChange { after, action, reason, detail } = match change(read(row)?) {
            Ok(change) => change,
            Err(refused) => return Ok(Some(Err(refused))),
        };
        write(&after)?.into_active_model().reset_all().update(transaction).await?;
        let deed = Deed::new(actor, action, Subject::Export(id)).because(reason);
        let deed = match detail {
            Some(detail) => deed.with(detail),
            None => deed,
        };
        deeds::append(transaction, deed).await?;
        Ok(Some(Ok(())))
    })
}

fn write(request: &ExportRequest) -> Result<Model, StoreError> {
    let request = request.clone();
    Ok(Model {
        id: request.id,
        owner: request.owner,
        asked: request.asked,
        state: request.state.name().to_owned(),
        format: request.format,
        part: request.part,
        texts: request.texts,
        language: request.language.to_string(),
        stories: request.stories.min(i64::MAX as u64) as i64,
        decided: request.decided,
        decided_by: request.decided_by,
        downloaded: request.downloaded,
        reason: request.reason,
        answer: request.answer,
        selection: serde_json::to_string(&request.selection).map_err(|error| unreadable("a selection", error))?,
    })
}

fn read(row: Model) -> Result<ExportRequest, StoreError> {
    Ok(ExportRequest {
        id: row.id,
        owner: row.owner,
        asked: row.asked,
        state: row.state.parse().map_err(|error| unreadable("a request for an export", error))?,
        selection: serde_json::from_str(&row.selection).map_err(|error| unreadable("a selection", error))?,
        format: row.format,
        part: row.part,
        texts: row.texts,
        language: row.language.parse().map_err(|error| unreadable("a language", error))?,
        reason: row.reason,
        stories: row.stories.max(0) as u64,
        decided: row.decided,
        decided_by: row.decided_by,
        answer: row.answer,
        downloaded: row.downloaded,
    })
}
