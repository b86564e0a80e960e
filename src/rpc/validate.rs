//! Checks of fields that many requests have.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::model::{ChatSession, Error, Result};

const DEFAULT_PAGE: i64 = 50;
const MAX_PAGE: i64 = 1000;
const MAX_ID: i64 = 1 << 53;
/// The greatest length of the address of a page or a picture, in characters.
pub const MAX_ADDRESS: usize = 2048;
/// The greatest length of a name, an address or an external id, in characters.
pub const MAX_TEXT: usize = 255;

/// An id that must be given.
pub fn id(field: &'static str, value: i64) -> Result<i64> {
    optional_id(field, value)?.ok_or_else(|| Error::invalid(field, "FIELD_REQUIRED", "this field must be given"))
}

/// An id that may be left out, as 0.
pub fn optional_id(field: &'static str, value: i64) -> Result<Option<i64>> {
    match value {
        0 => Ok(None),
        1..MAX_ID => Ok(Some(value)),
        _ => Err(Error::invalid(field, "OUT_OF_RANGE", "an id is a positive number below 2^53")),
    }
}

/// The id of a session that must be given. One that no session can have is let through, for it is simply not found.
pub fn session_id(field: &'static str, value: i64) -> Result<i64> {
    let id = id(field, value)?;
    if id >= ChatSession::MAX_ID { Err(Error::not_found(crate::model::Noun::Session, id)) } else { Ok(id) }
}

/// A seq. One that no session reaches is let through, up to where arithmetic with it would overflow.
pub fn seq(field: &'static str, value: i64) -> Result<i64> {
    match value {
        0..MAX_ID => Ok(value),
        _ => Err(Error::invalid(field, "OUT_OF_RANGE", "a seq is never negative, and below 2^53")),
    }
}

/// The size of a page.
pub fn page_size(value: i32) -> Result<i64> {
    match i64::from(value) {
        0 => Ok(DEFAULT_PAGE),
        size @ 1..=MAX_PAGE => Ok(size),
        _ => Err(Error::invalid("page_size", "OUT_OF_RANGE", format!("a page has 1 to {MAX_PAGE} items; 0 means {DEFAULT_PAGE}"))),
    }
}

/// What is paged: a page token of one list means nothing in another.
#[derive(Debug, Clone, Copy)]
pub enum List {
    /// Sessions.
    Sessions = 1,
    /// A session's messages.
    Messages,
    /// Users.
    Users,
    /// Agents.
    Agents,
    /// API keys.
    ApiKeys,
    /// A session's messages, backwards.
    OlderMessages,
    /// Sites.
    Sites,
    /// Teams.
    Teams,
    /// Canned replies.
    CannedReplies,
    /// Hits of a search.
    Search,
    /// Records of the audit log.
    AuditRecords,
}

/// The place where a page begins, from the token of the page before.
pub fn page_start(list: List, token: &str, first: i64) -> Result<i64> {
    if token.is_empty() {
        return Ok(first);
    }
    let bytes = URL_SAFE_NO_PAD.decode(token).ok().and_then(|bytes| <[u8; 9]>::try_from(bytes).ok());
    let start = bytes.filter(|[of, ..]| *of == list as u8).map(|[_, place @ ..]| i64::from_be_bytes(place));
    // Anyone can make a token up.
    let start = start.filter(|start| (0..MAX_ID).contains(start));
    start.ok_or_else(|| Error::invalid("page_token", "INVALID_PAGE_TOKEN", "this is no next_page_token of an earlier answer of this method"))
}

/// The token of the page behind an item, and nothing behind the last: a page is asked for with one item more than it has.
pub fn next_page<T>(list: List, items: &mut Vec<T>, size: i64, place: impl Fn(&T) -> i64) -> String {
    let size = usize::try_from(size).unwrap_or_default();
    if items.len() <= size {
        return String::new();
    }
    items.truncate(size);
    let token = |last: &T| [&[list as u8], place(last).to_be_bytes().as_slice()].concat();
    items.last().map(|last| URL_SAFE_NO_PAD.encode(token(last))).unwrap_or_default()
}

/// A text that must be given, at most 255 characters.
pub fn name(field: &'static str, value: &str) -> Result<String> {
    let text = optional_text(field, value)?;
    if text.is_empty() { Err(Error::invalid(field, "FIELD_REQUIRED", "this field must be given")) } else { Ok(text) }
}

/// A text of at most 255 characters; white space around it is cut off.
pub fn optional_text(field: &'static str, value: &str) -> Result<String> {
    text(field, value, MAX_TEXT)
}

/// A text of at most so many characters; white space around it is cut off.
pub fn text(field: &'static str, value: &str, most: usize) -> Result<String> {
    if value.chars().count() > most {
        return Err(Error::invalid(field, "VALUE_TOO_LONG", format!("at most {most} characters are allowed")));
    }
    if value.chars().any(char::is_control) {
        return Err(Error::invalid(field, "INVALID_CHARACTER", "control characters are not allowed"));
    }
    Ok(value.trim().to_owned())
}

/// A site's own id for a user. It is taken as it is: cutting white space off would make two ids the same.
pub fn external_id(field: &'static str, value: String) -> Result<String> {
    if optional_text(field, &value)? == value {
        Ok(value)
    } else {
        Err(Error::invalid(field, "INVALID_CHARACTER", "an external id has no white space around it"))
    }
}

/// An e-mail address, or nothing. Only mail itself can tell whether it is real.
pub fn email(field: &'static str, value: &str) -> Result<String> {
    let text = optional_text(field, value)?;
    let parts = text.rsplit_once('@');
    if text.is_empty() || parts.is_some_and(|(local, host)| !local.is_empty() && !host.is_empty() && !text.contains(char::is_whitespace)) {
        Ok(text)
    } else {
        Err(Error::invalid(field, "INVALID_EMAIL", "an e-mail address looks like name@example.com"))
    }
}

/// The address of a picture that pages may show, or nothing.
pub fn picture(field: &'static str, value: &str) -> Result<String> {
    let address = text(field, value, MAX_ADDRESS)?;
    let https = || url::Url::parse(&address).is_ok_and(|url| url.scheme() == "https" && url.has_host());
    if address.is_empty() || (!address.contains(char::is_whitespace) && https()) {
        Ok(address)
    } else {
        Err(Error::invalid(field, "INVALID_URL", "the address of a picture begins with https://"))
    }
}

/// A new password.
pub fn password(value: &str) -> Result<()> {
    let length = crate::auth::passwords::LENGTH;
    if length.contains(&value.chars().count()) {
        return Ok(());
    }
    Err(Error::invalid("password", "BAD_LENGTH", format!("a password has {} to {} characters", length.start(), length.end())))
}
