//! Routes that need no account: frameworks, notices, submission, receipts, health checks, pages.

pub mod frameworks;
pub mod health;
pub mod multipart_submission;
pub mod notices;
pub mod pages;
pub mod receipts;
pub mod stories;
