//! What becomes of the rows of an export, cell by cell.

use super::*;
use crate::exchange::remark::{Remark, RemarkKind};
use crate::exchange::source::{Draft, Lines};
use crate::exchange::table::Table;
use crate::frameworks::check as check_framework;
use crate::model::{AnswerInput, Clock, Fault, Framework, Shape, TimeZone};

const DEFINITION: &str = include_str!("../../../tests/api/fixtures/sensemaker.json");
const HEADINGS: [&str; 21] = [
    "id",
    "language",
    "server_upload_time",
    "s1",
    "s2",
    "access",
    "t1_top",
    "t1_left",
    "t1_right",
    "t1_NA",
    "d1_percentX",
    "d1_few",
    "d1_many",
    "d1_NA",
    "st1_a_percentX",
    "st1_a_percentY",
    "st1_b_percentX",
    "st1_b_percentY",
    "l1_glad",
    "l1_sad",
    "l1_tired",
];

/// A table whose rows have these cells; id, language, time and text have a value where a row gives none.
fn table_with(more: &[&str], rows: &[&[(&str, &str)]]) -> String {
    let headings: Vec<&str> = HEADINGS.into_iter().chain(more.iter().copied()).collect();
    let mut text = format!("{}\n", headings.join(","));
    for (number, row) in rows.iter().enumerate() {
        let cells = headings.iter().map(|heading| {
            let usual = match *heading {
                "id" => format!("r{number}"),
                "language" => "en".to_owned(),
                "server_upload_time" => "1438146266459".to_owned(),
                "s1" => format!("Synthetic: row {number}"),
                _ => String::new(),
            };
            let cell = row.iter().find(|(name, _)| name == heading).map_or(usual, |(_, cell)| (*cell).to_owned());
            format!("\"{cell}\"")
        });
        text.push_str(&cells.collect::<Vec<_>>().join(","));
        text.push('\n');
    }
    text
}

fn table(rows: &[&[(&str, &str)]]) -> String {
    table_with(&[], rows)
}

/// What became of an export.
struct Taken {
    remarks: Vec<Remark>,
    framework: Framework,
    rows: Vec<Result<Option<Draft>, Vec<Fault>>>,
}

fn read(text: &str, wishes: &Wishes) -> Result<Taken, String> {
    let definition = Definition::read(DEFINITION).unwrap();
    let table = Table::read(text.as_bytes()).map_err(|error| error.to_string())?;
    let export = SenseMakerExport::read(table, &definition, wishes).map_err(|error| error.to_string())?;
    let framework = check_framework(&export.framework(&definition, "fixture", 1).unwrap()).unwrap();
    let mut remarks = export.remarks.clone();
    let mut source = export.into_rows(&definition, &framework, &Clock::of_this_machine(TimeZone::default())).unwrap();
    let drafter = source.drafter();
    let mut rows = Vec::new();
    while let Some((_, row)) = source.next().unwrap() {
        rows.push(drafter(row));
    }
    remarks.extend(rows.iter().flatten().flatten().flat_map(|draft| draft.remarks.clone()));
    Ok(Taken { remarks, framework, rows })
}

fn take(rows: &[&[(&str, &str)]]) -> Taken {
    read(&table(rows), &Wishes::default()).unwrap()
}

fn excluding(column: &str, value: &str) -> Wishes {
    Wishes { exclusions: vec![Exclusion { column: column.to_owned(), value: value.to_owned() }], ..Wishes::default() }
}

impl Taken {
    fn draft(&self, row: usize) -> &Draft {
        self.rows[row].as_ref().unwrap().as_ref().unwrap()
    }

    fn answer(&self, row: usize, question: &str) -> Option<&AnswerInput> {
        self.draft(row).submission.answers.get(question).and_then(Option::as_ref)
    }

    fn is_not_applicable(&self, row: usize, question: &str) -> bool {
        self.answer(row, question) == Some(&AnswerInput::NotApplicable)
    }

    fn triad(&self, row: usize) -> Option<[f64; 3]> {
        match self.answer(row, "t1")? {
            AnswerInput::Answered(body) => body.triad,
            AnswerInput::NotApplicable => None,
        }
    }

