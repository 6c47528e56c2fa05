//! Synthetic stories for trying the service. Nobody told them, and every one of them says so.
//!
//! There are four kinds of experience, each with its own texts and answers, so that maps, search and clusters have something to
//! show. The same seed makes the same stories.

mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Days, NaiveDate};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::source::{Draft, Drafter, Lines};
use crate::capture::Submission;
use crate::model::{AnswerBody, AnswerInput, Choice, Consent, Day, Framework, Labelled, ModerationState, Shape, Signifier};
use words::{KINDS, Kind};

/// A source of synthetic stories for a framework.
pub struct Synthetic {
    framework: Framework,
    rng: StdRng,
    seed: u64,
    left: u64,
    made: u64,
    today: NaiveDate,
}

impl Synthetic {
    /// `stories` stories, the same ones for the same seed, received over the year before `today`.
    pub fn new(framework: Framework, stories: u64, seed: u64, today: NaiveDate) -> Self {
        Self { framework, rng: StdRng::seed_from_u64(seed), seed, left: stories, made: 0, today }
    }

    fn story(&mut self) -> Option<Draft> {
        let kind = &KINDS[self.rng.random_range(0..KINDS.len())];
        let audience = self.pick(&self.framework.audiences.clone()).unwrap_or_default();
        let fits = |audiences: &[String]| audiences.is_empty() || audiences.contains(&audience);
        let prompts: Vec<String> = self.framework.prompts.iter().filter(|p| fits(&p.audiences)).map(|p| p.id.clone()).collect();
        let prompt = self.pick(&prompts)?;
        let mut answers = BTreeMap::new();
        for signifier in self.framework.signifiers.clone() {
            let asked = fits(&signifier.audiences) && (signifier.prompts.is_empty() || signifier.prompts.contains(&prompt));
            if let Some(answer) = self.answer(&signifier, kind, &audience).filter(|_| asked) {
                answers.insert(signifier.id.clone(), Some(answer));
            }
        }
        let (title, text) = self.tell(kind);
        let submission = Submission {
            framework: self.framework.slug.clone(),
            version: self.framework.version,
            language: self.framework.languages.first()?.clone(),
            receipt: None,
            prompt,
            title,
            text,
            answers,
            consent: Consent { analysis: true, quotation: false },
            asked: None,
            collection: None,
            told: None,
            worried: false,
            teller: None,
        };
        // In order of arrival.
        let days_ago = 364 * self.left / (self.left + self.made).max(1);
        // A few are held for a moderator.
        let held = self.rng.random_bool(0.04);
        Some(Draft {
            submission,
            name: format!("synthetic {} {}", self.seed, self.made).into_bytes(),
            former: None,
            received: self.today.checked_sub_days(Days::new(days_ago)).and_then(|day| Day::try_from(day).ok()),
            state: Some(if held { ModerationState::Held } else { ModerationState::Cleared }),
            language: None,
            remarks: Vec::new(),
        })
    }

    fn tell(&mut self, kind: &Kind) -> (String, String) {
        let opening = *self.any(kind.openings);
        let middle = *self.any(kind.middles);
        let end = *self.any(kind.ends);
        let place = *self.any(words::PLACES);
        let when = *self.any(words::WHEN);
        let text = format!("Synthetic story, made up to try the service. {when} {opening} {middle} {end}");
        (format!("Synthetic: {}", self.any(kind.titles)), text.replace("{place}", place))
    }

    fn answer(&mut self, signifier: &Signifier, kind: &Kind, audience: &str) -> Option<AnswerInput> {
        let fate: f64 = self.rng.random();
        if signifier.not_applicable && fate < 0.06 {
            return Some(AnswerInput::NotApplicable);
        }
        if fate < 0.12 && signifier.id != "audience" {
            return None;
        }
        let lean = kind.lean(&signifier.id);
        let given = match &signifier.shape {
            Shape::Triad { .. } => AnswerBody { triad: Some(self.triad(lean)), ..AnswerBody::default() },
            Shape::Dyad(dyad) => {
                let towards = if dyad.confidence { kind.confidence } else { lean };
                AnswerBody { dyad: Some(self.around(towards, 0.16)), ..AnswerBody::default() }
            }
            Shape::Stones { stones, .. } => {
                let mut placed = BTreeMap::new();
                for stone in stones {
                    if self.rng.random_bool(0.8) {
                        let place = [self.around(kind.confidence, 0.2), self.around(lean, 0.2)];
                        placed.insert(stone.id.clone(), place);
                    }
                }
                AnswerBody { stones: Some(placed), ..AnswerBody::default() }
            }
            Shape::Choice(choice) => {
                let chosen = if signifier.id == "audience" { vec![audience.to_owned()] } else { self.choose(choice, lean) };
                AnswerBody { choice: Some(chosen), ..AnswerBody::default() }
            }
        };
        Some(AnswerInput::Answered(given))
    }

