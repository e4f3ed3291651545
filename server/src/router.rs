//! Every route of the server, on one screen.

use axum::Router;
use axum::routing::get;

use crate::middleware;
use crate::routes::{articles, explore, graph_store, health, linked_data, named_queries, ontology, page, sparql};
use crate::state::App;

/// Builds the whole server around its state.
pub fn router(app: App) -> Router {
    let api = Router::new()
        .route("/overview", get(explore::overview))
        .route("/search", get(explore::search))
        .route("/entities/{id}", get(explore::entity))
        .route("/events/{id}", get(explore::event))
        .route("/articles", get(explore::articles))
        .route("/articles/{sha}", get(explore::article))
        .route("/queries", get(named_queries::list))
        .route("/queries/{name}", get(named_queries::ask))
        .fallback(page::no_such_api);

    let endpoint = || get(sparql::by_get).post(sparql::by_post).fallback(sparql::by_query);
    let store = || {
        let reading = get(graph_store::read).delete(graph_store::delete);
        reading.put(graph_store::put_or_post).post(graph_store::put_or_post)
    };

    let routes = Router::new()
        .nest("/api", api)
        .route("/sparql", endpoint())
        .route("/sparql/", endpoint())
        .route("/query", endpoint())
        .route("/update", endpoint())
        .route("/store", store())
        .route("/store/{*path}", store())
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
