//! `kabar extract`: what is read from articles, on stdout, without a store.

use std::io::{self, BufWriter, Write};

use loaders::facts::Reading;
use loaders::fusion::{Telling, fuse};
use loaders::reading::Reader;
use loaders::{explain, record, triples};
use ontology::Iris;
use oxigraph::io::RdfFormat;
use oxigraph::model::Quad;

use super::load::feed;
use super::{Exit, Usage};
use crate::config::Sureness;
use crate::ingest::pool;
use crate::inputs::{Input, Inputs};
use crate::sparql::results::serializer;

/// The flags of `kabar extract`.
#[derive(Debug, clap::Args)]
#[command(after_help = "One JSON object a line and an article, or the same facts as RDF, or one event a row.

Examples:
  kabar extract article.txt
  kabar extract --explain article.txt
  kabar extract --format csv news/*.html > events.csv
  cat articles.jsonl | kabar extract --input-format jsonl --format nquads - > facts.nq")]
pub struct Args {
    /// What to read.
    #[command(flatten)]
    pub inputs: Inputs,
    /// json, nquads, trig, turtle or csv
    #[arg(long, value_name = "FORMAT", default_value = "json")]
    pub format: String,
    /// How sure.
    #[command(flatten)]
    pub sureness: Sureness,
    /// Tell in words how each sentence was read, from its tokens to its quads
    #[arg(long, conflicts_with = "format")]
    pub explain: bool,
}

/// Runs the command.
///
/// # Errors
/// When the inputs do not exist or stdout cannot be written.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    let inputs = args.inputs.list()?;
    if args.explain {
        return explain_all(&inputs);
    }
    let mut out = Writer::new(&args.format, BufWriter::with_capacity(1 << 18, io::stdout().lock()))?;
    let reader = Reader::new()?;
    let (mut read, mut rejected, mut failure) = (0, 0, None);
    pool::read_all(
        &reader,
        |take| feed(&inputs, take),
        |next| {
            match next.outcome {
                Ok(reading) => {
                    read += 1;
                    failure = out.add(&reading.at_least(args.sureness.min_confidence)).err();
                }
                Err(error) => {
                    rejected += 1;
                    eprintln!("rejected: {error}");
                }
            }
            failure.is_none()
        },
    );
    match failure {
        Some(failure) => Err(failure),
        None => out.finish(),
    }?;
    Ok(match (read, rejected) {
        (_, 0) => Exit::Done,
        (0, _) => Exit::Failed,
        _ => Exit::Partial,
    })
}

fn explain_all(inputs: &[Input]) -> anyhow::Result<Exit> {
    let (reader, iris) = (Reader::new()?, Iris::default());
    let mut out = BufWriter::new(io::stdout().lock());
    let (mut told, mut failure) = (0, None);
    feed(inputs, &mut |record| {
        let step = match record.outcome {
            Ok(article) => {
                told += 1;
                let gap = if told > 1 { "\n\n" } else { "" };
                write!(out, "{gap}{}", explain::explain(&reader, article, &iris))
            }
            Err(error) => {
                eprintln!("rejected: {error}");
                Ok(())
            }
        };
        failure = step.err();
        failure.is_none()
    });
    failure.map_or(Ok(()), Err)?;
    out.flush()?;
    Ok(if told > 0 { Exit::Done } else { Exit::Failed })
}

/// Writes readings in one of the formats.
struct Writer<W: Write> {
    out: W,
    form: Form,
    iris: Iris,
    tellings: Vec<Telling>,
}

enum Form {
    Json,
    Csv,
    Rdf(Box<oxigraph::io::WriterQuadSerializer<Vec<u8>>>, bool),
}

const HEADER: &str = "article,event,type,modes,contexts,actors,recipients,places,begin,end,date_precision,factuality,confidence,rule,sentence";

impl<W: Write> Writer<W> {
    fn new(format: &str, mut out: W) -> anyhow::Result<Self> {
        let rdf = |format: RdfFormat| {
            Form::Rdf(Box::new(serializer(format).for_writer(Vec::new())), format.supports_datasets())
        };
        let form = match format {
            "json" => Form::Json,
            "csv" => Form::Csv,
            "nquads" | "nq" => rdf(RdfFormat::NQuads),
            "trig" => rdf(RdfFormat::TriG),
            "turtle" | "ttl" => rdf(RdfFormat::Turtle),
            other => {
                return Err(
                    Usage(format!("`{other}` is no format of extract; json, nquads, trig, turtle or csv")).into()
                );
            }
        };
        if matches!(form, Form::Csv) {
            writeln!(out, "{HEADER}")?;
        }
        Ok(Self { out, form, iris: Iris::default(), tellings: Vec::new() })
    }

    fn add(&mut self, reading: &Reading) -> anyhow::Result<()> {
        match &mut self.form {
            Form::Json => writeln!(self.out, "{}", record::record(reading, &self.iris))?,
            Form::Csv => rows(&mut self.out, reading, &self.iris)?,
            Form::Rdf(..) => {
                let mut quads = triples::article(reading, &self.iris);
                quads.extend(triples::about_article(reading, &self.iris));
                self.tellings.extend(Telling::of(reading, &self.iris));
                self.quads(&quads)?;
            }
        }
        Ok(())
    }

    fn quads(&mut self, quads: &[Quad]) -> anyhow::Result<()> {
        let Form::Rdf(serializer, datasets) = &mut self.form else { return Ok(()) };
        for quad in quads {
            if *datasets { serializer.serialize_quad(quad) } else { serializer.serialize_triple(quad.as_ref()) }?;
        }
        Ok(())
    }

    /// The events of all articles together close an RDF output.
    fn finish(mut self) -> anyhow::Result<()> {
        let tellings = std::mem::take(&mut self.tellings);
        for event in fuse(&tellings) {
            self.quads(&triples::event(&event, &tellings, &self.iris))?;
        }
        if let Form::Rdf(serializer, _) = self.form {
            self.out.write_all(&serializer.finish()?)?;
        }
        self.out.flush()?;
        Ok(())
    }
}

fn rows(out: &mut impl Write, reading: &Reading, iris: &Iris) -> io::Result<()> {
    let record = record::record(reading, iris);
    let label = |iri: &serde_json::Value| {
        let entities = record["entities"].as_array();
        let entity = entities.and_then(|all| all.iter().find(|entity| entity["iri"] == *iri));
        entity.and_then(|entity| entity["label"].as_str()).unwrap_or_default().to_owned()
    };
    for (event, report) in record["events"].as_array().into_iter().flatten().zip(&reading.reports) {
        let plain = |key: &str| event[key].as_str().map_or_else(|| event[key].to_string(), str::to_owned);
        let list = |key: &str| {
            event[key]
                .as_array()
                .into_iter()
                .flatten()
                .map(|code| code.as_str().unwrap_or_default().to_owned())
                .collect::<Vec<_>>()
                .join("; ")
        };
        let named = |key: &str| event[key].as_array().into_iter().flatten().map(label).collect::<Vec<_>>().join("; ");
        let article = reading
            .article
            .id
            .clone()
            .unwrap_or_else(|| record["article"]["iri"].as_str().unwrap_or_default().to_owned());
        let fields = [
            article,
            plain("iri"),
            plain("type"),
            list("modes"),
            list("contexts"),
            named("actors"),
            named("recipients"),
            named("places"),
            plain("begin"),
            plain("end"),
            plain("date_precision"),
            plain("factuality"),
            plain("confidence"),
            plain("rule"),
            report.sentences[0].of(&reading.article.text).to_owned(),
        ];
        writeln!(out, "{}", fields.map(|field| quoted(&field)).join(","))?;
    }
    Ok(())
}

/// A CSV field: in quotation marks if it needs them (RFC 4180).
fn quoted(field: &str) -> String {
    let field = if field == "null" { "" } else { field };
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}
