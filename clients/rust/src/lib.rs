//! A client of supportchat, the self-hosted support chat: conversations that survive a bad line, for back ends and bots.
//!
//! A [`Client`] has a target and [`Credentials`]. A [`Conversation`] is a stream of the messages of one chat session, each once and in order, whatever
//! happens to the line, and sends; an [`Inbox`] tells an agent, or a bot, of the sessions that wait or are theirs, and [`Client::serve`] is a bot's main loop.
//! Everything else that the service can do is in the generated clients, such as [`Client::agents`], with the messages of [`v1`].
//!
//! It needs a tokio runtime. It logs with `tracing`, under the target `supportchat_client`, and never a token or a text.

mod backoff;
mod calls;
mod client;
mod conversation;
mod credentials;
mod error;
mod inbox;
mod line;
mod serve;
mod shelf;
mod tokens;

pub use calls::Calls;
pub use client::{Builder, Client};
pub use conversation::{Conversation, Sender};
pub use credentials::Credentials;
pub use error::Error;
pub use generated::supportchat::v1;
pub use inbox::Inbox;

/// What files are sent and received in.
pub mod http {
    pub use crate::generated::google::api::HttpBody;
}

/// Something in a session that is not stored: `Subscribed` (the marks and profiles of everyone, at the beginning and after each reconnect), `Typing`,
/// `Marks`, `Presence`, `QueuePosition` or `Viewing`.
pub type Event = v1::server_frame::Frame;

/// The packages, nested as the generated code expects them.
mod generated {
    #![allow(missing_docs, clippy::pedantic, rustdoc::all, reason = "generated code")]

    pub mod google {
        pub mod api {
            include!("gen/google.api.rs");
        }
    }

    pub mod supportchat {
        pub mod v1 {
            include!("gen/supportchat.v1.rs");
        }
    }
}
