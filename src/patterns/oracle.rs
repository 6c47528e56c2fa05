//! An oracle for the tests: stories with every answer, what of them was hidden and why, and slow computations straight from them.
//! Nothing here uses the columns, or the rule by which they find out what was asked.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::model::{Answer, Answers, Asked, Framework, Place, Triad, Unit};
use crate::patterns::columns::Replies;
use crate::patterns::statistics::Random;
use crate::patterns::{Columns, Form, Row};

/// All signifiers of both versions.
pub(super) const SIGNIFIERS: [&str; 7] = ["audience", "t", "u", "d", "e", "s", "k"];

/// The signifiers that the kiosk asks, beside `audience`.
const KIOSK: [&str; 3] = ["t", "d", "k"];

/// The audiences.
pub(super) const AUDIENCES: [&str; 3] = ["child", "family", "professional"];

/// What became of one signifier in one story.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Answered(Answer),
    NotApplicable,
    Unanswered,
    NotAsked,
}

/// A story as the oracle knows it.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub number: u64,
    pub month: u32,
    pub version: u32,
    pub prompt: &'static str,
    pub kiosk: bool,
    /// What is stored as asked.
    pub stored: Option<Vec<&'static str>>,
    pub cells: BTreeMap<&'static str, Cell>,
}

/// Version 1 limits `d` to families and children and `s` to one prompt; version 2 has no `s`, and `u` and `e` beside the others.
/// There `d` is for children, and for families who want more; `e` and `k` are for everyone who wants more.
pub(super) fn framework(version: u32) -> &'static Framework {
    static VERSIONS: LazyLock<[Framework; 2]> = LazyLock::new(|| [1, 2].map(written));
    &VERSIONS[version as usize - 1]
}

fn written(version: u32) -> Framework {
    let label = |id: &str| json!({"id": id, "label": {"en": id}});
    let labels = |ids: &[&str]| ids.iter().map(|id| label(id)).collect::<Vec<Value>>();
    let ends = |low: &str, high: &str| json!({low: {"en": "?"}, high: {"en": "?"}});
    let part = |id: &str, kind: &str, own: Value| {
        let mut signifier = json!({"id": id, "kind": kind, "question": {"en": "?"}, "not_applicable": true});
        signifier.as_object_mut().unwrap().extend(own.as_object().unwrap().clone());
        signifier
    };
    let triad = |id: &str| part(id, "triad", json!({"corners": labels(&["a", "b", "c"])}));
    let dyad = |id: &str, own: Value| {
        let mut dyad = part(id, "dyad", json!({"left": label("l"), "right": label("r")}));
        dyad.as_object_mut().unwrap().extend(own.as_object().unwrap().clone());
        dyad
    };
    let audience = part("audience", "choice", json!({"options": labels(&AUDIENCES)}));
    let stones = part(
        "s",
        "stones",
        json!({"stones": labels(&["school", "care"]), "prompts": ["moment"], "x": ends("left", "right"), "y": ends("bottom", "top")}),
    );
    let choice = |own: Value| {
        let mut choice = part("k", "choice", json!({"max": 2, "options": labels(&["one", "two", "three"])}));
        choice.as_object_mut().unwrap().extend(own.as_object().unwrap().clone());
        choice
    };
    let more = || json!({"ask": "more"});
    let signifiers = match version {
        1 => vec![audience, triad("t"), dyad("d", json!({"audiences": ["child", "family"]})), stones, choice(json!({}))],
        _ => {
            let d = dyad("d", json!({"ask": {"child": "core", "family": "more"}}));
            vec![audience, triad("t"), triad("u"), d, dyad("e", more()), choice(more())]
        }
    };
    serde_json::from_value(json!({
        "slug": "oracle", "version": version, "title": {"en": "?"}, "languages": ["en"], "audiences": AUDIENCES,
        "prompts": [{"id": "moment", "text": {"en": "?"}}, {"id": "day", "text": {"en": "?"}}], "signifiers": signifiers
    }))
    .unwrap()
}

/// The signifiers that a form shows, as written down above and not as the code reads it.
fn shown(version: u32, audience: Option<&str>, prompt: &str, kiosk: bool) -> Vec<&'static str> {
    let own = match version {
        1 => {
            let d = matches!(audience, Some("child" | "family"));
            vec![("audience", true), ("t", true), ("d", d), ("s", prompt == "moment"), ("k", true)]
        }
        // Storytellers who do not say who they are are offered `d` among the others.
        _ => vec![
            ("audience", true),
            ("t", true),
            ("u", true),
            ("d", audience != Some("professional")),
            ("e", true),
            ("k", true),
        ],
    };
    let in_kiosk = |id: &str| !kiosk || id == "audience" || KIOSK.contains(&id);
    own.into_iter().filter(|(id, shown)| *shown && in_kiosk(id)).map(|(id, _)| id).collect()
}

