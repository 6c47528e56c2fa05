//! Describes clusters: the most typical stories, the position on every signifier compared with the rest, and who told the
//! stories and when.

use chrono::{Datelike, NaiveDate};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::model::WHOLE;
use crate::patterns::columns::{Column, Columns, Listed, NO_POSITION, Replies, Rows, StoneColumn};
use crate::patterns::describe::{ChoiceCounts, most_chosen};
use crate::patterns::geometry::lattice::plane;
use crate::patterns::ordered::Ordered;
use crate::patterns::statistics::{Random, ratio};

use super::points::{Chosen, Source};

/// Typical stories that are named.
const MEDOIDS: usize = 3;

/// A typical story answered this share of the chosen signifiers, or, where there is none such, more than half of them.
const FULL: f64 = 0.75;
const HALF: f64 = 0.5;

/// The largest number of members among which medoids are searched; of more, this many are sampled.
pub(super) const MEDOID_SAMPLE: usize = 2_000;

/// A cluster's mean position on a signifier, in the form of an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(example = json!({"triad": [0.62, 0.3, 0.08]}))]
pub enum Position {
    /// Three weights that sum to 1.
    #[schema(value_type = Vec<f64>)]
    Triad([f64; 3]),
    /// From 0 to 1.
    Dyad(f64),
    /// x and y of each stone.
    #[schema(value_type = std::collections::HashMap<String, Vec<f64>>)]
    Stones(Ordered<[f64; 2]>),
}

/// The position of a cluster on one signifier, compared with all other stories of the selection.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(example = json!({"answered": 118, "cluster": {"dyad": 0.81}, "rest": {"dyad": 0.44}, "difference": 0.58}))]
pub struct Profile {
    /// Stories of the cluster that answered.
    pub answered: u64,
    /// The cluster's mean position; missing when none answered.
    pub cluster: Option<Position>,
    /// The others' mean position; missing when none answered.
    pub rest: Option<Position>,
    /// How far apart they are; missing when either is missing. For a dyad, Cliff's δ, from −1 to 1, positive when the cluster
    /// is further right. For a triad, the distance of the two means in sides of the triangle. For stones, the largest distance
    /// of the means of any stone, in sides of the square.
    pub difference: Option<f64>,
}

/// How often an option was chosen in a cluster, and in the rest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(example = json!({"count": 41, "share": 0.35, "rest": 0.22}))]
pub struct OptionShare {
    /// Stories of the cluster.
    pub count: u64,
    /// Their share of the cluster's stories that answered; missing when none did.
    pub share: Option<f64>,
    /// The share among the other stories of the selection that answered.
    pub rest: Option<f64>,
}

/// A quarter of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(example = json!({"from": "2026-04-01", "count": 17, "of": 210}))]
pub struct Quarter {
    /// Its first day.
    pub from: NaiveDate,
    /// Stories of the cluster received in it.
    pub count: u64,
    /// Stories of the selection received in it.
    pub of: u64,
}

/// A cluster in detail.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Description {
    /// On every triad, dyad and set of stones of the framework.
    #[schema(value_type = std::collections::HashMap<String, Profile>)]
    pub profile: Ordered<Profile>,
    /// On every choice, by option. Of a choice with more than 100 options, the 100 that were chosen most in the selection.
    #[schema(value_type = std::collections::HashMap<String, std::collections::HashMap<String, OptionShare>>)]
    pub shares: Ordered<Ordered<OptionShare>>,
    /// Stories of the cluster whose tellers were not asked, by signifier.
    #[schema(value_type = std::collections::HashMap<String, u64>)]
    pub not_asked: Ordered<u64>,
    /// When its stories were received, by quarter; quarters without any story of the selection are left out.
    pub quarters: Vec<Quarter>,
}

