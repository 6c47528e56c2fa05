//! Checks what the engine says of stories that were not all asked the same against an [oracle](super::oracle).

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::model::Answer;
use crate::patterns::oracle::{AUDIENCES, Known, SIGNIFIERS};
use crate::patterns::{oracle, *};

fn columns_of(stories: &[Known]) -> Columns {
    let mut columns = Columns::new();
    for version in [1, 2] {
        assert!(columns.learn(oracle::framework(version)).is_empty());
    }
    stories.iter().for_each(|story| story.put(&mut columns));
    columns
}

fn rows_of(columns: &Columns, stories: &[&Known]) -> Rows {
    columns.with_numbers(&stories.iter().map(|story| story.number).collect::<Vec<_>>())
}

/// Some sets of stories: all, those of each audience, of each version, of each prompt, and none.
fn sets(stories: &[Known]) -> Vec<Vec<&Known>> {
    let those = |keep: &dyn Fn(&Known) -> bool| stories.iter().filter(|story| keep(story)).collect::<Vec<_>>();
    let mut sets = vec![those(&|_| true), those(&|_| false), those(&|story| story.kiosk)];
    sets.extend(AUDIENCES.map(|audience| those(&|story| story.audience() == Some(audience))));
    sets.extend([1, 2].map(|version| those(&|story| story.version == version)));
    sets.extend(["moment", "day"].map(|prompt| those(&|story| story.prompt == prompt)));
    sets
}

#[track_caller]
fn same_share(found: (Option<f64>, Option<[f64; 2]>), count: u64, of: u64) {
    let right = oracle::share(count, of);
    assert_eq!(found.0, right.map(|(share, _)| share));
    let ends = found.1.zip(right).map(|(found, (_, right))| [0, 1].map(|end| (found[end] - right[end]).abs()));
    assert!(ends.is_none_or(|apart| apart.iter().all(|apart| *apart < 1e-12)), "{found:?} {right:?}");
}

#[track_caller]
fn same_pattern(columns: &Columns, stories: &[&Known], id: &str) {
    let found = pattern(columns, &rows_of(columns, stories), id, &Options::default()).unwrap();
    let replies = oracle::replies(stories, id);
    assert_eq!(found.replies(), replies, "{id}");
    assert_eq!(replies.stories(), stories.len() as u64);
    match found {
        Pattern::Triad(found) => {
            let points = oracle::points(stories, id);
            for (name, zone) in found.zones.iter() {
                let count = points.iter().filter(|parts| oracle::zone(**parts) == name).count() as u64;
                assert_eq!(zone.count, count, "{id} {name}");
                same_share((zone.share, zone.interval), count, replies.answered);
            }
            let mean =
                |k: usize| points.iter().map(|parts| u64::from(parts[k])).sum::<u64>() as f64 / (points.len() * 10_000) as f64;
            let mean = (!points.is_empty()).then(|| [0, 1, 2].map(mean));
            let apart = found.centres.arithmetic.zip(mean).map(|(one, other)| [0, 1, 2].map(|k| (one[k] - other[k]).abs()));
            assert!(
                found.centres.arithmetic.is_some() == mean.is_some()
                    && apart.is_none_or(|apart| apart.iter().all(|d| *d < 1e-12))
            );
        }
        Pattern::Dyad(found) => {
            let positions = oracle::positions(stories, id);
            let fifth = |k: u16| {
                let (from, to) = (2_000 * k, 2_000 * (k + 1));
                positions.iter().filter(|&&at| (at > from || (k == 0 && at == 0)) && at <= to).count() as u64
            };
            for (k, share) in (0..5).zip(&found.fifth_shares) {
                assert_eq!(share.count, fifth(k), "{id} {k}");
                same_share((share.share, share.interval), fifth(k), replies.answered);
            }
            let middle = |at: usize| f64::from(positions[at]) / 1e4;
            let median =
                (!positions.is_empty()).then(|| (middle((positions.len() - 1) / 2) + middle(positions.len() / 2)) / 2.0);
            assert!(found.quantiles.p50.zip(median).is_none_or(|(one, other)| (one - other).abs() < 1e-12), "{id}");
        }
        Pattern::Stones(found) => {
            for (stone, own) in found.stones.iter() {
                let placed = stories.iter().filter(|story| match story.answer(id) {
                    Some(Answer::Stones(places)) => places.contains_key(stone),
                    _ => false,
                });
                let placed = placed.count() as u64;
                assert_eq!((own.placed, own.unplaced), (placed, replies.answered - placed), "{stone}");
                assert_eq!(own.cells.iter().sum::<u64>(), placed);
            }
        }
        Pattern::Choice(found) => {
            for (option, share) in found.options.iter() {
                assert_eq!(share.count, oracle::chose(stories, id, option), "{id} {option}");
                same_share((share.share, share.interval), share.count, replies.answered);
            }
        }
    }
}

