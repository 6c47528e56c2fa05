//! `sensing manual`: the man pages and the completions for shells, for packages. Both are made from the options themselves.

use std::path::PathBuf;

use clap::{Args, Command};
use clap_complete::{Shell, generate_to};

use super::output::Failure;

/// Arguments of `sensing manual`.
#[derive(Args, Debug)]
pub struct ManualArgs {
    /// The folder for man1/ and completions/
    #[arg(long, value_name = "FOLDER")]
    into: PathBuf,
}

/// Runs `sensing manual`, with the whole command line.
pub fn manual(cli: Command, args: &ManualArgs) -> Result<(), Failure> {
    let man = args.into.join("man1");
    std::fs::create_dir_all(&man)?;
    clap_mangen::generate_to(cli.clone(), &man)?;

    let completions = args.into.join("completions");
    std::fs::create_dir_all(&completions)?;
    let mut cli = cli;
    for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
        generate_to(shell, &mut cli, "sensing", &completions)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::Cli;

    #[test]
    fn every_command_that_people_see_has_a_man_page_and_every_shell_its_completions() {
        let folder = tempfile::tempdir().unwrap();
        let args = ManualArgs { into: folder.path().to_owned() };
        assert!(manual(Cli::command(), &args).is_ok());

        let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap_or_default();
        for name in ["sensing", "sensing-serve", "sensing-staff-add", "sensing-import-jsonl", "sensing-health"] {
            assert!(read(&format!("man1/{name}.1")).starts_with(".ie"), "{name}.1");
        }
        assert!(read("man1/sensing-serve.1").contains("SENSING_BIND"));
        assert_eq!(read("man1/sensing-manual.1"), "", "it is hidden");
        for name in ["sensing.bash", "_sensing", "sensing.fish"] {
            assert!(read(&format!("completions/{name}")).contains("trusted-proxy"), "{name}");
        }
    }
}
