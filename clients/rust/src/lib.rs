//! The Rust client of supportchat: the messages and clients of `supportchat.v1`, generated from the proto files.

pub use generated::google::api as http;
pub use generated::supportchat::v1;

/// The packages, nested as the generated code expects them.
mod generated {
    #![allow(missing_docs, clippy::pedantic, reason = "generated code")]

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
