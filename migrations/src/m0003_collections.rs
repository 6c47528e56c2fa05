//! Collections: where stories come in.

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
                    .table("collection")
                    .col(ColumnDef::new("join_code").text().not_null().primary_key())
                    .col(ColumnDef::new("name").text().not_null())
                    .col(ColumnDef::new("framework").text().not_null())
                    .col(ColumnDef::new("round").text().null())
                    .col(ColumnDef::new("opens").date().null())
                    .col(ColumnDef::new("closes").date().null())
                    .to_owned(),
            )
            .await
    }
}
