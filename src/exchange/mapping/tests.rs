//! Mappings on small tables, and on the synthetic samples of `tests/imports/`.

use serde_json::{Value, json};

use super::*;
use crate::exchange::table::{Table, TableOptions};
use crate::frameworks::check as check_framework;
use crate::model::{About, Clock, Language, TimeZone, faults_in_words};

fn clock() -> Clock {
    Clock::telling(TimeZone::default(), || "2026-07-01T12:00:00Z".parse().unwrap())
}

fn english() -> Language {
    "en".parse().unwrap()
}

fn sample(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/imports/samples/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn guess(text: &str) -> Guess {
    Guess::of(text.as_bytes(), &TableOptions::default(), "made", &english(), &clock()).unwrap()
}

/// What a column becomes in a guess, with the kind of its question.
fn becomes(guess: &Guess, column: &str) -> String {
    let reason = guess.columns.iter().find(|reason| reason.column == column).unwrap();
    let question = guess.mapping.questions.iter().find(|question| Some(&question.id) == reason.question.as_ref());
    let kind = question.map(|question| serde_json::to_value(&question.answer).unwrap()["kind"].as_str().unwrap().to_owned());
    kind.unwrap_or_else(|| serde_json::to_value(reason.becomes).unwrap().as_str().unwrap().to_owned())
}

fn mapped(bytes: &[u8], mapping: &Mapping) -> MappedTable {
    let table = Table::read_as(bytes, &mapping.table).unwrap();
    let framework = check_framework(&mapping.document(1)).unwrap();
    MappedTable::new(table, mapping.clone(), framework, &clock(), false).unwrap()
}

/// A mapping of one question, for the columns id, text and those of the question.
fn about(question: Value) -> Mapping {
    let document = json!({
        "mapping": 1,
        "framework": {"slug": "small", "language": "en"},
        "consent": {"analysis": {"stated": "Everybody signed the paper form."}},
        "story": {"id": "id", "text": ["text"]},
        "questions": [question],
    });
    Mapping::read(&document).map_err(|faults| faults_in_words(&faults)).unwrap()
}

/// Answered, not applicable, unanswered, not asked and left out, of the only question.
fn states(preview: &Preview) -> [u64; 5] {
    let counts = &preview.questions[0];
    [counts.answered, counts.not_applicable, counts.unanswered, counts.not_asked, counts.left_out]
}

#[test]
fn a_table_with_merged_headings_semicolons_and_decimal_commas_is_guessed() {
    let bytes = sample("table.csv");
    let guess = Guess::of(&bytes, &TableOptions::default(), "made", &english(), &clock()).unwrap();
    assert_eq!(guess.mapping.table.header_rows, 2);
    assert_eq!(guess.rows, 120, "empty rows at the end are none");
    for (column, expected) in [
        ("ID", "id"),
        ("Date", "received"),
        ("What happened?", "text"),
        ("May we use it?", "perhaps_consent"),
        ("Who are you?", "choice"),
        ("What helped?", "choices_in_one_column"),
        ("What made the difference: one person", "triad"),
        ("What made the difference: rules", "triad"),
        ("How soon", "dyad"),
        ("What was needed: respect", "choices_ticked"),
        ("Email", "ignored"),
    ] {
        assert_eq!(becomes(&guess, column), expected, "{column}: {:?}", guess.columns);
    }
    assert_eq!(guess.mapping.story.received.as_ref().unwrap().format, Some(DateFormat::DayMonthYear));
    let triad = guess.mapping.questions.iter().find(|question| question.id == "what-made-the-difference").unwrap();
    assert!(matches!(&triad.answer, Reading::Triad { whole, .. } if *whole == 100.0));
    let needed = guess.mapping.questions.iter().find(|question| question.id == "what-was-needed").unwrap();
    assert!(matches!(&needed.answer, Reading::ChoicesTicked { options, .. } if options[1].id == "respect"));
}

#[test]
fn consent_is_never_guessed_and_nothing_is_imported_without_it() {
    let bytes = sample("table.csv");
    let guess = Guess::of(&bytes, &TableOptions::default(), "made", &english(), &clock()).unwrap();
    assert!(guess.mapping.consent.is_none());
    assert!(guess.open.iter().any(|fault| fault.field == "consent"), "{:?}", guess.open);
    let said = mapped(&bytes, &guess.mapping).into_rows().err().unwrap().to_string();
    assert!(said.contains("consent: say what storytellers consented to"), "{said}");
    let mut corrected = guess.mapping;
    let yes = Permission { column: Some("May we use it?".to_owned()), yes: vec!["yes".to_owned()], stated: None };
    corrected.consent = Some(Permissions { analysis: yes, quotation: None });
    let preview = mapped(&bytes, &corrected).preview();
    assert!(preview.without_consent > 0 && preview.open.is_empty());
    assert_eq!(preview.stories + preview.without_consent, 120);
    assert!(preview.first.iter().all(|story| !story.quotation));
    mapped(&bytes, &corrected).into_rows().unwrap();
    for wrong in [
        json!({"column": "x"}),
        json!({"stated": "yes"}),
        json!({"column": "x", "yes": ["y"], "stated": "All have signed it."}),
        json!({}),
    ] {
        let document = json!({"mapping": 1, "framework": {"slug": "a", "language": "en"}, "story": {"text": ["t"]},
            "consent": {"analysis": wrong}});
        assert_eq!(Mapping::read(&document).unwrap_err()[0].field, "consent.analysis", "{wrong}");
    }
}

#[test]
fn days_that_can_be_read_in_two_ways_are_left_to_a_person() {
    let rows = |days: [&str; 3]| {
        let rows: Vec<String> =
            days.iter().map(|day| format!("{day},We waited a long time for an answer on {day} and then it came")).collect();
        format!("Date,Story\n{}\n", rows.join("\n"))
    };
    let ambiguous = guess(&rows(["03/04/2026", "05/06/2026", "01/02/2026"]));
    assert_eq!(ambiguous.mapping.story.received.as_ref().unwrap().format, None);
    assert!(ambiguous.open.iter().any(|fault| fault.field == "story.received.format"), "{:?}", ambiguous.open);
    for (days, format) in [
        (["25/03/2026", "03/04/2026", "26/03/2026"], DateFormat::DayMonthYear),
        (["03/25/2026", "04/26/2026", "03/27/2026"], DateFormat::MonthDayYear),
        (["2026-03-25", "2026-04-03", "2026-03-26 10:00"], DateFormat::YearMonthDay),
        (["46083", "46084.5", "46085"], DateFormat::SpreadsheetDay),
    ] {
        assert_eq!(guess(&rows(days)).mapping.story.received.unwrap().format, Some(format), "{days:?}");
    }
}

#[test]
fn the_four_states_of_an_answer_are_kept_apart() {
    let dyad = json!({"id": "soon", "question": "How soon?", "not_applicable": ["-1"], "not_asked": ["not shown"],
        "answer": {"kind": "dyad", "column": "soon", "scale": {"min": 0, "max": 10},
            "left": {"id": "early", "label": "early"}, "right": {"id": "late", "label": "late"}}});
    let mapping = about(dyad);
    let rows = "id,text,soon\n1,one,5\n2,two,\n3,three,-1\n4,four,N/A\n5,five,not shown\n6,six,11\n7,seven,NA\n8,eight,10.05\n";
    let preview = mapped(rows.as_bytes(), &mapping).preview();
    assert_eq!(states(&preview), [2, 2, 2, 1, 1]);
    let unfit = &preview.questions[0].unfit[0];
    assert_eq!((unfit.value.as_str(), unfit.rows, unfit.lines.as_slice()), ("11", 1, &[7][..]));
    assert!(preview.remarks.iter().any(|remark| remark.message == "10.05 became 10"), "{:?}", preview.remarks);
}

#[test]
fn a_question_counts_as_not_asked_where_its_condition_does_not_hold() {
    let question = json!({"id": "age", "question": "How old?", "asked_when": [{"column": "kids", "one_of": ["yes"]}],
        "answer": {"kind": "choice", "column": "age", "options": [{"id": "young", "label": "Young", "values": ["1"]}]}});
    let rows = "id,text,kids,age\n1,one,yes,1\n2,two,yes,\n3,three,no,\n4,four,no,young\n5,five,,\n";
    assert_eq!(states(&mapped(rows.as_bytes(), &about(question)).preview()), [2, 0, 1, 2, 0]);
}

#[test]
fn an_answer_and_not_applicable_at_once_are_a_contradiction() {
    let triad = json!({"id": "t", "question": "What?", "not_applicable_column": "na", "answer": {"kind": "triad", "whole": 100, "corners": [
        {"id": "a", "label": "A", "column": "a"}, {"id": "b", "label": "B", "column": "b"}, {"id": "c", "label": "C", "column": "c"}]}});
    let rows = "id,text,a,b,c,na\n1,one,50,30,20,\n2,two,50,30,20,1\n3,three,,,,x\n4,four,50,30,,\n5,five,50,30,10,0\n6,six,33,33,33,\n";
    let preview = mapped(rows.as_bytes(), &about(triad)).preview();
    assert_eq!(states(&preview), [2, 1, 0, 0, 3]);
    let said: Vec<&str> = preview.questions[0].unfit.iter().map(|unfit| unfit.value.as_str()).collect();
    assert_eq!(said, ["50, 30, 20", "50, 30", "50, 30, 10"]);
}

#[test]
fn a_place_in_a_triangle_becomes_weights() {
    let triad = json!({"id": "t", "question": "What?", "answer": {"kind": "triad_point", "x": "x", "y": "y", "width": 100, "height": 100,
        "corners": [{"id": "top", "label": "T"}, {"id": "left", "label": "L"}, {"id": "right", "label": "R"}]}});
    let rows = "id,text,x,y\n1,one,50,100\n2,two,0,0\n3,three,100,0\n4,four,50,0\n5,five,0,100\n";
    let preview = mapped(rows.as_bytes(), &about(triad)).preview();
    let weights = preview.first.iter().filter_map(|story| story.answers.get("t"));
    let weights: Vec<Value> = weights.map(|answer| serde_json::to_value(answer).unwrap()["triad"].clone()).collect();
    assert_eq!(weights, [json!([1.0, 0.0, 0.0]), json!([0.0, 1.0, 0.0]), json!([0.0, 0.0, 1.0]), json!([0.0, 0.5, 0.5])]);
    assert_eq!(states(&preview), [4, 0, 0, 0, 1], "the last one lies outside");
}

#[test]
fn repeated_headings_and_columns_without_one_have_names_of_their_own() {
    let guess = guess(
        "Feel,Feel,,Story\nglad,,x,We waited a long time for the answer and then it came\nglad,sad,x,Nobody rang us back and so we went there ourselves\n,sad,x,They were kind to us on the day when it mattered most\n",
    );
    let columns: Vec<&str> = guess.columns.iter().map(|reason| reason.column.as_str()).collect();
    assert_eq!(columns, ["Feel", "Feel (2)", "column C", "Story"]);
    assert_eq!(becomes(&guess, "Feel (2)"), "choices_in_columns");
    assert!(guess.notes.iter().any(|note| note.starts_with("the heading “Feel” is above several columns")));
}

#[test]
fn a_column_that_says_who_told_it_is_about_the_storyteller() {
    let guess = guess(
        "Story,Who told it,Wer erzählt,What helped\nWe waited a long time for the answer and then it came,parent,Kind,a person\nNobody rang us back and so we went there ourselves,child,Kind,a letter\nThey were kind to us on the day when it mattered most,parent,Eltern,a person\nWe asked and asked and in the end it was the school that knew,child,Eltern,a letter\n",
    );
    let about: Vec<(&str, About)> = guess.mapping.questions.iter().map(|own| (own.id.as_str(), own.about)).collect();
    assert_eq!(
        about,
        [("who-told-it", About::Storyteller), ("wer-erzahlt", About::Storyteller), ("what-helped", About::Story)]
    );
}

#[test]
fn a_cell_that_looks_like_a_formula_stays_the_words_that_it_is() {
    let rows = "id,text,soon\n1,=1+1,5\n2,@SUM(A1),=5\n";
    let dyad = json!({"id": "soon", "question": "How soon?", "answer": {"kind": "dyad", "column": "soon", "scale": {"min": 0, "max": 10},
        "left": {"id": "early", "label": "early"}, "right": {"id": "late", "label": "late"}}});
    let preview = mapped(rows.as_bytes(), &about(dyad)).preview();
    let texts: Vec<&str> = preview.first.iter().map(|story| story.text.as_str()).collect();
    assert_eq!(texts, ["=1+1", "@SUM(A1)"]);
    assert_eq!(states(&preview), [1, 0, 0, 0, 1], "and is no number");
}

#[test]
fn a_column_that_is_not_there_and_a_word_that_is_no_field_are_named() {
    let mapping = about(json!({"id": "age", "question": "How old?", "answer": {"kind": "choice", "column": "Age",
        "options": [{"id": "young", "label": "Young"}]}}));
    let table = Table::read_as("id,text\n1,one\n".as_bytes(), &mapping.table).unwrap();
    let framework = check_framework(&mapping.document(1)).unwrap();
    let said = MappedTable::new(table, mapping, framework, &clock(), false).err().unwrap().to_string();
    assert_eq!(
        said,
        "the mapping cannot be used: questions[0].answer.column: there is no column “Age”; the columns are “id”, “text”"
    );
    let document = json!({"mapping": 1, "framework": {"slug": "a", "language": "en"}, "story": {"txt": []}});
    assert!(Mapping::read(&document).unwrap_err()[0].message.contains("unknown field `txt`"));
    assert!(Mapping::read(&json!([])).unwrap_err()[0].message.contains("a mapping is a JSON object"));
    let document = json!({"mapping": 2, "framework": {"slug": "a", "language": "en"}, "story": {"text": []}});
    assert_eq!(Mapping::read(&document).unwrap_err()[0].field, "mapping");
}

#[test]
fn a_column_that_numbers_the_rows_and_a_scale_in_a_heading_are_recognised() {
    for heading in ["Nr", "No.", "Number", "#", "Nummer"] {
        let guess = guess(&format!("{heading},Wartezeit (0-10)\n1,2\n2,3\n3,4\n4,3\n"));
        assert_eq!(becomes(&guess, heading), "id", "{heading}");
        let answer = serde_json::to_value(&guess.mapping.questions[0].answer).unwrap();
        assert_eq!((&answer["kind"], &answer["scale"]), (&json!("dyad"), &json!({"min": 0.0, "max": 10.0})));
    }
    let guess = guess("Number,Wait (0-10)\n1,12\n1,13\n2,14\n2,13\n");
    assert_ne!(becomes(&guess, "Number"), "id", "its numbers repeat");
    let answer = serde_json::to_value(&guess.mapping.questions.last().unwrap().answer).unwrap();
    assert_eq!(answer["scale"]["max"], 100.0, "the heading names a scale that the numbers leave");
}

#[test]
fn commas_that_are_in_too_few_cells_to_tell_are_pointed_out() {
    let guessed =
        guess("text,where,late\nA,\"School, family\",yes\nB,\"School, family\",no\nC,Town hall,yes\nD,Town hall,no\n");
    let why = |column: &str| guessed.columns.iter().find(|reason| reason.column == column).unwrap().why.clone();
    assert_eq!((becomes(&guessed, "where"), becomes(&guessed, "late")), ("choice".to_owned(), "choice".to_owned()));
    assert!(why("where").contains("if commas in its cells"), "{}", why("where"));
    assert!(!why("late").contains("commas"), "{}", why("late"));
    let several = guess("text,where\nA,\"School, Family\"\nB,School\nC,Family\nD,School\nE,Family\n");
    assert_eq!(becomes(&several, "where"), "choices_in_one_column");
}

#[test]
fn a_mapping_that_was_written_is_read_as_it_was() {
    let bytes = sample("table.csv");
    let guess = Guess::of(&bytes, &TableOptions::default(), "made", &english(), &clock()).unwrap();
    let written = serde_json::to_value(&guess.mapping).unwrap();
    assert_eq!(Mapping::read(&written).unwrap(), guess.mapping);
}

#[test]
fn a_narrafirma_form_becomes_a_mapping_of_all_its_kinds() {
    let stories = narrafirma::stories(sample("narrafirma-stories.csv").as_slice()).unwrap();
    let (mapping, remarks) =
        narrafirma::mapping(&sample("narrafirma-form.csv"), &stories, "days", &english(), &clock()).unwrap();
    let kinds: Vec<(String, String)> = mapping
        .questions
        .iter()
        .map(|question| {
            (question.id.clone(), serde_json::to_value(&question.answer).unwrap()["kind"].as_str().unwrap().to_owned())
        })
        .collect();
    let kinds: Vec<(&str, &str)> = kinds.iter().map(|(id, kind)| (id.as_str(), kind.as_str())).collect();
    assert_eq!(
        kinds,
        [
            ("ago", "choice"),
            ("told-by", "choice"),
            ("remember", "dyad"),
            ("trust", "dyad"),
            ("mood", "choices_in_columns"),
            ("needs", "choices_ticked"),
            ("helpers", "choices_in_one_column"),
            ("surprised", "choices_in_one_column"),
            ("scope", "choice"),
            ("role", "choice"),
        ]
    );
    assert!(matches!(&mapping.questions[2].answer, Reading::Dyad { scale, .. } if *scale == Scale { min: 1.0, max: 10.0 }));
    assert!(matches!(&mapping.questions[3].answer, Reading::Dyad { scale, .. } if *scale == Scale { min: 0.0, max: 50.0 }));
    assert!(
        matches!(&mapping.questions[4].answer, Reading::ChoicesInColumns { columns, options, write_in: Some(_), .. }
        if columns.len() == 3 && options[0].values == ["glad", "pleased"]),
        "answers that are shown alike are one option"
    );
    assert_eq!(mapping.story.prompts.len(), 2);
    assert_eq!(mapping.document(1)["title"]["en"], "Synthetic days");
    let said: Vec<&str> = remarks.iter().map(|remark| remark.field.as_str()).collect();
    assert_eq!(said, ["Comment", "Participant ID"], "{remarks:?}");
    let preview = {
        let framework = check_framework(&mapping.document(1)).unwrap();
        MappedTable::new(stories, mapping, framework, &clock(), false).unwrap().preview()
    };
    assert_eq!((preview.rows, preview.stories, preview.rejected), (120, 120, 0));
    assert!(preview.questions.iter().all(|counts| counts.left_out == 0), "{:?}", preview.questions);
}

#[test]
fn an_xlsform_becomes_a_mapping_in_all_its_languages() {
    let data = Table::read_as(sample("kobo-data.csv").as_slice(), &TableOptions::default()).unwrap();
    let wishes = xlsform::Wishes { slug: "help".to_owned(), language: english(), story: Vec::new() };
    let (mapping, remarks) = xlsform::mapping(&sample("kobo-form.xlsx"), &data, &wishes, &clock()).unwrap();
    let ids: Vec<&str> = mapping.questions.iter().map(|question| question.id.as_str()).collect();
    assert_eq!(ids, ["consent", "where", "helped", "soon", "trust", "who"]);
    assert_eq!(mapping.story.text, ["story/what"]);
    assert_eq!(mapping.story.title.as_deref(), Some("story/title"));
    assert_eq!(mapping.story.id.as_deref(), Some("_uuid"));
    let document = mapping.document(1);
    assert_eq!(document["languages"], json!(["en", "fr"]));
    assert_eq!(document["signifiers"][1]["question"]["fr"], "Où était-ce ?");
    let where_ = &mapping.questions[1];
    assert_eq!(where_.answer.write_in(), Some("story/where_other"));
    assert_eq!(where_.asked_when[0].column, "consent");
    assert!(
        matches!(&mapping.questions[2].answer, Reading::ChoicesTicked { options, .. } if options[1].column == "story/helped/teacher")
    );
    assert_eq!(mapping.questions[4].asked_when[1].separator.as_deref(), Some(" "));
    let said: Vec<&str> = remarks.iter().map(|remark| remark.field.as_str()).collect();
    assert_eq!(said, ["age", "spot"], "{remarks:?}");
    let framework = check_framework(&document).unwrap();
    let preview = MappedTable::new(data, mapping, framework, &clock(), false).unwrap().preview();
    assert_eq!(preview.stories + preview.rejected, 120);
    let trust = preview.questions.iter().find(|counts| counts.id == "trust").unwrap();
    assert!(trust.not_asked > 10 && trust.answered > 10, "{trust:?}");
}
