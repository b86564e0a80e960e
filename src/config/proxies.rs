//! Proxies that are believed when they say who calls.

use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use http::{HeaderMap, HeaderName};

/// Each proxy adds the address that its connection comes from at the end. `Forwarded` (RFC 7239) says the same and is not read: two sources of one
/// fact invite the caller to fill in the one that the proxy does not know.
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// An address, or a network such as 10.0.0.0/8 or fd00::/8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    first: u128,
    mask: u128,
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || format!("'{text}' is neither an address nor a network such as 10.0.0.0/8");
        let (address, length) = text.trim().split_once('/').map_or((text.trim(), None), |(address, length)| (address, Some(length)));
        let address: IpAddr = address.parse().map_err(|_| wrong())?;
        let width = if address.is_ipv4() { 32 } else { 128 };
        let length = length.map_or(Some(width), |length| length.parse().ok().filter(|length| *length <= width)).ok_or_else(wrong)?;
        let mask = u128::MAX.checked_shl(width - length).unwrap_or(0);
        let first = bits(address);
        // 10.1.2.3/8 may mean one host or sixteen million: whom to believe is not guessed.
        if first & !mask == 0 { Ok(Self { first, mask }) } else { Err(format!("'{text}' has bits behind its network: 10.0.0.0/8, not 10.1.2.3/8")) }
    }
}

impl Network {
    fn contains(self, address: IpAddr) -> bool {
        bits(address) & self.mask == self.first
    }
}

/// An IPv4 address is the same through a socket of either family.
fn bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(v4) => v4.to_ipv6_mapped().to_bits(),
        IpAddr::V6(v6) => v6.to_bits(),
    }
}

/// Who calls, by what the connection and the trusted proxies say: the last address in X-Forwarded-For that is not a trusted proxy's own. What stands in front of
/// it may have been written by anyone.
pub fn caller(trusted: &[Network], peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    let trusts = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    let mut caller = peer.to_canonical();
    // A proxy appends to the header or adds another one below it.
    let lines = headers.get_all(FORWARDED_FOR).into_iter().rev();
    let mut entries = lines.flat_map(|line| line.as_bytes().rsplit(|byte| *byte == b','));
    while trusts(caller) {
        // Without an address that can be read, the proxy that did not say stands for whoever is behind it.
        let Some(address) = entries.next().and_then(address) else { break };
        caller = address;
    }
    caller
}

/// The address in an entry: `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:4711`.
fn address(entry: &[u8]) -> Option<IpAddr> {
    let text = std::str::from_utf8(entry).ok()?.trim();
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let address = bare.parse().ok().or_else(|| text.parse().ok().map(|address: SocketAddr| address.ip()));
    address.map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolve(trusted: &str, peer: &str, lines: &[&str]) -> String {
        let trusted: Vec<Network> = trusted.split(',').filter(|text| !text.is_empty()).map(|text| text.parse().expect("a network")).collect();
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED_FOR, http::HeaderValue::from_bytes(line.as_bytes()).expect("a value"));
        }
        caller(&trusted, peer.parse().expect("an address"), &headers).to_string()
    }

    #[test]
    fn nobody_is_believed_who_is_not_trusted() {
        assert_eq!(resolve("", "192.0.2.1", &["198.51.100.1"]), "192.0.2.1");
        assert_eq!(resolve("10.0.0.0/8", "192.0.2.1", &["198.51.100.1"]), "192.0.2.1");
        assert_eq!(resolve("10.0.0.0/8", "10.0.0.1", &[]), "10.0.0.1", "it says nothing");
        assert_eq!(resolve("10.0.0.0/8", "::ffff:192.0.2.1", &[]), "192.0.2.1");
    }

    #[test]
    fn the_last_stranger_is_the_caller() {
        assert_eq!(resolve("10.0.0.0/8", "10.0.0.1", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(resolve("10.0.0.0/8", "::ffff:10.0.0.1", &["198.51.100.1"]), "198.51.100.1", "through a socket for both");
        assert_eq!(resolve("10.0.0.1", "10.0.0.1", &["8.8.8.8, 198.51.100.1"]), "198.51.100.1", "what the caller wrote itself is passed over");
        assert_eq!(resolve("10.0.0.0/8", "10.0.0.1", &["8.8.8.8,198.51.100.1 , 10.2.2.2"]), "198.51.100.1", "two proxies");
        assert_eq!(resolve("10.0.0.0/8", "10.0.0.1", &["8.8.8.8", "198.51.100.1", "10.2.2.2"]), "198.51.100.1", "on lines of their own");
        assert_eq!(resolve("10.0.0.0/8", "10.0.0.1", &["10.3.3.3"]), "10.3.3.3", "a caller from within");
        assert_eq!(resolve("0.0.0.0/0", "10.0.0.1", &["8.8.8.8,192.0.2.1"]), "8.8.8.8", "all are trusted: the first");
    }

    #[test]
    fn addresses_are_written_in_many_ways() {
        for (entry, expected) in [
            ("192.0.2.1:4711", "192.0.2.1"),
            ("2001:db8::1", "2001:db8::1"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("[2001:db8::1]:4711", "2001:db8::1"),
            ("::ffff:192.0.2.1", "192.0.2.1"),
            ("[::ffff:192.0.2.1]:80", "192.0.2.1"),
            ("\t192.0.2.1 ", "192.0.2.1"),
        ] {
            assert_eq!(resolve("::1,127.0.0.0/8", "::1", &[entry]), expected, "{entry}");
        }
    }

    #[test]
    fn junk_counts_for_the_proxy_that_passed_it_on() {
        for junk in ["", " ", "unknown", "_hidden", "999.1.1.1", "[::1", "1.2.3.4:99999", "8.8.8.8,", "ä", "fe80::1%eth0", "1.2.3.4 5.6.7.8"] {
            assert_eq!(resolve("127.0.0.0/8", "127.0.0.1", &["8.8.8.8", junk]), "127.0.0.1", "{junk}");
        }
        let many = vec!["127.0.0.2"; 100_000].join(",");
        assert_eq!(resolve("127.0.0.0/8", "127.0.0.1", &[&format!("8.8.8.8,{many}")]), "8.8.8.8", "as many as a header holds, and more");
    }

    #[test]
    fn networks_are_read_strictly() {
        for good in ["10.0.0.0/8", "192.0.2.1", "0.0.0.0/0", "::/0", "fd00::/8", "::1", " 10.0.0.1 ", "::ffff:10.0.0.0/104"] {
            good.parse::<Network>().unwrap_or_else(|error| panic!("{error}"));
        }
        for bad in ["", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.1.2.3/8", "fd00::/129", "localhost", "10.0.0.0/8/8", "[::1]", "10.0.0.1:80"] {
            assert!(bad.parse::<Network>().is_err(), "{bad}");
        }
        let mapped: Network = "::ffff:10.0.0.0/104".parse().expect("a network");
        assert!(mapped.contains("10.9.9.9".parse().expect("an address")), "the same network in the other family's words");
    }
}