    /// A point that leans to one corner: a `lean` of 0, ½ or 1 is the first, second or third.
    fn triad(&mut self, lean: f64) -> [f64; 3] {
        let corner = (lean * 2.0).round() as usize;
        let mut weights = [0.0; 3];
        for (place, weight) in weights.iter_mut().enumerate() {
            let pull = if place == corner { 3.0 } else { 1.0 };
            // An exponential variate; normalised, three of them make a Dirichlet variate.
            *weight = -(1.0 - self.rng.random::<f64>()).ln() * pull + 0.02;
        }
        let sum: f64 = weights.iter().sum();
        // Some people go all the way to a corner or an edge.
        let snap = if self.rng.random_bool(0.1) { 0.12 } else { 0.0 };
        let weights = weights.map(|weight| if weight / sum < snap { 0.0 } else { weight });
        let sum: f64 = weights.iter().sum();
        weights.map(|weight| weight / sum)
    }

    fn around(&mut self, middle: f64, spread: f64) -> f64 {
        let noise: f64 = (0..4).map(|_| self.rng.random::<f64>() - 0.5).sum();
        ((middle + noise * spread * 1.7) * 10_000.0).round().clamp(0.0, 10_000.0) / 10_000.0
    }

    fn choose(&mut self, choice: &Choice, lean: f64) -> Vec<String> {
        let first = (lean * choice.options.len() as f64) as usize;
        let many = self.rng.random_range(1..=choice.max.min(3)) as usize;
        let mut chosen: Vec<&Labelled> = Vec::new();
        for _ in 0..many {
            let near = self.rng.random_bool(0.35);
            let place = if near { first } else { self.rng.random_range(0..choice.options.len()) };
            let option = &choice.options[place.min(choice.options.len() - 1)];
            if !chosen.iter().any(|other| other.id == option.id) {
                chosen.push(option);
            }
        }
        if let Some(alone) = chosen.iter().find(|option| option.exclusive) {
            return vec![alone.id.clone()];
        }
        chosen.into_iter().map(|option| option.id.clone()).collect()
    }

    fn any<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.rng.random_range(0..of.len())]
    }

    fn pick(&mut self, of: &[String]) -> Option<String> {
        if of.is_empty() { None } else { Some(self.any(of).clone()) }
    }
}

impl Lines for Synthetic {
    type Raw = Box<Draft>;

    fn next(&mut self) -> std::io::Result<Option<(u64, Self::Raw)>> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        self.made += 1;
        Ok(self.story().map(|draft| (self.made, Box::new(draft))))
    }

    fn bytes(&self) -> u64 {
        self.made
    }

    fn drafter(&self) -> Drafter<Self::Raw> {
        Arc::new(|draft| Ok(Some(*draft)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::check_submission;
    use crate::frameworks::default_framework;

    fn stories(seed: u64) -> Vec<Submission> {
        let today = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        let mut source = Synthetic::new(default_framework().unwrap(), 200, seed, today);
        std::iter::from_fn(|| source.next().unwrap()).map(|(_, draft)| draft.submission).collect()
    }

    #[test]
    fn every_synthetic_story_says_so_and_fits_the_framework() {
        let framework = default_framework().unwrap();
        for story in stories(1) {
            assert!(story.title.starts_with("Synthetic: ") && story.text.starts_with("Synthetic story"));
            check_submission(&story, &framework).unwrap();
        }
    }

    #[test]
    fn the_same_seed_makes_the_same_stories() {
        assert_eq!(stories(7), stories(7));
        assert_ne!(stories(7), stories(8));
    }
}
