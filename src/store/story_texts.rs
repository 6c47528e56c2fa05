//! What the search index holds of stories: their words, without the rest.

use rayon::prelude::*;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QueryResult, QuerySelect, QueryTrait};

use super::{Store, StoreError, entities::story, error::unreadable, stories::read_state};
use crate::model::{Answers, Language, Visibility};

/// The words of a story.
#[derive(Clone, Debug)]
pub struct StoryText {
    /// Its place in the order of arrival.
    pub number: u64,
    /// The language and variant in which the form was read.
    pub language: Language,
    /// The title, redacted where a moderator redacted it.
    pub title: String,
    /// The text, redacted where a moderator redacted it.
    pub text: String,
    /// The words written beside choices, redacted where a moderator redacted them.
    pub write_ins: Vec<String>,
}

/// Texts as they came from the database; reading them is work for all processors.
pub struct StoryTexts(Vec<QueryResult>);

type RawText = (i64, String, String, String, String, bool, String, bool);

impl StoryTexts {
    /// How many stories there are, readable or not.
    pub fn len(&self) -> u64 {
        self.0.len() as u64
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The number of the last one; nothing when there are none.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub fn last(&self) -> Result<Option<u64>, StoreError> {
        let number = |row: &QueryResult| row.try_get_by_index::<i64>(0);
        Ok(self.0.last().map(number).transpose()?.map(|number| number as u64))
    }

    /// Those that may be read; blocks while it reads them.
    ///
    /// # Errors
    /// [`StoreError`] when what is stored cannot be read.
    pub fn readable(self) -> Result<Vec<StoryText>, StoreError> {
        self.0.into_par_iter().filter_map(|row| text(&row).transpose()).collect()
    }
}

/// The words of a story that may be read.
fn text(row: &QueryResult) -> Result<Option<StoryText>, StoreError> {
    let (number, language, title, text, answers, analysis, state, counts): RawText = row.try_get_many_by_index()?;
    if !(Visibility { analysis, state: read_state(&state)?, counts }).is_readable() {
        return Ok(None);
    }
    let language: Language = language.parse().map_err(|error| unreadable("a language", error))?;
    let write_ins = write_ins(&answers)?;
    Ok(Some(StoryText { number: number as u64, language, title, text, write_ins }))
}

/// Few stories have any, and to read all answers for them would take longer than the rest.
fn write_ins(answers: &str) -> Result<Vec<String>, StoreError> {
    if !answers.contains("\"write_in\"") {
        return Ok(Vec::new());
    }
    let answers: Answers = serde_json::from_str(answers).map_err(|error| unreadable("the answers of a story", error))?;
    Ok(answers.write_ins().map(|(_, words)| words.to_owned()).collect())
}

impl Store {
    /// The words of up to `limit` stories with numbers above `after`, in order.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn texts_after(&self, after: u64, limit: u64) -> Result<StoryTexts, StoreError> {
        use story::Column::{Answers, ConsentAnalysis, Counts, Language, Number, State, Text, Title};
        let select = story::Entity::find()
            .select_only()
            .columns([Number, Language, Title, Text, Answers, ConsentAnalysis, State, Counts])
            .filter(Number.gt(after as i64))
            .order_by_asc(Number)
            .limit(limit)
            .into_query();
        Ok(StoryTexts(self.db.query_all(&select).await?))
    }
}
