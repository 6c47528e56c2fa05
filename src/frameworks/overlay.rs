//! A version of a document as what it changes in an earlier one.

use serde_json::{Map, Value};

/// The document with the changes of the overlay.
///
/// An overlay works as a JSON merge patch (P. Hoffman, J. Snell: RFC 7396, 2014): the fields of an object are merged, `null`
/// removes a field, and any other value replaces the earlier one. Lists whose items have ids are merged as well: an overlay
/// names every item that stays, in the new order, with what changes in it, and new items whole.
pub fn overlaid(document: Value, overlay: &Value) -> Value {
    match (document, overlay) {
        (Value::Object(fields), Value::Object(changes)) => Value::Object(fields_with(fields, changes)),
        (Value::Array(items), Value::Array(changes)) if changes.iter().all(|item| id(item).is_some()) => {
            let earlier = |change: &Value| items.iter().find(|item| id(item) == id(change)).cloned();
            Value::Array(changes.iter().map(|change| overlaid(earlier(change).unwrap_or_default(), change)).collect())
        }
        (_, changed) => changed.clone(),
    }
}

fn fields_with(mut fields: Map<String, Value>, changes: &Map<String, Value>) -> Map<String, Value> {
    for (name, change) in changes {
        if change.is_null() {
            fields.shift_remove(name);
        } else {
            let earlier = fields.get(name).cloned().unwrap_or_default();
            fields.insert(name.clone(), overlaid(earlier, change));
        }
    }
    fields
}

fn id(item: &Value) -> Option<&str> {
    item.get("id")?.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn fields_are_merged_replaced_and_removed() {
        let document =
            json!({"version": 1, "hint": {"en": "a"}, "title": {"en": "a", "pl": "b"}, "audiences": ["child", "family"]});
        let overlay =
            json!({"version": 3, "hint": null, "title": {"en": "c"}, "audiences": ["child"], "ask": {"child": "core"}});
        let expected = json!({"version": 3, "title": {"en": "c", "pl": "b"}, "audiences": ["child"], "ask": {"child": "core"}});
        assert_eq!(overlaid(document, &overlay), expected);
    }

    #[test]
    fn items_with_ids_are_kept_changed_moved_added_and_dropped() {
        let document = json!({"list": [{"id": "a", "text": "one"}, {"id": "b", "text": "two"}, {"id": "c", "text": "three"}]});
        let overlay = json!({"list": [{"id": "c"}, {"id": "new", "text": "four"}, {"id": "a", "text": "five"}]});
        let expected =
            json!({"list": [{"id": "c", "text": "three"}, {"id": "new", "text": "four"}, {"id": "a", "text": "five"}]});
        assert_eq!(overlaid(document, &overlay), expected);
    }
}
