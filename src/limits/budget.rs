//! A budget of bytes for request bodies in memory. All requests share it, and one client may use half of it.
//!
//! A body uses the bytes that have arrived, not those that were announced: a connection that sends nothing uses nothing.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use thiserror::Error;

use super::ClientKey;

/// The budget has no room for more bytes at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the service is receiving too many bytes at once; try again in a few seconds")]
pub struct BudgetExhausted;

/// A budget of bytes.
#[derive(Clone)]
pub struct ByteBudget {
    most: usize,
    taken: Arc<Mutex<Taken>>,
}

#[derive(Default)]
struct Taken {
    bytes: usize,
    /// Holds only clients that use some of the budget.
    by_client: HashMap<ClientKey, usize>,
}

/// The bytes that one body uses of a budget. They are released when it is dropped.
pub struct Reservation {
    budget: ByteBudget,
    client: ClientKey,
    bytes: usize,
}

impl ByteBudget {
    /// A budget of `most` bytes.
    pub fn new(most: usize) -> Self {
        Self { most, taken: Arc::default() }
    }

    /// An empty reservation.
    pub fn begin(&self, client: ClientKey) -> Reservation {
        Reservation { budget: self.clone(), client, bytes: 0 }
    }

    /// Bytes in use.
    pub fn taken(&self) -> usize {
        self.lock().bytes
    }

    fn lock(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Reservation {
    /// Reserves `bytes` more bytes.
    ///
    /// # Errors
    /// [`BudgetExhausted`]; the reservation has not grown then.
    pub fn grow(&mut self, bytes: usize) -> Result<(), BudgetExhausted> {
        let most = self.budget.most;
        let mut taken = self.budget.lock();
        let by_client = taken.by_client.get(&self.client).copied().unwrap_or_default() + bytes;
        if taken.bytes + bytes > most || by_client > most / 2 {
            return Err(BudgetExhausted);
        }
        taken.bytes += bytes;
        taken.by_client.insert(self.client, by_client);
        drop(taken);
        self.bytes += bytes;
        Ok(())
    }
}

impl Drop for Reservation {
    fn drop(&mut self) {
        let mut taken = self.budget.lock();
        taken.bytes = taken.bytes.saturating_sub(self.bytes);
        let left = taken.by_client.get(&self.client).copied().unwrap_or_default().saturating_sub(self.bytes);
        if left == 0 {
            taken.by_client.remove(&self.client);
        } else {
            taken.by_client.insert(self.client, left);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::keys::KeyRing;
    use super::*;

    #[test]
    fn a_client_uses_half_at_most_and_dropping_releases_everything() {
        let ring = KeyRing::default();
        let [one, other, third] = ["192.0.2.1", "192.0.2.2", "192.0.2.3"].map(|address| ring.client(address.parse().unwrap()));
        let budget = ByteBudget::new(100);
        let (mut first, mut second) = (budget.begin(one), budget.begin(one));
        first.grow(30).unwrap();
        second.grow(20).unwrap();
        assert_eq!(second.grow(1), Err(BudgetExhausted), "half is taken by one client");
        let mut others = budget.begin(other);
        others.grow(50).unwrap();
        assert_eq!(budget.begin(third).grow(1), Err(BudgetExhausted), "all is taken");
        drop(first);
        second.grow(30).unwrap();
        drop((second, others));
        assert_eq!((budget.taken(), budget.lock().by_client.len()), (0, 0));
    }
}
