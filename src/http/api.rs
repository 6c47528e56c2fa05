//! The routes of the API, and where each is handled.

use utoipa_actix_web::service_config::ServiceConfig;

use super::public::{frameworks, notices, receipts, stories};
use super::staff::{
    audit, collections, drafts, imports, jobs, moderation, notices as notice_versions, patterns, search, session, views,
};

/// The routes under `/api/v1`, each with its description.
pub fn api(config: &mut ServiceConfig<'_>) {
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
        .service(receipts::consent)
        .service(receipts::withdraw)
        .service(session::sign_in)
        .service(session::sign_out)
        .service(session::me)
        .service(search::search)
        .service(patterns::patterns)
        .service(patterns::compare)
        .service(patterns::associations)
        .service(patterns::clusters)
        .service(patterns::neighbours)
        .service(patterns::trends)
        .service(patterns::words)
        .service(jobs::list)
        .service(jobs::read)
        .service(jobs::end)
        .service(imports::guess)
        .service(imports::preview)
        .service(imports::import)
        .service(imports::list)
        .service(imports::read)
        .service(imports::keep)
        .service(imports::remove)
        .service(views::list)
        .service(views::save)
        .service(views::rename)
        .service(views::remove)
        .service(moderation::queue)
        .service(moderation::read)
        .service(moderation::attachment)
        .service(moderation::original)
        .service(moderation::clear)
        .service(moderation::withhold)
        .service(notice_versions::list)
        .service(notices::read)
        .service(notice_versions::read)
        .service(notice_versions::save)
        .service(notice_versions::publish)
        .service(audit::list)
        .service(collections::list)
        .service(collections::add)
        .service(collections::join)
        .service(collections::edit)
        .service(collections::close)
        .service(collections::reopen);
}
