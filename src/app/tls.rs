//! TLS from a certificate and a key, for HTTP/2 and HTTP/1.1.

use std::path::Path;
use std::sync::Arc;

use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls::{InconsistentKeys, ServerConfig};
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::TlsAcceptor;

use super::Failure;

/// What accepts TLS connections, if a certificate is given.
pub(super) fn load(certificate: Option<&Path>, key: Option<&Path>) -> Result<Option<TlsAcceptor>, Failure> {
    let (Some(certificate), Some(key)) = (certificate, key) else { return Ok(None) };
    let unreadable = |path: &Path, why: &dyn std::fmt::Display| Failure::new(&format!("{} cannot be used for TLS", path.display()), why);
    let chain = CertificateDer::pem_file_iter(certificate).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let chain = chain.map_err(|error| unreadable(certificate, &error))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let private = PrivateKeyDer::from_pem_file(key).map_err(|error| unreadable(key, &error))?;
    let private = provider.key_provider.load_private_key(private).map_err(|error| unreadable(key, &error))?;
    let certified = CertifiedKey::new(chain, private);
    match certified.keys_match() {
        // Not every kind of key can tell.
        Ok(()) | Err(rustls::Error::InconsistentKeys(InconsistentKeys::Unknown)) => {}
        Err(rustls::Error::InconsistentKeys(_)) => {
            return Err(unreadable(certificate, &format!("{} is the key of another certificate", key.display())));
        }
        Err(error) => return Err(unreadable(certificate, &error)),
    }
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = config.map_err(|error| Failure::new("TLS cannot be set up", error))?.with_no_client_auth();
    let mut config = config.with_cert_resolver(Arc::new(SingleCertAndKey::from(certified)));
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Some(TlsAcceptor::from(Arc::new(config))))
}
