//! All integration tests, in one binary.

#![expect(clippy::expect_used, reason = "a test that cannot go on ends by saying what it expected")]

mod floors;
mod stories;
mod support;
