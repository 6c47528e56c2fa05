//! The services that handlers call. Handlers have no access to the layers below them.

use crate::accounts::Accounts;
use crate::analysis::Analysis;
use crate::audit::Audit;
use crate::capture::Capture;
use crate::collections::Collections;
use crate::exchange::{Exports, Imports};
use crate::frameworks::{Drafts, FrameworkRegistry};
use crate::limits::{Limits, TrustedProxies};
use crate::model::Clock;
use crate::moderation::Moderation;
use crate::notices::Notices;
use crate::projection::Projection;
use crate::readiness::Readiness;

use super::body_limits::BodyLimits;

/// The services that handlers call.
#[derive(Clone)]
pub struct Services {
    /// Whether the service is ready.
    pub readiness: Readiness,
    /// The published frameworks.
    pub registry: FrameworkRegistry,
    /// Frameworks before they are published.
    pub drafts: Drafts,
    /// The privacy notice and the accessibility statement.
    pub notices: Notices,
    /// Collections.
    pub collections: Collections,
    /// Submission, correction and withdrawal of stories.
    pub capture: Capture,
    /// Imports of tables, and saved mappings.
    pub imports: Imports,
    /// The moderation queue.
    pub moderation: Moderation,
    /// The audit log.
    pub audit: Audit,
    /// Staff accounts, sessions and tokens.
    pub accounts: Accounts,
    /// Search, patterns, comparisons, associations, clusters, trends, words, and jobs.
    pub analysis: Analysis,
    /// Requests for exports, and their files.
    pub exports: Exports,
    /// Whether the projections are built.
    pub projection: Projection,
    /// How fast bodies must arrive, and how much memory they may take.
    pub bodies: BodyLimits,
    /// The rate limits.
    pub limits: Limits,
    /// The proxies whose forwarding headers are trusted.
    pub proxies: TrustedProxies,
    /// Whether answers over HTTPS tell browsers to use nothing else for this host name.
    pub hsts: bool,
    /// The address at which people reach the service, if the operator named it.
    pub public_url: Option<String>,
    /// Which day it is.
    pub clock: Clock,
}
