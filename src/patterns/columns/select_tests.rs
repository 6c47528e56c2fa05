//! Tests selections on a few stories, and properties that hold for any selection of any stories.

use chrono::NaiveDate;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::model::{Answer, Answers, Place, Selection, Triad, Unit};
use crate::patterns::golden_tests::framework;
use crate::patterns::*;

const NONE: [u64; 0] = [];

/// A story of these tests.
#[derive(Clone, Debug)]
struct Told {
    number: u64,
    day: u32,
    collection: Option<&'static str>,
    round: Option<&'static str>,
    prompt: &'static str,
    readable: bool,
    answers: Answers,
}

fn a_story(number: u64) -> Told {
    Told { number, day: 1, collection: None, round: None, prompt: "moment", readable: true, answers: Answers::default() }
}

impl Told {
    fn with(mut self, id: &str, answer: Answer) -> Self {
        self.answers.given.insert(id.to_owned(), answer);
        self
    }

    fn with_triad(self, id: &str, weights: [f64; 3]) -> Self {
        self.with(id, Answer::Triad(Triad::new(weights).unwrap()))
    }

    fn with_dyad(self, id: &str, at: f64) -> Self {
        self.with(id, Answer::Dyad(Unit::new(at).unwrap()))
    }

    fn with_choice(self, options: &[&str]) -> Self {
        let options = options.iter().map(|&option| option.to_owned()).collect();
        self.with("k", Answer::Choice { options, write_in: None })
    }

    fn with_stone(self, stone: &str, x: f64, y: f64) -> Self {
        let place = Place { x: Unit::new(x).unwrap(), y: Unit::new(y).unwrap() };
        self.with("s", Answer::Stones([(stone.to_owned(), place)].into()))
    }

    fn on(mut self, day: u32) -> Self {
        self.day = day;
        self
    }

    fn at(mut self, collection: &'static str, round: &'static str) -> Self {
        (self.collection, self.round) = (Some(collection), Some(round));
        self
    }
}

fn put(columns: &mut Columns, told: &Told) {
    columns.put(&Row {
        number: told.number,
        received: NaiveDate::from_ymd_opt(2026, 1, told.day).unwrap(),
        collection: told.collection,
        round: told.round,
        prompt: told.prompt,
        storyteller: None,
        readable: told.readable,
        answers: &told.answers,
        form: Form::default(),
    });
}

fn columns_of<'a>(stories: impl IntoIterator<Item = &'a Told>) -> Columns {
    let mut columns = Columns::new();
    columns.learn(&framework());
    stories.into_iter().for_each(|told| put(&mut columns, told));
    columns
}

fn rows(columns: &Columns, selection: Value) -> Rows {
    columns.resolve(&serde_json::from_value(selection).unwrap(), TextMatches::default()).unwrap()
}

fn selected(columns: &Columns, selection: Value) -> Vec<u64> {
    columns.numbers(&rows(columns, selection)).collect()
}

fn some_stories() -> Columns {
    columns_of(&[
        a_story(1).on(4).at("WEB", "baseline").with_triad("t", [0.62, 0.30, 0.08]).with_dyad("d", 0.6).with_choice(&["one"]),
        a_story(2)
            .on(5)
            .at("CLUB", "baseline")
            .with_triad("t", [0.25, 0.35, 0.40])
            .with_dyad("d", 0.5999)
            .with_choice(&["two", "three"]),
        a_story(3).on(6).at("CLUB", "follow-up").with_triad("t", [0.45, 0.45, 0.10]).with("d", Answer::NotApplicable),
        a_story(4).on(7).with("t", Answer::NotApplicable).with_stone("school", 0.2, 0.9).with_choice(&["one", "three"]),
    ])
}

#[test]
fn the_empty_selection_means_all() {
    assert_eq!(selected(&some_stories(), json!({})), [1, 2, 3, 4]);
    assert_eq!(selected(&Columns::new(), json!({})), NONE);
}

