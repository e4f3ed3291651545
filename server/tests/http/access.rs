//! Who may do what.

use server::access::{Role, keys};

use crate::server::{Server, encode};

const QUERY: (&str, &str) = ("content-type", "application/sparql-query");
const UPDATE: (&str, &str) = ("content-type", "application/sparql-update");
/// Method, path, media type, body, and the first of the roles that may.
type Try<'a> = (&'a str, &'a str, (&'a str, &'a str), Option<&'a str>, usize);

const CHANGE: &str = "INSERT DATA { GRAPH <x:g> { <x:s> <x:p> 1 } }";

#[test]
fn each_role_may_do_what_its_name_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("keys");
    let key = |name: &str, role: Role| format!("Bearer {}", keys::make(&path, name, role).expect("a key"));
    let roles = [("reader", Role::Read), ("feed", Role::Load), ("editor", Role::Update), ("ops", Role::Admin)];
    let made: Vec<_> = roles.iter().map(|(name, role)| key(name, *role)).collect();
    let server = Server::start(&["--keys", path.to_str().expect("UTF-8"), "--anonymous", "none"]);
    let tries: [Try<'_>; 6] = [
        ("POST", "/sparql", QUERY, Some("ASK {}"), 0),
        ("GET", "/metrics", QUERY, None, 0),
        ("POST", "/articles", ("content-type", "text/plain"), Some(""), 1),
        ("POST", "/sparql", UPDATE, Some(CHANGE), 2),
        ("DELETE", "/store?graph=x:none", QUERY, None, 2),
        ("GET", "/admin/tasks", QUERY, None, 3),
    ];
    for (method, path, kind, body, least) in tries {
        assert_eq!(server.send(method, path, &[kind], body).status, 401, "{method} {path}");
        for (at, key) in made.iter().enumerate() {
            let status = server.send(method, path, &[kind, ("authorization", key)], body).status;
            assert_eq!(status == 403, at < least, "{method} {path} {at}: {status}");
            assert_ne!(status, 401);
        }
    }
    let unknown = server.send("GET", "/metrics", &[("authorization", "Bearer kabar_none")], None);
    unknown.problem(401);
    assert_eq!(unknown.header("www-authenticate"), "Bearer");
    assert_eq!(server.get("/health/live").status, 200);
}

#[test]
fn a_read_only_server_takes_no_change() {
    let server = Server::start(&["--read-only"]);
    server.send("POST", "/sparql", &[UPDATE], Some(CHANGE)).problem(403);
    server.send("PUT", "/store?default", &[("content-type", "text/turtle")], Some("")).problem(403);
    server.send("DELETE", "/articles/0123456789abcdef", &[], None).problem(403);
    assert_eq!(server.send("POST", "/sparql", &[QUERY], Some("ASK {}")).status, 200);
}

#[test]
fn only_named_sites_may_use_the_server_from_their_pages() {
    let server = Server::start(&["--cors", "https://map.example.org"]);
    let ask =
        |origin: &str| server.send("GET", &format!("/sparql?query={}", encode("ASK {}")), &[("origin", origin)], None);
    assert_eq!(ask("https://map.example.org").header("access-control-allow-origin"), "https://map.example.org");
    assert_eq!(ask("https://evil.example").header("access-control-allow-origin"), "");
    let post = |origin: &str| server.send("POST", "/sparql", &[QUERY, ("origin", origin)], Some("ASK {}")).status;
    assert_eq!((post("https://map.example.org"), post("https://evil.example")), (200, 403));
}

#[test]
fn an_address_that_sends_too_much_is_told_so() {
    let server = Server::start(&["--rate", "1"]);
    let statuses: Vec<u16> = (0..40).map(|_| server.get("/health/live").status).collect();
    assert_eq!(statuses[..10], [200; 10]);
    assert!(statuses.contains(&429), "{statuses:?}");
}
