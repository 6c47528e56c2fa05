//! Which selections have an audit row already. The service cannot prevent an analyst from subtracting one selection from another;
//! the rows say who might have.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::model::{Actor, Selection};

/// How long one row counts for the same person and selection.
const ONE_ROW: Duration = Duration::from_secs(60 * 60);
/// Selections that are remembered. When there are more, the next of each has a row again.
const MOST: usize = 4_096;

/// The selections that have a row already.
#[derive(Clone, Default)]
pub(super) struct Viewed(Arc<Mutex<HashMap<(Actor, String), Instant>>>);

impl Viewed {
    /// Whether this is the first view of the hour.
    pub fn is_new(&self, actor: Actor, selection: &Value, now: Instant) -> bool {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.clear();
        }
        let key = (actor, selection.to_string());
        let is_new = known.get(&key).is_none_or(|at| now.saturating_duration_since(*at) >= ONE_ROW);
        if is_new {
            known.insert(key, now);
        }
        is_new
    }

    /// Forgets a view whose row could not be written, so that the next one is noted.
    pub fn forget(&self, actor: Actor, selection: &Value) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.remove(&(actor, selection.to_string()));
    }
}

/// A selection without what it is searched for, which may be a name; `None` for all stories of a framework.
pub(super) fn described(selection: &Selection) -> Option<Value> {
    let mut detail = serde_json::to_value(selection).ok()?;
    let parts = detail.as_object_mut()?;
    parts.remove("framework");
    hide_words(parts);
    if let Some(not) = parts.get_mut("not").and_then(Value::as_object_mut) {
        hide_words(not);
    }
    let is_empty = |value: &Value| match value {
        Value::Null => true,
        Value::Object(fields) => fields.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    };
    parts.retain(|_, value| !is_empty(value));
    (!parts.is_empty()).then_some(detail)
}

fn hide_words(parts: &mut serde_json::Map<String, Value>) {
    if let Some(text) = parts.get_mut("text").filter(|text| text.is_string()) {
        *text = json!(true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selection(value: Value) -> Selection {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn the_same_view_has_one_row_an_hour_for_each_person() {
        let (viewed, now) = (Viewed::default(), Instant::now());
        let (one, other) = (json!({"answers": {"audience": ["child"]}}), json!({"answers": {"audience": ["family"]}}));
        assert!(viewed.is_new(Actor::Operator, &one, now) && !viewed.is_new(Actor::Operator, &one, now + ONE_ROW / 2));
        assert!(viewed.is_new(Actor::Operator, &other, now) && viewed.is_new(Actor::Service, &one, now));
        assert!(viewed.is_new(Actor::Operator, &one, now + ONE_ROW));
        viewed.forget(Actor::Operator, &one);
        assert!(viewed.is_new(Actor::Operator, &one, now + ONE_ROW), "a row that could not be written is tried again");
    }

    #[test]
    fn a_selection_is_described_without_the_words_it_is_searched_for() {
        let described = |value| described(&selection(value));
        assert_eq!(described(json!({"framework": "f"})), None);
        let found =
            described(json!({"framework": "f", "text": "Rumpelstiltskin", "not": {"text": "Rumpelstiltskin"}})).unwrap();
        assert!(!found.to_string().contains("Rumpel"), "{found}");
        assert_eq!(found["text"], json!(true));
        assert_eq!(
            described(json!({"answers": {"audience": ["child"]}})).unwrap(),
            json!({"answers": {"audience": ["child"]}})
        );
    }
}
