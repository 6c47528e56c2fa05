//! The audit log: a row for every action, appended in the transaction of the action.
//!
//! Rows of storytellers have a day and no time. Only actions of staff are looked up by their subject, so that
//! incoming stories need no index.

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
                    .table("audit")
                    .col(ColumnDef::new("number").big_integer().not_null().auto_increment().primary_key())
                    .col(ColumnDef::new("day").date().not_null())
                    .col(ColumnDef::new("at").timestamp_with_time_zone().null())
                    .col(ColumnDef::new("actor").text().not_null())
                    .col(ColumnDef::new("staff").uuid().null())
                    .col(ColumnDef::new("action").text().not_null())
                    .col(ColumnDef::new("subject_kind").text().not_null())
                    .col(ColumnDef::new("subject").text().not_null())
                    .col(ColumnDef::new("reason").text().null())
                    .col(ColumnDef::new("detail").text().null())
                    .to_owned(),
            )
            .await?;
        let connection = manager.get_connection();
        connection.execute_unprepared("CREATE INDEX audit_of_subject ON audit (subject) WHERE at IS NOT NULL").await?;
        connection.execute_unprepared("CREATE INDEX audit_timed ON audit (number) WHERE at IS NOT NULL").await?;
        Ok(())
    }
}
