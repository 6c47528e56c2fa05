//! Saved views: what analysts keep of the address of a page, under a name. Each belongs to the person who saved it; all analysts see
//! them.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::{
    Store, StoreError,
    deeds::Deed,
    entities::{staff, view},
    writer::Urgency,
};
use crate::model::{Action, Actor, Subject};

/// A saved view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    /// Its id.
    pub id: Uuid,
    /// The member of staff who saved it.
    pub owner: Uuid,
    /// What it is called.
    pub name: String,
    /// The page, such as `explore`.
    pub page: String,
    /// The query string of its address, without the question mark.
    pub query: String,
    /// The day on which it was saved.
    pub saved: NaiveDate,
}

impl Store {
    /// All saved views with the names of their owners, the newest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn views(&self) -> Result<Vec<(SavedView, String)>, StoreError> {
        let rows =
            view::Entity::find().order_by_desc(view::Column::Saved).order_by_desc(view::Column::Id).all(&self.db).await?;
        let owners: Vec<Uuid> = rows.iter().map(|row| row.owner).collect();
        let names: Vec<(Uuid, String)> = staff::Entity::find()
            .select_only()
            .columns([staff::Column::Id, staff::Column::Name])
            .filter(staff::Column::Id.is_in(owners))
            .into_tuple()
            .all(&self.db)
            .await?;
        let names: HashMap<Uuid, String> = names.into_iter().collect();
        let named = |row: view::Model| (names.get(&row.owner).cloned().unwrap_or_default(), read(row));
        Ok(rows.into_iter().map(named).map(|(name, view)| (view, name)).collect())
    }

    /// A saved view.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn view(&self, id: Uuid) -> Result<Option<SavedView>, StoreError> {
        Ok(view::Entity::find_by_id(id).one(&self.db).await?.map(read))
    }

    /// How many views a member of staff has saved.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn count_views_of(&self, owner: Uuid) -> Result<u64, StoreError> {
        Ok(view::Entity::find().filter(view::Column::Owner.eq(owner)).count(&self.db).await?)
    }

    /// Saves a view.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing was saved.
    pub async fn add_view(&self, actor: Actor, new: &SavedView) -> Result<(), StoreError> {
        let SavedView { id, owner, name, page, query, saved } = new.clone();
        let row = view::ActiveModel {
            id: Set(id),
            owner: Set(owner),
            name: Set(name),
            page: Set(page),
            query: Set(query),
            saved: Set(saved),
        };
        let insert = view::Entity::insert(row).build(self.db.get_database_backend());
        self.execute_deed(Urgency::Ordinary, insert, Deed::new(actor, Action::ViewSaved, Subject::View(id))).await?;
        Ok(())
    }

    /// Gives a view of this owner another name. Returns whether there is such a view.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn rename_view(&self, actor: Actor, owner: Uuid, id: Uuid, name: &str) -> Result<bool, StoreError> {
        let update = view::Entity::update_many()
            .col_expr(view::Column::Name, Expr::value(name))
            .filter(view::Column::Id.eq(id))
            .filter(view::Column::Owner.eq(owner))
            .build(self.db.get_database_backend());
        let deed = Deed::new(actor, Action::ViewRenamed, Subject::View(id));
        Ok(self.execute_deed(Urgency::Ordinary, update, deed).await? > 0)
    }

    /// Deletes a view of this owner. Returns whether there was one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn delete_view(&self, actor: Actor, owner: Uuid, id: Uuid) -> Result<bool, StoreError> {
        let delete = view::Entity::delete_many()
            .filter(view::Column::Id.eq(id))
            .filter(view::Column::Owner.eq(owner))
            .build(self.db.get_database_backend());
        let deed = Deed::new(actor, Action::ViewDeleted, Subject::View(id));
        Ok(self.execute_deed(Urgency::Ordinary, delete, deed).await? > 0)
    }
}

fn read(row: view::Model) -> SavedView {
    let view::Model { id, owner, name, page, query, saved } = row;
    SavedView { id, owner, name, page, query, saved }
}