#[test]
fn parts_are_anded_and_values_ored() {
    let columns = some_stories();
    assert_eq!(selected(&columns, json!({"answers": {"k": ["one"]}})), [1, 4]);
    assert_eq!(selected(&columns, json!({"answers": {"k": ["two", "one"]}})), [1, 2, 4]);
    assert_eq!(selected(&columns, json!({"answers": {"k": ["one", "two"]}, "collections": ["CLUB"]})), [2]);
    assert_eq!(selected(&columns, json!({"collections": ["CLUB", "WEB"], "rounds": ["baseline"]})), [1, 2]);
    assert_eq!(selected(&columns, json!({"prompts": ["day"]})), NONE);
    assert_eq!(selected(&columns, json!({"triads": [{"signifier": "t", "zones": ["a", "b+a", "centre"]}]})), [1, 2, 3]);
    let both = json!({"triads": [{"signifier": "t", "zones": ["a"]}, {"signifier": "t", "zones": ["centre"]}]});
    assert_eq!(selected(&columns, both), NONE);
}

#[test]
fn zones_and_polygon_of_one_region_are_ored() {
    let polygon = json!([[0.5, 0.5, 0.0], [0.5, 0.4, 0.1], [0.4, 0.5, 0.1], [0.4, 0.6, 0.0]]);
    let columns = some_stories();
    assert_eq!(selected(&columns, json!({"triads": [{"signifier": "t", "polygon": polygon}]})), [3], "the border is inside");
    assert_eq!(selected(&columns, json!({"triads": [{"signifier": "t", "zones": ["a"], "polygon": polygon}]})), [1, 3]);
}

#[test]
fn ranges_and_rectangles_include_their_ends_and_days_only_the_first() {
    let columns = some_stories();
    assert_eq!(selected(&columns, json!({"dyads": [{"signifier": "d", "from": 0.6, "to": 1.0}]})), [1]);
    assert_eq!(selected(&columns, json!({"dyads": [{"signifier": "d", "from": 0.0, "to": 0.6}]})), [1, 2]);
    assert_eq!(selected(&columns, json!({"dyads": [{"signifier": "d"}]})), [1, 2], "not applicable lies in no range");
    let school = json!({"signifier": "s", "stone": "school", "x": [0.2, 0.5], "y": [0.0, 0.9]});
    assert_eq!(selected(&columns, json!({"stones": [school]})), [4]);
    assert_eq!(selected(&columns, json!({"stones": [{"signifier": "s", "stone": "care"}]})), NONE);
    assert_eq!(selected(&columns, json!({"received": {"from": "2026-01-05", "to": "2026-01-07"}})), [2, 3]);
    assert_eq!(selected(&columns, json!({"received": {"to": "2026-01-05"}})), [1]);
}

#[test]
fn each_part_under_not_is_negated_by_itself() {
    let columns = some_stories();
    assert_eq!(selected(&columns, json!({"not": {"answers": {"k": ["one"]}}})), [2, 3], "unanswered stays");
    assert_eq!(selected(&columns, json!({"not": {"answers": {"k": ["one"]}, "rounds": ["follow-up"]}})), [2]);
    assert_eq!(
        selected(&columns, json!({"not": {"dyads": [{"signifier": "d", "from": 0.6}]}})),
        [2],
        "answered, and elsewhere"
    );
}

/// The stories of a selection, those of which it cannot be said, and the numbers of those that are decidedly not in it.
fn in_three(columns: &Columns, selection: Value, matches: TextMatches<'_>) -> (Vec<u64>, Undecided, Vec<u64>) {
    let shared = VersionedColumns::new(columns.clone());
    let selection: Selection = serde_json::from_value(selection).unwrap();
    let rows = shared.resolve(columns, &selection, matches).unwrap();
    let undecided = shared.undecided(columns, &selection, matches, &rows, None).unwrap();
    let outside = columns.all().without(&shared.possible(columns, &selection, matches).unwrap());
    (columns.numbers(&rows).collect(), undecided, columns.numbers(&outside).collect())
}

