//! The OpenAPI 3.0 document of everything that the gateway serves, from the same rules.

#![expect(clippy::default_trait_access, reason = "the types of empty maps and styles say nothing here")]

use http::{Method, StatusCode};
use openapiv3::{
    Info, MediaType, OpenAPI, Operation, Parameter, ParameterData, ParameterSchemaOrContent, PathItem, ReferenceOr, RequestBody, Response, Responses,
    SecurityRequirement, SecurityScheme, Server, StringFormat, StringType, Tag, VariantOrUnknownOrEmpty,
};
use prost_reflect::{Kind, ServiceDescriptor};
use serde_json::json;

use super::descriptors::{comment, field_comment, first_sentence, is_choice, is_required};
use super::error::http_code;
use super::path::Segment;
use super::rules::{self, Body, Rule, Stream, Target};
use super::schema::{SchemaRef, Schemas, Writer, filled, message_example, plain};
use super::{Options, RestError};

const JSON: &str = "application/json";
/// Bytes of any type, in a request: tools know how to send this one, and what else is sent is taken as well.
const BYTES: &str = "application/octet-stream";
/// Bytes of any type, in a response.
const ANY: &str = "*/*";
const BEARER: &str = "bearer";
/// How deep examples go: a page, its items, their parts.
const EXAMPLE_DEPTH: usize = 4;

const ABOUT: &str = "The REST API of a support chat. It is the gRPC API in JSON: names are those of the proto files, ids and other 64-bit integers are JSON \
numbers below 2^53, times are RFC 3339. Scalar fields and lists are always there, also when they are empty; an object or an optional field that is not set \
is left out. A request with a field that is unknown, given twice or of a wrong type is refused, and the error names the field.\n\nThe header \
`Authorization: Bearer TOKEN` carries a visitor's token, an agent's token or an API key. Errors are \
`{\"error\": {\"code\", \"status\", \"message\", \"details\"}}`: the HTTP code, the name of the gRPC code, a text for developers, and details of which one \
is a `google.rpc.ErrorInfo` with a `reason` for programs.";

/// The errors: HTTP code, name of the component, meaning.
const ERRORS: [(u16, &str, &str); 10] = [
    (400, "BadRequest", "The request is wrong, or the object is not in a state for it; `details` names the field or the reason."),
    (401, "Unauthenticated", "There is no credential, or it is not valid any more."),
    (403, "PermissionDenied", "The caller may not do this."),
    (404, "NotFound", "There is no such object, or the caller may not see it."),
    (409, "Conflict", "Something with this id or name exists already."),
    (413, "TooLarge", "The body is too long."),
    (415, "UnsupportedMediaType", "The body is not JSON."),
    (429, "TooManyRequests", "Too many requests; `Retry-After` says in how many seconds to come again."),
    (503, "Unavailable", "The service cannot answer now; `Retry-After` says in how many seconds to come again."),
    (0, "Error", "Any other error."),
];

/// Writes the document. The same descriptors and options give the same document.
pub fn openapi(options: &Options) -> Result<OpenAPI, RestError> {
    let mut schemas = Schemas::default();
    let mut document = OpenAPI {
        openapi: "3.0.3".into(),
        info: Info { title: "Support Chat Widget API".into(), description: Some(ABOUT.into()), version: options.version.into(), ..Info::default() },
        security: Some(vec![bearer()]),
        ..OpenAPI::default()
    };
    if let Some(url) = &options.public_url {
        document.servers.push(Server { url: url.trim_end_matches('/').to_owned(), ..Server::default() });
    }
    for rule in rules::all()? {
        let service = rule.rpc.parent_service();
        if !document.tags.iter().any(|tag| tag.name == tag_of(service)) {
            document.tags.push(Tag { name: tag_of(service), description: filled(service_comment(service)), ..Tag::default() });
        }
        let item = document.paths.paths.entry(display_path(&rule)).or_insert_with(|| ReferenceOr::Item(PathItem::default()));
        let ReferenceOr::Item(item) = item else { continue };
        let operation = operation(&rule, &mut schemas);
        match rule.method {
            Method::GET => item.get = Some(operation),
            Method::PUT => item.put = Some(operation),
            Method::PATCH => item.patch = Some(operation),
            Method::DELETE => item.delete = Some(operation),
            _ => item.post = Some(operation),
        }
    }
    add_errors(&mut schemas)?;
    let scheme = SecurityScheme::HTTP {
        scheme: BEARER.into(),
        bearer_format: None,
        description: Some("A visitor's token, an agent's token or an API key.".into()),
        extensions: Default::default(),
    };
    schemas.components.security_schemes.insert(BEARER.into(), ReferenceOr::Item(scheme));
    document.components = Some(schemas.components);
    Ok(document)
}

