//! Questions that take up several columns: triads, stones, yes and no for each option, and repeated headings.

use std::collections::BTreeMap;

use super::super::profile::Profile;
use super::super::questions::{
    CornerOf, LabelledOf, OptionOf, Others, Question, Reading, Scale, StoneOf, TickOf, XAxis, YAxis,
};
use super::naming::{STORYTELLER, id_of, mentions};
use super::{Draft, Ids};
use crate::model::About;

/// The most different values of several columns that are options.
const OPTIONS: usize = 40;
/// The share of rows whose three numbers must sum to the whole.
const SUMS: f64 = 0.9;
/// What separates the heading of a question from that of an option.
const SEPARATORS: [&str; 7] = [" [", ": ", "/", " - ", " – ", ".", "_"];

impl Draft<'_> {
    /// Finds questions of several columns.
    pub(super) fn find_sets(&mut self) {
        self.find_triads();
        self.find_stones();
        self.find_repeated();
        self.find_ticks();
    }

    /// Three numbers side by side that sum to 1 or to 100.
    fn find_triads(&mut self) {
        let mut place = 0;
        while place + 3 <= self.profiles.len() {
            let places = [place, place + 1, place + 2];
            let numeric = places.iter().all(|place| !self.decided.contains_key(place) && self.profiles[*place].is_number());
            let rows = if numeric { Profile::together(self.table, &places) } else { Vec::new() };
            let sums: Vec<f64> = rows.iter().map(|row| row.iter().sum()).collect();
            let found = [1.0, 100.0].into_iter().find(|whole| {
                let good = sums.iter().filter(|sum| (*sum - whole).abs() <= 0.02 * whole).count();
                sums.len() >= 3 && good as f64 >= SUMS * sums.len() as f64
            });
            let Some(whole) = found else {
                place += 1;
                continue;
            };
            self.triad(places, whole, sums.len());
            place += 3;
        }
    }

    fn triad(&mut self, places: [usize; 3], whole: f64, rows: usize) {
        let names = places.map(|place| self.profiles[place].name.clone());
        let (question, labels) = common(&names);
        let mut own = Ids::default();
        let corners = names.iter().zip(&labels).map(|(column, label)| CornerOf {
            id: own.of(label),
            label: label.as_str().into(),
            column: column.clone(),
        });
        let answer = Reading::Triad { corners: corners.collect(), whole };
        let question = self.question(&question, answer);
        self.ask(&places, question, format!("three numbers that sum to {whole} in {rows} rows are the weights of a triad"));
    }

    /// Two numbers side by side called x and y.
    fn find_stones(&mut self) {
        let mut place = 0;
        while place + 2 <= self.profiles.len() {
            let places = [place, place + 1];
            let numeric = places.iter().all(|place| !self.decided.contains_key(place) && self.profiles[*place].is_number());
            let [x, y] = places.map(|place| &self.profiles[place]);
            let (Some(stem), true) = (stem_of_x_and_y(&x.name, &y.name), numeric) else {
                place += 1;
                continue;
            };
            let max = scale_of(x.largest.max(y.largest));
            let scale = Scale { min: 0.0_f64.min(x.least).min(y.least), max };
            let stone = StoneOf { id: id_of(&stem), label: stem.as_str().into(), x: x.name.clone(), y: y.name.clone() };
            let answer = Reading::Stones {
                x: XAxis { left: "left".into(), right: "right".into() },
                y: YAxis { bottom: "bottom".into(), top: "top".into() },
                scale,
                stones: vec![stone],
            };
            let question = self.question(&stem, answer);
            let why = format!(
                "two numbers called x and y are the place of a stone in a square, here from {} to {max}; it may also be a place in a triangle",
                scale.min
            );
            self.ask(&places, question, why);
            place += 2;
        }
    }

    /// The same heading above several columns whose cells are options.
    fn find_repeated(&mut self) {
        // The further columns of each heading: `Feel (2)` is one of `Feel`.
        let mut further: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, profile) in self.profiles.iter().enumerate() {
            if let Some(base) = repeated_of(&profile.name) {
                further.entry(base.to_owned()).or_default().push(place);
            }
        }
        for place in 0..self.profiles.len() {
            let name = self.profiles[place].name.clone();
            let others = further.get(&name).into_iter().flatten().copied();
            let mut places = vec![place];
            places.extend(others.filter(|other| *other > place && !self.decided.contains_key(other)));
            if places.len() < 2 || self.decided.contains_key(&place) {
                continue;
            }
            let mut values: Vec<String> =
                places.iter().flat_map(|place| self.profiles[*place].values.keys().cloned()).collect();
            values.sort_unstable();
            values.dedup();
            if values.is_empty() || values.len() > OPTIONS || places.iter().any(|place| self.profiles[*place].many) {
                continue;
            }
            let columns = places.iter().map(|place| self.profiles[*place].name.clone()).collect();
            let answer = Reading::ChoicesInColumns {
                columns,
                options: options_of(&values),
                max: None,
                others: Others::LeaveOut,
                write_in: None,
            };
            let question = self.question(&name, answer);
            let why = format!(
                "the heading is above {} columns with {} different values: a choice of several",
                places.len(),
                values.len()
            );
            self.ask(&places, question, why);
        }
    }

    /// Columns side by side with yes or no whose headings begin alike.
    fn find_ticks(&mut self) {
        let mut place = 0;
        while place < self.profiles.len() {
            let taken = self.run_of_ticks(place);
            if taken.len() < 2 {
                place += 1;
                continue;
            }
            place = taken.last().copied().unwrap_or(place) + 1;
            let names: Vec<String> = taken.iter().map(|place| self.profiles[*place].name.clone()).collect();
            let (question, labels) = common(&names);
            let mut own = Ids::default();
            let options = names.iter().zip(&labels).map(|(column, label)| TickOf {
                id: own.of(label),
                label: label.as_str().into(),
                column: column.clone(),
            });
            let answer = Reading::ChoicesTicked {
                options: options.collect(),
                yes: Vec::new(),
                no: Vec::new(),
                max: None,
                write_in: None,
            };
            let asked = self.question(&question, answer);
            let why =
                format!("{} columns with yes or no, whose headings begin alike, are the options of one question", taken.len());
            self.ask(&taken, asked, why);
        }
    }

    /// The columns from here on with yes or no and the same beginning.
    fn run_of_ticks(&self, first: usize) -> Vec<usize> {
        let is_tick =
            |place: usize| !self.decided.contains_key(&place) && self.profiles.get(place).is_some_and(Profile::is_ticks);
        if !is_tick(first) {
            return Vec::new();
        }
        let name = &self.profiles[first].name;
        let longest = SEPARATORS.iter().filter_map(|separator| {
            let end = name.rfind(separator)? + separator.len();
            let mut run = vec![first];
            let mut next = first + 1;
            while is_tick(next) && self.profiles[next].name.starts_with(&name[..end]) {
                run.push(next);
                next += 1;
            }
            Some(run)
        });
        longest.max_by_key(Vec::len).unwrap_or_default()
    }

    /// A question with an id of its own.
    pub(super) fn question(&mut self, heading: &str, answer: Reading) -> Question {
        let is_choice = !matches!(
            answer,
            Reading::Triad { .. } | Reading::TriadPoint { .. } | Reading::Dyad { .. } | Reading::Stones { .. }
        );
        let about = if is_choice && mentions(heading, &STORYTELLER) { About::Storyteller } else { About::Story };
        Question {
            id: self.ids.of(heading),
            question: heading.into(),
            about,
            not_applicable: Vec::new(),
            not_asked: Vec::new(),
            not_applicable_column: None,
            asked_when: Vec::new(),
            answer,
        }
    }
}