#[test]
fn an_excluded_region_leaves_out_stories_without_an_answer_there_and_counts_them() {
    let columns = some_stories();
    let plain = TextMatches::default();
    let without = |without_answer: u64| Undecided { without_answer, not_readable: 0 };
    let dyad = json!({"not": {"dyads": [{"signifier": "d", "from": 0.6}]}});
    assert_eq!(in_three(&columns, dyad, plain), (vec![2], without(2), vec![1]));
    let triad = json!({"not": {"triads": [{"signifier": "t", "zones": ["a"]}]}});
    assert_eq!(in_three(&columns, triad, plain), (vec![2, 3], without(1), vec![1]));
    let stone = json!({"not": {"stones": [{"signifier": "s", "stone": "school", "x": [0.5, 1.0]}]}});
    assert_eq!(in_three(&columns, stone, plain), (vec![4], without(3), vec![]));
    // Stories that another part leaves out are not counted.
    let narrow = json!({"collections": ["CLUB"], "not": {"dyads": [{"signifier": "d", "from": 0.6}]}});
    assert_eq!(in_three(&columns, narrow, plain), (vec![2], without(1), vec![1, 4]));
    let choice = json!({"not": {"answers": {"k": ["one"]}}});
    assert_eq!(in_three(&columns, choice, plain), (vec![2, 3], without(0), vec![1, 4]));
    // A region that is asked for holds those who answered there, and what is not in it did so elsewhere.
    let within = json!({"dyads": [{"signifier": "d", "from": 0.6}]});
    assert_eq!(in_three(&columns, within, plain), (vec![1], without(0), vec![2]));
}

#[test]
fn stories_that_may_not_be_read_neither_say_a_word_nor_lack_it() {
    let mut columns = some_stories();
    put(&mut columns, &Told { readable: false, ..a_story(5).with_choice(&["one"]) });
    put(&mut columns, &Told { readable: false, ..a_story(6) });
    let found = TextMatches { text: Some(&[1, 2]), not_text: None };
    let lacked = TextMatches { text: None, not_text: Some(&[1, 2]) };
    let held = |not_readable: u64| Undecided { without_answer: 0, not_readable };
    let text = json!({"text": "oak"});
    assert_eq!(in_three(&columns, text, found), (vec![1, 2], held(2), vec![3, 4]));
    let not = json!({"not": {"text": "oak"}});
    assert_eq!(in_three(&columns, not, lacked), (vec![3, 4], held(2), vec![1, 2]));
    let narrow = json!({"text": "oak", "answers": {"k": ["one"]}});
    assert_eq!(in_three(&columns, narrow, found), (vec![1], held(1), vec![2, 3, 4, 6]));
    let both = json!({"text": "oak", "not": {"dyads": [{"signifier": "d", "to": 0.55}]}});
    assert_eq!(in_three(&columns, both, found), (vec![1, 2], held(2), vec![3, 4]));
}

#[test]
fn unknown_collections_and_rounds_match_nothing() {
    let columns = some_stories();
    assert_eq!(selected(&columns, json!({"collections": ["NOWHERE"]})), NONE);
    assert_eq!(selected(&columns, json!({"rounds": ["later"]})), NONE);
    assert_eq!(selected(&columns, json!({"not": {"rounds": ["later"]}})), [1, 2, 3, 4]);
}

#[test]
fn results_of_the_index_are_one_more_part() {
    let columns = some_stories();
    let found = |text, not_text| {
        let rows = columns.resolve(&Selection::default(), TextMatches { text, not_text }).unwrap();
        columns.numbers(&rows).collect::<Vec<_>>()
    };
    assert_eq!(found(Some(&[2, 4, 99]), None), [2, 4]);
    assert_eq!(found(Some(&[4, 2]), Some(&[4])), [2]);
    assert_eq!(found(Some(&[]), None), NONE);
    assert_eq!(columns.numbers(&columns.with_numbers(&[3, 1])).collect::<Vec<_>>(), [1, 3]);
}

