use std::collections::BTreeMap;

use super::*;
use crate::capture::check_submission;
use crate::frameworks::{check, default_framework, short_framework};
use crate::model::{AnswerBody, AnswerInput};

const TODAY: &str = "2026-03-02";

fn demo(stories: u64, seed: u64) -> Demo {
    let (first, third) = (default_framework().unwrap(), short_framework().unwrap());
    let today = TODAY.parse().unwrap();
    let demo = Demo::new(Truth::read().unwrap(), Arc::new(third), stories, seed, today).unwrap();
    demo.begun_with(Arc::new(first))
}

fn drafts(mut demo: Demo) -> Vec<Draft> {
    let drafter = demo.drafter();
    std::iter::from_fn(|| demo.next().unwrap()).map(|(_, raw)| drafter(raw).unwrap().unwrap()).collect()
}

fn stories(stories: u64, seed: u64) -> Vec<Submission> {
    drafts(demo(stories, seed)).into_iter().map(|draft| draft.submission).collect()
}

#[test]
fn every_story_says_that_it_is_synthetic_and_fits_its_version() {
    let frameworks = [default_framework().unwrap(), short_framework().unwrap()];
    let mut versions = BTreeMap::new();
    for story in stories(600, 1) {
        assert!(story.title.starts_with("Synthetic: ") && story.text.starts_with("Synthetic story"));
        let framework = frameworks.iter().find(|framework| framework.version == story.version).unwrap();
        check_submission(&story, framework).unwrap();
        // The earlier version did not say what it showed.
        assert_eq!(story.asked.is_some(), story.version == 3);
        *versions.entry(story.version).or_insert(0) += 1;
    }
    assert!((20..60).contains(&versions[&1]), "{versions:?}");
}

#[test]
fn the_same_seed_makes_the_same_stories_in_any_order() {
    assert_eq!(stories(100, 7), stories(100, 7));
    assert_ne!(stories(100, 7), stories(100, 8));
    let drafter = demo(100, 7).drafter();
    let last = drafter(99).unwrap().unwrap();
    assert_eq!(last.submission, stories(100, 7)[99]);
}

#[test]
fn stories_come_in_order_and_lie_within_the_days_of_their_collections() {
    let demo = demo(900, 1);
    let collections: BTreeMap<String, Collection> =
        demo.collections().iter().map(|own| (own.join_code.clone(), own.clone())).collect();
    let mut last = None;
    let mut seen = BTreeMap::new();
    for draft in drafts(demo) {
        let received: NaiveDate = draft.received.unwrap().into();
        assert!(last <= Some(received));
        last = Some(received);
        let Some(code) = &draft.submission.collection else { continue };
        let collection = &collections[code];
        assert!(collection.opens.is_some_and(|opens| opens <= received), "{code}");
        assert!(collection.closes.is_none_or(|closes| received <= closes), "{code}");
        if !collection.signifiers.is_empty() {
            let asked = draft.submission.asked.unwrap();
            assert!(asked.iter().all(|id| id == "audience" || collection.signifiers.contains(id)), "{code}: {asked:?}");
        }
        *seen.entry(code.clone()).or_insert(0) += 1;
    }
    assert_eq!(seen.len(), 15, "{seen:?}");
    let today: NaiveDate = TODAY.parse().unwrap();
    let open = collections.values().filter(|collection| collection.is_open_on(today)).count();
    assert_eq!((open, collections.values().filter(|collection| collection.closed).count()), (5, 2));
}

