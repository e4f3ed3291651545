//! Reads the settings of a server: the command line first, then `KABAR_*` variables, then `kabar.toml`, then the defaults.
//!
//! What the file says becomes the default of the flag with the same name, so every setting is described and checked in one place.

use std::ffi::OsString;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use clap::parser::ValueSource;
use clap::{ArgMatches, Command, CommandFactory, FromArgMatches};
use toml::{Table, Value};

use crate::cli::Cli;

/// The file that is read when nobody names another.
const FILE: &str = "kabar.toml";
/// The commands that it is for.
const COMMANDS: [&str; 2] = ["serve", "demo"];
/// The flag that names another file, and the one that shows what was understood.
const NAMED: &str = "config";
const SHOW: &str = "print_config";

/// A file of settings that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It cannot be read.
    #[error("the settings `{path}` cannot be read: {1}", path = .0.display())]
    File(PathBuf, #[source] std::io::Error),
    /// It is no TOML.
    #[error("the settings `{path}` are no TOML: {1}", path = .0.display())]
    Toml(PathBuf, #[source] Box<toml::de::Error>),
    /// It names what is no setting.
    #[error("`{1}` in `{path}` is no setting; `kabar serve --help` lists them, without the two dashes", path = .0.display())]
    Unknown(PathBuf, String),
    /// A setting has a value of a kind that no flag can have.
    #[error("`{1}` in `{path}` must be a text, a number, yes or no, or a list of these", path = .0.display())]
    Kind(PathBuf, String),
}

/// Reads the command line and all that stands behind it; the text of the settings if they were asked for.
///
/// # Errors
/// When the file of settings cannot be used; a wrong command line ends the program with its own message.
pub fn read(words: impl IntoIterator<Item = OsString>) -> Result<(Cli, Option<String>), Error> {
    let words: Vec<OsString> = words.into_iter().collect();
    let (file, table) = file(&words)?;
    let command = with_defaults(Cli::command(), &file, &table)?;
    let matches = command.clone().get_matches_from(words);
    let shown = matches.subcommand().filter(|(name, matches)| COMMANDS.contains(name) && matches.get_flag(SHOW));
    let text = shown.and_then(|(name, matches)| Some(show(command.find_subcommand(name)?, matches, &table)));
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    Ok((cli, text))
}

fn file(words: &[OsString]) -> Result<(PathBuf, Table), Error> {
    let flag = words.iter().enumerate().find_map(|(at, word)| {
        let word = word.to_str()?;
        if word == "--config" { words.get(at + 1).cloned() } else { word.strip_prefix("--config=").map(Into::into) }
    });
    let named = flag.or_else(|| std::env::var_os("KABAR_CONFIG")).map(PathBuf::from);
    let path = named.clone().unwrap_or_else(|| FILE.into());
    if named.is_none() && !Path::new(FILE).is_file() {
        return Ok((path, Table::new()));
    }
    let text = std::fs::read_to_string(&path).map_err(|error| Error::File(path.clone(), error))?;
    let table = text.parse().map_err(|error| Error::Toml(path.clone(), Box::new(error)))?;
    Ok((path, table))
}

fn with_defaults(mut command: Command, file: &Path, table: &Table) -> Result<Command, Error> {
    for (key, value) in table {
        let values = texts(value).ok_or_else(|| Error::Kind(file.to_owned(), key.clone()))?;
        for name in COMMANDS {
            let known = command.find_subcommand(name).and_then(|command| {
                let mut flags = command.get_arguments();
                flags.find(|flag| flag.get_long() == Some(key)).map(|flag| flag.get_id().clone())
            });
            let id = known.ok_or_else(|| Error::Unknown(file.to_owned(), key.clone()))?;
            let values = values.clone();
            command = command.mut_subcommand(name, |command| command.mut_arg(id, |flag| flag.default_values(values)));
        }
    }
    Ok(command)
}

fn texts(value: &Value) -> Option<Vec<String>> {
    Some(match value {
        Value::String(text) => vec![text.clone()],
        Value::Integer(number) => vec![number.to_string()],
        Value::Float(number) => vec![number.to_string()],
        Value::Boolean(yes) => vec![yes.to_string()],
        Value::Array(values) => values.iter().map(texts).collect::<Option<Vec<_>>>()?.concat(),
        Value::Datetime(_) | Value::Table(_) => return None,
    })
}

/// All settings with where each comes from, as a file that could be read again.
fn show(command: &Command, matches: &ArgMatches, table: &Table) -> String {
    let mut text = String::new();
    let settings = command.get_arguments().filter(|flag| ![NAMED, SHOW, "help"].contains(&flag.get_id().as_str()));
    for flag in settings.filter(|flag| !flag.is_global_set()) {
        let (Some(name), id) = (flag.get_long(), flag.get_id().as_str()) else { continue };
        let values = matches.get_raw(id).into_iter().flatten().map(|value| value.to_string_lossy());
        let values: Vec<_> = values.map(|value| literal(&value)).collect();
        let origin = match matches.value_source(id) {
            Some(ValueSource::CommandLine) => "flag",
            Some(ValueSource::EnvVariable) => "environment",
            _ if table.contains_key(name) => "file",
            _ => "default",
        };
        let _ = match values.as_slice() {
            [] => writeln!(text, "# {name} is not set"),
            [value] => writeln!(text, "{name} = {value} # {origin}"),
            values => writeln!(text, "{name} = [{}] # {origin}", values.join(", ")),
        }; // a string takes everything
    }
    text
}

fn literal(value: &str) -> String {
    let plain = value.parse::<f64>().is_ok() || ["true", "false"].contains(&value);
    if plain { value.to_owned() } else { Value::from(value).to_string() }
}
