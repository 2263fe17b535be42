//! TLS: which certificate is trusted, and what is to be said of one that is not.
//!
//! A certificate is accepted because an authority of Mozilla's list vouches for it, or because a
//! person confirmed its SHA-256 fingerprint for this site: then that very certificate and no other.
//! Either way the server must prove, by its signature in the handshake, that it holds the key.

use super::fingerprint::Fingerprint;
use jiff::Timestamp;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    CertificateError, ClientConfig, ClientConnection, DigitallySignedStruct, RootCertStore,
    SignatureScheme, StreamOwned,
};
use std::fmt;
use std::io::{Read, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use ureq::Error;
use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, Either, LazyBuffers, NextTimeout, Transport,
    TransportAdapter,
};

/// A server's certificate, as far as it is spoken of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    pub fingerprint: Fingerprint,
    pub valid_from: Timestamp,
    pub valid_until: Timestamp,
    /// It vouches for itself, as no authority does.
    pub self_signed: bool,
}

/// Why a certificate is not trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Its last day is over, by this computer's clock.
    Expired,
    /// Its first day is still to come, by this computer's clock.
    NotYetValid,
    /// It is for other names; those it is for.
    OtherName(Vec<String>),
    /// It vouches for itself.
    SelfSigned,
    /// No authority that is known vouches for it.
    UnknownIssuer,
    /// Another one was confirmed for this site.
    Changed,
    /// It cannot be read, or is wrong in another way.
    Wrong,
}

/// A certificate that was not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Distrust {
    pub why: Why,
    /// None if it cannot be read.
    pub certificate: Option<Certificate>,
}

impl fmt::Display for Distrust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the certificate is not accepted: {:?}", self.why)
    }
}

impl std::error::Error for Distrust {}

/// Puts TLS on the connections of one site.
pub struct Tls {
    config: Arc<ClientConfig>,
    verifier: Arc<Verifier>,
}

impl Tls {
    /// Trusts the authorities of Mozilla's list, or with a fingerprint that one certificate only.
    pub fn new(pin: Option<Fingerprint>) -> Self {
        let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        Self::trusting(pin, roots)
    }

    /// The same with a list of its own, which must not be empty.
    pub fn trusting(pin: Option<Fingerprint>, roots: RootCertStore) -> Self {
        let provider = Arc::new(ring::default_provider());
        let authorities =
            WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider))
                .build()
                .expect("the list is not empty");
        let verifier = Arc::new(Verifier {
            pin,
            authorities,
            provider: Arc::clone(&provider),
            seen: Mutex::default(),
        });
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("ring speaks TLS 1.2 and 1.3")
            // The verifier below is stricter than the usual one or hands on to it.
            .dangerous()
            .with_custom_certificate_verifier(Arc::clone(&verifier) as Arc<_>)
            .with_no_client_auth();
        Self { config: Arc::new(config), verifier }
    }

    /// Remembers the certificates these connections see.
    pub fn witness(&self) -> Witness {
        Witness(Arc::clone(&self.verifier))
    }
}

/// Knows the certificate last seen on a site's connections.
pub struct Witness(Arc<Verifier>);

impl Witness {
    /// The certificate last shown, accepted or not.
    pub fn certificate(&self) -> Option<Certificate> {
        self.0.lock().certificate.clone()
    }
}

#[derive(Default)]
struct Seen {
    certificate: Option<Certificate>,
    /// Why it was not accepted, until the connection has told.
    distrust: Option<Distrust>,
}

struct Verifier {
    pin: Option<Fingerprint>,
    authorities: Arc<WebPkiServerVerifier>,
    provider: Arc<CryptoProvider>,
    seen: Mutex<Seen>,
}

impl Verifier {
    fn lock(&self) -> MutexGuard<'_, Seen> {
        // What is behind the lock is written in one go: a panic elsewhere leaves it whole.
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier").field("pin", &self.pin).finish_non_exhaustive()
    }
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let fingerprint = Fingerprint::of(end_entity);
        let verdict = match &self.pin {
            Some(pin) if *pin == fingerprint => Ok(ServerCertVerified::assertion()),
            Some(_) => Err(rustls::Error::from(CertificateError::ApplicationVerificationFailure)),
            None => self.authorities.verify_server_cert(
                end_entity,
                intermediates,
                server_name,
                ocsp_response,
                now,
            ),
        };
        let certificate = read(end_entity, fingerprint);
        let distrust = verdict.as_ref().err().map(|error| Distrust {
            why: why(error, certificate.as_ref(), self.pin.is_some()),
            certificate: certificate.clone(),
        });
        *self.lock() = Seen { certificate, distrust };
        verdict
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let known = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, cert, dss, known)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let known = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, cert, dss, known)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

