//! The command line.

mod demo;
mod documents;
mod import;
mod serve;
mod staff;

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::{DataConfig, ServeConfig};

/// Sensing & Shaping: collects stories of experience, lets the people who tell them say what they mean, finds them,
/// and shows the patterns in them.
#[derive(Parser, Debug)]
#[command(name = "sensing", version, max_term_width = 100, after_help = FIRST_STEPS)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const FIRST_STEPS: &str = "\
First steps:
  sensing serve                                  start the service on http://127.0.0.1:8080
  sensing staff add ada --role analyst           make an account (asks for the password)
  sensing demo --stories 500 --seed 1 --data ./demo-data
                                                 try it with made-up stories, apart from real ones

Every option can also be given in the environment, as SENSING_ and its name: SENSING_DATA=/srv/sensing.";

#[derive(Subcommand, Debug)]
enum Command {
    /// Start the service
    Serve {
        #[command(flatten)]
        config: ServeConfig,
        #[command(flatten)]
        data: DataConfig,
    },
    /// Make and change the accounts of staff
    Staff {
        #[command(subcommand)]
        command: staff::StaffCommand,
        #[command(flatten)]
        data: DataConfig,
    },
    /// Bring in stories from files
    #[command(subcommand)]
    Import(import::ImportCommand),
    /// Make up synthetic stories, labelled as such, and accounts to look at them with
    Demo {
        #[command(flatten)]
        args: demo::DemoArgs,
        #[command(flatten)]
        data: DataConfig,
    },
    /// Build the search index anew from the database (the service must be stopped; it does so by itself when needed)
    Reindex {
        #[command(flatten)]
        data: DataConfig,
    },
    /// Write the API's description, as OpenAPI 3.1
    Openapi(documents::OpenapiArgs),
}

/// A failure, in one line, with the exit code that says whose it is: 1 ours or the world's, 2 the caller's.
pub(crate) struct Failure {
    words: String,
    code: u8,
}

impl Failure {
    /// What was asked makes no sense.
    pub fn misuse(words: impl std::fmt::Display) -> Self {
        Self { words: words.to_string(), code: 2 }
    }

    /// Some of it was done, and some could not be.
    pub fn partly(words: impl std::fmt::Display) -> Self {
        Self { words: words.to_string(), code: 1 }
    }
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self { words: error.to_string(), code: 1 }
    }
}

/// Prints a line. Whoever reads it may have heard enough, as `head` does; that is no failure.
fn print(words: impl std::fmt::Display) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{words}").and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        printed => Ok(printed?),
    }
}

/// Runs the command that was given.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let code = u8::try_from(error.exit_code()).unwrap_or(2);
            drop(error.print());
            return ExitCode::from(code);
        }
    };
    let usual = if matches!(cli.command, Command::Serve { .. }) { "info" } else { "warn" };
    crate::telemetry::begin(usual);
    match actix_web::rt::System::new().block_on(execute(cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("sensing: {}", failure.words);
            ExitCode::from(failure.code)
        }
    }
}

async fn execute(cli: Cli) -> Result<(), Failure> {
    match cli.command {
        Command::Serve { config, data } => serve::serve(&data, &config).await,
        Command::Staff { command, data } => staff::run(&data, command).await,
        Command::Import(command) => import::run(command).await,
        Command::Demo { args, data } => demo::run(&data, &args).await,
        Command::Reindex { data } => serve::reindex(&data).await,
        Command::Openapi(args) => documents::openapi(&args),
    }
}