fn agrees(columns: &Columns, stories: &[Known]) {
    for set in sets(stories) {
        for id in SIGNIFIERS {
            same_pattern(columns, &set, id);
            let rows = rows_of(columns, &set);
            assert_eq!(columns.replies(&rows, id).unwrap(), oracle::replies(&set, id));
        }
        let (options, facet) = columns.choice_counts(&rows_of(columns, &set), "k").unwrap();
        assert_eq!(facet, oracle::replies(&set, "k"));
        for (option, count) in options.iter() {
            assert_eq!(*count, oracle::chose(&set, "k", option));
        }
    }
}

#[test]
fn counts_and_shares_are_those_of_the_storytellers_who_were_asked() {
    let stories = oracle::stories(900, 11);
    agrees(&columns_of(&stories), &stories);
    // All ways of not being asked occur, and so does each of the four states for every signifier but the one of who it is.
    let all: Vec<&Known> = stories.iter().collect();
    for id in SIGNIFIERS.into_iter().skip(1) {
        let found = oracle::replies(&all, id);
        let counts = [found.answered, found.not_applicable, found.unanswered, found.not_asked];
        assert!(counts.iter().all(|count| *count > 5), "{id}: {found:?}");
    }
}

#[test]
fn a_correction_a_removal_a_late_version_and_a_file_change_what_was_asked_as_they_should() {
    let (stories, others) = (oracle::stories(300, 12), oracle::stories(300, 13));
    let mut columns = Columns::new();
    columns.learn(oracle::framework(1));
    stories.iter().filter(|story| story.version == 1).for_each(|story| story.put(&mut columns));
    columns.learn(oracle::framework(2));
    stories.iter().filter(|story| story.version == 2).for_each(|story| story.put(&mut columns));
    agrees(&columns, &stories);
    // Every third story is corrected, and every seventh is gone.
    let mut now: Vec<Known> = Vec::new();
    for (story, other) in stories.into_iter().zip(others) {
        if story.number % 7 == 0 {
            columns.remove(story.number);
        } else if story.number % 3 == 0 {
            other.put(&mut columns);
            now.push(other);
        } else {
            now.push(story);
        }
    }
    agrees(&columns, &now);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("columns");
    Snapshot { columns: [("oracle".to_owned(), Arc::new(columns))].into(), ..Snapshot::default() }.write(&file).unwrap();
    let mut read = Columns::clone(&Snapshot::read(&file).unwrap().columns["oracle"]);
    agrees(&read, &now);
    for version in [1, 2] {
        read.learn(oracle::framework(version));
    }
    let mut more = oracle::stories(320, 14).split_off(300);
    more.iter().for_each(|story| story.put(&mut read));
    now.append(&mut more);
    agrees(&read, &now);
}

