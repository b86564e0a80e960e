//! JSON to messages, stricter than the stock mapping: a field that is unknown, misspelt, given twice or of a wrong type is named, not ignored or
//! converted, because each of these is a mistake that its author wants to hear of.

use std::collections::HashMap;
use std::fmt;

use prost_reflect::{DynamicMessage, FieldDescriptor, Kind, MapKey, MessageDescriptor, Value};
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use super::error::{Problem, reason};
use super::scalar::{self, Mismatch, Token};

/// A value that the path has given already, by the dotted name of its field.
pub type Bound = (String, Value);

/// Reads a whole message. Fields that are in `bound` may be given again, with the same value.
pub fn message(bytes: &[u8], desc: &MessageDescriptor, bound: &[Bound]) -> Result<DynamicMessage, Problem> {
    match read(bytes, Context::new(bound), Expected::One(Kind::Message(desc.clone())))? {
        Value::Message(message) => Ok(message),
        _ => Err(Problem::invalid(reason::WRONG_TYPE, None, "the body must be an object")),
    }
}

/// Reads the value of one field.
pub fn field(bytes: &[u8], field: &FieldDescriptor, bound: &[Bound]) -> Result<Value, Problem> {
    let mut context = Context::new(bound);
    context.path.push(Step::Field(field.clone()));
    read(bytes, context, Expected::of(field))
}

fn read(bytes: &[u8], mut context: Context<'_>, expected: Expected) -> Result<Value, Problem> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = Slot { context: &mut context, expected }.deserialize(&mut json);
    let error = match value {
        Ok(value) => match json.end() {
            Ok(()) => return Ok(value),
            Err(error) => error,
        },
        Err(error) => error,
    };
    if let Some(refusal) = context.refusal {
        return Err(refusal);
    }
    let path = context.path();
    let field = Some(path.as_str()).filter(|path| !path.is_empty());
    Err(Problem::invalid(reason::MALFORMED_JSON, field, format!("the body is not well-formed JSON: {error}")))
}

#[derive(Debug)]
enum Step {
    Field(FieldDescriptor),
    Index(usize),
    Key(String),
}

struct Context<'a> {
    /// Where the reader is; it stays where the reading failed.
    path: Vec<Step>,
    bound: &'a [Bound],
    /// What is wrong, kept here because an error of serde is only a text.
    refusal: Option<Problem>,
}

impl<'a> Context<'a> {
    fn new(bound: &'a [Bound]) -> Self {
        Self { path: Vec::new(), bound, refusal: None }
    }

    fn path(&self) -> String {
        let mut path = String::new();
        for step in &self.path {
            match step {
                Step::Field(field) => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(field.name());
                }
                Step::Index(index) => path.push_str(&format!("[{index}]")),
                Step::Key(key) => path.push_str(&format!("[{key:?}]")),
            }
        }
        path
    }

    fn refuse<E: serde::de::Error>(&mut self, Mismatch(reason, message): Mismatch) -> E {
        let path = self.path();
        self.refusal = Some(match path.as_str() {
            "" => Problem::invalid(reason, None, format!("the body {message}")),
            path => Problem::invalid(reason, Some(path), format!("{path} {message}")),
        });
        E::custom("refused")
    }

    /// A key that the object must not have here.
    fn refuse_key<E: serde::de::Error>(&mut self, desc: &MessageDescriptor, key: &str) -> E {
        let name: String = key.chars().take(64).collect();
        let path = self.path();
        let field = if path.is_empty() { name } else { format!("{path}.{name}") };
        let hint = desc.get_field_by_json_name(key).map(|twin| format!("; its name is {}", twin.name())).unwrap_or_default();
        self.refusal = Some(Problem::invalid(reason::UNKNOWN_FIELD, Some(&field), format!("{field} is not a field{hint}")));
        E::custom("refused")
    }

    /// A value must be the one that the path has, if it has one.
    fn check_bound<E: serde::de::Error>(&mut self, value: &Value) -> Result<(), E> {
        if self.bound.is_empty() {
            return Ok(());
        }
        let path = self.path();
        match self.bound.iter().find(|(name, _)| *name == path) {
            Some((_, bound)) if bound != value => Err(self.refuse(Mismatch(reason::PATH_MISMATCH, "must be left out or be as in the path".into()))),
            _ => Ok(()),
        }
    }
}

enum Expected {
    One(Kind),
    Many(Kind),
    /// An object with these values under keys of the caller's own.
    Map(Kind),
}

impl Expected {
    fn of(field: &FieldDescriptor) -> Self {
        match field.kind() {
            Kind::Message(entry) if field.is_map() => Self::Map(entry.map_entry_value_field().kind()),
            kind if field.is_list() => Self::Many(kind),
            kind => Self::One(kind),
        }
    }
}

