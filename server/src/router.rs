//! Every route of the server, on one screen.

use axum::Router;
use axum::routing::{delete, get, post};

use crate::middleware;
use crate::routes::{
    admin, articles, changes, explore, graph_store, health, linked_data, named_queries, ontology, page, sparql,
};
use crate::state::App;
use tower_http::services::{ServeDir, ServeFile};

/// Builds the whole server around its state.
pub fn router(app: &App) -> Router {
    let api = Router::new()
        .route("/overview", get(explore::overview))
        .route("/search", get(explore::search))
        .route("/entities/{id}", get(explore::entity))
        .route("/events/{id}", get(explore::event))
        .route("/articles", get(explore::articles))
        .route("/articles/{sha}", get(explore::article))
        .route("/openapi.json", get(explore::description))
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
        .route("/changes", get(changes::list))
        .route("/metrics", get(admin::metrics))
        .route("/admin/tasks", get(admin::tasks))
        .route("/admin/tasks/{id}", delete(admin::stop))
        .route("/admin/backups", post(admin::backup))
        .route("/admin/compact", post(admin::compact))
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
    let routes = match &app.ui {
        Some(folder) => {
            routes.fallback_service(ServeDir::new(folder).fallback(ServeFile::new(folder.join("index.html"))))
        }
        None => routes,
    };
    middleware::around(routes.with_state(app.clone()), app)
}
