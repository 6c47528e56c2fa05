//! What views count of stories, without their texts: for the columns, and for keeping one person's stories together.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use rayon::prelude::*;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Deserialize;

use super::{Store, StoreError, entities::story, error::unreadable, stories::read_state};
use crate::model::{Answer, Answers, ModerationState};

/// What of a story goes into the columns.
#[derive(Clone, Debug)]
pub struct Outline {
    /// Its place in the order of arrival.
    pub number: u64,
    /// The framework's slug.
    pub framework: String,
    /// The framework's version.
    pub version: u32,
    /// The prompt's id.
    pub prompt: String,
    /// The answers, without how they were given.
    pub answers: Answers,
    /// Whether the storyteller allows that it is counted.
    pub analysis: bool,
    /// The join code of its collection.
    pub collection: Option<String>,
    /// The day it came in.
    pub received: NaiveDate,
    /// How far moderation has come.
    pub state: ModerationState,
    /// Whether its answers count in patterns.
    pub counts: bool,
}

/// Outlines as they came from the database; reading their answers is work for all processors.
pub struct Outlines(Vec<OutlineRow>);

type OutlineRow = (i64, String, i32, String, String, bool, Option<String>, NaiveDate, String, bool);

impl Outlines {
    /// The number of the last one; nothing when there are none.
    pub fn last(&self) -> Option<u64> {
        self.0.last().map(|row| row.0 as u64)
    }

    /// Reads them; blocks while it does.
    ///
    /// # Errors
    /// [`StoreError`] when what is kept cannot be read.
    pub fn read(self) -> Result<Vec<Outline>, StoreError> {
        self.0.into_par_iter().map(outline).collect()
    }
}

/// What is kept of answers, without how they were given.
#[derive(Deserialize)]
struct Given {
    given: BTreeMap<String, Answer>,
}

fn outline(row: OutlineRow) -> Result<Outline, StoreError> {
    let (number, framework, version, prompt, answers, analysis, collection, received, state, counts) = row;
    let Given { given } = serde_json::from_str(&answers).map_err(|error| unreadable("the answers of a story", error))?;
    let answers = Answers { given, inputs: BTreeMap::new() };
    let (number, version, state) = (number as u64, version as u32, read_state(&state)?);
    Ok(Outline { number, framework, version, prompt, answers, analysis, collection, received, state, counts })
}

impl Store {
    /// What goes into the columns of up to `limit` stories with numbers above `after`, in order.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn outlines_after(&self, after: u64, limit: u64) -> Result<Outlines, StoreError> {
        use story::Column::{
            Answers, Collection, ConsentAnalysis, Counts, Framework, Number, Prompt, Received, State, Version,
        };
        let wanted = [Number, Framework, Version, Prompt, Answers, ConsentAnalysis, Collection, Received, State, Counts];
        let rows = story::Entity::find()
            .select_only()
            .columns(wanted)
            .filter(Number.gt(after as i64))
            .order_by_asc(Number)
            .limit(limit)
            .into_tuple()
            .all(&self.db)
            .await?;
        Ok(Outlines(rows))
    }

    /// Stories whose tellers let several be linked: their numbers, and a figure for each teller that means nothing else.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn linked_stories(&self) -> Result<HashMap<u64, u64>, StoreError> {
        let rows: Vec<(i64, Vec<u8>)> = story::Entity::find()
            .select_only()
            .columns([story::Column::Number, story::Column::TellerMac])
            .filter(story::Column::TellerMac.is_not_null())
            .order_by_asc(story::Column::TellerMac)
            .into_tuple()
            .all(&self.db)
            .await?;
        let tellers = rows.chunk_by(|(_, one), (_, other)| one == other);
        let linked = (0..).zip(tellers).flat_map(|(teller, own)| own.iter().map(move |(number, _)| (*number as u64, teller)));
        Ok(linked.collect())
    }
}
