//! Whether a story that comes in again is the one that is stored.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{NewStory, Store, StoreError, entities::story, error::unreadable, stories::read_asked};
use crate::model::{Answers, Asked, Language, Source};

/// A story of a batch that is stored already with another content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Different {
    /// Its place in the batch.
    pub place: usize,
    /// What differs, such as `text` or `answers.timing`.
    pub fields: Vec<String>,
}

/// The language that an import gives to stories whose rows name none, by version of their framework.
pub type DefaultLanguages = BTreeMap<u32, Language>;

/// A story of a batch that is stored already, the same but for its language: the stored one was given the default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefaultLanguage {
    /// Its place in the batch.
    pub place: usize,
    /// The language in which it is stored.
    pub stored: String,
    /// The language that it has now.
    pub named: Language,
}

/// What the stories of a batch that are stored already differ in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Compared {
    pub different: Vec<Different>,
    pub default_languages: Vec<DefaultLanguage>,
}

/// Marks of the stories that earlier imports stored for one framework.
#[derive(Default)]
pub struct EarlierImports {
    receipts: HashSet<[u8; 16]>,
    contents: HashSet<[u8; 16]>,
    versions: BTreeSet<u32>,
}

impl EarlierImports {
    /// Whether a story with this receipt is stored.
    pub fn holds_receipt(&self, story: &NewStory) -> bool {
        self.receipts.contains(&half(&story.receipt_mac))
    }

    /// Whether a story with one of these digests of its content is stored, whatever its receipt.
    pub fn holds_content(&self, marks: &[[u8; 16]]) -> bool {
        marks.iter().any(|mark| self.contents.contains(mark))
    }

    /// The versions of the framework that the stored stories answered.
    pub fn versions(&self) -> &BTreeSet<u32> {
        &self.versions
    }
}

/// The first half of an HMAC, which is enough to tell stories apart.
pub fn half(mac: &[u8]) -> [u8; 16] {
    let mut half = [0; 16];
    half.iter_mut().zip(mac).for_each(|(to, from)| *to = *from);
    half
}

impl Store {
    /// Marks of the stories that were imported for this framework.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn earlier_imports(&self, framework: &str) -> Result<EarlierImports, StoreError> {
        let rows: Vec<(Vec<u8>, Vec<u8>, i32)> = story::Entity::find()
            .select_only()
            .columns([story::Column::ReceiptMac, story::Column::BodyMac, story::Column::Version])
            .filter(story::Column::Framework.eq(framework))
            .filter(story::Column::Source.eq(Source::Imported.name()))
            .into_tuple()
            .all(&self.db)
            .await?;
        let mut earlier = EarlierImports::default();
        for (receipt, body, version) in rows {
            earlier.receipts.insert(half(&receipt));
            earlier.contents.insert(half(&body));
            earlier.versions.insert(version as u32);
        }
        Ok(earlier)
    }

    /// Those of the receipts under which a story is stored.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn stored_receipts(&self, receipts: &[[u8; 32]]) -> Result<HashSet<Vec<u8>>, StoreError> {
        stored_receipts(&self.db, receipts.iter().copied()).await
    }
}

/// Receipts in one query.
const AT_ONCE: usize = 1_000;

pub(super) async fn stored_receipts<C: ConnectionTrait>(
    db: &C,
    receipts: impl Iterator<Item = [u8; 32]>,
) -> Result<HashSet<Vec<u8>>, StoreError> {
    let receipts: Vec<_> = receipts.map(Vec::from).collect();
    let mut stored = HashSet::new();
    for chunk in receipts.chunks(AT_ONCE) {
        let found: Vec<Vec<u8>> = story::Entity::find()
            .select_only()
            .column(story::Column::ReceiptMac)
            .filter(story::Column::ReceiptMac.is_in(chunk.iter().cloned()))
            .into_tuple()
            .all(db)
            .await?;
        stored.extend(found);
    }
    Ok(stored)
}

