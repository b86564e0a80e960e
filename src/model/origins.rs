//! Origins of pages, as browsers name them, and the patterns with which a site says whom it allows.

use url::Host;

/// Where a page comes from: scheme, host and port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    https: bool,
    host: Host,
    port: u16,
}

/// Which pages may embed a site's widget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OriginPattern {
    /// Any page.
    Any,
    /// Pages of one origin.
    One(Origin),
    /// Pages of all hosts below that of an origin, at whatever depth; not of that host itself.
    Below(Origin),
}

impl Origin {
    /// Reads an origin. `None`: it is none, such as `null` and whatever has a path, a user or another scheme than http and https.
    pub fn parse(text: &str) -> Option<Self> {
        let (scheme, authority) = text.split_once("://")?;
        let https = match scheme.to_ascii_lowercase().as_str() {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        Self::of(https, authority)
    }

    /// The origin of the address in a request's `Host` header, for a page that was loaded with the scheme of another origin: behind a proxy that
    /// ends TLS a server does not know its own.
    pub fn of_host(&self, host: &str) -> Option<Self> {
        Self::of(self.https, host)
    }

    /// The origin of a whole URL.
    pub fn of_url(text: &str) -> Option<Self> {
        let url = url::Url::parse(text).ok()?;
        Self::parse(&url.origin().ascii_serialization())
    }

    fn of(https: bool, authority: &str) -> Option<Self> {
        // The colons of an IPv6 address are inside of its brackets.
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => (host, Some(port)),
            _ => (authority, None),
        };
        let port = match port {
            Some(port) if port.bytes().all(|byte| byte.is_ascii_digit()) => port.parse().ok().filter(|port| *port != 0)?,
            Some(_) => return None,
            None if https => 443,
            None => 80,
        };
        let host = Host::parse(host).ok()?;
        // More would be a URL's host, but nothing that a name server knows, and some of it has a meaning in a header.
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
        match &host {
            Host::Domain(name) if name.starts_with('.') || name.contains("..") || !name.bytes().all(plain) => None,
            _ => Some(Self { https, host, port }),
        }
    }
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (scheme, usual) = if self.https { ("https", 443) } else { ("http", 80) };
        write!(f, "{scheme}://{}", self.host)?;
        if self.port == usual { Ok(()) } else { write!(f, ":{}", self.port) }
    }
}

impl OriginPattern {
    /// Reads a pattern: `https://shop.example.com`, `https://*.example.com` or `*`.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "*" {
            return Some(Self::Any);
        }
        let (below, text) = match text.split_once("://*.") {
            Some((scheme, rest)) => (true, format!("{scheme}://{rest}")),
            None => (false, text.to_owned()),
        };
        let origin = Origin::parse(&text)?;
        match &origin.host {
            // An address has nothing below it.
            Host::Domain(_) if below => Some(Self::Below(origin)),
            Host::Domain(_) | Host::Ipv4(_) if !below => Some(Self::One(origin)),
            // A Content-Security-Policy cannot name an IPv6 address.
            _ => None,
        }
    }

    /// Whether pages of an origin are among these.
    pub fn allows(&self, origin: &Origin) -> bool {
        match self {
            Self::Any => true,
            Self::One(one) => one == origin,
            Self::Below(above) => {
                let below = match (&above.host, &origin.host) {
                    (Host::Domain(above), Host::Domain(host)) => {
                        host.strip_suffix(above.as_str()).is_some_and(|rest| rest.len() > 1 && rest.ends_with('.'))
                    }
                    _ => false,
                };
                below && (above.https, above.port) == (origin.https, origin.port)
            }
        }
    }
}