fn operation(rule: &Rule, schemas: &mut Schemas) -> Operation {
    let said = comment(rule.rpc.parent_file().file_descriptor_proto(), rule.rpc.path());
    let mut operation = Operation {
        tags: vec![tag_of(rule.rpc.parent_service())],
        summary: filled(first_sentence(&said).to_owned()),
        description: filled(said.clone()),
        operation_id: Some(operation_id(rule)),
        security: rule.public.then(Vec::new),
        ..Operation::default()
    };
    for (_, target) in &rule.variables {
        let parameter_data = parameter(target, display_name(target), true, schemas);
        operation.parameters.push(ReferenceOr::Item(Parameter::Path { parameter_data, style: Default::default() }));
    }
    for target in &rule.query {
        let required = target.field().is_some_and(is_required);
        let parameter_data = parameter(target, &target.name, required, schemas);
        let query = Parameter::Query { parameter_data, allow_reserved: false, style: Default::default(), allow_empty_value: None };
        operation.parameters.push(ReferenceOr::Item(query));
    }
    if let Some(cursor) = &rule.cursor {
        let mut parameter_data = parameter(cursor, "Last-Event-ID", false, schemas);
        parameter_data.description = Some(format!("The id of the last event that the client has; it wins over {}.", cursor.name));
        operation.parameters.push(ReferenceOr::Item(Parameter::Header { parameter_data, style: Default::default() }));
    }
    operation.request_body = request_body(rule, schemas).map(ReferenceOr::Item);
    operation.responses = responses(rule, &said, operation.request_body.is_some(), schemas);
    operation
}

/// The name of the RPC; for a further rule of the same RPC with the words of its path behind it.
pub fn operation_id(rule: &Rule) -> String {
    let mut id = rule.rpc.name().to_owned();
    for segment in rule.template.segments.iter().filter(|_| rule.index > 0) {
        if let Segment::Literal(text) = segment {
            for word in text.split(|letter: char| !letter.is_ascii_alphanumeric()) {
                id.extend(word.get(..1).map(str::to_ascii_uppercase));
                id.push_str(word.get(1..).unwrap_or_default());
            }
        }
    }
    id
}

fn parameter(target: &Target, name: &str, required: bool, schemas: &mut Schemas) -> ParameterData {
    let (mut description, mut example, mut schema) = (None, None, ReferenceOr::Item(plain(openapiv3::Type::String(Default::default()))));
    if let Some(field) = target.field() {
        description = filled(field_comment(field));
        schema = schemas.field(field, Writer::Caller);
        if let ReferenceOr::Item(schema) = &mut schema {
            // They are the parameter's own.
            schema.schema_data.description = None;
            example = schema.schema_data.example.take();
        }
    }
    ParameterData {
        name: name.to_owned(),
        description,
        required,
        deprecated: None,
        format: ParameterSchemaOrContent::Schema(schema),
        // An example of a filter would be taken for a default.
        example: example.filter(|_| required),
        examples: Default::default(),
        explode: None,
        extensions: Default::default(),
    }
}

