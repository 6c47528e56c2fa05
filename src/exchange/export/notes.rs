//! What has to be said about an export to people who read it without the service.

use super::contents::Summary;
use super::layout::Layout;

impl Layout {
    /// What the export holds and what it does not, a paragraph each, for formats that hold the tables.
    pub fn notes(&self, summary: &Summary) -> Vec<String> {
        let mut notes = self.notes_about_stories(summary);
        notes.push(
            "stories has a row for each story, answers a row for each part of each answer, and framework says what every id means. \
             story in answers is id in stories. Days are written YYYY-MM-DD; decimals go from 0 to 1 and have a point."
                .to_owned(),
        );
        notes
    }

    /// The same without what is said of tables.
    pub(super) fn notes_about_stories(&self, summary: &Summary) -> Vec<String> {
        let Summary { stories, texts, without_text, left_out } = summary;
        let title = self.newest().map_or("", |newest| newest.title.in_language(&self.language));
        let versions: Vec<String> = self.versions.iter().map(|version| version.version.to_string()).collect();
        let which = if versions.len() == 1 { "version" } else { "versions" };
        let mut notes = vec![
            format!("{title} ({}, {which} {}): {stories} stories.", self.slug(), versions.join(", ")),
            if self.texts {
                format!("{texts} stories have a text, as redacted. The texts of {without_text} may not be read; their answers count.")
            } else {
                "Titles, texts and words beside choices are not in this export.".to_owned()
            },
            format!(
                "{left_out} stories were left out: without consent to analysis, taken out by a moderator, or withdrawn. \
                 When a storyteller withdraws a story later, this file does not change: keep it no longer than you need it."
            ),
            "Answers and texts belong to the people who gave them. Do not try to find out who they are, and do not publish counts of \
             fewer than 10 stories."
                .to_owned(),
            "Four states of a reply are kept apart: answered, not_applicable (the storyteller said that the question does not fit), \
             unanswered (asked and skipped), and not_asked."
                .to_owned(),
        ];
        if self.hides {
            notes.push(
                "not_shown marks what could single out a storyteller: answers about them that fewer than 5 stories that can be read \
                 share, and with these whatever they did not answer or were not asked. Own words beside such answers are never here. \
                 Of a collection with fewer than 5 stories, the code, the round and the days are missing."
                    .to_owned(),
            );
        }
        notes.extend(self.signifiers.iter().filter_map(|one| Some(format!("{}: {}", one.id, one.note.as_ref()?))));
        notes
    }
}
