//! Notices, such as the privacy notice: one row for each version, with the whole document. A draft has no day of publication.

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
                    .table("notice")
                    .col(ColumnDef::new("kind").text().not_null())
                    .col(ColumnDef::new("version").integer().not_null())
                    .col(ColumnDef::new("published").date().null())
                    .col(ColumnDef::new("document").text().not_null())
                    .primary_key(Index::create().col("kind").col("version"))
                    .to_owned(),
            )
            .await
    }
}
