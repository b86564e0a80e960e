//! One request's way: find the rule, let the caller in, read path, query and body into the RPC's request, call it, write what it answers.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap};
use http::{HeaderValue, Method, Request, Response};
use http_body::Body as _;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use prost_reflect::{DynamicMessage, Value};
use tokio::time::timeout;
use tonic::Status;

use super::error::{Problem, internal, reason};
use super::json_in::{self, Bound};
use super::path::{split, unescape};
use super::rules::{Body as RuleBody, Rule, Stream, Target};
use super::scalar::{self, Mismatch};
use super::sse;
use super::{Admit, call, json_out, raw};

/// The longest body for an RPC that needs no credential, in bytes.
const PUBLIC_BODY: usize = 64 * 1024;
/// How long a body may take to arrive.
const BODY_WITHIN: Duration = Duration::from_secs(30);
/// How much of a body that is refused for its length is read, in bytes...
const MAX_DISCARD: u64 = 16 * 1024 * 1024;
/// ...and for how long.
const DISCARD_WITHIN: Duration = Duration::from_secs(5);

/// What all requests share.
pub struct Gateway {
    /// The tonic services.
    pub grpc: Router,
    /// The longest body.
    pub max_body: usize,
    /// Who may come in.
    pub admit: Admit,
}

/// The rules whose paths look alike to the router.
#[derive(Default)]
pub struct Endpoint {
    /// They differ in the method or in the verb behind the last variable.
    pub rules: Vec<Rule>,
}

impl Endpoint {
    /// The rule for a method and verb.
    pub fn find(&self, method: &Method, verb: Option<&str>) -> Result<&Rule, Problem> {
        let wanted = if method == Method::HEAD { &Method::GET } else { method };
        let mut allowed: Vec<&str> = Vec::new();
        for rule in self.rules.iter().filter(|rule| rule.template.open_verb() == verb) {
            if rule.method == *wanted {
                return Ok(rule);
            }
            allowed.push(rule.method.as_str());
            if rule.method == Method::GET {
                allowed.push("HEAD");
            }
        }
        if allowed.is_empty() { Err(Problem::path_not_found()) } else { Err(Problem::method_not_allowed(&allowed.join(", "))) }
    }

    /// Whether the last segment can have a verb behind it.
    fn open(&self) -> bool {
        self.rules.iter().any(|rule| rule.template.open_verb().is_some())
    }
}

impl Gateway {
    /// Answers a request.
    pub async fn serve(&self, endpoint: &Endpoint, request: Request<Body>) -> Response<Body> {
        let head = request.method() == Method::HEAD;
        let mut response = self.answer(endpoint, request).await.unwrap_or_else(Problem::into_response);
        if head {
            if let Some(length) = response.body().size_hint().exact() {
                response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(length));
            }
            *response.body_mut() = Body::empty();
        }
        response
    }

    async fn answer(&self, endpoint: &Endpoint, request: Request<Body>) -> Result<Response<Body>, Problem> {
        let (parts, body) = request.into_parts();
        let (segments, verb) = split(parts.uri.path(), endpoint.open());
        let rule = endpoint.find(&parts.method, verb)?;
        // Before anything is read: a stranger gets no memory.
        (self.admit)(&parts.extensions, rule.grpc.path(), rule.public)?;
        let bound = read_path(rule, &segments)?;
        let query = read_query(rule, parts.uri.query().unwrap_or_default(), &parts.headers)?;
        let (mut message, body) = match &rule.body {
            RuleBody::Raw(_) => (DynamicMessage::new(rule.rpc.input()), body),
            RuleBody::None if matches!(rule.method, Method::GET | Method::DELETE) => (DynamicMessage::new(rule.rpc.input()), Body::empty()),
            _ => (read_body(rule, &self.body(rule, &parts.headers, body).await?, &bound)?, Body::empty()),
        };
        for (target, value) in query {
            target.set(&mut message, value);
        }
        for ((_, target), (_, value)) in rule.variables.iter().zip(bound) {
            target.set(&mut message, value);
        }
        if let RuleBody::Raw(field) = &rule.body {
            let bytes = raw::upload(&self.grpc, rule, field, parts, message, body).await?;
            return Ok(write(rule, bytes)?);
        }
        let mut frames = call::start(&self.grpc, rule.grpc.clone(), parts, Body::from(call::encode(&message)?)).await?;
        match &rule.stream {
            Some(Stream::Events(shape)) => Ok(sse::respond(frames, Arc::clone(shape)).await?),
            Some(Stream::Raw(field)) => Ok(raw::respond(frames, rule, field).await?),
            None => Ok(write(rule, frames.only().await?)?),
        }
    }

    async fn body(&self, rule: &Rule, headers: &HeaderMap, body: Body) -> Result<bytes::Bytes, Problem> {
        // Who needs no credential gets little memory, and nobody holds on to it by sending slowly.
        let most = if rule.public { self.max_body.min(PUBLIC_BODY) } else { self.max_body };
        let late = || Problem::invalid(reason::INCOMPLETE_BODY, None, format!("the body did not arrive within {} seconds", BODY_WITHIN.as_secs()));
        timeout(BODY_WITHIN, Self::read(most, headers, body)).await.map_err(|_| late())?
    }

    async fn read(most: usize, headers: &HeaderMap, mut body: Body) -> Result<bytes::Bytes, Problem> {
        // A body that says that it is too long is not kept at all.
        if body.size_hint().lower() > most as u64 {
            discard(body).await;
            return Err(Problem::too_large(most));
        }
        let bytes = match Limited::new(&mut body, most).collect().await {
            Ok(body) => body.to_bytes(),
            Err(error) if error.is::<LengthLimitError>() => {
                discard(body).await;
                return Err(Problem::too_large(most));
            }
            Err(error) => return Err(Problem::invalid(reason::INCOMPLETE_BODY, None, format!("the body did not arrive: {error}"))),
        };
        if bytes.is_empty() || is_json(headers) { Ok(bytes) } else { Err(Problem::media_type()) }
    }
}

