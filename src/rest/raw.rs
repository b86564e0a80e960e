//! Raw bodies: a stream whose messages hold a `google.api.HttpBody` is, over HTTP, the bytes themselves. They pass through, piece by piece, and are never
//! whole in memory.

use std::pin::pin;

use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use futures::stream;
use http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderMap, HeaderName, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderValue, Response, request};
use http_body_util::BodyExt as _;
use prost_reflect::{DynamicMessage, FieldDescriptor, ReflectMessage as _, Value};
use tokio::sync::mpsc::{self, Sender};
use tonic::Status;

use super::call::{self, Frames};
use super::error::{Problem, internal};
use super::gateway::discard;
use super::rules::Rule;

/// The type whose place in a message is a raw body's.
pub const HTTP_BODY: &str = "google.api.HttpBody";
/// The greatest part of a body that one message holds, in bytes.
const PIECE: usize = 64 * 1024;
/// The initial metadata that become headers of the response.
const HEADERS: [HeaderName; 5] =
    [CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, X_CONTENT_TYPE_OPTIONS, HeaderName::from_static("cross-origin-resource-policy")];
/// The metadata that says how long the body is: in gRPC's own terms the length is another.
const LENGTH: HeaderName = HeaderName::from_static("x-content-length");

/// Whether a field holds a raw body.
pub fn is_raw(field: &FieldDescriptor) -> bool {
    !field.is_list() && field.kind().as_message().is_some_and(|message| message.full_name() == HTTP_BODY)
}

/// Calls an RPC that takes a stream, and answers its only response. The first message is `head` with the body's type; each further one holds some of the
/// body. The call sees the head before any of the body is read.
pub async fn upload(
    grpc: &Router,
    rule: &Rule,
    field: &FieldDescriptor,
    parts: request::Parts,
    mut head: DynamicMessage,
    mut body: Body,
) -> Result<Bytes, Problem> {
    let kind = parts.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    head.set_field(field, content(field, "content_type", Value::String(kind))?);
    let (sender, receiver) = mpsc::channel(1);
    let messages = stream::unfold(receiver, |mut receiver| async { Some((receiver.recv().await?, receiver)) });
    let (answer, left) = {
        let mut call = pin!(async {
            let mut frames = call::start(grpc, rule.grpc.clone(), parts, Body::from_stream(messages)).await?;
            frames.only().await
        });
        let mut pump = pin!(pump(field, &head, &mut body, sender));
        tokio::select! {
            biased;
            answer = &mut call => (answer, true),
            pumped = &mut pump => {
                pumped?;
                (call.await, false)
            }
        }
    };
    if left {
        // It was refused on the way.
        discard(body).await;
    }
    Ok(answer?)
}

/// Sends a body on as the messages of a stream, until it ends or nobody takes them any more. A body that breaks off breaks the stream off too: what has
/// arrived must not be taken for the whole.
async fn pump(field: &FieldDescriptor, head: &DynamicMessage, body: &mut Body, sender: Sender<Result<Bytes, axum::Error>>) -> Result<(), Status> {
    drop(sender.send(Ok(call::encode(head)?)).await);
    while let Some(frame) = body.frame().await {
        let mut data = match frame {
            Ok(frame) => frame.into_data().unwrap_or_default(),
            Err(error) => {
                drop(sender.send(Err(error)).await);
                return Ok(());
            }
        };
        while !data.is_empty() {
            let mut message = DynamicMessage::new(head.descriptor());
            message.set_field(field, content(field, "data", Value::Bytes(data.split_to(data.len().min(PIECE))))?);
            if sender.send(Ok(call::encode(&message)?)).await.is_err() {
                // The answer says why.
                return std::future::pending().await;
            }
        }
    }
    Ok(())
}

/// An `HttpBody` with one field set.
fn content(field: &FieldDescriptor, name: &str, value: Value) -> Result<Value, Status> {
    let message = field.kind().as_message().cloned().ok_or_else(|| internal("a raw body that is no message"))?;
    let mut content = DynamicMessage::new(message);
    content.set_field_by_name(name, value);
    Ok(Value::Message(content))
}

/// The response whose body is what the stream's messages hold. It waits for the first of them, so that an error in front of it is an ordinary error response.
pub async fn respond(mut frames: Frames, rule: &Rule, field: &FieldDescriptor) -> Result<Response<Body>, Status> {
    let (output, field) = (rule.rpc.output(), field.clone());
    let read = move |frame: Bytes| -> Result<(String, Bytes), Status> {
        let message = DynamicMessage::decode(output.clone(), frame).map_err(|error| internal(format!("a message does not decode: {error}")))?;
        let content = message.get_field(&field);
        let content = content.as_message().ok_or_else(|| internal("a raw body that is no message"))?;
        let text = content.get_field_by_name("content_type").and_then(|value| value.as_str().map(str::to_owned));
        let data = content.get_field_by_name("data").and_then(|value| value.as_bytes().cloned());
        Ok((text.unwrap_or_default(), data.unwrap_or_default()))
    };
    let first = frames.next().await?.map(&read).transpose()?;
    let (content_type, data) = first.unwrap_or_default();
    let metadata = std::mem::take(&mut frames.headers);
    // An error under way cuts the body off: its length, or the chunk that is missing, tells the client.
    let rest = stream::try_unfold((frames, read), |(mut frames, read)| async move {
        let next = frames.next().await?.map(&read).transpose()?;
        Ok::<_, Status>(next.map(|(_, data)| (data, (frames, read))))
    });
    let mut response = Response::new(Body::from_stream(stream::StreamExt::chain(stream::iter([Ok(data)]), rest)));
    *response.status_mut() = rule.success();
    headers(response.headers_mut(), &metadata, &content_type);
    Ok(response)
}

fn headers(headers: &mut HeaderMap, metadata: &HeaderMap, content_type: &str) {
    let kind = HeaderValue::from_str(content_type).ok().filter(|kind| !kind.is_empty());
    headers.insert(CONTENT_TYPE, kind.unwrap_or(HeaderValue::from_static("application/octet-stream")));
    for name in HEADERS {
        if let Some(value) = metadata.get(&name) {
            headers.insert(name, value.clone());
        }
    }
    if let Some(length) = metadata.get(LENGTH) {
        headers.insert(CONTENT_LENGTH, length.clone());
    }
}