impl std::fmt::Display for OriginPattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Any => f.write_str("*"),
            Self::One(origin) => origin.fmt(f),
            Self::Below(origin) => f.write_str(&origin.to_string().replacen("://", "://*.", 1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Origin, OriginPattern};

    fn allows(pattern: &str, origin: &str) -> bool {
        let pattern = OriginPattern::parse(pattern).unwrap_or_else(|| panic!("{pattern} is a pattern"));
        Origin::parse(origin).is_some_and(|origin| pattern.allows(&origin))
    }

    #[test]
    fn an_origin_is_scheme_host_and_port() {
        for same in ["https://shop.example.com", "https://shop.example.com:443", "HTTPS://Shop.Example.COM"] {
            assert!(allows("https://shop.example.com", same), "{same}");
            assert!(allows(same, "https://shop.example.com"), "{same}");
        }
        for other in [
            "http://shop.example.com",
            "http://shop.example.com:443",
            "https://shop.example.com:8443",
            "https://shop.example.com:80",
            "https://example.com",
            "https://a.shop.example.com",
            "https://shop.example.com.",
            "https://shop.example.com.evil.com",
            "https://evilshop.example.com",
            "https://shop.example.comevil",
            "https://shop-example.com",
        ] {
            assert!(!allows("https://shop.example.com", other), "{other}");
        }
        assert!(allows("http://localhost:3000", "http://localhost:3000"));
        assert!(allows("http://127.0.0.1:3000", "http://127.0.0.1:3000"));
        assert!(!allows("http://localhost:3000", "http://localhost"));
        assert!(allows("https://bücher.example", "https://xn--bcher-kva.example"), "browsers send the name as it goes over the wire");
    }

    #[test]
    fn a_star_stands_for_all_hosts_below_one() {
        for below in ["https://shop.example.com", "https://a.b.example.com", "https://SHOP.EXAMPLE.COM:443", "https://-.example.com"] {
            assert!(allows("https://*.example.com", below), "{below}");
        }
        for other in [
            "https://example.com",
            "https://evilexample.com",
            "https://.example.com",
            "https://a..example.com",
            "https://shop.example.com.evil.com",
            "https://example.com.evil.com",
            "https://shop.example.com:8443",
            "http://shop.example.com",
            "https://example.com@evil.com",
            "https://shop.example.com:443@evil.com",
            "https://shop.example.com/",
            "https://evil.com/.example.com",
            "https://evil.com#.example.com",
            "https://evil.com?.example.com",
            "https://evil.com\\.example.com",
        ] {
            assert!(!allows("https://*.example.com", other), "{other}");
        }
        assert!(allows("http://*.localhost:3000", "http://shop.localhost:3000"));
        assert!(allows("https://*.example.com:8443", "https://shop.example.com:8443"));
    }

    #[test]
    fn what_is_no_origin_is_none() {
        for bad in [
            "",
            "null",
            "*",
            "example.com",
            "//example.com",
            "https:example.com",
            "https://",
            "https://:443",
            "https://example.com:",
            "https://example.com:+443",
            "https://example.com:0",
            "https://example.com:65536",
            "https://example.com:443:443",
            "https://user@example.com",
            "https://user:password@example.com",
            "https://example.com/",
            "https://example.com/path",
            "https://example.com?",
            "https://example.com#",
            " https://example.com",
            "https://example.com ",
            "https://exam ple.com",
            "https://example.com\n",
            "https://a.example.com https://b.example.com",
            "https://a.example.com, https://b.example.com",
            "https://a;script-src.example.com",
            "https://a,b.example.com",
            "https://a'b.example.com",
            "https://*.*.example.com",
            "https://a.*.example.com",
            "ftp://example.com",
            "javascript://example.com",
            "file://",
            "data:text/html,x",
            "https://[::1",
        ] {
            assert_eq!(Origin::parse(bad), None, "{bad}");
            assert!(bad == "*" || OriginPattern::parse(bad).is_none(), "{bad}");
        }
        for bad in
            ["**", "https://*", "https://*.", "https://*example.com", "*.example.com", "https://*.127.0.0.1", "https://[::1]", "https://*.[::1]"]
        {
            assert_eq!(OriginPattern::parse(bad), None, "{bad}");
        }
        assert!(Origin::parse("http://[::1]:8080").is_some(), "such a page there is");
    }

    #[test]
    fn patterns_are_written_in_one_way() {
        let shown = |text: &str| OriginPattern::parse(text).map(|pattern| pattern.to_string());
        assert_eq!(shown("*").as_deref(), Some("*"));
        assert_eq!(shown("HTTPS://Shop.Example.com:443").as_deref(), Some("https://shop.example.com"));
        assert_eq!(shown("http://*.Example.com:8080").as_deref(), Some("http://*.example.com:8080"));
        assert_eq!(shown("https://*.bücher.example").as_deref(), Some("https://*.xn--bcher-kva.example"));
    }

    #[test]
    fn a_server_knows_its_own_pages_by_its_host() {
        let own = |origin: &str, host: &str| Origin::parse(origin).is_some_and(|origin| origin.of_host(host).as_ref() == Some(&origin));
        assert!(own("http://127.0.0.1:8080", "127.0.0.1:8080"));
        assert!(own("https://help.example.com", "help.example.com"));
        assert!(own("https://help.example.com", "Help.example.com:443"));
        assert!(own("http://[::1]:8080", "[::1]:8080"));
        assert!(!own("https://evil.com", "help.example.com"));
        assert!(!own("https://help.example.com:8443", "help.example.com"));
        assert!(!own("null", "help.example.com"));
        assert_eq!(Origin::of_url("https://help.example.com/chat/"), Origin::parse("https://help.example.com"));
    }
}
