//! Every route of the server, on one screen.

use axum::Router;
use axum::routing::{delete, get, post};

use crate::middleware::Front;
use crate::routes::{
    admin, articles, changes, editor, explore, export, graph_store, health, judgements, linked_data, loads,
    named_queries, ontology, page, sparql, views,
};
use crate::state::App;
use tower_http::services::{ServeDir, ServeFile};

/// Builds the whole server around its state.
pub fn router(app: &App) -> Front {
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
        .route("/export", get(export::events))
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
        .route("/admin/backups", get(admin::backups).post(admin::backup))
        .route("/admin/backups/{name}/restore", post(admin::restore))
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
    Front::new(routes.with_state(app.clone()), app)
}