/// `may_be` returns which members may be named, `answered` the share of the chosen signifiers that a member answered: one that left out
/// more than a quarter of them is near to others on little, so it is named only where no fuller one is.
pub(super) fn medoids(
    members: &[usize],
    seed: u64,
    distance: &(dyn Fn(usize, usize) -> f64 + Sync),
    may_be: impl Fn(usize) -> bool + Sync,
    answered: impl Fn(usize) -> f64 + Sync,
) -> Vec<usize> {
    let sample = Random::new(seed).sample(members.len(), MEDOID_SAMPLE);
    let others: Vec<usize> = sample.into_iter().map(|place| members[place]).collect();
    let candidates: Vec<usize> = if others.iter().any(|&member| may_be(member)) {
        others.iter().copied().filter(|&member| may_be(member)).collect()
    } else {
        members.iter().copied().filter(|&member| may_be(member)).take(MEDOID_SAMPLE).collect()
    };
    let summed = |&member: &usize| {
        let sum = others.iter().map(|&other| distance(member, other)).sum::<f64>();
        (answered(member) < FULL, answered(member) <= HALF, sum, member)
    };
    let mut sums: Vec<(bool, bool, f64, usize)> = candidates.par_iter().map(summed).collect();
    sums.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.total_cmp(&b.2)).then(a.3.cmp(&b.3)));
    sums.into_iter().take(MEDOIDS).map(|(.., member)| member).collect()
}

/// The mean position of some stories on each chosen signifier; signifiers that none of them answered are left out.
pub(super) fn position(chosen: &[Chosen<'_>], rows: &Rows) -> Ordered<Position> {
    let of = |one: &Chosen<'_>| {
        let sums = match &one.source {
            Source::Stones(stones) => stones.iter().map(|stone| Sums::of_stone(stone, rows)).collect(),
            Source::Triad(column) => vec![Sums::of_triad(column, rows)],
            Source::Dyad(column) => vec![Sums::of_dyad(column, rows)],
            Source::Choice(_) => return None,
        };
        let names = match &one.source {
            Source::Stones(stones) => stones.iter().map(|stone| stone.id.as_str()).collect(),
            _ => Vec::new(),
        };
        Some((one.id.to_owned(), mean(&one.source.kind(), &names, &sums)?))
    };
    chosen.par_iter().map(of).collect::<Vec<_>>().into_iter().flatten().collect()
}

/// A description of every group, in the order given. `all` are the stories of the selection.
pub(super) fn describe(columns: &Columns, all: &Rows, groups: &[Rows]) -> Vec<Description> {
    let mut descriptions: Vec<Description> = groups.iter().map(|_| Description::empty()).collect();
    for (id, column) in &columns.signifiers {
        for (description, rows) in descriptions.iter_mut().zip(groups) {
            description.not_asked.0.push((id.clone(), Replies::of(column, rows).not_asked));
        }
        match column {
            Column::Choice(column) => {
                let total = ChoiceCounts::of(column, &Listed::once(all));
                let named = most_chosen(&total.options);
                for (description, rows) in descriptions.iter_mut().zip(groups) {
                    let own = ChoiceCounts::of(column, &Listed::once(rows));
                    let share = |&at: &usize| {
                        let (count, others) = (own.options[at], total.options[at] - own.options[at]);
                        let rest = ratio(others, total.answered - own.answered);
                        (column.options[at].clone(), OptionShare { count, share: ratio(count, own.answered), rest })
                    };
                    description.shares.0.push((id.clone(), named.iter().map(share).collect()));
                }
            }
            column => {
                let (kind, names) = (Kind::of(column), stone_names(column));
                let total = sums(column, all);
                let own: Vec<Vec<Sums>> = groups.par_iter().map(|rows| sums(column, rows)).collect();
                for (description, own) in descriptions.iter_mut().zip(own) {
                    description.profile.0.push((id.clone(), profile(&kind, &names, &own, &total)));
                }
            }
        }
    }
    let of = quarters(columns, all);
    for (description, rows) in descriptions.iter_mut().zip(groups) {
        let own = quarters(columns, rows);
        let quarter = |(&from, &of): (&NaiveDate, &u64)| Quarter { from, count: own.get(&from).copied().unwrap_or(0), of };
        description.quarters = of.iter().map(quarter).collect();
    }
    descriptions
}

impl Description {
    fn empty() -> Self {
        Self { profile: Ordered(Vec::new()), shares: Ordered(Vec::new()), not_asked: Ordered(Vec::new()), quarters: Vec::new() }
    }
}