/// What every storyteller would say, if everything were asked.
fn full(random: &mut Random) -> BTreeMap<&'static str, Cell> {
    let chosen = |options: &[&str]| {
        let options = options.iter().map(|option| (*option).to_owned()).collect();
        Answer::Choice { options, write_in: None }
    };
    let cell = |id: &'static str| {
        let drawn = random.unit();
        let answer = match id {
            "audience" => chosen(&[AUDIENCES[random.below(3)]]),
            "t" | "u" => {
                let first = random.below(10_001);
                let second = random.below(10_001 - first);
                let parts = [first, second, 10_000 - first - second].map(|part| part as u16);
                Answer::Triad(Triad::try_from(parts).unwrap())
            }
            "d" | "e" => Answer::Dyad(Unit::try_from(random.below(10_001) as u16).unwrap()),
            "s" => {
                let mut at = || Unit::try_from(random.below(10_001) as u16).unwrap();
                let mut places = BTreeMap::from([("school".to_owned(), Place { x: at(), y: at() })]);
                if random.unit() < 0.5 {
                    let mut at = || Unit::try_from(random.below(10_001) as u16).unwrap();
                    places.insert("care".to_owned(), Place { x: at(), y: at() });
                }
                Answer::Stones(places)
            }
            _ => match random.below(4) {
                0 => chosen(&["one"]),
                1 => chosen(&["two"]),
                2 => chosen(&["three"]),
                _ => chosen(&["one", "three"]),
            },
        };
        let cell = match drawn {
            drawn if drawn < 0.75 => Cell::Answered(answer),
            drawn if drawn < 0.85 => Cell::NotApplicable,
            _ => Cell::Unanswered,
        };
        (id, cell)
    };
    SIGNIFIERS.map(cell).into_iter().collect()
}

/// Stories of which parts are hidden: by version, audience, prompt and collection in all; by a design of rotating parts, or
/// because the storyteller stopped, in some of the second version; because the storyteller stopped early and nothing was noted,
/// in some of the first.
pub(super) fn stories(count: u64, seed: u64) -> Vec<Known> {
    let mut random = Random::new(seed);
    (1..=count).map(|number| story(number, &mut random)).collect()
}

fn story(number: u64, random: &mut Random) -> Known {
    let mut cells = full(random);
    let version = 1 + random.below(2) as u32;
    let (prompt, kiosk) = (["moment", "day"][random.below(2)], random.below(4) == 0);
    let audience = match &cells["audience"] {
        Cell::Answered(Answer::Choice { options, .. }) => Some(options[0].clone()),
        _ => None,
    };
    let shown = shown(version, audience.as_deref(), prompt, kiosk);
    let mut stored = None;
    if version == 1 && random.below(4) == 0 {
        // It was not written down where an early form was left.
        for id in shown.iter().skip(1 + random.below(shown.len())) {
            cells.insert(id, Cell::Unanswered);
        }
    }
    if version == 2 {
        match random.below(3) {
            // Rotating parts: `e`, `k`, or neither.
            0 => {
                let out: &[&str] = [&["e"][..], &["k"], &["e", "k"]][random.below(3)];
                stored = Some(shown.iter().copied().filter(|id| !out.contains(id)).collect());
            }
            1 => stored = Some(shown[..1 + random.below(shown.len())].to_vec()),
            _ => {}
        }
    }
    let asked = stored.clone().unwrap_or(shown);
    for (id, cell) in &mut cells {
        if !asked.contains(id) {
            *cell = Cell::NotAsked;
        }
    }
    Known { number, month: 1 + random.below(6) as u32, version, prompt, kiosk, stored, cells }
}

/// A story of a design of planned missingness: everybody is asked `t`, and one of three rotating parts: `d`, `k`, or both `u`
/// and `e`.
pub(super) fn planned(number: u64, random: &mut Random) -> Known {
    let mut cells = full(random);
    let part: &[&str] = [&["d"][..], &["k"], &["u", "e"]][random.below(3)];
    let asked = ["audience", "t"].iter().chain(part).copied().collect::<Vec<_>>();
    for (id, cell) in &mut cells {
        if !asked.contains(id) {
            *cell = Cell::NotAsked;
        }
    }
    Known { number, month: 1, version: 2, prompt: "moment", kiosk: false, stored: Some(asked), cells }
}

