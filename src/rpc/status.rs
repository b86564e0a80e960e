//! The only map from errors to gRPC statuses. Every status carries one `ErrorInfo`.

use std::fmt::Display;

use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt as _};

/// The domain of every `ErrorInfo`.
pub const DOMAIN: &str = "supportchat";

/// A status with a reason, and the field at fault if there is one.
pub fn with_reason(code: Code, reason: &str, field: Option<&str>, message: impl Into<String>) -> Status {
    let message = message.into();
    let mut details = ErrorDetails::with_error_info(reason, DOMAIN, []);
    if let Some(field) = field {
        details.add_bad_request_violation(field, message.clone());
    }
    Status::with_error_details(code, message, details)
}

/// Bytes that are no message of the type that they should be. The decoder's text names the fields on the way, innermost last.
pub fn malformed(error: &impl Display) -> Status {
    let text = error.to_string();
    let text = text.strip_prefix("failed to decode Protobuf message: ").unwrap_or(&text);
    // "SendMessageRequest.message: ChatRequest.send: invalid string value": the innermost comes first.
    let field = text.split(": ").next().and_then(|place| place.split_once('.')).map(|(_, field)| field);
    with_reason(Code::InvalidArgument, "MALFORMED_REQUEST", field, format!("the request does not decode: {text}"))
}
