//! Saved views: a name for what an analyst has in the address of an analysis page.

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
                    .table("view")
                    .col(ColumnDef::new("id").uuid().not_null().primary_key())
                    .col(ColumnDef::new("owner").uuid().not_null())
                    .col(ColumnDef::new("name").text().not_null())
                    .col(ColumnDef::new("page").text().not_null())
                    .col(ColumnDef::new("query").text().not_null())
                    .col(ColumnDef::new("saved").date().not_null())
                    .to_owned(),
            )
            .await
    }
}
