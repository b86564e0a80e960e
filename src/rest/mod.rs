//! STUB
#![allow(missing_docs, clippy::all, clippy::pedantic)]
pub struct Options {
    pub public_url: Option<String>,
    pub version: &'static str,
    pub max_body: usize,
    pub admit: fn(&http::Extensions, bool) -> Result<(), tonic::Status>,
}
#[derive(Debug, thiserror::Error)]
#[error("x")]
pub struct RestError;
pub fn router(_g: axum::Router, _o: Options) -> Result<axum::Router, RestError> {
    Ok(axum::Router::new())
}
pub async fn fallback(_r: axum::extract::Request) -> axum::response::Response {
    todo!()
}
pub fn openapi(_p: Option<&str>, _v: &str) -> Result<serde_json::Value, RestError> {
    todo!()
}
