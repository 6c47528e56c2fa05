//! Ids made of headings and labels, and what the words of a heading hint at.

use std::collections::{BTreeMap, BTreeSet};

/// The longest id that is made of words.
const LONGEST: usize = 40;

/// Gives each label an id of its own.
#[derive(Default)]
pub(crate) struct Ids {
    taken: BTreeSet<String>,
    /// The next number for each id that was made more than once.
    next: BTreeMap<String, usize>,
}

impl Ids {
    /// An id made of a label, that was not given yet.
    pub fn of(&mut self, label: &str) -> String {
        let made = id_of(label);
        let mut id = made.clone();
        if self.taken.contains(&made) {
            let number = self.next.entry(made.clone()).or_insert(2);
            while self.taken.contains(&id) {
                id = format!("{made}-{number}");
                *number += 1;
            }
        }
        self.taken.insert(id.clone());
        id
    }
}

/// An id made of the letters and digits of a label: `How old are you?` → `how-old-are-you`. Letters outside of ASCII cannot be
/// in an id.
pub(crate) fn id_of(label: &str) -> String {
    let plain = unaccented(label).to_lowercase();
    let mut id = String::new();
    for part in plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()) {
        let longer = id.len() + part.len() + 1;
        if longer > LONGEST && !id.is_empty() {
            break;
        }
        if !id.is_empty() {
            id.push('-');
        }
        id.extend(part.chars().take(LONGEST));
    }
    if id.is_empty() { "item".to_owned() } else { id }
}

/// Letters without their accents.
fn unaccented(label: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    label.nfd().filter(|c| c.is_ascii() || c.is_alphanumeric()).collect()
}

/// Whether one of these words is among the words of a heading. A word of several words must be there in one piece.
pub(crate) fn mentions(heading: &str, words: &[&str]) -> bool {
    let spaced: String = heading.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let spaced = format!(" {} ", spaced.split_whitespace().collect::<Vec<_>>().join(" "));
    words.iter().any(|word| spaced.contains(&format!(" {word} ")))
}

/// Headings that hint at a consent.
pub(super) const CONSENT: [&str; 12] = [
    "consent",
    "consents",
    "consented",
    "agree",
    "agreed",
    "permission",
    "may we",
    "can we use",
    "can we share",
    "quote",
    "gdpr",
    "einwilligung",
];
/// Headings that hint at who told the story.
pub(super) const PRIVATE: [&str; 24] = [
    "name",
    "first name",
    "last name",
    "surname",
    "full name",
    "email",
    "e mail",
    "mail",
    "phone",
    "telephone",
    "mobile",
    "ip",
    "ip address",
    "address",
    "postcode",
    "zip",
    "latitude",
    "longitude",
    "gps",
    "signature",
    "username",
    "deviceid",
    "device id",
    "subscriberid",
];
/// Headings that hint at the program that wrote the table.
pub(super) const TECHNICAL: [&str; 18] = [
    "index",
    "formhub uuid",
    "instance",
    "meta",
    "version",
    "xform id string",
    "validation status",
    "notes",
    "status",
    "submitted by",
    "tags",
    "parent index",
    "parent table name",
    "review state",
    "edits",
    "attachmentsexpected",
    "attachmentspresent",
    "duration",
];
/// Headings that hint at the name of a story in its source.
pub(super) const IDS: [&str; 14] = [
    "id",
    "uuid",
    "guid",
    "key",
    "respondent",
    "respondent id",
    "response id",
    "submission id",
    "record id",
    "story id",
    "fragmentid",
    "instanceid",
    "case id",
    "row id",
];
/// Headings that hint at the day on which a story came in, the most telling first.
pub(super) const DAYS: [&str; 12] = [
    "received",
    "submitted",
    "submission time",
    "collection date",
    "submissiondate",
    "upload time",
    "end",
    "timestamp",
    "date",
    "day",
    "datum",
    "fecha",
];
/// Headings that hint at a story.
pub(super) const STORY: [&str; 10] =
    ["story", "stories", "what happened", "tell us", "experience", "narrative", "text", "moment", "historia", "geschichte"];
/// Headings that hint at a title.
pub(crate) const TITLE: [&str; 6] = ["title", "name your story", "story name", "headline", "titel", "título"];
/// Headings that hint at the storyteller.
pub(crate) const STORYTELLER: [&str; 45] = [
    "who told",
    "who tells",
    "who is telling",
    "told by",
    "storyteller",
    "story teller",
    "narrator",
    "audience",
    "wer erzählt",
    "wer erzählte",
    "wer hat erzählt",
    "erzählt von",
    "erzähler",
    "erzählerin",
    "erzählperson",
    "wer sind sie",
    "wer bist du",
    "alter",
    "altersgruppe",
    "geschlecht",
    "rolle",
    "beruf",
    "quién cuenta",
    "edad",
    "género",
    "qui raconte",
    "age",
    "age band",
    "gender",
    "sex",
    "ethnicity",
    "role",
    "are you",
    "you are",
    "who are you",
    "occupation",
    "position",
    "about you",
    "how old",
    "relationship",
    "disability",
    "religion",
    "school",
    "job",
    "your",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_made_of_letters_and_each_is_given_once() {
        let mut ids = Ids::default();
        assert_eq!(ids.of("How old are you?"), "how-old-are-you");
        assert_eq!(ids.of("How old are you?"), "how-old-are-you-2");
        assert_eq!(ids.of("How old are you? 3"), "how-old-are-you-3");
        assert_eq!(ids.of("How old are you?"), "how-old-are-you-4");
        assert_eq!(ids.of("Émile & Éducation"), "emile-education");
        assert_eq!(ids.of("مدرسہ"), "item");
        assert!(ids.of(&"long words ".repeat(20)).len() <= LONGEST);
    }

    #[test]
    fn a_heading_that_says_who_tells_is_about_the_storyteller() {
        for heading in ["Who told it", "who_told_the_story", "Storyteller", "Audience", "Told by", "Age band", "Gender", "Role"]
        {
            assert!(mentions(heading, &STORYTELLER), "{heading}");
        }
        for heading in ["Wer erzählt die Geschichte?", "Wer hat erzählt", "Alter", "Geschlecht", "Rolle", "¿Quién cuenta?"]
        {
            assert!(mentions(heading, &STORYTELLER), "{heading}");
        }
        for heading in ["Who made the difference", "Who was told", "What was told", "Where it happened"] {
            assert!(!mentions(heading, &STORYTELLER), "{heading}");
        }
    }

    #[test]
    fn a_word_is_mentioned_as_a_whole() {
        assert!(mentions("Do you CONSENT?", &CONSENT) && mentions("ip_address", &PRIVATE) && mentions("Your e-mail", &PRIVATE));
        assert!(!mentions("Village", &STORYTELLER) && !mentions("Storyboard", &STORY));
    }
}
