//! Protobuf over gRPC, kinder to bad input than the stock codec: bytes that do not decode are the caller's mistake and named as such, and on the
//! bidirectional stream they cost one frame, not the stream.

use std::any::Any;
use std::marker::PhantomData;

use bytes::Buf as _;
use prost::{DecodeError, Message};
use tonic::Status;
use tonic::codec::{BufferSettings, DecodeBuf, Decoder, EncodeBuf, Encoder};

use super::proto::ChatRequest;
use super::status;

/// The codec of every RPC.
#[derive(Debug)]
pub struct Codec<T, U>(PhantomData<(T, U)>);

impl<T, U> Default for Codec<T, U> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<T, U> tonic::codec::Codec for Codec<T, U>
where
    T: Message + Send + 'static,
    U: Message + Default + Send + 'static,
{
    type Encode = T;
    type Decode = U;
    type Encoder = Proto<T>;
    type Decoder = Proto<U>;

    fn encoder(&mut self) -> Proto<T> {
        Proto(PhantomData)
    }

    fn decoder(&mut self) -> Proto<U> {
        Proto(PhantomData)
    }
}

/// Encodes and decodes one message type.
#[derive(Debug)]
pub struct Proto<T>(PhantomData<T>);

/// Streams that idle most of the time must not hold tonic's stock 8 KiB each; it grows where it has to.
const BUFFER: usize = 1024;

impl<T: Message> Encoder for Proto<T> {
    type Item = T;
    type Error = Status;

    fn encode(&mut self, item: T, buffer: &mut EncodeBuf<'_>) -> Result<(), Status> {
        item.encode(buffer).map_err(|error| Status::internal(error.to_string()))
    }

    fn buffer_settings(&self) -> BufferSettings {
        BufferSettings::new(BUFFER, 32 * 1024)
    }
}

impl<U: Message + Default + 'static> Decoder for Proto<U> {
    type Item = U;
    type Error = Status;

    fn decode(&mut self, buffer: &mut DecodeBuf<'_>) -> Result<Option<U>, Status> {
        let bytes = buffer.copy_to_bytes(buffer.remaining());
        match U::decode(bytes.clone()) {
            Ok(item) => Ok(Some(item)),
            Err(error) => match undecodable_frame(&bytes, &error) {
                Some(frame) => Ok(Some(frame)),
                None => Err(status::malformed(&error)),
            },
        }
    }

    fn buffer_settings(&self) -> BufferSettings {
        BufferSettings::new(BUFFER, 32 * 1024)
    }
}

/// What a frame's `request_id` begins with when the frame did not decode. A client that sends it itself gains an error frame.
const UNDECODABLE: char = '\0';

/// The part of a frame that still tells which one it was.
#[derive(Clone, PartialEq, Message)]
struct FrameHead {
    #[prost(string, tag = "1")]
    request_id: String,
}

/// A stand-in for a [`ChatRequest`] that does not decode, since an error from a decoder would end the stream.
fn undecodable_frame<U: 'static>(bytes: &[u8], error: &DecodeError) -> Option<U> {
    let mut head = FrameHead::default();
    // What comes before the place where even this ends is kept.
    head.merge(bytes).ok();
    let request_id = head.request_id;
    let frame = ChatRequest { request_id: format!("{UNDECODABLE}{request_id}{UNDECODABLE}{error}"), frame: None };
    let frame: Box<dyn Any> = Box::new(frame);
    frame.downcast::<U>().ok().map(|frame| *frame)
}

/// The `request_id` and the status of a frame that did not decode; `None` for all others.
pub fn undecodable(frame: &ChatRequest) -> Option<(String, Status)> {
    let (request_id, error) = frame.request_id.strip_prefix(UNDECODABLE)?.split_once(UNDECODABLE)?;
    Some((request_id.to_owned(), status::malformed(&error)))
}
