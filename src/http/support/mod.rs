//! What every route needs: the account of the request, body limits, problem documents, headers.

pub mod admission;
pub mod attachments;
pub mod body;
pub mod body_limits;
pub mod client;
pub mod counted_body;
pub mod deadline;
pub mod disconnect;
pub mod documented_problems;
pub mod error;
pub mod headers;
pub mod identity;
pub mod not_found;
pub mod sent_file;
pub mod services;
pub mod story_body;
pub mod transport;
pub mod versions;
