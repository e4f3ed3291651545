//! Writes the results of a query in any format it can take: tables of solutions and yes-or-no in the SPARQL formats, graphs as RDF.

use std::io::{self, Write};

use ontology::Iris;
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfSerializer};
use oxigraph::model::Triple;
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{QueryEvaluationError, QueryResults, QuerySolutionIter};

use super::{Failure, table};
use crate::negotiation::{NotOffered, Offer, Wish};

/// How a table of solutions can be written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Solutions {
    /// A standard format.
    Standard(QueryResultsFormat),
    /// Columns for people.
    Table,
}

/// The formats for solutions and for yes or no.
pub const SOLUTIONS: &[Offer<Solutions>] = &[
    Offer {
        value: Solutions::Standard(QueryResultsFormat::Json),
        names: &["json", "srj"],
        media_types: &["application/sparql-results+json", "application/json"],
    },
    Offer {
        value: Solutions::Standard(QueryResultsFormat::Xml),
        names: &["xml", "srx"],
        media_types: &["application/sparql-results+xml", "application/xml", "text/xml; charset=utf-8"],
    },
    Offer {
        value: Solutions::Standard(QueryResultsFormat::Csv),
        names: &["csv"],
        media_types: &["text/csv; charset=utf-8"],
    },
    Offer {
        value: Solutions::Standard(QueryResultsFormat::Tsv),
        names: &["tsv"],
        media_types: &["text/tab-separated-values; charset=utf-8"],
    },
    Offer { value: Solutions::Table, names: &["table"], media_types: &["text/plain; charset=utf-8"] },
];

const JSON_LD: RdfFormat = RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() };

const TURTLE: Offer<RdfFormat> = Offer {
    value: RdfFormat::Turtle,
    names: &["turtle", "ttl"],
    media_types: &["text/turtle; charset=utf-8", "application/x-turtle"],
};
const N_TRIPLES: Offer<RdfFormat> = Offer {
    value: RdfFormat::NTriples,
    names: &["ntriples", "nt"],
    media_types: &["application/n-triples", "text/plain; charset=utf-8"],
};
const N_QUADS: Offer<RdfFormat> =
    Offer { value: RdfFormat::NQuads, names: &["nquads", "nq"], media_types: &["application/n-quads"] };
const TRIG: Offer<RdfFormat> = Offer { value: RdfFormat::TriG, names: &["trig"], media_types: &["application/trig"] };
const JSON: Offer<RdfFormat> = Offer {
    value: JSON_LD,
    names: &["jsonld", "json-ld", "json"],
    media_types: &["application/ld+json", "application/json"],
};
const XML: Offer<RdfFormat> = Offer {
    value: RdfFormat::RdfXml,
    names: &["rdfxml", "rdf", "xml"],
    media_types: &["application/rdf+xml", "application/xml", "text/xml; charset=utf-8"],
};
const N3: Offer<RdfFormat> = Offer { value: RdfFormat::N3, names: &["n3"], media_types: &["text/n3; charset=utf-8"] };

/// The formats for graphs.
pub const GRAPHS: &[Offer<RdfFormat>] = &[TURTLE, N_TRIPLES, N_QUADS, TRIG, JSON, XML, N3];

/// The formats that name the graph of each triple.
pub const DATASETS: &[Offer<RdfFormat>] = &[N_QUADS, TRIG, JSON];

/// Results together with the way they will be written.
pub struct Rendering {
    /// What the bytes are.
    pub media_type: &'static str,
    /// The most rows or triples it may have.
    pub max_rows: u64,
    content: Content,
}

enum Content {
    Boolean(bool, Solutions),
    Solutions(QuerySolutionIter<'static>, Solutions),
    Graph(Box<dyn Iterator<Item = Result<Triple, QueryEvaluationError>>>, RdfFormat),
}

/// Chooses the format for these results.
///
/// # Errors
/// When this kind of result cannot be had in the format wished for.
pub fn render(results: QueryResults<'static>, wish: &Wish) -> Result<Rendering, NotOffered> {
    let (content, media_type) = match results {
        QueryResults::Boolean(answer) => {
            let (format, media_type) = wish.choose(SOLUTIONS)?;
            (Content::Boolean(answer, format), media_type)
        }
        QueryResults::Solutions(solutions) => {
            let (format, media_type) = wish.choose(SOLUTIONS)?;
            (Content::Solutions(solutions, format), media_type)
        }
        QueryResults::Graph(triples) => {
            let (format, media_type) = wish.choose(GRAPHS)?;
            (Content::Graph(Box::new(triples), format), media_type)
        }
    };
    Ok(Rendering { media_type, max_rows: u64::MAX, content })
}

impl Rendering {
    /// Writes everything.
    ///
    /// # Errors
    /// When the evaluation fails on the way, or the writer does.
    pub fn write(self, mut out: impl Write) -> Result<(), Failure> {
        match self.content {
            Content::Boolean(answer, Solutions::Table) => write!(out, "{answer}")?,
            Content::Boolean(answer, Solutions::Standard(format)) => {
                QueryResultsSerializer::from_format(format).serialize_boolean_to_writer(out, answer)?;
            }
            Content::Solutions(solutions, Solutions::Table) => table::write(solutions, &mut out)?,
            Content::Solutions(solutions, Solutions::Standard(format)) => {
                write_solutions(solutions, format, self.max_rows, out)?;
            }
            Content::Graph(triples, format) => write_graph(triples, format, self.max_rows, out)?,
        }
        Ok(())
    }
}

fn write_solutions(
    solutions: QuerySolutionIter<'static>,
    format: QueryResultsFormat,
    max_rows: u64,
    out: impl Write,
) -> Result<(), Failure> {
    let serializer = QueryResultsSerializer::from_format(format);
    let mut writer = serializer.serialize_solutions_to_writer(out, solutions.variables().to_vec())?;
    for (solution, number) in solutions.zip(1..) {
        within(number, max_rows)?;
        writer.serialize(&solution?)?;
    }
    writer.finish()?;
    Ok(())
}

fn within(number: u64, max_rows: u64) -> Result<(), Failure> {
    if number <= max_rows { Ok(()) } else { Err(Failure::TooManyRows(max_rows)) }
}

fn write_graph(
    triples: impl Iterator<Item = Result<Triple, QueryEvaluationError>>,
    format: RdfFormat,
    max_rows: u64,
    out: impl Write,
) -> Result<(), Failure> {
    let mut writer = serializer(format).for_writer(out);
    for (triple, number) in triples.zip(1..) {
        within(number, max_rows)?;
        writer.serialize_triple(&triple?)?;
    }
    writer.finish()?;
    Ok(())
}

/// A serializer that knows our prefixes, for the formats that have such.
pub fn serializer(format: RdfFormat) -> RdfSerializer {
    let known = Iris::default().prefixes();
    let with_prefix = |serializer: RdfSerializer, (name, iri): (&str, String)| {
        serializer.clone().with_prefix(name, iri).unwrap_or(serializer)
    };
    known.into_iter().fold(RdfSerializer::from_format(format), with_prefix)
}

/// Writes triples as RDF.
///
/// # Errors
/// When the writer fails.
pub fn write_triples(triples: impl IntoIterator<Item = Triple>, format: RdfFormat, out: impl Write) -> io::Result<()> {
    let mut writer = serializer(format).for_writer(out);
    for triple in triples {
        writer.serialize_triple(&triple)?;
    }
    writer.finish()?;
    Ok(())
}
