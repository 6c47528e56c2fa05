//! Stories and frameworks to send.

use sensing::model::Receipt;
use serde_json::{Value, json};

/// A story to send.
#[derive(Clone, Debug)]
pub struct Draft(Value);

/// A story that was sent.
#[derive(Clone, Debug)]
pub struct Told {
    pub id: String,
    pub receipt: String,
}

/// A receipt as a client makes one.
pub fn fresh_receipt() -> String {
    Receipt::from_bits(rand::random()).reveal()
}

/// A story with consent to analysis and without answers.
pub fn a_story() -> Draft {
    Draft(json!({
        "framework": "sheffield-send", "version": 1, "language": "en", "receipt": fresh_receipt(), "prompt": "moment",
        "text": "Somebody rang back on the same day.", "answers": {}, "consent": {"analysis": true, "quotation": false}
    }))
}

impl Draft {
    pub fn saying(self, text: &str) -> Self {
        self.with("text", json!(text))
    }

    pub fn titled(self, title: &str) -> Self {
        self.with("title", json!(title))
    }

    pub fn by(self, audience: &str) -> Self {
        self.with_choice("audience", &[audience])
    }

    pub fn with_triad(self, signifier: &str, weights: [f64; 3]) -> Self {
        self.answering(signifier, json!({"triad": weights}))
    }

    pub fn with_dyad(self, signifier: &str, position: f64) -> Self {
        self.answering(signifier, json!({"dyad": position}))
    }

    pub fn with_stone(self, stone: &str, x: f64, y: f64) -> Self {
        self.answering("around_the_child", json!({"stones": {stone: [x, y]}}))
    }

    pub fn with_choice(self, signifier: &str, options: &[&str]) -> Self {
        self.answering(signifier, json!({"choice": options}))
    }

    pub fn with_write_in(self, signifier: &str, options: &[&str], words: &str) -> Self {
        self.answering(signifier, json!({"choice": options, "write_in": words}))
    }

    pub fn not_applicable(self, signifier: &str) -> Self {
        self.answering(signifier, json!("not_applicable"))
    }

    pub fn answering(mut self, signifier: &str, answer: Value) -> Self {
        self.0["answers"][signifier] = answer;
        self
    }

    pub fn in_collection(self, join_code: &str) -> Self {
        self.with("collection", json!(join_code))
    }

    pub fn for_framework(self, slug: &str, version: u32) -> Self {
        self.with("framework", json!(slug)).with("version", json!(version))
    }

    pub fn without_consent_to_analysis(self) -> Self {
        self.with("consent", json!({"analysis": false, "quotation": true}))
    }

    pub fn under(self, receipt: &str) -> Self {
        self.with("receipt", json!(receipt))
    }

    /// Sets any part, valid or not.
    pub fn with(mut self, part: &str, value: Value) -> Self {
        self.0[part] = value;
        self
    }

    pub fn without(mut self, part: &str) -> Self {
        self.0.as_object_mut().unwrap().shift_remove(part);
        self
    }

    pub fn receipt(&self) -> &str {
        self.0["receipt"].as_str().unwrap()
    }

    pub fn body(&self) -> Value {
        self.0.clone()
    }
}

/// A small framework document that differs from the default one: one signifier of each kind.
pub fn a_framework(slug: &str) -> Value {
    let labelled = |id: &str| json!({"id": id, "label": {"en": id}});
    json!({
        "slug": slug, "version": 1, "title": {"en": "Small"}, "languages": ["en"],
        "prompts": [{"id": "tell", "text": {"en": "Tell us about a day."}}],
        "signifiers": [
            {"id": "corner", "kind": "triad", "question": {"en": "Which?"}, "not_applicable": true,
                "corners": [labelled("a"), labelled("b"), labelled("c")]},
            {"id": "line", "kind": "dyad", "question": {"en": "Where?"},
                "left": labelled("little"), "right": labelled("much")},
            {"id": "square", "kind": "stones", "question": {"en": "Where to?"},
                "stones": [labelled("school"), labelled("home")],
                "x": {"left": {"en": "l"}, "right": {"en": "r"}}, "y": {"bottom": {"en": "b"}, "top": {"en": "t"}}},
            {"id": "pick", "kind": "choice", "question": {"en": "Who?"}, "max": 1,
                "options": [labelled("one"), labelled("two")]}
        ]
    })
}

/// [`a_framework`] with a choice of so many schools, of which up to three may be chosen.
pub fn with_schools(slug: &str, schools: usize) -> Value {
    let mut framework = a_framework(slug);
    let school = |at: usize| json!({"id": format!("school_{at}"), "label": {"en": format!("Number {at} Primary School")}});
    let options: Vec<Value> = (0..schools).map(school).collect();
    let choice = json!({"id": "school", "kind": "choice", "question": {"en": "Which school?"}, "max": 3, "write_in": true, "options": options});
    framework["signifiers"].as_array_mut().unwrap().push(choice);
    framework
}

/// The document with every English text as its Portuguese one, too.
pub fn in_portuguese_too(mut document: Value) -> Value {
    fn add(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                if let Some(english) = fields.get("en").cloned() {
                    fields.insert("pt".to_owned(), english);
                }
                fields.values_mut().for_each(add);
            }
            Value::Array(items) => items.iter_mut().for_each(add),
            _ => {}
        }
    }
    add(&mut document);
    document["languages"] = json!(["en", "pt"]);
    document
}
