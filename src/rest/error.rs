//! What goes wrong, as the JSON that callers read: `{"error": {"code", "status", "message", "details"}}`.

use axum::body::Body;
use http::header::{ALLOW, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderValue, Response, StatusCode};
use prost::Message as _;
use prost_reflect::DynamicMessage;
use serde::Serialize;
use serde_json::Value;
use tonic::{Code, Status};
use tonic_types::StatusExt as _;

use super::{descriptors, json_out};
use crate::rpc::status::with_reason;

/// The reasons of the errors that the gateway itself makes, as in `ErrorInfo`.
pub mod reason {
    /// A field that the message does not have.
    pub const UNKNOWN_FIELD: &str = "UNKNOWN_FIELD";
    /// A value that is not of the field's type.
    pub const WRONG_TYPE: &str = "WRONG_TYPE";
    /// A field that was given twice.
    pub const REPEATED_FIELD: &str = "REPEATED_FIELD";
    /// Two fields of which only one may be given.
    pub const FIELDS_EXCLUDE_EACH_OTHER: &str = "FIELDS_EXCLUDE_EACH_OTHER";
    /// A number that the field's type cannot hold.
    pub const OUT_OF_RANGE: &str = "OUT_OF_RANGE";
    /// A name that the enum does not have.
    pub const UNKNOWN_VALUE: &str = "UNKNOWN_VALUE";
    /// A string that is not in the field's format.
    pub const WRONG_FORMAT: &str = "WRONG_FORMAT";
    /// A value in the body that is not the one in the path.
    pub const PATH_MISMATCH: &str = "PATH_MISMATCH";
    /// A body that is no JSON.
    pub const MALFORMED_JSON: &str = "MALFORMED_JSON";
    /// A body where there must be none.
    pub const UNEXPECTED_BODY: &str = "UNEXPECTED_BODY";
    /// No body where there must be one.
    pub const MISSING_BODY: &str = "MISSING_BODY";
    /// A body that did not arrive.
    pub const INCOMPLETE_BODY: &str = "INCOMPLETE_BODY";
    /// A query parameter that the method does not have.
    pub const UNKNOWN_PARAMETER: &str = "UNKNOWN_PARAMETER";
    /// A query parameter that was given twice.
    pub const REPEATED_PARAMETER: &str = "REPEATED_PARAMETER";
    /// A body that is not JSON by its content type.
    pub const UNSUPPORTED_MEDIA_TYPE: &str = "UNSUPPORTED_MEDIA_TYPE";
    /// A body over the limit.
    pub const BODY_TOO_LARGE: &str = "BODY_TOO_LARGE";
    /// A fault of the gateway itself.
    pub const GATEWAY_FAILED: &str = "GATEWAY_FAILED";
    /// A response that ended too early.
    pub const RESPONSE_BROKEN_OFF: &str = "RESPONSE_BROKEN_OFF";
    /// A service that is described and not there.
    pub const SERVICE_MISSING: &str = "SERVICE_MISSING";
    /// A path that nothing answers at.
    pub const PATH_NOT_FOUND: &str = "PATH_NOT_FOUND";
    /// A path that answers to other methods.
    pub const METHOD_NOT_ALLOWED: &str = "METHOD_NOT_ALLOWED";
}

/// A refusal: a status, and the HTTP code where HTTP has a better word for it than the status has.
#[derive(Debug)]
pub struct Problem {
    status: Status,
    http: Option<StatusCode>,
    allow: Option<HeaderValue>,
}

impl From<Status> for Problem {
    fn from(status: Status) -> Self {
        // What is too large will be too large the next time, and 429 would have clients try again.
        let reason = status.get_details_error_info().map(|info| info.reason).unwrap_or_default();
        let too_large = status.code() == Code::ResourceExhausted && reason.ends_with("_TOO_LARGE");
        Self { status, http: too_large.then_some(StatusCode::PAYLOAD_TOO_LARGE), allow: None }
    }
}

impl Problem {
    /// Bad input, with the field at fault if there is one.
    pub fn invalid(reason: &str, field: Option<&str>, message: impl Into<String>) -> Self {
        with_reason(Code::InvalidArgument, reason, field, message).into()
    }

    /// 413.
    pub fn too_large(limit: usize) -> Self {
        let problem = Self::invalid(reason::BODY_TOO_LARGE, None, format!("the body is longer than {limit} bytes"));
        Self { http: Some(StatusCode::PAYLOAD_TOO_LARGE), ..problem }
    }

    /// 415.
    pub fn media_type() -> Self {
        let problem = Self::invalid(reason::UNSUPPORTED_MEDIA_TYPE, None, "the body must be sent as content-type: application/json");
        Self { http: Some(StatusCode::UNSUPPORTED_MEDIA_TYPE), ..problem }
    }

    /// 405, with the methods that would have been right.
    pub fn method_not_allowed(allow: &str) -> Self {
        let status = with_reason(Code::Unimplemented, reason::METHOD_NOT_ALLOWED, None, format!("this path answers to {allow}"));
        Self { status, http: Some(StatusCode::METHOD_NOT_ALLOWED), allow: HeaderValue::from_str(allow).ok() }
    }

