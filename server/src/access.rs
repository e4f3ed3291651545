//! Who may do what: keys with roles, what is open to everybody, and how often.
//!
//! A key is 160 random bits, so the file keeps only its SHA-256; nobody can find the key from that, nor guess another.

pub mod keys;
pub mod rate;

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode};

use crate::config::access::Access;
use crate::error::ApiError;
use keys::Keys;
use rate::Rate;

/// What somebody may do; each role may do what those before it may.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, clap::ValueEnum)]
pub enum Role {
    /// Nothing but look whether the server lives
    None,
    /// Ask
    Read,
    /// And load articles
    Load,
    /// And change and delete anything
    Update,
    /// And run the server: tasks, backups
    Admin,
}

/// Who sends a request.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The name of the key, if there is one.
    pub name: Option<Arc<str>>,
    /// What they may do.
    pub role: Role,
}

/// The rules of a server.
#[derive(Debug)]
pub struct Guard {
    keys: Keys,
    anonymous: Role,
    rate: Option<Rate>,
}

impl Guard {
    /// The rules that a configuration sets; `local` says that only this machine can reach the server.
    ///
    /// # Errors
    /// When the file of keys cannot be read.
    pub fn new(access: &Access, local: bool, allow_updates: bool) -> Result<Self, keys::Error> {
        let keys = access.keys.as_deref().map(Keys::read).transpose()?.unwrap_or_default();
        // Without keys whoever may change something may change all; whether anybody may is asked with each change.
        let by_default = match (keys.is_empty(), local || allow_updates) {
            (true, true) => Role::Admin,
            (true, false) => Role::Update,
            (false, _) => Role::Read,
        };
        let anonymous = access.anonymous.unwrap_or(by_default);
        Ok(Self { keys, anonymous, rate: access.rate.map(Rate::new) })
    }

    /// Who sends a request.
    ///
    /// # Errors
    /// `401` for a key that is not in the file.
    pub fn caller(&self, headers: &HeaderMap) -> Result<Caller, ApiError> {
        let Some(key) = keys::presented(headers) else {
            return Ok(Caller { name: None, role: self.anonymous });
        };
        self.keys.find(&key).ok_or_else(|| {
            ApiError::new(StatusCode::UNAUTHORIZED, "this server does not know the key")
                .with_hint("`kabar key` makes a new one")
        })
    }
}

impl Caller {
    /// Lets those pass who have a role.
    ///
    /// # Errors
    /// `401` for those without a key, `403` for those with one.
    pub fn needs(&self, role: Role) -> Result<(), ApiError> {
        if self.role >= role {
            return Ok(());
        }
        let word = format!("{role:?}").to_lowercase();
        Err(match &self.name {
            None => ApiError::new(StatusCode::UNAUTHORIZED, format!("this needs a key with the role `{word}`"))
                .with_hint("send it as `Authorization: Bearer KEY`"),
            Some(name) => ApiError::new(StatusCode::FORBIDDEN, format!("the key `{name}` has not the role `{word}`"))
                .with_hint("ask the operator for another key"),
        })
    }
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        parts.extensions.get().cloned().ok_or_else(|| ApiError::internal("a request passed without its caller"))
    }
}

impl Guard {
    /// Who sends a request, if they may.
    ///
    /// # Errors
    /// `401` and `403` for those who may not, `429` for an address that asks too often.
    pub fn judge(&self, request: &Request, peer: Option<IpAddr>) -> Result<Caller, ApiError> {
        // before the key is looked at, so that those who try keys are counted too
        if let (Some(rate), Some(peer)) = (&self.rate, peer) {
            rate.take(peer)?;
        }
        let caller = self.caller(request.headers())?;
        caller.needs(needed(request.method(), request.uri().path()))?;
        Ok(caller)
    }
}

/// Paths where a POST changes nothing: what is asked is too long for an address.
const QUESTIONS: [&str; 5] = ["/sparql", "/query", "/api/network", "/api/sparql/check", "/api/loads/preview"];

/// The role that a request needs; those of SPARQL that change something are only known when they are read.
fn needed(method: &Method, path: &str) -> Role {
    let asks = [Method::GET, Method::HEAD, Method::OPTIONS].contains(method) || method.as_str() == "QUERY";
    let starts = |prefix: &str| path == prefix || path.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('/'));
    match () {
        () if starts("/health") || starts("/assets") => Role::None,
        () if starts("/admin") => Role::Admin,
        () if asks || (*method == Method::POST && QUESTIONS.into_iter().any(starts)) => Role::Read,
        () if *method == Method::POST && ["/articles", "/api/loads"].into_iter().any(starts) => Role::Load,
        () => Role::Update,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_request_needs_its_role() {
        let cases = [
            ("GET", "/health/live", Role::None),
            ("GET", "/sparql", Role::Read),
            ("POST", "/sparql", Role::Read),
            ("QUERY", "/query", Role::Read),
            ("POST", "/update", Role::Update),
            ("POST", "/articles", Role::Load),
            ("DELETE", "/articles/0123", Role::Update),
            ("PUT", "/store", Role::Update),
            ("POST", "/api/judgements", Role::Update),
            ("POST", "/api/loads", Role::Load),
            ("POST", "/api/loads/preview", Role::Read),
            ("DELETE", "/api/loads/3", Role::Update),
            ("GET", "/admin/tasks", Role::Admin),
            ("GET", "/administrators", Role::Read),
        ];
        for (method, path, role) in cases {
            assert_eq!(
                needed(&Method::from_bytes(method.as_bytes()).expect("a method"), path),
                role,
                "{method} {path}"
            );
        }
    }
}
