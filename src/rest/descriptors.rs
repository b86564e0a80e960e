//! The descriptors of the API, and how to read what is written on them: options and comments.

use std::sync::OnceLock;

use prost::Message as _;
use prost_reflect::prost_types::source_code_info::Location;
use prost_reflect::prost_types::{FileDescriptorProto, FileDescriptorSet};
use prost_reflect::{DescriptorPool, DynamicMessage, FieldDescriptor, Kind, OneofDescriptor, Value};

use super::RestError;
use crate::rpc::proto::DESCRIPTORS;

/// The option that makes a path of an RPC.
pub const HTTP: &str = "google.api.http";
/// The option that says which fields a caller must give.
const BEHAVIOR: &str = "google.api.field_behavior";
const REQUIRED: i32 = 2;
const OUTPUT_ONLY: i32 = 3;

/// The pool of all types that the gateway reads or writes.
pub fn pool() -> Result<&'static DescriptorPool, RestError> {
    static POOL: OnceLock<DescriptorPool> = OnceLock::new();
    if let Some(pool) = POOL.get() {
        return Ok(pool);
    }
    let pool = load()?;
    Ok(POOL.get_or_init(|| pool))
}

fn load() -> Result<DescriptorPool, RestError> {
    let mut pool = DescriptorPool::decode(DESCRIPTORS)?;
    // Details of errors travel as Any: a type that no proto file of ours imports can be in them too.
    let set = FileDescriptorSet::decode(tonic_types::pb::FILE_DESCRIPTOR_SET).map_err(|error| RestError::Types(error.to_string()))?;
    // The same types can be there under another file name, so the types are what counts.
    let known = |file: &FileDescriptorProto| {
        file.message_type.iter().any(|message| pool.get_message_by_name(&format!("{}.{}", file.package(), message.name())).is_some())
    };
    let missing: Vec<FileDescriptorProto> = set.file.into_iter().filter(|file| !known(file)).collect();
    pool.add_file_descriptor_protos(missing)?;
    Ok(pool)
}

/// The value of a custom option, if it was set.
pub fn option(pool: &DescriptorPool, options: &DynamicMessage, name: &str) -> Option<Value> {
    let extension = pool.get_extension_by_name(name)?;
    options.has_extension(&extension).then(|| options.get_extension(&extension).into_owned())
}

/// The value of one of our own options on a field.
pub fn field_option(field: &FieldDescriptor, name: &str) -> Option<Value> {
    option(field.parent_pool(), &field.options(), &format!("supportchat.v1.{name}"))
}

/// Whether a field is marked as the place in a log from which a stream goes on.
pub fn is_cursor(field: &FieldDescriptor) -> bool {
    field_option(field, "cursor").and_then(|value| value.as_bool()).unwrap_or_default()
}

/// Whether a caller must give the field.
pub fn is_required(field: &FieldDescriptor) -> bool {
    behaves(field, REQUIRED)
}

/// Whether the caller must give one of the oneof's fields.
pub fn is_choice(oneof: &OneofDescriptor) -> bool {
    let exactly = option(oneof.parent_pool(), &oneof.options(), "supportchat.v1.exactly_one");
    exactly.and_then(|value| value.as_bool()).unwrap_or_default()
}

/// Whether the field is in responses only.
pub fn is_output_only(field: &FieldDescriptor) -> bool {
    behaves(field, OUTPUT_ONLY)
}

fn behaves(field: &FieldDescriptor, behavior: i32) -> bool {
    let value = option(field.parent_pool(), &field.options(), BEHAVIOR);
    value.is_some_and(|value| value.as_list().is_some_and(|list| list.iter().any(|item| item.as_enum_number() == Some(behavior))))
}

/// A message type that JSON writes as a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    /// RFC 3339.
    Timestamp,
    /// Seconds with an `s` behind them.
    Duration,
    /// Names of fields with commas between them.
    FieldMask,
}

/// Whether JSON writes values of this kind as a string although they are messages.
pub fn text(kind: &Kind) -> Option<Text> {
    match kind.as_message()?.full_name() {
        "google.protobuf.Timestamp" => Some(Text::Timestamp),
        "google.protobuf.Duration" => Some(Text::Duration),
        "google.protobuf.FieldMask" => Some(Text::FieldMask),
        _ => None,
    }
}

/// The comment in front of a declaration, without the line breaks of the source. Of comments in several paragraphs, as vendored files have them, it is
/// the first one.
pub fn comment(file: &FileDescriptorProto, path: &[i32]) -> String {
    let info = file.source_code_info.as_ref();
    let place = info.and_then(|info| info.location.iter().find(|location| location.path == path));
    let lines = place.map(Location::leading_comments).unwrap_or_default().lines().map(str::trim);
    let paragraph: Vec<&str> = lines.skip_while(|line| line.is_empty()).take_while(|line| !line.is_empty()).collect();
    paragraph.join(" ")
}

/// The comment of a field.
pub fn field_comment(field: &FieldDescriptor) -> String {
    comment(field.parent_file().file_descriptor_proto(), field.path())
}

/// The first sentence of a comment.
pub fn first_sentence(comment: &str) -> &str {
    comment.split_once(". ").map_or(comment, |(first, _)| first).trim_end_matches(['.', ':'])
}
