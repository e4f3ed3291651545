//! Other servers that queries may ask by `SERVICE` and updates may fetch from by `LOAD`: none, unless the operator names them.
//!
//! A name is checked when it is asked for, at every redirect, and after it was resolved: a public name must not lead into the
//! network that the server stands in.

use std::io::Read;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::http::{Uri, header};
use oxigraph::model::NamedNode;
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsParser, ReaderQueryResultsParserOutput};
use oxigraph::sparql::{DefaultServiceHandler, QueryEvaluationError, QuerySolutionIter};
use spargebra::Query;
use spargebra::algebra::GraphPattern;
use ureq::config::Config;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Body};

use crate::guard::rdf;

/// The time another server has to answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// The longest answer that is taken.
const LONGEST: u64 = 64 * 1024 * 1024;
/// Redirects that are followed.
const REDIRECTS: usize = 3;
const RESULTS: &str = "application/sparql-results+json, application/sparql-results+xml;q=0.9";
const RDF: &str =
    "text/turtle, application/n-quads, application/trig, application/ld+json;q=0.9, application/rdf+xml;q=0.8";

/// Another server that was not asked, or did not answer.
#[derive(Debug, thiserror::Error)]
pub enum RemoteError {
    /// The operator did not name it.
    #[error("this server does not ask `{0}`; its operator can allow it with `--allow-remote`")]
    Forbidden(String),
    /// Its name leads to where only this network should be reached.
    #[error("`{0}` is an address of this machine or network")]
    NotPublic(IpAddr),
    /// It did not answer as it should.
    #[error("`{0}` did not answer: {1}")]
    Failed(String, String),
}

/// The servers that may be asked. Clones share them.
#[derive(Clone, Debug)]
pub struct Remotes {
    prefixes: Arc<[String]>,
    agent: Agent,
    /// When nobody waits for their answers any more.
    deadline: Option<Instant>,
}

impl Remotes {
    /// Those whose addresses begin with one of these; with `private`, also in the network of this server.
    #[must_use]
    pub fn new(prefixes: &[String], private: bool) -> Self {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = TlsConfig::builder().unversioned_rustls_crypto_provider(provider);
        let config = Config::builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .tls_config(tls.root_certs(RootCerts::PlatformVerifier).build())
            .build();
        let resolver = Careful { private, inner: DefaultResolver::default() };
        Self {
            prefixes: prefixes.into(),
            agent: Agent::with_parts(config, DefaultConnector::default(), resolver),
            deadline: None,
        }
    }

    /// The same servers, asked for no longer than this.
    #[must_use]
    pub fn until(&self, deadline: Instant) -> Self {
        Self { deadline: Some(deadline), ..self.clone() }
    }

    /// The time that a server has from now on.
    fn time(&self) -> Duration {
        self.deadline.map_or(PATIENCE, |deadline| deadline.saturating_duration_since(Instant::now()).min(PATIENCE))
    }

    fn allows(&self, address: &str) -> Result<(), RemoteError> {
        let uri: Option<Uri> = address.parse().ok();
        let plain = uri.as_ref().is_some_and(|uri| {
            let web = matches!(uri.scheme_str(), Some("http" | "https"));
            web && uri.authority().is_some_and(|authority| !authority.as_str().contains('@'))
        });
        let named = self.prefixes.iter().any(|prefix| begins(address, prefix));
        if plain && named { Ok(()) } else { Err(RemoteError::Forbidden(address.to_owned())) }
    }

    /// Fetches a document: its media type and its bytes.
    ///
    /// # Errors
    /// When it may not be asked for, or does not come.
    pub fn fetch(&self, address: &str) -> Result<(String, Vec<u8>), RemoteError> {
        self.send(address, |address, time| {
            self.agent.get(address).config().timeout_global(Some(time)).build().header(header::ACCEPT, RDF).call()
        })
    }

    /// Sends a request, and again where it is redirected to.
    fn send(
        &self,
        address: &str,
        request: impl Fn(&str, Duration) -> Result<ureq::http::Response<Body>, ureq::Error>,
    ) -> Result<(String, Vec<u8>), RemoteError> {
        let failed = |reason: String| RemoteError::Failed(address.to_owned(), reason);
        let mut place = address.to_owned();
        for _ in 0..=REDIRECTS {
            self.allows(&place)?;
            let time = self.time();
            if time.is_zero() {
                return Err(failed("there is no time left".to_owned()));
            }
            let reply = request(&place, time).map_err(|error| failed(error.to_string()))?;
            if !reply.status().is_redirection() {
                return read(reply).map_err(failed);
            }
            let next = reply.headers().get(header::LOCATION).and_then(|next| next.to_str().ok()).unwrap_or_default();
            if place.starts_with("https:") && !next.starts_with("https:") {
                return Err(failed("it redirects to a connection that is not encrypted".to_owned()));
            }
            next.clone_into(&mut place);
        }
        Err(failed("it redirects again and again".to_owned()))
    }
}

/// `http://a.example` allows `http://a.example/x`, not `http://a.example.evil/`.
fn begins(address: &str, prefix: &str) -> bool {
    let rest = address.strip_prefix(prefix);
    rest.is_some_and(|rest| rest.is_empty() || prefix.ends_with('/') || rest.starts_with(['/', '?', '#']))
}