/// The kinds that have positions.
pub(super) enum Kind {
    Triad,
    Dyad,
    Stones,
}

impl Kind {
    fn of(column: &Column) -> Self {
        match column {
            Column::Triad(_) => Self::Triad,
            Column::Dyad(_) => Self::Dyad,
            Column::Stones(_) | Column::Choice(_) => Self::Stones,
        }
    }
}

impl Source<'_> {
    fn kind(&self) -> Kind {
        match self {
            Self::Triad(_) => Kind::Triad,
            Self::Dyad(_) => Kind::Dyad,
            Self::Stones(_) | Self::Choice(_) => Kind::Stones,
        }
    }
}

fn stone_names(column: &Column) -> Vec<&str> {
    match column {
        Column::Stones(column) => column.stones.iter().map(|stone| stone.id.as_str()).collect(),
        _ => Vec::new(),
    }
}

fn sums(column: &Column, rows: &Rows) -> Vec<Sums> {
    match column {
        Column::Triad(column) => vec![Sums::of_triad(column, rows)],
        Column::Dyad(column) => vec![Sums::of_dyad(column, rows)],
        Column::Stones(column) => column.stones.iter().map(|stone| Sums::of_stone(stone, rows)).collect(),
        Column::Choice(_) => Vec::new(),
    }
}

/// Sums in whole numbers, so that the rest is exactly the total minus the cluster.
#[derive(Default)]
struct Sums {
    count: u64,
    first: u64,
    second: u64,
    /// The number of stories at each position of a dyad.
    positions: Vec<u32>,
}

impl Sums {
    fn of_triad(column: &crate::patterns::columns::TriadColumn, rows: &Rows) -> Self {
        let mut sums = Self::default();
        for row in rows.places().filter(|&row| column.is_answered(row)) {
            sums.add(column.b[row], column.c[row]);
        }
        sums
    }

    fn of_dyad(column: &crate::patterns::columns::DyadColumn, rows: &Rows) -> Self {
        let mut sums = Self { positions: vec![0; usize::from(WHOLE) + 1], ..Self::default() };
        for position in rows.places().map(|row| column.position[row]).filter(|&position| position <= WHOLE) {
            sums.add(position, 0);
            sums.positions[usize::from(position)] += 1;
        }
        sums
    }

    fn of_stone(stone: &StoneColumn, rows: &Rows) -> Self {
        let mut sums = Self::default();
        for row in rows.places().filter(|&row| stone.x[row] != NO_POSITION) {
            sums.add(stone.x[row], stone.y[row]);
        }
        sums
    }

    fn add(&mut self, first: u16, second: u16) {
        self.count += 1;
        self.first += u64::from(first);
        self.second += u64::from(second);
    }

    fn without(&self, part: &Self) -> Self {
        let positions = self.positions.iter().zip(&part.positions).map(|(all, part)| all - part).collect();
        let (first, second) = (self.first - part.first, self.second - part.second);
        Self { count: self.count - part.count, first, second, positions }
    }

    fn means(&self) -> Option<[f64; 2]> {
        let mean = |sum: u64| sum as f64 / self.count as f64 / f64::from(WHOLE);
        (self.count > 0).then(|| [mean(self.first), mean(self.second)])
    }
}

fn mean(kind: &Kind, names: &[&str], sums: &[Sums]) -> Option<Position> {
    match kind {
        Kind::Triad => sums.first()?.means().map(|[b, c]| Position::Triad([(1.0 - b - c).max(0.0), b, c])),
        Kind::Dyad => sums.first()?.means().map(|[at, _]| Position::Dyad(at)),
        Kind::Stones => {
            let placed = names.iter().zip(sums).filter_map(|(name, sums)| Some(((*name).to_owned(), sums.means()?)));
            let placed: Ordered<[f64; 2]> = placed.collect();
            (!placed.0.is_empty()).then_some(Position::Stones(placed))
        }
    }
}

