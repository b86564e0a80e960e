//! The Rust client of supportchat: the messages and clients of `supportchat.v1`, generated from the proto files.

/// The package `supportchat.v1`.
pub mod v1 {
    #![allow(missing_docs, clippy::pedantic, reason = "generated code")]
    tonic::include_proto!("supportchat.v1");
}
