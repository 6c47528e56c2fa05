//! Faults in what a person sent: the field, and a sentence that says what to do.

use std::borrow::Borrow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// One fault and its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(example = json!({"field": "answers.difference.triad", "message": "the three weights must sum to 1, and these sum to 0.9000"}))]
pub struct Fault {
    /// The path of the field, such as `answers.difference.triad`; empty when the whole is meant.
    pub field: String,
    /// What is wrong and what would be right.
    pub message: String,
}

impl Fault {
    /// A fault in a field.
    pub fn new(field: impl Into<String>, message: impl fmt::Display) -> Self {
        Self { field: field.into(), message: message.to_string() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.field.is_empty() { f.write_str(&self.message) } else { write!(f, "{}: {}", self.field, self.message) }
    }
}

/// How many names a sentence lists.
const NAMED: usize = 20;

/// Names in one line: the first of them, and how many there are besides.
pub fn some_of(names: &[impl Borrow<str>]) -> String {
    first_of(names, NAMED)
}

/// Names in one line: at most so many of them, and how many there are besides.
pub fn first_of(names: &[impl Borrow<str>], most: usize) -> String {
    let (named, others) = names.split_at(names.len().min(most));
    let others = if others.is_empty() { String::new() } else { format!(" and {} more", others.len()) };
    let named: Vec<&str> = named.iter().map(Borrow::borrow).collect();
    format!("{}{others}", named.join(", "))
}

/// Several faults in one line.
pub fn faults_in_words(faults: &[Fault]) -> String {
    faults.iter().map(Fault::to_string).collect::<Vec<_>>().join("; ")
}
