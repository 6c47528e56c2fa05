//! One row of the audit log.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub number: i64,
    pub day: Date,
    pub at: Option<DateTimeUtc>,
    pub actor: String,
    pub staff: Option<Uuid>,
    pub action: String,
    pub subject_kind: String,
    pub subject: String,
    pub reason: Option<String>,
    pub detail: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
