//! The program `kabar`: reads the command line, runs the one command it names, and turns its end into an exit code.

use std::process::ExitCode;

use clap::Parser;
use server::cli::{Cli, Command};
use server::commands::{
    ask, check, completions, conclude, delete, demo, export, extract, judge, load, query, serve, stats,
};

fn main() -> ExitCode {
    let Cli { globals, command } = Cli::parse();
    let outcome = match command {
        Command::Serve(args) => serve::run(args, globals),
        Command::Demo(args) => demo::run(args, globals),
        Command::Load(args) => load::run(&args, globals),
        Command::Extract(args) => extract::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Delete(args) => delete::run(&args),
        Command::Judge(args) => judge::run(&args),
        Command::Query(args) => query::run(&args),
        Command::Ask(args) => ask::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Stats(args) => stats::run(&args),
        Command::Completions(args) => completions::run(&args),
    };
    conclude(outcome, globals)
}
