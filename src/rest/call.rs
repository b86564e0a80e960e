//! One gRPC call inside the process: a request in HTTP/2's terms goes to the tonic router, and the response's frames come back.

use axum::Router;
use axum::body::Body;
use bytes::{Buf as _, BufMut as _, Bytes, BytesMut};
use http::HeaderMap;
use http::header::{
    ACCEPT, ACCEPT_ENCODING, CONNECTION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, EXPECT, HOST, HeaderName, TE, TRANSFER_ENCODING,
    UPGRADE,
};
use http::uri::PathAndQuery;
use http::{HeaderValue, Request, Uri, Version, request};
use http_body_util::BodyExt as _;
use prost::Message as _;
use prost_reflect::DynamicMessage;
use tonic::{Code, Status};
use tower::Service as _;

use super::error::{internal, reason};
use crate::rpc::status::with_reason;

/// What speaks of the outer connection or the outer body, and means nothing or the wrong thing to the inner call.
const OUTER: [HeaderName; 14] = [
    ACCEPT,
    ACCEPT_ENCODING,
    CONNECTION,
    CONTENT_ENCODING,
    CONTENT_LENGTH,
    CONTENT_TYPE,
    COOKIE,
    EXPECT,
    HOST,
    TRANSFER_ENCODING,
    UPGRADE,
    // A compressed response would have to be unpacked again here.
    HeaderName::from_static("grpc-encoding"),
    HeaderName::from_static("grpc-accept-encoding"),
    HeaderName::from_static("last-event-id"),
];

/// The flag and the length in front of each message.
const PREFIX: usize = 5;

/// A message as a stream of gRPC carries it.
pub fn encode(message: &DynamicMessage) -> Result<Bytes, Status> {
    let length = message.encoded_len();
    let prefix = u32::try_from(length).map_err(|_| internal("the request is too long"))?;
    let mut body = BytesMut::with_capacity(PREFIX + length);
    body.put_u8(0);
    body.put_u32(prefix);
    message.encode(&mut body).map_err(|error| internal(error.to_string()))?;
    Ok(body.freeze())
}

/// Sends a request. The response has begun when this returns; it may be an error already.
pub async fn start(grpc: &Router, path: PathAndQuery, outer: request::Parts, messages: Body) -> Result<Frames, Status> {
    let mut request = Request::new(messages);
    *request.method_mut() = http::Method::POST;
    *request.version_mut() = Version::HTTP_2;
    *request.uri_mut() = Uri::from(path);
    *request.headers_mut() = outer.headers;
    *request.extensions_mut() = outer.extensions;
    let headers = request.headers_mut();
    for name in OUTER {
        headers.remove(name);
    }
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/grpc"));
    headers.insert(TE, HeaderValue::from_static("trailers"));

    let Ok(response) = grpc.clone().call(request).await;
    let (head, body) = response.into_parts();
    match Status::from_header_map(&head.headers) {
        Some(status) if status.code() != Code::Ok => Err(status),
        Some(_) => Ok(Frames { headers: head.headers, body, buffer: Bytes::new(), ended: true }),
        None if head.status.is_success() => Ok(Frames { headers: head.headers, body, buffer: Bytes::new(), ended: false }),
        // The router has no such service: it was annotated and not added.
        None => Err(with_reason(Code::Unimplemented, reason::SERVICE_MISSING, None, "this service is not here")),
    }
}

/// The messages of a response.
#[derive(Debug)]
pub struct Frames {
    /// The initial metadata.
    pub headers: HeaderMap,
    body: Body,
    buffer: Bytes,
    ended: bool,
}

impl Frames {
    /// The next message as it was encoded; `None` after the last. Dropping the future loses nothing.
    pub async fn next(&mut self) -> Result<Option<Bytes>, Status> {
        loop {
            if let Some(message) = self.take()? {
                return Ok(Some(message));
            }
            if self.ended {
                return Ok(None);
            }
            let frame = match self.body.frame().await {
                Some(frame) => frame.map_err(|_| broken_off())?,
                None => return Err(self.end(broken_off())),
            };
            match frame.into_data() {
                Ok(data) if self.buffer.is_empty() => self.buffer = data,
                Ok(data) => self.buffer = [self.buffer.as_ref(), &data].concat().into(),
                Err(frame) => {
                    let Some(status) = frame.trailers_ref().and_then(Status::from_header_map) else { continue };
                    if status.code() != Code::Ok {
                        return Err(self.end(status));
                    }
                    self.ended = true;
                }
            }
        }
    }

    /// The only message of a unary response.
    pub async fn only(&mut self) -> Result<Bytes, Status> {
        let message = self.next().await?.ok_or_else(|| internal("the response is empty"))?;
        match self.next().await? {
            None => Ok(message),
            Some(_) => Err(internal("the response holds more than one message")),
        }
    }

    fn end(&mut self, status: Status) -> Status {
        self.ended = true;
        status
    }

    fn take(&mut self) -> Result<Option<Bytes>, Status> {
        let Some(mut prefix) = self.buffer.get(..PREFIX) else { return Ok(None) };
        if prefix.get_u8() != 0 {
            return Err(internal("the response is compressed"));
        }
        let length = usize::try_from(prefix.get_u32()).unwrap_or(usize::MAX);
        if self.buffer.len() - PREFIX < length {
            return Ok(None);
        }
        self.buffer.advance(PREFIX);
        Ok(Some(self.buffer.split_to(length)))
    }
}

fn broken_off() -> Status {
    with_reason(Code::Unavailable, reason::RESPONSE_BROKEN_OFF, None, "the response broke off")
}
