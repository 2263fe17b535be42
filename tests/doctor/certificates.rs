//! Certificates as a test needs them.

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::ServerConfig;
use rustls::crypto::ring::default_provider;
use rustls::crypto::ring::sign::any_supported_type;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// A certificate for 127.0.0.1 and its key.
pub struct Made {
    pub certificate: CertificateDer<'static>,
    key: PrivateKeyDer<'static>,
}

fn params() -> CertificateParams {
    CertificateParams::new(vec!["127.0.0.1".to_owned(), "localhost".to_owned()]).expect("names")
}

fn finish(params: &CertificateParams) -> Made {
    let key = KeyPair::generate().expect("a key");
    let certificate = params.self_signed(&key).expect("signed").der().clone();
    Made { certificate, key: PrivatePkcs8KeyDer::from(key.serialize_der()).into() }
}

/// One that vouches for itself.
pub fn self_signed() -> Made {
    finish(&params())
}

/// One that vouches for itself and says that it is an authority, as `openssl req -x509` makes it.
pub fn self_signed_authority() -> Made {
    let mut params = params();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    finish(&params)
}

/// One that is no certificate at all.
pub fn unreadable() -> Made {
    Made { certificate: CertificateDer::from(b"no certificate".to_vec()), ..self_signed() }
}

/// One whose days are over.
pub fn expired() -> Made {
    let mut params = params();
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(2021, 1, 1);
    finish(&params)
}

/// One whose days are still to come.
pub fn not_yet_valid() -> Made {
    let mut params = params();
    params.not_before = date_time_ymd(2199, 1, 1);
    params.not_after = date_time_ymd(2200, 1, 1);
    finish(&params)
}

/// One of an authority nobody knows.
pub fn of_an_unknown_authority() -> Made {
    let key = KeyPair::generate().expect("a key");
    let mut authority = CertificateParams::new(Vec::new()).expect("no names");
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    authority.distinguished_name.push(rcgen::DnType::CommonName, "Newsroom authority");
    let issuer = Issuer::new(authority, key);
    let key = KeyPair::generate().expect("a key");
    let mut params = params();
    params.distinguished_name.push(rcgen::DnType::CommonName, "127.0.0.1");
    let certificate = params.signed_by(&key, &issuer).expect("signed").der().clone();
    Made { certificate, key: PrivatePkcs8KeyDer::from(key.serialize_der()).into() }
}

impl Made {
    /// SHA-256 in hexadecimal digits.
    pub fn fingerprint(&self) -> String {
        Sha256::digest(&self.certificate).iter().map(|byte| format!("{byte:02x}")).collect()
    }

    pub fn server(&self) -> ServerConfig {
        builder()
            .with_no_client_auth()
            .with_single_cert(vec![self.certificate.clone()], self.key.clone_key())
            .expect("the key fits")
    }

    /// A server that shows this certificate and has only the key of `other`.
    pub fn shown_by_a_thief(&self, other: &Self) -> ServerConfig {
        let key = any_supported_type(&other.key).expect("a key");
        let shown = Arc::new(CertifiedKey::new(vec![self.certificate.clone()], key));
        builder().with_no_client_auth().with_cert_resolver(Arc::new(Thief(shown)))
    }
}

fn builder() -> rustls::ConfigBuilder<ServerConfig, rustls::WantsVerifier> {
    ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .expect("TLS 1.2 and 1.3")
}

#[derive(Debug)]
struct Thief(Arc<CertifiedKey>);

impl ResolvesServerCert for Thief {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0))
    }
}
