//! Routes that need no account: frameworks, submission, receipts, health checks, pages.

pub mod frameworks;
pub mod health;
pub mod multipart_submission;
pub mod pages;
pub mod receipts;
pub mod stories;
