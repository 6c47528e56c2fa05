// What the examples in the documentation of `sensing::patterns` are worked out from: ninety synthetic stories of three months,
// every other one told by a child. Children's stories lie towards “together” and early, families' towards “person” and late.

pub fn stories() -> sensing::patterns::Columns {
    use sensing::model::{Answer, Answers, Triad, Unit};
    use sensing::patterns::{Columns, Form, Row};

    let label = |id: &str| serde_json::json!({"id": id, "label": {"en": id}});
    let framework = serde_json::from_value(serde_json::json!({
        "slug": "example", "version": 1, "title": {"en": "Example"}, "languages": ["en"],
        "prompts": [{"id": "moment", "text": {"en": "Tell us of a moment."}}],
        "signifiers": [
            {"id": "difference", "kind": "triad", "question": {"en": "What made the difference?"},
             "corners": [label("person"), label("together"), label("organised")]},
            {"id": "timing", "kind": "dyad", "question": {"en": "The help came"}, "left": label("early"), "right": label("late")},
            {"id": "audience", "kind": "choice", "question": {"en": "Who are you?"}, "options": [label("family"), label("child")]},
        ]
    }))
    .unwrap();
    let mut columns = Columns::new();
    assert!(columns.learn(&framework).is_empty());
    for number in 0..90u16 {
        let child = number % 2 == 1;
        let (to, back) = (number * 37 % 25 * 60, number * 53 % 19 * 40);
        let parts = if child { [2_000 + back, 6_500 - to] } else { [7_000 - to, 1_500 + back] };
        let triad = Triad::try_from([parts[0], parts[1], 10_000 - parts[0] - parts[1]]).unwrap();
        let timing = Unit::try_from(if child { 1_000 + 3 * to } else { 9_000 - 3 * to }).unwrap();
        let audience = vec![if child { "child" } else { "family" }.to_owned()];
        let given = [
            ("difference".to_owned(), Answer::Triad(triad)),
            ("timing".to_owned(), Answer::Dyad(timing)),
            ("audience".to_owned(), Answer::Choice { options: audience, write_in: None }),
        ];
        columns.put(&Row {
            number: u64::from(number),
            received: chrono::NaiveDate::from_ymd_opt(2026, 1 + u32::from(number) / 30, 1 + u32::from(number) % 28).unwrap(),
            collection: None,
            round: None,
            prompt: "moment",
            storyteller: None,
            readable: true,
            answers: &Answers { given: given.into(), ..Answers::default() },
            form: Form::default(),
        });
    }
    columns
}
