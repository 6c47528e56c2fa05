//! What exports read of stories. The words behind a redaction, receipts and worries are not among it.

use chrono::NaiveDate;
use rayon::prelude::*;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QueryResult, QuerySelect, QueryTrait,
    Select,
};
use uuid::Uuid;

use super::stories::{read_asked, read_state};
use super::{Store, StoreError, StorytellerKey, entities::story, error::unreadable};
use crate::model::{Answer, Answers, Asked, Language, ModerationState, Source, Visibility};

/// A story that counts, as exports may show it.
#[derive(Clone, Debug)]
pub struct ExportedStory {
    /// Its place in the order of arrival.
    pub number: u64,
    /// Its public id.
    pub id: Uuid,
    /// The framework's version.
    pub version: u32,
    /// The language and variant in which the form was read.
    pub language: Language,
    /// The prompt's id.
    pub prompt: String,
    /// Its title and text, where they were asked for and may be read.
    pub words: Option<ExportedWords>,
    /// The answers; words beside choices only where the text may be read.
    pub answers: Answers,
    /// Whether the storyteller allows quotation.
    pub quotation: bool,
    /// The signifiers that were shown, where it is known.
    pub asked: Option<Asked>,
    /// The join code of its collection.
    pub collection: Option<String>,
    /// The day it came in.
    pub received: NaiveDate,
    /// How far moderation has come.
    pub state: ModerationState,
    /// By which way it came.
    pub source: Source,
    /// What it has in common with other stories of its storyteller, where these are linked.
    pub storyteller: Option<StorytellerKey>,
}

/// The title and the text of a story, redacted where a moderator redacted them.
#[derive(Clone, Debug)]
pub struct ExportedWords {
    /// The title; may be empty.
    pub title: String,
    /// The text; empty where a recording or a picture is the story.
    pub text: String,
}

impl ExportedStory {
    /// Whether its text is in the export.
    pub fn has_text(&self) -> bool {
        self.words.as_ref().is_some_and(|words| !words.text.is_empty())
    }
}

/// Stories as they came from the database; reading them is work for all processors.
pub struct ExportedRows(Vec<QueryResult>);

impl ExportedRows {
    /// How many there are, also of those that do not count.
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
        let number = |row: &QueryResult| row.try_get::<i64>("", "number");
        Ok(self.0.last().map(number).transpose()?.map(|number| number as u64))
    }

    /// Those that count, in order; `texts` says whether their words are wanted. Blocks while it reads them.
    ///
    /// # Errors
    /// [`StoreError`] when what is stored cannot be read.
    pub fn counted(self, texts: bool) -> Result<Vec<ExportedStory>, StoreError> {
        self.0.into_par_iter().filter_map(|row| counted(&row, texts).transpose()).collect()
    }
}

fn counted(row: &QueryResult, texts: bool) -> Result<Option<ExportedStory>, StoreError> {
    let state = read_state(&row.try_get::<String>("", "state")?)?;
    let visibility = Visibility { analysis: row.try_get("", "consent_analysis")?, state, counts: row.try_get("", "counts")? };
    if !visibility.is_counted() {
        return Ok(None);
    }
    let readable = texts && visibility.is_readable();
    let words = match readable {
        true => Some(ExportedWords { title: row.try_get("", "title")?, text: row.try_get("", "text")? }),
        false => None,
    };
    let language: String = row.try_get("", "language")?;
    let source: String = row.try_get("", "source")?;
    Ok(Some(ExportedStory {
        number: row.try_get::<i64>("", "number")? as u64,
        id: row.try_get("", "id")?,
        version: row.try_get::<i32>("", "version")? as u32,
        language: language.parse().map_err(|error| unreadable("a language", error))?,
        prompt: row.try_get("", "prompt")?,
        words,
        answers: answers(&row.try_get::<String>("", "answers")?, readable)?,
        quotation: row.try_get("", "consent_quotation")?,
        asked: row.try_get::<Option<String>>("", "asked")?.as_deref().map(read_asked).transpose()?,
        collection: row.try_get("", "collection")?,
        received: row.try_get("", "received")?,
        state,
        source: Source::named(&source).ok_or_else(|| unreadable("a source", &source))?,
        storyteller: StorytellerKey::of(row.try_get::<Option<Vec<u8>>>("", "teller_mac")?.as_deref())?,
    }))
}

fn answers(kept: &str, readable: bool) -> Result<Answers, StoreError> {
    let mut answers: Answers = serde_json::from_str(kept).map_err(|error| unreadable("the answers of a story", error))?;
    if !readable {
        for answer in answers.given.values_mut() {
            if let Answer::Choice { write_in, .. } = answer {
                *write_in = None;
            }
        }
    }
    Ok(answers)
}

fn select(framework: &str, texts: bool) -> Select<story::Entity> {
    use story::Column::{
        Answers, Asked, Collection, ConsentAnalysis, ConsentQuotation, Counts, Framework, Id, Language, Number, Prompt,
        Received, Source, State, TellerMac, Text, Title, Version,
    };
    let mut wanted = vec![
        Number,
        Id,
        Version,
        Language,
        Prompt,
        Answers,
        Asked,
        ConsentAnalysis,
        ConsentQuotation,
        Collection,
        Received,
        State,
        Counts,
        Source,
        TellerMac,
    ];
    if texts {
        wanted.extend([Title, Text]);
    }
    story::Entity::find().select_only().columns(wanted).filter(Framework.eq(framework)).order_by_asc(Number)
}

impl Store {
    /// Up to `limit` stories of a framework with numbers above `after` and up to `last`, in order; their words only with `texts`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn exported_after(
        &self,
        framework: &str,
        after: u64,
        last: u64,
        limit: u64,
        texts: bool,
    ) -> Result<ExportedRows, StoreError> {
        let number = story::Column::Number;
        let select = select(framework, texts).filter(number.gt(after as i64)).filter(number.lte(last as i64)).limit(limit);
        Ok(ExportedRows(self.db.query_all(&select.into_query()).await?))
    }

    /// Those of the stories with these numbers that answer the framework and still exist, in order; their words only with `texts`.
    /// At most 1,000 numbers.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn exported_of(&self, framework: &str, numbers: &[u64], texts: bool) -> Result<ExportedRows, StoreError> {
        let numbers = numbers.iter().map(|&number| number as i64);
        let select = select(framework, texts).filter(story::Column::Number.is_in(numbers));
        Ok(ExportedRows(self.db.query_all(&select.into_query()).await?))
    }

    /// The number of the story that came in last; 0 when there is none.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn newest_story(&self) -> Result<u64, StoreError> {
        let newest: Option<Option<i64>> = story::Entity::find()
            .select_only()
            .column_as(story::Column::Number.max(), "newest")
            .into_tuple()
            .one(&self.db)
            .await?;
        Ok(newest.flatten().unwrap_or(0) as u64)
    }

    /// How many stories answer a framework, also of those that do not count.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn stories_of(&self, framework: &str) -> Result<u64, StoreError> {
        Ok(story::Entity::find().filter(story::Column::Framework.eq(framework)).count(&self.db).await?)
    }
}