#[test]
fn faults_name_their_field_and_say_what_would_be_right() {
    let columns = some_stories();
    let fault =
        |selection: Value| columns.resolve(&serde_json::from_value(selection).unwrap(), TextMatches::default()).unwrap_err();
    let field = |selection: Value| fault(selection).field;
    let zones = fault(json!({"triads": [{"signifier": "t", "zones": ["a", "elsewhere"]}]}));
    assert_eq!(
        zones.to_string(),
        "selection.triads[0].zones[1]: there is no zone “elsewhere”; there are: a, b, c, a+b, a+c, b+c, centre"
    );
    assert_eq!(field(json!({"answers": {"x": ["one"]}})), "selection.answers.x");
    assert_eq!(field(json!({"answers": {"k": ["one", "four"]}})), "selection.answers.k[1]");
    assert_eq!(field(json!({"answers": {"t": ["one"]}})), "selection.answers.t");
    assert_eq!(field(json!({"answers": {"k": []}})), "selection.answers.k");
    assert_eq!(field(json!({"not": {"dyads": [{"signifier": "t"}]}})), "selection.not.dyads[0].signifier");
    assert_eq!(field(json!({"dyads": [{"signifier": "d", "from": 0.6, "to": 0.5}]})), "selection.dyads[0]");
    assert_eq!(field(json!({"dyads": [{"signifier": "d", "from": -0.1}]})), "selection.dyads[0].from");
    assert_eq!(field(json!({"stones": [{"signifier": "s", "stone": "health"}]})), "selection.stones[0].stone");
    assert_eq!(field(json!({"stones": [{"signifier": "s", "stone": "care", "y": [0.1, 1.1]}]})), "selection.stones[0].y[1]");
    assert_eq!(field(json!({"received": {"from": "2026-02-01", "to": "2026-01-01"}})), "selection.received");
    assert_eq!(field(json!({"prompts": ["moment", "never"]})), "selection.prompts[1]");
    assert_eq!(field(json!({"triads": [{"signifier": "t"}]})), "selection.triads[0]");
    let polygon = |polygon: Value| field(json!({"triads": [{"signifier": "t", "polygon": polygon}]}));
    assert_eq!(polygon(json!([[1, 0, 0], [0, 1, 0]])), "selection.triads[0].polygon");
    assert_eq!(polygon(json!([[1, 0, 0], [0, 1, 0], [0, 0.5, 0.4]])), "selection.triads[0].polygon[2]");
    assert_eq!(polygon(json!([[1, 0, 0], [0, 1.5, -0.5], [0, 0.5, 0.5]])), "selection.triads[0].polygon[1]");
}

#[test]
fn a_story_is_replaced_removed_and_inserted_in_order() {
    let mut columns = some_stories();
    put(&mut columns, &a_story(2).with_dyad("d", 0.1));
    assert_eq!(selected(&columns, json!({"answers": {"k": ["two"]}})), NONE);
    columns.remove(3);
    columns.remove(3);
    columns.remove(77);
    assert_eq!((columns.len(), selected(&columns, json!({}))), (3, vec![1, 2, 4]));
    assert_eq!(selected(&columns, json!({"not": {"rounds": ["later"]}})), [1, 2, 4]);
    put(&mut columns, &a_story(3));
    put(&mut columns, &a_story(9));
    put(&mut columns, &a_story(6).with_choice(&["two"]));
    assert_eq!((columns.len(), selected(&columns, json!({}))), (6, vec![1, 2, 3, 4, 6, 9]));
    assert_eq!(selected(&columns, json!({"answers": {"k": ["two"]}})), [6]);
}

#[test]
fn rows_of_removed_stories_are_reclaimed() {
    let stories: Vec<Told> = (0..5_000).map(|number| a_story(number).with_dyad("d", (number % 11) as f64 / 10.0)).collect();
    let mut columns = columns_of(&stories);
    (0..5_000).filter(|number| number % 3 > 0).for_each(|number| columns.remove(number));
    assert_eq!(columns.len(), 1_667);
    assert!(columns.numbers.len() < 3_000);
    let kept = (0..5_000).filter(|number| number % 3 == 0 && number % 11 == 10);
    assert_eq!(selected(&columns, json!({"dyads": [{"signifier": "d", "from": 1.0}]})), kept.collect::<Vec<u64>>());
}

