//! Jobs of analysis, one row for each, with what was asked for and what was found. `node` is the running service that works on it, if
//! any; `beats` changes as long as that service is alive. The long columns are last, so that a look at the short ones does not read them.

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
                    .table("job")
                    .col(ColumnDef::new("id").uuid().not_null().primary_key())
                    .col(ColumnDef::new("owner").uuid().not_null())
                    .col(ColumnDef::new("kind").text().not_null())
                    .col(ColumnDef::new("name").text().not_null())
                    .col(ColumnDef::new("state").text().not_null())
                    .col(ColumnDef::new("progress").double().not_null().default(0.0))
                    .col(ColumnDef::new("begun").timestamp_with_time_zone().not_null())
                    .col(ColumnDef::new("ended").timestamp_with_time_zone().null())
                    .col(ColumnDef::new("node").uuid().null())
                    .col(ColumnDef::new("beats").big_integer().not_null().default(0))
                    .col(ColumnDef::new("attempts").integer().not_null().default(0))
                    .col(ColumnDef::new("problem").text().null())
                    .col(ColumnDef::new("request").text().not_null())
                    .col(ColumnDef::new("result").text().null())
                    .foreign_key(
                        ForeignKey::create().from("job", "owner").to("staff", "id").on_delete(ForeignKeyAction::Cascade),
                    )
                    .to_owned(),
            )
            .await
    }
}
