//! Messages as OpenAPI schemas. A message has one schema for what the service sends and, if callers send it, another one: the first may grow, the
//! second refuses what it does not know.

use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, BooleanType, Components, IntegerFormat, IntegerType, NumberType, ObjectType, ReferenceOr, Schema,
    SchemaData, SchemaKind, StringFormat, StringType, Type, VariantOrUnknownOrEmpty,
};
use prost_reflect::{EnumDescriptor, FieldDescriptor, Kind, MessageDescriptor};

use super::descriptors::{self, Text, comment, field_comment, field_option};

/// A schema or the name of one.
pub type SchemaRef = ReferenceOr<Schema>;

/// Who writes the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writer {
    /// The caller.
    Caller,
    /// The service.
    Service,
}

/// The schemas that have been needed so far.
#[derive(Default)]
pub struct Schemas {
    /// By name.
    pub components: Components,
}

impl Schemas {
    /// The schema of a message, added if it is new.
    pub fn message(&mut self, desc: &MessageDescriptor, writer: Writer) -> SchemaRef {
        let name = match writer {
            Writer::Caller if !desc.name().ends_with("Request") => format!("{}Input", desc.name()),
            _ => desc.name().to_owned(),
        };
        self.named(&name, desc, writer, &[])
    }

    /// The schema of a message under a name of its own, without the fields that are given elsewhere.
    pub fn named(&mut self, name: &str, desc: &MessageDescriptor, writer: Writer, skip: &[&str]) -> SchemaRef {
        let reference = ReferenceOr::ref_(&format!("#/components/schemas/{name}"));
        if !self.components.schemas.contains_key(name) {
            // The name is taken before the fields are read, because a message can hold itself.
            self.components.schemas.insert(name.to_owned(), reference.clone());
            let schema = self.object(desc, writer, skip);
            self.components.schemas.insert(name.to_owned(), ReferenceOr::Item(schema));
        }
        reference
    }

    fn object(&mut self, desc: &MessageDescriptor, writer: Writer, skip: &[&str]) -> Schema {
        let mut object = AnySchema { typ: Some("object".into()), ..AnySchema::default() };
        for field in desc.fields() {
            if skip.contains(&field.name()) {
                continue;
            }
            // Scalars without presence and lists are written even when they are empty.
            let always = writer == Writer::Service && (field.is_list() || field.is_map() || !field.supports_presence());
            if always || writer == Writer::Caller && descriptors::is_required(&field) {
                object.required.push(field.name().to_owned());
            }
            object.properties.insert(field.name().to_owned(), boxed(self.field(&field, writer)));
        }
        for oneof in desc.oneofs().filter(|oneof| !oneof.is_synthetic() && writer == Writer::Caller) {
            if descriptors::is_choice(&oneof) {
                object.one_of = oneof.fields().map(|field| ReferenceOr::Item(requires(&field))).collect();
            }
        }
        object.additional_properties = (writer == Writer::Caller).then_some(AdditionalProperties::Any(false));
        let description = comment(desc.parent_file().file_descriptor_proto(), desc.path());
        let kind = if object.one_of.is_empty() {
            SchemaKind::Type(Type::Object(ObjectType {
                properties: object.properties,
                required: object.required,
                additional_properties: object.additional_properties,
                ..ObjectType::default()
            }))
        } else {
            SchemaKind::Any(object)
        };
        Schema { schema_data: SchemaData { description: filled(description), ..SchemaData::default() }, schema_kind: kind }
    }

    /// The schema of a field, with its comment.
    pub fn field(&mut self, field: &FieldDescriptor, writer: Writer) -> SchemaRef {
        let schema = match field.kind() {
            Kind::Message(entry) if field.is_map() => {
                let values = self.one(&entry.map_entry_value_field(), writer);
                let object = ObjectType { additional_properties: Some(AdditionalProperties::Schema(Box::new(values))), ..ObjectType::default() };
                ReferenceOr::Item(plain(Type::Object(object)))
            }
            _ if field.is_list() => {
                let items = boxed(self.one(field, writer));
                let array = ArrayType { items: Some(items), min_items: None, max_items: None, unique_items: false };
                ReferenceOr::Item(plain(Type::Array(array)))
            }
            _ => self.one(field, writer),
        };
        // Nothing can stand beside a reference, so a reference with a comment is a list of one.
        let mut schema = match schema {
            ReferenceOr::Item(schema) => schema,
            reference @ ReferenceOr::Reference { .. } => {
                Schema { schema_data: SchemaData::default(), schema_kind: SchemaKind::AllOf { all_of: vec![reference] } }
            }
        };
        schema.schema_data.description = filled(field_comment(field));
        schema.schema_data.example = example(field);
        schema.schema_data.read_only = descriptors::is_output_only(field);
        ReferenceOr::Item(schema)
    }

