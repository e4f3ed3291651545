//! Whatever goes wrong, the answer is problem JSON that says what would have been right.

use crate::server::Server;

#[test]
fn a_wrong_method_is_405_and_names_the_right_ones() {
    let server = Server::start(&[]);
    let cases = [
        ("DELETE", "/sparql", "GET,HEAD,POST,QUERY"),
        ("POST", "/api/overview", "GET,HEAD"),
        ("PUT", "/articles", "GET,HEAD,POST"),
        ("POST", "/articles/0123456789abcdef", "GET,HEAD,DELETE"),
        ("POST", "/health", "GET,HEAD"),
    ];
    for (method, path, allowed) in cases {
        let reply = server.send(method, path, &[], None);
        let problem = reply.problem(405);
        assert_eq!(reply.header("allow"), allowed, "{method} {path}");
        assert!(problem["hint"].as_str().is_some_and(|hint| hint.contains(allowed)), "{problem}");
    }
}

#[test]
fn an_unknown_address_under_api_is_404_with_its_whole_path() {
    let problem = Server::start(&[]).get("/api/nothing/here").problem(404);
    assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains("/api/nothing/here")), "{problem}");
}

#[test]
fn pages_of_other_sites_make_no_changes() {
    let server = Server::start(&[]);
    let form = ("content-type", "application/x-www-form-urlencoded");
    let own = format!("http://{}", server.address);
    let cases: [(&[(&str, &str)], u16); 5] = [
        (&[form, ("origin", "https://evil.example")], 403),
        (&[form, ("sec-fetch-site", "cross-site")], 403),
        (&[form, ("origin", "null")], 403),
        (&[form, ("origin", &own)], 204),
        (&[form, ("sec-fetch-site", "same-origin")], 204),
    ];
    for (headers, status) in cases {
        let reply = server.send("POST", "/sparql", headers, Some("update=CLEAR%20SILENT%20GRAPH%20%3Cx%3Ay%3E"));
        assert_eq!(reply.status, status, "{headers:?}: {}", reply.text());
        if status == 403 {
            reply.problem(403);
        }
    }
}

#[test]
fn every_answer_has_a_number_and_is_not_sniffed() {
    let server = Server::start(&[]);
    let first = server.get("/health/live");
    let second = server.get("/api/nothing");
    assert_ne!(first.header("x-request-id"), second.header("x-request-id"));
    for reply in [first, second] {
        assert!(!reply.header("x-request-id").is_empty());
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
    }
}

#[test]
fn answers_are_compressed_for_those_who_ask() {
    let server = Server::start(&[]);
    let reply = server.send("GET", "/ontology", &[("accept-encoding", "gzip")], None);
    assert_eq!(reply.header("content-encoding"), "gzip");
    assert_eq!(reply.body[..2], [0x1f, 0x8b]);
}
