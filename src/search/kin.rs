//! English words of one family that no stemmer unites: “exclusion” and “excluded”, “anxiety” and “anxious”.
//!
//! A stemmer cuts endings off. These words change at the end of the stem, in pairs that come back in many words, most of them
//! from Latin and Greek: exclu-sion, exclu-de; inclu-sion, inclu-de. Each group below is what one such stem may end in, as the
//! stemmer leaves it, with the letters that must stand before it: fewer would unite words that only look alike (“nurse” is no
//! form of “nurd-”). A stem that no story has is not looked for, so only pairs of real words matter.

/// Endings that take each other's place, and the letters before them, at least.
const ENDINGS: &[(usize, &[&str])] = &[
    // exclusion, exclude; suspension, suspend; decision, decide
    (4, &["s", "d"]),
    // anxiety, anxious
    (3, &["ieti", "ious"]),
    // diagnosis, diagnose, diagnostic
    (4, &["osi", "os", "ost"]),
    // analysis, analyse, analytic
    (4, &["ysi", "ys", "yt"]),
    // autism, autistic
    (3, &["ism", "ist"]),
    // physiotherapy, physiotherapist; psychiatry, psychiatrist
    (5, &["i", "ist"]),
    // psychology, psychologist
    (3, &["log", "logist"]),
    // dyslexia, dyslexic
    (5, &["ia", ""]),
    // epilepsy, epileptic
    (4, &["epsi", "ept"]),
    // paediatric, paediatrician
    (6, &["", "ician"]),
    // absence, absent
    (3, &["enc", "ent"]),
    // distance, distant
    (3, &["anc", "ant"]),
    // complaint, complain; restraint, restrain
    (3, &["aint", "ain"]),
    // prescription, prescribe
    (2, &["cript", "crib"]),
    // permission, permit; admission, admit
    (2, &["miss", "mit"]),
    // expulsion, expel
    (2, &["puls", "pel"]),
    // application, apply
    (2, &["plic", "pli"]),
    // notification, notify
    (3, &["if", "ifi"]),
    // loneliness, lonely
    (4, &["li", ""]),
    // trauma, traumatic, traumatised
    (3, &["ma", "mat", "matis", "matiz"]),
    // behaviour, behavior
    (4, &["our", "or"]),
    // organise, organize
    (5, &["is", "iz"]),
];

/// A stem that may belong to the same family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Relative {
    pub(super) stem: String,
    /// The beginning that all words of the family share.
    pub(super) root: String,
}

/// The stems that may belong to the family of an English stem.
pub(super) fn of(stem: &str) -> Vec<Relative> {
    let mut found: Vec<Relative> = Vec::new();
    for (least, endings) in ENDINGS {
        for own in *endings {
            let Some(root) = stem.strip_suffix(own).filter(|root| root.chars().count() >= *least) else { continue };
            for other in endings.iter().filter(|other| *other != own) {
                let stem = format!("{root}{other}");
                if found.iter().all(|known| known.stem != stem) {
                    found.push(Relative { stem, root: root.to_owned() });
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::family::Family;
    use super::super::words::{Form, Side, words};
    use super::*;

    fn stem(word: &str) -> String {
        words(Form::Of(Family::english()), Side::Query, word).remove(0).text
    }

    fn are_related(one: &str, other: &str) -> bool {
        let (one, other) = (stem(one), stem(other));
        one == other || of(&one).iter().any(|relative| relative.stem == other)
    }

    #[test]
    fn words_of_one_family_find_each_other() {
        for (one, other) in [
            ("exclusion", "excluded"),
            ("inclusion", "including"),
            ("suspension", "suspended"),
            ("provision", "provided"),
            ("anxiety", "anxious"),
            ("diagnosis", "diagnosed"),
            ("diagnosis", "diagnostic"),
            ("autism", "autistic"),
            ("therapy", "therapist"),
            ("physiotherapy", "physiotherapists"),
            ("psychiatry", "psychiatrist"),
            ("psychologist", "psychology"),
            ("dyslexia", "dyslexic"),
            ("dyspraxia", "dyspraxic"),
            ("epilepsy", "epileptic"),
            ("paediatric", "paediatrician"),
            ("absence", "absent"),
            ("complaint", "complaining"),
            ("restraint", "restrained"),
            ("prescription", "prescribed"),
            ("permission", "permitted"),
            ("expulsion", "expelled"),
            ("application", "applied"),
            ("notification", "notify"),
            ("loneliness", "lonely"),
            ("trauma", "traumatic"),
            ("behaviour", "behavior"),
            ("organisation", "organized"),
        ] {
            assert!(are_related(one, other) && are_related(other, one), "{one}, {other}: {} {}", stem(one), stem(other));
        }
    }

    #[test]
    fn words_that_only_look_alike_are_strangers() {
        for (one, other) in [
            ("nurse", "nurdle"),
            ("pain", "paint"),
            ("send", "sense"),
            ("hear", "heart"),
            ("school", "schooner"),
            ("party", "part"),
            ("special", "specialist"),
            ("tour", "tor"),
            ("missing", "mitten"),
            ("media", "medic"),
            ("house", "houdini"),
            ("story", "store"),
            ("patient", "pathetic"),
            ("hospital", "hospitality"),
        ] {
            assert!(!are_related(one, other) || stem(one) == stem(other), "{one}, {other}");
        }
    }
}
