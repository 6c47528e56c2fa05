//! Single columns: the parts of a story, and questions of one column.

use super::super::dates::DateFormat;
use super::super::document::{LanguageColumn, ReceivedColumn};
use super::super::framework::named_language;
use super::super::profile::Profile;
use super::super::questions::{Others, Outside, Reading, Scale};
use super::naming::{CONSENT, DAYS, IDS, PRIVATE, STORY, TECHNICAL, TITLE, mentions};
use super::sets::{end, options_of, scale_of};
use super::{Draft, Guessed};
use crate::exchange::cells::{language, shown};

/// Texts of so many characters on average are stories.
const STORY_LENGTH: f64 = 40.0;
/// The most options that a choice has in a guess.
const OPTIONS: usize = 40;
/// The longest label of an option.
const LABEL: usize = 80;
/// What separates several options in one cell.
const SEPARATORS: [(&str, &str); 4] = [(";", "semicolons"), ("|", "bars"), (",", "commas"), (" ", "spaces")];

impl Draft<'_> {
    /// Leaves out what is empty, or may say who told a story; and marks what may be a consent.
    pub(super) fn leave_out_what_is_private(&mut self) {
        for place in self.open() {
            let Profile { name, filled, .. } = &self.profiles[place];
            let technical = name.starts_with('_') && !mentions(name, &IDS) && !mentions(name, &DAYS);
            let decision = match () {
                () if *filled == 0 => Some((Guessed::Ignored, "it is empty")),
                () if mentions(name, &CONSENT) => Some((
                    Guessed::PerhapsConsent,
                    "it may say what the storyteller consented to; consent is never guessed: say which values mean yes",
                )),
                () if mentions(name, &PRIVATE) && !mentions(name, &TITLE) && !mentions(name, &STORY) => {
                    Some((Guessed::Ignored, "it may say who told the story"))
                }
                () if technical || mentions(name, &TECHNICAL) && name.split_whitespace().count() <= 3 => {
                    Some((Guessed::Ignored, "the program that wrote the table added it"))
                }
                () => None,
            };
            if let Some((becomes, why)) = decision {
                self.decide(place, becomes, why);
            }
        }
    }

    /// Finds the parts of the story itself.
    pub(super) fn find_story(&mut self) {
        let id = self.open().into_iter().filter(|place| {
            let profile = &self.profiles[*place];
            let named = mentions(&profile.name, &IDS) || is_number_of_row(profile);
            named && profile.is_unique() && profile.filled == self.table.rows.len()
        });
        // The longest is the most particular: a uuid before a running number.
        let id = id.max_by(|a, b| self.profiles[*a].length.total_cmp(&self.profiles[*b].length));
        if let Some(place) = id {
            self.story.id = Some(self.profiles[place].name.clone());
            self.decide(place, Guessed::Id, "each row has another value, and the heading calls it an id");
        }
        self.find_day();
        self.find_text();
        self.find_language();
    }

    fn find_day(&mut self) {
        let hinted = |profile: &Profile| DAYS.iter().position(|word| mentions(&profile.name, &[word]));
        let mut found: Vec<(Option<usize>, usize, Vec<DateFormat>)> = Vec::new();
        for place in self.open() {
            let profile = &self.profiles[place];
            let mut formats = profile.day_formats();
            // A plain number is a day only where the heading says so.
            let plain = |format: &DateFormat| {
                matches!(format, DateFormat::SpreadsheetDay | DateFormat::UnixSeconds | DateFormat::UnixMilliseconds)
            };
            if hinted(profile).is_none() {
                formats.retain(|format| !plain(format));
            }
            if !formats.is_empty() {
                found.push((hinted(profile), place, formats));
            }
        }
        found.sort_by_key(|(hint, place, _)| (hint.unwrap_or(usize::MAX), *place));
        for (number, (_, place, formats)) in found.into_iter().enumerate() {
            let name = self.profiles[place].name.clone();
            if number > 0 {
                self.decide(place, Guessed::Ignored, "it has days, and another column is the day on which the story came in");
                continue;
            }
            let both = formats.contains(&DateFormat::DayMonthYear) && formats.contains(&DateFormat::MonthDayYear);
            let format = formats.first().copied().filter(|_| !both);
            let why = match format {
                Some(format) => format!("its values look like {}", format.in_words()),
                None => {
                    let sample = self.profiles[place].samples.first().map_or("", String::as_str);
                    format!("its values are days, and “{}” can be day/month or month/day: say which", shown(sample))
                }
            };
            self.story.received = Some(ReceivedColumn { column: name, format });
            self.decide(place, Guessed::Received, why);
        }
    }

    fn find_text(&mut self) {
        let mut long: Vec<usize> = self
            .open()
            .into_iter()
            .filter(|place| {
                let profile = &self.profiles[*place];
                let hinted = mentions(&profile.name, &STORY) && !mentions(&profile.name, &TITLE);
                let enough = if hinted { STORY_LENGTH / 2.0 } else { STORY_LENGTH };
                profile.length >= enough
                    && profile.words >= 4.0
                    && !profile.is_number()
                    && (profile.many || profile.values.len() * 2 > profile.filled)
            })
            .collect();
        let weight = |place: &usize| {
            let profile = &self.profiles[*place];
            let hinted = if mentions(&profile.name, &STORY) { 4.0 } else { 1.0 };
            profile.length * profile.filled as f64 * hinted
        };
        long.sort_by(|a, b| weight(b).total_cmp(&weight(a)));
        for (number, place) in long.into_iter().enumerate() {
            let length = self.profiles[place].length.round();
            if number == 0 {
                self.story.text = vec![self.profiles[place].name.clone()];
                self.decide(place, Guessed::Text, format!("it has the longest texts, {length} characters on average"));
            } else {
                let why =
                    "it is free text beside the story, and may name people; make it a part of the story's text if it is one";
                self.decide(place, Guessed::Ignored, why);
            }
        }
        let title = self.open().into_iter().find(|place| {
            let profile = &self.profiles[*place];
            mentions(&profile.name, &TITLE) && !profile.is_number() && profile.length <= 120.0
        });
        if let Some(place) = title {
            self.story.title = Some(self.profiles[place].name.clone());
            self.decide(place, Guessed::Title, "the heading calls it a title, and its values are short");
        }
    }

    fn find_language(&mut self) {
        let column = self.open().into_iter().find(|place| {
            let profile = &self.profiles[*place];
            mentions(&profile.name, &["language", "lang", "locale", "sprache", "idioma", "langue"])
                && profile.values.len() <= OPTIONS
        });
        let Some(place) = column else { return };
        let profile = &self.profiles[place];
        let unknown: Vec<String> = profile
            .values
            .keys()
            .filter(|value| language(value).is_none() && named_language(value).is_none())
            .map(|value| shown(value))
            .collect();
        let why = match unknown.first() {
            None => "the heading says so, and its values are language tags".to_owned(),
            Some(value) => {
                format!(
                    "the heading says so; say which language tags its values are, such as {{\"{value}\": \"en\"}} in `story.language.values`"
                )
            }
        };
        self.story.language =
            Some(LanguageColumn { column: profile.name.clone(), values: std::collections::BTreeMap::default() });
        self.decide(place, Guessed::Language, why);
    }

    /// Makes a question of each column whose values are answers.
    pub(super) fn find_answers(&mut self) {
        for place in self.open() {
            let profile = &self.profiles[place];
            let name = profile.name.clone();
            if profile.is_number() {
                if let Some((scale, why)) = scale(profile) {
                    let answer = Reading::Dyad {
                        column: name.clone(),
                        scale,
                        left: end("low", format!("{}", scale.min)),
                        right: end("high", format!("{}", scale.max)),
                        outside: Outside::LeaveOut,
                    };
                    let question = self.question(&name, answer);
                    self.ask(&[place], question, why);
                } else {
                    self.decide(
                        place,
                        Guessed::Ignored,
                        "its numbers are no scale that is usual; say what its ends are if it is one",
                    );
                }
                continue;
            }
            let several = separated(profile);
            let values: Vec<String> = profile.values.keys().cloned().collect();
            let short = values.iter().all(|value| value.chars().count() <= LABEL);
            let (filled, many) = (profile.filled, profile.many);
            let shared = filled >= 2 * values.len() || values.len() <= 12 && filled > values.len();
            if let Some((separator, named, parts)) = several {
                let answer = Reading::ChoicesInOneColumn {
                    column: name.clone(),
                    separator: separator.to_owned(),
                    options: options_of(&parts),
                    max: None,
                    others: Others::LeaveOut,
                    write_in: None,
                };
                let question = self.question(&name, answer);
                let why = format!(
                    "its cells have several values with {named} between them, {} different ones: a choice of several",
                    parts.len()
                );
                self.ask(&[place], question, why);
            } else if !many && values.len() <= OPTIONS && short && shared {
                let answer = Reading::Choice {
                    column: name.clone(),
                    options: options_of(&values),
                    others: Others::LeaveOut,
                    write_in: None,
                };
                let question = self.question(&name, answer);
                // Too few cells to tell "School, family" from "Yes, a lot".
                let unclear = SEPARATORS
                    .iter()
                    .find(|(separator, _)| *separator != " " && values.iter().any(|value| value.contains(separator)))
                    .map_or_else(String::new, |(_, named)| {
                        format!("; if {named} in its cells stands between several answers, make it a choice of several")
                    });
                let why = format!("{} different values in {filled} rows: a choice of one{unclear}", values.len());
                self.ask(&[place], question, why);
            } else {
                let why =
                    "its values differ from row to row, as a person's own words do; say what it is if it is something else";
                self.decide(place, Guessed::Ignored, why);
            }
        }
    }
}

