//! Words of this field that mean the same: “EHCP” and “education, health and care plan”. The table is `synonyms.txt`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::family::Family;
use super::words::{Form, Side, words};

const TABLE: &str = include_str!("synonyms.txt");

/// Forms of fewer characters are often words of other languages: “ta”, “sen”.
const SHORTEST: usize = 4;

static FORMS: LazyLock<Forms> = LazyLock::new(|| Forms::read(TABLE));

/// What means the same as each form.
struct Forms {
    by_stems: HashMap<Vec<String>, Vec<Entry>>,
    /// Words of the longest form.
    longest: usize,
}

struct Entry {
    form: &'static str,
    others: Vec<&'static str>,
}

/// The forms that are looked for together with what was typed, in the order of the table.
pub(super) fn of(typed: &str) -> Vec<&'static str> {
    let mut found: Vec<&'static str> = Vec::new();
    for entry in FORMS.by_stems.get(&stems(typed)).into_iter().flatten().filter(|entry| entry.is_meant_by(typed)) {
        for other in &entry.others {
            if !found.contains(other) {
                found.push(other);
            }
        }
    }
    found
}

/// Words of the longest form.
pub(super) fn longest() -> usize {
    FORMS.longest
}

/// Whether a form is looked for in English stories only.
pub(super) fn is_english_only(form: &str) -> bool {
    form.chars().count() < SHORTEST
}

impl Forms {
    fn read(table: &'static str) -> Self {
        let mut forms = Self { by_stems: HashMap::new(), longest: 1 };
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let (typed, found) = match line.split_once(" > ") {
                Some((typed, found)) => (in_line(typed), in_line(found)),
                None => (Vec::new(), in_line(line)),
            };
            for form in typed.iter().chain(&found) {
                let others = found.iter().filter(|other| *other != form).copied().collect();
                let stems = stems(form);
                forms.longest = forms.longest.max(stems.len());
                forms.by_stems.entry(stems).or_default().push(Entry { form, others });
            }
        }
        forms
    }
}

impl Entry {
    /// A form in capitals must be typed in capitals, letter by letter.
    fn is_meant_by(&self, typed: &str) -> bool {
        let capitals = self.form.contains(char::is_uppercase) && !self.form.contains(char::is_lowercase);
        !capitals || self.form == typed
    }
}

fn in_line(forms: &'static str) -> Vec<&'static str> {
    forms.split(" = ").map(str::trim).filter(|form| !form.is_empty()).collect()
}

fn stems(text: &str) -> Vec<String> {
    words(Form::Of(Family::english()), Side::Query, text).into_iter().map(|word| word.text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_line_find_each_other_in_all_endings() {
        assert!(of("EHCP").contains(&"education, health and care plan"));
        assert!(of("education health and care plans").contains(&"ehcp"));
        assert_eq!(of("1:1"), of("1 : 1"));
        assert!(of("One-to-one").contains(&"1:1"));
        assert_eq!(of("rain"), [""; 0]);
    }

    #[test]
    fn forms_in_capitals_must_be_typed_in_capitals() {
        assert!(of("SALT").contains(&"speech therapy"));
        assert_eq!(of("salt"), [""; 0]);
        assert_eq!(of("SENT"), [""; 0]);
        assert!(of("TA").contains(&"teaching assistant") && of("ta").is_empty());
    }

    #[test]
    fn what_has_another_meaning_in_most_stories_is_typed_and_never_looked_for() {
        assert!(!of("speech therapy").contains(&"SALT"));
        assert!(of("special educational needs").iter().all(|form| *form != "SEND"));
    }

    #[test]
    fn every_line_of_the_table_has_two_forms_and_no_form_is_twice_in_a_line() {
        for line in TABLE.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let forms = line.split(" > ").flat_map(in_line);
            let mut forms: Vec<Vec<String>> = forms.map(stems).collect();
            assert!(forms.len() > 1 && forms.iter().all(|form| !form.is_empty()), "{line}");
            let all = forms.len();
            forms.sort();
            forms.dedup();
            assert_eq!(forms.len(), all, "{line}");
        }
    }
}
