//! One line in the log for each request, with an id that the answer carries too.

use std::time::Instant;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderName, HeaderValue};
use tracing::Instrument as _;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const MAX_ID: usize = 64;

/// Gives the request an id, the client's own if it sent a harmless one, and logs how it went. Query strings are left out: they may name people.
pub(super) async fn requests(mut request: Request, next: Next) -> Response {
    let id = request.headers().get(&REQUEST_ID).filter(|id| harmless(id)).cloned().unwrap_or_else(new_id);
    request.headers_mut().insert(REQUEST_ID, id.clone());
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let span = tracing::info_span!("request", id = id.to_str().unwrap_or_default());
    async move {
        let began = Instant::now();
        let mut response = next.run(request).await;
        let (status, ms) = (response.status().as_u16(), u64::try_from(began.elapsed().as_micros().div_ceil(1000)).unwrap_or(u64::MAX));
        let grpc_status = response.headers().get("grpc-status").and_then(|status| status.to_str().ok());
        match path.as_str() {
            "/healthz" | "/readyz" => tracing::debug!(%method, path, status, ms, "answered"),
            _ => tracing::info!(%method, path, status, grpc_status, ms, "answered"),
        }
        response.headers_mut().insert(REQUEST_ID, id);
        response
    }
    .instrument(span)
    .await
}

fn harmless(id: &HeaderValue) -> bool {
    (1..=MAX_ID).contains(&id.len()) && id.as_bytes().iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(byte))
}

fn new_id() -> HeaderValue {
    let number: u64 = rand::random();
    HeaderValue::from_str(&format!("{number:016x}")).unwrap_or(HeaderValue::from_static("0"))
}
