//! The pages: compressed, kept by browsers as long as they hold, and shut in by their headers.

use reqwest::Response;
use reqwest::header::{ACCEPT_ENCODING, HeaderMap, IF_NONE_MATCH};
use serde_json::json;

use crate::support::rest::Rest;
use crate::support::server::http;
use crate::support::{Database, Server};

async fn fetch(server: &Server, path: &str, headers: &[(reqwest::header::HeaderName, &str)]) -> Response {
    let url = format!("http://{}{path}", server.address());
    let request = headers.iter().fold(http().get(url), |request, (name, value)| request.header(name, *value));
    request.send().await.expect("an answer")
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn policy(headers: &HeaderMap) -> &str {
    text(headers, "content-security-policy")
}

#[tokio::test]
async fn a_file_comes_in_the_form_that_the_browser_takes() {
    let database = Database::sqlite();
    let server = Server::start(&database);
    let plain = fetch(&server, "/widget.js", &[]).await;
    assert_eq!(plain.status(), 200, "the pages are built before the tests: make web");
    assert_eq!(text(plain.headers(), "content-type"), "text/javascript; charset=utf-8");
    assert_eq!(text(plain.headers(), "content-encoding"), "");
    assert_eq!(text(plain.headers(), "vary"), "accept-encoding");
    assert_eq!(text(plain.headers(), "x-content-type-options"), "nosniff");
    assert_eq!(text(plain.headers(), "cross-origin-resource-policy"), "cross-origin");
    let (plain_tag, plain_length) = (text(plain.headers(), "etag").to_owned(), plain.bytes().await.expect("a body").len());

    let small = fetch(&server, "/widget.js", &[(ACCEPT_ENCODING, "gzip, br")]).await;
    assert_eq!(text(small.headers(), "content-encoding"), "br");
    let tag = text(small.headers(), "etag").to_owned();
    assert_ne!(tag, plain_tag, "a strong tag names one form");
    assert!(small.bytes().await.expect("a body").len() < plain_length);

    let known = fetch(&server, "/widget.js", &[(ACCEPT_ENCODING, "br"), (IF_NONE_MATCH, &tag)]).await;
    assert_eq!(known.status(), 304);
    assert_eq!(text(known.headers(), "etag"), tag);
    assert_eq!(known.bytes().await.expect("a body").len(), 0);
    let stale = fetch(&server, "/widget.js", &[(ACCEPT_ENCODING, "br"), (IF_NONE_MATCH, &plain_tag)]).await;
    assert_eq!(stale.status(), 200);
}

#[tokio::test]
async fn what_a_name_says_by_its_hash_is_kept_for_ever() {
    let database = Database::sqlite();
    let server = Server::start(&database);
    for page in ["/widget/", "/console/"] {
        let html = fetch(&server, page, &[]).await;
        assert_eq!(text(html.headers(), "cache-control"), "no-cache", "{page}");
        let html = html.text().await.expect("a page");
        let script = html.split('"').find(|part| part.contains("/assets/") && part.contains(".js")).expect("a script");
        let script = if script.starts_with('/') { script.to_owned() } else { format!("{page}{}", script.trim_start_matches("./")) };
        let script = fetch(&server, &script, &[]).await;
        assert_eq!(script.status(), 200);
        assert_eq!(text(script.headers(), "cache-control"), "public, max-age=31536000, immutable", "{page}");
        assert!(!html.contains("<style") && !html.contains(" style=") && !html.contains("<script>"), "{page} has something inline");
    }
}

#[tokio::test]
async fn only_a_sites_own_pages_embed_its_widget() {
    let database = Database::sqlite();
    let server = Server::start(&database);
    let key = Rest::key(&server);
    let site = json!({"name": "Strict", "allowed_origins": ["https://shop.example.com", "https://*.example.org"]});
    let site = key.post("/sites", &site).await.expect(201);
    let site = site["site"]["key"].as_str().expect("a key").to_owned();

    let strict = fetch(&server, &format!("/widget/?site={site}"), &[]).await;
    let strict = policy(strict.headers()).to_owned();
    assert!(strict.ends_with("frame-ancestors 'self' https://shop.example.com https://*.example.org"), "{strict}");
    assert!(strict.starts_with("default-src 'none'; script-src 'self'"), "{strict}");
    for other in [format!("/widget/?%73ite={site}"), format!("/widget/index.html?x&s%69te={site}&site=default")] {
        assert_eq!(policy(fetch(&server, &other, &[]).await.headers()), strict, "{other}: the panel reads it so");
    }
    let open = fetch(&server, "/widget/?site=default", &[]).await;
    assert!(policy(open.headers()).ends_with("frame-ancestors *"));

    let console = fetch(&server, "/console/", &[]).await;
    assert!(policy(console.headers()).ends_with("frame-ancestors 'none'"));
    assert_eq!(text(console.headers(), "x-frame-options"), "DENY");
    assert!(!policy(console.headers()).contains("unsafe"));
    let demo = fetch(&server, "/", &[]).await;
    assert!(policy(demo.headers()).starts_with("default-src 'self'"));
}

#[tokio::test]
async fn there_is_nothing_beside_the_pages() {
    let database = Database::sqlite();
    let server = Server::start(&database);
    for path in ["/widget/none.js", "/console/assets/none.js", "/widget/index.html.br", "/widget/..%2f..%2fCargo.toml", "/demo/"] {
        assert_eq!(fetch(&server, path, &[]).await.status(), 404, "{path}");
    }
    let posted = http().post(format!("http://{}/", server.address())).send().await.expect("an answer");
    assert_eq!((posted.status().as_u16(), text(posted.headers(), "allow")), (405, "GET, HEAD"));
    let head = http().head(format!("http://{}/widget.js", server.address())).send().await.expect("an answer");
    assert_ne!(text(head.headers(), "content-length"), "0");
    assert_eq!(head.bytes().await.expect("a body").len(), 0);
}
