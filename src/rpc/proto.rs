//! The generated types and service traits of `supportchat.v1`.

#![allow(missing_docs, clippy::pedantic, reason = "generated code; the proto files are its documentation")]

pub use generated::google::api as http;
pub use generated::supportchat::v1::*;

/// The packages, nested as the generated code expects them.
mod generated {
    pub mod google {
        pub mod api {
            tonic::include_proto!("google.api");
        }
    }

    pub mod supportchat {
        pub mod v1 {
            tonic::include_proto!("supportchat.v1");
        }
    }
}

/// The descriptors of the whole API, custom options and comments included, as a serialised `FileDescriptorSet`.
pub const DESCRIPTORS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/supportchat.binpb"));
