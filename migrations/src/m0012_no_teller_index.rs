//! Drops the index of stories by their teller: the columns hold which stories are linked, and nothing else looks them up.

use sea_orm_migration::prelude::*;

/// The migration that this file describes.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(r#"DROP INDEX IF EXISTS "story_teller""#).await.map(|_| ())
    }
}
