//! Databases of earlier versions: their content is preserved.

use chrono::NaiveDate;
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Statement, Value as Sql};
use sensing::model::{Actor, ModerationState};
use sensing::store::{Database, Store, Submitted};
use uuid::Uuid;

use crate::support::*;

/// The last migration of the version before spoken stories.
const BEFORE_ATTACHMENTS: u32 = 6;

#[actix_web::test]
async fn stories_from_before_attachments_are_preserved_and_recognised_after_the_upgrade() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sensing.db");
    let postgres = cluster().empty_database().await;
    let databases = [
        (format!("sqlite://{}?mode=rwc", file.display()), Database::Sqlite(file)),
        (postgres.clone(), Database::Postgres(postgres)),
    ];
    for (url, database) in databases {
        let connection = Cluster::connect(&url).await;
        Migrator::up(&connection, Some(BEFORE_ATTACHMENTS)).await.unwrap();
        let run = async |sql: &str, values: Vec<Sql>| {
            let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, values);
            connection.execute_raw(statement).await.unwrap();
        };
        run("INSERT INTO framework (slug, version, state, document) VALUES ('small', 1, 'published', '{}')", Vec::new()).await;
        let (receipt_mac, body_mac) = ([7; 32], [8; 32]);
        let told = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        run(
            "INSERT INTO story (id, receipt_mac, body_mac, framework, version, language, prompt, title, text, answers, \
             consent_analysis, consent_quotation, received, state, source) \
             VALUES ($1, $2, $3, 'small', 1, 'en', 'tell', '', 'As it was.', '{\"given\":{}}', TRUE, FALSE, $4, 'held', 'told')",
            vec![Uuid::now_v7().into(), receipt_mac.to_vec().into(), body_mac.to_vec().into(), told.into()],
        )
        .await;
        connection.close().await.unwrap();

        let store = Store::open(&database).await.unwrap();
        let story = store.story_by_receipt(&receipt_mac).await.unwrap().unwrap();
        assert_eq!((story.text.as_str(), story.worried, story.state), ("As it was.", false, ModerationState::Held));
        let known = store.known(&receipt_mac, &body_mac).await.unwrap();
        assert!(matches!(known, Some(Submitted::Repeated { received, .. }) if received == told));
        let queued = store.stories_in_state(ModerationState::Held, None, 10).await.unwrap();
        assert_eq!((queued.total, queued.stories.len()), (1, 1));
        let with = store.with_attachments(queued.stories).await.unwrap();
        assert!(with[0].attachments.is_empty());
        assert!(store.withdraw(Actor::Storyteller, &receipt_mac, told).await.unwrap().is_some());
        store.close().await;
    }
}
