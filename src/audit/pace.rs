//! How fast the outbox is relayed: so that a backlog goes, and chat hardly notices.

use std::time::Duration;

use tokio::time::Instant;

/// A backlog is relayed so many times as fast as chat writes: at twice its rate, on two cores, one message in a hundred took 1.4 times as long...
const FASTER: f64 = 1.25;
/// ...and at least at this rate, in rows a second.
const SLOWEST: f64 = 2_000.0;
/// How long to wait between two parts, so that more gathers: each is three commits, the broker's among them, beside those of chat.
pub const GATHER: Duration = Duration::from_millis(20);
/// The rows of one part, at most: each may stand for 16 KiB of text, which is in memory several times while it is recorded.
const MOST: f64 = 256.0;
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

    /// How many rows the next part has at most, when this is the newest row. While nothing has gathered, chat's own rate makes the parts; those of
    /// a backlog are hardly larger, because it is a large one that a message would wait behind.
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "rates")]
    pub fn rows(&mut self, newest: i64, now: Instant) -> i64 {
        let passed = now.duration_since(self.at).as_secs_f64().max(0.001);
        let written = (newest - self.newest).max(0) as f64 / passed;
        self.rate = KEPT * self.rate + (1.0 - KEPT) * written;
        (self.newest, self.at) = (newest, now);
        ((FASTER * self.rate).max(SLOWEST) * passed).clamp(1.0, MOST) as i64
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::Instant;

    use super::{GATHER, Pace};

    /// Relays from a backlog for 20 seconds while chat writes so many rows a second; answers how many were relayed in the last 10.
    fn relayed(chat: i64) -> i64 {
        let began = Instant::now();
        let (mut pace, mut now, mut late) = (Pace::new(0, began), began, 0);
        while now < began + Duration::from_secs(20) {
            now += Duration::from_millis(5) + GATHER;
            let newest = i64::try_from(now.duration_since(began).as_millis()).expect("20 s") * chat / 1000;
            let rows = pace.rows(newest, now);
            late += if now > began + Duration::from_secs(10) { rows } else { 0 };
        }
        late
    }

    #[test]
    fn a_backlog_goes_however_much_is_written() {
        assert!((19_000..21_000).contains(&relayed(0)), "while nobody writes: 2,000 a second");
        assert!((19_000..21_000).contains(&relayed(100)), "while few write: the same");
        assert!((36_000..39_000).contains(&relayed(3_000)), "while many write: 1.25 times as many");
        assert!(relayed(50_000) > 100_000, "as many as can be");
    }
}