#[test]
fn stories_that_may_be_read_are_listed_newest_first() {
    let mut columns = columns_of(&[a_story(1).on(9), a_story(2).on(3), a_story(3).on(3), a_story(4).on(8)]);
    put(&mut columns, &Told { readable: false, ..a_story(5).on(20) });
    let all = columns.all();
    assert_eq!((all.len(), columns.readable(&all)), (5, 4));
    assert_eq!(columns.readable_numbers(&all).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert_eq!(columns.newest(&all, 0, 3), [1, 4, 3]);
    assert_eq!(columns.newest(&all, 3, 3), [2]);
    assert_eq!(columns.newest(&all, 4, 3), NONE);
}

#[test]
fn a_later_version_adds_and_contradictions_are_reported() {
    let mut columns = some_stories();
    let mut later = serde_json::to_value(framework()).unwrap();
    let label = |id: &str| json!({"id": id, "label": {"en": "?"}});
    later["signifiers"][2] = json!({"id": "d", "kind": "choice", "question": {"en": "?"}, "options": [label("x")]});
    later["signifiers"][4]["options"].as_array_mut().unwrap().push(label("four"));
    let new = json!({"id": "new", "kind": "dyad", "question": {"en": "?"}, "left": label("l"), "right": label("r")});
    later["signifiers"].as_array_mut().unwrap().push(new);
    let notes = columns.learn(&serde_json::from_value(later).unwrap());
    assert_eq!(notes.iter().map(|note| note.signifier.as_str()).collect::<Vec<_>>(), ["d"]);
    put(&mut columns, &a_story(5).with_dyad("new", 0.3).with_choice(&["four"]));
    let Pattern::Dyad(new) = pattern(&columns, &columns.all(), "new", &Options::default()).unwrap() else { panic!("a dyad") };
    assert_eq!((new.answered, new.unanswered, new.not_asked), (1, 0, 4));
    assert_eq!(selected(&columns, json!({"answers": {"k": ["four"]}})), [5]);
}

#[test]
fn a_choice_counts_options_out_of_those_who_answered() {
    let mut columns = some_stories();
    let write_in = Answer::Choice { options: Vec::new(), write_in: Some("my own".to_owned()) };
    put(&mut columns, &a_story(5).with("k", write_in));
    let all = columns.all();
    let Pattern::Choice(found) = pattern(&columns, &all, "k", &Options::default()).unwrap() else { panic!("a choice") };
    assert_eq!((found.answered, found.not_applicable, found.unanswered, found.write_ins), (4, 0, 1, 1));
    let counts: Vec<(&str, u64)> = found.options.iter().map(|(id, share)| (id, share.count)).collect();
    assert_eq!(counts, [("one", 2), ("two", 1), ("three", 2)]);
    assert_eq!(found.options.get("one").unwrap().share, Some(0.5));
    assert_eq!(columns.choice_counts(&all, "k").unwrap().0.get("three"), Some(&2));
    assert!(columns.choice_counts(&all, "d").is_err());
}

#[test]
fn an_option_out_of_range_names_its_field() {
    let columns = some_stories();
    let field =
        |options: Value| pattern(&columns, &columns.all(), "t", &serde_json::from_value(options).unwrap()).unwrap_err().field;
    assert_eq!(field(json!({"density": {"bandwidth": 0.004}})), "density.bandwidth");
    assert_eq!(field(json!({"hexagons": {"across": 0}})), "hexagons.across");
    let unknown = patterns(&columns, &columns.all(), &["t".to_owned(), "x".to_owned()], &Options::default());
    assert_eq!(unknown.unwrap_err().field, "signifiers[1]");
    assert_eq!((warnings(99).len(), warnings(100).len()), (1, 0));
}

fn any_story() -> impl Strategy<Value = Told> {
    let choice = prop::option::of(prop::sample::subsequence(vec!["one", "two", "three"], 1..=3));
    let dyad = prop::option::of(prop::option::of(0u16..=10_000));
    let triad = prop::option::of((0u16..=10_000, 0u32..=100));
    let stone = prop::option::of((0u16..=10_000, 0u16..=10_000));
    (1..31u32, any::<bool>(), choice, dyad, triad, stone).prop_map(|(day, web, choice, dyad, triad, stone)| {
        let mut told = a_story(0).on(day);
        if web {
            told = told.at("WEB", "baseline");
        }
        if let Some(options) = choice {
            told = told.with_choice(&options);
        }
        if let Some(dyad) = dyad {
            told = told.with("d", dyad.map_or(Answer::NotApplicable, |at| Answer::Dyad(Unit::try_from(at).unwrap())));
        }
        if let Some((a, share)) = triad {
            let b = (u32::from(10_000 - a) * share / 100) as u16;
            told = told.with("t", Answer::Triad(Triad::try_from([a, b, 10_000 - a - b]).unwrap()));
        }
        if let Some((x, y)) = stone {
            told = told.with_stone("school", f64::from(x) / 1e4, f64::from(y) / 1e4);
        }
        told
    })
}

fn any_part() -> impl Strategy<Value = Value> {
    let ends = (0u16..=10_000, 0u16..=10_000).prop_map(|(a, b)| [f64::from(a.min(b)) / 1e4, f64::from(a.max(b)) / 1e4]);
    prop_oneof![
        prop::sample::subsequence(vec!["one", "two", "three"], 1..=3).prop_map(|options| json!({"answers": {"k": options}})),
        prop::sample::subsequence(vec!["a", "b", "c", "a+b", "a+c", "b+c", "centre"], 1..=7)
            .prop_map(|zones| json!({"triads": [{"signifier": "t", "zones": zones}]})),
        prop::collection::vec((0u32..=100, 0u32..=100), 3..8).prop_map(|points| {
            let point = |(a, share): (u32, u32)| {
                let (a, share) = (f64::from(a) / 100.0, f64::from(share) / 100.0);
                [a, (1.0 - a) * share, (1.0 - a) * (1.0 - share)]
            };
            json!({"triads": [{"signifier": "t", "polygon": points.into_iter().map(point).collect::<Vec<_>>()}]})
        }),
        ends.clone().prop_map(|[from, to]| json!({"dyads": [{"signifier": "d", "from": from, "to": to}]})),
        (ends.clone(), ends).prop_map(|(x, y)| json!({"stones": [{"signifier": "s", "stone": "school", "x": x, "y": y}]})),
        (1..31u32).prop_map(|day| json!({"received": {"from": format!("2026-01-{day:02}")}})),
        Just(json!({"collections": ["WEB", "NOWHERE"]})),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_part_and_its_negation_share_nothing_and_leave_out_who_did_not_answer(stories in prop::collection::vec(any_story(), 0..40), part in any_part()) {
        let mut stories = stories;
        stories.iter_mut().zip(1..).for_each(|(told, number)| told.number = number);
        let columns = columns_of(&stories);
        let with = selected(&columns, part.clone());
        let without = selected(&columns, json!({"not": part}));
        let not = json!({"not": part});
        let (_, undecided, _) = in_three(&columns, not, TextMatches::default());
        prop_assert_eq!(with.len() + without.len() + undecided.without_answer as usize, stories.len());
        let mut both = part.as_object().unwrap().clone();
        both.insert("not".to_owned(), part.clone());
        prop_assert_eq!(selected(&columns, Value::Object(both)), Vec::<u64>::new());
    }

    #[test]
    fn the_order_in_which_stories_come_changes_nothing(stories in prop::collection::vec(any_story(), 1..40), turn in any::<prop::sample::Index>(), part in any_part()) {
        let mut stories = stories;
        stories.iter_mut().zip(1..).for_each(|(told, number)| told.number = number);
        let columns = columns_of(&stories);
        let turn = turn.index(stories.len());
        stories.rotate_left(turn);
        stories.reverse();
        let turned = columns_of(&stories);
        prop_assert_eq!(selected(&columns, part.clone()), selected(&turned, part.clone()));
        let ids = ["t", "d", "s", "k"].map(str::to_owned);
        let (first, second) = (rows(&columns, part.clone()), rows(&turned, part));
        prop_assert_eq!(
            serde_json::to_value(patterns(&columns, &first, &ids[1..], &Options::default()).unwrap()).unwrap(),
            serde_json::to_value(patterns(&turned, &second, &ids[1..], &Options::default()).unwrap()).unwrap()
        );
    }

    #[test]
    fn the_four_states_and_the_counts_of_every_kind_add_up(stories in prop::collection::vec(any_story(), 0..60), part in any_part()) {
        let mut stories = stories;
        stories.iter_mut().zip(1..).for_each(|(told, number)| told.number = number);
        let columns = columns_of(&stories);
        let rows = rows(&columns, part);
        let sum = |values: &Value| values.as_array().unwrap().iter().map(|value| value.as_u64().unwrap()).sum::<u64>();
        for id in ["t", "u", "d", "s", "k"] {
            let options = Options { hexagons: Some(HexagonOptions { across: 7 }), ..Options::default() };
            let found = serde_json::to_value(pattern(&columns, &rows, id, &options).unwrap()).unwrap();
            let count = |name: &str| found[name].as_u64().unwrap();
            let replies = ["answered", "not_applicable", "unanswered", "not_asked"].map(count);
            prop_assert_eq!(replies.into_iter().sum::<u64>(), rows.len() as u64);
            if let Some(zones) = found["zones"].as_object() {
                prop_assert_eq!(zones.values().map(|zone| zone["count"].as_u64().unwrap()).sum::<u64>(), count("answered"));
            }
            if found["kind"] == "dyad" {
                prop_assert_eq!((sum(&found["fifths"]), sum(&found["histogram"])), (count("answered"), count("answered")));
            }
            if let Some(stone) = found["stones"].get("school") {
                prop_assert_eq!(&json!(sum(&stone["cells"])), &stone["placed"]);
            }
        }
    }
}
