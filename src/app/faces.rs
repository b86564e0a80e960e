//! The faces of the service on its one port: gRPC, grpc-web, REST, health, files.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use http::{HeaderName, StatusCode, header};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tonic::Code;
use tonic::service::Routes;
use tonic_health::server::HealthReporter;
use tonic_web::GrpcWebLayer;
use tower_http::cors::{AllowHeaders, Any, CorsLayer};

use super::{Failure, log};
use crate::audit::Audit;
use crate::auth::{Logins, RateLimits, Refusals};
use crate::chat::Chat;
use crate::clock::SharedClock;
use crate::config::{MAX_PUBLIC_REQUEST, MAX_REQUEST};
use crate::rest;
use crate::rpc::guard::{self, Guard};
use crate::rpc::proto::admin_service_server::AdminServiceServer;
use crate::rpc::proto::agent_service_server::AgentServiceServer;
use crate::rpc::proto::audit_service_server::AuditServiceServer;
use crate::rpc::proto::auth_service_server::AuthServiceServer;
use crate::rpc::proto::chat_service_server::ChatServiceServer;
use crate::rpc::{AdminRpc, AgentRpc, AuditRpc, AuthRpc, ChatRpc, proto, status};
use crate::store::Store;
use crate::web;

/// How long the store has to show that it is there.
const READY_WITHIN: Duration = Duration::from_secs(2);

/// What the faces are made of.
pub(super) struct Parts {
    pub(super) chat: Chat,
    pub(super) audit: Audit,
    pub(super) store: Store,
    pub(super) clock: SharedClock,
    pub(super) limits: Arc<RateLimits>,
    pub(super) refusals: Refusals,
    pub(super) guard: Guard,
    /// The service has been asked to stop.
    pub(super) draining: CancellationToken,
}

/// All faces, and what tells the health service.
pub(super) fn router(parts: Parts, logins: Logins, url: &str) -> Result<(Router, HealthReporter), Failure> {
    let Parts { chat, audit, store, clock, limits, refusals, guard, draining } = parts;
    let (reporter, health) = tonic_health::server::health_reporter();
    let reflection = |error| Failure::new("reflection cannot be built", error);
    let mut routes = Routes::new(health);
    routes = routes
        .add_service(ChatServiceServer::new(ChatRpc::new(chat.clone(), limits, refusals)).max_decoding_message_size(MAX_REQUEST))
        .add_service(AuthServiceServer::new(AuthRpc::new(logins)).max_decoding_message_size(MAX_PUBLIC_REQUEST))
        .add_service(AgentServiceServer::new(AgentRpc::new(chat.clone(), store.clone())).max_decoding_message_size(MAX_REQUEST))
        .add_service(AuditServiceServer::new(AuditRpc::new(audit, chat.clone())).max_decoding_message_size(MAX_REQUEST))
        .add_service(AdminServiceServer::new(AdminRpc::new(chat, store.clone(), clock)).max_decoding_message_size(MAX_REQUEST))
        .add_service(reflection_builder().build_v1().map_err(reflection)?)
        .add_service(reflection_builder().build_v1alpha().map_err(reflection)?);
    let grpc = routes.prepare().into_axum_router().reset_fallback().layer(from_fn_with_state(guard.clone(), guard::admit));

    let options = rest_options(Some(url.to_owned()));
    let rest = rest::router(grpc.clone(), options).map_err(|error| Failure::new("the REST gateway cannot be built", error))?;
    let pages = web::router(store.clone(), url.starts_with("https:"));
    let health = Router::new().route("/healthz", get(async || "ok\n")).route("/readyz", get(ready).with_state((store, draining)));

    let router = Router::new()
        .merge(grpc.layer(GrpcWebLayer::new()))
        .merge(rest)
        .merge(health)
        .fallback(fallback)
        .layer(from_fn_with_state(guard, guard::authenticate))
        // Files are for everyone, and loading a page costs nobody their share of calls.
        .merge(pages)
        .layer(cors())
        .layer(from_fn(log::requests));
    Ok((router, reporter))
}

/// How the gateway is set up, for clients that reach it under a URL.
pub fn rest_options(public_url: Option<String>) -> rest::Options {
    // Below what tonic accepts, so that a body that is too large is refused as one.
    rest::Options { public_url, version: env!("CARGO_PKG_VERSION"), max_body: MAX_REQUEST - 1024, admit: guard::may_call }
}

fn reflection_builder() -> tonic_reflection::server::Builder<'static> {
    tonic_reflection::server::Builder::configure()
        .register_encoded_file_descriptor_set(proto::DESCRIPTORS)
        .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
}

/// Any page may call: what it can do is decided by the bearer token that it holds, and no browser sends one by itself. Headers are mirrored
/// because a browser does not take `*` to mean Authorization.
fn cors() -> CorsLayer {
    let exposed = ["grpc-status", "grpc-message", "grpc-status-details-bin", "x-request-id", "retry-after"].map(HeaderName::from_static);
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods(Any)
        .allow_headers(AllowHeaders::mirror_request())
        .expose_headers(exposed)
        .max_age(Duration::from_secs(3600))
}

async fn ready(State((store, draining)): State<(Store, CancellationToken)>) -> Response {
    if draining.is_cancelled() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n").into_response();
    }
    match timeout(READY_WITHIN, store.ping()).await {
        Ok(Ok(())) => "ready\n".into_response(),
        _ => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response(),
    }
}

/// What no route takes: an RPC that does not exist, or a path that does not.
async fn fallback(request: Request) -> Response {
    let content_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if content_type.starts_with("application/grpc") {
        let problem = format!("there is no RPC {}", request.uri().path());
        return status::with_reason(Code::Unimplemented, "UNKNOWN_RPC", None, problem).into_http::<Body>().into_response();
    }
    rest::fallback(request).await.into_response()
}
