//! What a browser may do on the pages.

use http::HeaderMap;
use http::header::{
    CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};

use crate::store::Store;

/// Which page a file belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// The panel that other pages embed.
    Widget,
    /// The agents' console.
    Console,
    /// The shop.
    Demo,
}

/// What the widget's panel and the console may load: their own files and answers, and pictures that administrators name by their https address.
const APP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; font-src 'self'; \
    img-src 'self' data: blob: https:; media-src 'self' blob:; form-action 'none'; base-uri 'none'; frame-ancestors ";

const DEMO: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

/// The sources that may embed the widget of the site that the query names. A site that does not exist has nothing to protect: its panel says so.
pub async fn ancestors(store: &Store, query: Option<&str>) -> Option<String> {
    let key = query?.split('&').find_map(|pair| pair.strip_prefix("site="))?;
    // Keys have no characters that a URL would escape.
    let site = store.find_site(key).await;
    match site {
        Ok(Some(site)) => Some(site.frame_ancestors()),
        Ok(None) => None,
        Err(error) => {
            tracing::warn!(%error, "a site could not be read; its widget is shown nowhere for now");
            Some("'none'".to_owned())
        }
    }
}

/// The headers that every file has.
pub fn protect(headers: &mut HeaderMap, https: bool) {
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // Pages that isolate themselves may still load the widget.
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin"));
    if https {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
}

/// The headers that pages have on top: what may run, and who may embed them.
pub fn restrict(headers: &mut HeaderMap, page: Page, ancestors: Option<&str>) {
    let policy = match page {
        Page::Widget => format!("{APP}{}", ancestors.unwrap_or("*")),
        Page::Console => format!("{APP}'none'"),
        Page::Demo => DEMO.to_owned(),
    };
    // A source that makes no header: nobody may embed it.
    let policy = HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"));
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    // The panel's own requests say where they come from; other sites learn nothing.
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    let denied = HeaderValue::from_static("camera=(), microphone=(), geolocation=(), payment=(), usb=()");
    headers.insert(HeaderName::from_static("permissions-policy"), denied);
    if page == Page::Console {
        headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
        headers.insert(HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin"));
    }
}
