//! supportchat: a self-hosted support chat. ARCHITECTURE.md is the way in.

pub mod clock;
pub mod model;
pub mod rpc;
pub mod store;
