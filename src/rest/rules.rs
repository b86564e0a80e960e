//! The `google.api.http` annotations, checked at start-up and made ready for use: a rule that makes no sense stops the server, not a request.

use std::collections::HashSet;
use std::sync::Arc;

use http::Method;
use http::uri::PathAndQuery;
use prost_reflect::{DynamicMessage, FieldDescriptor, Kind, MessageDescriptor, MethodDescriptor, Value};

use super::RestError;
use super::descriptors::{self, HTTP, option};
use super::path::Template;
use super::raw;
use super::sse::Shape;

/// One way to call one RPC over HTTP.
#[derive(Debug)]
pub struct Rule {
    /// The RPC.
    pub rpc: MethodDescriptor,
    /// Which of the RPC's rules this is; 0 is the main one.
    pub index: usize,
    /// The HTTP method.
    pub method: Method,
    /// The path as it was written.
    pub path: String,
    /// The path in its parts.
    pub template: Template,
    /// The segments that hold fields.
    pub variables: Vec<(usize, Target)>,
    /// What the body holds.
    pub body: Body,
    /// The fields that are left for the query.
    pub query: Vec<Target>,
    /// The field of the response that is the body; the whole response if there is none.
    pub response: Option<FieldDescriptor>,
    /// Whether the RPC answers without a credential.
    pub public: bool,
    /// The path of the RPC.
    pub grpc: PathAndQuery,
    /// The field that takes the cursor of a stream over one log.
    pub cursor: Option<Target>,
    /// What its stream becomes, if the RPC answers with one.
    pub stream: Option<Stream>,
}

/// What the messages of a response become.
#[derive(Debug)]
pub enum Stream {
    /// Events.
    Events(Arc<Shape>),
    /// One body: the bytes that this field of each message holds.
    Raw(FieldDescriptor),
}

/// What a body holds.
#[derive(Debug)]
pub enum Body {
    /// Nothing; there is none.
    None,
    /// The request.
    Whole,
    /// One field of the request.
    Field(FieldDescriptor),
    /// Bytes as they are: in this field of the messages that are streamed.
    Raw(FieldDescriptor),
}

/// A field of the request, at whatever depth.
#[derive(Clone, Debug)]
pub struct Target {
    /// The dotted name.
    pub name: String,
    /// The fields on the way, the last one included.
    pub chain: Vec<FieldDescriptor>,
}

impl Target {
    /// The field itself.
    pub fn field(&self) -> Option<&FieldDescriptor> {
        self.chain.last()
    }

    /// Puts a value into a request.
    pub fn set(&self, message: &mut DynamicMessage, value: Value) {
        let Some((last, way)) = self.chain.split_last() else { return };
        let mut place = message;
        for field in way {
            match place.get_field_mut(field) {
                Value::Message(inner) => place = inner,
                _ => return,
            }
        }
        place.set_field(last, value);
    }

    fn resolve(message: &MessageDescriptor, name: &str) -> Result<Self, String> {
        let mut chain: Vec<FieldDescriptor> = Vec::new();
        let mut place = Some(message.clone());
        for part in name.split('.') {
            let field =
                place.and_then(|place| place.get_field_by_name(part)).ok_or_else(|| format!("{name} is not a field of {}", message.name()))?;
            place = field.kind().as_message().filter(|_| !field.is_list()).cloned();
            chain.push(field);
        }
        Ok(Self { name: name.to_owned(), chain })
    }
}

impl Rule {
    /// The status of a response that is no error: what a POST to a collection makes is new.
    pub fn success(&self) -> http::StatusCode {
        if self.method == Method::POST && self.template.verb.is_none() { http::StatusCode::CREATED } else { http::StatusCode::OK }
    }

    /// The message that the response holds: the RPC's, or the field of it that the rule names.
    pub fn output(&self) -> MessageDescriptor {
        let field = self.response.as_ref().and_then(|field| field.kind().as_message().cloned());
        field.unwrap_or_else(|| self.rpc.output())
    }
}

/// All rules in the order of the proto files.
pub fn all() -> Result<Vec<Rule>, RestError> {
    let pool = descriptors::pool()?;
    let mut rules = Vec::new();
    let mut taken = HashSet::new();
    for rpc in pool.services().flat_map(|service| service.methods().collect::<Vec<_>>()) {
        let Some(Value::Message(annotation)) = option(pool, &rpc.options(), HTTP) else { continue };
        let mut annotations = vec![annotation.clone()];
        if let Some(more) = annotation.get_field_by_name("additional_bindings") {
            annotations.extend(more.as_list().unwrap_or_default().iter().filter_map(|value| value.as_message().cloned()));
        }
        for (index, annotation) in annotations.iter().enumerate() {
            let wrong = |problem: String| RestError::Rule { rpc: rpc.full_name().to_owned(), problem };
            let rule = read(&rpc, index, annotation).map_err(wrong)?;
            if !taken.insert((rule.method.clone(), rule.template.route(), rule.template.verb.clone())) {
                return Err(wrong(format!("{} {} is taken", rule.method, rule.path)));
            }
            rules.push(rule);
        }
    }
    Ok(rules)
}

