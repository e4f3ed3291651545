//! `kabar ask`: one of the named queries, each with flags of its own made from its header.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command, FromArgMatches};
use ontology::Iris;
use queries::named_query::NamedQuery;
use queries::parameter::{Need, Parameter};
use queries::{AskError, Catalogue, Means};

use super::{Exit, Usage};
use crate::answers::ANSWERS;
use crate::commands::query::Output;
use crate::store::{Database, thread};

const EXAMPLES: &str = "Examples:
  kabar ask
  kabar ask office-holder --help
  kabar ask office-holder --location kabar-data --of RUS --role minister_foreign";

/// The flags of `kabar ask`, and the query with its parameters.
#[derive(Debug)]
pub struct Args {
    shared: Shared,
    asked: Option<(String, Vec<(String, String)>)>,
}

/// The flags that every named query takes.
#[derive(Debug, clap::Args)]
struct Shared {
    /// The folder of the store
    #[arg(long, env = "KABAR_LOCATION", value_name = "DIR", global = true)]
    location: Option<PathBuf>,
    /// json, xml, csv, tsv, table or markdown [default: table on a terminal, else tsv]
    #[arg(long, value_name = "FORMAT", global = true)]
    format: Option<String>,
}

impl clap::Args for Args {
    fn augment_args(command: Command) -> Command {
        let command = Shared::augment_args(command).after_help(EXAMPLES);
        // A catalogue that cannot be read has no queries to name; `run` says why.
        let catalogue = Catalogue::shipped().unwrap_or_default();
        let named = catalogue.iter().map(subcommand).collect::<Vec<_>>();
        command.subcommands(named).subcommand_value_name("NAME").subcommand_help_heading("Named queries")
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Args {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let asked = matches.subcommand().map(|(name, given)| (name.to_owned(), values(given)));
        Ok(Self { shared: Shared::from_arg_matches(matches)?, asked })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

fn subcommand(query: &NamedQuery) -> Command {
    let header = &query.header;
    let flags: Vec<String> = header.example.iter().map(|(name, value)| format!("--{name} {}", quoted(value))).collect();
    Command::new(query.name.clone())
        .about(header.title.en.clone())
        .long_about(format!("{}\n\n{}", header.title.en, header.description.en))
        .args(header.parameters.iter().map(flag))
        .after_help(format!("Example:\n  kabar ask {} --location kabar-data {}", query.name, flags.join(" ")))
}

fn flag(parameter: &Parameter) -> Arg {
    let flag = Arg::new(parameter.name.clone())
        .long(parameter.name.clone())
        .value_name(parameter.kind.code().to_uppercase())
        .help(format!("{}, such as {}", parameter.label.en, quoted(&parameter.example)))
        .allow_hyphen_values(true)
        .required(parameter.need == Need::Required);
    match &parameter.need {
        Need::Default(value) => flag.default_value(value.clone()),
        Need::Required | Need::Optional => flag,
    }
}

fn quoted(value: &str) -> String {
    if value.contains(' ') { format!("\"{value}\"") } else { value.to_owned() }
}

/// What was given, in the words of the user; the shared flags are not the query's.
fn values(given: &ArgMatches) -> Vec<(String, String)> {
    let value = |id: &clap::Id| given.try_get_one::<String>(id.as_str()).ok().flatten().cloned();
    let named = given.ids().filter(|id| !matches!(id.as_str(), "location" | "format"));
    named.filter_map(|id| Some((id.to_string(), value(id)?))).collect()
}

/// Runs the command.
///
/// # Errors
/// When the store cannot be opened, a value means nothing there, or the query fails.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    let catalogue = Catalogue::shipped()?;
    let Some((name, parameters)) = &args.asked else { return list(&catalogue, args.shared.format.as_deref()) };
    let missing = || Usage("`kabar ask` needs the store's folder: add `--location DIR`".to_owned());
    let location = args.shared.location.as_ref().ok_or_else(missing)?;
    let wish = Output { format: args.shared.format.clone() }.wish();
    let (format, _) = wish.choose(ANSWERS).map_err(|error| Usage(error.to_string()))?;
    let database = Database::open_existing(location)?;
    let iris = Iris::default();
    let means = || Means { cancel: None, texts: Some(database.texts()) };
    let answer = thread::on_roomy_stack(|| catalogue.ask(database.store(), &iris, name, parameters, means()));
    let answer = answer.map_err(blame)?;
    let mut out = BufWriter::new(io::stdout().lock());
    answer.write(format, &iris, &mut out)?;
    out.flush()?;
    if answer.truncated {
        eprintln!("note: there are more rows than these {}; ask for less, or use `kabar query`", answer.rows.len());
    }
    Ok(Exit::Done)
}

/// A value that means nothing is the command line's fault.
fn blame(error: AskError) -> anyhow::Error {
    match error {
        AskError::Cancelled { .. } | AskError::Syntax { .. } | AskError::NoRows { .. } | AskError::Failed { .. } => {
            error.into()
        }
        _ => Usage(error.to_string()).into(),
    }
}

/// Lists the named queries, one a line; `--format json` tells everything about them.
fn list(catalogue: &Catalogue, format: Option<&str>) -> anyhow::Result<Exit> {
    let mut out = BufWriter::new(io::stdout().lock());
    if format == Some("json") {
        writeln!(out, "{:#}", catalogue.to_json())?;
    } else {
        let width = catalogue.iter().map(|query| query.name.len()).max().unwrap_or(0);
        for query in catalogue.iter() {
            writeln!(out, "{:width$}  {}", query.name, query.header.title.en)?;
        }
    }
    out.flush()?;
    Ok(Exit::Done)
}
