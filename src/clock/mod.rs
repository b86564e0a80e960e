//! Time and randomness, passed in where the product needs them, so that tests decide them.

use std::sync::Arc;

use chrono::{DateTime, SubsecRound as _, Utc};
use rand::Rng as _;

/// What tells the time and draws lots.
pub trait Clock: Send + Sync + 'static {
    /// The time now, in whole microseconds, as it is stored.
    fn now(&self) -> DateTime<Utc>;
    /// Random bytes that nobody can guess.
    fn random(&self) -> [u8; 32];
}

/// A clock to pass on.
pub type SharedClock = Arc<dyn Clock>;

/// The machine's own clock and random source.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the time")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now().trunc_subsecs(6)
    }

    fn random(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        rand::rng().fill_bytes(&mut bytes);
        bytes
    }
}
