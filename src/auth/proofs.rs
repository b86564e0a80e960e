//! Proof of who a visitor is: the site's own back end computes it with the site's secret.

use chrono::TimeDelta;
use hmac::{Hmac, Mac as _};
use jwt_compact::alg::{Hs256, Hs256Key};
use jwt_compact::{AlgorithmExt as _, TimeOptions, UntrustedToken};
use serde::Deserialize;
use sha2::Sha256;

use crate::clock::SharedClock;
use crate::model::{Error, Result, Site, SiteSecret};

/// How far the clocks of a site's back end and of this server may differ, in seconds.
const LEEWAY: i64 = 60;

/// What a visitor's token says. Other claims are nobody's business.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Claims {
    /// The site's own id for the visitor.
    #[serde(rename = "sub")]
    pub external_id: String,
    /// The name to show, or empty.
    #[serde(default)]
    pub name: String,
    /// The e-mail address, or empty.
    #[serde(default)]
    pub email: String,
}

/// Checks the hexadecimal HMAC-SHA256 of a visitor's external id.
pub fn check_hash(site: &Site, external_id: &str, identifier_hash: &str) -> Result<()> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret(site)?.0.as_bytes()).map_err(|error| Error::Internal(error.to_string()))?;
    mac.update(external_id.as_bytes());
    let hash = hex::decode(identifier_hash).unwrap_or_default();
    // Takes as long wherever the difference is.
    let wrong = "identifier_hash is not the HMAC-SHA256 of external_id under the site's secret, in hexadecimal";
    mac.verify_slice(&hash).map_err(|_| Error::IdentityNotProven(wrong))
}

/// Checks a JSON Web Token, and answers what it says.
pub fn check_jwt(site: &Site, clock: &SharedClock, jwt: &str) -> Result<Claims> {
    let key = Hs256Key::new(secret(site)?.0.as_bytes());
    let token = UntrustedToken::new(jwt).map_err(|_| Error::IdentityNotProven("the jwt is not well formed"))?;
    // The algorithm is this one, whatever the token says: one that names another, or none, is refused here.
    let token = Hs256.validator::<Claims>(&key).validate(&token).map_err(|_| {
        Error::IdentityNotProven("the jwt is not signed with HS256 under the site's secret, or its claims are not those that are needed: sub and exp")
    })?;
    let claims = token.claims();
    let (now, leeway) = (clock.now(), TimeDelta::seconds(LEEWAY));
    let time = TimeOptions::new(leeway, move || now);
    claims.validate_expiration(&time).map_err(|_| Error::IdentityNotProven("the jwt has expired, or has no exp"))?;
    if claims.not_before.is_some_and(|from| from > now + leeway) {
        return Err(Error::IdentityNotProven("the jwt is not valid yet"));
    }
    if claims.custom.external_id.trim().is_empty() {
        return Err(Error::IdentityNotProven("the jwt's sub is empty"));
    }
    Ok(claims.custom.clone())
}

fn secret(site: &Site) -> Result<&SiteSecret> {
    let missing = "the site has no secret yet; an administrator makes one with RotateSiteSecret";
    site.secret.as_ref().ok_or(Error::IdentityNotProven(missing))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use hmac::{Hmac, Mac as _};
    use serde_json::{Value, json};
    use sha2::Sha256;

    use super::{check_hash, check_jwt};
    use crate::clock::{SharedClock, SystemClock};
    use crate::model::{Error, Site, SiteSecret, SiteSettings};

    fn site(secret: Option<&str>) -> Site {
        let secret = secret.map(|secret| SiteSecret(secret.to_owned()));
        let created_at = chrono::DateTime::UNIX_EPOCH;
        Site { id: 1, key: "default".into(), name: "Shop".into(), settings: SiteSettings::default(), secret, created_at }
    }

    fn hmac(secret: &str, text: &str) -> Vec<u8> {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any length will do");
        mac.update(text.as_bytes());
        mac.finalize().into_bytes().to_vec()
    }

    fn jwt(header: &Value, claims: &Value, secret: &str) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(header), part(claims));
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(hmac(secret, &signed)))
    }

    #[test]
    fn a_hash_proves_one_id_under_one_secret() {
        // Computed with: printf user-1 | openssl dgst -sha256 -hmac key
        let right = "8a32e68074948afd0d37d5a1b6be3292eeea7d4096d28dc10aa9f53f7a448b13".to_owned();
        let site = site(Some("key"));
        check_hash(&site, "user-1", &right).expect("it is proven");
        check_hash(&site, "user-1", &right.to_uppercase()).expect("the case of hexadecimal is nothing");
        for (id, hash) in [
            ("user-2", right.as_str()),
            ("user-1", &hex::encode(hmac("other", "user-1"))),
            ("user-1", &right[..62]),
            ("user-1", ""),
            ("user-1", "no hexadecimal"),
        ] {
            assert!(matches!(check_hash(&site, id, hash), Err(Error::IdentityNotProven(_))), "{id} {hash}");
        }
        assert!(matches!(check_hash(&self::site(None), "user-1", &right), Err(Error::IdentityNotProven(text)) if text.contains("no secret")));
    }

    #[test]
    fn a_jwt_proves_until_it_expires() {
        let clock: SharedClock = Arc::new(SystemClock);
        let now = clock.now().timestamp();
        let (site, header) = (site(Some("secret")), json!({"alg": "HS256", "typ": "JWT"}));
        let claims = json!({"sub": "user-1", "exp": now + 60, "name": "Ada", "email": "ada@example.com", "iss": "shop"});
        let proven = check_jwt(&site, &clock, &jwt(&header, &claims, "secret")).expect("it is proven");
        assert_eq!((proven.external_id.as_str(), proven.name.as_str(), proven.email.as_str()), ("user-1", "Ada", "ada@example.com"));
        check_jwt(&site, &clock, &jwt(&header, &json!({"sub": "user-1", "exp": now - 30}), "secret")).expect("clocks differ a little");

        let refused = [
            jwt(&header, &claims, "other"),
            jwt(&json!({"alg": "none"}), &claims, "secret"),
            jwt(&json!({"alg": "HS512"}), &claims, "secret"),
            jwt(&json!({"alg": "RS256"}), &claims, "secret"),
            jwt(&header, &json!({"sub": "user-1"}), "secret"),
            jwt(&header, &json!({"sub": "user-1", "exp": now - 3600}), "secret"),
            jwt(&header, &json!({"sub": "user-1", "exp": now + 7200, "nbf": now + 3600}), "secret"),
            jwt(&header, &json!({"exp": now + 60}), "secret"),
            jwt(&header, &json!({"sub": 5, "exp": now + 60}), "secret"),
            jwt(&header, &json!({"sub": " ", "exp": now + 60}), "secret"),
            jwt(&header, &claims, "secret").rsplit_once('.').map(|(signed, _)| format!("{signed}.")).expect("three parts"),
            "no.token.really".to_owned(),
            String::new(),
        ];
        for token in refused {
            let answer = check_jwt(&site, &clock, &token);
            assert!(matches!(answer, Err(Error::IdentityNotProven(_))), "{token}: {answer:?}");
        }
    }
}
