//! The texts of synthetic stories, and how each kind of experience is signified.

/// A kind of experience.
pub struct Kind {
    /// Titles.
    pub titles: &'static [&'static str],
    /// Openings of the text; `{place}` stands for one of [`PLACES`].
    pub openings: &'static [&'static str],
    /// Middles of the text; `{place}` stands for one of [`PLACES`].
    pub middles: &'static [&'static str],
    /// Ends of the text.
    pub ends: &'static [&'static str],
    /// The position on confidence dyads, from 0 to 1.
    pub confidence: f64,
    /// Where the other answers lean, from 0 to 1; shifted by the signifier's name.
    lean: f64,
}

impl Kind {
    /// Where the answers to a signifier lean, from 0 to 1; always the same for a kind and a name.
    pub fn lean(&self, signifier: &str) -> f64 {
        let turn = signifier.bytes().fold(0u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
        (self.lean + f64::from(turn % 4) * 0.25).fract()
    }
}

/// Places where a story happens.
pub const PLACES: &[&str] =
    &["school", "the clinic", "nursery", "college", "the hospital", "the family hub", "the youth club", "home"];

/// Times when a story happens, at the beginning of a sentence.
pub const WHEN: &[&str] =
    &["Last autumn", "In the spring", "A few weeks ago", "At the start of term", "Just before the summer", "Over the winter"];

/// The four kinds of experience.
pub const KINDS: [Kind; 4] = [
    Kind {
        titles: &["One person noticed", "Somebody rang back", "The teaching assistant who listened", "A good morning"],
        openings: &[
            "one person at {place} noticed that things had got too loud and found a quiet room.",
            "the teaching assistant at {place} asked what would help instead of telling us.",
            "somebody at {place} rang back on the same day and stayed on the phone until it made sense.",
        ],
        middles: &[
            "It was a small thing, but it changed the week.",
            "They wrote it down, so that nobody had to explain it all again.",
            "They knew what to say about the assessment and what came next.",
        ],
        ends: &[
            "After that, going in each morning was easier.",
            "We still talk about it at home.",
            "It showed that help can come at the right time.",
        ],
        confidence: 0.8,
        lean: 0.05,
    },
    Kind {
        titles: &["Waiting list", "Another letter", "Still waiting", "The assessment that did not come"],
        openings: &[
            "we were told again that the waiting list was longer than a year.",
            "a letter came from {place} that said the assessment was put off once more.",
            "nobody at {place} could say who was dealing with the plan.",
        ],
        middles: &[
            "We phoned many times and heard something different each time.",
            "Meanwhile there was no speech and language therapy at all.",
            "By then the place at {place} was already at risk.",
        ],
        ends: &[
            "We are tired of waiting and of asking.",
            "In the end we paid for a private assessment that we could not afford.",
            "It felt as if nobody was listening.",
        ],
        confidence: 0.22,
        lean: 0.55,
    },
    Kind {
        titles: &["Everybody round one table", "They had talked to each other", "A plan that fitted", "Moving up"],
        openings: &[
            "{place}, the therapist and the social worker met round one table, with us.",
            "the move to secondary was planned together, with visits to {place} before the summer.",
            "the people from health and from {place} had read the same notes for once.",
        ],
        middles: &[
            "Everyone knew who would do what, and by when.",
            "They used pictures, so that the plan could be understood by the person it was for.",
            "When something changed, they told us before we had to ask.",
        ],
        ends: &[
            "The plan is short, and it is being kept.",
            "It takes a team, and this time there was one.",
            "There are friends to sit with at lunch now.",
        ],
        confidence: 0.7,
        lean: 0.3,
    },
    Kind {
        titles: &["Nobody asked me", "Sent home again", "On the outside", "Left to decide alone"],
        openings: &[
            "a meeting at {place} decided everything, and the person it was about sat outside.",
            "there was a phone call from {place} nearly every day to come and collect.",
            "the trip was planned without a thought for a wheelchair.",
        ],
        middles: &[
            "What was said at {place} about behaviour was really about noise and pain.",
            "Nobody asked what would have helped.",
            "The other children noticed who was left out.",
        ],
        ends: &[
            "It is hard to trust anyone after that.",
            "Being included should not depend on luck.",
            "Some days the answer is to stay in bed.",
        ],
        confidence: 0.3,
        lean: 0.8,
    },
];
