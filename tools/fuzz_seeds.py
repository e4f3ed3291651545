"""Writes what the fuzz targets begin with, from the project's own files and a few lines of its own. Usage: fuzz_seeds.py FOLDER"""

import gzip
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PREFIX = "PREFIX kb: <https://w3id.org/kabar/ontology#> PREFIX ex: <http://example.org/> "
QUERIES = [
    "ASK {}",
    "SELECT * { ?s ?p ?o } LIMIT 3",
    "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }",
    "DESCRIBE <http://example.org/a>",
    "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a/ex:b*|^ex:c ?o FILTER(?o > 3 && !BOUND(?x) || REGEX(STR(?o), 'a+', 'i')) } GROUP BY ?p HAVING(?n > 1) ORDER BY DESC(?n)",
    "SELECT * { VALUES (?a ?b) { (1 'x'@en) (UNDEF \"y\"^^ex:t) } OPTIONAL { ?a ?b ?c } MINUS { ?a ?b [] } BIND(CONCAT(?a, ?b) AS ?d) }",
    "SELECT * { SERVICE kb:Search { ?s kb:matches \"gempa lombok\" ; kb:score ?n } } ",
    "SELECT * { << ?s ?p ?o ~ ?r >> ex:by ?who . ?s ?p ?o {| ex:sure 1 |} FILTER(isTRIPLE(<<( ?s ?p ?o )>>)) }",
    "SELECT ?s WHER { ?s ?p ?o",
    "SELECT * { ?s skoss:prefLabel ?o }",
]
UPDATES = [
    "INSERT DATA { GRAPH ex:g { ex:s ex:p 1, 'two'@en, [ ex:q ( 1 2 ) ] } }",
    "DELETE DATA { ex:s ex:p 1 }",
    "WITH ex:g DELETE { ?s ?p ?o } INSERT { ?s ex:q ?o } USING ex:h WHERE { ?s ?p ?o }",
    "LOAD SILENT <http://example.org/x> INTO GRAPH ex:g ; CREATE GRAPH ex:h ; DROP ALL ; CLEAR DEFAULT ; COPY ex:g TO ex:h",
    "DELETE WHERE { ?s ex:p ?o } ; INSERT { ex:r ex:about <<( ?s ?p ?o )>> } WHERE { ?s ?p ?o }",
]
RDF = [
    "@prefix ex: <http://example.org/> . ex:s ex:p ex:o, \"x\"@en, 1.5, [ ex:q ( 1 2 ) ] . << ex:s ex:p ex:o >> ex:r 1 .",
    "<http://example.org/s> <http://example.org/p> \"a\\u00e9\\n\"@en--ltr .\n_:b <http://example.org/p> <<( _:b <x:p> <x:o> )>> .",
    "<x:s> <x:p> \"1\"^^<x:t> <x:g> .",
    "@prefix ex: <http://example.org/> . ex:g { ex:s ex:p ex:o } GRAPH _:b { [] ex:p () }",
    "@prefix : <x:> . { :a :b :c } => { :c :b :a } . :x = :y .",
    "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY e 'http://example.org/'>]><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:ex='&e;'><rdf:Description rdf:about='&e;s' ex:p='v'><ex:q rdf:parseType='Collection'><rdf:li/></ex:q></rdf:Description></rdf:RDF>",
    '{"@context": {"p": "http://example.org/p", "l": {"@container": "@list"}}, "@id": "x:s", "p": {"@value": "v", "@language": "id"}, "@graph": [{"p": [1, true, null]}]}',
]
RESULTS = [
    '{"head": {"vars": ["a", "b"]}, "results": {"bindings": [{"a": {"type": "uri", "value": "x:a"}, "b": {"type": "literal", "value": "v", "xml:lang": "id", "its:dir": "ltr"}}, {"a": {"type": "bnode", "value": "n"}, "b": {"type": "literal", "value": "1", "datatype": "x:t"}}, {"a": {"type": "triple", "value": {"subject": {"type": "uri", "value": "x:a"}, "predicate": {"type": "uri", "value": "x:p"}, "object": {"type": "literal", "value": ""}}}}]}}',
    '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="a"/><variable name="b"/></head><results><result><binding name="a"><uri>x:a</uri></binding><binding name="b"><literal xml:lang="id">&lt;v</literal></binding></result><result><binding name="a"><triple><subject><bnode>n</bnode></subject><predicate><uri>x:p</uri></predicate><object><literal datatype="x:t">1</literal></object></triple></binding></result></results></sparql>',
    '?a\t?b\n<x:a>\t"v"@id\n_:n\t1.5\n<<( <x:a> <x:p> "" )>>\t\n',
    'a,b\r\nx:a,"v, ""w"""\r\n',
    '{"head": {}, "boolean": true}',
]
REQUESTS = [
    "GET /sparql?query=ASK%20%7B%7D\nhost: localhost\naccept: text/csv;q=0.5, */*\n\n",
    "POST /sparql\ncontent-type: application/sparql-query\n\nSELECT * { ?s ?p ?o } LIMIT 1",
    "POST /sparql?timeout=1&explain=true\ncontent-type: application/x-www-form-urlencoded\n\nquery=SELECT+*+%7B%7D&default-graph-uri=x%3Ag",
    "POST /update\ncontent-type: application/sparql-update\nidempotency-key: k\n\nINSERT DATA { <x:s> <x:p> 1 }",
    "PUT /store?graph=x%3Ag\ncontent-type: text/turtle\nif-match: \"x\"\n\n<x:s> <x:p> 1 .",
    "GET /store?default\naccept: application/n-quads\n\n",
    "DELETE /store?graph=x%3Ag\n\n",
    "POST /store\ncontent-type: multipart/form-data; boundary=b\n\n--b\r\ncontent-disposition: form-data; name=f; filename=a.ttl\r\n\r\n<x:s> <x:p> 1 .\r\n--b--\r\n",
    "GET /api/search?q=gempa&type=person,place&limit=3\n\n",
    "GET /api/events?from=2024-01-01&until=2024-12-31&type=PROTEST&limit=5\n\n",
    "GET /api/geo?south=-11&north=40&west=95&east=141\n\n",
    "GET /api/queries/itinerary?actor=RUS&format=csv\n\n",
    "GET /api/paths?from=RUS&to=PRK\n\n",
    "GET /api/complete?prefix=kb%3Aev\n\n",
    "POST /api/sparql/check\ncontent-type: text/plain\n\nSELECT * {",
    "POST /articles?format=jsonl\ncontent-type: application/json\n\n{\"title\": \"A\", \"text\": \"President Joko Widodo visited China.\", \"published\": \"2024-05-01\"}",
    "POST /api/loads/preview?format=text\n\nGempa mengguncang Lombok.",
    "GET /id/RUS\naccept: text/turtle\n\n",
    "GET /article/0123456789abcdef\naccept: text/html\n\n",
    "GET /admin/tasks\n\n",
    "GET /metrics\n\n",
    "GET /changes?after=0&format=json\n\n",
    "GET /api/export?format=turtle&sort=reports&lang=id\n\n",
    "GET /api/facets?publisher=x\n\n",
    "GET /api/histogram?by=month\n\n",
    "GET /api/network?actor=RUS&limit=3\n\n",
    "POST /api/network\ncontent-type: application/json\n\n{\"among\": [\"RUS\", \"CHN\"]}",
    "GET /api/neighbours/RUS?limit=3\n\n",
    "GET /api/relations/RUS?with=CHN\n\n",
    "GET /api/entities/RUS\n\n",
    "GET /api/loads/1/events\n\n",
    "POST /api/loads?name=a.jsonl\ncontent-type: application/x-ndjson\n\n{\"text\": \"Putin met Xi.\"}\n",
    "POST /api/judgements\ncontent-type: application/json\n\n{\"report\": \"x\", \"verdict\": \"wrong\"}",
    "QUERY /sparql\ncontent-type: application/sparql-query\nkabar-timeout: 1\nkabar-after: 0\n\nASK {}",
    "OPTIONS /sparql\norigin: https://a.example\naccess-control-request-method: POST\n\n",
    "HEAD /store?default\nif-none-match: *\n\n",
]


