//! How long to wait between attempts: with full jitter, so that whoever was cut off together does not come back together.

use std::time::Duration;

/// Waits that grow with each failure in a row.
#[derive(Debug, Clone)]
pub(crate) struct Backoff {
    first: Duration,
    longest: Duration,
    failures: u32,
}

impl Backoff {
    /// Waits of at most `first` after the first failure, and never more than `longest`.
    pub(crate) fn new(first: Duration, longest: Duration) -> Self {
        Self { first, longest, failures: 0 }
    }

    /// How long to wait after one more failure: anything up to a bound that doubles each time, and no less than the server asked for.
    pub(crate) fn failed(&mut self, retry_after: Option<Duration>) -> Duration {
        let bound = self.bound();
        self.failures = self.failures.saturating_add(1);
        bound.mul_f64(fastrand::f64()).max(retry_after.unwrap_or_default())
    }

    /// It worked: the next failure is a first one.
    pub(crate) fn succeeded(&mut self) {
        self.failures = 0;
    }

    fn bound(&self) -> Duration {
        self.first.saturating_mul(1 << self.failures.min(16)).min(self.longest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: Duration = Duration::from_millis(250);
    const LONGEST: Duration = Duration::from_secs(10);

    #[test]
    fn bounds_double_up_to_the_longest() {
        let mut backoff = Backoff::new(FIRST, LONGEST);
        let mut bounds = Vec::new();
        for _ in 0..40 {
            let bound = backoff.bound();
            assert!(backoff.failed(None) <= bound);
            bounds.push(bound.as_millis());
        }
        assert_eq!(bounds[..8], [250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
        assert_eq!(bounds[39], 10_000);
        backoff.succeeded();
        assert_eq!(backoff.bound(), FIRST);
    }

    #[test]
    fn what_the_server_asks_for_is_kept_to() {
        let mut backoff = Backoff::new(FIRST, LONGEST);
        assert!(backoff.failed(Some(Duration::from_secs(60))) >= Duration::from_secs(60));
    }

    #[test]
    fn jitter_is_full() {
        let mut waits: Vec<_> = (0..200).map(|_| Backoff::new(FIRST, LONGEST).failed(None)).collect();
        waits.sort_unstable();
        assert!(waits[20] < FIRST / 2 && waits[180] > FIRST / 2, "{waits:?}");
    }
}
