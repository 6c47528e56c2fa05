//! The fields of the index, and how a story is stored in them.
//!
//! The words of every story are in two fields of its language family (title and text, as stems) and in two fields that all
//! stories share (title and text, as written but without accents). The text itself is not stored.

use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, STRING, Schema, SchemaBuilder, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::TokenizerManager;
use tantivy::{TantivyDocument, Term};

use super::change::Document;
use super::family::Family;
use super::words::{Form, Side, analyzer};

/// Part of every tokenizer's name, and so of the schema. Raise it when words are split, folded or stemmed differently: an index
/// with the old version is then [`Unreadable`](super::SearchError::Unreadable) and is rebuilt.
const VERSION: u32 = 1;

/// The name of the field that holds story numbers.
pub(super) const NUMBER: &str = "number";

/// The two fields for words of one form.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub(super) title: Field,
    pub(super) text: Field,
}

/// Every field of the index.
#[derive(Clone, Debug)]
pub(super) struct Fields {
    pub(super) number: Field,
    /// The name of the story's family.
    pub(super) family: Field,
    /// Words as written, of all stories.
    pub(super) folded: Pair,
    /// Stems, by family.
    pub(super) stems: Vec<(Family, Pair)>,
}

/// The schema and its fields, always the same.
pub(super) fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let number = schema.add_u64_field(NUMBER, INDEXED | FAST);
    let family = schema.add_text_field("family", STRING);
    let folded = pair(&mut schema, Form::Folded);
    let stems = Family::all().map(|family| (family, pair(&mut schema, Form::Of(family)))).collect();
    (schema.build(), Fields { number, family, folded, stems })
}

/// The tokenizers named in the schema.
pub(super) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    for form in std::iter::once(Form::Folded).chain(Family::all().map(Form::Of)) {
        manager.register(&tokenizer_name(form), analyzer(form, Side::Story));
    }
    manager
}

fn pair(schema: &mut SchemaBuilder, form: Form) -> Pair {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(&tokenizer_name(form))
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let options = TextOptions::default().set_indexing_options(indexing);
    Pair {
        title: schema.add_text_field(&format!("title_{}", form_name(form)), options.clone()),
        text: schema.add_text_field(&format!("text_{}", form_name(form)), options),
    }
}

fn tokenizer_name(form: Form) -> String {
    format!("{}.{VERSION}", form_name(form))
}

fn form_name(form: Form) -> &'static str {
    match form {
        Form::Folded => "folded",
        Form::Of(family) => family.name(),
    }
}

impl Fields {
    /// The term that finds the story with this number.
    pub(super) fn story(&self, number: u64) -> Term {
        Term::from_field_u64(self.number, number)
    }

    /// The term that finds all stories of a family.
    pub(super) fn members(&self, family: Family) -> Term {
        Term::from_field_text(self.family, family.name())
    }

    /// A story as a tantivy document.
    pub(super) fn document(&self, story: &Document<'_>) -> TantivyDocument {
        let family = Family::of(story.language);
        let mut document = TantivyDocument::default();
        document.add_u64(self.number, story.number);
        document.add_text(self.family, family.name());
        let own = self.stems.iter().find(|(own, _)| *own == family).map(|(_, pair)| *pair);
        for pair in own.into_iter().chain([self.folded]) {
            document.add_text(pair.title, story.title);
            document.add_text(pair.text, story.text);
            for write_in in story.write_ins {
                document.add_text(pair.text, write_in);
            }
        }
        document
    }
}
