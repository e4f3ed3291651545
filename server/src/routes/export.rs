//! `/api/export`: all events that fit a filter as a file, streamed; and, as `about`, what that file is and rests on.

use axum::Json;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use ontology::Iris;
use oxigraph::store::Store;
use queries::explore::{BadFilter, Filter, Order};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::conditions::{stamped, tag};
use super::streamed;
use crate::error::ApiError;
use crate::export::{self, Language};
use crate::negotiation::{Offer, Wish};
use crate::state::App;
use crate::store::Job;

/// Which file.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    format: Option<String>,
    #[serde(default)]
    lang: Language,
    #[serde(default)]
    sort: Order,
}

/// What a file can be.
#[derive(Clone, Copy, Debug)]
enum Form {
    /// A table.
    Csv,
    /// What the views of the page get.
    Json,
    /// The facts.
    Turtle,
    /// Not the events, but what a file of them is.
    About,
}

/// The files there are; a table when nobody says.
const FORMS: &[Offer<Form>] = &[
    Offer { value: Form::Csv, names: &["csv"], media_types: &["text/csv; charset=utf-8"] },
    Offer { value: Form::Json, names: &["json"], media_types: &["application/json"] },
    Offer { value: Form::Turtle, names: &["turtle", "ttl"], media_types: &["text/turtle; charset=utf-8"] },
    Offer { value: Form::About, names: &["about"], media_types: &["application/json"] },
];

/// All events that fit.
///
/// # Errors
/// `400` for a filter that says nothing, `406` for a file that there is not, `503` when the time is over before anything is sent.
pub async fn events(
    State(app): State<App>,
    headers: HeaderMap,
    Query(filter): Query<Filter>,
    Query(wanted): Query<Wanted>,
    Query(given): Query<Vec<(String, String)>>,
) -> Result<Response, ApiError> {
    let (form, media_type) = Wish { format: wanted.format, accept: None }.choose(FORMS)?;
    let standing = app.at_hand().await?;
    let refused = |bad: BadFilter| ApiError::bad_request(bad.to_string());
    let gist = standing.kept.events.gist(&filter).map_err(refused)?;
    let ledger = app.database.ledger();
    let (tag, number) = (tag(ledger), ledger.number());
    let about = json!({
        "made": Timestamp::now().to_string(),
        "address": app.address(&headers, &format!("/api/export?{}", asked(&given))),
        "program": concat!("Kabar ", env!("CARGO_PKG_VERSION")),
        "store": ledger.identity(),
        "commit": number,
        "filter": filter_of(&given),
        "events": gist.events,
        "first": gist.first,
        "last": gist.last,
        "sources": gist.sources,
    });
    let file = match form {
        Form::About => return Ok(stamped(attached(Json(about).into_response(), "kabar.about.json"), &tag, number)),
        Form::Csv => "kabar.csv",
        Form::Json => "kabar.json",
        Form::Turtle => "kabar.ttl",
    };
    let job = Job { kind: "export", text: file.into(), time: app.limits.max_timeout };
    let answer = app.database.stream(job, move |store: &Store, token, reply| {
        reply.set_media_type(media_type);
        let iris = Iris::default();
        let selection = export::Selection {
            store,
            iris: &iris,
            events: &standing.kept.events,
            filter: &filter,
            order: wanted.sort,
        };
        let written = match form {
            Form::Csv => selection.csv(wanted.lang, token, reply),
            Form::Turtle => selection.turtle(token, reply),
            Form::Json | Form::About => selection.json(&about, token, reply),
        };
        written.map_err(ApiError::from)
    });
    Ok(stamped(attached(streamed(answer.await?), file), &tag, number))
}

/// What was asked of the events themselves.
fn filter_of(given: &[(String, String)]) -> Map<String, Value> {
    let filter = given.iter().filter(|(name, _)| !["format", "lang", "sort"].contains(&name.as_str()));
    filter.map(|(name, value)| (name.clone(), value.clone().into())).collect()
}

/// The query of the address.
fn asked(given: &[(String, String)]) -> String {
    serde_urlencoded::to_string(given).unwrap_or_default()
}

/// To be kept as a file of this name.
fn attached(mut response: Response, file: &str) -> Response {
    if let Ok(disposition) = HeaderValue::from_str(&format!("attachment; filename=\"{file}\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition);
    }
    response
}
