//! The terms on which a request wants its answer or its change: only if nothing changed, only once, only after a commit.
//!
//! Every answer that depends on the store carries the number of the last commit, as `ETag` and as `kabar-commit`.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use tokio::time::{Instant, timeout_at};

use crate::error::ApiError;
use crate::random;
use crate::store::log::Once;
use crate::store::{Database, Ledger, Trouble};

/// The number of the commit that an answer shows or made.
pub const COMMIT: HeaderName = HeaderName::from_static("kabar-commit");
/// The commit that an answer must show, at least.
pub const AFTER: HeaderName = HeaderName::from_static("kabar-after");
/// The client's name for a change that must be made once only.
pub const ONCE: HeaderName = HeaderName::from_static("idempotency-key");
/// The longest such name.
const LONGEST: usize = 200;

/// The terms of a change.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    if_match: Option<String>,
    if_none_match: Option<String>,
    once: Option<Once>,
}

/// What a change finds when its turn comes.
pub enum Turn {
    /// It can be made.
    Go,
    /// It was made before, as this commit.
    Done(u64),
}

/// What a header says, all its lines together. A term that cannot be read must not count as none.
fn text(headers: &HeaderMap, name: &HeaderName) -> Result<Option<String>, ApiError> {
    let lines: Result<Vec<_>, _> = headers.get_all(name).iter().map(HeaderValue::to_str).collect();
    let lines =
        lines.map_err(|_| ApiError::bad_request(format!("the header `{name}` has other letters than ASCII's")))?;
    Ok((!lines.is_empty()).then(|| lines.join(", ")))
}

impl Terms {
    /// The terms in the headers of a change; `parts` is what it asks for, to tell it from other changes.
    ///
    /// # Errors
    /// `400` when they cannot be read, or its name cannot be kept.
    pub fn of(headers: &HeaderMap, parts: &[&[u8]]) -> Result<Self, ApiError> {
        let key = text(headers, &ONCE)?;
        if let Some(key) = key.as_ref().filter(|key| key.is_empty() || key.len() > LONGEST) {
            return Err(ApiError::bad_request(format!("the `{ONCE}` has {} characters", key.len()))
                .with_hint(format!("take 1 to {LONGEST} characters")));
        }
        let once = key.map(|key| {
            let mut digest = Sha256::new();
            for part in parts {
                digest.update(part.len().to_le_bytes());
                digest.update(part);
            }
            let print = random::digits(&digest.finalize()[..8]);
            Once { key, print }
        });
        let (if_match, if_none_match) = (text(headers, &header::IF_MATCH)?, text(headers, &header::IF_NONE_MATCH)?);
        Ok(Self { if_match, if_none_match, once })
    }

    /// Whether the change can be made now, to something that is there or not.
    ///
    /// # Errors
    /// `412` when it was meant for another state, `422` when its name belongs to another change.
    pub fn check(&self, ledger: &Ledger, there: bool) -> Result<Turn, ApiError> {
        if let Some(once) = &self.once
            && let Some((print, number)) = ledger.done(&once.key)
        {
            let same = print == once.print;
            let detail = format!("`{}` is the name of another change, made as commit {number}", once.key);
            return if same {
                Ok(Turn::Done(number))
            } else {
                Err(ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, detail))
            };
        }
        let tag = tag(ledger);
        let meant = self.if_match.as_ref().is_none_or(|tags| there && names(tags, &tag));
        let unmeant = self.if_none_match.as_ref().is_some_and(|tags| there && names(tags, &tag));
        if meant && !unmeant {
            return Ok(Turn::Go);
        }
        Err(ApiError::new(StatusCode::PRECONDITION_FAILED, format!("the store is at commit {} now", ledger.number()))
            .with_hint("look at it again, then repeat the change with the new `ETag`"))
    }

    /// The name to keep.
    #[must_use]
    pub fn once(&self) -> Option<&Once> {
        self.once.as_ref()
    }
}

/// The tag of the store as it is.
#[must_use]
pub fn tag(ledger: &Ledger) -> String {
    format!("\"{}-{}\"", ledger.identity(), ledger.number())
}

fn names(tags: &str, tag: &str) -> bool {
    tags.split(',').map(str::trim).any(|known| known == "*" || known.trim_start_matches("W/") == tag)
}

/// `304` if the client has the answer of this very commit.
#[must_use]
pub fn unchanged(headers: &HeaderMap, ledger: &Ledger) -> Option<Response> {
    let known = text(headers, &header::IF_NONE_MATCH).ok()??;
    let same = known != "*" && names(&known, &tag(ledger));
    same.then(|| stamped(StatusCode::NOT_MODIFIED.into_response(), &tag(ledger), ledger.number()))
}

/// Writes the number of a commit on an answer.
#[must_use]
pub fn stamped(mut response: Response, tag: &str, number: u64) -> Response {
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(header::ETAG, tag);
    }
    headers.insert(COMMIT, number.into());
    response
}

/// Waits until the store has the commit that a request must see.
///
/// # Errors
/// `400` when the header is no number, `503` when the commit does not come in time.
pub async fn wait_for_commit(database: &Database, headers: &HeaderMap, deadline: Instant) -> Result<(), ApiError> {
    let Some(after) = text(headers, &AFTER)? else { return Ok(()) };
    let number: u64 =
        after.trim().parse().map_err(|_| ApiError::bad_request(format!("`{after}` is no number of a commit")))?;
    let mut commits = database.ledger().watch();
    let come = timeout_at(deadline, commits.wait_for(|last| *last >= number)).await;
    come.map_err(|_| Trouble::Busy)?.map(drop).map_err(|_| Trouble::Died.into())
}
