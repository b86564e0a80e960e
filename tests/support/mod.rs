//! What the tests share.

pub mod clock;
pub mod database;
