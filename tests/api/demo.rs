//! The demo's stories: what the table plants in them (`docs/DEMO.md`) is found by every view, with its sign and about its size.

use sensing::exchange::{Finding, Truth};

use crate::support::*;

const STORIES: &str = "2000";

/// A service with the demo's stories.
async fn with_demo(app: App) -> App {
    let stopped = app.stop().await;
    let config = stopped.config();
    let mut command = sensing(&config.data, config.database_url.as_deref());
    command.args(["demo", "--stories", STORIES, "--seed", "1"]);
    let done = run(command, "");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    stopped.start().await
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("no number: {value}"))
}

/// Whether a figure has about the planted size, and its sign where that is clear.
#[track_caller]
fn near(finding: &Finding, found: f64, planted: f64) {
    let within = number(&finding.details["within"]);
    assert!((found - planted).abs() <= within, "{}: {found}, planted {planted} ± {within}", finding.id);
    assert!(planted.abs() <= within || found.signum() == planted.signum(), "{}: {found}, planted {planted}", finding.id);
}

fn planted(finding: &Finding, name: &str) -> f64 {
    number(&finding.details[name])
}

fn text<'a>(finding: &'a Finding, name: &str) -> &'a str {
    finding.details[name].as_str().unwrap()
}

fn compared(finding: &Finding, answer: &Value) {
    let [first, second] = [0, 1].map(|at| finding.details["groups"][at].as_str().unwrap());
    let quantiles = &answer["details"][text(finding, "signifier")]["quantiles"];
    near(finding, number(&quantiles[first]["0.5"]) - number(&quantiles[second]["0.5"]), planted(finding, "medians_differ_by"));
    let q = number(&answer["results"][0]["q"]);
    let chance = finding.details.contains_key("not_significant");
    assert_eq!(q > 0.05, chance, "{}: q = {q}", finding.id);
}

fn changed(finding: &Finding, answer: &Value) {
    let points = answer["trends"][0]["points"].as_array().unwrap();
    let rounds: Vec<&str> = points.iter().map(|point| point["period"].as_str().unwrap()).collect();
    assert_eq!(rounds, ["baseline", "follow-up 1", "follow-up 2"], "{}", finding.id);
    let [first, last] = [0, 2].map(|at| &points[at]);
    near(finding, number(&last["value"]) - number(&first["value"]), planted(finding, "changes_by"));
    // The intervals of the first and the last round do not touch.
    let [lower, upper] = if planted(finding, "changes_by") > 0.0 { [first, last] } else { [last, first] };
    assert!(number(&lower["interval"][1]) < number(&upper["interval"][0]), "{}: {points:?}", finding.id);
}

async fn gathered(app: &App, finding: &Finding, answer: &Value) {
    let signifier = finding.details["request"]["signifiers"][0].as_str().unwrap();
    if finding.details.contains_key("not_applicable") {
        let counts = ["answered", "not_applicable", "unanswered", "not_asked"]
            .map(|state| number(&answer["signifiers"][signifier][state]));
        near(finding, counts[1] / counts[..3].iter().sum::<f64>(), planted(finding, "not_applicable"));
        assert!(counts[3] > 100.0, "{}: some were not asked", finding.id);
        return;
    }
    let share = |answer: &Value| number(&answer["signifiers"][signifier]["zones"][text(finding, "zone")]["share"]);
    near(finding, share(answer), planted(finding, "share"));
    let mut elsewhere = finding.details["request"].clone();
    elsewhere["selection"] = finding.details["elsewhere"].clone();
    near(finding, share(&app.patterns(elsewhere).await.is(200)), planted(finding, "share_elsewhere"));
}

fn clustered(finding: &Finding, answer: &Value) {
    let clusters = answer["clusters"].as_array().unwrap();
    let wanted = finding.details["clusters"].as_array().unwrap();
    assert_eq!(clusters.len(), wanted.len(), "{}: {:?}", finding.id, answer["warnings"]);
    near(finding, number(&answer["noise"]) / number(&answer["complete"]), planted(finding, "noise"));
    let corners = [("difference", ["person", "together", "organised"]), ("needed", ["listened", "told", "practical"])];
    for wanted in wanted {
        let is_it = |cluster: &&Value| {
            corners.iter().all(|(triad, corners)| {
                let at = corners.iter().position(|corner| wanted[triad] == *corner).unwrap();
                number(&cluster["position"][triad]["triad"][at]) > 0.6
            })
        };
        let found = clusters.iter().find(is_it).unwrap_or_else(|| panic!("{}: {wanted}", finding.id));
        near(finding, number(&found["position"]["timing"]["dyad"]), number(&wanted["timing"]));
        let words = found["words"].as_array().unwrap();
        let is_telling = words.iter().any(|word| word["term"] == wanted["word"] && number(&word["z"]) >= 1.96);
        assert!(is_telling, "{}: {wanted}: {words:?}", finding.id);
    }
}

fn associated(finding: &Finding, answer: &Value) {
    let pair = &answer["pairs"][0];
    match finding.details.get("not_estimable") {
        Some(reason) => assert_eq!(&pair["not_estimable"], reason, "{}", finding.id),
        None => near(finding, number(&pair[text(finding, "measure")]), planted(finding, "value")),
    }
}

fn telling(finding: &Finding, answer: &Value) {
    let words = answer["more"].as_array().unwrap();
    for wanted in finding.details["telling"].as_array().unwrap() {
        let is_telling = words.iter().any(|word| word["term"] == *wanted && word["telling"] == true);
        assert!(is_telling, "{}: {wanted}: {words:?}", finding.id);
    }
}

on_both! {
    async fn every_planted_truth_is_found_by_the_view_that_shows_it(app: App) {
        let app = with_demo(app).await;
        let findings = Truth::read().unwrap().findings;
        assert!(findings.len() >= 15);
        for finding in &findings {
            let request = finding.details["request"].clone();
            match finding.view.as_str() {
                "compare" => compared(finding, &app.compare(request).await.is(200)),
                "trends" => changed(finding, &app.trends(request).await.is(200)),
                "patterns" => gathered(&app, finding, &app.patterns(request).await.is(200)).await,
                "clusters" => clustered(finding, &app.clusters(request).await.is(200)),
                "associations" => associated(finding, &app.associations(request).await.is(200)),
                "words" => telling(finding, &app.words(request).await.is(200)),
                other => panic!("{}: no view “{other}”", finding.id),
            }
        }
        // With two frameworks a request for patterns names one, and says which there are.
        let problem = app.patterns(json!({})).await.problem(422);
        problem.names("selection.framework");
        assert!(problem.detail().contains("sheffield-send, youth-club-evening"), "{}", problem.detail());
        // Collections of earlier rounds take no more stories.
        let open = async |code: &str| app.join(code).await.is(200)["open"].clone();
        assert_eq!([open("LETTER-1").await, open("CLUB-2").await, open("LETTER-3").await], [json!(false), json!(false), json!(true)]);
    }
}
