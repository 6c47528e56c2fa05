//! Jobs: long work that nobody waits for. A job reports its progress, can be stopped, and keeps its result for an hour, in this
//! node's memory only, for the person who started it.

mod begin;
pub(in crate::analysis) mod job;
pub(in crate::analysis) mod registry;
pub(in crate::analysis) mod run_task;
pub(in crate::analysis) mod scheduler;
pub(in crate::analysis) mod task;
