//! An index of stories by teller, where tellers let several be linked: a comparison keeps those together.

use sea_orm_migration::prelude::*;

/// The migration that this file describes.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = r#"CREATE INDEX "story_teller" ON "story" ("teller_mac", "number") WHERE "teller_mac" IS NOT NULL"#;
        manager.get_connection().execute_unprepared(index).await.map(|_| ())
    }
}
