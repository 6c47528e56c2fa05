//! The wording and the language that the form of a collection begins with.

use sea_orm_migration::prelude::*;

/// The migration that this file describes.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["wording", "language"] {
            let add = Table::alter().table("collection").add_column(ColumnDef::new(name).text().null()).to_owned();
            manager.alter_table(add).await?;
        }
        Ok(())
    }
}
