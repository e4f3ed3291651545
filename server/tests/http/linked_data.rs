//! The addresses in the data lead somewhere: a page for people, RDF for programs.

use crate::server::Server;

const HTML: (&str, &str) = ("accept", "text/html,application/xhtml+xml,*/*;q=0.8");
const UPDATE: (&str, &str) = ("content-type", "application/sparql-update");

#[test]
fn vocabularies_come_as_turtle_rdf_and_a_page() {
    let server = Server::start(&[]);
    for path in ["/ontology", "/plover", "/ontology/shapes"] {
        let cases = [
            ("text/turtle", "text/turtle; charset=utf-8", "@prefix"),
            ("*/*", "text/turtle; charset=utf-8", "@prefix"),
            ("application/rdf+xml", "application/rdf+xml", "<rdf:RDF"),
            ("application/n-triples", "application/n-triples", "<https://w3id.org/kabar/"),
            ("application/ld+json", "application/ld+json", "https://w3id.org/kabar/"),
            ("text/html", "text/html; charset=utf-8", "<dt id="),
        ];
        for (accept, media_type, expected) in cases {
            let reply = server.send("GET", path, &[("accept", accept)], None);
            assert_eq!((reply.status, reply.header("content-type")), (200, media_type), "{path} as {accept}");
            assert!(reply.text().contains(expected), "{path} as {accept}");
        }
        server.send("GET", path, &[("accept", "image/png")], None).problem(406);
    }
}

#[test]
fn things_redirect_people_and_describe_themselves_to_programs() {
    let server = Server::start(&[]);
    let cases = [("/id/IDN", "/actor/IDN"), ("/id/ev-0123456789abcdef", "/event/ev-0123456789abcdef")];
    for (path, page) in cases {
        let reply = server.send("GET", path, &[HTML], None);
        assert_eq!((reply.status, reply.header("location")), (303, page));
    }
    server.send("GET", "/id/nobody", &[("accept", "text/turtle")], None).problem(404);
    let insert = "PREFIX r: <https://w3id.org/kabar/id/> PREFIX ex: <http://example.org/> \
                  INSERT DATA { GRAPH ex:g { r:ana ex:name 'Indonesia' . ex:budi ex:of r:ana } GRAPH ex:h { r:ana ex:name 'Indonesia' } }";
    assert_eq!(server.send("POST", "/sparql", &[UPDATE], Some(insert)).status, 204);
    let reply = server.send("GET", "/id/ana", &[("accept", "application/n-triples")], None);
    assert_eq!(reply.text().lines().count(), 2, "each triple once: {}", reply.text());
    assert!(reply.text().contains("\"Indonesia\""));
}

#[test]
fn an_article_is_a_page_and_data_at_one_address() {
    let server = Server::start(&[]);
    let reply = server.send("GET", "/article/0123456789abcdef", &[HTML], None);
    assert_eq!((reply.status, reply.header("content-type")), (200, "text/html; charset=utf-8"));
    server.send("GET", "/article/0123456789abcdef", &[("accept", "text/turtle")], None).problem(404);
}