    fn one(&mut self, field: &FieldDescriptor, writer: Writer) -> SchemaRef {
        let number = |name| field_option(field, name).and_then(|value| value.as_i64());
        let length = |name| field_option(field, name).and_then(|value| value.as_i32()).and_then(|value| usize::try_from(value).ok());
        let typ = match field.kind() {
            Kind::Message(desc) => match descriptors::text(&field.kind()) {
                Some(Text::Timestamp) => {
                    Type::String(StringType { format: VariantOrUnknownOrEmpty::Item(StringFormat::DateTime), ..StringType::default() })
                }
                Some(Text::Duration) => Type::String(StringType { pattern: Some(r"^-?\d+(\.\d{1,9})?s$".into()), ..StringType::default() }),
                Some(Text::FieldMask) => {
                    Type::String(StringType { pattern: Some("^([a-z0-9_.]+(,[a-z0-9_.]+)*)?$".into()), ..StringType::default() })
                }
                None => return self.message(&desc, writer),
            },
            Kind::Enum(desc) => return self.enumeration(&desc, writer == Writer::Caller && descriptors::is_required(field)),
            Kind::Bool => Type::Boolean(BooleanType::default()),
            Kind::Double | Kind::Float => Type::Number(NumberType::default()),
            Kind::String => Type::String(StringType {
                min_length: length("min_length"),
                max_length: length("max_length"),
                pattern: field_option(field, "pattern").and_then(|value| value.as_str().map(str::to_owned)),
                ..StringType::default()
            }),
            Kind::Bytes => Type::String(StringType {
                format: VariantOrUnknownOrEmpty::Item(StringFormat::Byte),
                min_length: length("min_length").map(|bytes| (bytes * 4).div_ceil(3)),
                max_length: length("max_length").map(|bytes| bytes.div_ceil(3) * 4),
                ..StringType::default()
            }),
            kind => {
                let long = matches!(kind, Kind::Int64 | Kind::Sint64 | Kind::Sfixed64 | Kind::Uint64 | Kind::Fixed64);
                let unsigned = matches!(kind, Kind::Uint32 | Kind::Fixed32 | Kind::Uint64 | Kind::Fixed64);
                Type::Integer(IntegerType {
                    format: VariantOrUnknownOrEmpty::Item(if long { IntegerFormat::Int64 } else { IntegerFormat::Int32 }),
                    minimum: number("minimum").or(unsigned.then_some(0)),
                    // What JavaScript's numbers hold exactly: no id and no seq goes beyond.
                    maximum: number("maximum").or((long && writer == Writer::Caller).then_some((1 << 53) - 1)),
                    ..IntegerType::default()
                })
            }
        };
        ReferenceOr::Item(plain(typ))
    }

    /// A field that must be given must not be the value that means that it was not.
    fn enumeration(&mut self, desc: &EnumDescriptor, given: bool) -> SchemaRef {
        let file = desc.parent_file();
        let mut description = comment(file.file_descriptor_proto(), desc.path());
        let mut names = Vec::new();
        for value in desc.values().filter(|value| !given || value.number() != 0) {
            let says = comment(file.file_descriptor_proto(), value.path());
            description.push_str(&format!("\n- `{}`: {says}", value.name()));
            names.push(Some(value.name().to_owned()));
        }
        let mut schema = plain(Type::String(StringType { enumeration: names, ..StringType::default() }));
        schema.schema_data.description = filled(description);
        if given {
            return ReferenceOr::Item(schema);
        }
        self.components.schemas.entry(desc.name().to_owned()).or_insert(ReferenceOr::Item(schema));
        ReferenceOr::ref_(&format!("#/components/schemas/{}", desc.name()))
    }
}

/// A schema of one type and nothing else.
pub fn plain(typ: Type) -> Schema {
    Schema { schema_data: SchemaData::default(), schema_kind: SchemaKind::Type(typ) }
}

/// A text, unless there is none.
pub fn filled(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

/// The example that the proto file gives for a field.
pub fn example(field: &FieldDescriptor) -> Option<serde_json::Value> {
    field_option(field, "example").and_then(|value| serde_json::from_str(value.as_str()?).ok())
}

/// An example of a message: the fields' own examples, and what the writer must write besides.
pub fn message_example(desc: &MessageDescriptor, writer: Writer, skip: &[&str], depth: usize) -> serde_json::Map<String, serde_json::Value> {
    let mut object = serde_json::Map::new();
    let mut chosen = Vec::new();
    for field in desc.fields().filter(|field| !skip.contains(&field.name())) {
        if writer == Writer::Caller && descriptors::is_output_only(&field) {
            continue;
        }
        let arm = field.containing_oneof().filter(|oneof| !oneof.is_synthetic());
        if arm.as_ref().is_some_and(|arm| chosen.contains(arm)) {
            continue;
        }
        let inner = match field.kind() {
            Kind::Message(inner) if depth > 0 && has_example(&inner, depth) => Some(message_example(&inner, writer, &[], depth - 1).into()),
            _ => None,
        };
        let value = match (example(&field).or(inner), writer) {
            (Some(value), _) if field.is_list() => serde_json::Value::Array(vec![value]),
            (Some(value), _) => value,
            (None, Writer::Service) if field.is_list() => serde_json::Value::Array(Vec::new()),
            (None, Writer::Service) if !field.supports_presence() => match field.kind() {
                Kind::Bool => false.into(),
                Kind::String | Kind::Bytes => "".into(),
                Kind::Enum(desc) => desc.values().nth(1).unwrap_or_else(|| desc.default_value()).name().into(),
                _ => 0.into(),
            },
            _ => continue,
        };
        chosen.extend(arm);
        object.insert(field.name().to_owned(), value);
    }
    object
}

/// Whether a message is worth showing. One that is only a choice is not: which choice would fit is not known here.
fn has_example(desc: &MessageDescriptor, depth: usize) -> bool {
    desc.fields().filter(|field| field.containing_oneof().is_none_or(|oneof| oneof.is_synthetic())).any(|field| {
        let inner = field.kind().as_message().is_some_and(|inner| depth > 0 && has_example(inner, depth - 1));
        inner || example(&field).is_some()
    })
}

fn requires(field: &FieldDescriptor) -> Schema {
    let any = AnySchema { required: vec![field.name().to_owned()], ..AnySchema::default() };
    Schema { schema_data: SchemaData { title: Some(field.name().to_owned()), ..SchemaData::default() }, schema_kind: SchemaKind::Any(any) }
}

fn boxed(schema: SchemaRef) -> ReferenceOr<Box<Schema>> {
    match schema {
        ReferenceOr::Item(schema) => ReferenceOr::Item(Box::new(schema)),
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
    }
}
