//! Counts statements and allocations of this process.

use std::alloc::System;
use std::ops::Sub;
use std::sync::atomic::{AtomicU64, Ordering};

use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::Interest;
use tracing::{Event, Metadata, Subscriber};

#[global_allocator]
static MEMORY: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

static STATEMENTS: AtomicU64 = AtomicU64::new(0);

/// What has been counted since the process began, on all threads.
#[derive(Clone, Copy, Debug)]
pub struct Counts {
    pub statements: u64,
    pub allocations: u64,
}

impl Counts {
    pub fn now() -> Self {
        let memory = MEMORY.stats();
        let allocations = (memory.allocations + memory.reallocations) as u64;
        Self { statements: STATEMENTS.load(Ordering::SeqCst), allocations }
    }
}

impl Sub for Counts {
    type Output = Self;

    fn sub(self, before: Self) -> Self {
        let Self { statements, allocations } = before;
        Self { statements: self.statements - statements, allocations: self.allocations - allocations }
    }
}

/// Counts the statements that SeaORM sends, by the spans in which it sends them. The spans hold no values, and none is read.
pub struct Statements;

impl Statements {
    /// From now on statements are counted.
    pub fn count() {
        tracing::subscriber::set_global_default(Self).unwrap();
    }
}

impl Subscriber for Statements {
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        if is_statement(metadata) { Interest::always() } else { Interest::never() }
    }

    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        is_statement(metadata)
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        STATEMENTS.fetch_add(1, Ordering::SeqCst);
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, _: &Event<'_>) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

/// Whether a span is one statement: on a connection, or in a transaction, whose beginning and end are statements too.
fn is_statement(metadata: &Metadata<'_>) -> bool {
    let name = metadata.name();
    match metadata.target() {
        "sea_orm::driver::sqlx_sqlite" => {
            matches!(name, "execute" | "execute_unprepared" | "query_one" | "query_all" | "stream")
        }
        "sea_orm::database::transaction" => match name {
            // Two functions have this name, one of which calls the other.
            "begin" => metadata.fields().field("backend").is_some(),
            "commit" | "rollback" => true,
            _ => matches!(name, "execute_raw" | "execute_unprepared" | "query_one_raw" | "query_all_raw" | "stream_raw"),
        },
        _ => false,
    }
}