#[test]
fn a_condition_takes_those_who_answered_and_a_negated_region_leaves_out_who_was_not_asked() {
    let stories = oracle::stories(400, 15);
    let columns = columns_of(&stories);
    let matching = |selection: Value| {
        let selection = serde_json::from_value(selection).unwrap();
        let rows = columns.resolve(&selection, TextMatches::default()).unwrap();
        let shared = VersionedColumns::new(columns.clone());
        let undecided = shared.undecided(&shared.read(), &selection, TextMatches::default(), &rows, None).unwrap();
        (columns.numbers(&rows).collect::<Vec<u64>>(), undecided.without_answer)
    };
    let numbers = |keep: &dyn Fn(&Known) -> bool| {
        stories.iter().filter(|story| keep(story)).map(|story| story.number).collect::<Vec<u64>>()
    };
    let right = |story: &Known| matches!(story.answer("e"), Some(Answer::Dyad(at)) if at.parts() >= 5_000);
    let range = json!([{"signifier": "e", "from": 0.5}]);
    assert_eq!(matching(json!({"dyads": range})).0, numbers(&right));
    let (elsewhere, undecided) = matching(json!({"not": {"dyads": range}}));
    assert_eq!(elsewhere, numbers(&|story| story.answer("e").is_some() && !right(story)));
    assert_eq!(undecided, numbers(&|story| story.answer("e").is_none()).len() as u64);
    let corner = |story: &Known| oracle::points(&[story], "u").first().is_some_and(|parts| oracle::zone(*parts) == "a");
    let zone = json!([{"signifier": "u", "zones": ["a"]}]);
    assert_eq!(matching(json!({"triads": zone})).0, numbers(&corner));
    assert_eq!(matching(json!({"not": {"triads": zone}})).0, numbers(&|story| story.answer("u").is_some() && !corner(story)));
    // A storyteller who was not asked has not chosen the option, like one who skipped the question.
    let one = |story: &Known| oracle::chose(&[story], "k", "one") == 1;
    assert_eq!(matching(json!({"answers": {"k": ["one"]}})).0, numbers(&one));
    assert_eq!(matching(json!({"not": {"answers": {"k": ["one"]}}})).0, numbers(&|story| !one(story)));
}

#[test]
fn comparisons_are_of_those_who_were_asked() {
    let stories = oracle::stories(900, 16);
    let columns = columns_of(&stories);
    let of = AUDIENCES.map(|audience| stories.iter().filter(|story| story.audience() == Some(audience)).collect::<Vec<_>>());
    let rows = of.each_ref().map(|of| rows_of(&columns, of));
    let groups: Vec<Group<'_>> = AUDIENCES.into_iter().zip(&rows).map(|(name, rows)| Group { name, rows }).collect();
    let options = CompareOptions { permutations: 99, ..CompareOptions::default() };
    let found = compare(&columns, &groups, None, &options, Progress::none()).unwrap();
    for (id, difference) in found.signifiers.iter() {
        for (audience, stories) in AUDIENCES.into_iter().zip(&of) {
            let replies = *difference.groups().get(audience).unwrap();
            assert_eq!(replies, oracle::replies(stories, id), "{id} {audience}");
            assert_eq!(replies.stories(), stories.len() as u64);
        }
        same_cells(difference, id, &of);
        if let Difference::Dyad(found) = difference {
            for pair in &found.pairs {
                let both = pair.between.each_ref().map(|name| &of[AUDIENCES.iter().position(|own| own == name).unwrap()]);
                let right = cliffs_delta(both.map(|stories| oracle::positions(stories, id)));
                let apart = pair.cliffs_delta.zip(right).map_or(0.0, |(found, right)| (found - right).abs());
                assert!(
                    pair.cliffs_delta.is_some() == right.is_some() && apart < 1e-12,
                    "{id}: {:?}, {right:?}",
                    pair.cliffs_delta
                );
            }
        }
    }
    // Professionals are not asked `d`, unless they do not say who they are.
    let d = found.findings.iter().find(|finding| finding.signifier == "d").unwrap();
    let said = "“professional” was not asked this, so nothing is said of this group.";
    assert!(d.warnings.contains(&said.to_owned()), "{:?}", d.warnings);
    let few = compare(&columns, &groups[1..], None, &options, Progress::none()).unwrap();
    let d = few.findings.iter().find(|finding| finding.signifier == "d").unwrap();
    assert_eq!(d.sentence, "On “d” the groups cannot be compared: only “family” was asked.");
}

#[track_caller]
fn same_cells(difference: &Difference, id: &str, of: &[Vec<&Known>; 3]) {
    let table = match difference {
        Difference::Triad(found) => &found.zones,
        Difference::Choice(found) => &found.table,
        _ => return,
    };
    for (name, cells) in table.cells.iter() {
        for (cell, stories) in cells.iter().zip(of) {
            let count = match difference {
                Difference::Triad(_) => {
                    oracle::points(stories, id).iter().filter(|parts| oracle::zone(**parts) == name).count() as u64
                }
                _ => oracle::chose(stories, id, name),
            };
            let share = oracle::share(count, oracle::replies(stories, id).answered).map(|(share, _)| share);
            assert_eq!((cell.count, cell.share), (count, share), "{id} {name}");
        }
    }
}

