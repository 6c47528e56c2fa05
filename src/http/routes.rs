//! Registers every route with its handler.

use actix_web::web;
use utoipa_actix_web::service_config::ServiceConfig;

use super::api::api;
use super::openapi;
use super::public::{health, pages};
use super::support::not_found;
use super::support::services::Services;
use super::unmatched::unmatched;

/// Adds every route.
pub fn routes(config: &mut web::ServiceConfig, services: Services) {
    config.app_data(web::Data::new(services));
    config.app_data(not_found::path_faults()).app_data(not_found::query_faults());
    config.service(web::scope("/api/v1").configure(|config| api(&mut ServiceConfig::new(config))));
    config.configure(health::routes);
    config.configure(openapi::routes);
    config.configure(pages::routes);
    config.default_service(web::to(unmatched));
}