#[test]
fn storytellers_with_several_stories_keep_who_they_are_and_their_day() {
    type Told = (NaiveDate, Option<String>, Option<String>);
    let mut of_teller: BTreeMap<String, Vec<Told>> = BTreeMap::new();
    for draft in drafts(demo(400, 1)) {
        let Submission { teller, collection, answers, .. } = draft.submission;
        let audience = answers["audience"].as_ref().map(|answer| match answer {
            AnswerInput::Answered(AnswerBody { choice: Some(chosen), .. }) => chosen[0].clone(),
            other => panic!("{other:?}"),
        });
        if let Some(teller) = teller {
            of_teller.entry(teller).or_default().push((draft.received.unwrap().into(), collection, audience));
        }
    }
    assert_eq!(of_teller.len(), 40);
    for told in of_teller.values() {
        assert!((2..=3).contains(&told.len()) && told.iter().all(|one| one == &told[0]), "{told:?}");
    }
}

#[test]
fn some_may_be_quoted_some_are_held_and_a_few_are_in_no_view() {
    let drafts = drafts(demo(2_000, 1));
    let share = |which: &dyn Fn(&Draft) -> bool| drafts.iter().filter(|draft| which(draft)).count() as f64 / 2_000.0;
    let truth = Truth::read().unwrap().stories;
    let near = |found: f64, planted: f64| assert!((found - planted).abs() < 0.03, "{found}, planted {planted}");
    near(share(&|draft| draft.state == Some(ModerationState::Held)), truth.held);
    near(share(&|draft| !draft.submission.consent.analysis), truth.no_consent_to_analysis);
    near(share(&|draft| draft.submission.consent.quotation), truth.may_be_quoted);
    assert!(drafts.iter().all(|draft| draft.submission.consent.analysis || !draft.submission.consent.quotation));
    assert!(drafts.iter().all(|draft| !draft.submission.worried || draft.state == Some(ModerationState::Held)));
}

#[test]
fn the_second_framework_is_valid_and_its_stories_fit_it() {
    let framework = check(&Demo::second_framework().unwrap()).unwrap();
    let truth = Truth::read().unwrap();
    let demo = Demo::new(truth, Arc::new(framework.clone()), 60, 1, TODAY.parse().unwrap()).unwrap();
    for draft in drafts(demo) {
        check_submission(&draft.submission, &framework).unwrap();
    }
}

#[test]
fn a_framework_without_a_plan_has_no_stories_and_one_with_fewer_questions_still_has() {
    let mut other = short_framework().unwrap();
    other.slug = "another".to_owned();
    let today = TODAY.parse().unwrap();
    assert!(Demo::new(Truth::read().unwrap(), Arc::new(other.clone()), 10, 1, today).is_none());
    other.slug = "sheffield-send".to_owned();
    other.signifiers.truncate(3);
    other.audiences.retain(|audience| audience != "professional");
    let demo = Demo::new(Truth::read().unwrap(), Arc::new(other), 40, 1, today).unwrap();
    assert_eq!(drafts(demo).len(), 40);
}

/// Every id in the table is one that the newest shipped version, or the second framework, has.
#[test]
fn the_table_names_only_what_is_there() {
    let truth = Truth::read().unwrap();
    let second = check(&Demo::second_framework().unwrap()).unwrap();
    for planted in &truth.frameworks {
        let framework = if planted.framework == second.slug { second.clone() } else { short_framework().unwrap() };
        let named = planted
            .gathers
            .iter()
            .map(|own| &own.signifier)
            .chain(planted.positions.iter().map(|own| &own.signifier))
            .chain(planted.moves.iter().map(|own| &own.signifier))
            .chain(planted.choices.iter().map(|own| &own.signifier))
            .chain(planted.not_applicable.keys())
            .chain(planted.collections.iter().flat_map(|own| &own.signifiers));
        for id in named {
            assert!(framework.signifier(id).is_some(), "{id}");
        }
    }
}

#[test]
fn the_documentation_says_what_can_be_found() {
    let page = include_str!("../../../docs/DEMO.md");
    for finding in Truth::read().unwrap().findings {
        assert!(page.contains(&finding.says), "docs/DEMO.md does not say: {}", finding.says);
        assert!(page.contains(&format!("`{}`", finding.id)), "docs/DEMO.md does not name {}", finding.id);
    }
}
