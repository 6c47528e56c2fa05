//! More columns for collections that are events: where it is, who runs it, who is asked, and what.
//!
//! `audiences` and `signifiers` are JSON lists of ids; empty means all. `closed` means that a person closed the collection by
//! hand; `closes` then holds the day on which they did.

use sea_orm_migration::prelude::*;

/// The migration that this file describes.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite adds one column for each statement.
        for mut column in [
            ColumnDef::new("place").text().null().take(),
            ColumnDef::new("partner").text().null().take(),
            ColumnDef::new("audiences").text().not_null().default("[]").take(),
            ColumnDef::new("signifiers").text().not_null().default("[]").take(),
            ColumnDef::new("kiosk").boolean().not_null().default(false).take(),
            ColumnDef::new("closed").boolean().not_null().default(false).take(),
        ] {
            manager.alter_table(Table::alter().table("collection").add_column(&mut column).to_owned()).await?;
        }
        Ok(())
    }
}
