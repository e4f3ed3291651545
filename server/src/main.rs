//! The program `kabar`: reads the command line, runs the one command it names, and turns its end into an exit code.

use std::process::ExitCode;

use server::cli::{Cli, Command};
use server::commands::{
    ask, check, completions, conclude, delete, demo, export, extract, judge, key, load, man, query, serve, stats,
    upkeep,
};
use server::settings;

/// It counts what it gives away, so that a query cannot take all memory there is, and gives it back to the system.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    let (Cli { globals, command }, settings) = match settings::read(std::env::args_os()) {
        Ok(read) => read,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::from(2);
        }
    };
    if let Some(settings) = settings {
        print!("{settings}");
        return ExitCode::SUCCESS;
    }
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
        Command::Backup(args) => upkeep::backup(&args),
        Command::Restore(args) => upkeep::restore(&args),
        Command::Verify(args) => upkeep::verify(&args),
        Command::Compact(args) => upkeep::compact(&args),
        Command::Key(args) => key::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(&args),
    };
    conclude(outcome, globals)
}