fn read(der: &[u8], fingerprint: Fingerprint) -> Option<Certificate> {
    let (_, parsed) = x509_parser::parse_x509_certificate(der).ok()?;
    let moment = |at: x509_parser::time::ASN1Time| Timestamp::from_second(at.timestamp()).ok();
    Some(Certificate {
        fingerprint,
        valid_from: moment(parsed.validity().not_before)?,
        valid_until: moment(parsed.validity().not_after)?,
        self_signed: parsed.subject().as_raw() == parsed.issuer().as_raw(),
    })
}

fn why(error: &rustls::Error, certificate: Option<&Certificate>, pinned: bool) -> Why {
    use CertificateError as E;
    let rustls::Error::InvalidCertificate(error) = error else { return Why::Wrong };
    match error {
        E::ApplicationVerificationFailure if pinned => Why::Changed,
        E::Expired | E::ExpiredContext { .. } => Why::Expired,
        E::NotValidYet | E::NotValidYetContext { .. } => Why::NotYetValid,
        E::NotValidForNameContext { presented, .. } => {
            // Each is told as `DnsName("news.example")`.
            let bare = |name: &String| name.split('"').nth(1).unwrap_or(name).to_owned();
            Why::OtherName(presented.iter().map(bare).collect())
        }
        E::NotValidForName => Why::OtherName(Vec::new()),
        // One made by hand often says that it is an authority, which is refused by another name.
        _ if certificate.is_some_and(|certificate| certificate.self_signed) => Why::SelfSigned,
        E::UnknownIssuer => Why::UnknownIssuer,
        _ => Why::Wrong,
    }
}

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.verifier.fmt(f)
    }
}

impl<In: Transport> Connector<In> for Tls {
    type Out = Either<In, Encrypted>;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        chained: Option<In>,
    ) -> Result<Option<Self::Out>, Error> {
        let Some(below) = chained else { return Ok(None) };
        if !details.needs_tls() || below.is_tls() {
            return Ok(Some(Either::A(below)));
        }
        let host = details.uri.host().unwrap_or_default();
        let bare = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let name = ServerName::try_from(bare).map_err(|_| Error::Tls("not a name for TLS"))?;
        let mut connection = ClientConnection::new(Arc::clone(&self.config), name)?;
        let mut socket = TransportAdapter::new(
            Box::new(below) as Box<dyn Transport>,
            details.current_time.clone(),
        );
        socket.set_timeout(details.timeout);
        connection.complete_io(&mut socket).map_err(|error| {
            match self.verifier.lock().distrust.take() {
                Some(distrust) => Error::Other(Box::new(distrust)),
                None => error.into(),
            }
        })?;
        let buffers = LazyBuffers::new(
            details.config.input_buffer_size(),
            details.config.output_buffer_size(),
        );
        Ok(Some(Either::B(Encrypted { buffers, stream: StreamOwned::new(connection, socket) })))
    }
}

/// A connection with TLS on it.
pub struct Encrypted {
    buffers: LazyBuffers,
    stream: StreamOwned<ClientConnection, TransportAdapter>,
}

impl fmt::Debug for Encrypted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Encrypted(…)")
    }
}

impl Transport for Encrypted {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        self.stream.sock.set_timeout(timeout);
        let sent = &self.buffers.output()[..amount];
        Ok(self.stream.write_all(sent).and_then(|()| self.stream.flush())?)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        self.stream.sock.set_timeout(timeout);
        let room = self.buffers.input_append_buf();
        let read = self.stream.read(room)?;
        self.buffers.input_appended(read);
        Ok(read > 0)
    }

    fn is_open(&mut self) -> bool {
        self.stream.sock.get_mut().is_open()
    }

    fn is_tls(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};

    /// A verifier that trusts one authority, and that authority.
    fn trusting() -> (Verifier, CertifiedIssuer<'static, KeyPair>) {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name.push(rcgen::DnType::CommonName, "The authority");
        let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        let mut roots = RootCertStore::empty();
        roots.add(issuer.der().clone()).unwrap();
        let provider = Arc::new(ring::default_provider());
        let authorities =
            WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider))
                .build()
                .unwrap();
        (Verifier { pin: None, authorities, provider, seen: Mutex::default() }, issuer)
    }

    /// What becomes of a certificate for `name` at news.example.
    fn judged(name: &str) -> (bool, Option<Why>) {
        let (verifier, issuer) = trusting();
        let params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        let leaf = params.signed_by(&KeyPair::generate().unwrap(), &issuer).unwrap();
        let site = ServerName::try_from("news.example").unwrap();
        let day = UnixTime::since_unix_epoch(std::time::Duration::from_secs(1_700_000_000));
        let verdict = verifier.verify_server_cert(leaf.der(), &[], &site, &[], day);
        let why = verifier.lock().distrust.take().map(|distrust| distrust.why);
        (verdict.is_ok(), why)
    }

    #[test]
    fn a_certificate_for_another_name_is_refused_and_says_for_which() {
        assert_eq!(judged("news.example"), (true, None));
        let names = vec!["shop.example".to_owned()];
        assert_eq!(judged("shop.example"), (false, Some(Why::OtherName(names))));
    }
}
