//! The API and the pages, over HTTP.
//!
//! Handlers say what goes in and what comes out; the services do the work. Only `error` knows status codes.

mod attachments;
mod body;
mod collections;
mod drafts;
mod error;
mod frameworks;
mod guard;
mod headers;
mod health;
mod identity;
mod jobs;
mod leaving;
mod moderation;
mod openapi;
mod pages;
mod patterns;
mod receipts;
mod search;
mod session;
mod stories;
mod telling;

use actix_web::web;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::accounts::Accounts;
use crate::capture::Capture;
use crate::explore::Explore;
use crate::frameworks::Shelf;
use crate::moderation::Moderation;
use crate::projection::Projection;
use crate::store::Store;

pub use headers::finish;
pub use leaving::carry_through;
pub use openapi::{framework_schema, openapi};
pub use telling::FormRoom;

/// Everything that handlers call on.
#[derive(Clone)]
pub struct Services {
    /// The store, for readiness and collections.
    pub store: Store,
    /// The frameworks.
    pub shelf: Shelf,
    /// Stories coming in.
    pub capture: Capture,
    /// The moderation queue.
    pub moderation: Moderation,
    /// Staff.
    pub accounts: Accounts,
    /// Search, patterns, comparisons, clusters, trends, words, and jobs.
    pub explore: Explore,
    /// Whether views may answer.
    pub projection: Projection,
    /// Room for stories with files.
    pub forms: FormRoom,
}

/// Adds every route.
pub fn routes(config: &mut web::ServiceConfig, services: Services) {
    config.app_data(web::Data::new(services));
    config.app_data(guard::path_faults()).app_data(guard::query_faults());
    config.service(web::scope("/api/v1").configure(|config| api(&mut ServiceConfig::new(config))));
    config.configure(health::routes);
    config.configure(openapi::routes);
    config.configure(pages::routes);
    config.default_service(web::to(guard::nothing_here));
}

/// The routes under `/api/v1`, each with its description.
fn api(config: &mut ServiceConfig<'_>) {
    config
        .service(frameworks::list)
        // Before the address of a framework, which “drafts” would fit.
        .service(drafts::list)
        .service(frameworks::newest)
        .service(frameworks::one_version)
        .service(frameworks::publish)
        .service(frameworks::changes)
        .service(drafts::keep)
        .service(drafts::publish)
        .service(drafts::check)
        .service(drafts::try_out)
        .service(drafts::texts)
        .service(drafts::put_texts)
        .service(stories::submit)
        .service(stories::transcribe)
        .service(stories::read)
        .service(receipts::open)
        .service(receipts::attachment)
        .service(receipts::correct)
        .service(receipts::withdraw)
        .service(session::sign_in)
        .service(session::sign_out)
        .service(session::me)
        .service(search::search)
        .service(patterns::patterns)
        .service(patterns::compare)
        .service(patterns::clusters)
        .service(patterns::trends)
        .service(patterns::words)
        .service(jobs::list)
        .service(jobs::read)
        .service(jobs::end)
        .service(moderation::queue)
        .service(moderation::read)
        .service(moderation::attachment)
        .service(moderation::clear)
        .service(moderation::withhold)
        .service(collections::list)
        .service(collections::add)
        .service(collections::join)
        .service(collections::close)
        .service(collections::reopen);
}
