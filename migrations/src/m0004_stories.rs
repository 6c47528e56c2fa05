//! Stories, and the list of erased stories.
//!
//! `number` orders stories and names them in the projections; it is never reused. Of the time, only the day is stored.
//! `original_*` hold what a redaction replaced. An erasure stores only what is needed to refuse the receipt, and to erase the
//! story again after an old backup was restored.

use sea_orm_migration::prelude::*;

/// The migration that this file describes.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("story")
                    .col(ColumnDef::new("number").big_integer().not_null().auto_increment().primary_key())
                    .col(ColumnDef::new("id").uuid().not_null().unique_key())
                    .col(ColumnDef::new("receipt_mac").blob().not_null().unique_key())
                    .col(ColumnDef::new("body_mac").blob().not_null())
                    .col(ColumnDef::new("framework").text().not_null())
                    .col(ColumnDef::new("version").integer().not_null())
                    .col(ColumnDef::new("language").text().not_null())
                    .col(ColumnDef::new("prompt").text().not_null())
                    .col(ColumnDef::new("title").text().not_null())
                    .col(ColumnDef::new("text").text().not_null())
                    .col(ColumnDef::new("answers").text().not_null())
                    .col(ColumnDef::new("original_title").text().null())
                    .col(ColumnDef::new("original_text").text().null())
                    .col(ColumnDef::new("original_answers").text().null())
                    .col(ColumnDef::new("consent_analysis").boolean().not_null())
                    .col(ColumnDef::new("consent_quotation").boolean().not_null())
                    .col(ColumnDef::new("collection").text().null())
                    .col(ColumnDef::new("received").date().not_null())
                    .col(ColumnDef::new("state").text().not_null())
                    .col(ColumnDef::new("counts").boolean().not_null().default(true))
                    .col(ColumnDef::new("withheld_because").text().null())
                    .col(ColumnDef::new("source").text().not_null())
                    .foreign_key(
                        ForeignKey::create().from("story", ("framework", "version")).to("framework", ("slug", "version")),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(Index::create().name("story_by_state").table("story").col("state").col("number").to_owned())
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("erasure")
                    .col(ColumnDef::new("receipt_mac").blob().not_null().primary_key())
                    .col(ColumnDef::new("story").big_integer().not_null())
                    .col(ColumnDef::new("erased_on").date().not_null())
                    .to_owned(),
            )
            .await
    }
}