/// The heading that a numbered name repeats: `Feel` for `Feel (2)`.
fn repeated_of(name: &str) -> Option<&str> {
    let (base, number) = name.strip_suffix(')')?.rsplit_once(" (")?;
    number.parse::<u32>().ok().map(|_| base)
}

/// Options for these values.
pub(super) fn options_of(values: &[String]) -> Vec<OptionOf> {
    let mut ids = Ids::default();
    let option = |value: &String| OptionOf { id: ids.of(value), label: value.as_str().into(), values: Vec::new() };
    values.iter().map(option).collect()
}

/// An end with the label that its place gives it.
pub(super) fn end(id: &str, label: String) -> LabelledOf {
    LabelledOf { id: id.to_owned(), label: label.into() }
}

/// What several headings have in common, and what each has besides.
fn common(names: &[String]) -> (String, Vec<String>) {
    let first = &names[0];
    let shared = SEPARATORS.iter().filter_map(|separator| {
        let end = first.rfind(separator)?;
        let whole = &first[..end + separator.len()];
        names.iter().all(|name| name.starts_with(whole) && name.len() > whole.len()).then_some((end, whole.len()))
    });
    match shared.max_by_key(|(_, length)| *length) {
        Some((end, length)) => {
            let labels = names.iter().map(|name| name[length..].trim_end_matches(']').trim().to_owned()).collect();
            (first[..end].trim().to_owned(), labels)
        }
        None => (names.join(", "), names.to_vec()),
    }
}

/// What two headings have in common besides x and y at their ends.
fn stem_of_x_and_y(x: &str, y: &str) -> Option<String> {
    let cut = |name: &str, letter: char| {
        let stem = name.trim_end().strip_suffix([letter, letter.to_ascii_uppercase()])?;
        let bare = stem.trim_end_matches([' ', '_', '-', '.', '(', ':']);
        (bare.len() < stem.len() && !bare.is_empty()).then(|| bare.to_owned())
    };
    let stem = cut(x, 'x')?;
    (cut(y, 'y').as_ref() == Some(&stem)).then_some(stem)
}

/// The end of a usual scale that holds this value.
pub(super) fn scale_of(largest: f64) -> f64 {
    [1.0, 5.0, 7.0, 10.0, 100.0, 1_000.0].into_iter().find(|end| largest <= *end).unwrap_or(largest)
}
