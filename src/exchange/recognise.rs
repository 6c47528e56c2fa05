//! Recognises stories that a source brings again: the same ones, and those that have changed since.

use std::collections::{HashMap, HashSet};

use serde::Serialize;
use uuid::Uuid;

use super::distinctive::is_distinctive;
use super::remark::{Remark, RemarkKind};
use crate::model::Fault;
use crate::store::{DefaultLanguage, Different, EarlierImports, NewStory, half};

/// A line that was not imported, and why.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Rejected {
    /// The line, counted from 1.
    pub line: u64,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
}

/// Two lists of lines as one, in the order of the file.
fn in_order(mut lines: Vec<Rejected>, more: Vec<Rejected>) -> Vec<Rejected> {
    lines.extend(more);
    lines.sort_by_key(|rejected| rejected.line);
    lines
}

/// The remarks that are not about these lines: nothing of them was taken.
pub(super) fn about_others(mut remarks: Vec<Remark>, different: &[Rejected]) -> Vec<Remark> {
    let different: HashSet<u64> = different.iter().map(|rejected| rejected.line).collect();
    remarks.retain(|remark| remark.lines.iter().all(|line| !different.contains(line)));
    remarks
}

/// A checked story, and what it can be recognised by.
pub(super) struct Recognisable {
    pub story: NewStory,
    /// The source's name for it.
    pub name: Vec<u8>,
    /// What would be stored of the receipt under its former name.
    pub former: Option<[u8; 32]>,
    /// Whether the source named its receipt.
    pub has_receipt: bool,
    /// The id that an export gave it.
    pub id: Option<Uuid>,
    /// The round of its collection.
    pub round: Option<String>,
    /// The digests under which an earlier import may have stored its content: one for each version of the framework, and where
    /// the row names a language also as if it named none.
    pub marks: Vec<[u8; 16]>,
}

/// What is known of the stories of a batch before the store looks at them.
#[derive(Default)]
pub(super) struct Recognised {
    /// Stories of the batch that are in the file twice, with the same content.
    pub repeated: u64,
    /// Places in the batch of stories with a former name, and what would be stored of the receipt under it.
    pub former: Vec<(usize, [u8; 32])>,
    /// Lines whose stories are known with another content, or under another id. They are not in the batch.
    different: Vec<Rejected>,
    /// The line of each story of the batch, and how a report names it.
    lines: Vec<Named>,
}

struct Named {
    line: u64,
    id: Option<String>,
    /// Whether the store holds a story with this content.
    content_is_stored: bool,
}

impl Recognised {
    /// All lines of the batch whose stories are known and different, with those that the store found.
    pub fn differing(&self, stored: &[Different]) -> Vec<Rejected> {
        let found = stored.iter().map(|Different { place, fields }| {
            let Named { line, id, content_is_stored } = &self.lines[*place];
            let parts = in_words(fields);
            let mut message =
                format!("{} is stored already, with another {parts}; the stored story was not changed", whose(id));
            if *content_is_stored {
                message +=
                    ", and what this line says is stored under another id: the ids of the file were probably assigned again";
            }
            Rejected { line: *line, faults: vec![Fault::new(field(id), message)] }
        });
        in_order(self.different.clone(), found.collect())
    }

    /// Says of known stories that they stay in the language that an earlier import gave them, and not that the row's was kept.
    pub fn correct_languages(&self, remarks: &mut Vec<Remark>, stored: &[DefaultLanguage]) {
        if stored.is_empty() {
            return;
        }
        let lines: HashSet<u64> = stored.iter().map(|story| self.lines[story.place].line).collect();
        remarks.retain(|remark| remark.kind != RemarkKind::Language || !remark.lines.iter().any(|line| lines.contains(line)));
        remarks.extend(stored.iter().map(|DefaultLanguage { place, stored, named }| {
            let message = format!("{named} in the file; stored as {stored} by an earlier import, and left so");
            Remark::new(RemarkKind::StoredLanguage, "language", message).on([self.lines[*place].line])
        }));
    }
}

