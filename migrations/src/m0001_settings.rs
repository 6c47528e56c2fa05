//! Settings of the service itself, such as the key under which receipts are stored.

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
                    .table("setting")
                    .col(ColumnDef::new("name").text().not_null().primary_key())
                    .col(ColumnDef::new("value").blob().not_null())
                    .to_owned(),
            )
            .await
    }
}
