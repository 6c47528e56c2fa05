//! Every status that the service gives is in its API document.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// An operation of the API document: its method, the parts of its path, and its statuses.
struct Operation {
    method: String,
    path: Vec<String>,
    statuses: BTreeSet<u16>,
}

static OPERATIONS: LazyLock<Vec<Operation>> = LazyLock::new(|| {
    let api = serde_json::to_value(sensing::http::openapi()).unwrap();
    let mut operations = Vec::new();
    for (path, methods) in api["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let statuses = operation["responses"].as_object().unwrap().keys();
            operations.push(Operation {
                method: method.clone(),
                path: path.split('/').map(str::to_owned).collect(),
                statuses: statuses.map(|status| status.parse().unwrap()).collect(),
            });
        }
    }
    operations
});

impl Operation {
    /// The number of parts that are equal, if the path fits: a named part wins over a parameter, as in the router.
    fn fits(&self, path: &[&str]) -> Option<usize> {
        let pairs = || self.path.iter().zip(path);
        let fits = self.path.len() == path.len()
            && pairs().all(|(part, given)| (part.starts_with('{') && !given.is_empty()) || part == given);
        fits.then(|| pairs().filter(|(part, given)| part == given).count())
    }
}

/// Checks that the status is documented for the operation, if the document has the operation.
#[track_caller]
pub fn expect_documented(method: &str, path: &str, status: u16) {
    let path: Vec<&str> = path.split('/').collect();
    let operations = OPERATIONS.iter().filter(|operation| operation.method.eq_ignore_ascii_case(method));
    let found = operations.filter_map(|operation| Some((operation.fits(&path)?, operation))).max_by_key(|(equal, _)| *equal);
    if let Some((_, operation)) = found {
        let known = operation.statuses.contains(&status);
        assert!(known, "{status} is not documented for {method} {}", operation.path.join("/"));
    }
}
