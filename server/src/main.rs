//! The program `kabar`: reads the command line, runs the one command it names, and turns its end into an exit code.

use std::process::ExitCode;

use clap::Parser;
use server::cli::{Cli, Command};
use server::commands::{ask, check, completions, conclude, delete, demo, export, extract, load, query, serve, stats};

/// It counts what it gives away, so that a query cannot take all memory there is, and gives it back to the system.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    let Cli { globals, command } = Cli::parse();
    let outcome = match command {
        Command::Serve(args) => serve::run(args, globals),
        Command::Demo(args) => demo::run(args, globals),
        Command::Load(args) => load::run(&args, globals),
        Command::Extract(args) => extract::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Delete(args) => delete::run(&args),
        Command::Query(args) => query::run(&args),
        Command::Ask(args) => ask::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Stats(args) => stats::run(&args),
        Command::Completions(args) => completions::run(&args),
    };
    conclude(outcome, globals)
}