/// More answers than these are counted, not listed.
const LISTED: usize = 3;

fn in_words(fields: &[String]) -> String {
    let (answers, rest): (Vec<&String>, Vec<&String>) = fields.iter().partition(|field| field.starts_with("answers."));
    if answers.len() <= LISTED {
        return fields.join(", ");
    }
    let counted = format!("{} answers", answers.len());
    rest.into_iter().map(String::as_str).chain([counted.as_str()]).collect::<Vec<_>>().join(", ")
}

fn field(id: &Option<String>) -> &'static str {
    if id.is_some() { "id" } else { "receipt" }
}

fn whose(id: &Option<String>) -> String {
    match id {
        Some(id) => format!("the story “{id}”"),
        // A receipt is a secret.
        None => "the story with this receipt".to_owned(),
    }
}

/// Sorts stories into those that the store must look at, and those that need no look.
pub(super) struct Recogniser {
    earlier: EarlierImports,
    names_are_ids: bool,
    /// The line and the content of every story of this file that has an id or a receipt.
    seen: HashMap<[u8; 16], (u64, [u8; 16])>,
}

impl Recogniser {
    pub fn new(earlier: EarlierImports, names_are_ids: bool) -> Self {
        Self { earlier, names_are_ids, seen: HashMap::new() }
    }

    /// The stories that go to the store, and what is known of all.
    pub fn sort(&mut self, stories: Vec<(u64, Recognisable)>) -> (Vec<NewStory>, Recognised) {
        let (mut kept, mut recognised) = (Vec::with_capacity(stories.len()), Recognised::default());
        for (line, Recognisable { story, name, former, has_receipt, id: own, marks, .. }) in stories {
            let is_named = self.names_are_ids && !has_receipt;
            let id = is_named.then(|| String::from_utf8_lossy(&name).into_owned()).or(own.map(|id| id.to_string()));
            let different = |message: String| Rejected { line, faults: vec![Fault::new(field(&id), message)] };
            // Where lines are named by their content, the same name is the same content.
            if self.names_are_ids || has_receipt || own.is_some() {
                let content = half(&story.body_mac);
                match self.seen.get(&half(&story.receipt_mac)) {
                    Some((_, first)) if *first == content => {
                        recognised.repeated += 1;
                        continue;
                    }
                    Some((first, _)) => {
                        let whose = whose(&id);
                        recognised.different.push(different(format!(
                            "{whose} is on line {first} already, with another content; only that line was imported, so give this one an id of its own"
                        )));
                        continue;
                    }
                    None => {
                        self.seen.insert(half(&story.receipt_mac), (line, content));
                    }
                }
            }
            let content_is_stored = self.names_are_ids && self.earlier.holds_content(&marks);
            if content_is_stored && !self.earlier.holds_receipt(&story) && is_distinctive(&story) {
                let whose = whose(&id);
                recognised.different.push(different(format!(
                    "{whose} is stored already under another id, with the same text and answers, and was not imported again"
                )));
                continue;
            }
            recognised.former.extend(former.map(|receipt| (kept.len(), receipt)));
            recognised.lines.push(Named { line, id, content_is_stored });
            kept.push(story);
        }
        (kept, recognised)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_answers_are_counted() {
        let fields = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        assert_eq!(in_words(&fields(&["text", "answers.a", "answers.b"])), "text, answers.a, answers.b");
        let many = fields(&["title", "answers.a", "answers.b", "answers.c", "answers.d"]);
        assert_eq!(in_words(&many), "title, 4 answers");
    }

    #[test]
    fn lines_are_reported_in_the_order_of_the_file() {
        let line = |line| Rejected { line, faults: Vec::new() };
        let lines: Vec<u64> = in_order(vec![line(2), line(7)], vec![line(5)]).iter().map(|rejected| rejected.line).collect();
        assert_eq!(lines, [2, 5, 7]);
    }
}
