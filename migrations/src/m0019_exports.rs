//! Requests for exports: who asks for which stories and why, and what a second person said. No file is stored. The selection may hold
//! words that were searched for, so rows are removed when they are of no use any more.

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
                    .table("export_request")
                    .col(ColumnDef::new("id").uuid().not_null().primary_key())
                    .col(ColumnDef::new("owner").uuid().not_null())
                    .col(ColumnDef::new("asked").date().not_null())
                    .col(ColumnDef::new("state").text().not_null())
                    .col(ColumnDef::new("format").text().not_null())
                    .col(ColumnDef::new("part").text().null())
                    .col(ColumnDef::new("texts").boolean().not_null())
                    .col(ColumnDef::new("language").text().not_null())
                    .col(ColumnDef::new("stories").big_integer().not_null())
                    .col(ColumnDef::new("decided").date().null())
                    .col(ColumnDef::new("decided_by").uuid().null())
                    .col(ColumnDef::new("downloaded").date().null())
                    .col(ColumnDef::new("reason").text().not_null())
                    .col(ColumnDef::new("answer").text().null())
                    .col(ColumnDef::new("selection").text().not_null())
                    .foreign_key(
                        ForeignKey::create()
                            .from("export_request", "owner")
                            .to("staff", "id")
                            .on_delete(ForeignKeyAction::Cascade),
                    )
                    .to_owned(),
            )
            .await
    }
}
