//! A finding in words. A sentence never says more than its figures: without evidence it does not say that groups are equal, and
//! with evidence over several groups it does not say which of them differ. It names everything by its label.

use crate::patterns::describe::Labels;
use crate::patterns::ordered::Ordered;

use super::difference::{Difference, TableDifference};
use super::evidence::Measure;
use super::result::Finding;

/// Adjusted p-values up to this count as evidence.
const EVIDENCE: f64 = 0.05;

pub(super) fn sentence(finding: &Finding, groups: usize, signifiers: &Ordered<Difference>, labels: &Labels) -> String {
    let signifier = labels.signifier(&finding.signifier);
    let on = match &finding.stone {
        Some(stone) => format!("On “{signifier}”, stone “{}”, ", labels.part(&finding.signifier, stone)),
        None => format!("On “{signifier}” "),
    };
    let Some(p) = finding.p_adjusted else {
        let why = signifiers.get(&finding.signifier).and_then(|difference| not_asked(difference, labels));
        let why = why.unwrap_or_else(|| "too few answers, or all of them the same".to_owned());
        return format!("{on}the groups cannot be compared: {why}.");
    };
    let chance = probability(p);
    if p > EVIDENCE {
        return format!("{on}these stories do not show a difference between the groups ({chance}); there may still be one.");
    }
    let size = size(finding).map(|size| format!(" Size of the difference: {size}.")).unwrap_or_default();
    let who = match &finding.effect.between {
        Some([first, second]) => {
            let (first, second) = (labels.group(first), labels.group(second));
            match groups {
                2 => format!("“{first}” and “{second}” differ ({chance})"),
                _ => format!("the groups differ ({chance}); “{first}” and “{second}” are furthest apart"),
            }
        }
        None => format!("the groups differ ({chance})"),
    };
    let detail = signifiers.get(&finding.signifier).and_then(|difference| detail(finding, difference, labels));
    format!("{on}{who}{}.{size}", detail.map(|detail| format!("; {detail}")).unwrap_or_default())
}

/// Says so when fewer than two groups were asked.
fn not_asked(difference: &Difference, labels: &Labels) -> Option<String> {
    let asked: Vec<&str> =
        difference.groups().iter().filter(|(_, replies)| replies.asked() > 0).map(|(name, _)| name).collect();
    let others = difference.groups().iter().any(|(_, replies)| replies.asked() == 0 && replies.not_asked > 0);
    match asked.as_slice() {
        [] if others => Some("none of them was asked".to_owned()),
        [only] if others => Some(format!("only “{}” was asked", labels.group(only))),
        _ => None,
    }
}

fn probability(p: f64) -> String {
    if p < 0.001 { "adjusted p below 0.001".to_owned() } else { format!("adjusted p {p:.3}") }
}

/// The effect with the name of its measure, its interval and its scale.
fn size(finding: &Finding) -> Option<String> {
    let size = finding.effect.size?;
    let (name, scale) = match finding.effect.measure {
        Measure::CliffsDelta => ("Cliff's δ", "on a scale from −1 to 1, where 0 is none"),
        Measure::Energy => ("energy effect", "on a scale from 0, none, to 1"),
        Measure::CramersV => ("Cramér's V", "on a scale from 0, none, to 1"),
    };
    let interval = finding.effect.interval.map(|[low, high]| format!(" (95 % interval {} to {})", signed(low), signed(high)));
    Some(format!("{name} {}{} {scale}", signed(size), interval.unwrap_or_default()))
}

/// A position or a share in whole percent.
fn percent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}

/// A figure with two decimals and a true minus sign; never −0.00.
fn signed(figure: f64) -> String {
    let text = format!("{:.2}", figure.abs());
    if figure < 0.0 && text.chars().any(|c| c.is_ascii_digit() && c != '0') { format!("−{text}") } else { text }
}

/// The direction of the difference between the groups that are furthest apart.
fn detail(finding: &Finding, difference: &Difference, labels: &Labels) -> Option<String> {
    let id = finding.signifier.as_str();
    match difference {
        Difference::Triad(found) => table(&found.zones, finding, labels, |zone| labels.zone(id, zone)),
        Difference::Choice(found) => table(&found.table, finding, labels, |option| format!("“{}”", labels.part(id, option))),
        Difference::Dyad(found) => {
            let [first, second] = finding.effect.between.as_ref()?;
            let delta = finding.effect.size?;
            let median = |group: &str| found.quantiles.get(group).and_then(|quantiles| quantiles.p50);
            let (own, other) = (median(first)?, median(second)?);
            let [left, right] = labels.ends(id);
            let towards = match if delta < 0.0 { left } else { right } {
                Some(end) => format!("nearer to “{end}”"),
                None if delta < 0.0 => "further left".to_owned(),
                None => "further right".to_owned(),
            };
            let (first, second) = (labels.group(first), labels.group(second));
            let (own, other) = (percent(own), percent(other));
            let way = match (left, right) {
                (Some(left), Some(right)) => format!("of the way from “{left}” to “{right}”"),
                _ => "of the way from the left to the right end".to_owned(),
            };
            Some(format!("answers of “{first}” lie {towards}: their median is {own} {way}, that of “{second}” {other}"))
        }
        Difference::Stones(_) => None,
    }
}

