//! A finding in words. A sentence never says more than its figures do: without evidence it does not say that groups are
//! alike, and with evidence over several groups it does not say which of them differ.

use crate::patterns::share::Ordered;

use super::result::{Difference, Finding, TableDifference};

/// Adjusted p-values up to this count as evidence.
const EVIDENCE: f64 = 0.05;

pub(super) fn sentence(finding: &Finding, groups: usize, signifiers: &Ordered<Difference>) -> String {
    let on = match &finding.stone {
        Some(stone) => format!("On “{}”, stone “{stone}”, ", finding.signifier),
        None => format!("On “{}” ", finding.signifier),
    };
    let Some(p) = finding.p_adjusted else {
        return format!("{on}the groups cannot be compared: too few answers, or all of them the same.");
    };
    let chance = probability(p);
    if p > EVIDENCE {
        return format!("{on}these stories do not show a difference between the groups ({chance}); there may still be one.");
    }
    let size = finding.effect.size.map_or(String::new(), |size| match finding.effect.interval {
        Some([low, high]) => format!(", effect {size:.2} (95 % interval {low:.2} to {high:.2}) on a scale from 0, none, to 1"),
        None => format!(", effect {size:.2} on a scale from 0, none, to 1"),
    });
    let who = match &finding.effect.between {
        Some([first, second]) if groups == 2 => format!("“{first}” and “{second}” differ ({chance}){size}"),
        Some([first, second]) => format!("the groups differ ({chance}); “{first}” and “{second}” are furthest apart{size}"),
        None => format!("the groups differ ({chance}){size}"),
    };
    let detail = signifiers.get(&finding.signifier).and_then(|difference| detail(finding, difference));
    format!("{on}{who}{}.", detail.map(|detail| format!("; {detail}")).unwrap_or_default())
}

fn probability(p: f64) -> String {
    if p < 0.001 { "adjusted p below 0.001".to_owned() } else { format!("adjusted p {p:.3}") }
}

/// What the difference looks like, told of the groups that are furthest apart.
fn detail(finding: &Finding, difference: &Difference) -> Option<String> {
    match difference {
        Difference::Triad(found) => table(&found.zones, finding),
        Difference::Choice(found) => table(&found.table, finding),
        Difference::Dyad(found) => {
            let [first, second] = finding.effect.between.as_ref()?;
            let median = |group: &str| found.quantiles.get(group).and_then(|quantiles| quantiles.p50);
            let (own, other) = (median(first)?, median(second)?);
            Some(format!("half of the answers lie left of {own:.2} in “{first}” and of {other:.2} in “{second}”"))
        }
        Difference::Stones(_) => None,
    }
}

/// The zone or option whose shares differ most.
fn table(table: &TableDifference, finding: &Finding) -> Option<String> {
    let mut widest: Option<(f64, String)> = None;
    for (name, cells) in table.cells.iter() {
        let told = cells.iter().filter(|cell| finding.effect.between.as_ref().is_none_or(|both| both.contains(&cell.group)));
        let shares: Vec<(f64, &str)> = told.filter_map(|cell| cell.share.map(|share| (share, cell.group.as_str()))).collect();
        let most = shares.iter().copied().reduce(|a, b| if b.0 > a.0 { b } else { a })?;
        let least = shares.iter().copied().reduce(|a, b| if b.0 < a.0 { b } else { a })?;
        let gap = most.0 - least.0;
        if gap > widest.as_ref().map_or(0.0, |(gap, _)| *gap) {
            let words = format!(
                "shares differ most in “{name}”: {:.0} % of “{}”, {:.0} % of “{}”",
                100.0 * most.0,
                most.1,
                100.0 * least.0,
                least.1
            );
            widest = Some((gap, words));
        }
    }
    widest.map(|(_, words)| words)
}
