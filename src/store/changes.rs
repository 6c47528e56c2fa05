//! The change log: one line for everything that happens to a story.

use sea_orm::sea_query::Query;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use serde::{Deserialize, Serialize};

use super::{StoreError, entities::change};

/// How far a reader of the change log has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Position {
    /// The transaction that wrote the change; always 0 on SQLite.
    pub transaction: i64,
    /// The change's own number.
    pub sequence: i64,
    /// The random mark of the change: a store that was restored from a backup and has grown again has other ones. 0 when
    /// the change has none.
    #[serde(default)]
    pub mark: i64,
}

/// What happened to a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// It came in.
    Submitted,
    /// The storyteller corrected it.
    Corrected,
    /// A moderator cleared it.
    Cleared,
    /// A moderator withheld it.
    Withheld,
    /// The storyteller took it back.
    Withdrawn,
}

impl ChangeKind {
    fn name(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Corrected => "corrected",
            Self::Cleared => "cleared",
            Self::Withheld => "withheld",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// Writes one line for each story.
pub(super) async fn log<C: ConnectionTrait>(
    db: &C,
    stories: impl IntoIterator<Item = i64>,
    kind: ChangeKind,
) -> Result<(), StoreError> {
    let lines = stories.into_iter().map(|story| change::ActiveModel {
        story: Set(story),
        kind: Set(kind.name().to_owned()),
        mark: Set(Some(rand::random())),
        ..Default::default()
    });
    change::Entity::insert_many(lines).exec_without_returning(db).await?;
    Ok(())
}

/// Writes one line for each of many stories, in one statement.
pub(super) async fn log_many<C: ConnectionTrait>(db: &C, stories: &[i64], kind: ChangeKind) -> Result<(), StoreError> {
    if stories.is_empty() {
        return Ok(());
    }
    let mut insert = Query::insert();
    insert.into_table(change::Entity).columns([change::Column::Story, change::Column::Kind, change::Column::Mark]);
    for &story in stories {
        insert.values_panic([story.into(), kind.name().into(), rand::random::<i64>().into()]);
    }
    db.execute(&insert).await?;
    Ok(())
}
