//! Secrets: 256 random bits, in a form that people and scanners recognise.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use crate::clock::Clock;
use crate::model::{CredentialKind, SecretHash, SiteSecret};

/// A new secret of a kind, and the hash to keep of it.
pub fn generate(clock: &dyn Clock, kind: CredentialKind) -> (String, SecretHash) {
    let prefix = match kind {
        CredentialKind::ApiKey => "sck",
        CredentialKind::VisitorToken => "scv",
        CredentialKind::VisitorRefresh => "scvr",
        CredentialKind::AgentToken => "sca",
        CredentialKind::AgentRefresh => "scar",
    };
    let secret = format!("{prefix}_{}", URL_SAFE_NO_PAD.encode(clock.random()));
    let hash = hash(&secret);
    (secret, hash)
}

/// The hash that stands for a secret.
pub fn hash(secret: &str) -> SecretHash {
    SecretHash(Sha256::digest(secret.as_bytes()).into())
}

/// A new secret for a site to prove its visitors with. It is kept as it is: the service computes the same HMAC.
pub fn site_secret(clock: &dyn Clock) -> SiteSecret {
    SiteSecret(format!("scs_{}", URL_SAFE_NO_PAD.encode(clock.random())))
}

/// A new public key for a site: 16 characters, of which no two sites have the same.
pub fn site_key(clock: &dyn Clock) -> String {
    URL_SAFE_NO_PAD.encode(&clock.random()[..12])
}

/// A random id, as text of 32 hexadecimal digits.
pub fn random_id(clock: &dyn Clock) -> String {
    hex::encode(&clock.random()[..16])
}

/// A random positive number below 2^53.
pub fn random_number(clock: &dyn Clock) -> i64 {
    let bytes = clock.random();
    let number = u64::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], 0]);
    i64::try_from(number >> 3).unwrap_or_default().max(1)
}
