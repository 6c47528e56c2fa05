//! The number of stories in a selection, as every view tells it.

use serde::Serialize;

/// How many stories are in a selection. 1 to 9 are not counted: then `matching` is null and `fewer_than` is 10.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"matching": 412}))]
pub struct Matching {
    /// Stories in the selection; null for 1 to 9. Then the answer has no figures either.
    #[schema(required)]
    pub matching: Option<u64>,
    /// 10, when there are stories, but fewer than that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fewer_than: Option<u64>,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::disclosure::Policy;

    #[test]
    fn few_stories_are_told_as_fewer_than_ten() {
        let body = |stories| serde_json::to_value(Policy::default().matching(stories)).unwrap();
        assert_eq!(body(0), json!({"matching": 0}));
        assert_eq!(body(9), json!({"matching": null, "fewer_than": 10}));
        assert_eq!(body(10), json!({"matching": 10}));
    }
}
