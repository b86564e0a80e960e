//! All integration tests, in one binary.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on should stop")]

mod balancer;
mod faces;
mod floors;
mod store;
mod stories;
mod support;
