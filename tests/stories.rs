//! Stories of the product over the real server, by the real generated client, on each database.

mod access;
mod bad_frames;
mod conversation;
mod crash;
mod database;
mod floods;
mod idempotency;
mod presence;
mod queue;
mod ratings;
mod resume;
mod search;