def main(folder: Path) -> None:
    feeds = ROOT / "loaders/tests/feeds"
    articles = [b"\0" + path.read_bytes() for path in sorted(feeds.glob("*.jsonl"))]
    articles += [b"\1" + path.read_bytes() for path in sorted(feeds.rglob("*.html"))]
    articles += [b"\2" + path.read_bytes() for path in sorted(feeds.glob("*.txt"))]
    queries = [(PREFIX + query).encode() for query in QUERIES]
    queries += [path.read_bytes() for path in sorted((ROOT / "queries/sparql").glob("*.rq"))]
    requests = [request.encode() for request in REQUESTS]
    packed = b"POST /sparql\ncontent-type: application/sparql-query\ncontent-encoding: "
    requests += [packed + b"gzip\n\n" + gzip.compress(b"ASK { ?s ?p ?o }", mtime=0)]
    # one raw block, as there is no zstd here
    requests += [packed + b"zstd\n\n" + b"\x28\xb5\x2f\xfd\x20\x06\x31\0\0ASK {}"]
    requests += [b"PUT /store?default\ncontent-type: text/turtle\ncontent-encoding: deflate, gzip\n\n" + gzip.compress(b"<x:s> <x:p> 1 .", mtime=0)]
    seeds = {
        "query": queries,
        "update": [(PREFIX + update).encode() for update in UPDATES],
        "rdf": [bytes([n]) + text.encode() for n, text in enumerate(RDF)],
        "articles": articles,
        "results": [bytes([n]) + text.encode() for n, text in enumerate(RESULTS)],
        "http": requests,
    }
    for target, inputs in seeds.items():
        (folder / target).mkdir(parents=True, exist_ok=True)
        for n, data in enumerate(inputs):
            (folder / target / f"{n:02}").write_bytes(data[:8192])


main(Path(sys.argv[1]))