impl Known {
    /// The answer to a signifier.
    pub fn answer(&self, id: &str) -> Option<&Answer> {
        match &self.cells[id] {
            Cell::Answered(answer) => Some(answer),
            _ => None,
        }
    }

    /// Who told it, if they said so.
    pub fn audience(&self) -> Option<&str> {
        match self.answer("audience")? {
            Answer::Choice { options, .. } => options.first().map(String::as_str),
            _ => None,
        }
    }

    /// Puts it into columns, as a projection does.
    pub fn put(&self, columns: &mut Columns) {
        let given = self.cells.iter().filter_map(|(id, cell)| match cell {
            Cell::Answered(answer) => Some(((*id).to_owned(), answer.clone())),
            Cell::NotApplicable => Some(((*id).to_owned(), Answer::NotApplicable)),
            Cell::Unanswered | Cell::NotAsked => None,
        });
        let answers = Answers { given: given.collect(), ..Answers::default() };
        let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<String>>();
        let asked = self.stored.as_ref().map(|stored| Asked::new(&ids(stored), framework(self.version)).unwrap());
        let limited_to = if self.kiosk { ids(&KIOSK) } else { Vec::new() };
        columns.put(&Row {
            number: self.number,
            received: NaiveDate::from_ymd_opt(2026, self.month, 4).unwrap(),
            collection: Some(if self.kiosk { "KIOSK" } else { "WEB" }),
            round: None,
            prompt: self.prompt,
            storyteller: None,
            readable: true,
            answers: &answers,
            form: Form { version: self.version, limited_to: &limited_to, asked: asked.as_ref() },
        });
    }
}

/// The four counts of a signifier.
pub(super) fn replies(stories: &[&Known], id: &str) -> Replies {
    let count = |wanted: fn(&Cell) -> bool| stories.iter().filter(|story| wanted(&story.cells[id])).count() as u64;
    Replies {
        answered: count(|cell| matches!(cell, Cell::Answered(_))),
        not_applicable: count(|cell| *cell == Cell::NotApplicable),
        unanswered: count(|cell| *cell == Cell::Unanswered),
        not_asked: count(|cell| *cell == Cell::NotAsked),
    }
}

/// The parts of a triad's answers.
pub(super) fn points(stories: &[&Known], id: &str) -> Vec<[u16; 3]> {
    let parts = |story: &&Known| match story.answer(id) {
        Some(Answer::Triad(triad)) => Some(triad.parts()),
        _ => None,
    };
    stories.iter().filter_map(parts).collect()
}

/// The zone of a point, by the definition: a corner from 60 %, an edge where the third part is below 20 %, the centre otherwise.
pub(super) fn zone(parts: [u16; 3]) -> String {
    let names = ["a", "b", "c"];
    if let Some(corner) = parts.iter().position(|&part| part >= 6_000) {
        return names[corner].to_owned();
    }
    let small = (0..3).min_by_key(|&k| parts[k]).unwrap();
    if parts[small] >= 2_000 {
        return "centre".to_owned();
    }
    let edge: Vec<&str> = (0..3).filter(|&k| k != small).map(|k| names[k]).collect();
    edge.join("+")
}

/// The positions of a dyad's answers, ascending.
pub(super) fn positions(stories: &[&Known], id: &str) -> Vec<u16> {
    let position = |story: &&Known| match story.answer(id) {
        Some(Answer::Dyad(at)) => Some(at.parts()),
        _ => None,
    };
    let mut positions: Vec<u16> = stories.iter().filter_map(position).collect();
    positions.sort_unstable();
    positions
}

/// How many chose an option.
pub(super) fn chose(stories: &[&Known], id: &str, option: &str) -> u64 {
    let chose = |story: &&&Known| matches!(story.answer(id), Some(Answer::Choice { options, .. }) if options.iter().any(|own| own == option));
    stories.iter().filter(chose).count() as u64
}

/// A share with Wilson's interval, written down once more.
pub(super) fn share(count: u64, of: u64) -> Option<(f64, [f64; 2])> {
    if of == 0 {
        return None;
    }
    let (n, p, z) = (of as f64, count as f64 / of as f64, 1.959_963_984_540_054_f64);
    let root = z * (p * (1.0 - p) / n + z.powi(2) / (4.0 * n.powi(2))).sqrt();
    let scaled = |end: f64| (p + z.powi(2) / (2.0 * n) + end) / (1.0 + z.powi(2) / n);
    Some((p, [scaled(-root), scaled(root)]))
}
