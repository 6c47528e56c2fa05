//! Routes for staff. All but signing in and joining a collection need a right.

pub mod audit;
pub mod collections;
pub mod drafts;
pub mod exports;
pub mod import_form;
pub mod imports;
pub mod jobs;
pub mod moderation;
pub mod notices;
pub mod patterns;
pub mod search;
pub mod session;
pub mod views;
