//! The files, folders and streams that a command is given, as one stream of articles.

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Read};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use loaders::readers::{self, Format, Record};

use crate::commands::Usage;

/// Which articles to read.
#[derive(Debug, clap::Args)]
pub struct Inputs {
    /// Files and folders with articles; `-` reads stdin
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// text, html or jsonl [default: by the file's name; for stdin by its beginning]
    #[arg(long, value_name = "FORMAT")]
    pub input_format: Option<String>,
    /// Day of publication (2024-06-22) of articles that do not tell theirs
    #[arg(long, value_name = "DAY")]
    pub date: Option<Date>,
}

/// One file or stream, and its format if it is known before it is opened.
#[derive(Clone, Debug)]
pub struct Input {
    /// The file; `-` is stdin.
    pub path: PathBuf,
    format: Option<Format>,
    /// The day of publication of articles that do not tell theirs.
    supposed: Option<Date>,
}

/// Something that could not be opened or read at all.
#[derive(Debug)]
pub struct Unopened {
    /// The file.
    pub source: String,
    /// Why.
    pub reason: String,
}

/// Bytes that are looked at to tell the format of stdin.
const BEGINNING: usize = 4096;

impl Inputs {
    /// The inputs in the order given, folders unfolded in the order of names.
    ///
    /// # Errors
    /// When a format is unknown, a file does not exist, or a name does not tell its format.
    pub fn list(&self) -> anyhow::Result<Vec<Input>> {
        let format = self
            .input_format
            .as_deref()
            .map(str::parse::<Format>)
            .transpose()
            .map_err(|error| Usage(error.to_string()))?;
        let mut inputs = Vec::new();
        for path in &self.files {
            if path == Path::new("-") {
                inputs.push(Input { path: path.clone(), format, supposed: self.date });
            } else if path.is_dir() {
                self.folder(path, format, &mut inputs)?;
            } else if !path.exists() {
                return Err(Usage(format!("there is no file `{}`", path.display())).into());
            } else {
                let format = format.or_else(|| Format::of_name(path)).ok_or_else(|| unknown(path))?;
                inputs.push(Input { path: path.clone(), format: Some(format), supposed: self.date });
            }
        }
        if inputs.is_empty() {
            return Err(Usage(
                "the folders given hold no file that an article could be read from (.txt, .html, .jsonl)".to_owned(),
            )
            .into());
        }
        Ok(inputs)
    }

    fn folder(&self, path: &Path, format: Option<Format>, inputs: &mut Vec<Input>) -> anyhow::Result<()> {
        let entries = std::fs::read_dir(path)
            .map_err(|error| Usage(format!("the folder `{}` cannot be read: {error}", path.display())))?;
        let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                self.folder(&path, format, inputs)?;
            } else if let Some(known) = Format::of_name(&path) {
                inputs.push(Input { path, format: format.or(Some(known)), supposed: self.date });
            }
        }
        Ok(())
    }
}

impl Input {
    /// Reads its records one after the other; `take` ends it by returning false.
    ///
    /// # Errors
    /// When it can't be opened.
    pub fn read(&self, take: &mut dyn FnMut(Record) -> bool) -> Result<(), Unopened> {
        let source = self.path.display().to_string();
        let failed = |error: io::Error| Unopened { source: source.clone(), reason: format!("cannot be read: {error}") };
        let mut input: Box<dyn BufRead> = if self.path == Path::new("-") {
            if io::stdin().is_terminal() {
                eprintln!("reading from stdin, end with Ctrl-D…");
            }
            Box::new(BufReader::new(io::stdin()))
        } else {
            Box::new(BufReader::with_capacity(1 << 18, File::open(&self.path).map_err(failed)?))
        };
        let format = if let Some(format) = self.format {
            format
        } else {
            let mut beginning = Vec::with_capacity(BEGINNING);
            input.by_ref().take(BEGINNING as u64).read_to_end(&mut beginning).map_err(failed)?;
            let format = Format::sniff(&beginning);
            input = Box::new(BufReader::new(io::Cursor::new(beginning).chain(input)));
            format
        };
        for mut record in readers::read(format, &source, input) {
            if let Ok(article) = &mut record.outcome {
                article.supposed = self.supposed;
            }
            if !take(record) {
                break;
            }
        }
        Ok(())
    }
}

fn unknown(path: &Path) -> Usage {
    let formats: Vec<String> = Format::all().map(|format| format!("`{format}`")).collect();
    Usage(format!(
        "`{}` does not tell its format by its name; add --input-format with one of {}",
        path.display(),
        formats.join(", ")
    ))
}
