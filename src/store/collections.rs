//! Collections: where stories come in, each with a join code.

use chrono::NaiveDate;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{CaseStatement, Condition, Expr, OnConflict},
};
use sha2::{Digest, Sha256};

use super::{
    Store, StoreError,
    deeds::Deed,
    entities::{collection, story},
    error::unreadable,
    writer::Urgency,
};
use crate::model::{Action, Actor, Language, Revision, Subject};

/// A collection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Collection {
    /// The code with which people join.
    pub join_code: String,
    /// What it is called.
    pub name: String,
    /// The framework that is used.
    pub framework: String,
    /// The round it belongs to, such as `baseline`.
    pub round: Option<String>,
    /// The first day on which it takes stories.
    pub opens: Option<NaiveDate>,
    /// The last day on which it takes stories; when it was closed by hand, the day on which that was.
    pub closes: Option<NaiveDate>,
    /// Where it is held.
    pub place: Option<String>,
    /// The partner organisation that holds it.
    pub partner: Option<String>,
    /// Who is asked; everyone when empty.
    pub audiences: Vec<String>,
    /// The signifiers that are asked; all when empty.
    pub signifiers: Vec<String>,
    /// Whether people take turns at a shared tablet.
    pub kiosk: bool,
    /// Whether it was closed by hand.
    pub closed: bool,
    /// The wording that the form begins with, such as `easy`; plain when there is none.
    pub wording: Option<String>,
    /// The language that the form begins with, without a wording; that of the device when there is none.
    pub language: Option<Language>,
}

impl Collection {
    /// Whether a new story may be begun on that day. A story told up to the last day may still arrive later.
    pub fn is_open_on(&self, day: NaiveDate) -> bool {
        !self.closed && self.opens.is_none_or(|opens| opens <= day) && self.closes.is_none_or(|closes| day <= closes)
    }

    /// A digest of all of it, so that an edit can say what it is about.
    ///
    /// # Errors
    /// None in practice: all values can be serialised.
    pub fn revision(&self) -> Result<Revision, StoreError> {
        let words = (&self.join_code, &self.name, &self.framework, &self.round, &self.place, &self.partner);
        let asked = (&self.audiences, &self.signifiers, self.kiosk, &self.wording, &self.language);
        let seen = serde_json::to_vec(&(words, asked, self.opens, self.closes, self.closed));
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&Sha256::digest(seen.map_err(|error| unreadable("a collection", error))?)[..16]);
        Ok(Revision::new(bytes))
    }
}

impl Store {
    /// Every collection, by join code.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn collections(&self) -> Result<Vec<Collection>, StoreError> {
        let rows = collection::Entity::find().order_by_asc(collection::Column::JoinCode).all(&self.db).await?;
        rows.into_iter().map(read).collect()
    }

    /// The collection with that join code.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn collection(&self, join_code: &str) -> Result<Option<Collection>, StoreError> {
        // PostgreSQL refuses a text with a NUL in a query.
        if join_code.contains('\0') {
            return Ok(None);
        }
        collection::Entity::find_by_id(join_code).one(&self.db).await?.map(read).transpose()
    }

    /// Stores a collection unless its join code is taken. Returns whether it is new.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn add_collection(&self, actor: Actor, new: &Collection) -> Result<bool, StoreError> {
        let row = row(new)?;
        let insert = collection::Entity::insert(row)
            .on_conflict(OnConflict::column(collection::Column::JoinCode).do_nothing().to_owned())
            .build(self.db.get_database_backend());
        let deed = Deed::new(actor, Action::CollectionMade, Subject::Collection(new.join_code.clone()));
        Ok(self.execute_deed(Urgency::Ordinary, insert, deed).await? > 0)
    }

    /// Closes a collection with that day as its last; one whose last day has passed keeps that day. Returns whether
    /// there is such a collection.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn close_collection(&self, actor: Actor, join_code: &str, today: NaiveDate) -> Result<bool, StoreError> {
        let over = Condition::all().add(collection::Column::Closes.lt(today));
        let last = CaseStatement::new().case(over, Expr::col(collection::Column::Closes)).finally(today);
        self.change_collection(actor, join_code, true, last).await
    }

    /// Reopens a collection, with no last day; one that is not closed keeps its last day. Returns
    /// whether there is such a collection.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn reopen_collection(&self, actor: Actor, join_code: &str, today: NaiveDate) -> Result<bool, StoreError> {
        let over = Condition::any().add(collection::Column::Closed.eq(true)).add(collection::Column::Closes.lt(today));
        let last = CaseStatement::new().case(over, Option::<NaiveDate>::None).finally(Expr::col(collection::Column::Closes));
        self.change_collection(actor, join_code, false, last).await
    }

    async fn change_collection(
        &self,
        actor: Actor,
        join_code: &str,
        closed: bool,
        last: CaseStatement,
    ) -> Result<bool, StoreError> {
        if join_code.contains('\0') {
            return Ok(false);
        }
        let update = collection::Entity::update_many()
            .col_expr(collection::Column::Closes, last.into())
            .col_expr(collection::Column::Closed, closed.into())
            .filter(collection::Column::JoinCode.eq(join_code))
            .build(self.db.get_database_backend());
        let action = if closed { Action::CollectionClosed } else { Action::CollectionReopened };
        let deed = Deed::new(actor, action, Subject::Collection(join_code.to_owned()));
        Ok(self.execute_deed(Urgency::Essential, update, deed).await? > 0)
    }

    /// How many stories each collection holds, by join code.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn collection_counts(&self) -> Result<Vec<(String, i64)>, StoreError> {
        let counts: Vec<(Option<String>, i64)> = story::Entity::find()
            .select_only()
            .column(story::Column::Collection)
            .column_as(story::Column::Number.count(), "stories")
            .group_by(story::Column::Collection)
            .into_tuple()
            .all(&self.db)
            .await?;
        Ok(counts.into_iter().filter_map(|(code, count)| code.map(|code| (code, count))).collect())
    }
}

/// A collection as it is stored.
pub(super) fn row(collection: &Collection) -> Result<collection::ActiveModel, StoreError> {
    Ok(collection::ActiveModel {
        join_code: Set(collection.join_code.clone()),
        name: Set(collection.name.clone()),
        framework: Set(collection.framework.clone()),
        round: Set(collection.round.clone()),
        opens: Set(collection.opens),
        closes: Set(collection.closes),
        place: Set(collection.place.clone()),
        partner: Set(collection.partner.clone()),
        audiences: Set(list(&collection.audiences)?),
        signifiers: Set(list(&collection.signifiers)?),
        kiosk: Set(collection.kiosk),
        closed: Set(collection.closed),
        wording: Set(collection.wording.clone()),
        language: Set(collection.language.as_ref().map(Language::to_string)),
    })
}

fn list(ids: &[String]) -> Result<String, StoreError> {
    serde_json::to_string(ids).map_err(|e| unreadable("a collection", e))
}

/// A stored collection.
pub(super) fn read(row: collection::Model) -> Result<Collection, StoreError> {
    let ids = |text: &str| serde_json::from_str(text).map_err(|e| unreadable("a collection", e));
    Ok(Collection {
        audiences: ids(&row.audiences)?,
        signifiers: ids(&row.signifiers)?,
        join_code: row.join_code,
        name: row.name,
        framework: row.framework,
        round: row.round,
        opens: row.opens,
        closes: row.closes,
        place: row.place,
        partner: row.partner,
        kiosk: row.kiosk,
        closed: row.closed,
        wording: row.wording,
        language: row.language.map(|tag| tag.parse().map_err(|e| unreadable("a collection", e))).transpose()?,
    })
}