/// Counted pair by pair.
fn cliffs_delta([first, second]: [Vec<u16>; 2]) -> Option<f64> {
    let mut balance = 0i64;
    for own in &first {
        for other in &second {
            balance += i64::from(own > other) - i64::from(own < other);
        }
    }
    let pairs = first.len() * second.len();
    (pairs > 0).then(|| balance as f64 / pairs as f64)
}

#[test]
fn trends_clusters_and_words_tell_who_was_not_asked() {
    let stories = oracle::stories(600, 17);
    let columns = columns_of(&stories);
    let months = periods(&columns, &columns.all(), Step::Month);
    let by_month: Vec<Vec<&Known>> =
        (1..=6).map(|month| stories.iter().filter(|story| story.month == month).collect()).collect();
    for id in SIGNIFIERS {
        let found = trend(&columns, &months, &Figure::NotApplicable { signifier: id.to_owned() }).unwrap();
        for (point, stories) in found.points.iter().zip(&by_month) {
            let replies = oracle::replies(stories, id);
            assert_eq!((point.of, point.not_asked), (Some(replies.asked()), Some(replies.not_asked)), "{id}");
            same_share((point.value, point.interval), replies.not_applicable, replies.asked());
        }
    }
    let median = trend(&columns, &months, &Figure::Median { signifier: "e".to_owned() }).unwrap();
    let path = drift(&columns, &months, "u").unwrap().path;
    for ((point, centre), stories) in median.points.iter().zip(&path).zip(&by_month) {
        let (e, u) = (oracle::replies(stories, "e"), oracle::replies(stories, "u"));
        assert_eq!((point.of, point.not_asked), (Some(e.answered), Some(e.not_asked)));
        assert_eq!((centre.answered, centre.not_asked), (Some(u.answered), Some(u.not_asked)));
    }

    let all: Vec<&Known> = stories.iter().collect();
    let ids = ["t", "e", "k"].map(str::to_owned);
    let options = ClusterOptions {
        signifiers: ids.to_vec(),
        method: ClusterMethod::KMedoids,
        k: Some(2),
        describe: true,
        ..ClusterOptions::default()
    };
    let found = clusters(&columns, &columns.all(), &options, &Progress::none()).unwrap();
    for id in &ids {
        let replies = oracle::replies(&all, id);
        assert_eq!(found.not_asked.get(id), Some(&replies.not_asked));
        assert_eq!(found.missing.get(id), Some(&(replies.stories() - replies.answered)));
    }
    for cluster in &found.clusters {
        let numbers: Vec<u64> = columns.numbers(&cluster.rows).collect();
        let own: Vec<&Known> = stories.iter().filter(|story| numbers.binary_search(&story.number).is_ok()).collect();
        for (id, not_asked) in cluster.description.as_ref().unwrap().not_asked.iter() {
            assert_eq!(*not_asked, oracle::replies(&own, id).not_asked, "{id}");
        }
    }

    let with_word = rows_of(&columns, &stories.iter().filter(|story| story.number % 5 == 0).collect::<Vec<_>>());
    let found = word_in_zones(&columns, &columns.all(), &with_word, "u").unwrap();
    let replies = Replies {
        answered: found.answered,
        not_applicable: found.not_applicable,
        unanswered: found.unanswered,
        not_asked: found.not_asked,
    };
    assert_eq!(replies, oracle::replies(&all, "u"));
}

