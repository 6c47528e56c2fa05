//! Sensing & Shaping: stories of experience, signified by the people who tell them, and the patterns in them.
//!
//! `docs/ARCHITECTURE.md` shows the rooms and how they are connected.

pub mod access;
pub mod accounts;
pub mod app;
pub mod capture;
pub mod cli;
pub mod config;
pub mod exchange;
pub mod explore;
pub mod frameworks;
pub mod http;
pub mod model;
pub mod moderation;
pub mod patterns;
pub mod projection;
pub mod search;
pub mod store;
pub mod telemetry;
