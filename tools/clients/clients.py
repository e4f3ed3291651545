"""Asks a server with SPARQLWrapper and with rdflib, each a query and an update. Usage: clients.py URL"""

import sys

from rdflib import Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper

url = sys.argv[1]
subject, has = "http://example.org/s", "http://example.org/has"


def wrapper() -> None:
    client = SPARQLWrapper(url + "/query", url + "/update")
    client.setMethod(POST)
    client.setQuery(f'INSERT DATA {{ <{subject}> <{has}> "wrapper" }}')
    client.query()
    client.setQuery("SELECT ?o { ?s <%s> ?o }" % has)
    for form in (JSON, XML, CSV):
        client.setReturnFormat(form)
        assert "wrapper" in str(client.query().convert() if form == JSON else client.query().response.read()), form
    client.setReturnFormat(TURTLE)
    client.setQuery("CONSTRUCT WHERE { ?s <%s> ?o }" % has)
    assert b"wrapper" in client.query().response.read()


def store() -> None:
    client = SPARQLUpdateStore(url + "/query", url + "/update", context_aware=False)
    client.add((URIRef(subject), URIRef(has), Literal("rdflib", lang="en")))
    client.commit()
    found = {str(row[0]) for row in client.query(f"SELECT ?o {{ <{subject}> <{has}> ?o }}")}
    assert {"wrapper", "rdflib"} <= found, found
    client.remove((URIRef(subject), URIRef(has), Literal("rdflib", lang="en")), None)
    client.commit()
    assert not client.query(f'ASK {{ <{subject}> <{has}> "rdflib"@en }}').askAnswer


wrapper()
print("clients: SPARQLWrapper")
store()
print("clients: rdflib SPARQLUpdateStore")
