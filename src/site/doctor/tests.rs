//! What is wrong with a certificate that a trusted authority gave: the authority is the test's own.

use super::*;
use crate::site::http::base;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair,
};
use rustls::crypto::ring::default_provider;
use rustls::pki_types::PrivateKeyDer;
use rustls::{RootCertStore, ServerConfig, ServerConnection};
use std::net::TcpListener;
use std::sync::Arc;

/// The report on a server that shows the certificate the authority gave for this.
fn looked_at(params: &CertificateParams) -> Report {
    let mut authority = CertificateParams::new(Vec::new()).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    authority.distinguished_name.push(DnType::CommonName, "The authority");
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let shown = params.signed_by(&key, &authority).unwrap().der().clone();
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![shown], PrivateKeyDer::try_from(key.serialize_der()).unwrap())
        .unwrap();
    let port = serve(Arc::new(config));

    let mut roots = RootCertStore::empty();
    roots.add(authority.der().clone()).unwrap();
    let (name, url) = ("town".to_owned(), format!("https://127.0.0.1:{port}"));
    let address = Address { name, kind: Kind::Own, url, user: None, fingerprint: None };
    let http = Http::trusting(base(&address.url).unwrap(), roots);
    let (patience, now) = (Duration::from_secs(5), Timestamp::UNIX_EPOCH);
    let asking = Asking { http: &http, patience, now, signed: false, credential: None, user: "" };
    let mut ladder = Ladder::default();
    let _ = own::climb(&mut ladder, &asking);
    ladder.report(&address, None, now)
}

/// Answers 404 to whoever takes the certificate.
fn serve(config: Arc<ServerConfig>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut tls = rustls::Stream::new(&mut connection, &mut stream);
            let _ = std::io::Read::read(&mut tls, &mut [0; 4096]);
            let answer = b"HTTP/1.1 404 No\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
            let _ = std::io::Write::write_all(&mut tls, answer);
        }
    });
    port
}

fn found(params: &CertificateParams) -> (Option<(Fault, Whose)>, String) {
    let report = looked_at(params);
    let told = report.rungs.iter().find(|rung| rung.question == Question::Certificate).unwrap();
    let diagnosis = report.diagnosis.as_ref();
    (diagnosis.map(|found| (found.fault, found.whose)), told.seen.clone())
}

fn named(name: &str) -> CertificateParams {
    CertificateParams::new(vec![name.to_owned()]).unwrap()
}

#[test]
fn a_trusted_certificate_for_another_name_and_one_for_another_purpose_are_refused() {
    let (fault, seen) = found(&named("127.0.0.1"));
    assert_eq!(fault, Some((Fault::NotThisKind, Whose::You)), "the certificate is well: {seen}");
    let (fault, seen) = found(&named("shop.example"));
    assert_eq!(fault, Some((Fault::CertificateForOtherName, Whose::Host)), "{seen}");
    assert_eq!(seen, "It is for shop.example.");
    let mut of_a_person = named("127.0.0.1");
    of_a_person.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    let (fault, seen) = found(&of_a_person);
    assert_eq!(fault, Some((Fault::CertificateWrong, Whose::Host)), "{seen}");
}
