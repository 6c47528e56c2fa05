//! `sensing staff`: accounts.

use std::io::{IsTerminal, Read};

use clap::{Args, Subcommand};

use super::{Failure, print};
use crate::accounts::Accounts;
use crate::app::Application;
use crate::config::DataConfig;
use crate::model::Role;

#[derive(Subcommand, Debug)]
pub enum StaffCommand {
    /// Make an account
    Add {
        /// The name to sign in with
        name: String,
        /// What they are there for: facilitator, analyst, moderator, safeguarding-lead, administrator; may be repeated
        #[arg(long = "role", required = true)]
        roles: Vec<Role>,
        #[command(flatten)]
        password: Password,
    },
    /// Show all accounts
    List,
    /// Give somebody a new password; signs them out everywhere
    Password {
        /// Whose
        name: String,
        #[command(flatten)]
        password: Password,
    },
    /// Let somebody in no longer; signs them out everywhere
    Disable {
        /// Whom
        name: String,
    },
    /// Let somebody in again
    Enable {
        /// Whom
        name: String,
    },
    /// Print a bearer token for scripts; it is shown this once
    Token {
        /// In whose name the scripts act
        name: String,
        /// After how many days it ends
        #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=365))]
        days: u32,
    },
}

#[derive(Args, Debug)]
pub struct Password {
    /// Read the password from standard input instead of asking for it
    #[arg(long)]
    password_stdin: bool,
}

pub async fn run(data: &DataConfig, command: StaffCommand) -> Result<(), Failure> {
    // Read before anything is opened: a wrong call should change nothing.
    let command = match command {
        StaffCommand::Add { name, roles, password } => Ready::Add { name, roles, password: password.read()? },
        StaffCommand::Password { name, password } => Ready::Password { name, password: password.read()? },
        other => Ready::Other(other),
    };
    let application = Application::open(data).await?;
    let done = carry_out(&application.services.accounts, command).await;
    application.services.store.close().await;
    done
}

enum Ready {
    Add { name: String, roles: Vec<Role>, password: String },
    Password { name: String, password: String },
    Other(StaffCommand),
}

async fn carry_out(accounts: &Accounts, command: Ready) -> Result<(), Failure> {
    match command {
        Ready::Add { name, roles, password } => {
            accounts.add(&name, roles.clone(), password).await.map_err(Failure::misuse)?;
            let roles: Vec<&str> = roles.iter().map(|role| role.name()).collect();
            print(format!("Made the account “{name}” ({}).", roles.join(", ")))?;
        }
        Ready::Password { name, password } => {
            accounts.set_password(&name, password).await.map_err(Failure::misuse)?;
            print(format!("“{name}” has a new password."))?;
        }
        Ready::Other(StaffCommand::Disable { name }) => {
            accounts.set_disabled(&name, true).await.map_err(Failure::misuse)?;
            print(format!("“{name}” can no longer sign in."))?;
        }
        Ready::Other(StaffCommand::Enable { name }) => {
            accounts.set_disabled(&name, false).await.map_err(Failure::misuse)?;
            print(format!("“{name}” can sign in again."))?;
        }
        Ready::Other(StaffCommand::Token { name, days }) => {
            print(accounts.issue_token(&name, days).await.map_err(Failure::misuse)?)?;
        }
        Ready::Other(_) => {
            for person in accounts.list().await? {
                let roles: Vec<&str> = person.roles.iter().map(|role| role.name()).collect();
                let disabled = if person.disabled { "  (disabled)" } else { "" };
                print(format!("{}  {}{disabled}", person.name, roles.join(", ")))?;
            }
        }
    }
    Ok(())
}

impl Password {
    fn read(&self) -> Result<String, Failure> {
        if self.password_stdin {
            let mut password = String::new();
            std::io::stdin().read_to_string(&mut password)?;
            return Ok(password.trim_end_matches(['\r', '\n']).to_owned());
        }
        if !std::io::stdin().is_terminal() {
            return Err(Failure::misuse("there is no terminal to ask for a password on; use --password-stdin"));
        }
        let first = rpassword::prompt_password("Password: ")?;
        let second = rpassword::prompt_password("The same again: ")?;
        if first == second { Ok(first) } else { Err(Failure::misuse("the two passwords differ; nothing was changed")) }
    }
}
