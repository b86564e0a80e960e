//! Attachments: files and images that are sent in a session.

use super::{Error, Noun, Participant};

/// What everyone in the session sees of a file.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Attachment {
    /// Its id.
    pub id: i64,
    /// The session that it was uploaded into.
    pub chat_session_id: i64,
    /// Its name, without any path.
    pub name: String,
    /// What it is, as a media type without parameters.
    pub content_type: String,
    /// The number of bytes.
    pub size: i64,
    /// The width of an image in pixels; 0 where it is not known.
    pub width: i32,
    /// The height of an image in pixels; 0 where it is not known.
    pub height: i32,
}

impl Attachment {
    /// The greatest length of a name, in characters.
    pub const MAX_NAME: usize = 255;
    /// The only types that a page ever shows.
    pub const IMAGES: [&str; 4] = ["image/png", "image/jpeg", "image/gif", "image/webp"];
    /// The type of everything else that may do harm where it is shown.
    pub const BYTES: &str = "application/octet-stream";

    /// Whether a page may show it. Its type was read from its bytes then.
    pub fn is_image(&self) -> bool {
        Self::IMAGES.contains(&self.content_type.as_str())
    }

    /// The answer for an attachment that is not there, or not for the caller.
    pub fn not_found(id: i64) -> Error {
        Error::not_found(Noun::Attachment, id)
    }
}

/// An attachment with what only the service knows of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// The attachment; its size is 0 until all its bytes are there.
    pub attachment: Attachment,
    /// Who uploaded it, and alone may send it.
    pub uploader: Participant,
    /// Where the blob store has its bytes.
    pub location: String,
    /// The message that shows it; `None` until it was sent.
    pub message_id: Option<i64>,
}

impl Upload {
    /// What `message_id` holds once the attachment was never sent and is being deleted: no message has this id.
    pub const ABANDONED: i64 = 0;

    /// Whether a message shows it.
    pub fn was_sent(&self) -> bool {
        self.message_id.is_some_and(|id| id != Self::ABANDONED)
    }
}

/// An upload that begins.
#[derive(Debug, Clone)]
pub struct NewUpload {
    /// The session.
    pub chat_session_id: i64,
    /// Who uploads.
    pub uploader: Participant,
    /// The file's name.
    pub name: String,
    /// Where its bytes will be.
    pub location: String,
}

/// The name that a file goes by: without the path before it, and without characters that nobody sees or that turn the text around.
pub fn file_name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let hidden = |letter: &char| letter.is_control() || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let name: String = last.chars().filter(|letter| !hidden(letter)).collect();
    match name.trim() {
        "" | "." | ".." => "file".to_owned(),
        name => name.to_owned(),
    }
}

/// The type that a file goes by, from what its uploader says and from what its first bytes are taken for.
pub fn content_type(claimed: &str, seen: Option<&'static str>) -> String {
    if let Some(image) = seen {
        return image.to_owned();
    }
    let essence = claimed.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let token = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$&^_.+-".contains(&byte));
    let harmless = essence.split_once('/').is_some_and(|(kind, sub)| token(kind) && token(sub) && kind != "image" && !is_active(sub));
    if harmless && essence.len() <= 127 { essence } else { Attachment::BYTES.to_owned() }
}

/// Whether a browser may run what is of this subtype: pages, scripts, and XML, which can hold both.
fn is_active(subtype: &str) -> bool {
    let words = ["html", "svg", "script", "flash"];
    subtype == "xml" || subtype.ends_with("+xml") || subtype.starts_with("xml-") || words.iter().any(|word| subtype.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_segment_that_can_be_read() {
        for (given, name) in [
            ("invoice.pdf", "invoice.pdf"),
            ("/etc/passwd", "passwd"),
            ("C:\\Users\\ada\\Rechnung März.pdf", "Rechnung März.pdf"),
            ("../../up", "up"),
            ("a\r\nSet-Cookie: b", "aSet-Cookie: b"),
            ("annexe\u{202e}gpj.exe", "annexegpj.exe"),
            ("dir/", "file"),
            ("..", "file"),
            ("\u{7}", "file"),
        ] {
            assert_eq!(file_name(given), name, "{given:?}");
        }
    }

    #[test]
    fn a_type_is_believed_only_where_it_does_no_harm() {
        let word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
        for (claimed, taken) in [
            ("application/pdf", "application/pdf"),
            ("Text/Plain; charset=utf-8", "text/plain"),
            ("application/zip", "application/zip"),
            (word, word),
        ] {
            assert_eq!(content_type(claimed, None), taken);
        }
        let harmful = "image/svg+xml image/png image/x-icon text/html application/xhtml+xml text/xml application/xml application/rss+xml text/javascript \
             application/ecmascript text/xml-external-parsed-entity application/x-shockwave-flash TEXT/HTML;x=y";
        for claimed in harmful.split(' ').chain(["", "nonsense", "a/b/c", "te xt/plain", "text/", "text/plain\r\nX: y", "text/pläin"]) {
            assert_eq!(content_type(claimed, None), Attachment::BYTES, "{claimed:?}");
        }
        assert_eq!(content_type(&format!("text/{}", "x".repeat(200)), None), Attachment::BYTES);
        assert_eq!(content_type("text/html", Some("image/png")), "image/png", "the bytes say what it is");
    }
}
