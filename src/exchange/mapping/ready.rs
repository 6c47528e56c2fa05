//! Mappings that are made from the form of another program.

pub mod narrafirma;
pub mod xlsform;
