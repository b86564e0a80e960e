//! The embedded files: which of a file's forms a browser takes, and what it has of it already.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use http::{HeaderMap, HeaderValue};
use rust_embed::{EmbeddedFile, RustEmbed};

/// What `clients/typescript` builds, laid out as it is served. Beside a file that compresses well stand its `.br` and `.gz`. A release build holds the files;
/// one for development reads them from the directory that it was built in.
#[derive(RustEmbed)]
#[folder = "clients/typescript/dist"]
struct Dist;

/// The compressed forms, the best first: what a client calls it, and how the file ends.
const FORMS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// A file in the form that a client takes.
pub struct Asset {
    file: EmbeddedFile,
    mime: String,
    encoding: Option<&'static str>,
    /// Its name holds a hash of what is in it: what was fetched once never changes.
    hashed: bool,
}

impl Asset {
    /// The file of this name, if it is there; its compressed forms have no names of their own.
    pub fn find(name: &str, headers: &HeaderMap) -> Option<Self> {
        if FORMS.iter().any(|(_, ending)| name.ends_with(ending)) {
            return None;
        }
        let plain = Dist::get(name)?;
        let mime = plain.metadata.mimetype().to_owned();
        let mut accepted = FORMS.iter().filter(|(encoding, _)| accepts(headers, encoding));
        let compressed = accepted.find_map(|(encoding, ending)| Some((*encoding, Dist::get(&format!("{name}{ending}"))?)));
        let (encoding, file) = compressed.map_or((None, plain), |(encoding, file)| (Some(encoding), file));
        Some(Self { file, mime, encoding, hashed: name.contains("/assets/") })
    }

    /// Whether this build has any page.
    pub fn any() -> bool {
        Dist::get("index.html").is_some()
    }

    /// Whether a browser shows it as a page.
    pub fn is_page(&self) -> bool {
        self.mime == "text/html"
    }

    /// What is in it.
    pub fn bytes(&self) -> Bytes {
        match &self.file.data {
            Cow::Borrowed(bytes) => Bytes::from_static(bytes),
            Cow::Owned(bytes) => Bytes::copy_from_slice(bytes),
        }
    }

    /// The number of bytes.
    pub fn len(&self) -> usize {
        self.file.data.len()
    }

    /// Whether the client has just this already.
    pub fn is_known(&self, headers: &HeaderMap) -> bool {
        let tags = headers.get_all(IF_NONE_MATCH).iter().filter_map(|tags| tags.to_str().ok()).flat_map(|tags| tags.split(','));
        let tag = self.tag();
        tags.map(|known| known.trim().trim_start_matches("W/")).any(|known| known == tag || known == "*")
    }

    /// The headers that say what it is and how long it holds.
    pub fn describe(&self, headers: &mut HeaderMap) {
        let text = self.mime.starts_with("text/") || self.mime == "application/javascript";
        let mime = if text { format!("{}; charset=utf-8", self.mime) } else { self.mime.clone() };
        insert(headers, CONTENT_TYPE, &mime);
        insert(headers, ETAG, &self.tag());
        // Without a hash in the name: kept, and asked for again each time, which costs no bytes as long as it is the same.
        insert(headers, CACHE_CONTROL, if self.hashed { "public, max-age=31536000, immutable" } else { "no-cache" });
        insert(headers, VARY, "accept-encoding");
        if let Some(encoding) = self.encoding {
            insert(headers, CONTENT_ENCODING, encoding);
        }
    }

    /// Different for each form, as a strong tag has to be: the hash is of the compressed bytes.
    fn tag(&self) -> String {
        let hash = hex::encode(self.file.metadata.sha256_hash());
        format!("\"{}\"", hash.get(..32).unwrap_or(&hash))
    }
}

fn insert(headers: &mut HeaderMap, name: http::HeaderName, value: &str) {
    // All values are made of the build's file names and types, which are ASCII.
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// Whether the client takes an encoding: named in the header, and not with `q=0`.
fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let offers = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
    offers.into_iter().any(|offer| {
        let mut parts = offer.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let refused = parts.filter_map(|part| part.strip_prefix("q=")).any(|quality| quality.parse() == Ok(0.0_f32));
        named && !refused
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn takes(header: &'static str, encoding: &str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(header));
        accepts(&headers, encoding)
    }

    #[test]
    fn encodings_are_taken_as_offered() {
        assert!(takes("gzip, deflate, br", "br"));
        assert!(takes("BR;q=0.5", "br"));
        assert!(!takes("gzip, br;q=0", "br"));
        assert!(!takes("br; q=0.0", "br"));
        assert!(!takes("brotli", "br"));
        assert!(!accepts(&HeaderMap::new(), "gzip"));
    }

    #[test]
    fn compressed_forms_have_no_names_of_their_own() {
        assert!(Asset::find("index.html.br", &HeaderMap::new()).is_none());
        assert!(Asset::find("../index.html", &HeaderMap::new()).is_none());
    }
}
