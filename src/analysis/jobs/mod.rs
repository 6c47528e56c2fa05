//! Jobs: long work that nobody waits for. A job reports its progress, can be stopped, and keeps its result for a working day, for
//! the person who began it.
//!
//! Jobs live in the store, so that every node knows them. `begin` adds one; a node with a free hand takes it (`runner`) and says from
//! time to time that it is alive (`pace`). `running` is what this node works on now, `stored` how results are written and read.

mod begin;
pub(in crate::analysis) mod job;
pub(in crate::analysis) mod pace;
pub(in crate::analysis) mod run_task;
pub(in crate::analysis) mod runner;
pub(in crate::analysis) mod running;
pub(in crate::analysis) mod scheduler;
mod stored;
pub(in crate::analysis) mod task;
#[cfg(test)]
mod tests;
