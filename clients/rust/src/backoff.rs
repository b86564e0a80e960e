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

    /// How long to wait after one more failure: anything up to a bound that doubles each time, and no less than what the server asked for.
    pub(crate) fn failed(&mut self, retry_after: Option<Duration>) -> Duration {
        let delay = self.bound().mul_f64(fastrand::f64());
        self.failures = self.failures.saturating_add(1);
        delay.max(retry_after.map_or(Duration::ZERO, |asked| self.kept(asked)))
    }

    /// How long to wait where the server asks for so long, of many at once maybe: a little more.
    pub(crate) fn kept(&self, asked: Duration) -> Duration {
        asked.saturating_add(self.first.mul_f64(fastrand::f64()))
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
    fn what_the_server_asks_for_is_kept_to_but_not_by_all_at_once() {
        let asked = Duration::from_secs(60);
        let waits: Vec<_> = (0..200).map(|_| Backoff::new(FIRST, LONGEST).failed(Some(asked))).collect();
        assert!(waits.iter().all(|wait| (asked..=asked + FIRST).contains(wait)), "{waits:?}");
        assert!(waits.iter().any(|wait| *wait != waits[0]));
        assert_eq!(Backoff::new(FIRST, LONGEST).failed(Some(Duration::MAX)), Duration::MAX);
    }

    #[test]
    fn jitter_is_full() {
        let mut waits: Vec<_> = (0..200).map(|_| Backoff::new(FIRST, LONGEST).failed(None)).collect();
        waits.sort_unstable();
        assert!(waits[20] < FIRST / 2 && waits[180] > FIRST / 2, "{waits:?}");
    }
}