/// The scale of a column of numbers, and why.
fn scale(profile: &Profile) -> Option<(Scale, String)> {
    let Profile { least, largest, whole, numbers, values, .. } = profile;
    let max = scale_of(*largest);
    if *least < 0.0 || max > 100.0 || largest == least {
        return None;
    }
    let all_whole = whole == numbers;
    let from_one = all_whole && *least >= 1.0 && max <= 10.0;
    let min = if from_one { 1.0 } else { 0.0 };
    if let Some(scale) = scale_in(&profile.name).filter(|scale| *least >= scale.min && *largest <= scale.max) {
        let why = format!("the heading names a scale from {} to {}, and all numbers are on it", scale.min, scale.max);
        return Some((scale, why));
    }
    let few = all_whole && values.len() <= 10;
    let codes = if few { "; if the numbers stand for answers, make it a choice of one" } else { "" };
    Some((Scale { min, max }, format!("numbers from {least} to {largest} are places on a scale from {min} to {max}{codes}")))
}

/// Whether a column numbers the rows: its heading says so, and its values are whole numbers.
fn is_number_of_row(profile: &Profile) -> bool {
    let name = profile.name.trim().trim_end_matches('.').to_lowercase();
    ["nr", "no", "number", "nummer", "#"].contains(&name.as_str()) && profile.whole == profile.filled
}