fn profile(kind: &Kind, names: &[&str], own: &[Sums], total: &[Sums]) -> Profile {
    let rest: Vec<Sums> = total.iter().zip(own).map(|(total, own)| total.without(own)).collect();
    let apart = own.iter().zip(&rest).filter_map(|(own, rest)| apart(kind, own, rest));
    Profile {
        answered: own.iter().map(|sums| sums.count).max().unwrap_or(0),
        cluster: mean(kind, names, own),
        rest: mean(kind, names, &rest),
        difference: apart.reduce(|a, b| if b.abs() > a.abs() { b } else { a }),
    }
}

fn apart(kind: &Kind, own: &Sums, rest: &Sums) -> Option<f64> {
    let (own_means, rest_means) = (own.means()?, rest.means()?);
    Some(match kind {
        Kind::Dyad => cliff(&own.positions, &rest.positions),
        Kind::Triad => {
            let [first, second] = [own_means, rest_means].map(|[b, c]| plane([1.0 - b - c, b, c]));
            (first[0] - second[0]).hypot(first[1] - second[1])
        }
        Kind::Stones => (own_means[0] - rest_means[0]).hypot(own_means[1] - rest_means[1]),
    })
}

/// Cliff's δ (1993): the share of pairs in which the first is larger minus the share in which the second is, computed exactly
/// from the counts at each position. Both groups must have answers.
fn cliff(first: &[u32], second: &[u32]) -> f64 {
    let total = |counts: &[u32]| counts.iter().map(|&count| u64::from(count)).sum::<u64>();
    let (all_first, all_second) = (total(first), total(second));
    let (mut below, mut balance) = (0i128, 0i128);
    for (&own, &other) in first.iter().zip(second) {
        let above = i128::from(all_second) - below - i128::from(other);
        balance += i128::from(own) * (below - above);
        below += i128::from(other);
    }
    balance as f64 / (all_first as f64 * all_second as f64)
}

fn quarters(columns: &Columns, rows: &Rows) -> std::collections::BTreeMap<NaiveDate, u64> {
    let mut days: std::collections::BTreeMap<i32, u64> = std::collections::BTreeMap::new();
    rows.places().for_each(|row| *days.entry(columns.received[row]).or_default() += 1);
    let mut quarters = std::collections::BTreeMap::new();
    for (day, count) in days {
        let first = NaiveDate::from_num_days_from_ce_opt(day)
            .and_then(|day| NaiveDate::from_ymd_opt(day.year(), day.month0() / 3 * 3 + 1, 1));
        first.into_iter().for_each(|first| *quarters.entry(first).or_default() += count);
    }
    quarters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cliffs_delta_counts_pairs() {
        assert_eq!(cliff(&[0, 0, 2], &[3, 0, 0]), 1.0);
        assert_eq!(cliff(&[1, 1, 1], &[1, 1, 1]), 0.0);
        // 1 against 0, 1, 2 and 2 against 0, 1, 2: larger 3 times, smaller once.
        assert_eq!(cliff(&[0, 1, 1], &[1, 1, 1]), 2.0 / 6.0);
    }
}
#[cfg(test)]
mod typical_tests {
    use super::*;

    /// Eight members on a line; the first is in the middle of all.
    const AT: [f64; 8] = [0.5, 0.1, 0.2, 0.45, 0.56, 0.8, 0.9, 1.0];

    fn typical(answered: [f64; 8]) -> Vec<usize> {
        let distance = |a: usize, b: usize| (AT[a] - AT[b]).abs();
        medoids(&[0, 1, 2, 3, 4, 5, 6, 7], 1, &distance, |_| true, |member| answered[member])
    }

    #[test]
    fn of_stories_that_answered_all_the_nearest_to_the_others_are_typical() {
        assert_eq!(typical([1.0; 8]), [0, 4, 3]);
    }

    #[test]
    fn a_story_that_answered_little_is_typical_only_where_no_fuller_one_is() {
        assert_eq!(typical([0.2, 1.0, 1.0, 1.0, 0.6, 1.0, 1.0, 1.0]), [3, 5, 6]);
        assert_eq!(typical([0.2, 0.2, 0.2, 0.2, 0.6, 0.2, 0.2, 0.8]), [7, 4, 0]);
    }
}