fn request_body(rule: &Rule, schemas: &mut Schemas) -> Option<RequestBody> {
    let (schema, example, required) = match &rule.body {
        Body::None => return None,
        Body::Raw(field) => {
            let content = [(BYTES.to_owned(), media(binary(1), None))].into_iter().collect();
            return Some(RequestBody { description: filled(field_comment(field)), content, required: true, ..RequestBody::default() });
        }
        Body::Whole => {
            let input = rule.rpc.input();
            let given: Vec<&str> = rule.variables.iter().map(|(_, target)| target.name.as_str()).collect();
            let choice = input.oneofs().any(|oneof| is_choice(&oneof));
            let required = choice || input.fields().any(|field| is_required(&field) && !given.contains(&field.name()));
            let schema = schemas.named(input.name(), &input, Writer::Caller, &given);
            (schema, message_example(&input, Writer::Caller, &given, EXAMPLE_DEPTH), required)
        }
        Body::Field(field) => {
            let prefix = format!("{}.", field.name());
            let given: Vec<&str> = rule.variables.iter().filter_map(|(_, target)| target.name.strip_prefix(&prefix)).collect();
            match field.kind().as_message() {
                Some(message) => {
                    let schema = schemas.named(&format!("{}Body", rule.rpc.name()), message, Writer::Caller, &given);
                    (schema, message_example(message, Writer::Caller, &given, 0), true)
                }
                None => (schemas.field(field, Writer::Caller), serde_json::Map::new(), true),
            }
        }
    };
    let media = media(schema, Some(example.into()));
    Some(RequestBody { content: [(JSON.to_owned(), media)].into_iter().collect(), required, ..RequestBody::default() })
}

fn responses(rule: &Rule, said: &str, body: bool, schemas: &mut Schemas) -> Responses {
    let output = rule.output();
    let description = match &rule.response {
        Some(field) => field_comment(field),
        None => comment(output.parent_file().file_descriptor_proto(), output.path()),
    };
    let mut response = Response { description, ..Response::default() };
    if let Some(Stream::Raw(_)) = &rule.stream {
        response.content.insert(ANY.into(), media(binary(0), None));
    } else if let Some(Stream::Events(shape)) = &rule.stream {
        let (mut events, mut example) = (serde_json::Map::new(), None);
        response.description = "A stream of events. Each has a name and one line of data, the JSON of the schema that goes with the name.".into();
        for arm in &shape.arms {
            let schema = arm.kind().as_message().map(|message| schemas.message(message, Writer::Service));
            response.description.push_str(&format!("\n- `{}`: {}", arm.name(), field_comment(arm)));
            events.insert(arm.name().to_owned(), json!(schema));
            if let (None, Some(place), Kind::Message(message)) = (&example, shape.place(arm), arm.kind()) {
                let data = serde_json::Value::from(message_example(&message, Writer::Service, &[], EXAMPLE_DEPTH));
                let place = data.get(place.name()).cloned().unwrap_or_default();
                example = Some(format!("event: {}\nid: {place}\ndata: {data}\n\n", arm.name()).into());
            }
        }
        let text = openapiv3::StringType::default();
        let mut media = media(ReferenceOr::Item(plain(openapiv3::Type::String(text))), example);
        media.extensions.insert("x-events".into(), events.into());
        response.content.insert("text/event-stream".into(), media);
    } else {
        let schema = schemas.message(&output, Writer::Service);
        let example = message_example(&output, Writer::Service, &[], EXAMPLE_DEPTH);
        response.content.insert(JSON.into(), media(schema, Some(example.into())));
    }
    let mut responses = Responses::default();
    responses.responses.insert(code(rule.success()), ReferenceOr::Item(response));
    let service = service_comment(rule.rpc.parent_service());
    for (number, name, _) in ERRORS {
        let applies = match number {
            403 => !rule.public || said.contains("PERMISSION_DENIED"),
            404 => !rule.variables.is_empty() || said.contains("NOT_FOUND") || service.contains("NOT_FOUND"),
            409 => said.contains("ALREADY_EXISTS") || said.contains("ABORTED"),
            413 => body,
            415 => body && !matches!(rule.body, Body::Raw(_)),
            _ => true,
        };
        let reference = ReferenceOr::ref_(&format!("#/components/responses/{name}"));
        match number {
            0 => responses.default = Some(reference),
            number if applies => drop(responses.responses.insert(openapiv3::StatusCode::Code(number), reference)),
            _ => {}
        }
    }
    responses
}

