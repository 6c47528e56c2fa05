//! Why there are no clusters, or fewer than were asked for. How many stories were compared is not said here: it may not be told.

use super::hierarchy::Label;
use super::options::ClusterOptions;

/// Why HDBSCAN found no cluster, when it found none. `asked` finds out whether some storyteller was asked every chosen question.
pub(super) fn no_dense_part(labels: &[Label], min_cluster_size: usize, asked: impl FnOnce() -> bool) -> Option<String> {
    let n = labels.len();
    if labels.iter().any(Option::is_some) {
        return None;
    }
    Some(match n {
        0 if !asked() => "No storyteller was asked every chosen question, so there are no clusters.".to_owned(),
        0 => "No story answered every chosen question, so there are no clusters.".to_owned(),
        n if n < min_cluster_size => format!(
            "A cluster has {min_cluster_size} stories or more, and fewer answered every chosen question, so there are no clusters."
        ),
        _ => "No part of the stories is denser than the rest, so there are no clusters.".to_owned(),
    })
}

/// Why k-medoids cannot form as many clusters as were asked for, among `n` stories with so many distinct answers.
pub(super) fn too_many(options: &ClusterOptions, n: usize, distinct: usize) -> Vec<String> {
    let mut reasons = Vec::new();
    if n == 0 {
        reasons.push("No story answered any chosen question, so there are no clusters.".to_owned());
        return reasons;
    }
    match options.k {
        Some(k) if k >= n => reasons.push(format!(
            "{k} clusters were asked for, and no more stories answered, so there are none: ask for fewer clusters than stories."
        )),
        Some(k) if k > distinct => reasons.push(format!(
            "{k} clusters were asked for, but the answers of these stories differ in only {distinct} ways, so there are fewer."
        )),
        _ => {}
    }
    match options.wanted_range() {
        Some([_, to]) if to > distinct || to >= n => reasons.push(format!(
            "No more than {} clusters were tried, because too few stories answered, or in too few different ways.",
            distinct.min(n - 1)
        )),
        _ => {}
    }
    reasons
}
