//! The limits, in figures.

use std::time::Duration;

use super::quota::Rate;
use super::sign_in::SignInPolicy;

/// The limits in figures.
#[derive(Clone, Copy, Debug)]
pub struct Policy {
    /// Public requests with a body by one address, whatever becomes of them.
    pub requests: Rate,
    /// Stories told through the open form by one address.
    pub open_form: Rate,
    /// Stories told with one join code by one address.
    pub join_code: Rate,
    /// Receipts and join codes that do not exist, asked for by one address.
    pub guesses: Rate,
    /// How long a wrong guess is held at most before it is answered.
    pub guess_hold: Duration,
    /// Signing in.
    pub sign_in: SignInPolicy,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            // One page needs a handful of these. It only keeps refused submissions from being free.
            requests: Rate { burst: 600, every: Duration::from_millis(50) },
            // A class of 30 in one room passes without a join code too.
            open_form: Rate { burst: 60, every: Duration::from_secs(5) },
            // A shared tablet comes back from a day without a network and sends everything it has.
            join_code: Rate { burst: 300, every: Duration::from_secs(1) },
            guesses: Rate { burst: 20, every: Duration::from_secs(1) },
            guess_hold: Duration::from_secs(5),
            sign_in: SignInPolicy::default(),
        }
    }
}
