//! What an export of this service adds to a definition: the framework as it is, and what each element is.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;

use super::definition::{Content, Definition, OWN_FORMAT, Role};

/// What `sensing` of a definition holds.
#[derive(Deserialize)]
pub(super) struct OwnParts {
    format: u32,
    frameworks: Vec<Value>,
    /// What the elements are in this service, by their ids here.
    elements: HashMap<String, OwnElement>,
}

#[derive(Deserialize)]
struct OwnElement {
    role: Role,
    /// The id of the signifier.
    #[serde(default)]
    id: String,
    /// The ids of the parts, by their ids here.
    #[serde(default)]
    parts: HashMap<String, String>,
}

impl OwnParts {
    /// Adds the documents of the framework, and what the elements are.
    ///
    /// # Errors
    /// A sentence that says what to do.
    pub fn add_to(self, definition: &mut Definition) -> Result<(), String> {
        let Self { format, frameworks, elements } = self;
        if format != OWN_FORMAT {
            return Err(format!(
                "it was exported by a newer version of this service (format {format}, and this version reads {OWN_FORMAT}); update \
                 the service"
            ));
        }
        if frameworks.is_empty() {
            return Err("“sensing.frameworks” is empty; export it again".to_owned());
        }
        for element in &mut definition.elements {
            let Some(OwnElement { role, id, parts }) = elements.get(&element.id) else { continue };
            element.own = Some((*role, id.clone()));
            let Content { labels, items, stones, .. } = &mut element.content;
            for part in labels.iter_mut().chain(items).chain(stones) {
                if let Some(id) = parts.get(&part.id) {
                    let name = std::mem::replace(&mut part.id, id.clone());
                    (part.cell, part.heading) = (Some(name.clone()), Some(name));
                }
            }
        }
        definition.frameworks = frameworks;
        Ok(())
    }
}