/// The scale that a heading names at its end: from 0 to 10 in `Wartezeit (0-10)`.
fn scale_in(heading: &str) -> Option<Scale> {
    let (_, ends) = heading.trim().strip_suffix(')')?.rsplit_once('(')?;
    let (min, max) = ends.split_once(['-', '–', '—']).or_else(|| ends.split_once(" to "))?;
    let (min, max) = (min.trim().parse::<u16>().ok()?, max.trim().parse::<u16>().ok()?);
    (min < max).then(|| Scale { min: min.into(), max: max.into() })
}

/// How the cells of a column separate several options, and the options.
fn separated(profile: &Profile) -> Option<(&'static str, &'static str, Vec<String>)> {
    if profile.many {
        return None;
    }
    SEPARATORS.iter().find_map(|(separator, named)| {
        let split: usize = profile.values.iter().filter(|(value, _)| value.contains(separator)).map(|(_, count)| count).sum();
        let mut parts: Vec<String> = profile
            .values
            .keys()
            .flat_map(|value| value.split(separator).map(|part| part.trim().to_owned()).collect::<Vec<_>>())
            .filter(|part| !part.is_empty())
            .collect();
        let all = parts.len();
        parts.sort_unstable();
        parts.dedup();
        // Of a space, words of a sentence are no options: names as forms give them have no capitals and no stops.
        let plain = |part: &String| {
            part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_' || byte == b'-')
        };
        let sound = *separator != " " || parts.iter().all(plain);
        let repeated = all >= 2 * parts.len() || parts.len() < profile.values.len();
        let long = parts.iter().any(|part| part.chars().count() > LABEL);
        (split * 5 >= profile.filled && parts.len() > 1 && parts.len() <= 30 && repeated && sound && !long)
            .then_some((*separator, *named, parts))
    })
}
