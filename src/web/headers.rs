//! What a browser may do on the pages.

use std::borrow::Cow;

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

/// The site whose widget the panel shows where none is named.
const DEFAULT_SITE: &str = "default";

const DEMO: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

/// The site whose widget a query asks for. The panel reads the query with URLSearchParams: what this reads must be the same, escapes and all, or a page
/// could show one site's widget under the rules of another.
fn site_key(query: Option<&str>) -> Cow<'_, str> {
    let mut pairs = url::form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    pairs.find(|(name, _)| name == "site").map_or(Cow::Borrowed(DEFAULT_SITE), |(_, key)| key)
}

/// The sources that may embed the widget of the site that the query names. A site that does not exist has nothing to protect: its panel says so.
pub async fn ancestors(store: &Store, query: Option<&str>) -> Option<String> {
    match store.find_site(&site_key(query)).await {
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

#[cfg(test)]
mod tests {
    use super::site_key;

    #[test]
    fn a_site_is_read_as_the_panel_reads_it() {
        for query in [
            "site=shop",
            "lang=de&site=shop",
            "%73ite=shop",
            "site=sh%6fp",
            "si%74e=%73hop&x",
            "site=shop&site=other",
            "&&site=shop",
            "Site=x&site=shop",
        ] {
            assert_eq!(site_key(Some(query)), "shop", "{query}");
        }
        for query in [None, Some(""), Some("Site=shop"), Some("website=shop"), Some("?site=shop")] {
            assert_eq!(site_key(query), "default", "{query:?}");
        }
        assert_eq!(site_key(Some("site=")), "", "an empty name is no site's");
    }
}
