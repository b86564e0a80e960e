//! The two documents that are the same for everyone, made once: `/openapi.json` and `/docs`.

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use axum::routing::{MethodRouter, any};
use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderName, IF_NONE_MATCH, REFERRER_POLICY};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use sha2::{Digest as _, Sha256};

use super::RestError;
use super::error::Problem;

/// A document and its headers.
#[derive(Clone, Debug)]
pub struct Page {
    body: Bytes,
    headers: HeaderMap,
}

impl Page {
    /// JSON.
    pub fn json(body: Vec<u8>) -> Result<Self, RestError> {
        Self::new(body.into(), "application/json", None)
    }

    /// HTML with what the browser may do on it.
    pub fn html(body: String, policy: &str) -> Result<Self, RestError> {
        Self::new(body.into(), "text/html; charset=utf-8", Some(policy))
    }

    fn new(body: Bytes, kind: &'static str, policy: Option<&str>) -> Result<Self, RestError> {
        let mut headers = HeaderMap::new();
        let tag = hex::encode(Sha256::digest(&body));
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        headers.insert(ETAG, HeaderValue::from_str(&format!("\"{}\"", tag.get(..32).unwrap_or(&tag)))?);
        // Kept, and asked for again each time: a new version is seen at once and the old one costs no bytes.
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.insert(HeaderName::from_static("x-content-type-options"), HeaderValue::from_static("nosniff"));
        if let Some(policy) = policy {
            headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_str(policy)?);
            headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        }
        Ok(Self { body, headers })
    }

    /// The route that serves it.
    pub fn route(self) -> MethodRouter {
        any(move |request: Request| {
            let response = self.respond(&request);
            async move { response }
        })
    }

    fn respond(&self, request: &Request) -> Response<Body> {
        let head = request.method() == Method::HEAD;
        if !head && request.method() != Method::GET {
            return Problem::method_not_allowed("GET, HEAD").into_response();
        }
        let tag = self.headers.get(ETAG).and_then(|tag| tag.to_str().ok()).unwrap_or_default();
        let known = request.headers().get_all(IF_NONE_MATCH).iter().filter_map(|tags| tags.to_str().ok()).flat_map(|tags| tags.split(','));
        let fresh = known.map(|known| known.trim().trim_start_matches("W/")).any(|known| known == tag || known == "*");
        let mut response = Response::new(if head || fresh { Body::empty() } else { Body::from(self.body.clone()) });
        *response.headers_mut() = self.headers.clone();
        if fresh {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        } else {
            response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(self.body.len()));
        }
        response
    }
}
