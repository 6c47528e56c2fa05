//! From the groups that a method found to the clusters that are shown.

use std::collections::BTreeMap;

use crate::patterns::columns::{Columns, Rows};

use super::describe::{MEDOID_SAMPLE, describe, medoids, position};
use super::hierarchy::Label;
use super::near::near;
use super::points::Chosen;
use super::request::{Grouping, Request};
use super::result::{Cluster, Clusters, StoryLabel, Unstable};
use super::stability::DOUBTFUL;

impl Request<'_> {
    pub(super) fn answer(&self, found: Grouping, distance: &(dyn Fn(usize, usize) -> f64 + Sync)) -> Clusters {
        let (columns, options) = (self.columns, self.options);
        let of_label = |label: u32| found.stability.as_ref().and_then(|stability| stability.get(&label).copied());
        let (shown, hidden): (Vec<_>, Vec<_>) =
            by_size(&found.labels).into_iter().partition(|(label, _)| of_label(*label).is_none_or(|own| own >= DOUBTFUL));
        let complete = found.rows.len();
        let rows: Vec<Rows> = shown
            .iter()
            .map(|(_, members)| Rows::at(members.iter().map(|&member| found.rows[member]), columns.rows()))
            .collect();
        let descriptions = if options.describe { describe(columns, self.all, &rows) } else { Vec::new() };
        let mut descriptions = descriptions.into_iter();
        let may_be = |member: usize| !options.readable_medoids || columns.readable[found.rows[member]];
        let answered = |member: usize| {
            let row = found.rows[member];
            self.chosen.iter().filter(|one| one.source.is_answered(row)).count() as f64 / self.chosen.len().max(1) as f64
        };
        let of_group = |(((label, members), rows), id): (((&u32, &Vec<usize>), Rows), u32)| Cluster {
            id,
            size: members.len() as u64,
            share: members.len() as f64 / complete.max(1) as f64,
            stability: of_label(*label),
            medoids: medoids(members, options.seed, distance, may_be, answered)
                .into_iter()
                .map(|member| columns.numbers[found.rows[member]])
                .collect(),
            medoids_sampled: (members.len() > MEDOID_SAMPLE).then_some(MEDOID_SAMPLE as u64),
            position: position(self.chosen, &rows),
            description: descriptions.next(),
            near: options.describe.then(|| near(columns, self.chosen, self.all, &rows)).flatten(),
            rows,
        };
        let not_shown = |(label, members): &(u32, Vec<usize>)| {
            of_label(*label).map(|stability| Unstable { size: members.len() as u64, stability })
        };
        let groups: Vec<Vec<usize>> = shown.iter().map(|(_, members)| members.clone()).collect();
        let mut reasons = found.reasons;
        if shown.is_empty() && !hidden.is_empty() {
            let hidden = hidden.len();
            reasons.push(format!("None of the {hidden} clusters was found again in enough resamples, so none is shown."));
        }
        let without = |one: &Chosen<'_>| self.all.places().filter(|&row| !one.source.is_complete(row)).count() as u64;
        let unasked = |one: &Chosen<'_>| self.all.places().filter(|&row| one.is_not_asked(row)).count() as u64;
        Clusters {
            not_asked: self.chosen.iter().map(|one| (one.id.to_owned(), unasked(one))).collect(),
            missing: self.chosen.iter().map(|one| (one.id.to_owned(), without(one))).collect(),
            reasons,
            method: options.method,
            complete: complete as u64,
            left_out: (self.all.len() - complete) as u64,
            noise: found.labels.iter().filter(|label| label.is_none()).count() as u64,
            min_cluster_size: found.settings.map(|settings| settings.min_cluster_size as u64),
            min_samples: found.settings.map(|settings| settings.min_samples as u64),
            sampled: found.sampled.map(|size| size as u64),
            clusters: shown.iter().map(|(label, members)| (label, members)).zip(rows).zip(1..).map(of_group).collect(),
            suggestion: found.suggestion,
            not_shown: found.stability.as_ref().map(|_| hidden.iter().filter_map(not_shown).collect()),
            labels: options.labels.then(|| story_labels(columns, &found.rows, &groups)),
        }
    }
}

/// The label and the members of each cluster, the largest cluster first; of equally large ones, the one with the earliest
/// story.
fn by_size(labels: &[Label]) -> Vec<(u32, Vec<usize>)> {
    let mut groups: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (point, label) in labels.iter().enumerate() {
        if let Some(label) = label {
            groups.entry(*label).or_default().push(point);
        }
    }
    let mut groups: Vec<(u32, Vec<usize>)> = groups.into_iter().collect();
    groups.sort_by(|(_, a), (_, b)| b.len().cmp(&a.len()).then(a.first().cmp(&b.first())));
    groups
}

fn story_labels(columns: &Columns, rows: &[usize], groups: &[Vec<usize>]) -> Vec<StoryLabel> {
    let mut labels: Vec<StoryLabel> =
        rows.iter().map(|&row| StoryLabel { story: columns.numbers[row], cluster: None }).collect();
    for (members, id) in groups.iter().zip(1..) {
        members.iter().for_each(|&member| labels[member].cluster = Some(id));
    }
    labels
}
