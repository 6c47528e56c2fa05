//! What `sensing import` says while it runs and at its end.

use std::fs::File;
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;

use super::output::{Failure, print};
use super::remarks::{Remarks, Why};
use crate::exchange::{Outcome, Progress, Rejected, Remark, RemarkKind};
use crate::model::faults_in_words;

/// Rejected lines that are shown; all of them are written to --report.
const SHOWN: u64 = 20;

/// Shows the progress of an import: a bar on a terminal, plain lines elsewhere.
pub(super) struct Report {
    pub(super) bar: ProgressBar,
    plain: bool,
    last: Instant,
    began: Instant,
    shown: u64,
    file: Option<File>,
    table: Option<String>,
    remarks: Remarks,
}

impl Report {
    pub(super) fn begin(file: Option<&Path>, size: Option<u64>, unit: &str) -> Result<Self, Failure> {
        let plain = !std::io::stderr().is_terminal();
        let target = if plain { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(size, target);
        let template = match (size, unit) {
            (None, _) => "{spinner} {msg} {elapsed}",
            (_, "bytes") => "{bar:30} {bytes}/{total_bytes} {msg} {eta}",
            _ => "{bar:30} {pos}/{len} {msg} {eta}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        let file = file.map(|path| {
            File::create(path).map_err(|error| Failure::misuse(format!("{} cannot be written: {error}", path.display())))
        });
        let now = Instant::now();
        let (file, remarks) = (file.transpose()?, Remarks::default());
        Ok(Self { bar, plain, last: now, began: now, shown: 0, file, table: None, remarks })
    }

    /// What was found before the rows are read one by one.
    pub(super) fn about_the_table(&mut self, described: String, remarks: &[Remark]) {
        self.table = Some(described);
        for remark in remarks {
            self.remark(remark);
        }
    }

    /// What the lines left open about their questions.
    pub(super) fn about_what_was_asked(&mut self, stories: u64) {
        if stories > 0 {
            let message = format!(
                "{} what was asked: everything counts as asked that the version, the audience, the prompt and the collection show",
                if stories == 1 { "1 story does not say".to_owned() } else { format!("{stories} stories do not say") }
            );
            self.remarks.hear(&Remark::new(RemarkKind::AskedUnknown, "asked", message));
        }
    }

    pub(super) fn hear(&mut self, progress: &Progress) {
        self.bar.set_position(progress.bytes);
        self.bar.set_message(format!("{} stories", progress.new + progress.known));
        let rejected = progress.rejections.iter().map(|line| (Why::Rejected, line));
        let mut lines: Vec<(Why, &Rejected)> =
            rejected.chain(progress.differences.iter().map(|line| (Why::Different, line))).collect();
        lines.sort_by_key(|(_, rejected)| rejected.line);
        for (why, rejected) in lines {
            self.reject(why, rejected);
        }
        for remark in &progress.remarks {
            self.remark(remark);
        }
        if self.plain && self.last.elapsed() >= Duration::from_secs(1) {
            self.last = Instant::now();
            eprintln!(
                "{} lines read, {} stories new, {} known, {} lines rejected",
                progress.lines, progress.new, progress.known, progress.rejected
            );
        }
    }

    fn remark(&mut self, remark: &Remark) {
        self.write(remark);
        self.remarks.hear(remark);
    }

    fn write(&mut self, entry: &impl Serialize) {
        if let Some(file) = &mut self.file
            && let Ok(line) = serde_json::to_string(entry)
            && let Err(error) = writeln!(file, "{line}")
        {
            self.bar.suspend(|| eprintln!("the report cannot be written: {error}"));
        }
    }

    fn reject(&mut self, why: Why, rejected: &Rejected) {
        self.write(rejected);
        self.remarks.reject(why, rejected);
        self.shown += 1;
        // On a terminal, the report at the end lists them.
        if std::io::stdout().is_terminal() {
            return;
        }
        if self.shown <= SHOWN {
            self.bar.suspend(|| eprintln!("line {}: {}", rejected.line, faults_in_words(&rejected.faults)));
        } else if self.shown == SHOWN + 1 {
            self.bar.suspend(|| eprintln!("… more lines were not imported; --report FILE lists them all"));
        }
    }

    pub(super) fn end(self, outcome: &Outcome, dry_run: bool) -> Result<(), Failure> {
        self.bar.finish_and_clear();
        let Outcome { lines, new, known, different, excluded, rejected, collections, .. } = outcome;
        let seconds = self.began.elapsed().as_secs_f64();
        let would = if dry_run { "Dry run, nothing was stored: " } else { "" };
        let but_different = if *different > 0 { format!(", {different} known but different") } else { String::new() };
        print(format!(
            "{would}{lines} lines read in {seconds:.1} s: {new} stories new, {known} known already{but_different}, {excluded} left out, {rejected} rejected."
        ))?;
        if !collections.is_empty() {
            print(format!("Collections made: {}", collections.join(", ")))?;
        }
        if let Some(table) = &self.table {
            print(table)?;
        }
        self.remarks.print()?;
        self.remarks.end(*lines, *rejected, *different)
    }
}
