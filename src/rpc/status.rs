//! The only map from errors to gRPC statuses. Every status carries one `ErrorInfo`.

use std::fmt::Display;
use std::time::Duration;

use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt as _};

use crate::model::{Error, Noun};

/// The domain of every `ErrorInfo`.
pub const DOMAIN: &str = "supportchat";

/// A status with a reason, and the field at fault if there is one.
pub fn with_reason(code: Code, reason: &str, field: Option<&str>, message: impl Into<String>) -> Status {
    build(code, reason, field, None, message.into())
}

/// The status of an error.
pub fn of(error: Error) -> Status {
    let message = error.to_string();
    let (code, reason) = code_and_reason(&error);
    let retry_after = error.retry_after();
    match error {
        Error::Invalid { field, problem, .. } => build(code, reason, Some(field), None, problem),
        Error::Unavailable(text) => {
            tracing::warn!(error = text, "unavailable");
            build(code, reason, None, retry_after, "the service cannot reach what it keeps its data in; try again".to_owned())
        }
        Error::Internal(text) => {
            tracing::error!(error = text, "internal error");
            build(code, reason, None, None, "an internal error; the log has more under this request's id".to_owned())
        }
        _ => build(code, reason, None, retry_after, message),
    }
}

fn code_and_reason(error: &Error) -> (Code, &'static str) {
    match error {
        Error::Invalid { reason, .. } => (Code::InvalidArgument, reason),
        Error::NotFound { noun, .. } => (Code::NotFound, not_found(*noun)),
        Error::SessionClosed(_) => (Code::FailedPrecondition, "SESSION_CLOSED"),
        Error::SessionOpen(_) => (Code::FailedPrecondition, "SESSION_OPEN"),
        Error::ReopenWindowOver(_) => (Code::FailedPrecondition, "REOPEN_WINDOW_OVER"),
        Error::SessionFull(_) => (Code::FailedPrecondition, "SESSION_FULL"),
        Error::SessionTaken(_) => (Code::FailedPrecondition, "SESSION_TAKEN"),
        Error::AgentUnavailable(_) => (Code::FailedPrecondition, "AGENT_UNAVAILABLE"),
        Error::AgentAtCapacity(_) => (Code::FailedPrecondition, "AGENT_AT_CAPACITY"),
        Error::LastAdmin => (Code::FailedPrecondition, "LAST_ADMIN"),
        Error::NotAssigned(_) => (Code::PermissionDenied, "NOT_ASSIGNED"),
        Error::RoleRequired(_) => (Code::PermissionDenied, "ROLE_REQUIRED"),
        Error::ClientMessageIdReused(_) => (Code::AlreadyExists, "CLIENT_MESSAGE_ID_REUSED"),
        Error::ExternalIdTaken => (Code::AlreadyExists, "EXTERNAL_ID_TAKEN"),
        Error::EmailTaken => (Code::AlreadyExists, "EMAIL_TAKEN"),
        Error::TeamNameTaken => (Code::AlreadyExists, "TEAM_NAME_TAKEN"),
        Error::ShortcutTaken => (Code::AlreadyExists, "SHORTCUT_TAKEN"),
        Error::OriginNotAllowed { .. } => (Code::PermissionDenied, "ORIGIN_NOT_ALLOWED"),
        Error::IdentityNotProven(_) => (Code::Unauthenticated, "IDENTITY_NOT_PROVEN"),
        Error::VerificationRequired => (Code::Unauthenticated, "VERIFICATION_REQUIRED"),
        Error::CredentialMissing => (Code::Unauthenticated, "CREDENTIAL_MISSING"),
        Error::InvalidToken => (Code::Unauthenticated, "INVALID_TOKEN"),
        Error::WrongCredentials => (Code::Unauthenticated, "WRONG_CREDENTIALS"),
        Error::TooManyFailedLogins { .. } => (Code::ResourceExhausted, "TOO_MANY_FAILED_LOGINS"),
        Error::RateLimited { .. } => (Code::ResourceExhausted, "RATE_LIMITED"),
        Error::OutOfTurn { .. } => (Code::Aborted, "OUT_OF_TURN"),
        Error::TooManySessions => (Code::ResourceExhausted, "TOO_MANY_SESSIONS"),
        Error::TooManyStreams => (Code::ResourceExhausted, "TOO_MANY_STREAMS"),
        Error::AttachmentTooLarge(_) => (Code::ResourceExhausted, "ATTACHMENT_TOO_LARGE"),
        Error::TooManyUploads { .. } => (Code::ResourceExhausted, "TOO_MANY_UPLOADS"),
        Error::LinkInvalid => (Code::PermissionDenied, "LINK_INVALID"),
        Error::Unavailable(_) => (Code::Unavailable, "UNAVAILABLE"),
        Error::Internal(_) => (Code::Internal, "INTERNAL"),
    }
}

fn not_found(noun: Noun) -> &'static str {
    match noun {
        Noun::Session => "SESSION_NOT_FOUND",
        Noun::User => "USER_NOT_FOUND",
        Noun::Agent => "AGENT_NOT_FOUND",
        Noun::Site => "SITE_NOT_FOUND",
        Noun::ApiKey => "API_KEY_NOT_FOUND",
        Noun::Attachment => "ATTACHMENT_NOT_FOUND",
        Noun::Team => "TEAM_NOT_FOUND",
        Noun::CannedReply => "CANNED_REPLY_NOT_FOUND",
    }
}

fn build(code: Code, reason: &str, field: Option<&str>, retry_after: Option<Duration>, message: String) -> Status {
    let mut details = ErrorDetails::with_error_info(reason, DOMAIN, []);
    if let Some(field) = field {
        details.add_bad_request_violation(field, message.clone());
    }
    if retry_after.is_some() {
        details.set_retry_info(retry_after);
    }
    Status::with_error_details(code, message, details)
}

/// Bytes that are no message of the type that they should be. The decoder's text names the fields on the way, the innermost first.
pub fn malformed(error: &impl Display) -> Status {
    let text = error.to_string();
    let text = text.strip_prefix("failed to decode Protobuf message: ").unwrap_or(&text);
    // "SendMessageRequest.body: ChatRequest.frame: invalid string value"
    let place = text.split(": ").find_map(|place| place.split_once('.').filter(|(message, _)| message.chars().all(char::is_alphanumeric)));
    let field = place.map(|place| match place {
        // The decoder knows the oneof, the client its arm.
        ("SendMessageRequest", "body") => "message",
        (_, field) => field,
    });
    with_reason(Code::InvalidArgument, "MALFORMED_REQUEST", field, format!("the request does not decode: {text}"))
}