    /// 404 for a path, not for an object.
    pub fn path_not_found() -> Self {
        with_reason(Code::NotFound, reason::PATH_NOT_FOUND, None, "nothing answers at this path; /docs describes the paths that there are").into()
    }

    /// The response that says so.
    pub fn into_response(self) -> Response<Body> {
        let code = self.http.unwrap_or_else(|| http_code(self.status.code()));
        let mut response = Response::new(Body::from(body(&self.status, code)));
        *response.status_mut() = code;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        if code == StatusCode::UNAUTHORIZED {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(seconds) = retry_after(&self.status) {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some(allow) = self.allow {
            headers.insert(ALLOW, allow);
        }
        response
    }
}

/// What must not happen: the gateway and the services inside do not understand each other.
pub fn internal(message: impl Into<String>) -> Status {
    with_reason(Code::Internal, reason::GATEWAY_FAILED, None, message)
}

/// A status as a JSON response.
pub fn error_response(status: &Status) -> Response<Body> {
    Problem::from(status.clone()).into_response()
}

/// A status as the JSON of the error, for a stream that is under way.
pub fn event(status: &Status) -> Vec<u8> {
    body(status, http_code(status.code()))
}

#[derive(Serialize)]
struct Envelope<'a> {
    error: Error<'a>,
}

#[derive(Serialize)]
struct Error<'a> {
    code: u16,
    status: &'static str,
    message: &'a str,
    details: Vec<Value>,
}

fn body(status: &Status, code: StatusCode) -> Vec<u8> {
    let error = Error { code: code.as_u16(), status: name(status.code()), message: status.message(), details: details(status) };
    // Strings and numbers serialise; the other arm is there so that nothing can panic.
    serde_json::to_vec(&Envelope { error }).unwrap_or_default()
}

fn details(status: &Status) -> Vec<Value> {
    let Ok(status) = tonic_types::pb::Status::decode(status.details()) else { return Vec::new() };
    status.details.iter().map(|any| detail(&any.type_url, &any.value)).collect()
}

/// One detail as JSON; of a type that is not known only the name.
fn detail(type_url: &str, bytes: &[u8]) -> Value {
    let name = type_url.rsplit('/').next().unwrap_or_default();
    let message = descriptors::pool().ok().and_then(|pool| pool.get_message_by_name(name));
    let message = message.and_then(|message| DynamicMessage::decode(message, bytes).ok());
    let mut json = message.and_then(|message| json_out::value(&message)).unwrap_or_else(|| Value::Object(serde_json::Map::new()));
    if let Value::Object(object) = &mut json {
        object.insert("@type".to_owned(), type_url.into());
    }
    json
}

/// Seconds, rounded up: a caller that comes too early is refused once more.
fn retry_after(status: &Status) -> Option<u64> {
    let delay = match status.code() {
        Code::ResourceExhausted | Code::Unavailable => status.get_details_retry_info().and_then(|info| info.retry_delay),
        _ => return None,
    };
    match delay {
        Some(delay) => Some(delay.as_secs() + u64::from(delay.subsec_nanos() > 0)),
        None if status.code() == Code::Unavailable => Some(1),
        None => None,
    }
}

/// The HTTP code of a gRPC code, as google/rpc/code.proto has it.
pub fn http_code(code: Code) -> StatusCode {
    let number = match code {
        Code::Ok => 200,
        Code::Cancelled => 499,
        Code::InvalidArgument | Code::FailedPrecondition | Code::OutOfRange => 400,
        Code::DeadlineExceeded => 504,
        Code::NotFound => 404,
        Code::AlreadyExists | Code::Aborted => 409,
        Code::PermissionDenied => 403,
        Code::Unauthenticated => 401,
        Code::ResourceExhausted => 429,
        Code::Unimplemented => 501,
        Code::Unavailable => 503,
        Code::Unknown | Code::Internal | Code::DataLoss => 500,
    };
    StatusCode::from_u16(number).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// The name of a gRPC code.
pub fn name(code: Code) -> &'static str {
    match code {
        Code::Ok => "OK",
        Code::Cancelled => "CANCELLED",
        Code::Unknown => "UNKNOWN",
        Code::InvalidArgument => "INVALID_ARGUMENT",
        Code::DeadlineExceeded => "DEADLINE_EXCEEDED",
        Code::NotFound => "NOT_FOUND",
        Code::AlreadyExists => "ALREADY_EXISTS",
        Code::PermissionDenied => "PERMISSION_DENIED",
        Code::ResourceExhausted => "RESOURCE_EXHAUSTED",
        Code::FailedPrecondition => "FAILED_PRECONDITION",
        Code::Aborted => "ABORTED",
        Code::OutOfRange => "OUT_OF_RANGE",
        Code::Unimplemented => "UNIMPLEMENTED",
        Code::Internal => "INTERNAL",
        Code::Unavailable => "UNAVAILABLE",
        Code::DataLoss => "DATA_LOSS",
        Code::Unauthenticated => "UNAUTHENTICATED",
    }
}
