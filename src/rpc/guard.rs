//! What every call passes before its service sees it: credential, permission to call at all, rate, time limit. Nothing of a body has been
//! read by then.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, HeaderValue, header};
use prost_reflect::DescriptorPool;
use tokio::time::timeout;
use tonic::{Code, Status};
use tonic_types::StatusExt as _;

use super::caller::{OtherPage, Peer, Shown};
use super::conversation::too_large;
use super::{proto, status};
use crate::auth::{Authenticator, Caller, Identity, RateLimits, Refusals};
use crate::model::{Cause, Error, Origin, Principal};

/// The longest time that a unary call may take, also where the client allows more.
const UNARY_TIMEOUT: Duration = Duration::from_secs(30);

/// How much of an origin is looked at, in characters: more than any name of a host.
const MAX_ORIGIN: usize = 300;

/// Paths that cost nothing and tell nothing: nobody is asked who they are, so that a check of health stays cheap.
const OPEN_TO_ALL: [&str; 6] = ["/healthz", "/readyz", "/docs", "/openapi.json", "/grpc.health.v1.Health/Check", "/grpc.health.v1.Health/Watch"];

/// What the guard knows.
#[derive(Clone)]
pub struct Guard {
    authenticator: Authenticator,
    limits: Arc<RateLimits>,
    methods: Arc<HashMap<String, Method>>,
    open_reflection: bool,
    /// Where the service's own pages are, as its clients see it.
    own: Option<Origin>,
    refusals: Refusals,
}

#[derive(Debug, Clone, Copy)]
struct Method {
    public: bool,
    streams: bool,
}

impl Guard {
    /// A guard of the service that clients reach under `url`. With `open_reflection`, reflection answers without a credential.
    pub fn new(authenticator: Authenticator, limits: Arc<RateLimits>, refusals: Refusals, open_reflection: bool, url: &str) -> Result<Self, String> {
        Ok(Self { authenticator, limits, methods: Arc::new(methods()?), open_reflection, own: Origin::of_url(url), refusals })
    }

    /// The page of another server that a browser calls from.
    fn other_page(&self, request: &Request) -> Option<OtherPage> {
        let text = String::from_utf8_lossy(request.headers().get(header::ORIGIN)?.as_bytes());
        let origin = Origin::parse(&text);
        let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
        let host = request.uri().authority().map(http::uri::Authority::as_str).or(host);
        let own =
            origin.is_some_and(|origin| host.and_then(|host| origin.of_host(host)).as_ref() == Some(&origin) || self.own.as_ref() == Some(&origin));
        if own { None } else { Some(OtherPage(text.chars().take(MAX_ORIGIN).collect())) }
    }

    async fn shown(&self, header: Option<HeaderValue>, peer: Option<Peer>) -> Result<Option<Arc<Identity>>, Error> {
        let Some(header) = header else { return Ok(None) };
        let header = header.to_str().map_err(|_| Error::InvalidToken)?;
        let (_, token) = header.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")).ok_or(Error::InvalidToken)?;
        let identity = self.authenticator.authenticate(token.trim()).await;
        if matches!(identity, Err(Error::InvalidToken)) {
            self.count_address(peer)?;
        }
        identity.map(Some)
    }

    /// Finds out who calls, and counts the call. Nothing of a body has been read, and whatever becomes of the request, it is counted.
    async fn counted(&self, header: Option<HeaderValue>, peer: Option<Peer>) -> Result<Option<Arc<Identity>>, Error> {
        let shown = self.shown(header, peer).await?;
        match &shown {
            Some(identity) => self.limits.check(identity)?,
            None => self.count_address(peer)?,
        }
        Ok(shown)
    }

    fn note_refusal(&self, path: &str, status: &Status) {
        // A path that is no RPC is a text of whoever calls, and would stay for ever.
        let path = if self.methods.contains_key(path) { path } else { "unknown" };
        if let Some(info) = status.get_details_error_info() {
            note_refusal(&self.refusals, path, status.code(), &info.reason, status.message());
        }
    }

    fn count_address(&self, peer: Option<Peer>) -> Result<(), Error> {
        peer.map_or(Ok(()), |Peer(address)| self.limits.check_address(address))
    }

    fn admit(&self, request: &Request) -> Result<(), Status> {
        let shown = request.extensions().get::<Shown>().cloned();
        let identity = match shown {
            Some(Shown(shown)) => shown.map_err(status::of)?,
            None => None,
        };
        let path = request.uri().path();
        let reflection = path.starts_with("/grpc.reflection.");
        let public =
            self.methods.get(path).is_some_and(|method| method.public) || path.starts_with("/grpc.health.") || (reflection && self.open_reflection);
        match &identity {
            Some(identity) if reflection && !self.open_reflection => identity.caller.require_operator().map_err(status::of),
            // Log-ins and new visitors are counted for the address, also behind a token that anyone can get.
            Some(identity) if public && matches!(identity.caller, Caller::Visitor(_)) => {
                self.count_address(request.extensions().get::<Peer>().copied()).map_err(status::of)
            }
            None if !public => Err(status::of(Error::CredentialMissing)),
            _ => Ok(()),
        }
    }
}

