//! Saved mappings: what each column of a table becomes when it is imported, under a name.

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
                    .table("mapping")
                    .col(ColumnDef::new("name").text().not_null().primary_key())
                    .col(ColumnDef::new("document").text().not_null())
                    .col(ColumnDef::new("saved").date().not_null())
                    .to_owned(),
            )
            .await
    }
}
