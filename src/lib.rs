//! Sensing & Shaping: stories of experience, signified by the people who tell them, and the patterns in them.
//!
//! `docs/ARCHITECTURE.md` shows the rooms and how they are connected.

pub mod access;
pub mod accounts;
pub mod analysis;
pub mod app;
pub mod audit;
pub mod capture;
pub mod cli;
pub mod collections;
pub mod config;
mod data_folder;
pub mod disclosure;
pub mod exchange;
pub mod frameworks;
pub mod http;
pub mod limits;
pub mod model;
pub mod moderation;
pub mod notices;
pub mod patterns;
pub mod projection;
pub mod readiness;
pub mod search;
pub mod store;
pub mod telemetry;

pub use data_folder::make_private;
