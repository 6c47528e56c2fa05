//! Sensing & Shaping: stories of experience, signified by the people who tell them, and the patterns in them.
//!
//! `docs/ARCHITECTURE.md` shows the rooms and how they are connected.

pub mod model;
pub mod store;