    fn dyads(&self) -> Vec<Option<f64>> {
        let dyad = |row| match self.answer(row, "d1") {
            Some(AnswerInput::Answered(body)) => body.dyad,
            _ => None,
        };
        (0..self.rows.len()).map(dyad).collect()
    }

    fn chosen(&self, row: usize, question: &str) -> Vec<String> {
        match self.answer(row, question) {
            Some(AnswerInput::Answered(body)) => body.choice.clone().unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    /// The messages of one kind, each with its lines and field.
    fn said(&self, kind: RemarkKind) -> Vec<String> {
        let of_kind = self.remarks.iter().filter(|remark| remark.kind == kind);
        of_kind.map(|remark| format!("{:?} {}: {}", remark.lines, remark.field, remark.message)).collect()
    }
}

#[test]
fn a_weight_just_outside_is_moved_to_the_edge_and_the_sum_closed() {
    let taken = take(&[&[("t1_top", "0.6"), ("t1_left", "0.400896164"), ("t1_right", "-0.000896164")]]);
    let [top, left, right] = taken.triad(0).unwrap();
    assert_eq!(right, 0.0);
    assert!((top + left - 1.0).abs() < 1e-12 && (top - 0.6 / 1.000896164).abs() < 1e-9, "{top} {left}");
    assert_eq!(taken.said(RemarkKind::Edge), ["[2] t1: -0.000896164 became 0"]);
    let far = take(&[&[("t1_top", "0.6"), ("t1_left", "0.42"), ("t1_right", "-0.02")]]);
    assert_eq!(far.triad(0), None);
    assert_eq!(far.said(RemarkKind::LeftOut), ["[2] t1: “-0.02” is not between 0 and 1"]);
}

#[test]
fn dyads_and_stones_are_moved_to_the_edge_too_in_either_unit() {
    let taken = take(&[
        &[("d1_many", "101"), ("d1_few", "-1"), ("st1_a_percentX", "1.009"), ("st1_a_percentY", "-0.01")],
        &[("d1_many", "102")],
    ]);
    assert_eq!(taken.dyads(), [Some(1.0), None]);
    assert_eq!(taken.said(RemarkKind::Edge).len(), 3, "{:?}", taken.said(RemarkKind::Edge));
    assert_eq!(taken.said(RemarkKind::LeftOut), ["[3] d1: “102” is not between 0 and 100"]);
}

#[test]
fn rounded_weights_are_closed_alike_in_both_units() {
    let thirds = take(&[&[("t1_top", "0.33"), ("t1_left", "0.33"), ("t1_right", "0.33")]]);
    assert!(thirds.triad(0).unwrap().iter().all(|weight| (weight - 1.0 / 3.0).abs() < 1e-12));
    assert_eq!(thirds.said(RemarkKind::Sum), ["[2] t1: 0.33, 0.33, 0.33 became a sum of 1"]);
    let hundred = take(&[&[("t1_top", "33"), ("t1_left", "33"), ("t1_right", "33")]]);
    assert_eq!(hundred.triad(0), thirds.triad(0));
    let wrong = take(&[&[("t1_top", "0.5"), ("t1_left", "0.3"), ("t1_right", "0.1")]]);
    assert_eq!(wrong.triad(0), None);
    assert_eq!(wrong.said(RemarkKind::LeftOut), ["[2] t1: the three weights 0.5, 0.3, 0.1 sum to 0.9, not to 1"]);
}

#[test]
fn the_unit_is_decided_for_the_whole_column() {
    let rows: [&[(&str, &str)]; 4] = [&[("d1_many", "80")], &[("d1_many", "50")], &[("d1_many", "0.8")], &[("d1_many", "1")]];
    let taken = take(&rows);
    assert_eq!(taken.dyads(), [Some(0.8), Some(0.5), Some(0.008), Some(0.01)]);
    let said = taken.said(RemarkKind::DoubtfulUnit);
    assert!(said[0].contains("because of values above 1, such as 80 on line 2; but 2 of 4 values are at most 1"), "{said:?}");
    assert_eq!(take(&rows[2..]).dyads(), [Some(0.8), Some(1.0)]);
    for name in ["d1", "There was...", "d1_many", "D1_MANY"] {
        let wishes = Wishes { percent: vec![name.to_owned()], ..Wishes::default() };
        assert_eq!(read(&table(&rows[2..]), &wishes).unwrap().dyads(), [Some(0.008), Some(0.01)], "{name}");
    }
    let wishes = Wishes { percent: vec!["l1".to_owned()], ..Wishes::default() };
    assert!(read(&table(&rows), &wishes).err().unwrap().contains("no question with positions"));
}

#[test]
fn a_triad_counts_as_most_of_its_sums_say() {
    let one: &[(&str, &str)] = &[("t1_top", "0.7"), ("t1_left", "0.2"), ("t1_right", "0.1")];
    let hundred: &[(&str, &str)] = &[("t1_top", "1"), ("t1_left", "99"), ("t1_right", "0")];
    let taken = take(&[one, one, hundred]);
    assert_eq!((taken.triad(0), taken.triad(2)), (Some([0.7, 0.2, 0.1].map(|w: f64| w / (0.7 + 0.2 + 0.1))), None));
    let taken = take(&[one, hundred]);
    assert_eq!((taken.triad(0), taken.triad(1)), (None, Some([0.01, 0.99, 0.0])));
    assert_eq!(taken.said(RemarkKind::LeftOut), ["[2] t1: the three weights 0.7, 0.2, 0.1 sum to 1, not to 100"]);
}

#[test]
fn a_few_odd_values_do_not_change_the_unit_of_a_dyad_whose_ends_sum_to_1() {
    let usual: &[(&str, &str)] = &[("d1_few", "0.3"), ("d1_many", "0.7")];
    let taken = take(&[usual, usual, &[("d1_few", "0.2"), ("d1_many", "80")]]);
    assert_eq!(taken.dyads(), [Some(0.7), Some(0.7), None]);
    assert_eq!(taken.said(RemarkKind::LeftOut), ["[4] d1: “80” is not between 0 and 1"]);
}

#[test]
fn an_older_export_counts_x_to_1_and_the_ends_of_a_dyad_to_100() {
    let taken = take(&[&[("d1_percentX", "0.7"), ("d1_few", "30"), ("d1_many", "70")], &[("d1_few", "1"), ("d1_many", "99")]]);
    assert_eq!(taken.dyads(), [Some(0.7), Some(0.99)]);
    assert_eq!(taken.said(RemarkKind::Contradiction), [""; 0]);
}

#[test]
fn decimal_commas_are_decimal_points() {
    let taken = take(&[&[("t1_top", "0,5"), ("t1_left", "0,3"), ("t1_right", "0,2"), ("d1_many", "0,25")]]);
    assert_eq!(taken.triad(0), Some([0.5, 0.3, 0.2]));
    assert_eq!(taken.dyads(), [Some(0.25)]);
}

#[test]
fn an_option_that_the_definition_lacks_is_kept_as_a_retired_one() {
    let taken =
        take(&[&[("access", "1_2years"), ("d1_many", "0.5")], &[("access", "ONLY the  provider")], &[("access", "ONLY")]]);
    assert_eq!(taken.chosen(0, "access"), ["1_2years"]);
    assert_eq!(taken.dyads()[0], Some(0.5));
    assert_eq!(
        (taken.chosen(1, "access"), taken.chosen(2, "access")),
        (vec!["only".to_owned()], vec!["only".to_owned()]),
        "a label or an id in any case"
    );
    assert_eq!(taken.said(RemarkKind::Retired), ["[2] access: “1_2years” was kept"]);
    let Shape::Choice(choice) = &taken.framework.signifier("access").unwrap().shape else { panic!() };
    let options: Vec<(&str, bool)> = choice.options.iter().map(|option| (option.id.as_str(), option.retired)).collect();
    assert_eq!(options, [("only", false), ("1_2years", true)]);
}

#[test]
fn an_option_with_a_column_that_the_definition_lacks_is_kept_too() {
    let text = table_with(&["l1_proud", "l1_note"], &[&[("l1_proud", "1"), ("l1_glad", "1")], &[("l1_note", "my own words")]]);
    let taken = read(&text, &Wishes::default()).unwrap();
    assert_eq!(taken.chosen(0, "l1"), ["glad", "proud"]);
    assert_eq!(taken.said(RemarkKind::Retired), ["[2] l1: “proud” was kept"]);
    assert_eq!(taken.said(RemarkKind::UnreadColumn), ["[] l1_note: has values in 1 row"]);
}

#[test]
fn a_persons_own_words_never_become_an_option_that_everyone_can_read() {
    let taken = take(&[&[("access", "my neighbour, Mrs Example")]]);
    assert_eq!(taken.chosen(0, "access"), [""; 0]);
    let said = taken.said(RemarkKind::LeftOut);
    assert!(said[0].starts_with("[2] access: there is no option “my neighbour, Mrs Example”"), "{said:?}");
    assert!(!serde_json::to_string(&taken.framework).unwrap().contains("neighbour"));
}

#[test]
fn not_applicable_is_read_in_any_common_spelling() {
    for mark in ["1", "1.0", "true", "TRUE", "x", "X", "Yes", "YES", "y", "ja", "N/A", "NA"] {
        let taken = take(&[&[("t1_NA", mark)]]);
        assert!(taken.is_not_applicable(0, "t1"), "{mark}");
        assert!(taken.said(RemarkKind::LeftOut).is_empty());
    }
    for mark in ["", "0", "no", "FALSE"] {
        assert_eq!(take(&[&[("t1_NA", mark)]]).answer(0, "t1"), None, "{mark}");
    }
    let unclear = take(&[&[("t1_NA", "2")], &[("t1_NA", "2"), ("t1_top", "0.5"), ("t1_left", "0.3"), ("t1_right", "0.2")]]);
    assert_eq!((unclear.answer(0, "t1"), unclear.answer(1, "t1")), (None, None));
    let said = unclear.said(RemarkKind::LeftOut);
    assert_eq!(said[0], "[2] t1: “2” under “not applicable” is neither yes nor no; write 1 or leave it empty");
    assert_eq!(said.len(), 2);
    let in_words = take(&[&[("d1_many", "N/A")]]);
    assert!(in_words.is_not_applicable(0, "d1"));
}

#[test]
fn not_applicable_and_an_answer_at_once_are_a_contradiction() {
    let taken = take(&[
        &[("t1_NA", "1"), ("t1_top", "0.5"), ("t1_left", "0.3"), ("t1_right", "0.2")],
        &[("d1_NA", "x"), ("d1_many", "0.4")],
        &[("t1_NA", "1"), ("t1_top", "0"), ("t1_left", "0"), ("t1_right", "0")],
    ]);
    assert_eq!((taken.answer(0, "t1"), taken.answer(1, "d1")), (None, None));
    assert!(taken.is_not_applicable(2, "t1"), "zeros are no answer of a triad");
    let said = taken.said(RemarkKind::Contradiction);
    assert_eq!(said[0], "[2] t1: marked as not applicable (“1”), and answered with 0.5, 0.3, 0.2; neither was taken");
    assert!(said[1].starts_with("[3] d1: marked as not applicable (“x”), and answered with 0.4"), "{said:?}");
}

#[test]
fn where_r_wrote_na_for_nothing_it_is_nothing() {
    let taken = take(&[
        &[("t1_top", "NA"), ("t1_left", "NA"), ("t1_right", "NA"), ("t1_NA", "NA"), ("d1_many", "NA"), ("access", "NA")],
        &[("t1_NA", "1"), ("t1_top", "NA")],
    ]);
    assert_eq!((taken.answer(0, "t1"), taken.answer(0, "d1"), taken.answer(0, "access")), (None, None, None));
    assert!(taken.is_not_applicable(1, "t1"));
    assert!(taken.remarks.iter().all(|remark| !remark.kind.is_loss()), "{:?}", taken.remarks);
}

#[test]
fn of_a_dyads_columns_any_is_enough_and_those_that_contradict_are_reported() {
    let taken = take(&[
        &[("d1_percentX", "0.7")],
        &[("d1_few", "0.3")],
        &[("d1_few", "0.3"), ("d1_many", "0.7"), ("d1_percentX", "0.7")],
        &[("d1_few", "0.3"), ("d1_many", "0.3")],
    ]);
    assert_eq!(taken.dyads(), [Some(0.7), Some(0.7), Some(0.7), Some(0.3)]);
    assert_eq!(taken.said(RemarkKind::Contradiction), ["[5] d1: right 0.3, left 0.3 do not fit together; right was taken"]);
}

#[test]
fn one_faulty_answer_is_left_out_and_the_story_and_its_other_answers_stay() {
    let rows: &[&[(&str, &str)]] = &[&[
        ("t1_top", "0.4"),
        ("t1_left", ""),
        ("t1_right", "0.2"),
        ("d1_many", "four"),
        ("access", "only"),
        ("l1_glad", "1"),
        ("l1_sad", "1"),
        ("l1_tired", "1"),
        ("st1_a_percentX", "0.2"),
        ("st1_b_percentX", "0.2"),
        ("st1_b_percentY", "0.3"),
    ]];
    let taken = take(rows);
    assert_eq!(
        taken.said(RemarkKind::LeftOut),
        [
            "[2] t1: 1 of the three weights is missing; found: 0.4, 0.2",
            "[2] d1: “four” is not a number",
            "[2] st1: the stone “a”: one of its two coordinates is missing; found: 0.2",
            "[2] l1: at most 2 may be chosen, and 3 were",
        ]
    );
    assert_eq!(taken.chosen(0, "access"), ["only"]);
    assert!(taken.answer(0, "st1").is_some(), "the other stone is in");
    let strict = read(&table(rows), &Wishes { strict: true, ..Wishes::default() }).unwrap();
    let faults = strict.rows[0].as_ref().err().unwrap();
    assert_eq!(faults.len(), 4);
    assert_eq!(faults[0].to_string(), "answers.t1: 1 of the three weights is missing; found: 0.4, 0.2");
}

#[test]
fn strict_rejects_an_option_that_the_definition_lacks() {
    let rows: &[&[(&str, &str)]] = &[&[("access", "1_2years")]];
    let strict = read(&table(rows), &Wishes { strict: true, ..Wishes::default() }).unwrap();
    assert!(strict.rows[0].as_ref().err().unwrap()[0].to_string().contains("there is no option “1_2years”"));
}

#[test]
fn a_title_that_is_too_long_is_left_out_and_named() {
    let long = "a".repeat(201);
    let taken = take(&[&[("s2", &long)]]);
    assert_eq!(taken.draft(0).submission.title, "");
    assert!(taken.said(RemarkKind::LeftOut)[0].contains("201 characters long; at most 200"));
}

#[test]
fn implausible_times_reject_their_row_and_missing_and_rounded_ones_are_said() {
    let taken = take(&[
        &[("server_upload_time", "1438121139")],
        &[("server_upload_time", "")],
        &[("server_upload_time", "1.43812E+12")],
        &[("server_upload_time", "1438121139568")],
    ]);
    let fault = &taken.rows[0].as_ref().err().unwrap()[0];
    assert!(
        fault.to_string().starts_with("server_upload_time: “1438121139” milliseconds since 1970 are 1970-01-17"),
        "{fault}"
    );
    assert_eq!(taken.draft(1).received, None);
    let today = Clock::of_this_machine(TimeZone::default()).today();
    assert_eq!(taken.said(RemarkKind::NoDay), [format!("[3] server_upload_time: no time of upload: received today, {today}")]);
    assert_eq!(
        taken.said(RemarkKind::RoundedDay),
        ["[4] server_upload_time: “1.43812E+12” is rounded to 167 minutes: received about 2015-07-28"]
    );
    assert_eq!(taken.draft(3).received, Some("2015-07-28".parse().unwrap()));
}

#[test]
fn a_rows_language_is_kept_and_the_difference_said() {
    let rows: [&[(&str, &str)]; 5] =
        [&[("language", "ar")], &[("language", "EN-gb")], &[("language", "")], &[("language", "English")], &[]];
    let taken = take(&rows);
    let languages: Vec<Option<String>> =
        (0..5).map(|row| taken.draft(row).language.as_ref().map(ToString::to_string)).collect();
    assert_eq!(languages, [Some("ar".to_owned()), Some("en-GB".to_owned()), None, None, None]);
    assert_eq!(
        taken.said(RemarkKind::Language),
        [
            "[2] language: kept as ar; the questions are worded in en",
            "[3] language: kept as en-GB; the questions are worded in en",
            "[4] language: no language: taken as en",
            "[5] language: “English” is not a language tag: taken as en",
        ]
    );
}

#[test]
fn an_exclusion_goes_by_id_or_label_in_any_case() {
    let rows: [&[(&str, &str)]; 3] = [&[("access", "only")], &[("access", "ONLY ")], &[]];
    for (column, value) in [("access", "only"), ("Access Control", "ONLY"), (" access control ", "only THE  provider ")] {
        let taken = read(&table(&rows), &excluding(column, value)).unwrap();
        let left_out: Vec<bool> = taken.rows.iter().map(|row| row.as_ref().unwrap().is_none()).collect();
        assert_eq!(left_out, [true, true, false], "{column}={value}");
    }
    let feelings = read(&table(&[&[("l1_sad", "yes")], &[("l1_glad", "1")]]), &excluding("Feelings", "Sad")).unwrap();
    assert!(feelings.rows[0].as_ref().unwrap().is_none() && feelings.rows[1].as_ref().unwrap().is_some());
}

#[test]
fn an_exclusion_with_a_value_that_is_not_known_stops_and_lists_the_values() {
    let text = table(&[&[("access", "only")], &[]]);
    for value in ["If you prefer that only the provider has access, please check this box.", "yes", "1"] {
        let said = read(&text, &excluding("Access Control", value)).err().unwrap();
        assert!(
            said.contains("no option and no row has the value") && said.contains("“Only the provider” (only) in 1 row"),
            "{said}"
        );
    }
    assert!(read(&text, &excluding("Feelings", "hungry")).err().unwrap().contains("the options are “glad”, “sad”, “tired”"));
    assert!(read(&text, &excluding("Nowhere", "1")).err().unwrap().contains("there is no such column"));
}

#[test]
fn an_exclusion_by_a_question_without_a_column_stops() {
    let text = "id,s1,d1_many\nr1,Synthetic: one,0.4\n";
    for (question, value) in [("Access Control", "only"), ("Feelings", "sad")] {
        let said = read(text, &excluding(question, value)).err().unwrap();
        assert!(said.contains("the file has no column of this question"), "{said}");
    }
}

#[test]
fn an_exclusion_by_a_known_value_that_no_row_has_is_reported() {
    let taken = read(&table(&[&[]]), &excluding("access", "only")).unwrap();
    assert_eq!(taken.said(RemarkKind::IdleExclusion), ["[] access: no row has “only”"]);
    let feelings = read(&table(&[&[]]), &excluding("Feelings", "sad")).unwrap();
    assert_eq!(feelings.said(RemarkKind::IdleExclusion), ["[] Feelings: no row has “sad”"]);
}

#[test]
fn what_has_no_column_and_what_is_not_read_is_said() {
    let text = "ID,s1,d1_many,extra\nr1,Synthetic: one,0.4,something\n";
    let taken = read(text, &Wishes::default()).unwrap();
    assert_eq!(taken.dyads(), [Some(0.4)]);
    assert_eq!(taken.said(RemarkKind::UnreadColumn), ["[] extra: has values in 1 row"]);
    assert_eq!(taken.said(RemarkKind::NoColumn).len(), 4, "{:?}", taken.said(RemarkKind::NoColumn));
    let said = read("Number,Text\n1,2\n", &Wishes::default()).err().unwrap();
    assert!(said.contains("id: there is no such column") && said.contains("this file begins with “Number”, “Text”"), "{said}");
    let said = read("FragmentID,NarrID\n1,2\n", &Wishes::default()).err().unwrap();
    assert!(said.contains("s1: there is no such column") && said.contains("the headings are “FragmentID”, “NarrID”"), "{said}");
    let said = read("id,s1,t1_top\n1,2,3\n", &Wishes::default()).err().unwrap();
    assert!(said.contains("t1_left: there is no such column, though others of the question are there"), "{said}");
}