/// Makes a rule of an annotation, or says what is wrong with it.
pub fn read(rpc: &MethodDescriptor, index: usize, annotation: &DynamicMessage) -> Result<Rule, String> {
    let input = rpc.input();
    let (method, path) = pattern(annotation)?;
    let template = Template::parse(&path)?;
    let variables = template.variables().map(|(index, name)| Ok((index, variable(&input, name)?))).collect::<Result<Vec<_>, String>>()?;
    let body = match text(annotation, "body").as_str() {
        "" => Body::None,
        "*" => Body::Whole,
        name => match top_level(&input, name)? {
            field if raw::is_raw(&field) => Body::Raw(field),
            field => Body::Field(field),
        },
    };
    if rpc.is_client_streaming() != matches!(body, Body::Raw(_)) {
        return Err("a stream from the client has no HTTP form but a raw body, and a raw body no other than a stream".into());
    }
    if rpc.is_client_streaming() && rpc.is_server_streaming() {
        return Err("streams in both directions have no HTTP form".into());
    }
    let bound: Vec<&str> = variables.iter().map(|(_, target)| target.name.as_str()).collect();
    match &body {
        Body::None | Body::Raw(_) => {}
        Body::Whole => input.fields().try_for_each(|field| readable(&field, &mut Vec::new()))?,
        Body::Field(field) => readable(field, &mut Vec::new())?,
    }
    let mut query = Vec::new();
    if !matches!(body, Body::Whole) {
        let skip = match &body {
            Body::Field(field) | Body::Raw(field) => Some(field.name()),
            _ => None,
        };
        let fields: Vec<FieldDescriptor> = input.fields().filter(|field| Some(field.name()) != skip).collect();
        parameters(fields, &[], &mut query);
        query.retain(|target| !bound.contains(&target.name.as_str()));
    }
    let response = match text(annotation, "response_body").as_str() {
        "" => None,
        name => Some(top_level(&rpc.output(), name)?),
    };
    if response.as_ref().is_some_and(|field| field.is_list() || field.kind().as_message().is_none()) {
        return Err("response_body must name a message".into());
    }
    let public = option(rpc.parent_pool(), &rpc.options(), "supportchat.v1.public").and_then(|value| value.as_bool());
    let grpc = format!("/{}/{}", rpc.parent_service().full_name(), rpc.name());
    // A cursor is a place in one log: a stream of many has none.
    let cursor = query.iter().find(|target| !bound.is_empty() && rpc.is_server_streaming() && target.field().is_some_and(descriptors::is_cursor));
    let stream = match &response {
        _ if !rpc.is_server_streaming() => None,
        Some(field) if raw::is_raw(field) => Some(Stream::Raw(field.clone())),
        _ => Some(Stream::Events(Arc::new(Shape::new(&rpc.output(), response.clone(), cursor.is_some())?))),
    };
    let rule = Rule {
        cursor: cursor.cloned(),
        stream,
        rpc: rpc.clone(),
        index,
        method,
        path,
        template,
        variables,
        body,
        query,
        response,
        public: public.unwrap_or_default(),
        grpc: PathAndQuery::try_from(grpc).map_err(|error| error.to_string())?,
    };
    if rpc.is_server_streaming() && rule.method != Method::GET {
        return Err("a stream is read with GET".into());
    }
    Ok(rule)
}

fn text(annotation: &DynamicMessage, name: &str) -> String {
    annotation.get_field_by_name(name).and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn pattern(annotation: &DynamicMessage) -> Result<(Method, String), String> {
    let methods = [("get", Method::GET), ("post", Method::POST), ("put", Method::PUT), ("patch", Method::PATCH), ("delete", Method::DELETE)];
    methods
        .into_iter()
        .map(|(name, method)| (method, text(annotation, name)))
        .find(|(_, path)| !path.is_empty())
        .ok_or_else(|| "it has no path, or one of a custom method".to_owned())
}

fn top_level(message: &MessageDescriptor, name: &str) -> Result<FieldDescriptor, String> {
    message.get_field_by_name(name).ok_or_else(|| format!("{name} is not a field of {}", message.name()))
}

fn variable(input: &MessageDescriptor, name: &str) -> Result<Target, String> {
    let target = Target::resolve(input, name)?;
    match target.field() {
        Some(field) if !field.is_list() && field.kind().as_message().is_none() => Ok(target),
        _ => Err(format!("{name} is not a scalar")),
    }
}

/// The fields that a query can hold: scalars, lists of scalars, and those inside single messages.
fn parameters(fields: Vec<FieldDescriptor>, way: &[FieldDescriptor], found: &mut Vec<Target>) {
    for field in fields {
        let mut chain = way.to_vec();
        chain.push(field.clone());
        match field.kind() {
            kind @ Kind::Message(_) if descriptors::text(&kind).is_none() => {
                // A message inside itself would go on for ever.
                let inside = way.iter().any(|outer| outer.kind() == kind);
                if let (Kind::Message(inner), false, false) = (kind, field.is_list(), inside) {
                    parameters(inner.fields().collect(), &chain, found);
                }
            }
            Kind::Message(_) if field.is_list() => {}
            _ => found.push(Target { name: chain.iter().map(FieldDescriptor::name).collect::<Vec<_>>().join("."), chain }),
        }
    }
}

/// Whether a body can hold the field. Types that no request has needed yet are not understood.
fn readable(field: &FieldDescriptor, seen: &mut Vec<MessageDescriptor>) -> Result<(), String> {
    let kind = field.kind();
    let Kind::Message(inner) = &kind else { return Ok(()) };
    if field.is_map() && inner.map_entry_key_field().kind() == Kind::String {
        return readable(&inner.map_entry_value_field(), seen);
    }
    if field.is_map() || inner.full_name().starts_with("google.protobuf.") && descriptors::text(&kind).is_none() {
        return Err(format!("{} is of a type that the gateway does not read", field.full_name()));
    }
    if descriptors::text(&kind).is_some() || seen.contains(inner) {
        return Ok(());
    }
    seen.push(inner.clone());
    inner.fields().try_for_each(|field| readable(&field, seen))
}
