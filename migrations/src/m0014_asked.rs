//! The signifiers that each story's storyteller was shown. Stories from before have none: they were asked whatever their version
//! of the framework shows.

use sea_orm_migration::prelude::*;

/// The migration that this file describes.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let asked = ColumnDef::new("asked").text().null().to_owned();
        manager.alter_table(Table::alter().table("story").add_column(asked).to_owned()).await
    }
}
