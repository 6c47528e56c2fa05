//! What an import says about rows that it takes.

use serde::Serialize;

/// Something that a person should know about rows that were taken, or about the whole table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"kind": "unread_column", "field": "Email", "message": "has values in 120 rows, and the mapping leaves it out", "lines": []}))]
pub struct Remark {
    /// What it is.
    pub kind: RemarkKind,
    /// The id of the question or the heading of the column; empty when the whole row or table is meant.
    pub field: String,
    /// The question's title.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// What was found, and what became of it.
    pub message: String,
    /// The lines; empty when the whole table is meant.
    pub lines: Vec<u64>,
}

/// Kinds of remarks, in the order in which a report lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RemarkKind {
    /// An answer or a title could not be taken. The story is in without it.
    LeftOut,
    /// Cells of one answer contradict each other.
    Contradiction,
    /// Rows are left out because their storytellers did not consent to analysis.
    NoConsent,
    /// What storytellers consented to is not in the table, and was stated by the person who imports it.
    StatedConsent,
    /// A question counts to 100, and many of its values look as if they counted to 1.
    DoubtfulUnit,
    /// A question counts to 100.
    Unit,
    /// A value just outside the range was moved to its edge.
    Edge,
    /// Rounded weights were brought to a sum of 1.
    Sum,
    /// An option that the definition lacks was kept.
    Retired,
    /// A row has no time of upload.
    NoDay,
    /// A time of upload was rounded.
    RoundedDay,
    /// A row's language is not the definition's.
    Language,
    /// A row names a language, and its story is stored in the one that an earlier import gave it by default.
    StoredLanguage,
    /// A question, an option or a stone has no column.
    NoColumn,
    /// A column has values and was not read.
    UnreadColumn,
    /// An exclusion met no row.
    IdleExclusion,
    /// The source does not say what storytellers were asked.
    AskedUnknown,
}

impl RemarkKind {
    /// Whether something of the file was left out or is doubtful, so that a person must decide.
    pub fn is_loss(self) -> bool {
        matches!(self, Self::LeftOut | Self::Contradiction | Self::DoubtfulUnit)
    }
}

impl Remark {
    /// A remark about the whole table.
    pub fn new(kind: RemarkKind, field: &str, message: impl std::fmt::Display) -> Self {
        Self { kind, field: field.to_owned(), title: String::new(), message: message.to_string(), lines: Vec::new() }
    }

    /// The same about these lines.
    pub fn on(mut self, lines: impl IntoIterator<Item = u64>) -> Self {
        self.lines = lines.into_iter().collect();
        self
    }

    /// The same about a question with this title.
    pub fn titled(mut self, title: &str) -> Self {
        title.clone_into(&mut self.title);
        self
    }
}
