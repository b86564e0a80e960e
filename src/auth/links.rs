//! Links that open one attachment for a while, for clients that cannot send a header, such as a browser that shows an image.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac as _};
use sha2::Sha256;

/// What links are signed with.
#[derive(Clone)]
pub struct LinkKey([u8; 32]);

impl LinkKey {
    /// A key from its bytes, of which there must be 32.
    pub fn new(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The signature of a link to an attachment that expires then, in seconds since 1970.
    pub fn sign(&self, attachment: i64, expires: i64) -> String {
        URL_SAFE_NO_PAD.encode(self.mac(attachment, expires).finalize().into_bytes())
    }

    /// Whether a signature is that of the link. How long it takes tells nothing.
    pub fn verify(&self, attachment: i64, expires: i64, signature: &str) -> bool {
        URL_SAFE_NO_PAD.decode(signature).is_ok_and(|signature| self.mac(attachment, expires).verify_slice(&signature).is_ok())
    }

    fn mac(&self, attachment: i64, expires: i64) -> Hmac<Sha256> {
        #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("a key");
        mac.update(format!("attachment {attachment} until {expires}").as_bytes());
        mac
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_good_for_one_link_of_one_key() {
        let key = LinkKey([7; 32]);
        let signature = key.sign(12, 1000);
        assert!(key.verify(12, 1000, &signature));
        assert!(!key.verify(1, 21000, &signature) && !key.verify(12, 1001, &signature) && !key.verify(13, 1000, &signature));
        assert!(!LinkKey([8; 32]).verify(12, 1000, &signature));
        assert!(!key.verify(12, 1000, "") && !key.verify(12, 1000, &signature[..20]) && !key.verify(12, 1000, &format!("{signature}=")));
        assert!(LinkKey::new(&[1; 31]).is_none());
    }
}
