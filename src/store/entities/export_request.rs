//! Requests for exports.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "export_request")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub owner: Uuid,
    pub asked: Date,
    pub state: String,
    pub format: String,
    pub part: Option<String>,
    pub texts: bool,
    pub language: String,
    pub stories: i64,
    pub decided: Option<Date>,
    pub decided_by: Option<Uuid>,
    pub downloaded: Option<Date>,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub answer: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub selection: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