fn add_errors(schemas: &mut Schemas) -> Result<(), RestError> {
    let error = json!({
        "type": "object",
        "description": "An Error says what went wrong.",
        "required": ["error"],
        "properties": {"error": {
            "type": "object",
            "required": ["code", "status", "message", "details"],
            "properties": {
                "code": {"type": "integer", "format": "int32", "description": "The HTTP code."},
                "status": {"type": "string", "description": "The name of the gRPC code, as in google.rpc.Code."},
                "message": {"type": "string", "description": "A text for developers."},
                "details": {
                    "type": "array",
                    "description": "Messages of google.rpc, among them one ErrorInfo; bad input has a BadRequest, and what can be tried again a RetryInfo.",
                    "items": {
                        "type": "object",
                        "required": ["@type"],
                        "properties": {"@type": {"type": "string", "description": "The URL of the detail's type."}},
                        "additionalProperties": true
                    }
                }
            }
        }}
    });
    schemas.components.schemas.insert("Error".into(), ReferenceOr::Item(serde_json::from_value(error)?));
    for (number, name, meaning) in ERRORS {
        let mut response = Response { description: meaning.into(), ..Response::default() };
        response.content.insert(JSON.into(), media(ReferenceOr::ref_("#/components/schemas/Error"), error_example(number)));
        schemas.components.responses.insert(name.into(), ReferenceOr::Item(response));
    }
    Ok(())
}

fn error_example(number: u16) -> Option<serde_json::Value> {
    let (code, reason, message) = match number {
        401 => (tonic::Code::Unauthenticated, "INVALID_TOKEN", "the token is not valid"),
        404 => (tonic::Code::NotFound, "SESSION_NOT_FOUND", "there is no such session"),
        429 => (tonic::Code::ResourceExhausted, "RATE_LIMITED", "too many requests"),
        _ => return None,
    };
    let info = json!({"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason, "domain": crate::rpc::status::DOMAIN, "metadata": {}});
    let error = json!({"code": http_code(code).as_u16(), "status": super::error::name(code), "message": message, "details": [info]});
    Some(json!({ "error": error }))
}

fn media(schema: SchemaRef, example: Option<serde_json::Value>) -> MediaType {
    MediaType { schema: Some(schema), example, ..MediaType::default() }
}

/// Bytes as they are, at least so many.
fn binary(least: usize) -> SchemaRef {
    let format = VariantOrUnknownOrEmpty::Item(StringFormat::Binary);
    let bytes = StringType { format, min_length: (least > 0).then_some(least), ..StringType::default() };
    ReferenceOr::Item(plain(openapiv3::Type::String(bytes)))
}

fn code(status: StatusCode) -> openapiv3::StatusCode {
    openapiv3::StatusCode::Code(status.as_u16())
}

fn bearer() -> SecurityRequirement {
    [(BEARER.to_owned(), Vec::new())].into_iter().collect()
}

fn tag_of(service: &ServiceDescriptor) -> String {
    service.name().to_owned()
}

fn service_comment(service: &ServiceDescriptor) -> String {
    comment(service.parent_file().file_descriptor_proto(), service.path())
}

/// Paths that differ only in the names of their variables are the same path to OpenAPI, so a variable goes by the last part of its name.
fn display_path(rule: &Rule) -> String {
    let mut path = rule.path.clone();
    for (_, target) in &rule.variables {
        path = path.replace(&format!("{{{}}}", target.name), &format!("{{{}}}", display_name(target)));
    }
    path
}

fn display_name(target: &Target) -> &str {
    target.name.rsplit('.').next().unwrap_or(&target.name)
}
