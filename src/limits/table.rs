//! A bounded map that drops unused entries without a task that purges it.
//!
//! There are two generations. New entries go into the current one. When that is full or old, it becomes the previous one, and
//! the earlier previous one is dropped. An entry that is used again moves to the current generation. So an entry lives for one
//! to two lifetimes after its last use, and the table never holds more than twice the capacity. A flood of new keys pushes out
//! the least recently used entries.

use std::collections::HashMap;
use std::time::Duration;

use super::keys::TableKey;

/// Entries of one generation. With both generations, a table needs about 2 MB at most.
pub(super) const CAPACITY: usize = 16_384;

pub(super) struct Table<V> {
    current: HashMap<TableKey, V>,
    previous: HashMap<TableKey, V>,
    turned: Duration,
    lifetime: Duration,
}

impl<V: Copy> Table<V> {
    /// A table whose entries live for at least `lifetime` after their last use, unless there are too many.
    pub fn new(lifetime: Duration) -> Self {
        Self { current: HashMap::new(), previous: HashMap::new(), turned: Duration::ZERO, lifetime }
    }

    /// The value of a key, which counts as used.
    pub fn get(&mut self, key: TableKey, now: Duration) -> Option<V> {
        self.turn(now);
        if let Some(value) = self.current.get(&key) {
            return Some(*value);
        }
        let value = self.previous.remove(&key)?;
        self.current.insert(key, value);
        Some(value)
    }

    /// Sets the value of a key.
    pub fn put(&mut self, key: TableKey, value: V, now: Duration) {
        self.turn(now);
        self.previous.remove(&key);
        self.current.insert(key, value);
    }

    /// Removes a key.
    pub fn remove(&mut self, key: TableKey) {
        self.current.remove(&key);
        self.previous.remove(&key);
    }

    fn turn(&mut self, now: Duration) {
        let age = now.saturating_sub(self.turned);
        if age < self.lifetime && self.current.len() < CAPACITY {
            return;
        }
        let current = std::mem::take(&mut self.current);
        self.previous = if age < self.lifetime * 2 { current } else { HashMap::new() };
        self.turned = now;
    }

    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.current.len() + self.previous.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIFETIME: Duration = Duration::from_secs(60);

    fn key(number: u64) -> TableKey {
        let mut key = [0; 16];
        key[..8].copy_from_slice(&number.to_be_bytes());
        TableKey(key)
    }

    #[test]
    fn an_entry_lives_while_it_is_used_and_is_dropped_afterwards() {
        let mut table = Table::new(LIFETIME);
        table.put(key(1), 'a', Duration::ZERO);
        table.put(key(2), 'b', Duration::ZERO);
        for minute in 1..10 {
            assert_eq!(table.get(key(1), LIFETIME * minute), Some('a'), "used every minute");
        }
        assert_eq!(table.get(key(2), LIFETIME * 10), None);
        assert_eq!(table.get(key(1), LIFETIME * 13), None, "not used for three minutes");
        assert_eq!(table.len(), 0);
    }

    #[test]
    fn a_million_keys_do_not_make_it_grow() {
        let mut table = Table::new(LIFETIME);
        for number in 0..1_000_000 {
            table.put(key(number), number, Duration::ZERO);
            assert!(table.len() <= 2 * CAPACITY);
        }
        assert_eq!(table.get(key(999_999), Duration::ZERO), Some(999_999), "the newest are kept");
        assert_eq!(table.get(key(0), Duration::ZERO), None);
    }
}
