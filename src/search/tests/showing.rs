//! Snippets: what they show, and that they are always part of the text.

use proptest::prelude::*;

use super::*;

/// A snippet with its hits in brackets.
fn shown(library: &Library, query: &str, language: &str, text: &str, max_chars: usize) -> String {
    let fragments = library.index.highlighter(query).unwrap().snippet(&language.parse().unwrap(), text, max_chars);
    fragments.iter().map(|piece| if piece.hit { format!("[{}]", piece.text) } else { piece.text.clone() }).collect()
}

const LONG: &str = "It began on a Monday, long before anybody knew. The school rang about the bus, which had not come. \
    We waited for a year on the waiting list, and nobody told us why. Then a nurse called and everything changed.";

#[test]
fn every_form_of_a_word_is_marked() {
    let library = Library::empty();
    assert_eq!(shown(&library, "waiting", "en", "We waited. Waits, waiting!", 100), "We [waited]. [Waits], [waiting]!");
    assert_eq!(shown(&library, "child", "en", "The child’s bag", 100), "The [child]’s bag");
}

#[test]
fn the_part_with_most_of_the_query_is_shown() {
    let library = Library::empty();
    assert_eq!(
        shown(&library, "waiting list nurse", "en", LONG, 60),
        "…[waiting] [list], and nobody told us why. Then a [nurse] called…"
    );
    assert_eq!(shown(&library, "changed", "en", LONG, 40), "…a nurse called and everything [changed].");
    assert_eq!(shown(&library, "monday", "en", LONG, 30), "It began on a [Monday], long…");
}

#[test]
fn without_a_hit_the_opening_is_shown_up_to_a_word_end() {
    let library = Library::empty();
    assert_eq!(shown(&library, "unheard", "en", LONG, 25), "It began on a Monday,…");
    assert_eq!(shown(&library, "", "en", "short", 25), "short");
    assert_eq!(shown(&library, "x", "en", "", 25), "");
}

#[test]
fn a_phrase_is_marked_only_where_it_stands_together() {
    let library = Library::empty();
    let text = "a list, a waiting list, and waiting";
    assert_eq!(shown(&library, "\"waiting lists\"", "en", text, 100), "a list, a [waiting] [list], and waiting");
}

#[test]
fn prefixes_are_marked_and_minus_is_not() {
    let library = Library::empty();
    assert_eq!(shown(&library, "organ* -bus", "en", "organised by the bus", 100), "[organised] by the bus");
}

#[test]
fn the_spelling_that_was_found_is_marked() {
    let library = Library::of(&["the hospital called"]);
    assert_eq!(shown(&library, "hosspital", "en", "the hospital called", 100), "the [hospital] called");
    assert_eq!(shown(&library, "hospital", "en", "the hopsital called", 100), "the hopsital called");
}

#[test]
fn related_words_are_marked_and_so_are_those_of_incomplete_matches() {
    let mut texts = vec!["her EHCP came", "excluded again"];
    texts.extend(["weather"; 40]);
    let library = Library::of(&texts);
    assert_eq!(shown(&library, "EHC plan", "en", "her EHCP came", 100), "her [EHCP] came");
    assert_eq!(shown(&library, "exclusion", "en", "excluded again", 100), "[excluded] again");
    assert_eq!(shown(&library, "excluded agian hovercraft", "en", "excluded again", 100), "[excluded] [again]");
}

#[test]
fn hits_are_marked_in_any_script() {
    let library = Library::empty();
    assert_eq!(shown(&library, "معلم", "ar", "وانتظرنا المعلمين هنا", 100), "وانتظرنا [المعلمين] هنا");
    assert_eq!(shown(&library, "名单", "zh", "我们在等待名单上等了一年", 100), "我们在等待[名单]上等了一年");
    assert_eq!(shown(&library, "等待名单", "zh", "我们在等待名单上等了", 100), "我们在[等待名单]上等了");
    assert_eq!(shown(&library, "等", "zh", "等待", 100), "[等]待");
    assert_eq!(shown(&library, "zolc", "pl", "Żółć!", 100), "[Żółć]!");
    assert_eq!(shown(&library, "سكول", "ur", "ہم سکول گئے", 100), "ہم [سکول] گئے");
}

#[test]
fn chinese_is_cut_at_characters() {
    let library = Library::empty();
    let text = "我们".repeat(50) + "等待名单" + &"一年".repeat(50);
    let snippet = shown(&library, "名单", "zh", &text, 20);
    assert!(snippet.contains("[名单]") && snippet.starts_with('…') && snippet.ends_with('…'), "{snippet}");
}

#[test]
fn no_emoji_is_cut_apart() {
    let library = Library::empty();
    let family = "👩‍👩‍👧";
    assert_eq!(shown(&library, "x", "en", &family.repeat(10), 13), format!("{family}{family}…"));
}

#[test]
fn a_snippet_is_always_a_stretch_of_the_text_and_never_too_long() {
    let library = Library::empty();
    let texts = "(waiting |list |等待|名单|word’s |\\PC|[a-z]{1,30}|👩‍👧|\n| ){0,40}";
    let queries = prop_oneof![Just("waiting list"), Just("等待"), Just("wor*"), Just("\"list 名单\""), Just("nothing")];
    proptest!(cases(600), |(text in texts, query in queries, max in 0..60_usize)| {
        let fragments = library.index.highlighter(query).unwrap().snippet(&"en".parse().unwrap(), &text, max);
        let joined: String = fragments.iter().map(|piece| piece.text.as_str()).collect();
        let uncut = joined.strip_prefix('…').unwrap_or(&joined);
        let uncut = [&joined, uncut, uncut.strip_suffix('…').unwrap_or(uncut), joined.trim_end_matches('…')];
        prop_assert!(uncut.iter().any(|part| text.contains(part)), "{joined}");
        prop_assert!(fragments.iter().all(|piece| !piece.text.is_empty()));
        prop_assert!(fragments.windows(2).all(|pair| pair[0].hit != pair[1].hit));
        prop_assert!(joined.chars().count() <= max.max(2));
        if text.chars().count() <= max {
            prop_assert_eq!(joined, text);
        }
    });
}
