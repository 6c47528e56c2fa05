//! Members of staff, their sessions and the tokens of their scripts. Only hashes of secrets are stored.

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
                    .table("staff")
                    .col(ColumnDef::new("id").uuid().not_null().primary_key())
                    .col(ColumnDef::new("name").text().not_null().unique_key())
                    .col(ColumnDef::new("password_hash").text().not_null())
                    .col(ColumnDef::new("roles").text().not_null())
                    .col(ColumnDef::new("disabled").boolean().not_null().default(false))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("session")
                    .col(ColumnDef::new("secret_hash").blob().not_null().primary_key())
                    .col(ColumnDef::new("staff").uuid().not_null())
                    .col(ColumnDef::new("began").timestamp_with_time_zone().not_null())
                    .col(ColumnDef::new("last_used").timestamp_with_time_zone().not_null())
                    .foreign_key(
                        ForeignKey::create().from("session", "staff").to("staff", "id").on_delete(ForeignKeyAction::Cascade),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("token")
                    .col(ColumnDef::new("secret_hash").blob().not_null().primary_key())
                    .col(ColumnDef::new("staff").uuid().not_null())
                    .col(ColumnDef::new("ends").timestamp_with_time_zone().not_null())
                    .foreign_key(
                        ForeignKey::create().from("token", "staff").to("staff", "id").on_delete(ForeignKeyAction::Cascade),
                    )
                    .to_owned(),
            )
            .await
    }
}
