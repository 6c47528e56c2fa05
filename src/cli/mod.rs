//! The command line.

mod application;
mod demo;
mod documents;
mod export;
mod framework;
mod health;
mod import;
mod import_report;
mod import_source;
mod import_table;
mod manual;
mod output;
mod projections;
mod remarks;
mod serve;
mod staff;
mod time_zone;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use self::output::Failure;
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
                                                 try it with synthetic stories, apart from real ones

Options of serve, and --data and --database-url everywhere, can also be given in the environment: SENSING_DATA=/srv/sensing.";

#[derive(Subcommand, Debug)]
enum Command {
    /// Start the service
    Serve {
        #[command(flatten)]
        config: ServeConfig,
        #[command(flatten)]
        data: DataConfig,
    },
    /// Create and change the accounts of staff
    Staff {
        #[command(subcommand)]
        command: staff::StaffCommand,
        #[command(flatten)]
        data: DataConfig,
    },
    /// Import stories from files
    #[command(subcommand)]
    Import(Box<import::ImportCommand>),
    /// Export stories to a file for spreadsheets, R, Python and other programs
    Export {
        #[command(flatten)]
        args: export::ExportArgs,
        #[command(flatten)]
        data: DataConfig,
    },
    /// Export and import the documents of frameworks
    Framework {
        #[command(subcommand)]
        command: framework::FrameworkCommand,
        #[command(flatten)]
        data: DataConfig,
    },
    /// Create synthetic stories, labelled as such, and accounts to explore them
    Demo {
        #[command(flatten)]
        args: demo::DemoArgs,
        #[command(flatten)]
        data: DataConfig,
    },
    /// Rebuild the search index from the database (stop the service first; it also rebuilds the index by itself when needed)
    Reindex {
        #[command(flatten)]
        data: DataConfig,
    },
    /// Change the time zone in which days begin and end (stop every node first)
    TimeZone {
        #[command(flatten)]
        args: time_zone::TimeZoneArgs,
        #[command(flatten)]
        data: DataConfig,
    },
    /// Write the description of the API, as OpenAPI 3.1
    Openapi(documents::OpenapiArgs),
    /// Ask a running service whether it is ready; exits with 1 when it is not
    Health(health::HealthArgs),
    /// Write the man pages and the completions for shells into a folder
    #[command(hide = true)]
    Manual(manual::ManualArgs),
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
        Command::Import(command) => import::run(*command).await,
        Command::Export { args, data } => export::run(&data, &args).await,
        Command::Framework { command, data } => framework::run(&data, command).await,
        Command::Demo { args, data } => demo::run(&data, &args).await,
        Command::Reindex { data } => serve::reindex(&data).await,
        Command::TimeZone { args, data } => time_zone::run(&data, &args).await,
        Command::Openapi(args) => documents::openapi(&args),
        Command::Health(args) => health::health(&args),
        Command::Manual(args) => manual::manual(Cli::command(), &args),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Cli;

    #[test]
    fn every_command_can_be_parsed() {
        Cli::command().debug_assert();
    }
}
