//! `kabar query`: one SPARQL query, its answer on stdout.

use std::fs;
use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use oxigraph::sparql::{CancellationToken, QueryResults};

use super::{Exit, Usage};
use crate::config::Location;
use crate::negotiation::Wish;
use crate::sparql::{self, Failure, Question, results};
use crate::store::{Database, thread};

/// The flags of `kabar query`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  kabar query --location kabar-data 'SELECT DISTINCT ?class { ?thing a ?class }'
  kabar query --location kabar-data --file meetings.rq --format csv > meetings.csv
  kabar query --location kabar-data --ask 'ASK { ?person ?label \"Vladimir Putin\"@en }' && echo known")]
pub struct Args {
    /// Where the store is.
    #[command(flatten)]
    pub location: Location,
    /// The query
    #[arg(value_name = "SPARQL", required_unless_present = "file")]
    pub query: Option<String>,
    /// A file with the query; `-` reads it from stdin
    #[arg(long, value_name = "FILE", conflicts_with = "query")]
    pub file: Option<PathBuf>,
    /// How to write the answer.
    #[command(flatten)]
    pub output: Output,
    /// End with exit code 0 for yes and 1 for no, and print nothing
    #[arg(long)]
    pub ask: bool,
}

/// How to write an answer.
#[derive(Debug, clap::Args)]
pub struct Output {
    /// json, csv, tsv, xml or table; for graphs turtle, nt, nq, trig, jsonld or rdfxml
    /// [default: table on a terminal, else tsv; turtle for graphs]
    #[arg(long, value_name = "FORMAT", verbatim_doc_comment)]
    pub format: Option<String>,
}

impl Output {
    /// The wish for a format; without a flag it depends on who reads stdout.
    #[must_use]
    pub fn wish(&self) -> Wish {
        let default = if io::stdout().is_terminal() { "text/plain;q=0.5" } else { "text/tab-separated-values" };
        Wish { format: self.format.clone(), accept: Some(format!("{default}, text/turtle")) }
    }
}

/// Runs the command.
///
/// # Errors
/// When the store cannot be opened, or the query fails.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    let text = match (&args.query, &args.file) {
        (Some(query), _) => query.clone(),
        (None, Some(file)) => read(file)?,
        (None, None) => return Err(Usage("give a query, or `--file FILE`".to_owned()).into()),
    };
    let database = Database::open_existing(&args.location.location)?;
    let question = Question { text, texts: Some(database.texts()), ..Question::default() };
    thread::on_roomy_stack(|| {
        let results = sparql::ask(database.store(), &question, &CancellationToken::new())?;
        if args.ask { verdict(&results) } else { print(results, &args.output.wish()) }
    })
}

fn read(file: &Path) -> anyhow::Result<String> {
    if file != Path::new("-") {
        return fs::read_to_string(file).with_context(|| format!("cannot read `{}`", file.display()));
    }
    if io::stdin().is_terminal() {
        eprintln!("reading the query from stdin, up to Ctrl-D …");
    }
    let mut text = String::new();
    io::stdin().read_to_string(&mut text).context("cannot read stdin")?;
    Ok(text)
}

fn verdict(results: &QueryResults<'_>) -> anyhow::Result<Exit> {
    match results {
        QueryResults::Boolean(true) => Ok(Exit::Done),
        QueryResults::Boolean(false) => Ok(Exit::Failed),
        _ => Err(Usage("`--ask` wants an `ASK` query, which answers yes or no".to_owned()).into()),
    }
}

/// Writes results to stdout in the format wished for.
///
/// # Errors
/// When the format does not fit the results, the evaluation fails on the way, or stdout cannot be written.
pub fn print(results: QueryResults<'static>, wish: &Wish) -> anyhow::Result<Exit> {
    let boolean = matches!(results, QueryResults::Boolean(_));
    let rendering = results::render(results, wish).map_err(|error| Usage(error.to_string()))?;
    let mut out = BufWriter::new(io::stdout().lock());
    rendering.write(&mut out)?;
    if boolean {
        // no format of yes and no ends its line
        writeln!(out)?;
    }
    out.flush().map_err(Failure::from)?;
    Ok(Exit::Done)
}
