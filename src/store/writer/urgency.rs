//! How urgent work is.

/// Whether work may use the room that is reserved for a full disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum Urgency {
    /// It waits until there is room again: stories, corrections, imports, drafts, collections.
    Ordinary,
    /// It is carried out on a full disk too: withdrawals, decisions, and what staff need to make them.
    Essential,
}
