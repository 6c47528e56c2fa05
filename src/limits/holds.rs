//! Requests that are delayed before they are processed or answered. Each needs a connection and little else, and their number
//! is limited.

use std::time::Duration;

use tokio::sync::Semaphore;

/// Requests that are held at the same time.
const MOST_HELD: usize = 256;
/// When to try again if that many are held.
const LATER: Duration = Duration::from_secs(5);

pub(super) struct Holds {
    places: Semaphore,
}

impl Default for Holds {
    fn default() -> Self {
        Self { places: Semaphore::new(MOST_HELD) }
    }
}

impl Holds {
    /// Returns after `wait`.
    ///
    /// # Errors
    /// When to try again, if too many requests are held.
    pub async fn hold(&self, wait: Duration) -> Result<(), Duration> {
        if wait.is_zero() {
            return Ok(());
        }
        let _place = self.places.try_acquire().map_err(|_| LATER)?;
        tokio::time::sleep(wait).await;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_web::test]
    async fn a_request_without_a_delay_passes_even_when_too_many_are_held() {
        let holds = Holds { places: Semaphore::new(0) };
        assert_eq!(holds.hold(Duration::ZERO).await, Ok(()));
        assert_eq!(holds.hold(Duration::from_secs(1)).await, Err(LATER));
    }
}
