//! The service from outside: over HTTP, on real SQLite and real PostgreSQL. Files mirror the routes.

mod support;

mod access;
mod attachments;
mod bad_input;
mod clusters;
mod collections;
mod comparison;
mod drafts;
mod frameworks;
mod headers;
mod health;
mod import;
mod jobs;
mod moderation;
mod openapi;
mod patterns;
mod privacy;
mod projection;
mod receipts;
mod search;
mod selection;
mod session;
mod store_durability;
mod stories;
mod transcriptions;
mod trends;
mod two_nodes;
mod upgrade;
mod words;
