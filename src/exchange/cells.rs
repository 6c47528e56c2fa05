//! What single cells of an export mean.

use chrono::{DateTime, Days, NaiveDate};

use super::markup::words;
use crate::model::{Clock, Language};

/// A cell that should hold a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Number {
    /// There is nothing in it.
    Blank,
    /// A number.
    Value(f64),
    /// The words “not applicable”.
    NotApplicable,
    /// Something else.
    Wrong,
}

/// What programs write for no value; `NA` is how R does it.
const NOTHING: [&str; 7] = ["", "na", "null", "none", "nan", "-", "–"];
/// Spellings of “not applicable” that are no spelling of nothing.
const NOT_APPLICABLE: [&str; 4] = ["n/a", "n.a.", "not applicable", "does not apply"];
const YES: [&str; 21] = [
    "true", "t", "yes", "y", "x", "on", "checked", "selected", "ticked", "ja", "j", "oui", "o", "si", "sí", "sim", "wahr",
    "vrai", "✓", "✔", "☑",
];
const NO: [&str; 13] = ["false", "f", "no", "n", "off", "unchecked", "nein", "non", "não", "nao", "falsch", "faux", "☐"];

/// Reads a number, with a decimal point or a decimal comma, and perhaps a percent sign.
pub(super) fn number(cell: &str) -> Number {
    let lower = cell.to_lowercase();
    if NOTHING.contains(&lower.as_str()) {
        return Number::Blank;
    }
    if NOT_APPLICABLE.contains(&lower.as_str()) {
        return Number::NotApplicable;
    }
    let plain = cell.trim_end_matches('%').trim_end().replace('\u{2212}', "-");
    // One comma and no point: positions are too small for a comma to separate thousands.
    let one_comma = plain.matches(',').count() == 1 && !plain.contains('.');
    let plain = if one_comma { plain.replace(',', ".") } else { plain };
    let number = plain.parse::<f64>().ok().filter(|number| number.is_finite());
    number.map_or(Number::Wrong, Number::Value)
}

/// A cell that should hold a tick.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tick {
    /// Ticked.
    Yes,
    /// Not ticked.
    No,
    /// A value that is neither.
    Unclear,
}

/// Reads a tick. `NA` is one where a person wrote it, and nothing where R did (`na_is_nothing`).
pub(super) fn tick(cell: &str, na_is_nothing: bool) -> Tick {
    let lower = cell.to_lowercase();
    let lower = lower.as_str();
    if lower == "na" {
        return if na_is_nothing { Tick::No } else { Tick::Yes };
    }
    match number(cell) {
        Number::Blank | Number::Value(0.0) => Tick::No,
        Number::NotApplicable | Number::Value(1.0) => Tick::Yes,
        _ if YES.contains(&lower) => Tick::Yes,
        _ if NO.contains(&lower) => Tick::No,
        _ => Tick::Unclear,
    }
}

/// Whether a cell that should name an option holds nothing.
pub(super) fn is_nothing(cell: &str) -> bool {
    matches!(cell, "" | "NA" | "NULL" | "null" | "NaN" | "nan")
}

/// Whether a cell says “not applicable” in words.
pub(super) fn says_not_applicable(cell: &str) -> bool {
    NOT_APPLICABLE.contains(&cell.to_lowercase().as_str())
}

/// A label or a value as it is compared: without markup, case and spare white space.
pub(super) fn folded(text: &str) -> String {
    words(text).to_lowercase()
}

/// A cell as a message shows it.
pub(super) fn shown(cell: &str) -> String {
    let line: String = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= 60 { line } else { format!("{}…", line.chars().take(59).collect::<String>()) }
}

/// A row's language tag with its usual capitals; `None` when it is no language tag.
pub(super) fn language(cell: &str) -> Option<Language> {
    let mut parts = cell.trim().split(['-', '_']);
    let mut tag = parts.next().unwrap_or_default().to_lowercase();
    let mut private = false;
    for part in parts {
        let part = match part.len() {
            _ if private => part.to_lowercase(),
            2 => part.to_uppercase(),
            4 if part.is_ascii() => format!("{}{}", part[..1].to_uppercase(), part[1..].to_lowercase()),
            _ => part.to_lowercase(),
        };
        private |= part == "x";
        tag.push('-');
        tag.push_str(&part);
    }
    tag.parse().ok()
}

/// When a story was uploaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Uploaded {
    /// The cell is empty.
    Unknown,
    /// On this day.
    On(NaiveDate),
    /// About this day: the number was rounded, to this much.
    About(NaiveDate, String),
}