fn read(reply: ureq::http::Response<Body>) -> Result<(String, Vec<u8>), String> {
    if !reply.status().is_success() {
        return Err(format!("status {}", reply.status()));
    }
    let kind =
        reply.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default().to_owned();
    let mut bytes = Vec::new();
    let mut body = reply.into_body().into_reader().take(LONGEST + 1);
    body.read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    if bytes.len() as u64 > LONGEST { Err(format!("more than {} megabytes", LONGEST >> 20)) } else { Ok((kind, bytes)) }
}

impl DefaultServiceHandler for Remotes {
    type Error = QueryEvaluationError;

    fn handle(
        &self,
        service: &NamedNode,
        pattern: &GraphPattern,
        _base: Option<&oxiri::Iri<String>>,
    ) -> Result<QuerySolutionIter<'static>, QueryEvaluationError> {
        let query = Query::Select { dataset: None, pattern: pattern.clone(), base_iri: None }.to_string();
        let service_error = |error| QueryEvaluationError::Service(error);
        let ask = |address: &str, time: Duration| {
            let request = self.agent.post(address).config().timeout_global(Some(time)).build();
            let request = request.header(header::ACCEPT, RESULTS);
            request.header(header::CONTENT_TYPE, "application/sparql-query").send(query.as_str())
        };
        let (kind, bytes) = self.send(service.as_str(), ask).map_err(|error| service_error(Box::new(error)))?;
        let odd = |reason: String| service_error(Box::new(RemoteError::Failed(service.as_str().to_owned(), reason)));
        rows(&kind, bytes).map_err(odd)
    }
}

/// The rows of an answer, which is as little to be trusted as any other document.
///
/// # Errors
/// With the reason, when it is none, could only harm, or says yes or no.
pub fn rows(media_type: &str, answer: Vec<u8>) -> Result<QuerySolutionIter<'static>, String> {
    let format = QueryResultsFormat::from_media_type(media_type).ok_or_else(|| format!("it sends `{media_type}`"))?;
    rdf::check_results(format, &answer).map_err(|refusal| refusal.to_string())?;
    let parser = QueryResultsParser::from_format(format);
    match parser.for_reader(std::io::Cursor::new(answer)).map_err(|error| error.to_string())? {
        ReaderQueryResultsParserOutput::Boolean(_) => Err("it sends yes or no instead of rows".to_owned()),
        ReaderQueryResultsParserOutput::Solutions(solutions) => {
            let variables = solutions.variables().to_vec().into();
            let rows = solutions.collect::<Result<Vec<_>, _>>().map_err(|error| error.to_string())?;
            let rows = rows.into_iter().map(|row| Ok(row.values().to_vec()));
            Ok(QuerySolutionIter::from_tuples(variables, Box::new(rows)))
        }
    }
}

/// Looks at the addresses behind a name.
#[derive(Debug)]
struct Careful {
    private: bool,
    inner: DefaultResolver,
}

impl Resolver for Careful {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        let inside = found.iter().map(SocketAddr::ip).find(|ip| !self.private && !is_public(*ip));
        match inside {
            Some(ip) => Err(ureq::Error::Other(Box::new(RemoteError::NotPublic(ip)))),
            None => Ok(found),
        }
    }
}

/// Whether an address is one of the whole internet.
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let own = ip.is_private() || ip.is_loopback() || ip.is_link_local() || ip.is_unspecified() || ip.is_broadcast();
    let shared = a == 100 && (64..128).contains(&b);
    let reserved = a == 0 || a >= 224 || (a == 192 && b == 0 && c == 0) || (a == 198 && (b & 0xfe) == 18);
    !(own || shared || reserved || ip.is_documentation())
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    if let Some(inner) = ip.to_ipv4_mapped() {
        return is_public_v4(inner);
    }
    let global = (ip.segments()[0] & 0xe000) == 0x2000;
    // Addresses that carry one of IPv4 in them (6to4, Teredo) can lead anywhere.
    let tunnels = ip.segments()[0] == 0x2002 || ip.segments()[..2] == [0x2001, 0];
    global && !tunnels && ip.segments()[..2] != [0x2001, 0xdb8]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_named_servers_are_asked() {
        let remotes = Remotes::new(&["https://a.example/sparql".to_owned(), "http://b.example/".to_owned()], false);
        let cases = [
            ("https://a.example/sparql", true),
            ("https://a.example/sparql?x=1", true),
            ("https://a.example/sparqlevil", false),
            ("http://a.example/sparql", false),
            ("http://b.example/any", true),
            ("http://b.example.evil/", false),
            ("http://me@b.example/", false),
            ("http://b.example/@x", true),
            ("file:///etc/passwd", false),
        ];
        for (address, allowed) in cases {
            assert_eq!(remotes.allows(address).is_ok(), allowed, "{address}");
        }
    }

    #[test]
    fn addresses_of_this_network_are_known() {
        let inside = [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "::1",
            "fe80::1",
            "fc00::1",
            "::ffff:127.0.0.1",
            "2002:7f00:1::",
            "64:ff9b::7f00:1",
            "::",
        ];
        for ip in inside {
            assert!(!is_public(ip.parse().expect("an address")), "{ip}");
        }
        for ip in ["1.1.1.1", "93.184.216.34", "2606:4700::1111"] {
            assert!(is_public(ip.parse().expect("an address")), "{ip}");
        }
    }
}