/// The zone or option whose shares differ most; `words` says how it is called.
fn table(table: &TableDifference, finding: &Finding, labels: &Labels, words: impl Fn(&str) -> String) -> Option<String> {
    let mut widest: Option<(f64, String)> = None;
    for (name, cells) in table.cells.iter() {
        let told = cells.iter().filter(|cell| finding.effect.between.as_ref().is_none_or(|both| both.contains(&cell.group)));
        let shares: Vec<(f64, &str)> = told.filter_map(|cell| cell.share.map(|share| (share, cell.group.as_str()))).collect();
        let most = shares.iter().copied().reduce(|a, b| if b.0 > a.0 { b } else { a })?;
        let least = shares.iter().copied().reduce(|a, b| if b.0 < a.0 { b } else { a })?;
        let gap = most.0 - least.0;
        if gap > widest.as_ref().map_or(0.0, |(gap, _)| *gap) {
            let words = format!(
                "shares differ most {} {}: {} of “{}”, {} of “{}”",
                if name.contains('+') { "in the zone" } else { "in" },
                words(name),
                percent(most.0),
                labels.group(most.1),
                percent(least.0),
                labels.group(least.1)
            );
            widest = Some((gap, words));
        }
    }
    widest.map(|(_, words)| words)
}

#[cfg(test)]
mod tests {
    use crate::patterns::progress::Progress;

    use super::super::tests::{framework, named, stories, those};
    use super::super::{CompareOptions, compare};
    use super::*;

    #[test]
    fn sentences_and_warnings_name_signifiers_parts_and_groups_by_their_labels() {
        let framework = framework(1, 1, 1, 1);
        let columns = stories(&framework, 56, 5, |number| f64::from(u32::from(number % 2 == 1)) * 30.0);
        let rows = [0, 1].map(|half| those(&columns, |number| number % 2 == half));
        let mut labels = Labels::default();
        for (id, label) in [("t0", "What helped"), ("d0", "When help came"), ("s0", "Who knew you"), ("k0", "Who tells")] {
            labels.name_signifier(id, label);
        }
        labels.name_ends("d0", "too early", "too late");
        for (id, part, label) in [
            ("t0", "a", "One person"),
            ("t0", "b", "People together"),
            ("t0", "c", "The rules"),
            ("k0", "one", "Option one"),
            ("k0", "two", "Option two"),
            ("k0", "three", "Option three"),
            ("k0", "four", "Option four"),
            ("k0", "rare", "Option five"),
        ] {
            labels.name_part(id, part, label);
        }
        (0..5).for_each(|at| labels.name_part("s0", &format!("stone{at}"), &format!("Person {at}")));
        labels.name_group("first", "Families");
        labels.name_group("second", "Professionals");
        let options = CompareOptions { permutations: 999, labels, ..CompareOptions::default() };
        let found = compare(&columns, &named(&rows), None, &options, Progress::none()).unwrap();
        let words: Vec<&String> =
            found.findings.iter().flat_map(|own| own.warnings.iter().chain([&own.sentence])).chain(&found.warnings).collect();
        for id in ["“first", "“second", "t0", "d0", "s0", "k0", "stone", "“a”", "“one”", "rare"] {
            let naming = words.iter().find(|words| words.contains(id) && !words.contains("stone “Person"));
            assert_eq!(naming, None, "{id}");
        }
        assert!(found.warnings[0].contains("“Families”"), "{:?}", found.warnings);
        let sentence = |id: &str| &found.findings.iter().find(|own| own.signifier == id).unwrap().sentence;
        let dyad = sentence("d0");
        assert!(dyad.starts_with("On “When help came” “Families” and “Professionals” differ"), "{dyad}");
        // Families are those with even numbers, which are not shifted: their answers are further left.
        assert!(dyad.contains("Cliff's δ −0.9") || dyad.contains("Cliff's δ −1.00"), "{dyad}");
        assert!(dyad.contains("answers of “Families” lie nearer to “too early”"), "{dyad}");
        assert!(sentence("t0").contains("energy effect") && sentence("k0").contains("Cramér's V"), "{}", sentence("k0"));
    }

    #[test]
    fn a_figure_that_rounds_to_nothing_has_no_sign() {
        assert_eq!([-0.001, 0.0, -0.31, 0.31].map(signed), ["0.00", "0.00", "−0.31", "0.31"]);
    }
}
