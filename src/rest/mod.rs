//! The REST gateway: reads the `google.api.http` annotations of the proto files and translates JSON to the same services in the same process.
//! There is no second schema: paths, parameters, bodies, the OpenAPI document and the reference page all come from the descriptors.

#![expect(clippy::format_push_string, reason = "texts that are made at start-up, or for an error: nothing is gained by writing them in place")]

mod call;
mod descriptors;
mod docs;
mod error;
mod gateway;
mod json_in;
mod json_out;
mod openapi;
mod page;
mod path;
mod raw;
mod rules;
mod scalar;
mod schema;
mod sse;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::future::{Ready, ready};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use axum::routing::any;
use tonic::Status;

pub use error::error_response;
pub use openapi::openapi;

use error::Problem;
use gateway::{Endpoint, Gateway};

/// Whether a caller may come in: what an outer layer has put into the request's extensions, the path of the RPC, and whether it is public.
pub type Admit = fn(&http::Extensions, &str, bool) -> Result<(), Status>;

/// How the gateway is set up.
#[derive(Clone, Debug)]
pub struct Options {
    /// The address that clients use, for the OpenAPI document.
    pub public_url: Option<String>,
    /// The version that the OpenAPI document carries.
    pub version: &'static str,
    /// The longest body, in bytes.
    pub max_body: usize,
    /// Who may come in. It is asked before a body is read.
    pub admit: Admit,
}

/// Why the gateway cannot start.
#[derive(Debug, thiserror::Error)]
pub enum RestError {
    /// The descriptors do not fit together.
    #[error("the API's descriptors do not load: {0}")]
    Descriptors(#[from] prost_reflect::DescriptorError),
    /// The types of error details do not load.
    #[error("the types of error details do not load: {0}")]
    Types(String),
    /// An annotation makes no sense.
    #[error("the HTTP rule of {rpc} is wrong: {problem}")]
    Rule {
        /// The RPC's full name.
        rpc: String,
        /// What is wrong.
        problem: String,
    },
    /// The OpenAPI document cannot be written.
    #[error("the OpenAPI document cannot be written: {0}")]
    OpenApi(#[from] serde_json::Error),
    /// A header of a page cannot be written.
    #[error("a header cannot be written: {0}")]
    Header(#[from] http::header::InvalidHeaderValue),
}

/// The REST paths. `grpc` holds the tonic services without a layer for grpc-web. Other paths are left to whoever merges this.
#[expect(clippy::needless_pass_by_value, reason = "the options are used up")]
pub fn router(grpc: Router, options: Options) -> Result<Router, RestError> {
    let mut endpoints: BTreeMap<String, Endpoint> = BTreeMap::new();
    let mut order = Vec::new();
    for rule in rules::all()? {
        order.push(openapi::operation_id(&rule));
        endpoints.entry(rule.template.route()).or_default().rules.push(rule);
    }
    let gateway = Arc::new(Gateway { grpc, max_body: options.max_body, admit: options.admit });
    let mut router = Router::new();
    for (route, endpoint) in endpoints {
        let gateway = Arc::clone(&gateway);
        let endpoint = Arc::new(endpoint);
        router = router.route(
            &route,
            any(move |request: Request| {
                let (gateway, endpoint) = (Arc::clone(&gateway), Arc::clone(&endpoint));
                async move { gateway.serve(&endpoint, request).await }
            }),
        );
    }
    let document = openapi(&options)?;
    let json = page::Page::json(serde_json::to_vec(&document)?)?;
    let docs = page::Page::html(docs::page(&document, &order), &docs::content_security_policy())?;
    Ok(router.route("/openapi.json", json.route()).route("/docs", docs.route()))
}

/// The answer at paths where nothing is: our 404. It is a handler for axum.
pub fn fallback(_request: Request) -> Ready<Response<Body>> {
    ready(Problem::path_not_found().into_response())
}
