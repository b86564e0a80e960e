//! Turns: a message that is refused for now keeps its turn, so that nothing that was sent behind it is stored before it.

use std::collections::HashMap;
use std::hash::Hash;
use std::time::{Duration, Instant};

use super::{Error, Result};

/// For how long a message is waited for that does not come again: for longer than it takes that its sender knows of the refusal, and what they sent
/// before they knew has arrived.
const PATIENCE: Duration = Duration::from_secs(10);
/// What is told to wait waits for so long at least.
const SHORTEST: Duration = Duration::from_millis(250);

/// Which messages were refused for now and have not come again, one in each line of messages; `K` names the line. Patience ends by when messages
/// arrived and not by when they are taken: what waited to be taken since before its sender could know of a refusal is still behind what was refused.
#[derive(Debug)]
pub struct Turns<K> {
    awaited: HashMap<K, Awaited>,
    most: usize,
    reached: Instant,
}

#[derive(Debug)]
struct Awaited {
    place: u64,
    client_message_id: String,
    /// When its sender is to send it again.
    due: Instant,
    /// When nothing waits for it any more.
    over: Instant,
}

impl<K: Eq + Hash> Turns<K> {
    /// Waits for so many messages at a time. Beyond that, order is left to whoever sends.
    pub fn new(most: usize, now: Instant) -> Self {
        Self { awaited: HashMap::new(), most, reached: now }
    }

    /// All that arrived before this has been taken.
    pub fn reach(&mut self, arrived: Instant) {
        self.reached = self.reached.max(arrived);
    }

    /// Takes a message's turn. Fails with `OutOfTurn` if another one comes first.
    pub fn take(&mut self, line: &K, client_message_id: &str, now: Instant) -> Result<()> {
        match self.awaited.get(line) {
            None => return Ok(()),
            Some(awaited) if awaited.client_message_id != client_message_id && self.reached < awaited.over => {
                return Err(Error::OutOfTurn { retry_after: awaited.due.saturating_duration_since(now).max(SHORTEST) });
            }
            Some(_) => {}
        }
        self.awaited.remove(line);
        Ok(())
    }

    /// Keeps the turn of a message if it was refused for now, and no other is waited for that has an earlier place in its line: that one comes again first.
    pub fn keep(&mut self, line: K, place: u64, client_message_id: &str, error: &Error, now: Instant) {
        let Some(wait) = error.retry_after() else { return };
        if self.awaited.get(&line).is_some_and(|awaited| awaited.place < place && self.reached < awaited.over) {
            return;
        }
        // Before it grows, so that what is over does not stay.
        if self.awaited.len() == self.awaited.capacity().min(self.most) {
            self.awaited.retain(|_, awaited| self.reached < awaited.over);
        }
        if self.awaited.len() < self.most || self.awaited.contains_key(&line) {
            let awaited = Awaited { place, client_message_id: client_message_id.to_owned(), due: now + wait, over: now + wait + PATIENCE };
            self.awaited.insert(line, awaited);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUSY: Error = Error::RateLimited { retry_after: Duration::from_secs(2) };

    const MOST: usize = 100;

    fn begun<K: Eq + Hash>() -> (Turns<K>, Instant) {
        let now = Instant::now();
        (Turns::new(MOST, now), now)
    }

    fn after(now: Instant, seconds: u64) -> Instant {
        now + Duration::from_secs(seconds)
    }

    #[test]
    fn what_is_behind_waits_for_what_was_refused() {
        let (mut turns, now) = begun();
        assert_eq!(turns.take(&1, "a", now), Ok(()));
        turns.keep(1, 0, "b", &BUSY, now);
        assert_eq!(turns.take(&1, "c", now), Err(Error::OutOfTurn { retry_after: Duration::from_secs(2) }));
        assert_eq!(turns.take(&1, "d", after(now, 3)), Err(Error::OutOfTurn { retry_after: SHORTEST }));
        assert_eq!(turns.take(&2, "c", now), Ok(()), "another line");
        assert_eq!(turns.take(&1, "b", after(now, 3)), Ok(()));
        assert_eq!(turns.take(&1, "c", after(now, 3)), Ok(()));
    }

    #[test]
    fn the_first_of_what_was_refused_comes_again_first() {
        let (mut turns, now) = begun();
        for (place, id) in [(8, "c"), (5, "a"), (6, "b")] {
            turns.keep(1, place, id, &BUSY, now);
        }
        assert!(turns.take(&1, "b", now).is_err());
        assert_eq!(turns.take(&1, "a", now), Ok(()));
        turns.keep(1, 9, "b", &BUSY, now);
        turns.reach(after(now, 12));
        turns.keep(1, 20, "c", &BUSY, after(now, 12));
        assert_eq!(turns.take(&1, "c", after(now, 12)), Ok(()), "nobody waits for b any more");
    }

    #[test]
    fn what_does_not_come_again_is_not_waited_for_without_end() {
        let (mut turns, now) = begun();
        turns.keep(1, 0, "a", &BUSY, now);
        turns.reach(after(now, 11));
        assert!(turns.take(&1, "b", after(now, 11)).is_err());
        assert!(turns.take(&1, "b", after(now, 60)).is_err(), "it has waited to be taken since then");
        turns.reach(after(now, 12));
        turns.reach(now);
        assert_eq!(turns.take(&1, "b", after(now, 12)), Ok(()));
        assert!(turns.awaited.is_empty());
    }

    #[test]
    fn what_is_refused_for_good_has_no_turn() {
        let (mut turns, now) = begun();
        turns.keep(1, 0, "a", &Error::SessionClosed(1), now);
        assert_eq!(turns.take(&1, "b", now), Ok(()));
    }

    #[test]
    fn no_more_are_waited_for_than_can_be_kept() {
        let (mut turns, now) = begun();
        for line in 0..=MOST {
            turns.keep(line, 0, "a", &BUSY, now);
        }
        assert_eq!(turns.awaited.len(), MOST);
        assert_eq!(turns.take(&MOST, "b", now), Ok(()));
        turns.reach(after(now, 12));
        turns.keep(MOST, 0, "a", &BUSY, after(now, 12));
        assert!(turns.take(&MOST, "b", after(now, 12)).is_err(), "there is room when the others are over");
    }
}
