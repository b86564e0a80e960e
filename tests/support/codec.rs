//! Bytes as they are, for what the generated client cannot say.

use std::marker::PhantomData;

use bytes::{Buf as _, BufMut as _, Bytes};
use tonic::Status;
use tonic::codec::{Codec, DecodeBuf, Decoder, EncodeBuf, Encoder};

/// Sends bytes and receives messages of the type `U`.
#[derive(Debug)]
pub struct FromBytes<U>(PhantomData<U>);

impl<U> Default for FromBytes<U> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<U: prost::Message + Default + Send + 'static> Codec for FromBytes<U> {
    type Encode = Bytes;
    type Decode = U;
    type Encoder = Self;
    type Decoder = Self;

    fn encoder(&mut self) -> Self {
        Self::default()
    }

    fn decoder(&mut self) -> Self {
        Self::default()
    }
}

impl<U> Encoder for FromBytes<U> {
    type Item = Bytes;
    type Error = Status;

    fn encode(&mut self, item: Bytes, buffer: &mut EncodeBuf<'_>) -> Result<(), Status> {
        buffer.put(item);
        Ok(())
    }
}

impl<U: prost::Message + Default> Decoder for FromBytes<U> {
    type Item = U;
    type Error = Status;

    fn decode(&mut self, buffer: &mut DecodeBuf<'_>) -> Result<Option<U>, Status> {
        let bytes = buffer.copy_to_bytes(buffer.remaining());
        U::decode(bytes).map(Some).map_err(|error| Status::internal(error.to_string()))
    }
}

/// A message behind its flag and its length, as gRPC and grpc-web frame it, by hand.
pub fn frame(message: &impl prost::Message) -> Vec<u8> {
    let bytes = message.encode_to_vec();
    let mut frame = vec![0];
    frame.extend(u32::try_from(bytes.len()).expect("short").to_be_bytes());
    frame.extend(bytes);
    frame
}

/// The first whole frame: its flag and what is in it.
pub fn take(bytes: &mut Vec<u8>) -> Option<(u8, Vec<u8>)> {
    let length = bytes.get(1..5)?;
    let length = u32::from_be_bytes(length.try_into().expect("four bytes")) as usize;
    if bytes.len() < 5 + length {
        return None;
    }
    let frame: Vec<u8> = bytes.drain(..5 + length).collect();
    Some((frame[0], frame[5..].to_vec()))
}
