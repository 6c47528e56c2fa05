//! What views count of stories, without their texts: rows for the columns.

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;
use rayon::prelude::*;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QueryResult, QuerySelect, QueryTrait};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::{
    Store, StoreError, StorytellerKey,
    entities::story,
    error::unreadable,
    stories::{read_asked, read_state},
};
use crate::model::{Answer, Answers, Asked, Borrowed, Visibility};

/// What of a story goes into the columns.
#[derive(Clone, Debug)]
pub struct ColumnRow {
    /// Its place in the order of arrival.
    pub number: u64,
    /// The framework's slug.
    pub framework: String,
    /// The framework's version.
    pub version: u32,
    /// The prompt's id.
    pub prompt: String,
    /// The answers, which are still to be read.
    pub answers: KeptAnswers,
    /// The signifiers that were shown, where it is known.
    pub asked: Option<Asked>,
    /// The join code of its collection.
    pub collection: Option<String>,
    /// The day it came in.
    pub received: NaiveDate,
    /// What decides whether it may be read and whether it counts.
    pub visibility: Visibility,
    /// What it has in common with other stories of its storyteller, where these are linked.
    pub storyteller: Option<StorytellerKey>,
}

/// ColumnRows as they came from the database; reading them is work for all processors.
pub struct ColumnRows(Vec<QueryResult>);

type RawColumnRow =
    (i64, String, i32, String, String, Option<String>, bool, Option<String>, NaiveDate, String, bool, Option<Vec<u8>>);

impl ColumnRows {
    /// The number of the last one; nothing when there are none.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub fn last(&self) -> Result<Option<u64>, StoreError> {
        let number = |row: &QueryResult| row.try_get_by_index::<i64>(0);
        Ok(self.0.last().map(number).transpose()?.map(|number| number as u64))
    }

    /// Reads them; blocks while it does.
    ///
    /// # Errors
    /// [`StoreError`] when what is stored cannot be read.
    pub fn read(self) -> Result<Vec<ColumnRow>, StoreError> {
        self.0.into_par_iter().map(outline).collect()
    }
}

/// A story's stored answers.
#[derive(Clone, Debug)]
pub struct KeptAnswers(String);

impl KeptAnswers {
    /// Reads them, without how they were given. Ids stay where they are: copying them would take longer than the rest.
    ///
    /// # Errors
    /// [`StoreError`] when what is stored cannot be read.
    pub fn read(&self) -> Result<Answers<Borrowed<'_>>, StoreError> {
        let StoredAnswers { given } =
            serde_json::from_str(&self.0).map_err(|error| unreadable("the answers of a story", error))?;
        Ok(Answers { given, inputs: BTreeMap::new() })
    }
}

/// Answers for which there is room from the start.
const USUAL: usize = 32;

#[derive(Deserialize)]
struct StoredAnswers<'a> {
    #[serde(borrow, deserialize_with = "built_at_once")]
    given: BTreeMap<Borrowed<'a>, Answer<Borrowed<'a>>>,
}

/// A map of entries that mostly come in order: to build it of all of them is much less work than to add one by one.
fn built_at_once<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<Borrowed<'de>, Answer<Borrowed<'de>>>, D::Error> {
    struct Entries;
    impl<'de> Visitor<'de> for Entries {
        type Value = BTreeMap<Borrowed<'de>, Answer<Borrowed<'de>>>;

        fn expecting(&self, form: &mut fmt::Formatter<'_>) -> fmt::Result {
            form.write_str("answers by signifier id")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut entries = Vec::with_capacity(USUAL);
            while let Some(entry) = map.next_entry()? {
                entries.push(entry);
            }
            Ok(entries.into_iter().collect())
        }
    }
    from.deserialize_map(Entries)
}

fn outline(row: QueryResult) -> Result<ColumnRow, StoreError> {
    let row: RawColumnRow = row.try_get_many_by_index()?;
    let (number, framework, version, prompt, answers, asked, analysis, collection, received, state, counts, teller_mac) = row;
    let answers = KeptAnswers(answers);
    let asked = asked.as_deref().map(read_asked).transpose()?;
    let (number, version) = (number as u64, version as u32);
    let visibility = Visibility { analysis, state: read_state(&state)?, counts };
    let storyteller = StorytellerKey::of(teller_mac.as_deref())?;
    Ok(ColumnRow { number, framework, version, prompt, answers, asked, collection, received, visibility, storyteller })
}

impl Store {
    /// What goes into the columns of up to `limit` stories with numbers above `after`, in order.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn outlines_after(&self, after: u64, limit: u64) -> Result<ColumnRows, StoreError> {
        use story::Column::{
            Answers, Asked, Collection, ConsentAnalysis, Counts, Framework, Number, Prompt, Received, State, TellerMac, Version,
        };
        let wanted = [
            Number,
            Framework,
            Version,
            Prompt,
            Answers,
            Asked,
            ConsentAnalysis,
            Collection,
            Received,
            State,
            Counts,
            TellerMac,
        ];
        let select = story::Entity::find()
            .select_only()
            .columns(wanted)
            .filter(Number.gt(after as i64))
            .order_by_asc(Number)
            .limit(limit)
            .into_query();
        Ok(ColumnRows(self.db.query_all(&select).await?))
    }
}
