//! Who calls: what the layer in `guard` found out, as the services ask for it.

use std::net::IpAddr;
use std::sync::Arc;

use tonic::metadata::MetadataValue;
use tonic::{Request, Status};

use super::status;
use crate::auth::{Caller, Identity};
use crate::model::{Actor, Error, Visit};

/// What a request showed of itself: put into its extensions before anything else looks at it. `Ok(None)`: no credential.
#[derive(Debug, Clone)]
pub struct Shown(pub Result<Option<Arc<Identity>>, Error>);

/// The address that a call comes from: that of the connection, or what a trusted proxy says.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub IpAddr);

/// The page of another server that a browser calls from, as the header `Origin` names it: in a request's extensions, and not there for calls that come
/// from no page or from one of this server's own.
#[derive(Debug, Clone)]
pub struct OtherPage(pub String);

/// The header `User-Agent`, as far as it is kept.
pub fn user_agent<T>(request: &Request<T>) -> String {
    let header = request.metadata().get("user-agent").map(MetadataValue::as_encoded_bytes).unwrap_or_default();
    String::from_utf8_lossy(header).chars().filter(|letter| !letter.is_control()).take(Visit::MAX_USER_AGENT).collect()
}

/// The identity of whoever calls; refuses a call without one.
pub fn identity<T>(request: &Request<T>) -> Result<Arc<Identity>, Status> {
    optional_identity(request)?.ok_or_else(|| status::of(Error::CredentialMissing))
}

/// The identity of whoever calls, if they showed one; refuses a bad one.
pub fn optional_identity<T>(request: &Request<T>) -> Result<Option<Arc<Identity>>, Status> {
    match request.extensions().get::<Shown>() {
        Some(Shown(shown)) => shown.clone().map_err(status::of),
        None => Ok(None),
    }
}

/// Who calls.
pub fn caller<T>(request: &Request<T>) -> Result<Caller, Status> {
    Ok(identity(request)?.caller)
}

/// The caller as one who acts on sessions.
pub fn actor<T>(request: &Request<T>) -> Result<Actor, Status> {
    caller(request)?.actor().map_err(status::of)
}