/// Reads what is left of a body and forgets it, unless it is very long or slow: many clients see an answer only when they have sent everything,
/// and take a connection that closes before for a failure of the network.
pub async fn discard(mut body: Body) {
    if body.size_hint().lower() > MAX_DISCARD {
        return;
    }
    let mut left = MAX_DISCARD;
    let read = timeout(DISCARD_WITHIN, async {
        while let Some(Ok(frame)) = body.frame().await {
            let length = frame.data_ref().map_or(0, |data| data.len() as u64);
            match left.checked_sub(length) {
                Some(rest) => left = rest,
                None => return,
            }
        }
    });
    drop(read.await);
}

/// Whether the body may be taken for JSON. One that does not say what it is, is.
fn is_json(headers: &HeaderMap) -> bool {
    let Some(value) = headers.get(CONTENT_TYPE) else { return true };
    let mut parts = value.to_str().unwrap_or_default().split(';').map(str::trim);
    let json = parts.next().is_some_and(|kind| kind.eq_ignore_ascii_case("application/json"));
    json && parts.all(|parameter| {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        !name.eq_ignore_ascii_case("charset") || value.trim_matches('"').eq_ignore_ascii_case("utf-8")
    })
}

fn read_path(rule: &Rule, segments: &[&str]) -> Result<Vec<Bound>, Problem> {
    let mut bound = Vec::with_capacity(rule.variables.len());
    for (index, target) in &rule.variables {
        let raw = segments.get(*index).copied().unwrap_or_default();
        if raw.is_empty() {
            return Err(Problem::path_not_found());
        }
        bound.push((target.name.clone(), read_text(target, raw, false)?));
    }
    Ok(bound)
}

fn read_text(target: &Target, raw: &str, plus: bool) -> Result<Value, Problem> {
    let name = target.name.as_str();
    let text = unescape(raw, plus, Some(name))?;
    let kind = target.field().map(prost_reflect::FieldDescriptor::kind).ok_or_else(|| internal("a parameter without a field"))?;
    scalar::parse(&kind, &text).map_err(|Mismatch(reason, message)| Problem::invalid(reason, Some(name), format!("{name} {message}")))
}

fn read_query<'r>(rule: &'r Rule, query: &str, headers: &HeaderMap) -> Result<Vec<(&'r Target, Value)>, Problem> {
    let mut values: Vec<(&Target, Value)> = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, raw) = pair.split_once('=').unwrap_or((pair, ""));
        let name = unescape(name, true, None)?;
        let Some(target) = rule.query.iter().find(|target| target.name == name) else {
            let name: String = name.chars().take(64).collect();
            return Err(Problem::invalid(reason::UNKNOWN_PARAMETER, Some(&name), format!("{name} is not a query parameter of this method")));
        };
        let value = read_text(target, raw, true)?;
        let list = target.field().is_some_and(prost_reflect::FieldDescriptor::is_list);
        match values.iter_mut().find(|(other, _)| other.name == target.name) {
            Some((_, Value::List(items))) if list => items.push(value),
            Some(_) => return Err(Problem::invalid(reason::REPEATED_PARAMETER, Some(&name), format!("{name} is given twice"))),
            None => values.push((target, if list { Value::List(vec![value]) } else { value })),
        }
    }
    // A browser that connects again says in the header how far it came; its address still says where it began.
    if let Some(cursor) = &rule.cursor
        && let Some(header) = headers.get("last-event-id").filter(|header| !header.is_empty())
    {
        let value = read_text(cursor, header.to_str().unwrap_or("?"), false)?;
        values.retain(|(target, _)| target.name != cursor.name);
        values.push((cursor, value));
    }
    Ok(values)
}

fn read_body(rule: &Rule, bytes: &[u8], bound: &[Bound]) -> Result<DynamicMessage, Problem> {
    let input = rule.rpc.input();
    match &rule.body {
        RuleBody::None | RuleBody::Whole if bytes.is_empty() => Ok(DynamicMessage::new(input)),
        RuleBody::None | RuleBody::Raw(_) => Err(Problem::invalid(reason::UNEXPECTED_BODY, None, "this method takes no body")),
        RuleBody::Whole => json_in::message(bytes, &input, bound),
        RuleBody::Field(field) if bytes.is_empty() => {
            Err(Problem::invalid(reason::MISSING_BODY, Some(field.name()), format!("the body must hold the {}", field.name())))
        }
        RuleBody::Field(field) => {
            let mut message = DynamicMessage::new(input);
            let value = json_in::field(bytes, field, bound)?;
            message.set_field(field, value);
            Ok(message)
        }
    }
}

fn write(rule: &Rule, bytes: bytes::Bytes) -> Result<Response<Body>, Status> {
    let broken = |error| internal(format!("a response does not decode: {error}"));
    let length = bytes.len();
    let message = DynamicMessage::decode(rule.rpc.output(), bytes).map_err(broken)?;
    let mut json = Vec::with_capacity(length * 3 + 64);
    match rule.response.as_ref().map(|field| message.get_field(field)).as_deref() {
        Some(Value::Message(inner)) => json_out::write(inner, &mut json)?,
        _ => json_out::write(&message, &mut json)?,
    }
    let mut response = Response::new(Body::from(json));
    *response.status_mut() = rule.success();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}
