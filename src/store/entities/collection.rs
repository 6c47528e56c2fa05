//! Where stories come in.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "collection")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub join_code: String,
    pub name: String,
    pub framework: String,
    pub round: Option<String>,
    pub opens: Option<Date>,
    pub closes: Option<Date>,
    pub place: Option<String>,
    pub partner: Option<String>,
    pub audiences: String,
    pub signifiers: String,
    pub kiosk: bool,
    pub closed: bool,
    pub wording: Option<String>,
    pub language: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
