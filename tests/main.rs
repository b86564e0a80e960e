//! The integration tests: one binary, a module for each floor.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on should stop")]

mod store;
mod support;
