//! Turns a spanning tree into clusters: the hierarchy of joins, condensed, and the clusters in it that persist longest.
//!
//! Campello, Moulavi & Sander (2013): excess of mass. The tree as a whole is never a cluster.

/// The cluster of a point; `None` is noise.
pub(super) type Label = Option<u32>;

use super::spanning::Edge;

/// The smallest distance that is used, because points that coincide would otherwise persist for ever.
const NEAREST: f64 = 1e-12;

/// Two groups that are joined; numbers below the number of points are points, the others are earlier joins.
struct Join {
    parts: [usize; 2],
    /// One over the distance.
    lambda: f64,
    size: usize,
}

/// A cluster of the condensed tree: it appears at `birth` and loses points until it splits or ends.
struct Condensed {
    parent: usize,
    birth: f64,
    size: usize,
    stability: f64,
}

/// The label of each of `n` points, from the edges of their spanning tree in ascending order.
pub(super) fn labels(edges: &[Edge], n: usize, min_cluster_size: usize) -> Vec<Label> {
    if n < 2 || edges.len() + 1 != n {
        return vec![None; n];
    }
    let (clusters, home) = condense(&joins(edges, n), n, min_cluster_size);
    let chosen = choose(&clusters);
    home.into_iter().map(|cluster| chosen[cluster]).collect()
}

fn joins(edges: &[Edge], n: usize) -> Vec<Join> {
    // The root of each group, by path halving; and the join that a root stands for.
    let mut root: Vec<usize> = (0..n).collect();
    let mut stands_for: Vec<usize> = (0..n).collect();
    let mut joins: Vec<Join> = Vec::with_capacity(edges.len());
    for edge in edges {
        let [a, b] = edge.ends.map(|end| find(&mut root, end as usize));
        let parts = [stands_for[a], stands_for[b]];
        let size = parts.map(|part| size_of(&joins, n, part)).iter().sum();
        joins.push(Join { parts, lambda: 1.0 / edge.squared.sqrt().max(NEAREST), size });
        root[a] = b;
        stands_for[b] = n + joins.len() - 1;
    }
    joins
}

fn find(root: &mut [usize], mut point: usize) -> usize {
    while root[point] != point {
        root[point] = root[root[point]];
        point = root[point];
    }
    point
}

fn size_of(joins: &[Join], n: usize, part: usize) -> usize {
    if part < n { 1 } else { joins[part - n].size }
}

/// Walks down from the root. Where both parts are large enough, they become new clusters; where one is, the cluster continues
/// as that part; the points of a part that is too small leave the cluster. Returns the clusters, parents first, and the last
/// cluster of each point.
fn condense(joins: &[Join], n: usize, min_cluster_size: usize) -> (Vec<Condensed>, Vec<usize>) {
    let mut clusters = vec![Condensed { parent: 0, birth: 0.0, size: n, stability: 0.0 }];
    let mut home = vec![0; n];
    let mut to_visit = vec![(joins.len() - 1, 0)];
    while let Some((at, cluster)) = to_visit.pop() {
        let join = &joins[at];
        let sizes = join.parts.map(|part| size_of(joins, n, part));
        let split = sizes.iter().all(|&size| size >= min_cluster_size);
        for (part, size) in join.parts.into_iter().zip(sizes) {
            if size < min_cluster_size || split {
                clusters[cluster].stability += (join.lambda - clusters[cluster].birth) * size as f64;
            }
            if size < min_cluster_size {
                leave(joins, n, part, |point| home[point] = cluster);
            } else if split {
                clusters.push(Condensed { parent: cluster, birth: join.lambda, size, stability: 0.0 });
                to_visit.push((part - n, clusters.len() - 1));
            } else {
                to_visit.push((part - n, cluster));
            }
        }
    }
    (clusters, home)
}

/// Calls `each` for every point of a part.
fn leave(joins: &[Join], n: usize, part: usize, mut each: impl FnMut(usize)) {
    let mut to_visit = vec![part];
    while let Some(part) = to_visit.pop() {
        if part < n {
            each(part);
        } else {
            to_visit.extend(joins[part - n].parts);
        }
    }
}

/// Chooses the clusters that persist longer than those they split into, and returns for every cluster the chosen one that
/// contains it.
fn choose(clusters: &[Condensed]) -> Vec<Label> {
    let mut best: Vec<f64> = vec![0.0; clusters.len()];
    let mut is_best = vec![false; clusters.len()];
    for at in (1..clusters.len()).rev() {
        let own = clusters[at].stability;
        // The parts' best has been added up; a cluster without parts has none.
        is_best[at] = best[at] <= own;
        best[at] = best[at].max(own);
        best[clusters[at].parent] += best[at];
    }
    let mut chosen: Vec<Label> = vec![None; clusters.len()];
    for at in 1..clusters.len() {
        chosen[at] = chosen[clusters[at].parent].or_else(|| is_best[at].then_some(at as u32));
    }
    debug_assert!(clusters.iter().all(|cluster| cluster.size > 0));
    chosen
}
