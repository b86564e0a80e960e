//! The pages that people see: the widget and its loader, the agents' console, and a demo page. They are built by `clients/typescript` and embedded in the
//! binary, each file also compressed at build time.

mod asset;
mod headers;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{MethodRouter, any};
use http::request::Parts;
use http::{Method, StatusCode, header};

use crate::store::Store;
use asset::Asset;
use headers::Page;

/// The pages' routes. `https`: browsers reach them over TLS and nothing else from then on.
pub fn router(store: Store, https: bool) -> Router {
    let site = Site { store, https };
    let folder = |page, name: &'static str| files(site.clone(), page, name);
    Router::new()
        .route("/", file(site.clone(), Page::Demo, "index.html"))
        .route("/demo/{*path}", folder(Page::Demo, "demo"))
        .route("/widget.js", file(site.clone(), Page::Widget, "widget.js"))
        .route("/widget", any(async || Redirect::permanent("/widget/")))
        .route("/widget/", file(site.clone(), Page::Widget, "widget/index.html"))
        .route("/widget/{*path}", folder(Page::Widget, "widget"))
        .route("/console", any(async || Redirect::permanent("/console/")))
        .route("/console/", file(site.clone(), Page::Console, "console/index.html"))
        .route("/console/{*path}", folder(Page::Console, "console"))
}

/// What the routes know.
#[derive(Clone)]
struct Site {
    store: Store,
    https: bool,
}

/// The route of one file.
fn file(site: Site, page: Page, name: &'static str) -> MethodRouter {
    any(async move |State(site): State<Site>, head: Parts| respond(&site, page, name, &head).await).with_state(site)
}

/// The route of a folder's files.
fn files(site: Site, page: Page, folder: &'static str) -> MethodRouter {
    let handler =
        async move |State(site): State<Site>, Path(path): Path<String>, head: Parts| respond(&site, page, &format!("{folder}/{path}"), &head).await;
    any(handler).with_state(site)
}

async fn respond(site: &Site, page: Page, name: &str, request: &Parts) -> Response {
    if !matches!(request.method, Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
    }
    let Some(asset) = Asset::find(name, &request.headers) else {
        return missing(name);
    };
    let mut response = if asset.is_known(&request.headers) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut response = Response::new(if request.method == Method::HEAD { Body::empty() } else { Body::from(asset.bytes()) });
        response.headers_mut().insert(header::CONTENT_LENGTH, asset.len().into());
        response
    };
    asset.describe(response.headers_mut());
    headers::protect(response.headers_mut(), site.https);
    if asset.is_page() {
        let ancestors = match page {
            Page::Widget => headers::ancestors(&site.store, request.uri.query()).await,
            Page::Console | Page::Demo => None,
        };
        headers::restrict(response.headers_mut(), page, ancestors.as_deref());
    }
    response
}

/// A build without the pages says so; the API works all the same.
fn missing(name: &str) -> Response {
    if Asset::any() {
        return (StatusCode::NOT_FOUND, "there is no such file\n").into_response();
    }
    let text = format!("{name} is not in this build: run `make build`, which builds the pages and embeds them. The API is at /docs.\n");
    (StatusCode::SERVICE_UNAVAILABLE, text).into_response()
}
