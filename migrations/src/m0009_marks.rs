//! A random mark on every row of the change log. A store that was restored from a backup gives the same numbers to other
//! changes, and the mark distinguishes them. A row without a mark was written by a node of an earlier version.

use sea_orm_migration::{prelude::*, sea_orm};

/// The migration that this file describes.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let postgres = manager.get_database_backend() == sea_orm::DatabaseBackend::Postgres;
        let mark = ColumnDef::new("mark").big_integer().null().to_owned();
        manager.alter_table(Table::alter().table("change").add_column(mark).to_owned()).await?;
        let random = if postgres { "('x' || md5(random()::text))::bit(64)::bigint" } else { "random()" };
        let mark_all = format!("UPDATE \"change\" SET \"mark\" = {random}");
        manager.get_connection().execute_unprepared(&mark_all).await.map(|_| ())
    }
}
