//! The tonic services: who calls, is it well formed, what does `chat` say.

mod admin;
mod agent;
mod agents;
mod attachments;
mod audit;
mod auth;
pub mod caller;
mod canned_replies;
mod chat;
pub mod codec;
mod conversation;
mod convert;
mod frames;
pub mod guard;
mod keys;
mod marks;
mod mask;
mod messages;
pub mod proto;
mod search;
mod sessions;
mod sites;
pub mod status;
mod teams;
mod users;
pub mod validate;
mod visitors;
mod widgets;

pub use admin::AdminRpc;
pub use agent::AgentRpc;
pub use audit::AuditRpc;
pub use auth::AuthRpc;
pub use chat::ChatRpc;
