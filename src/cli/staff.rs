//! `sensing staff`: accounts.

use std::io::{IsTerminal, Read};

use clap::{Args, Subcommand};

use super::application;
use super::output::{Failure, print};
use crate::access::Scope;
use crate::accounts::Accounts;
use crate::config::DataConfig;
use crate::model::Role;

/// Subcommands of `sensing staff`.
#[derive(Subcommand, Debug)]
pub enum StaffCommand {
    /// Create an account
    Add {
        /// The name to sign in with
        name: String,
        /// Their role: facilitator, analyst, moderator, safeguarding-lead, administrator; may be repeated
        #[arg(long = "role", required = true)]
        roles: Vec<Role>,
        #[command(flatten)]
        password: PasswordInput,
    },
    /// Show all accounts
    List,
    /// Set a new password; signs the person out everywhere
    Password {
        /// The name of the account
        name: String,
        #[command(flatten)]
        password: PasswordInput,
    },
    /// Disable an account; signs the person out everywhere
    Disable {
        /// The name of the account
        name: String,
    },
    /// Enable an account again
    Enable {
        /// The name of the account
        name: String,
    },
    /// Print a bearer token for scripts; it is shown only once
    Token {
        /// The name of the account whose rights the scripts get
        name: String,
        /// The number of days after which it expires
        #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=365))]
        days: u32,
    },
}

/// How the password is given.
#[derive(Args, Debug)]
pub struct PasswordInput {
    /// Read the password from standard input instead of asking for it
    #[arg(long)]
    password_stdin: bool,
}

/// Runs `sensing staff`.
pub async fn run(data: &DataConfig, command: StaffCommand) -> Result<(), Failure> {
    // Read before anything is opened, so that a wrong call changes nothing.
    let command = match command {
        StaffCommand::Add { name, roles, password } => Ready::Add { name, roles, password: password.read()? },
        StaffCommand::Password { name, password } => Ready::Password { name, password: password.read()? },
        other => Ready::Other(other),
    };
    let application = application::open(data).await?;
    let done = carry_out(&application.services.accounts, command).await;
    application.store.close().await;
    done
}

enum Ready {
    Add { name: String, roles: Vec<Role>, password: String },
    Password { name: String, password: String },
    Other(StaffCommand),
}

async fn carry_out(accounts: &Accounts, command: Ready) -> Result<(), Failure> {
    let right = Scope::of_operator().may_manage_staff()?;
    match command {
        Ready::Add { name, roles, password } => {
            accounts.add(right, &name, roles.clone(), password).await.map_err(Failure::misuse)?;
            let roles: Vec<&str> = roles.iter().map(|role| role.name()).collect();
            print(format!("Created the account “{name}” ({}).", roles.join(", ")))?;
        }
        Ready::Password { name, password } => {
            accounts.set_password(right, &name, password).await.map_err(Failure::misuse)?;
            print(format!("“{name}” has a new password."))?;
        }
        Ready::Other(StaffCommand::Disable { name }) => {
            accounts.set_disabled(right, &name, true).await.map_err(Failure::misuse)?;
            print(format!("“{name}” can no longer sign in."))?;
        }
        Ready::Other(StaffCommand::Enable { name }) => {
            accounts.set_disabled(right, &name, false).await.map_err(Failure::misuse)?;
            print(format!("“{name}” can sign in again."))?;
        }
        Ready::Other(StaffCommand::Token { name, days }) => {
            print(accounts.issue_token(right, &name, days).await.map_err(Failure::misuse)?)?;
        }
        Ready::Other(_) => {
            for person in accounts.list(right).await? {
                let roles: Vec<&str> = person.roles.iter().map(|role| role.name()).collect();
                let disabled = if person.disabled { "  (disabled)" } else { "" };
                print(format!("{}  {}{disabled}", person.name, roles.join(", ")))?;
            }
        }
    }
    Ok(())
}

impl PasswordInput {
    fn read(&self) -> Result<String, Failure> {
        if self.password_stdin {
            let mut password = String::new();
            std::io::stdin().read_to_string(&mut password)?;
            return Ok(password.trim_end_matches(['\r', '\n']).to_owned());
        }
        if !std::io::stdin().is_terminal() {
            return Err(Failure::misuse("a password cannot be asked for without a terminal; use --password-stdin"));
        }
        let first = rpassword::prompt_password("Password: ")?;
        let second = rpassword::prompt_password("Repeat the password: ")?;
        if first == second { Ok(first) } else { Err(Failure::misuse("the two passwords differ; nothing was changed")) }
    }
}
