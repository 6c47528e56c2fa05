//! The words by which sentences and warnings name the parts of a framework.

use std::collections::HashMap;

/// Labels in one language, by id. What has no label is named by its id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    signifiers: HashMap<String, String>,
    /// Corners, stones and options, by the signifier that they belong to.
    parts: HashMap<(String, String), String>,
    /// The left and the right end of dyads.
    ends: HashMap<String, [Option<String>; 2]>,
    /// The groups of a comparison.
    groups: HashMap<String, String>,
}

impl Labels {
    /// Names a signifier. A blank label is ignored, here and below, and a label is one line.
    pub fn name_signifier(&mut self, id: &str, label: &str) {
        self.signifiers.extend(one_line(label).map(|label| (id.to_owned(), label)));
    }

    /// Names the ends of a dyad.
    pub fn name_ends(&mut self, id: &str, left: &str, right: &str) {
        self.ends.insert(id.to_owned(), [left, right].map(one_line));
    }

    /// Names a corner, a stone or an option of a signifier.
    pub fn name_part(&mut self, signifier: &str, id: &str, label: &str) {
        self.parts.extend(one_line(label).map(|label| ((signifier.to_owned(), id.to_owned()), label)));
    }

    /// Names a group.
    pub fn name_group(&mut self, id: &str, label: &str) {
        self.groups.extend(one_line(label).map(|label| (id.to_owned(), label)));
    }

    /// A signifier's label.
    pub fn signifier<'a>(&'a self, id: &'a str) -> &'a str {
        self.signifiers.get(id).map_or(id, String::as_str)
    }

    /// The label of a part of a signifier.
    pub fn part<'a>(&'a self, signifier: &str, id: &'a str) -> &'a str {
        self.parts.get(&(signifier.to_owned(), id.to_owned())).map_or(id, String::as_str)
    }

    /// The labels of a dyad's left and right end.
    pub(in crate::patterns) fn ends(&self, id: &str) -> [Option<&str>; 2] {
        let ends = self.ends.get(id);
        [0, 1].map(|at| ends.and_then(|ends| ends[at].as_deref()))
    }

    /// A zone of a triad in words: the labels of its corners.
    pub fn zone(&self, signifier: &str, zone: &str) -> String {
        match zone.split_once('+') {
            Some((one, other)) => {
                format!("between “{}” and “{}”", self.part(signifier, one), self.part(signifier, other))
            }
            None if zone == "centre" => "the centre".to_owned(),
            None => format!("“{}”", self.part(signifier, zone)),
        }
    }

    /// The label of a group.
    pub fn group<'a>(&'a self, id: &'a str) -> &'a str {
        self.groups.get(id).map_or(id, String::as_str)
    }
}

/// A label without line breaks; `None` when it is blank.
fn one_line(label: &str) -> Option<String> {
    let words: Vec<&str> = label.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_label_is_named_by_it_and_anything_else_by_its_id() {
        let mut labels = Labels::default();
        labels.name_signifier("difference", "What made the difference?");
        labels.name_signifier("timing", "  ");
        labels.name_part("difference", "person", "One person");
        labels.name_part("difference", "together", " People\ntogether ");
        labels.name_group("family", "A parent or carer");
        assert_eq!(labels.signifier("difference"), "What made the difference?");
        assert_eq!((labels.signifier("timing"), labels.part("timing", "person")), ("timing", "person"));
        assert_eq!(labels.zone("difference", "person"), "“One person”");
        assert_eq!(labels.zone("difference", "person+together"), "between “One person” and “People together”");
        assert_eq!(labels.zone("difference", "centre"), "the centre");
        assert_eq!((labels.group("family"), labels.group("child")), ("A parent or carer", "child"));
    }
}
