//! Server streams as server-sent events: `event:` is the name of the frame's arm, `data:` its JSON, `id:` its place in the log if it has one.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use futures::stream;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName};
use http::{HeaderValue, Response};
use prost_reflect::{DynamicMessage, FieldDescriptor, MessageDescriptor, Value};
use tonic::Status;

use super::call::Frames;
use super::error::{self, internal};
use super::{descriptors, json_out};

/// A proxy that sees nothing for a minute closes the connection.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// How to turn the frames of one RPC into events.
#[derive(Debug)]
pub struct Shape {
    /// The message that each frame is.
    output: MessageDescriptor,
    /// The field of it that is the event; the whole if there is none.
    unwrap: Option<FieldDescriptor>,
    /// What a frame can be.
    pub arms: Vec<FieldDescriptor>,
    /// By the number of the arm, the field that holds its place in the log; empty where the stream is of many logs.
    places: HashMap<u32, FieldDescriptor>,
}

impl Shape {
    /// Fails if a frame is something else than a oneof of messages. `ids` says whether the stream is of one log.
    pub fn new(output: &MessageDescriptor, unwrap: Option<FieldDescriptor>, ids: bool) -> Result<Self, String> {
        let frame = unwrap.as_ref().and_then(|field| field.kind().as_message().cloned()).unwrap_or_else(|| output.clone());
        let arms: Vec<FieldDescriptor> =
            frame.oneofs().filter(|oneof| !oneof.is_synthetic()).take(1).flat_map(|oneof| oneof.fields().collect::<Vec<_>>()).collect();
        if arms.is_empty() || arms.len() != frame.fields().len() || arms.iter().any(|arm| arm.kind().as_message().is_none()) {
            return Err("what a stream holds must be one oneof of messages".into());
        }
        let place = |arm: &FieldDescriptor| Some((arm.number(), arm.kind().as_message()?.fields().find(descriptors::is_cursor)?));
        let places = if ids { arms.iter().filter_map(place).collect() } else { HashMap::new() };
        Ok(Self { output: output.clone(), unwrap, arms, places })
    }

    /// The field of an arm that holds its place in the log.
    pub fn place(&self, arm: &FieldDescriptor) -> Option<&FieldDescriptor> {
        self.places.get(&arm.number())
    }
}

/// The response. It waits for the first frame, so that an error in front of it is an ordinary error response.
pub async fn respond(mut frames: Frames, shape: Arc<Shape>) -> Result<Response<Body>, Status> {
    let first = frames.next().await?;
    let state = State { frames, shape, first, over: false };
    let body = Body::from_stream(stream::unfold(state, |mut state| async move {
        let chunk = state.next().await?;
        Some((Ok::<_, Infallible>(chunk), state))
    }));
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    // nginx would collect the events of minutes.
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    Ok(response)
}

struct State {
    frames: Frames,
    shape: Arc<Shape>,
    first: Option<Bytes>,
    over: bool,
}

impl State {
    async fn next(&mut self) -> Option<Bytes> {
        while !self.over {
            let frame = match self.first.take() {
                Some(frame) => Ok(Some(frame)),
                None => match tokio::time::timeout(KEEP_ALIVE, self.frames.next()).await {
                    Ok(frame) => frame,
                    Err(_) => return Some(Bytes::from_static(b": keep-alive\n\n")),
                },
            };
            match frame.and_then(|frame| frame.map(|frame| event(&frame, &self.shape)).transpose()) {
                Ok(Some(Some(event))) => return Some(event.into()),
                // An arm that this build does not know.
                Ok(Some(None)) => {}
                Ok(None) => self.over = true,
                Err(status) => {
                    self.over = true;
                    return Some(failure(&status).into());
                }
            }
        }
        None
    }
}

/// One frame as an event.
pub fn event(frame: &Bytes, shape: &Shape) -> Result<Option<Vec<u8>>, Status> {
    let broken = |error| internal(format!("a frame does not decode: {error}"));
    let message = DynamicMessage::decode(shape.output.clone(), frame.clone()).map_err(broken)?;
    let inner = shape.unwrap.as_ref().map(|field| message.get_field(field));
    let frame = match inner.as_deref() {
        Some(Value::Message(inner)) => inner,
        _ => &message,
    };
    let Some((arm, Value::Message(data))) = frame.fields().next() else { return Ok(None) };
    let mut text = Vec::with_capacity(256);
    text.extend_from_slice(b"event: ");
    text.extend_from_slice(arm.name().as_bytes());
    if let Some(place) = shape.place(&arm).and_then(|field| data.get_field(field).as_i64()) {
        text.extend_from_slice(format!("\nid: {place}").as_bytes());
    }
    text.extend_from_slice(b"\ndata: ");
    json_out::write(data, &mut text)?;
    text.extend_from_slice(b"\n\n");
    Ok(Some(text))
}

fn failure(status: &Status) -> Vec<u8> {
    let mut text = b"event: error\ndata: ".to_vec();
    text.extend_from_slice(&error::event(status));
    text.extend_from_slice(b"\n\n");
    text
}
