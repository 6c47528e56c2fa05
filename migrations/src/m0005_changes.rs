//! The change log that every projection follows.
//!
//! On PostgreSQL, sequence numbers become visible out of order, so a change also has the number of the transaction that wrote
//! it. Readers go by (transaction, sequence), and only as far as no transaction is still running. On SQLite, which has one
//! writer at a time, the transaction is always 0. No time is stored.

use sea_orm_migration::{prelude::*, sea_orm};

/// The migration that this file describes.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let postgres = manager.get_database_backend() == sea_orm::DatabaseBackend::Postgres;
        let mut transaction = ColumnDef::new("transaction").big_integer().not_null().to_owned();
        if postgres {
            transaction.default(Expr::cust("(pg_current_xact_id()::text::bigint)"));
        } else {
            transaction.default(0);
        }
        manager
            .create_table(
                Table::create()
                    .table("change")
                    .col(ColumnDef::new("sequence").big_integer().not_null().auto_increment().primary_key())
                    .col(&mut transaction)
                    .col(ColumnDef::new("story").big_integer().not_null())
                    .col(ColumnDef::new("kind").text().not_null())
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(Index::create().name("change_in_order").table("change").col("transaction").col("sequence").to_owned())
            .await
    }
}
