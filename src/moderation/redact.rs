//! What a moderator changes in a story before others may read it.

use std::collections::BTreeMap;

use super::error::{ModerationError, faulty};
use crate::model::{Answer, Answers, Title, clean_line};

/// What a moderator changes in a story while clearing it. What is missing stays as it is.
#[derive(Clone, Debug, Default)]
pub struct Redaction {
    /// The redacted title.
    pub title: Option<String>,
    /// The redacted text.
    pub text: Option<String>,
    /// Redacted words beside choices, by signifier id; empty words are taken out.
    pub write_ins: BTreeMap<String, String>,
}

/// The answers with these words beside choices in place of those that stand there; nothing when no words are changed.
pub(super) fn redact_words(answers: &Answers, redacted: &BTreeMap<String, String>) -> Result<Option<Answers>, ModerationError> {
    if redacted.is_empty() {
        return Ok(None);
    }
    let mut answers = answers.clone();
    for (signifier, words) in redacted {
        let field = format!("write_ins.{signifier}");
        let Some(Answer::Choice { write_in: Some(kept), .. }) = answers.given.get_mut(signifier) else {
            return Err(faulty(&field, "the storyteller wrote no words there"));
        };
        *kept = clean_line(words, Title::LIMIT).map_err(|e| faulty(&field, e))?;
    }
    answers.given.retain(|_, answer| {
        if let Answer::Choice { write_in, .. } = answer {
            write_in.take_if(|words| words.is_empty());
        }
        !matches!(answer, Answer::Choice { options, write_in: None } if options.is_empty())
    });
    Ok(Some(answers))
}