/// Compares the stories at these places with those that are stored under the same receipts.
pub(super) async fn compare<C: ConnectionTrait>(
    db: &C,
    stories: &[NewStory],
    places: &[usize],
    defaults: &DefaultLanguages,
) -> Result<Compared, StoreError> {
    let mut compared = Compared::default();
    for chunk in places.chunks(AT_ONCE) {
        let marks = marks(db, chunk.iter().map(|&place| stories[place].receipt_mac.to_vec())).await?;
        // Most are the same, and their texts need not be read.
        let same = |story: &NewStory| marks.get(&story.receipt_mac[..]).is_some_and(|mark| *mark == story.body_mac);
        let doubtful: Vec<usize> = chunk.iter().copied().filter(|&place| !same(&stories[place])).collect();
        if doubtful.is_empty() {
            continue;
        }
        let receipts = doubtful.iter().map(|&place| stories[place].receipt_mac.to_vec());
        let rows = story::Entity::find().filter(story::Column::ReceiptMac.is_in(receipts)).all(db).await?;
        let rows: HashMap<&[u8], &story::Model> = rows.iter().map(|row| (&row.receipt_mac[..], row)).collect();
        for place in doubtful {
            // A story that is not there was withdrawn a moment ago.
            let Some(row) = rows.get(&stories[place].receipt_mac[..]) else { continue };
            let new = &stories[place];
            let fields = differences(row, new, defaults)?;
            if !fields.is_empty() {
                compared.different.push(Different { place, fields });
            } else if row.language != new.language.as_str() && defaults.get(&new.version) != Some(&new.language) {
                let (stored, named) = (row.language.clone(), new.language.clone());
                compared.default_languages.push(DefaultLanguage { place, stored, named });
            }
        }
    }
    Ok(compared)
}

/// Marks of contents by receipt.
type Marks = HashMap<Vec<u8>, Vec<u8>>;

async fn marks<C: ConnectionTrait>(db: &C, receipts: impl Iterator<Item = Vec<u8>>) -> Result<Marks, StoreError> {
    let rows: Vec<(Vec<u8>, Vec<u8>)> = story::Entity::find()
        .select_only()
        .columns([story::Column::ReceiptMac, story::Column::BodyMac])
        .filter(story::Column::ReceiptMac.is_in(receipts))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// What a story says that the stored one does not say, as its storyteller wrote it: redactions and decisions of moderators are no
/// difference, and neither is the version of the framework when all answers are the same. A stored language is no statement of the
/// storyteller where an import gave it by default.
fn differences(row: &story::Model, new: &NewStory, defaults: &DefaultLanguages) -> Result<Vec<String>, StoreError> {
    let title = row.original_title.as_ref().unwrap_or(&row.title);
    let text = row.original_text.as_ref().unwrap_or(&row.text);
    let answers = row.original_answers.as_ref().unwrap_or(&row.answers);
    let answers: Answers = serde_json::from_str(answers).map_err(|error| unreadable("the answers of a story", error))?;
    let consent = (row.consent_analysis, row.consent_quotation) == (new.consent.analysis, new.consent.quotation);
    let by_default = defaults.get(&(row.version as u32)).is_some_and(|default| row.language == default.as_str());
    // A storyteller's correction may have added what it answers, so only what was asked and is not stored is a difference. Where
    // nothing is stored, as by imports at first, nothing is contradicted.
    let asked = row.asked.as_deref().map(read_asked).transpose()?;
    let shown = |new: &Asked| asked.as_ref().is_none_or(|asked| new.ids().iter().all(|id| asked.contains(id)));
    let parts = [
        ("framework", row.framework == new.framework),
        ("language", by_default || row.language == new.language.as_str()),
        ("prompt", row.prompt == new.prompt),
        ("title", *title == new.title),
        ("text", *text == new.text),
        ("consent", consent),
        ("asked", new.asked.as_ref().is_none_or(shown)),
        ("collection", row.collection == new.collection),
        // An earlier worry is never removed.
        ("worried", row.worried || !new.worried),
        ("teller", row.teller_mac.as_deref() == new.teller_mac.as_ref().map(|mac| &mac[..])),
    ];
    let mut fields: Vec<String> = parts.iter().filter(|(_, same)| !same).map(|(part, _)| (*part).to_owned()).collect();
    let ids: BTreeSet<&String> = answers.given.keys().chain(new.answers.given.keys()).collect();
    let changed = |id: &&String| answers.given.get(*id) != new.answers.given.get(*id);
    fields.extend(ids.into_iter().filter(changed).map(|id| format!("answers.{id}")));
    Ok(fields)
}
