//! `kabar export`: what a store holds, as RDF on stdout, streamed.

use std::io::{self, BufWriter, Write};

use anyhow::{Context, bail};
use ontology::Iris;
use oxigraph::io::RdfFormat;
use oxigraph::model::{NamedNode, NamedNodeRef};
use oxigraph::store::Store;

use super::{Exit, Usage};
use crate::config::Location;
use crate::negotiation::Wish;
use crate::sparql::results::{GRAPHS, serializer};
use crate::store::Database;

/// The flags of `kabar export`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  kabar export --location kabar-data | gzip > kabar.nq.gz
  kabar export --location kabar-data --format trig > kabar.trig
  kabar export --location kabar-data --graph g:events --format turtle")]
pub struct Args {
    /// Where the store is.
    #[command(flatten)]
    pub location: Location,
    /// Only this graph: an IRI, or short as `g:events`
    #[arg(long, value_name = "IRI")]
    pub graph: Option<String>,
    /// nquads, trig or jsonld; turtle, nt or rdfxml, which name no graphs
    #[arg(long, value_name = "FORMAT", default_value = "nquads")]
    pub format: String,
}

/// Runs the command.
///
/// # Errors
/// When the store cannot be opened, has no such graph, or stdout cannot be written.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    let (format, _) = Wish::named(&args.format).choose(GRAPHS).map_err(|error| Usage(error.to_string()))?;
    let graph = args.graph.as_deref().map(graph_name).transpose()?;
    let database = Database::open_existing(&args.location.location)?;
    let mut out = BufWriter::with_capacity(1 << 20, io::stdout().lock());
    match graph {
        Some(graph) => export_graph(database.store(), graph.as_ref(), format, &mut out)?,
        None if format.supports_datasets() => {
            database.store().dump_to_writer(serializer(format), &mut out).map_err(io::Error::from)?;
        }
        None => export_merged(database.store(), format, &mut out)?,
    }
    out.flush()?;
    Ok(Exit::Done)
}

fn graph_name(text: &str) -> Result<NamedNode, Usage> {
    let prefixes = Iris::default().prefixes();
    let short = prefixes.iter().find_map(|(name, iri)| {
        let local = text.strip_prefix(name)?.strip_prefix(':')?;
        Some(format!("{iri}{local}"))
    });
    let iri = short.unwrap_or_else(|| text.trim_matches(['<', '>']).to_owned());
    NamedNode::new(iri).map_err(|error| Usage(format!("`{text}` is no graph: {error}")))
}

fn export_graph(store: &Store, graph: NamedNodeRef<'_>, format: RdfFormat, out: impl Write) -> anyhow::Result<()> {
    if !store.contains_named_graph(graph)? {
        bail!("there is no graph {graph}; `kabar query 'SELECT DISTINCT ?g {{ GRAPH ?g {{}} }}'` lists them");
    }
    let mut writer = serializer(format).for_writer(out);
    for quad in store.quads_for_pattern(None, None, None, Some(graph.into())) {
        let quad = quad?;
        if format.supports_datasets() { writer.serialize_quad(&quad) } else { writer.serialize_triple(quad.as_ref()) }?;
    }
    writer.finish()?;
    Ok(())
}

fn export_merged(store: &Store, format: RdfFormat, out: impl Write) -> anyhow::Result<()> {
    eprintln!("note: {} names no graphs, so all graphs are written as one", format.name());
    let mut writer = serializer(format).for_writer(out);
    for quad in store {
        writer.serialize_triple(quad.context("cannot read the store")?.as_ref())?;
    }
    writer.finish()?;
    Ok(())
}