#[test]
fn periods_in_which_no_storyteller_was_asked_are_told_apart_from_small_ones() {
    let stories: Vec<Known> =
        oracle::stories(400, 18).into_iter().filter(|story| story.month != 3 || story.version == 1).collect();
    let columns = columns_of(&stories);
    let months = periods(&columns, &columns.all(), Step::Month);
    let found = trend(&columns, &months, &Figure::Centre { signifier: "u".to_owned(), corner: "a".to_owned() }).unwrap();
    assert_eq!((found.points[2].of, found.points[2].value), (Some(0), None));
    assert!(found.points[2].not_asked > Some(0));
    let said = "In 1 of 6 periods no storyteller was asked, so the figure is missing there.";
    assert!(found.warnings.contains(&said.to_owned()), "{:?}", found.warnings);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_four_states_add_up_to_the_stories(seed in any::<u64>(), count in 0u64..120, keep in 1u64..5) {
        let stories = oracle::stories(count, seed);
        let columns = columns_of(&stories);
        let some: Vec<&Known> = stories.iter().filter(|story| story.number % keep == 0).collect();
        let rows = rows_of(&columns, &some);
        let ids = SIGNIFIERS.map(str::to_owned);
        for (id, found) in patterns(&columns, &rows, &ids, &Options::default()).unwrap().iter() {
            let replies = found.replies();
            prop_assert_eq!(replies.answered + replies.not_applicable + replies.unanswered + replies.not_asked, rows.len() as u64);
            prop_assert_eq!(replies, oracle::replies(&some, id));
            prop_assert_eq!(columns.replies(&rows, id).unwrap(), replies);
        }
    }
}

/// One figure over the repeats: how often its interval held the truth, and the estimates.
#[derive(Default)]
struct Estimated {
    held: u32,
    estimates: Vec<f64>,
}

impl Estimated {
    fn note(&mut self, value: Option<f64>, interval: Option<[f64; 2]>, truth: f64) {
        let [low, high] = interval.unwrap();
        self.held += u32::from(low <= truth && truth <= high);
        self.estimates.push(value.unwrap());
    }
}

/// So many repeats that an interval of 95 % leaves the range of the test by chance in one of 2,000 series.
const REPEATS: usize = 300;

#[test]
fn under_planned_missingness_estimates_are_unbiased_and_intervals_hold_the_truth_as_often_as_they_say() {
    // By the way the oracle draws answers: a dyad is even, a choice has four equal cases, a question does not fit in a tenth of
    // the stories, and the first weight of a triad is even.
    let truths = BTreeMap::from([("fifth of d", 0.2), ("two of k", 0.25), ("corner of u", 0.4), ("e does not fit", 0.1)]);
    let mut found: BTreeMap<&str, Estimated> = BTreeMap::new();
    let mut population = statistics::Random::new(19);
    for _ in 0..REPEATS {
        let stories: Vec<Known> = (1..=240).map(|number| oracle::planned(number, &mut population)).collect();
        let columns = columns_of(&stories);
        let all = columns.all();
        let mut note = |name: &'static str, value: Option<f64>, interval: Option<[f64; 2]>| {
            found.entry(name).or_default().note(value, interval, truths[name]);
        };
        let pattern = |id: &str| pattern(&columns, &all, id, &Options::default()).unwrap();
        if let (Pattern::Dyad(d), Pattern::Choice(k), Pattern::Triad(u)) = (pattern("d"), pattern("k"), pattern("u")) {
            note("fifth of d", d.fifth_shares[1].share, d.fifth_shares[1].interval);
            let two = k.options.get("two").unwrap();
            note("two of k", two.share, two.interval);
            let corner = u.zones.get("a").unwrap();
            note("corner of u", corner.share, corner.interval);
        }
        let whole = [Period { name: "all".to_owned(), days: None, rows: all.clone(), fewest: 1 }];
        let fit = trend(&columns, &whole, &Figure::NotApplicable { signifier: "e".to_owned() }).unwrap().points.remove(0);
        note("e does not fit", fit.value, fit.interval);
    }
    assert_eq!(found.len(), truths.len());
    for (name, Estimated { held, estimates }) in found {
        let (n, truth) = (REPEATS as f64, truths[name]);
        let error = (0.95 * 0.05 / n).sqrt();
        let covered = f64::from(held) / n;
        assert!((covered - 0.95).abs() <= 3.5 * error, "{name}: {covered} of the intervals");
        let mean = estimates.iter().sum::<f64>() / n;
        let spread = (estimates.iter().map(|own| (own - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
        assert!((mean - truth).abs() <= 3.5 * spread / n.sqrt(), "{name}: {mean} for {truth}");
    }
}
