//! How often: token buckets for each credential, and for each address that shows none. Counted on this node only.

use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::{Caller, Identity};
use crate::config::Limits;
use crate::model::{Error, Result};

/// A burst is this many seconds' worth of calls.
const BURST: u32 = 10;

/// The buckets.
pub struct RateLimits {
    visitors: Option<DefaultKeyedRateLimiter<i64>>,
    agents: Option<DefaultKeyedRateLimiter<i64>>,
    keys: Option<DefaultKeyedRateLimiter<i64>>,
    addresses: Option<DefaultKeyedRateLimiter<IpAddr>>,
}

impl RateLimits {
    /// Full buckets.
    pub fn new(limits: &Limits) -> Self {
        Self {
            visitors: limiter(limits.visitor_rate),
            agents: limiter(limits.agent_rate),
            keys: limiter(limits.key_rate),
            addresses: limiter(limits.address_rate),
        }
    }

    /// Counts a request or frame of a caller.
    pub fn check(&self, identity: &Identity) -> Result<()> {
        let limiter = match identity.caller {
            Caller::Visitor(_) => &self.visitors,
            Caller::Agent(_) | Caller::Admin(_) => &self.agents,
            Caller::ServiceKey | Caller::AdminKey | Caller::OperatorKey => &self.keys,
        };
        // All tokens of one log-in share a bucket, so that renewing a token fills nothing.
        let key = if identity.family == 0 { -identity.credential_id } else { identity.family };
        count(limiter.as_ref(), &key)
    }

    /// Counts a call without a credential. An IPv6 caller owns a /64, so that is what is counted.
    pub fn check_address(&self, address: IpAddr) -> Result<()> {
        // An IPv4 address that came through an IPv6 socket is one of its own.
        let key = match address.to_canonical() {
            IpAddr::V4(v4) => IpAddr::V4(v4),
            IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX))),
        };
        count(self.addresses.as_ref(), &key)
    }

    /// Forgets buckets that are full again; called now and then.
    pub fn shrink(&self) {
        for limiter in [&self.visitors, &self.agents, &self.keys].into_iter().flatten() {
            limiter.retain_recent();
        }
        if let Some(limiter) = &self.addresses {
            limiter.retain_recent();
        }
    }
}

fn limiter<K: Hash + Eq + Clone>(rate: u32) -> Option<DefaultKeyedRateLimiter<K>> {
    let rate = NonZeroU32::new(rate)?;
    Some(RateLimiter::keyed(Quota::per_second(rate).allow_burst(rate.saturating_mul(NonZeroU32::new(BURST)?))))
}

fn count<K: Hash + Eq + Clone>(limiter: Option<&DefaultKeyedRateLimiter<K>>, key: &K) -> Result<()> {
    let Some(limiter) = limiter else { return Ok(()) };
    limiter.check_key(key).map_err(|until| Error::RateLimited { retry_after: until.wait_time_from(DefaultClock::default().now()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(rate: u32) -> RateLimits {
        RateLimits { visitors: None, agents: None, keys: None, addresses: limiter(rate) }
    }

    fn spend(limits: &RateLimits, address: &str) -> usize {
        let address: IpAddr = address.parse().expect("an address");
        (0..1000).take_while(|_| limits.check_address(address).is_ok()).count()
    }

    #[test]
    fn addresses_have_a_bucket_each() {
        let limits = limits(1);
        assert!((10..20).contains(&spend(&limits, "::ffff:192.0.2.1")), "a burst");
        assert_eq!(spend(&limits, "192.0.2.1"), 0, "the same address through another socket");
        assert!(spend(&limits, "::ffff:192.0.2.2") >= 10, "another IPv4 address");
        assert!(spend(&limits, "2001:db8::1") >= 10);
        assert_eq!(spend(&limits, "2001:db8::2"), 0, "the same /64");
    }
}
