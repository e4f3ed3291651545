//! Encrypted connections, with a certificate made for the test: a real client trusts it, and no other one gets in.

use std::io::Read;
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use ureq::Agent;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

use crate::program::Program;

/// Writes a certificate for `localhost` and its key; gives the certificate.
fn certify(folder: &Path) -> CertificateDer<'static> {
    let made =
        rcgen::generate_simple_self_signed(["localhost".to_owned(), "127.0.0.1".to_owned()]).expect("a certificate");
    std::fs::write(folder.join("cert.pem"), made.cert.pem()).expect("a file");
    std::fs::write(folder.join("key.pem"), made.signing_key.serialize_pem()).expect("a file");
    made.cert.der().clone()
}

fn client(trusted: &CertificateDer<'static>) -> Agent {
    let roots = Arc::new(vec![Certificate::from_der(trusted).to_owned()]);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = TlsConfig::builder().unversioned_rustls_crypto_provider(provider).root_certs(RootCerts::Specific(roots));
    Agent::config_builder().tls_config(tls.build()).http_status_as_error(false).build().new_agent()
}

#[test]
fn connections_are_encrypted() {
    let folder = tempfile::tempdir().expect("a folder");
    let trusted = certify(folder.path());
    let path = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    let program = Program::start(&["--tls-cert", &path("cert.pem"), "--tls-key", &path("key.pem")]);
    assert!(program.said().contains("answers at https://"), "{}", program.said());
    // One who never greets holds up nobody.
    let mut silent = TcpStream::connect(&program.address).expect("a connection");
    let port = program.address.rsplit(':').next().expect("a port");
    for host in ["localhost", "127.0.0.1"] {
        let url = format!("https://{host}:{port}/sparql?format=csv&query=ASK%20%7B%7D");
        let mut reply = client(&trusted).get(url).call().expect("an answer");
        assert_eq!((reply.status().as_u16(), reply.body_mut().read_to_string().expect("a body").trim()), (200, "true"));
    }
    let stranger = certify(tempfile::tempdir().expect("a folder").path());
    assert!(client(&stranger).get(format!("https://localhost:{port}/health")).call().is_err(), "another certificate");
    assert!(program.agent.get(format!("http://127.0.0.1:{port}/health")).call().is_err(), "in the open");
    drop(program);
    assert!(matches!(silent.read(&mut [0; 10]), Ok(0) | Err(_)), "it was told nothing");
}
