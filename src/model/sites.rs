//! Sites: where visitors come from, how the widget looks there and who may show it.

use serde::{Deserialize, Serialize};

use super::{Origin, OriginPattern, Time};

/// A site that the widget is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Its id.
    pub id: i64,
    /// Its public key, which the widget sends.
    pub key: String,
    /// Its name.
    pub name: String,
    /// What can be set.
    pub settings: SiteSettings,
    /// What it proves its visitors with; `None` until one is made.
    pub secret: Option<SiteSecret>,
    /// When it was made.
    pub created_at: Time,
}

/// What a site proves its visitors with. The service computes the same HMAC, so it has to keep the secret itself.
#[derive(Clone, PartialEq, Eq)]
pub struct SiteSecret(pub String);

impl std::fmt::Debug for SiteSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SiteSecret(..)")
    }
}

/// What can be set of a site. Stored as JSON; a field's name is for ever.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SiteSettings {
    /// The patterns of the pages that may embed the widget, in their one spelling.
    pub allowed_origins: Vec<String>,
    /// How the widget looks and what it asks.
    pub widget: WidgetSettings,
    /// For how many seconds after its end a session opens again; 0: never.
    pub reopen_window_seconds: i32,
    /// Whether only proven visitors are let in.
    pub require_verification: bool,
}

/// How the widget looks and what it asks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WidgetSettings {
    /// `#rrggbb`, or empty for the default.
    pub accent_color: String,
    /// What replaces the widget's own texts.
    pub texts: Vec<WidgetText>,
    /// What is asked before a chat.
    pub pre_chat_fields: Vec<PreChatField>,
}

/// What replaces one text of the widget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WidgetText {
    /// The language that it is for; empty for all.
    pub locale: String,
    /// The text's name in the widget's language files.
    pub key: String,
    /// The text.
    pub text: String,
}

/// One question before a chat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreChatField {
    /// What it asks for.
    pub kind: PreChatFieldKind,
    /// The label; empty for the widget's own.
    pub label: String,
    /// Whether a chat begins only with an answer.
    pub required: bool,
}

/// What a question before a chat asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PreChatFieldKind {
    /// The visitor's name.
    Name,
    /// The visitor's e-mail address.
    Email,
    /// A line of text.
    Text,
}

/// What a new site is made of. It has been checked.
#[derive(Debug, Clone)]
pub struct NewSite {
    /// Its public key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// What can be set.
    pub settings: SiteSettings,
    /// What it proves its visitors with.
    pub secret: SiteSecret,
}

/// What to change of a site; `None` leaves a field as it is.
#[derive(Debug, Clone, Default)]
pub struct SiteUpdate {
    /// Its name.
    pub name: Option<String>,
    /// The patterns of the pages that may embed the widget.
    pub allowed_origins: Option<Vec<String>>,
    /// How the widget looks and what it asks.
    pub widget: Option<WidgetSettings>,
    /// For how many seconds after its end a session opens again.
    pub reopen_window_seconds: Option<i32>,
    /// Whether only proven visitors are let in.
    pub require_verification: Option<bool>,
    /// What it proves its visitors with.
    pub secret: Option<SiteSecret>,
}

impl Site {
    /// How many patterns of origins a site has at most.
    pub const MAX_ORIGINS: usize = 50;
    /// The longest time for which a session opens again, in seconds.
    pub const MAX_REOPEN_WINDOW: i32 = 31_536_000;
    /// The longest public key, in bytes.
    pub const MAX_KEY: usize = 64;

    /// Whether pages of an origin may use the widget; `origin` is what a browser sends in the header of that name.
    pub fn allows(&self, origin: &str) -> bool {
        let origin = Origin::parse(origin);
        self.patterns().any(|pattern| match &origin {
            Some(origin) => pattern.allows(origin),
            // A page without an origin, such as a file, is still a page.
            None => pattern == OriginPattern::Any,
        })
    }

    /// Where the widget's page may be shown, as the sources of a Content-Security-Policy's `frame-ancestors`. The server's own pages always may.
    pub fn frame_ancestors(&self) -> String {
        let mut sources = vec!["'self'".to_owned()];
        for pattern in self.patterns() {
            if pattern == OriginPattern::Any {
                return "*".to_owned();
            }
            sources.push(pattern.to_string());
        }
        sources.join(" ")
    }

    /// What was stored is read again as strictly as it was checked: nothing else gets into a header.
    fn patterns(&self) -> impl Iterator<Item = OriginPattern> {
        self.settings.allowed_origins.iter().filter_map(|text| OriginPattern::parse(text))
    }
}

impl WidgetSettings {
    /// How many texts it replaces at most.
    pub const MAX_TEXTS: usize = 200;
    /// How long all of it is at most, in bytes of JSON: every page that shows the widget loads it.
    pub const MAX_JSON: usize = 48 * 1024;
    /// How many questions there are at most.
    pub const MAX_FIELDS: usize = 10;
    /// The longest name of a text and the longest label, in characters.
    pub const MAX_KEY: usize = 64;
    /// The longest text, in characters.
    pub const MAX_TEXT: usize = 1000;
    /// The longest language tag, in characters.
    pub const MAX_LOCALE: usize = 35;
}

#[cfg(test)]
mod tests {
    use super::{Site, SiteSettings};

    fn site(allowed_origins: &[&str]) -> Site {
        let allowed_origins = allowed_origins.iter().map(|text| (*text).to_owned()).collect();
        let settings = SiteSettings { allowed_origins, ..SiteSettings::default() };
        Site { id: 1, key: "default".into(), name: "Shop".into(), settings, secret: None, created_at: chrono::DateTime::UNIX_EPOCH }
    }

    #[test]
    fn a_site_allows_what_any_of_its_patterns_allows() {
        let site = site(&["https://shop.example.com", "http://*.test.example:8080"]);
        assert!(site.allows("https://shop.example.com") && site.allows("http://a.test.example:8080"));
        for other in ["https://a.test.example", "https://example.com", "null", "", "shop.example.com"] {
            assert!(!site.allows(other), "{other}");
        }
        assert_eq!(site.frame_ancestors(), "'self' https://shop.example.com http://*.test.example:8080");
    }

    #[test]
    fn a_star_is_any_page_and_nothing_is_none() {
        let open = site(&["https://shop.example.com", "*"]);
        assert!(open.allows("https://evil.com") && open.allows("null"));
        assert_eq!(open.frame_ancestors(), "*");
        let shut = site(&[]);
        assert!(!shut.allows("https://shop.example.com") && !shut.allows("null"));
        assert_eq!(shut.frame_ancestors(), "'self'");
    }

    #[test]
    fn nothing_else_gets_into_the_header() {
        let site = site(&["https://a.example; script-src *", "https://b.example\r\nX-Evil: 1", "'unsafe-inline'"]);
        assert_eq!(site.frame_ancestors(), "'self'");
    }

    #[test]
    fn settings_of_the_first_migration_are_read() {
        let settings: SiteSettings = serde_json::from_str(r#"{"allowed_origins":["*"]}"#).expect("settings");
        assert_eq!(settings, SiteSettings { allowed_origins: vec!["*".into()], ..SiteSettings::default() });
    }
}
