//! How fast bodies must arrive, and how much memory they may take.

use std::time::Duration;

use crate::limits::ByteBudget;

/// How fast a body must arrive.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// How long a body may take to begin, and how far it may fall behind the rate.
    pub patience: Duration,
    /// Bytes that must arrive each second, on average.
    pub rate: u32,
    /// How long a body may take in total.
    pub overall: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            // A phone that changes cells or passes through a tunnel sends nothing for some seconds.
            patience: Duration::from_secs(20),
            // Half the rate of GPRS for one phone. At this rate a recording of 1 MB takes 8 minutes.
            rate: 2_000,
            overall: Duration::from_secs(10 * 60),
        }
    }
}

/// How fast bodies must arrive, and how much memory they may take together. The defaults keep a process below 512 MB.
#[derive(Clone)]
pub struct BodyLimits {
    /// How fast bodies must arrive.
    pub pace: Pace,
    /// Memory for JSON bodies: about 700 of the longest stories at once.
    pub json: ByteBudget,
    /// Memory for forms, from their first byte until their story is stored: about 80 recordings of 1 MB at once.
    pub forms: ByteBudget,
    /// Memory for tables that staff import, from their first byte until they are imported: two of the largest.
    pub tables: ByteBudget,
}

impl Default for BodyLimits {
    fn default() -> Self {
        let megabytes = |count: usize| ByteBudget::new(count * 1024 * 1024);
        Self { pace: Pace::default(), json: megabytes(48), forms: megabytes(80), tables: megabytes(84) }
    }
}
