//! An index of the corrections in the audit log.
//!
//! A moderator whose decision comes too late is told of the last correction. Rows of storytellers have no time, so that no index of
//! timed rows holds them; this one holds the few that are corrections, and stories that come in need none.

use sea_orm_migration::prelude::*;

/// The migration that this file describes.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let create = "CREATE INDEX audit_of_correction ON audit (subject) WHERE action = 'story_corrected'";
        manager.get_connection().execute_unprepared(create).await.map(|_| ())
    }
}
