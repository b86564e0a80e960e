//! Times for tests.

use std::sync::{Arc, Mutex};

use chrono::{TimeDelta, TimeZone as _, Utc};
use supportchat::clock::{Clock, SharedClock};
use supportchat::model::Time;

/// The moment at which the tests happen, with microseconds that a coarser column would lose.
pub fn noon() -> Time {
    Utc.with_ymd_and_hms(2026, 11, 22, 12, 0, 0).unwrap() + TimeDelta::microseconds(123_456)
}

/// So many seconds after noon.
pub fn after_noon(seconds: i64) -> Time {
    noon() + TimeDelta::seconds(seconds)
}

/// A clock that a test moves on. It begins at noon.
pub struct Movable(Mutex<Time>);

impl Movable {
    /// A clock at noon.
    pub fn new() -> Arc<Self> {
        Arc::new(Self(Mutex::new(noon())))
    }

    /// Moves it on.
    pub fn pass(&self, time: TimeDelta) {
        *self.0.lock().unwrap() += time;
    }
}

impl Clock for Movable {
    fn now(&self) -> Time {
        *self.0.lock().unwrap()
    }

    fn random(&self) -> [u8; 32] {
        rand::random()
    }
}

struct AtNoon;

impl Clock for AtNoon {
    fn now(&self) -> Time {
        noon()
    }

    fn random(&self) -> [u8; 32] {
        rand::random()
    }
}

/// A clock that stands at noon.
pub fn standing() -> SharedClock {
    Arc::new(AtNoon)
}
