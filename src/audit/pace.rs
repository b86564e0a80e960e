//! How fast the outbox is relayed: so that a backlog goes, and chat hardly notices.

use std::time::Duration;

use tokio::time::Instant;

/// A backlog is relayed so many times as fast as chat writes: at twice its rate, on two cores, one message in a hundred took 1.4 times as long...
const FASTER: f64 = 1.25;
/// ...and at least at this rate, in entries a second.
const SLOWEST: f64 = 2_000.0;
/// How long to wait between two parts, at least, so that more gathers: each part is three commits, the broker's among them, beside those of chat.
const GATHER: Duration = Duration::from_millis(20);
/// How much of what was known of chat's rate stays when it is measured again.
const KEPT: f64 = 0.8;

/// The pace of a relay.
#[derive(Debug)]
pub struct Pace {
    newest: i64,
    at: Instant,
    /// Rows a second that chat writes.
    rate: f64,
}

impl Pace {
    /// The pace of a relay that begins now, when this is the newest row of the outbox.
    pub fn new(newest: i64, now: Instant) -> Self {
        Self { newest, at: now, rate: 0.0 }
    }

    /// How long to wait after a part of so many rows and entries that took so long, when this is the newest row.
    #[expect(clippy::cast_precision_loss, reason = "rates")]
    pub fn pause(&mut self, newest: i64, now: Instant, (rows, entries): (usize, usize), took: Duration) -> Duration {
        let passed = now.duration_since(self.at).as_secs_f64().max(0.001);
        let written = (newest - self.newest).max(0) as f64 / passed;
        self.rate = KEPT * self.rate + (1.0 - KEPT) * written;
        (self.newest, self.at) = (newest, now);
        let share = (entries as f64 / SLOWEST).min(rows as f64 / (FASTER * self.rate).max(0.001));
        Duration::from_secs_f64(share).saturating_sub(took).max(GATHER)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::Instant;

    use super::{GATHER, Pace};

    /// Relays from a backlog for 20 seconds while chat writes so many rows a second; answers how many were relayed in the last 10.
    fn relayed(chat: i64, entries: usize) -> usize {
        let began = Instant::now();
        let (mut pace, mut now, mut late) = (Pace::new(0, began), began, 0);
        while now < began + Duration::from_secs(20) {
            let took = Duration::from_millis(5);
            now += took;
            let newest = i64::try_from(now.duration_since(began).as_millis()).expect("20 s") * chat / 1000;
            now += pace.pause(newest, now, (256, 256 * entries), took);
            late += if now > began + Duration::from_secs(10) { 256 } else { 0 };
        }
        late
    }

    #[test]
    fn a_backlog_goes_however_much_is_written() {
        assert!((19_000..22_000).contains(&relayed(0, 1)), "while nobody writes: 2,000 a second");
        assert!((19_000..22_000).contains(&relayed(100, 1)), "while few write: the same");
        assert!((36_000..39_000).contains(&relayed(3_000, 1)), "while many write: 1.25 times as many");
        assert!(relayed(50_000, 1) > 100_000, "as fast as can be");
        assert!((1_900..6_000).contains(&relayed(100, 8)), "rows that stand for more weigh more");
    }

    #[test]
    fn what_is_written_one_by_one_waits_for_more_only_briefly() {
        let now = Instant::now();
        assert_eq!(Pace::new(7, now).pause(8, now, (1, 1), Duration::from_millis(3)), GATHER);
    }
}
