//! Messages to JSON: the proto's names, 64-bit integers as numbers, RFC 3339 times; scalar fields and lists also when they are empty.

use prost_reflect::{DynamicMessage, SerializeOptions};
use serde_json::Value;
use tonic::Status;

use super::error::internal;

fn options() -> SerializeOptions {
    SerializeOptions::new().stringify_64_bit_integers(false).use_proto_field_name(true).skip_default_fields(false)
}

/// Appends a message to a buffer.
pub fn write(message: &DynamicMessage, buffer: &mut Vec<u8>) -> Result<(), Status> {
    let mut serializer = serde_json::Serializer::new(buffer);
    message.serialize_with_options(&mut serializer, &options()).map_err(|error| internal(format!("a response is no JSON: {error}")))
}

/// A message as a value.
pub fn value(message: &DynamicMessage) -> Option<Value> {
    message.serialize_with_options(serde_json::value::Serializer, &options()).ok()
}