/// Milliseconds of a day.
const DAY: f64 = 86_400_000.0;

/// Reads a time of upload: milliseconds since 1970, or a date as in 2026-03-02.
///
/// # Errors
/// A sentence that says what is implausible about it.
pub(super) fn uploaded(cell: &str, clock: &Clock) -> Result<Uploaded, String> {
    let today = clock.today();
    let day_of = |millis: f64| day_of(millis, clock);
    let found = shown(cell);
    if is_nothing(cell) {
        return Ok(Uploaded::Unknown);
    }
    if let Some(day) = iso_day(cell) {
        return plausible(day, today).map(Uploaded::On).ok_or_else(|| format!("“{found}” is not between 2000 and today"));
    }
    let Some(number) = whole_number(cell) else {
        return Err(format!("“{found}” is not a time; write milliseconds since 1970, or a date as in 2026-03-02"));
    };
    if let Some(day) = day_of(number).and_then(|day| plausible(day, today)) {
        return Ok(match rounded_to(cell) {
            Some(much) => Uploaded::About(day, much),
            None => Uploaded::On(day),
        });
    }
    let reading = |factor: f64| day_of(number * factor).and_then(|day| plausible(day, today));
    let serial = number * DAY - 25_569.0 * DAY;
    let (as_serial, day) = (day_of(serial).and_then(|day| plausible(day, today)), day_of(number));
    let advice = if let Some(day) = reading(1000.0) {
        format!("in seconds it would be {day}: multiply the column by 1,000")
    } else if let Some(day) = reading(0.001) {
        format!("in microseconds it would be {day}: divide the column by 1,000")
    } else if let Some(day) = as_serial {
        format!("as the day number of a spreadsheet it would be {day}: write dates as in 2026-03-02")
    } else {
        "correct it, or leave it empty".to_owned()
    };
    let read = day.map_or("no day".to_owned(), |day| day.to_string());
    Err(format!("“{found}” milliseconds since 1970 are {read}, which is not between 2000 and today; {advice}"))
}

/// A number of milliseconds, perhaps with thousands separated.
fn whole_number(cell: &str) -> Option<f64> {
    let spaced: String = cell.chars().filter(|c| !c.is_whitespace() && *c != '\'').collect();
    let grouped = |separator: char| {
        let mut groups = spaced.split(separator);
        let first = groups.next().is_some_and(|first| (1..=3).contains(&first.len()));
        spaced.matches(separator).count() > 1 && first && groups.all(|group| group.len() == 3)
    };
    let plain = match (grouped(','), grouped('.')) {
        (true, _) => spaced.replace(',', ""),
        (_, true) => spaced.replace('.', ""),
        _ if !spaced.contains('.') => spaced.replace(',', "."),
        _ => spaced,
    };
    plain.parse::<f64>().ok().filter(|number| number.is_finite())
}

fn day_of(millis: f64, clock: &Clock) -> Option<NaiveDate> {
    // Beyond the years that a date can hold, the cast stays at the ends.
    DateTime::from_timestamp_millis(millis as i64).map(|time| clock.day_of(time))
}

/// The date at the start of a cell such as `2026-03-02` or `2026-03-02T10:15:00Z`.
fn iso_day(cell: &str) -> Option<NaiveDate> {
    let (day, rest) = cell.split_at_checked(10)?;
    let ends = rest.is_empty() || rest.starts_with(['T', ' ']);
    day.parse().ok().filter(|_| ends)
}

/// The day, if a story can have come in then. The clock of the sender may be a day ahead.
fn plausible(day: NaiveDate, today: NaiveDate) -> Option<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(2000, 1, 1)?;
    let last = today.checked_add_days(Days::new(1))?;
    (first..=last).contains(&day).then(|| day.min(today))
}

