//! Stories of the product over the real server, by the real generated client, on each database.

mod access;
mod attachments;
mod bad_frames;
mod canned_replies;
mod conversation;
mod crash;
mod database;
mod floods;
mod idempotency;
mod notes;
mod outages;
mod presence;
mod queue;
mod ratings;
mod resume;
mod search;
mod sites;
mod teams;
mod visitors;
