//! Voices and pictures that come with stories, worries of storytellers about a person's safety, and which stories one person
//! told.
//!
//! The bytes are in the database, so that a story and its attachments are stored, backed up and erased together. They are last
//! in the row, so that queries about an attachment do not read them. `teller_mac` is the HMAC of a random key that the client
//! shares between the stories of one person; the key itself is not stored.

use sea_orm_migration::prelude::*;

/// The migration that this file describes.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One column for each statement, because SQLite cannot add several at once.
        for mut column in [
            ColumnDef::new("worried").boolean().not_null().default(false).to_owned(),
            ColumnDef::new("teller_mac").blob().null().to_owned(),
        ] {
            manager.alter_table(Table::alter().table("story").add_column(&mut column).to_owned()).await?;
        }
        manager.drop_index(Index::drop().name("story_by_state").table("story").to_owned()).await?;
        manager
            .create_index(
                Index::create().name("story_in_queue").table("story").col("state").col("worried").col("number").to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("attachment")
                    .col(ColumnDef::new("id").uuid().not_null().primary_key())
                    .col(ColumnDef::new("story").big_integer().not_null())
                    .col(ColumnDef::new("kind").text().not_null())
                    .col(ColumnDef::new("media_type").text().not_null())
                    .col(ColumnDef::new("size").big_integer().not_null())
                    .col(ColumnDef::new("digest").blob().not_null())
                    .col(ColumnDef::new("bytes").blob().not_null())
                    .foreign_key(ForeignKey::create().from("attachment", "story").to("story", "number"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create().name("attachment_of_story").table("attachment").col("story").col("kind").unique().to_owned(),
            )
            .await
    }
}
