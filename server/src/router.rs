//! Every route of the server, on one screen.

use axum::Router;
use axum::routing::{delete, get, post};

use crate::middleware;
use crate::routes::{
    articles, editor, explore, health, judgements, linked_data, loads, named_queries, ontology, page, sparql, views,
};
use crate::state::App;

/// Builds the whole server around its state.
pub fn router(app: App) -> Router {
    let api = Router::new()
        .route("/overview", get(explore::overview))
        .route("/search", get(explore::search))
        .route("/entities/{id}", get(explore::entity))
        .route("/events", get(views::events))
        .route("/events/{id}", get(explore::event))
        .route("/facets", get(views::facets))
        .route("/histogram", get(views::histogram))
        .route("/geo", get(views::geo))
        .route("/network", get(views::network).post(views::subgraph))
        .route("/relations/{id}", get(views::relations))
        .route("/neighbours/{id}", get(views::neighbours))
        .route("/paths", get(views::paths))
        .route("/articles", get(explore::articles))
        .route("/articles/{sha}", get(explore::article))
        .route("/judgements", get(judgements::list).post(judgements::make))
        .route("/judgements/{id}", delete(judgements::undo))
        .route("/complete", get(editor::complete))
        .route("/sparql/check", post(editor::check))
        .route("/loads", get(loads::list).post(loads::begin))
        .route("/loads/preview", post(loads::preview))
        .route("/loads/{id}", get(loads::show).delete(loads::undo))
        .route("/loads/{id}/events", get(loads::events))
        .route("/loads/{id}/rejects", get(loads::rejects))
        .route("/loads/{id}/cancel", post(loads::cancel))
        .route("/queries", get(named_queries::list))
        .route("/queries/{name}", get(named_queries::ask))
        .fallback(page::no_such_api);

    let routes = Router::new()
        .nest("/api", api)
        .route("/sparql", get(sparql::by_get).post(sparql::by_post))
        .route("/articles", get(articles::list).post(articles::load))
        .route("/articles/{sha}", get(articles::show).delete(articles::delete))
        .route("/health", get(health::report))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .route("/id/{id}", get(linked_data::thing))
        .route("/article/{sha}", get(linked_data::article))
        .route("/ontology", get(ontology::terms))
        .route("/ontology/shapes", get(ontology::shapes))
        .route("/plover", get(ontology::scheme))
        .fallback(get(page::file));

    let limits = app.limits.clone();
    middleware::around(routes.with_state(app), &limits)
}
