//! Versions of frameworks: reading one that this account may read, and the query of publishing.

use std::sync::Arc;

use actix_web::http::StatusCode;
use serde::Deserialize;

use super::error::Problem;
use super::identity::Who;
use super::services::Services;
use crate::frameworks;
use crate::model::Framework;

/// How to publish a framework.
#[derive(Deserialize, utoipa::IntoParams)]
pub struct PublishQuery {
    /// `allow` also publishes languages that no person has checked. They stay marked.
    #[param(inline)]
    machine_drafts: Option<MachineDrafts>,
}

/// What to do with languages that no person has checked.
#[derive(Clone, Copy, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MachineDrafts {
    /// Publish them too.
    Allow,
}

impl PublishQuery {
    /// Refuses languages that no person has checked, unless the query allows them.
    ///
    /// # Errors
    /// 422.
    pub fn accept(&self, framework: &Framework) -> Result<(), Problem> {
        match (frameworks::unchecked_languages(framework), self.machine_drafts) {
            (Some(fault), None) => Err(Problem::faulty(vec![fault])),
            _ => Ok(()),
        }
    }
}

/// Finds a version that this account may read: a published one, or for administrators a draft.
///
/// # Errors
/// 404, and errors of the store.
pub async fn readable(services: &Services, who: &Who, slug: &str, version: u32) -> Result<Arc<Framework>, Problem> {
    if let Some(found) = services.registry.version(slug, version).await? {
        return Ok(found);
    }
    if let Ok(right) = who.scope.may_administer()
        && let Some(draft) = services.drafts.version(right, slug, version).await?
    {
        return Ok(Arc::new(draft));
    }
    Err(unknown(slug))
}

/// The problem for a version that is published and so cannot be replaced.
pub fn published(framework: &Framework) -> Problem {
    let (slug, number) = (&framework.slug, framework.version);
    let detail = format!("version {number} of “{slug}” is published and cannot change; send this as a new version");
    Problem::new(StatusCode::CONFLICT, detail)
}

/// The problem for a version that does not exist, or that this account may not read.
pub fn unknown(slug: &str) -> Problem {
    Problem::new(StatusCode::NOT_FOUND, format!("the framework “{slug}” has no such published version"))
}
