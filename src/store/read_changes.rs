//! Reading the change log.

use sea_orm::{EntityTrait, FromQueryResult, Statement};

use super::{Position, Store, StoreError, entities::change};

#[derive(FromQueryResult)]
struct Line {
    transaction: i64,
    sequence: i64,
    story: i64,
    mark: Option<i64>,
}

impl Line {
    fn position(&self) -> Position {
        Position { transaction: self.transaction, sequence: self.sequence, mark: self.mark.unwrap_or_default() }
    }
}

/// As far as no transaction is still running, which could write a line before those.
const AFTER_ON_POSTGRES: &str = r#"SELECT "transaction", "sequence", "story", "mark" FROM "change"
    WHERE ("transaction", "sequence") > ($1, $2) AND "transaction" < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
    ORDER BY "transaction", "sequence" LIMIT $3"#;

/// SQLite looks up only the first part of a pair in an index, and would go through the whole log; its transaction is always
/// 0, so that the sequence says it all. The plus keeps it from another index.
const AFTER_ON_SQLITE: &str = r#"SELECT "transaction", "sequence", "story", "mark" FROM "change"
    WHERE +"transaction" >= $1 AND "sequence" > $2 ORDER BY "sequence" LIMIT $3"#;

impl Store {
    /// The numbers of the stories that changed after a position, in the order of the log, at most `limit` lines, with
    /// the position that has then been reached.
    ///
    /// On PostgreSQL only changes below the oldest transaction that still runs are given: what lies above could yet be
    /// joined by an earlier line, which would then be skipped for ever.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn changes_after(&self, after: Position, limit: u64) -> Result<(Vec<i64>, Position), StoreError> {
        let sql = if self.is_postgres() { AFTER_ON_POSTGRES } else { AFTER_ON_SQLITE };
        let values = [after.transaction.into(), after.sequence.into(), (limit as i64).into()];
        let statement = Statement::from_sql_and_values(self.db.get_database_backend(), sql, values);
        let lines = Line::find_by_statement(statement).all(&self.db).await?;
        let reached = lines.last().map_or(after, Line::position);
        Ok((lines.into_iter().map(|line| line.story).collect(), reached))
    }

    /// The position of the last change that every reader can see.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn last_position(&self) -> Result<Position, StoreError> {
        let settled = if self.is_postgres() {
            "WHERE \"transaction\" < pg_snapshot_xmin(pg_current_snapshot())::text::bigint "
        } else {
            ""
        };
        let sql = format!(
            "SELECT \"transaction\", \"sequence\", \"story\", \"mark\" FROM \"change\" {settled}\
             ORDER BY \"transaction\" DESC, \"sequence\" DESC LIMIT 1"
        );
        let statement = Statement::from_string(self.db.get_database_backend(), sql);
        let line = Line::find_by_statement(statement).one(&self.db).await?;
        Ok(line.as_ref().map_or_else(Position::default, Line::position))
    }

    /// Whether the change at that position is one of this store's. When the store was restored from a backup since, it is
    /// not, though the store may have come as far again.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn remembers(&self, position: Position) -> Result<bool, StoreError> {
        if position == Position::default() {
            return Ok(true);
        }
        let line = change::Entity::find_by_id(position.sequence).one(&self.db).await?;
        let same = |line: change::Model| line.transaction == position.transaction && line.mark == Some(position.mark);
        Ok(line.is_some_and(same))
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::ConnectionTrait;

    use super::*;
    use crate::store::Database;

    #[actix_web::test]
    async fn the_log_is_read_from_where_one_stands_and_not_from_its_beginning() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&Database::at(None, folder.path())).await.unwrap();
        let explain = format!("EXPLAIN QUERY PLAN {AFTER_ON_SQLITE}");
        let values = [0i64.into(), 7i64.into(), 10i64.into()];
        let plan = Statement::from_sql_and_values(store.db.get_database_backend(), explain, values);
        let steps = store.db.query_all_raw(plan).await.unwrap();
        let steps: Vec<String> = steps.iter().map(|step| step.try_get("", "detail").unwrap()).collect();
        assert!(steps.len() == 1 && steps[0].contains("PRIMARY KEY (rowid>?)"), "{steps:?}");
    }
}
