//! One value from the outside, a JSON scalar or the text of a parameter, to a value of a field's kind. Strict: what only looks right is refused.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use bytes::Bytes;
use prost_reflect::{DynamicMessage, Kind, Value};
use serde::de::IntoDeserializer as _;
use serde::de::value::{Error as DeError, StrDeserializer};

use super::descriptors::{self, Text};
use super::error::reason;

const BASE64: GeneralPurpose = GeneralPurpose::new(&STANDARD, GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent));

/// A value as it came.
#[derive(Clone, Copy, Debug)]
pub enum Token<'a> {
    /// `true` or `false`.
    Bool(bool),
    /// A number without fraction or exponent.
    Int(i128),
    /// Any other number.
    Float(f64),
    /// A string.
    Str(&'a str),
}

/// Why a value was refused: the reason, and what the field must be (to be read after the field's name).
#[derive(Debug)]
pub struct Mismatch(pub &'static str, pub String);

/// What a value of this kind must be, to be read after "must be".
pub fn describe(kind: &Kind) -> String {
    match kind {
        Kind::Double | Kind::Float => "a number".into(),
        Kind::Int32 | Kind::Sint32 | Kind::Sfixed32 => "an integer of 32 bits".into(),
        Kind::Uint32 | Kind::Fixed32 => "an integer of 32 bits, not negative".into(),
        Kind::Int64 | Kind::Sint64 | Kind::Sfixed64 => "an integer of 64 bits".into(),
        Kind::Uint64 | Kind::Fixed64 => "an integer of 64 bits, not negative".into(),
        Kind::Bool => "true or false".into(),
        Kind::String => "a string".into(),
        Kind::Bytes => "a string of base64".into(),
        Kind::Enum(desc) => {
            let names: Vec<String> = desc.values().map(|value| value.name().to_owned()).collect();
            format!("one of {}", names.join(", "))
        }
        Kind::Message(_) => match descriptors::text(kind) {
            Some(Text::Timestamp) => "a time such as \"2026-01-31T12:00:00Z\"".into(),
            Some(Text::Duration) => "a duration such as \"1.5s\"".into(),
            Some(Text::FieldMask) => "names of fields with commas between them".into(),
            None => "an object".into(),
        },
    }
}

/// Converts a JSON scalar.
pub fn convert(kind: &Kind, token: Token<'_>) -> Result<Value, Mismatch> {
    match (kind, token) {
        (Kind::Bool, Token::Bool(value)) => Ok(Value::Bool(value)),
        (Kind::Int32 | Kind::Sint32 | Kind::Sfixed32, Token::Int(value)) => integer(kind, value, Value::I32),
        (Kind::Int64 | Kind::Sint64 | Kind::Sfixed64, Token::Int(value)) => integer(kind, value, Value::I64),
        (Kind::Uint32 | Kind::Fixed32, Token::Int(value)) => integer(kind, value, Value::U32),
        (Kind::Uint64 | Kind::Fixed64, Token::Int(value)) => integer(kind, value, Value::U64),
        (Kind::Double, Token::Float(value)) => Ok(Value::F64(value)),
        #[expect(clippy::cast_precision_loss, reason = "a float field holds what a float can hold")]
        (Kind::Double, Token::Int(value)) => Ok(Value::F64(value as f64)),
        #[expect(clippy::cast_possible_truncation, reason = "a float field holds what a float can hold")]
        (Kind::Float, Token::Float(value)) => Ok(Value::F32(value as f32)),
        #[expect(clippy::cast_precision_loss, reason = "a float field holds what a float can hold")]
        (Kind::Float, Token::Int(value)) => Ok(Value::F32(value as f32)),
        (Kind::String, Token::Str(value)) => Ok(Value::String(value.to_owned())),
        (Kind::Bytes, Token::Str(value)) => match BASE64.decode(value) {
            Ok(bytes) => Ok(Value::Bytes(Bytes::from(bytes))),
            Err(_) => Err(Mismatch(reason::WRONG_FORMAT, must_be(kind))),
        },
        (Kind::Enum(desc), Token::Str(name)) => match desc.get_value_by_name(name) {
            Some(value) => Ok(Value::EnumNumber(value.number())),
            None => Err(Mismatch(reason::UNKNOWN_VALUE, must_be(kind))),
        },
        (Kind::Message(_), Token::Str(value)) => message(kind, value),
        // serde_json reads an integer beyond 64 bits as a float.
        (Kind::Int32 | Kind::Int64 | Kind::Uint32 | Kind::Uint64, Token::Float(value)) if value.abs() >= 9.2e18 => {
            Err(Mismatch(reason::OUT_OF_RANGE, must_be(kind)))
        }
        (_, token) => {
            let found = match token {
                Token::Bool(_) => "true or false",
                Token::Int(_) => "a number",
                Token::Float(_) => "a number with a fraction or an exponent",
                Token::Str(_) => "a string",
            };
            Err(wrong_type(kind, found))
        }
    }
}

/// Converts the text of a path or query parameter.
pub fn parse(kind: &Kind, text: &str) -> Result<Value, Mismatch> {
    let token = match kind {
        Kind::String | Kind::Bytes | Kind::Enum(_) | Kind::Message(_) => Some(Token::Str(text)),
        Kind::Bool => match text {
            "true" => Some(Token::Bool(true)),
            "false" => Some(Token::Bool(false)),
            _ => None,
        },
        Kind::Double | Kind::Float => text.parse().ok().filter(|value: &f64| value.is_finite()).map(Token::Float),
        _ => decimal(text).map(Token::Int),
    };
    convert(kind, token.ok_or_else(|| Mismatch(reason::WRONG_TYPE, must_be(kind)))?)
}

/// The refusal of something that is found where the kind wants something else.
pub fn wrong_type(kind: &Kind, found: &str) -> Mismatch {
    Mismatch(reason::WRONG_TYPE, format!("{}, not {found}", must_be(kind)))
}

fn must_be(kind: &Kind) -> String {
    format!("must be {}", describe(kind))
}

fn integer<T: TryFrom<i128>>(kind: &Kind, value: i128, wrap: fn(T) -> Value) -> Result<Value, Mismatch> {
    T::try_from(value).map(wrap).map_err(|_| Mismatch(reason::OUT_OF_RANGE, must_be(kind)))
}

/// An integer as JSON would write it: one number has one spelling, so that one object has one path.
fn decimal(text: &str) -> Option<i128> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit()) && (digits == "0" || !digits.starts_with('0'));
    if plain { text.parse().ok() } else { None }
}

fn message(kind: &Kind, text: &str) -> Result<Value, Mismatch> {
    let wrong = || Mismatch(reason::WRONG_FORMAT, must_be(kind));
    let Kind::Message(desc) = kind else { return Err(wrong()) };
    match descriptors::text(kind) {
        Some(Text::Timestamp | Text::Duration) => {
            let source: StrDeserializer<'_, DeError> = text.into_deserializer();
            DynamicMessage::deserialize(desc.clone(), source).map(Value::Message).map_err(|_| wrong())
        }
        // The stock JSON form of a mask is camelCase, which is the name of nothing here.
        Some(Text::FieldMask) => {
            let paths: Vec<Value> = text.split(',').filter(|_| !text.is_empty()).map(|path| Value::String(path.to_owned())).collect();
            let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_' || byte == b'.';
            if paths.iter().any(|path| path.as_str().is_none_or(|path| path.is_empty() || !path.bytes().all(plain))) {
                return Err(wrong());
            }
            let mut mask = DynamicMessage::new(desc.clone());
            mask.try_set_field_by_name("paths", Value::List(paths)).map_err(|_| wrong())?;
            Ok(Value::Message(mask))
        }
        None => Err(wrong_type(kind, "a string")),
    }
}