/// How much a spreadsheet rounded a number such as `1.43812E+12`, when that is more than a minute.
fn rounded_to(cell: &str) -> Option<String> {
    let lower = cell.to_lowercase();
    let step = if let Some((mantissa, exponent)) = lower.split_once('e') {
        let decimals = mantissa.split_once(['.', ',']).map_or(0, |(_, decimals)| decimals.len() as i32);
        10_f64.powi(exponent.parse::<i32>().ok()? - decimals)
    } else {
        let zeros = lower.len() - lower.trim_end_matches('0').len();
        // Ten million milliseconds: a whole minute or day ends in fewer zeros.
        if zeros < 7 { return None } else { 10_f64.powi(zeros as i32) }
    };
    match step {
        _ if step < 60_000.0 => None,
        _ if step < DAY => Some(format!("{:.0} minutes", step / 60_000.0)),
        _ => Some(format!("{:.0} days", step / DAY)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::TimeZone;

    fn clock() -> Clock {
        Clock::telling(TimeZone::default(), || "2026-03-02T12:00:00Z".parse().unwrap())
    }

    fn on(cell: &str) -> String {
        match uploaded(cell, &clock()).unwrap() {
            Uploaded::On(day) => day.to_string(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn numbers_are_read_with_points_commas_and_percent_signs() {
        for (cell, value) in [("0.4", 0.4), ("0,4", 0.4), (" 40 %".trim(), 40.0), ("-8.96e-4", -8.96e-4), ("−0,5", -0.5)] {
            assert_eq!(number(cell), Number::Value(value), "{cell}");
        }
        for blank in ["", "NA", "null", "NaN", "-"] {
            assert_eq!(number(blank), Number::Blank, "{blank}");
        }
        assert_eq!(number("N/A"), Number::NotApplicable);
        for wrong in ["four", "1,234.5", "1,2,3", "inf", "0.4.1"] {
            assert_eq!(number(wrong), Number::Wrong, "{wrong}");
        }
    }

    #[test]
    fn ticks_are_read_in_common_spellings_and_others_are_unclear() {
        for yes in ["1", "1.0", "1,0", "true", "TRUE", "x", "X", "Yes", "YES", "y", "ja", "oui", "✓", "N/A", "NA"] {
            assert_eq!(tick(yes, false), Tick::Yes, "{yes}");
        }
        for no in ["", "0", "0.0", "FALSE", "no", "nein", "null"] {
            assert_eq!(tick(no, false), Tick::No, "{no}");
        }
        for unclear in ["2", "perhaps", "-1", "0.5"] {
            assert_eq!(tick(unclear, false), Tick::Unclear, "{unclear}");
        }
        assert_eq!(tick("NA", true), Tick::No, "as R writes an empty cell");
    }

    #[test]
    fn times_are_milliseconds_or_dates() {
        assert_eq!(on("1438121139568"), "2015-07-28");
        assert_eq!(on("1438121139568.0"), "2015-07-28");
        assert_eq!(on("1,438,121,139,568"), "2015-07-28");
        assert_eq!(on("1.438121139568E+12"), "2015-07-28");
        assert_eq!(on("2015-07-28"), "2015-07-28");
        assert_eq!(on("2015-07-28T10:00:00Z"), "2015-07-28");
        assert_eq!(on("2026-03-03"), "2026-03-02", "a clock that is ahead");
        assert_eq!(uploaded("", &clock()), Ok(Uploaded::Unknown));
    }

    #[test]
    fn implausible_times_are_refused_with_what_they_may_be() {
        let complaint = |cell: &str| uploaded(cell, &clock()).unwrap_err();
        assert!(
            complaint("1438121139").contains("1970-01-17")
                && complaint("1438121139").contains("in seconds it would be 2015-07-28")
        );
        assert!(complaint("1438121139568000").contains("in microseconds it would be 2015-07-28"));
        assert!(complaint("42213").contains("day number of a spreadsheet it would be 2015-07-28"));
        for wrong in
            ["0", "-1", "946684799999", "1772582400000", "1999-12-31", "2026-03-04", "28/07/2015", "yesterday", "1e300"]
        {
            assert!(complaint(wrong).contains(wrong), "{wrong}");
        }
    }

    #[test]
    fn rounded_times_say_how_much_they_were_rounded() {
        for (cell, much) in [
            ("1.43812E+12", "167 minutes"),
            ("1,43812E+12", "167 minutes"),
            ("1438120000000", "167 minutes"),
            ("1.44E+12", "116 days"),
        ] {
            assert!(
                matches!(uploaded(cell, &clock()), Ok(Uploaded::About(_, ref found)) if found == much),
                "{cell}: {:?}",
                uploaded(cell, &clock())
            );
        }
        assert_eq!(on("1438128000000"), "2015-07-29", "midnight is not rounded");
    }

    #[test]
    fn languages_keep_their_region_in_its_usual_capitals() {
        for (cell, tag) in
            [("es", "es"), ("EN-gb", "en-GB"), ("pt_br", "pt-BR"), ("zh-hans", "zh-Hans"), ("EN-X-EASY", "en-x-easy")]
        {
            assert_eq!(language(cell).unwrap().as_str(), tag);
        }
        assert!(language("").is_none() && language("English").is_none());
    }
}
