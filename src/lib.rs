//! supportchat: a self-hosted support chat. ARCHITECTURE.md is the way in.

pub mod rest;
pub mod rpc;
