//! What the generated clients call through: it puts in the credential and the deadline, and repeats a call whose token had run out.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http_body_util::{BodyExt as _, BodyStream, Full, StreamBody};
use tokio::sync::watch;
use tokio::time::sleep;
use tokio_stream::Stream;
use tonic::Status;
use tonic::body::Body;
use tonic::codegen::Bytes;
use tonic::transport::Channel;
use tower_service::Service;

use crate::Error;
use crate::error::closed_status;
use crate::tokens::{Bearer, Tokens};

type Request = ::http::Request<Body>;
type Response = ::http::Response<Body>;

/// The calls whose requests are streams: they have no deadline, and cannot be repeated.
const UP: [&str; 2] = ["/supportchat.v1.ChatService/Chat", "/supportchat.v1.ChatService/UploadAttachment"];
/// Those whose answers are streams: they have no deadline.
const DOWN: [&str; 4] = [
    "/supportchat.v1.ChatService/Subscribe",
    "/supportchat.v1.ChatService/DownloadAttachment",
    "/supportchat.v1.AuditService/VerifyAuditLog",
    "/supportchat.v1.AuditService/ExportAuditRecords",
];

/// What the generated clients of a [`Client`](crate::Client) call through.
#[derive(Clone)]
pub struct Calls {
    pub(crate) channel: Channel,
    pub(crate) tokens: Arc<Tokens>,
    pub(crate) deadline: Duration,
    pub(crate) closed: watch::Receiver<bool>,
}

impl Service<Request> for Calls {
    type Response = Response;
    type Error = Status;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Status>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Status>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let mut calls = self.clone();
        Box::pin(async move {
            let mut end = calls.end(&request);
            let response = tokio::select! {
                biased;
                status = &mut end => return Err(status),
                response = calls.perform(request) => response?,
            };
            Ok(response.map(|body| Body::new(StreamBody::new(Rest { frames: BodyStream::new(body), end }))))
        })
    }
}

/// What ends a call before its answer does.
type End = Pin<Box<dyn Future<Output = Status> + Send>>;

/// What follows the head of an answer: it ends no later than the wait for the head would have.
struct Rest {
    frames: BodyStream<Body>,
    end: End,
}

impl Stream for Rest {
    type Item = <BodyStream<Body> as Stream>::Item;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match self.end.as_mut().poll(context) {
            Poll::Ready(status) => Poll::Ready(Some(Err(status))),
            Poll::Pending => Pin::new(&mut self.frames).poll_next(context),
        }
    }
}

impl Calls {
    /// The client is closed, or a call's deadline over. A deadline that a program has set for this call is kept by the channel.
    fn end(&self, request: &Request) -> End {
        let path = request.uri().path();
        let endless = UP.contains(&path) || DOWN.contains(&path) || request.headers().contains_key("grpc-timeout");
        let (mut closed, deadline) = (self.closed.clone(), self.deadline);
        Box::pin(async move {
            tokio::select! {
                biased;
                () = is_closed(&mut closed) => closed_status(),
                () = sleep(deadline), if !endless => late(),
            }
        })
    }

    async fn perform(&mut self, mut request: Request) -> Result<Response, Status> {
        if UP.contains(&request.uri().path()) {
            let bearer = self.bearer().await?;
            let response = self.attempt(&bearer, request).await?;
            if is_refused(&response) {
                self.tokens.refused(&bearer).await;
            }
            return Ok(response);
        }
        // One that a program has set for this call is kept.
        if DOWN.contains(&request.uri().path()) || request.headers().contains_key("grpc-timeout") {
            return self.repeatable(request).await;
        }
        let limit = format!("{}m", self.deadline.as_millis().clamp(1, 99_999_999));
        if let Ok(limit) = limit.parse() {
            request.headers_mut().insert("grpc-timeout", limit);
        }
        self.repeatable(request).await
    }

    async fn repeatable(&mut self, request: Request) -> Result<Response, Status> {
        let (parts, body) = request.into_parts();
        let body: Bytes = body.collect().await?.to_bytes();
        let request = || ::http::Request::from_parts(parts.clone(), Body::new(Full::new(body.clone())));
        let bearer = self.bearer().await?;
        let response = self.attempt(&bearer, request()).await?;
        if !is_refused(&response) {
            return Ok(response);
        }
        self.tokens.refused(&bearer).await;
        let renewed = self.bearer().await?;
        if renewed == bearer { Ok(response) } else { self.attempt(&renewed, request()).await }
    }

    async fn bearer(&self) -> Result<Bearer, Status> {
        self.tokens.bearer().await.map_err(Status::from)
    }

    async fn attempt(&mut self, bearer: &Bearer, mut request: Request) -> Result<Response, Status> {
        authorize(&mut request, bearer);
        std::future::poll_fn(|context| self.channel.poll_ready(context)).await.map_err(failed)?;
        self.channel.call(request).await.map_err(failed)
    }
}

/// Waits until the program has closed the client; for ever if it never does.
pub(crate) async fn is_closed(closed: &mut watch::Receiver<bool>) {
    if closed.wait_for(|closed| *closed).await.is_err() {
        std::future::pending::<()>().await;
    }
}

fn authorize(request: &mut Request, bearer: &Bearer) {
    // An ASCII value of metadata is a value of a header.
    if let Ok(mut value) = ::http::HeaderValue::from_bytes(bearer.as_bytes()) {
        value.set_sensitive(true);
        request.headers_mut().insert(::http::header::AUTHORIZATION, value);
    }
}

fn is_refused(response: &Response) -> bool {
    Status::from_header_map(response.headers()).is_some_and(|status| Error::from(status).is_invalid_token())
}

fn failed(error: tonic::transport::Error) -> Status {
    let mut source = std::error::Error::source(&error);
    while let Some(cause) = source {
        if cause.is::<tonic::TimeoutExpired>() {
            return late();
        }
        source = cause.source();
    }
    Status::from_error(Box::new(error))
}

fn late() -> Status {
    Status::deadline_exceeded("no answer came in time")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credential_is_not_shown() {
        let mut bearer: Bearer = "Bearer secret".parse().expect("a token");
        bearer.set_sensitive(true);
        let mut request = Request::new(Body::empty());
        authorize(&mut request, &bearer);
        assert_eq!(request.headers()["authorization"], "Bearer secret");
        assert!(!format!("{:?}", request.headers()).contains("secret"));
    }

    #[test]
    fn all_calls_with_streams_are_known() {
        let generated = include_str!("gen/supportchat.v1.rs");
        let count = |method: &str| generated.matches(&format!("self.inner.{method}(")).count();
        assert_eq!(count("client_streaming") + count("streaming"), UP.len());
        assert_eq!(count("server_streaming"), DOWN.len());
        for path in UP.iter().chain(&DOWN) {
            assert!(generated.contains(&format!("\"{path}\"")), "{path}");
        }
    }
}