/// Writes down for the audit log what was refused to somebody: an RPC that is not for them, a credential that is not good, a session that is not there
/// for them. Who shows no credential is told so and has tried nothing; a log-in that failed is written down where it fails.
pub(super) fn note_refusal(refusals: &Refusals, rpc: &str, code: Code, reason: &str, message: &str) {
    let refused = match code {
        Code::PermissionDenied => true,
        Code::Unauthenticated => !matches!(reason, "CREDENTIAL_MISSING" | "WRONG_CREDENTIALS"),
        Code::NotFound => matches!(reason, "SESSION_NOT_FOUND" | "ATTACHMENT_NOT_FOUND"),
        _ => false,
    };
    if refused {
        refusals.note(rpc, reason, message);
    }
}

/// The outermost layer: finds out who calls, on every face.
pub async fn authenticate(State(guard): State<Guard>, mut request: Request, next: Next) -> Response {
    if !OPEN_TO_ALL.contains(&request.uri().path()) {
        let header = request.headers().get(header::AUTHORIZATION).cloned();
        let peer = request.extensions().get::<Peer>().copied();
        let shown = Shown(guard.counted(header, peer).await);
        let cause = cause(&shown, peer);
        if shown.0.is_err() {
            // The gateway refuses by itself, before it makes a call of the request.
            request.extensions_mut().insert(guard.clone());
        }
        request.extensions_mut().insert(shown);
        if let Some(page) = guard.other_page(&request) {
            request.extensions_mut().insert(page);
        }
        return cause.scope(next.run(request)).await;
    }
    next.run(request).await
}

/// Who calls, as the audit log names them.
fn cause(shown: &Shown, peer: Option<Peer>) -> Cause {
    let principal = match &shown.0 {
        Ok(Some(identity)) => match identity.caller {
            Caller::Visitor(id) => Principal::User(id),
            Caller::Agent(id) | Caller::Admin(id) => Principal::Agent(id),
            Caller::ServiceKey | Caller::AdminKey | Caller::OperatorKey => Principal::Key(identity.credential_id),
        },
        _ => Principal::Nobody,
    };
    Cause { principal, address: peer.map(|Peer(address)| address) }
}

/// The layer around the gRPC services, which REST passes too.
pub async fn admit(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    if let Err(status) = guard.admit(&request) {
        guard.note_refusal(&path, &status);
        return status.into_http::<Body>().into_response();
    }
    let streams = guard.methods.get(request.uri().path()).is_none_or(|method| method.streams);
    let limit = grpc_timeout(request.headers()).map_or(UNARY_TIMEOUT, |asked| asked.min(UNARY_TIMEOUT));
    let response = if streams {
        next.run(request).await
    } else if let Ok(response) = timeout(limit, next.run(request)).await {
        response
    } else {
        let problem = "the call took too long; what it began may still be done";
        let status = status::with_reason(Code::DeadlineExceeded, "DEADLINE_EXCEEDED", None, problem);
        return status.into_http::<Body>().into_response();
    };
    match Status::from_header_map(response.headers()) {
        Some(status) => {
            guard.note_refusal(&path, &status);
            too_large(&status).map_or(response, |status| status.into_http::<Body>().into_response())
        }
        None => response,
    }
}

/// The gateway's question before it reads a body: may this caller call at all?
pub fn may_call(extensions: &http::Extensions, rpc: &str, public: bool) -> Result<(), Status> {
    match extensions.get::<Shown>() {
        Some(Shown(Err(error))) => {
            let status = status::of(error.clone());
            if let Some(guard) = extensions.get::<Guard>() {
                guard.note_refusal(rpc, &status);
            }
            Err(status)
        }
        Some(Shown(Ok(Some(_)))) => Ok(()),
        _ if public => Ok(()),
        _ => Err(status::of(Error::CredentialMissing)),
    }
}

/// All RPCs of the API by path, from their descriptors.
fn methods() -> Result<HashMap<String, Method>, String> {
    let pool = DescriptorPool::decode(proto::DESCRIPTORS).map_err(|error| error.to_string())?;
    let public = pool.get_extension_by_name("supportchat.v1.public").ok_or("the option 'public' is missing")?;
    let methods = pool.services().flat_map(|service| service.methods().collect::<Vec<_>>());
    let methods = methods.map(|method| {
        let path = format!("/{}/{}", method.parent_service().full_name(), method.name());
        let is_public = method.options().get_extension(&public).as_bool().unwrap_or_default();
        (path, Method { public: is_public, streams: method.is_client_streaming() || method.is_server_streaming() })
    });
    Ok(methods.collect())
}

/// The header `grpc-timeout`: up to eight digits and a unit.
fn grpc_timeout(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get("grpc-timeout")?.to_str().ok()?;
    let (digits, unit) = value.split_at_checked(value.len().checked_sub(1)?)?;
    let number: u64 = (digits.len() <= 8).then(|| digits.parse().ok())??;
    match unit {
        "H" => Some(Duration::from_secs(number * 3600)),
        "M" => Some(Duration::from_secs(number * 60)),
        "S" => Some(Duration::from_secs(number)),
        "m" => Some(Duration::from_millis(number)),
        "u" => Some(Duration::from_micros(number)),
        "n" => Some(Duration::from_nanos(number)),
        _ => None,
    }
}
