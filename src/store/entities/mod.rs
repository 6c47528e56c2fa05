//! The tables as SeaORM sees them. They never leave the store.

pub mod attachment;
pub mod audit;
pub mod change;
pub mod collection;
pub mod erasure;
pub mod export_request;
pub mod framework;
pub mod job;
pub mod mapping;
pub mod notice;
pub mod session;
pub mod setting;
pub mod staff;
pub mod story;
pub mod token;
pub mod view;
