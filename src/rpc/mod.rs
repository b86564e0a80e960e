//! The tonic services: who calls, is it well formed, what does `chat` say.

mod admin;
mod agent;
mod agents;
mod attachments;
mod auth;
pub mod caller;
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
pub mod status;
mod users;
pub mod validate;

pub use admin::AdminRpc;
pub use agent::AgentRpc;
pub use auth::AuthRpc;
pub use chat::ChatRpc;
