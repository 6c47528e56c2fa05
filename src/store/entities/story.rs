//! A story, its answers and its consent.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "story")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub number: i64,
    pub id: Uuid,
    pub receipt_mac: Vec<u8>,
    pub body_mac: Vec<u8>,
    pub framework: String,
    pub version: i32,
    pub language: String,
    pub prompt: String,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub text: String,
    #[sea_orm(column_type = "Text")]
    pub answers: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub original_title: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub original_text: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub original_answers: Option<String>,
    pub consent_analysis: bool,
    pub consent_quotation: bool,
    #[sea_orm(column_type = "Text", nullable)]
    pub asked: Option<String>,
    pub collection: Option<String>,
    pub received: Date,
    pub state: String,
    pub counts: bool,
    pub withheld_because: Option<String>,
    pub source: String,
    pub worried: bool,
    pub teller_mac: Option<Vec<u8>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
