//! One type for whatever fails.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tonic::{Code, Status};
use tonic_types::{BadRequest, ErrorDetails, ErrorInfo, FieldViolation, RetryInfo, StatusExt as _};

use crate::v1;

/// The reason where the program itself has closed the client or the conversation.
const CLOSED: &str = "CLOSED";
/// Of what is exhausted, what does not come back by itself: a file or a message stays too large, and somebody has to end a session.
const LASTING: [&str; 3] = ["ATTACHMENT_TOO_LARGE", "MESSAGE_TOO_LARGE", "TOO_MANY_SESSIONS"];

/// What went wrong with a call, a frame, a conversation or the line.
#[derive(Clone)]
pub struct Error(Arc<Details>);

struct Details {
    code: Code,
    message: String,
    reason: String,
    metadata: HashMap<String, String>,
    fields: Vec<FieldViolation>,
    retry_after: Option<Duration>,
}

impl Error {
    /// The gRPC code.
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// The reason for programs, such as `SESSION_CLOSED`. It is empty where the server did not say what is wrong, as when it cannot be reached, and
    /// `CLOSED` where the program has closed the client or the conversation.
    pub fn reason(&self) -> &str {
        &self.0.reason
    }

    /// The text for developers.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// What the server adds to the reason.
    pub fn metadata(&self) -> &HashMap<String, String> {
        &self.0.metadata
    }

    /// The fields at fault, as the request spells them, and what is wrong with each.
    pub fn fields(&self) -> &[FieldViolation] {
        &self.0.fields
    }

    /// How long to wait before trying again, if the server says so.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Whether the same may work later without anybody changing anything: it was a fault of the line, or the server asks to come back.
    pub fn is_retryable(&self) -> bool {
        let fault = matches!(
            self.0.code,
            Code::Unavailable | Code::DeadlineExceeded | Code::Internal | Code::Unknown | Code::Aborted | Code::ResourceExhausted | Code::Cancelled
        );
        fault && !self.is_closed() && !LASTING.contains(&self.reason())
    }

    /// Whether a credential that can be renewed should be.
    pub(crate) fn is_invalid_token(&self) -> bool {
        self.0.code == Code::Unauthenticated && self.0.reason == "INVALID_TOKEN"
    }

    /// Whether it is only that the program has closed what this is about.
    pub(crate) fn is_closed(&self) -> bool {
        self.0.reason == CLOSED
    }

    /// The program has closed what this is about.
    pub(crate) fn closed() -> Self {
        closed_status().into()
    }

    /// The line has broken.
    pub(crate) fn broken(message: &str) -> Self {
        Status::unavailable(message).into()
    }

    /// Something took too long.
    pub(crate) fn late(message: &str) -> Self {
        Status::deadline_exceeded(message).into()
    }

    /// The program has asked for what cannot be.
    pub(crate) fn invalid(reason: &str, field: &str, problem: &str) -> Self {
        let mut details = ErrorDetails::with_error_info(reason, "supportchat", []);
        details.add_bad_request_violation(field, problem);
        Status::with_error_details(Code::InvalidArgument, problem, details).into()
    }

    fn new(code: Code, message: &str, info: Option<ErrorInfo>, bad: Option<BadRequest>, retry: Option<RetryInfo>) -> Self {
        let (reason, metadata) = info.map(|info| (info.reason, info.metadata)).unwrap_or_default();
        let fields = bad.map(|bad| bad.field_violations).unwrap_or_default();
        // One that no clock can hold would end the program that adds it to the time.
        let retry_after = retry.and_then(|retry| retry.retry_delay).map(|delay| delay.min(RetryInfo::MAX_RETRY_DELAY));
        Self(Arc::new(Details { code, message: message.to_owned(), reason, metadata, fields, retry_after }))
    }
}

/// What calls are answered with once the client is closed.
pub(crate) fn closed_status() -> Status {
    Status::with_error_details(Code::Cancelled, "the program has closed it", ErrorDetails::with_error_info(CLOSED, "supportchat", []))
}

impl From<Status> for Error {
    fn from(status: Status) -> Self {
        let details = status.get_error_details();
        let (info, bad, retry) = (details.error_info().cloned(), details.bad_request().cloned(), details.retry_info().cloned());
        Self::new(status.code(), status.message(), info, bad, retry)
    }
}

impl From<v1::FrameError> for Error {
    fn from(error: v1::FrameError) -> Self {
        let (info, bad, retry) = (error.error_info.map(Into::into), error.bad_request.map(Into::into), error.retry_info.map(Into::into));
        Self::new(Code::from_i32(error.code), &error.message, info, bad, retry)
    }
}

/// For calls that fail with it: of the metadata and the fields nothing is lost.
impl From<Error> for Status {
    fn from(error: Error) -> Self {
        let mut details = ErrorDetails::new();
        if !error.0.reason.is_empty() {
            details.set_error_info(error.0.reason.clone(), "supportchat", error.0.metadata.clone());
        }
        if !error.0.fields.is_empty() {
            details.set_bad_request(error.0.fields.clone());
        }
        if error.0.retry_after.is_some() {
            details.set_retry_info(error.0.retry_after);
        }
        Self::with_error_details(error.code(), error.message(), details)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.reason() {
            "" => write!(f, "{:?}: {}", self.0.code, self.0.message),
            reason => write!(f, "{:?} ({reason}): {}", self.0.code, self.0.message),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("code", &self.0.code)
            .field("reason", &self.0.reason)
            .field("message", &self.0.message)
            .field("metadata", &self.0.metadata)
            .field("fields", &self.0.fields)
            .field("retry_after", &self.0.retry_after)
            .finish()
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_and_a_frame_say_the_same() {
        let mut details = ErrorDetails::with_error_info("MESSAGE_EMPTY", "supportchat", [("session".to_owned(), "7".to_owned())]);
        details.add_bad_request_violation("message", "a message must have some text");
        details.set_retry_info(Some(Duration::from_millis(1500)));
        let of_status = Error::from(Status::with_error_details(Code::InvalidArgument, "no", details.clone()));
        let of_frame = Error::from(v1::FrameError {
            request_id: "1".to_owned(),
            code: Code::InvalidArgument.into(),
            message: "no".to_owned(),
            error_info: details.error_info().cloned().map(Into::into),
            bad_request: details.bad_request().cloned().map(Into::into),
            retry_info: details.retry_info().cloned().map(Into::into),
        });
        assert_eq!(format!("{of_status:?}"), format!("{of_frame:?}"));
        assert_eq!(of_frame.fields()[0].field, "message");
        assert_eq!(of_frame.metadata()["session"], "7");
        assert_eq!(of_frame.retry_after(), Some(Duration::from_millis(1500)));
        assert!(!of_frame.is_retryable());
        assert_eq!(format!("{of_status:?}"), format!("{:?}", Error::from(Status::from(of_status.clone()))));
        assert_eq!(of_frame.to_string(), "InvalidArgument (MESSAGE_EMPTY): no");
    }

    #[test]
    fn what_trying_again_can_help() {
        assert!(Error::broken("gone").is_retryable());
        assert!(Error::late("late").is_retryable());
        assert!(Error::from(Status::cancelled("by the other end")).is_retryable());
        assert!(!Error::closed().is_retryable());
        assert!(!Error::from(Status::not_found("no")).is_retryable());
        let large = ErrorDetails::with_error_info("MESSAGE_TOO_LARGE", "supportchat", []);
        assert!(!Error::from(Status::with_error_details(Code::ResourceExhausted, "", large)).is_retryable());
    }
}
