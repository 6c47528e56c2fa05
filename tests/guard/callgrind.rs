//! Counts instructions by letting valgrind's callgrind run a process.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Why instructions cannot be counted here; `None` when they can.
pub fn why_not() -> Option<&'static str> {
    if cfg!(not(all(target_os = "linux", target_arch = "x86_64"))) {
        return Some("the figures are those of Linux on x86-64");
    }
    let asked = Command::new("valgrind").arg("--version").output();
    if asked.is_ok_and(|asked| asked.status.success()) { None } else { Some("valgrind is not installed") }
}

/// This program under callgrind, which writes a file into a folder whenever a function is entered or left.
pub fn callgrind(folder: &Path, function: &str) -> Command {
    let mut command = Command::new("valgrind");
    // Threads take turns, so that one that waits for another does not spin for long.
    command.args(["--tool=callgrind", "--dump-line=no", "--vgdb=no", "--fair-sched=try"]);
    command.arg(format!("--callgrind-out-file={}", prefix(folder).display()));
    command.args([format!("--dump-before=*{function}"), format!("--dump-after=*{function}")]);
    command.arg(std::env::current_exe().unwrap());
    command
}

fn prefix(folder: &Path) -> PathBuf {
    folder.join("instructions")
}

/// The instructions between each entry of the function and its end.
pub fn instructions_inside(folder: &Path) -> Vec<u64> {
    let files = (1..).map(|number| PathBuf::from(format!("{}.{number}", prefix(folder).display())));
    let totals: Vec<u64> = files.take_while(|file| file.exists()).map(|file| total(&file)).collect();
    // A file at every entry, of what happened outside, then one at the end, of what happened inside.
    totals.into_iter().skip(1).step_by(2).collect()
}

fn total(file: &Path) -> u64 {
    let text = String::from_utf8_lossy(&fs::read(file).unwrap()).into_owned();
    let total = text.lines().find_map(|line| line.strip_prefix("totals: ").or(line.strip_prefix("summary: ")));
    total.unwrap_or_else(|| panic!("{} has no total", file.display())).trim().parse().unwrap()
}
