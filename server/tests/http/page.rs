//! The browser page: one shell for every address it can show, real files by name, and safe headers. Built or not.

use crate::server::Server;

const HTML: &[(&str, &str)] = &[("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")];

#[test]
fn the_page_stands_at_every_address_it_can_show() {
    let server = Server::start(&[]);
    let shell = server.send("GET", "/", HTML, None);
    assert_eq!((shell.status, shell.header("content-type")), (200, "text/html; charset=utf-8"));
    assert!(shell.text().to_lowercase().starts_with("<!doctype html>"));
    for path in [
        "/actor/IDN",
        "/event/ev-0123456789abcdef",
        "/article/0123456789abcdef",
        "/articles",
        "/query",
        "/query/x?a=b",
        "/sparql",
    ] {
        let reply = server.send("GET", path, HTML, None);
        assert_eq!((reply.status, reply.text()), (200, shell.text()), "{path}");
    }
}

#[test]
fn the_page_is_locked_down_and_always_fresh() {
    let server = Server::start(&[]);
    let shell = server.get("/");
    assert!(shell.header("content-security-policy").starts_with("default-src 'self';"));
    assert_eq!(shell.header("cache-control"), "no-cache");
    let known = shell.header("etag");
    assert!(known.starts_with('"'), "{known}");
    let again = server.send("GET", "/", &[("if-none-match", known)], None);
    assert_eq!((again.status, again.body.len()), (304, 0));
}

#[test]
fn a_file_that_does_not_exist_is_404_and_no_page() {
    let server = Server::start(&[]);
    for path in ["/assets/none.js", "/favicon.gif", "/../Cargo.toml", "/%2e%2e/Cargo.toml"] {
        server.send("GET", path, HTML, None).problem(404);
    }
}

#[test]
fn the_operator_can_serve_another_page() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("index.html"), "<!doctype html><title>mine</title>").expect("a file");
    std::fs::write(folder.path().join("a.js"), "1").expect("a file");
    let server = Server::start(&["--ui-dir", folder.path().to_str().expect("a path")]);
    for path in ["/", "/actor/IDN", "/sparql", "/articles", "/article/0123456789abcdef"] {
        let page = server.send("GET", path, HTML, None);
        assert!(page.status == 200 && page.text().contains("mine"), "{path}: {}", page.text());
    }
    assert_eq!(server.get("/a.js").text(), "1");
    assert_eq!(server.get("/api/overview").header("content-type"), "application/json");
}
