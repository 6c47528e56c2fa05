//! What a query finds in languages other than English.

use super::*;

fn library() -> Library {
    let mut library = Library::empty();
    library.put_all(
        1,
        &[
            ("ar", "", "ذهبنا إلى المدرسة وانتظرنا المعلمين"),
            ("ur", "", "ہم سکول گئے اور بہت انتظار کیا"),
            ("pl", "", "Dostaliśmy żółć i wodę, a potem łóżko"),
            ("so", "", "Waxaan sugnay dhakhtarka muddo dheer"),
            ("zh-Hans", "", "我们在等待名单上等了一年"),
            ("fr", "", "Nous avons attendu à l'école pendant des années"),
            ("de", "", "Wir haben auf die Bücher gewartet"),
            ("ja", "", "学校で先生を待ちました"),
            ("sk", "", "Čakali sme v nemocnici"),
            ("th", "", "เรารอที่โรงเรียน"),
            ("ko", "", "우리는 학교에서 기다렸다"),
            ("hi", "", "हम स्कूल में इंतज़ार करते रहे"),
        ],
    );
    library
}

#[test]
fn stems_are_those_of_the_storys_own_language() {
    let library = library();
    assert_eq!(library.find("معلم"), [1]);
    assert_eq!(library.find("Buch"), [7]);
    assert_eq!(library.find("Büchern"), [7]);
    assert_eq!(library.find("école année"), [6]);
}

#[test]
fn a_variant_of_a_language_is_stemmed_like_the_language() {
    let mut library = Library::empty();
    library.put_all(1, &[("en-x-easy", "", "we were waiting")]);
    assert_eq!(library.find("waited"), [1]);
}

#[test]
fn accents_and_special_letters_may_be_left_out() {
    let library = library();
    assert_eq!(library.find("zolc lozko"), [3]);
    assert_eq!(library.find("żółć"), [3]);
    assert_eq!(library.find("ecole"), [6]);
    assert_eq!(library.find("cakali"), [9]);
    assert_eq!(library.find("bucher"), [7]);
}

#[test]
fn typed_accents_rank_exact_matches_first() {
    let mut library = Library::empty();
    library.put_all(1, &[("pl", "", "łaska jest tu"), ("pl", "", "laska jest tu")]);
    assert_eq!(library.rank("łaska"), [1, 2]);
}

#[test]
fn urdu_is_found_from_an_arabic_keyboard() {
    let library = library();
    assert_eq!(library.find("سکول"), [2]);
    assert_eq!(library.find("سكول"), [2]);
    assert_eq!(library.find("\"بہت انتظار\""), [2]);
}

#[test]
fn arabic_vowel_marks_do_not_matter() {
    assert_eq!(library().find("المَدْرَسَة"), [1]);
}

#[test]
fn somali_and_hindi_words_are_found_as_written_and_by_their_beginning() {
    let library = library();
    assert_eq!(library.find("dhakhtarka"), [4]);
    assert_eq!(library.find("dhakh*"), [4]);
    assert_eq!(library.find("स्कूल"), [12]);
}

#[test]
fn scripts_without_spaces_are_found_by_any_run_of_characters() {
    let library = library();
    assert_eq!(library.find("等待名单"), [5]);
    assert_eq!(library.find("名单"), [5]);
    assert_eq!(library.find("等"), [5]);
    assert_eq!(library.find("单名"), [0; 0]);
    assert_eq!(library.find("等待 一年"), [5]);
    assert_eq!(library.find("先生"), [8]);
    assert_eq!(library.find("待ちました"), [8]);
    assert_eq!(library.find("โรงเรียน"), [10]);
    assert_eq!(library.find("학교"), [11]);
    assert_eq!(library.find("等待*"), [5]);
}

#[test]
fn chinese_inside_an_english_story_is_found_too() {
    let library = Library::of(&["My grandmother says 等待 every day"]);
    assert_eq!(library.find("等待"), [1]);
    assert_eq!(library.find("等待 day"), [1]);
}

#[test]
fn one_query_searches_every_language() {
    let mut library = Library::empty();
    library.put_all(1, &[("en", "", "the station"), ("fr", "", "la station"), ("ur", "", "station پر"), ("pl", "", "Station")]);
    assert_eq!(library.find("station"), [1, 2, 3, 4]);
}

#[test]
fn a_rare_language_ranks_by_its_own_lengths() {
    let mut library = Library::empty();
    let english: Vec<_> = (0..200).map(|_| ("en", "", "a story about rain and buses in our town")).collect();
    library.put_all(100, &english);
    library.put_all(
        1,
        &[
            ("fr", "", "hôpital, encore hôpital et toujours hôpital pendant toute une année dans notre ville"),
            ("fr", "", "un hôpital dans notre ville"),
        ],
    );
    assert_eq!(library.rank("hôpital"), [1, 2]);
}
