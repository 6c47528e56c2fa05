//! The schema of the store, with one file for each migration, for SQLite and PostgreSQL.
//!
//! Names are strings and no entity is imported: a migration must always mean what it meant on the day it was written.

pub use sea_orm_migration::prelude::MigratorTrait;
use sea_orm_migration::prelude::*;

mod m0001_settings;
mod m0002_frameworks;
mod m0003_collections;
mod m0004_stories;
mod m0005_changes;
mod m0006_staff;
mod m0007_attachments;
mod m0008_events;
mod m0009_marks;
mod m0010_tellers;
mod m0011_audit;
mod m0012_no_teller_index;
mod m0013_audit_corrections;
mod m0014_asked;
mod m0015_collection_preset;
mod m0016_notices;
mod m0017_jobs;
mod m0018_views;
mod m0019_exports;
mod m0020_mappings;

/// Brings a database to the schema that this version of the service needs.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_settings::Migration),
            Box::new(m0002_frameworks::Migration),
            Box::new(m0003_collections::Migration),
            Box::new(m0004_stories::Migration),
            Box::new(m0005_changes::Migration),
            Box::new(m0006_staff::Migration),
            Box::new(m0007_attachments::Migration),
            Box::new(m0008_events::Migration),
            Box::new(m0009_marks::Migration),
            Box::new(m0010_tellers::Migration),
            Box::new(m0011_audit::Migration),
            Box::new(m0012_no_teller_index::Migration),
            Box::new(m0013_audit_corrections::Migration),
            Box::new(m0014_asked::Migration),
            Box::new(m0015_collection_preset::Migration),
            Box::new(m0016_notices::Migration),
            Box::new(m0017_jobs::Migration),
            Box::new(m0018_views::Migration),
            Box::new(m0019_exports::Migration),
            Box::new(m0020_mappings::Migration),
        ]
    }
}
