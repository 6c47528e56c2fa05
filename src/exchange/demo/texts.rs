//! The texts of the demo's stories, by kind of experience and by who tells them. Only stories about waiting speak of waiting.

use rand::rngs::StdRng;

use super::draws::any;

type Sentences = &'static [&'static str];

/// The texts of one kind of experience. `{place}` stands for one of [`PLACES`].
struct Texts {
    experience: &'static str,
    titles: Sentences,
    /// By audience: a child or young person, a family, a professional.
    openings: [Sentences; 3],
    middles: Sentences,
    ends: [Sentences; 3],
}

const PLACES: Sentences =
    &["school", "the clinic", "nursery", "college", "the hospital", "the family hub", "the youth club", "home"];

const WHEN: Sentences =
    &["Last autumn", "In the spring", "A few weeks ago", "At the start of term", "Just before the summer", "Over the winter"];

const AUDIENCES: [&str; 3] = ["child", "family", "professional"];

/// By experience; the last one stands for any other.
const ALL: [Texts; 4] = [
    Texts {
        experience: "noticed",
        titles: &["One person noticed", "Somebody rang back", "The teaching assistant who listened", "A good morning"],
        openings: [
            &[
                "one person at {place} saw that it was too loud for me and found a quiet room.",
                "my teaching assistant at {place} asked me what would help.",
            ],
            &[
                "one person at {place} noticed that things had got too loud and found a quiet room.",
                "somebody at {place} rang back on the same day and stayed on the phone until it made sense.",
            ],
            &[
                "a colleague at {place} noticed that a child had stopped speaking and sat down with them.",
                "I had an hour to listen to one family at {place}, and nothing else to do in it.",
            ],
        ],
        middles: &[
            "It was a small thing, but it changed the week.",
            "They wrote it down, so that nobody had to explain it all again.",
            "They asked what had worked before, and did that.",
        ],
        ends: [
            &["Now I like going in.", "I told my friend about it."],
            &["After that, going in each morning was easier.", "We still talk about it at home."],
            &["I would like to work like that every day.", "It took so little, and it held."],
        ],
    },
    Texts {
        experience: "waiting",
        titles: &["Waiting list", "Another letter", "Still waiting", "The assessment that did not come"],
        openings: [
            &["I was still waiting for somebody at {place} to see me.", "they said again that I am on the waiting list."],
            &[
                "we were told again that the waiting list was longer than a year.",
                "a letter came from {place} that said the assessment was put off once more, and we went on waiting.",
            ],
            &[
                "I had to tell a family at {place} that the waiting list had grown again.",
                "three children in one class at {place} were waiting for the same assessment.",
            ],
        ],
        middles: &[
            "There were many calls, and each time the answer was another one.",
            "Meanwhile there was no speech and language therapy at all.",
            "Nobody could say who was dealing with the plan.",
        ],
        ends: [
            &["I stopped asking.", "It is boring and I am worried."],
            &[
                "We are tired of waiting and of asking.",
                "In the end we paid for a private assessment that we could not afford.",
            ],
            &["I could only apologise.", "Waiting like that undoes what we build up."],
        ],
    },
    Texts {
        experience: "together",
        titles: &["Everybody round one table", "They had talked to each other", "A plan that fitted", "Moving up"],
        openings: [
            &[
                "all the people who help me met at {place}, and I was there.",
                "I visited {place} three times before I moved up.",
            ],
            &[
                "{place}, the therapist and the social worker met round one table, with us.",
                "the people from health and from {place} had read the same notes for once.",
            ],
            &[
                "health, social care and {place} wrote one plan instead of three.",
                "the team at {place} met the family before anything was decided.",
            ],
        ],
        middles: &[
            "Everyone knew who would do what, and by when.",
            "They used pictures, so that the plan could be understood by the person it was for.",
            "When something changed, it was said at once.",
        ],
        ends: [
            &["I know what happens next.", "There are friends to sit with at lunch now."],
            &["The plan is short, and it is being kept.", "It takes a team, and this time there was one."],
            &["That is what the system is for.", "We should meet like that from the start."],
        ],
    },
    Texts {
        experience: "outside",
        titles: &["Nobody asked me", "Sent home again", "On the outside", "Left to decide alone"],
        openings: [
            &["they talked about me at {place} and I sat outside.", "the trip from {place} had no room for my chair."],
            &[
                "a meeting at {place} decided everything, and the person it was about sat outside.",
                "there was a phone call from {place} nearly every day to come and collect.",
            ],
            &[
                "a child was on half days at {place} and no one had written down why.",
                "a decision about a family at {place} was made before I had read the file.",
            ],
        ],
        middles: &[
            "What was said about behaviour was really about noise and pain.",
            "Nobody asked what would have helped.",
            "The others noticed who was left out.",
        ],
        ends: [
            &["I stayed in bed the next day.", "I do not want to go back."],
            &["It is hard to trust anyone after that.", "Being included should not depend on luck."],
            &["I still think about it.", "Nobody meant it, and it happened all the same."],
        ],
    },
];

/// The title and the text of a story about this kind of experience, told by this audience.
pub fn tell(experience: &str, audience: &str, rng: &mut StdRng) -> (String, String) {
    let texts = ALL.iter().find(|texts| texts.experience == experience).unwrap_or(&ALL[ALL.len() - 1]);
    let voice = AUDIENCES.iter().position(|own| *own == audience).unwrap_or(1);
    let mut one = |of: Sentences| any(rng, of).copied().unwrap_or_default();
    let (when, opening, middle, end) = (one(WHEN), one(texts.openings[voice]), one(texts.middles), one(texts.ends[voice]));
    let (title, place) = (one(texts.titles), one(PLACES));
    let text = format!("Synthetic story, made up to try the service. {when} {opening} {middle} {end}");
    (format!("Synthetic: {title}"), text.replace("{place}", place))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::demo::draws::numbers;
    use crate::exchange::demo::truth::Truth;

    #[test]
    fn only_stories_about_waiting_speak_of_it_and_every_planted_experience_has_texts() {
        let mut rng = numbers(1, 1, 1);
        for texts in &ALL {
            for audience in AUDIENCES {
                for _ in 0..40 {
                    let (title, text) = tell(texts.experience, audience, &mut rng);
                    assert!(title.starts_with("Synthetic: ") && text.starts_with("Synthetic story"));
                    let speaks = format!("{title} {text}").to_lowercase().contains("wait");
                    assert!(!speaks || texts.experience == "waiting", "{text}");
                    assert!(!text.contains('{'), "{text}");
                }
            }
        }
        let planted = Truth::read().unwrap().frameworks;
        let planted = planted.iter().flat_map(|planted| &planted.experiences);
        assert!(planted.into_iter().all(|own| ALL.iter().any(|texts| texts.experience == own.id)));
    }
}
