//! The limits as their callers see them.

use std::time::Duration;

use super::*;

fn client(limits: &Limits, number: u32) -> ClientKey {
    limits.client(std::net::Ipv4Addr::from(number).into())
}

/// How long an attempt would be held.
fn begin(limits: &Limits, client: ClientKey, name: &str) -> Result<(Attempt, Duration), TooManyRequests> {
    attempt::begin(limits.enforced.as_ref().unwrap(), &limits.keys, client, name)
}

#[test]
fn a_school_behind_one_address_tells_forty_stories_at_once() {
    let limits = Limits::default();
    let school = client(&limits, 1);
    for _ in 0..40 {
        limits.request(school, "stories").unwrap();
        limits.story(school, Some("PARK-7K2M")).unwrap();
    }
    limits.story(school, None).unwrap();
}

#[test]
fn the_open_form_is_limited_and_a_join_code_has_a_quota_of_its_own() {
    let limits = Limits::default();
    let (one, other) = (client(&limits, 1), client(&limits, 2));
    let taken = (0..1_000).take_while(|_| limits.story(one, None).is_ok()).count();
    assert!((60..65).contains(&taken), "{taken}");
    assert!(limits.story(one, None).err().unwrap().retry_after <= Duration::from_secs(5));
    limits.story(one, Some("PARK-7K2M")).unwrap();
    limits.story(other, None).unwrap();
}

#[test]
fn twelve_wrong_attempts_have_no_effect_elsewhere_and_cost_seconds_at_the_same_address() {
    let limits = Limits::default();
    let (stranger, owner) = (client(&limits, 1), client(&limits, 2));
    let tried: Vec<_> = (0..12).map(|_| begin(&limits, stranger, "ada")).collect();
    assert!(tried.iter().any(Result::is_err), "they are slowed down");
    let (attempt, wait) = begin(&limits, owner, "Ada ").unwrap();
    assert_eq!(wait, Duration::ZERO);
    attempt.succeeded();
    let refused = begin(&limits, stranger, "ADA").err().unwrap();
    assert!(refused.retry_after <= Duration::from_secs(5), "{refused}");
}

#[test]
fn attempts_with_many_names_are_refused_by_address_unless_the_name_signed_in_from_there() {
    let limits = Limits::default();
    let (shared, other) = (client(&limits, 1), client(&limits, 2));
    begin(&limits, shared, "ada").unwrap().0.succeeded();
    let admitted = (0..1_000).filter(|number| begin(&limits, shared, &format!("name-{number}")).is_ok()).count();
    assert!((30..40).contains(&admitted), "{admitted}");
    assert_eq!(begin(&limits, shared, "ada").unwrap().1, Duration::ZERO);
    assert_eq!(begin(&limits, other, "bob").unwrap().1, Duration::ZERO);
}

#[test]
fn guesses_at_one_name_from_many_addresses_are_held_and_never_refused() {
    let limits = Limits::default();
    let mut longest = Duration::ZERO;
    for number in 0..1_000 {
        longest = longest.max(begin(&limits, client(&limits, number), "ada").unwrap().1);
    }
    assert_eq!(longest, SignInPolicy::default().patience);
}

#[test]
fn successful_attempts_do_not_count() {
    let limits = Limits::default();
    let office = client(&limits, 1);
    for number in 0..1_000 {
        let (attempt, wait) = begin(&limits, office, &format!("name-{number}")).unwrap();
        assert_eq!(wait, Duration::ZERO);
        attempt.succeeded();
    }
}

#[test]
fn a_hundred_thousand_names_from_as_many_addresses_do_not_make_the_tables_grow() {
    let limits = Limits::default();
    for number in 0..100_000 {
        drop(begin(&limits, client(&limits, number), &format!("name-{number}")));
    }
    let entries = limits.enforced.as_ref().unwrap().sign_ins.entries();
    assert!(entries <= 4 * table::CAPACITY, "{entries}");
}

#[actix_web::test]
async fn without_limits_everything_passes() {
    let limits = Limits::off();
    let one = client(&limits, 1);
    for _ in 0..2_000 {
        limits.request(one, "stories").unwrap();
        limits.story(one, None).unwrap();
        limits.wrong_guess(one).await.unwrap();
        limits.sign_in(one, "ada").await.unwrap();
    }
}

#[test]
fn a_story_that_was_not_stored_uses_no_quota_of_its_address() {
    let limits = Limits::default();
    let school = limits.client("192.0.2.7".parse().unwrap());
    for _ in 0..500 {
        let taken = limits.story(school, None).ok().unwrap();
        limits.story_was_not_kept(taken);
    }
    assert!(limits.story(school, None).is_ok());
}

#[test]
fn guessing_passwords_does_not_stop_others_from_sending_stories() {
    let limits = Limits::default();
    let shared = limits.client("192.0.2.7".parse().unwrap());
    while limits.request(shared, "session").is_ok() {}
    assert!(limits.request(shared, "stories").is_ok());
}
