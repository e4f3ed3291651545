//! Help, completions, and command lines that make no sense.

use clap::CommandFactory;
use server::cli::Cli;

use crate::kabar::kabar;

#[test]
fn the_command_line_is_consistent() {
    Cli::command().debug_assert();
}

#[test]
fn every_command_has_examples() {
    for command in Cli::command().get_subcommands().filter(|command| command.get_name() != "help") {
        let help = kabar(&[command.get_name(), "--help"]).expect(0, &[]);
        let examples = help.lines().filter(|line| line.trim_start().contains("kabar ")).count();
        assert!(examples >= 2, "`kabar {} --help` has {examples} examples", command.get_name());
    }
}

#[test]
fn nonsense_is_exit_code_2_and_stdout_stays_empty() {
    let cases: [&[&str]; 7] = [
        &[],
        &["dance"],
        &["query", "ASK {}"],
        &["query", "--location", "x"],
        &["serve", "--bind", "nowhere"],
        &["serve", "--timeout", "soon"],
        &["export", "--location", "x", "--format", "png"],
    ];
    for arguments in cases {
        let out = kabar(arguments).expect(2, &[]);
        assert_eq!(out, "", "{arguments:?}");
    }
}

#[test]
fn completions_are_made_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = kabar(&["completions", shell]).expect(0, &[]);
        assert!(script.contains("kabar") && script.contains("serve"), "{shell}");
    }
}

#[test]
fn colour_is_only_where_it_is_wanted() {
    let plain = kabar(&["query", "--location", "no-such-store", "ASK {}"]);
    assert!(!plain.err.contains('\x1b'), "{}", plain.err);
    let colored = kabar(&["query", "--location", "no-such-store", "--color", "always", "ASK {}"]);
    assert!(colored.err.contains('\x1b'), "{}", colored.err);
}