/// The place of one value: reads whatever comes and refuses what does not belong there.
struct Slot<'c, 'a> {
    context: &'c mut Context<'a>,
    expected: Expected,
}

impl Slot<'_, '_> {
    fn scalar<E: serde::de::Error>(self, token: Token<'_>) -> Result<Value, E> {
        let result = match &self.expected {
            Expected::One(kind) => scalar::convert(kind, token),
            Expected::Many(_) => Err(Mismatch(reason::WRONG_TYPE, "must be an array".into())),
            Expected::Map(_) => Err(Mismatch(reason::WRONG_TYPE, "must be an object".into())),
        };
        result.map_err(|mismatch| self.context.refuse(mismatch))
    }

    fn wrong<E: serde::de::Error>(self, found: &str) -> E {
        let mismatch = match &self.expected {
            Expected::One(kind) => scalar::wrong_type(kind, found),
            Expected::Many(_) => Mismatch(reason::WRONG_TYPE, format!("must be an array, not {found}")),
            Expected::Map(_) => Mismatch(reason::WRONG_TYPE, format!("must be an object, not {found}")),
        };
        self.context.refuse(mismatch)
    }
}

impl<'de> DeserializeSeed<'de> for Slot<'_, '_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Slot<'_, '_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<Value, E> {
        self.scalar(Token::Bool(value))
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Value, E> {
        self.scalar(Token::Int(value.into()))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Value, E> {
        self.scalar(Token::Int(value.into()))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        self.scalar(Token::Float(value))
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Value, E> {
        self.scalar(Token::Str(value))
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Value, E> {
        Err(self.wrong("null; leave it out instead"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let Expected::Many(kind) = &self.expected else { return Err(self.wrong("an array")) };
        let mut list = Vec::new();
        loop {
            self.context.path.push(Step::Index(list.len()));
            let Some(value) = seq.next_element_seed(Slot { context: &mut *self.context, expected: Expected::One(kind.clone()) })? else { break };
            self.context.path.pop();
            list.push(value);
        }
        self.context.path.pop();
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let desc = match &self.expected {
            Expected::One(kind @ Kind::Message(desc)) if super::descriptors::text(kind).is_none() => desc.clone(),
            Expected::Map(values) => return read_map(self.context, values, map),
            _ => return Err(self.wrong("an object")),
        };
        let context = self.context;
        let mut message = DynamicMessage::new(desc.clone());
        let mut seen: Vec<FieldDescriptor> = Vec::new();
        while let Some(field) = map.next_key_seed(Key { context: &mut *context, desc: &desc })? {
            context.path.push(Step::Field(field.clone()));
            if seen.contains(&field) {
                return Err(context.refuse(Mismatch(reason::REPEATED_FIELD, "is given twice".into())));
            }
            if let Some(oneof) = field.containing_oneof()
                && let Some(other) = seen.iter().find(|other| other.containing_oneof().as_ref() == Some(&oneof))
            {
                let text = format!("and {} exclude each other", other.name());
                return Err(context.refuse(Mismatch(reason::FIELDS_EXCLUDE_EACH_OTHER, text)));
            }
            let value = map.next_value_seed(Slot { context: &mut *context, expected: Expected::of(&field) })?;
            context.check_bound(&value)?;
            message.try_set_field(&field, value).map_err(A::Error::custom)?;
            context.path.pop();
            seen.push(field);
        }
        Ok(Value::Message(message))
    }
}

/// The entries of a map. Only maps with strings for keys are read: see `rules`.
fn read_map<'de, A: MapAccess<'de>>(context: &mut Context<'_>, values: &Kind, mut map: A) -> Result<Value, A::Error> {
    let mut entries = HashMap::new();
    while let Some(key) = map.next_key::<String>()? {
        context.path.push(Step::Key(key.chars().take(64).collect()));
        let value = map.next_value_seed(Slot { context: &mut *context, expected: Expected::One(values.clone()) })?;
        if entries.insert(MapKey::String(key), value).is_some() {
            return Err(context.refuse(Mismatch(reason::REPEATED_FIELD, "is given twice".into())));
        }
        context.path.pop();
    }
    Ok(Value::Map(entries))
}

/// A key of an object.
struct Key<'c, 'a> {
    context: &'c mut Context<'a>,
    desc: &'c MessageDescriptor,
}

impl<'de> DeserializeSeed<'de> for Key<'_, '_> {
    type Value = FieldDescriptor;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<FieldDescriptor, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_, '_> {
    type Value = FieldDescriptor;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name of a field")
    }

    fn visit_str<E: serde::de::Error>(self, key: &str) -> Result<FieldDescriptor, E> {
        self.desc.get_field_by_name(key).ok_or_else(|| self.context.refuse_key(self.desc, key))
    }
}
