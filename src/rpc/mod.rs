//! The tonic services: who calls, is it well formed, what does `chat` say.

pub mod codec;
pub mod proto;
pub mod status;
