//! What an import says at its end: a block for each kind of remark.

use std::collections::BTreeMap;

use super::output::{Failure, print};
use crate::exchange::{Rejected, Remark, RemarkKind, counted};
use crate::model::{faults_in_words, first_of};

/// Entries that a block shows; all are written to --report.
const SHOWN: usize = 20;
/// Lines that an entry shows.
const LINES: usize = 8;

/// Why a line was not imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Why {
    /// It is faulty.
    Rejected,
    /// Its story is known, with another content or another id.
    Different,
}

/// The remarks of an import, and the lines that were not imported.
#[derive(Default)]
pub(super) struct Remarks {
    blocks: BTreeMap<RemarkKind, Block>,
    not_imported: BTreeMap<Why, Lines>,
}

#[derive(Default)]
struct Lines {
    count: usize,
    shown: Vec<String>,
}

#[derive(Default)]
struct Block {
    /// Lines that remarks are about; one line counts as often as it has remarks.
    count: usize,
    entries: Vec<Remark>,
    /// Remarks that are not shown.
    more: usize,
}

impl Remarks {
    /// Takes a remark in. The same about several lines is one entry.
    pub fn hear(&mut self, remark: &Remark) {
        let block = self.blocks.entry(remark.kind).or_default();
        block.count += remark.lines.len().max(1);
        let same = block.entries.iter().position(|entry| entry.field == remark.field && entry.message == remark.message);
        match same {
            Some(place) => block.entries[place].lines.extend(&remark.lines),
            None if block.entries.len() < SHOWN => block.entries.push(remark.clone()),
            None => block.more += 1,
        }
    }

    /// Takes in a line that was not imported.
    pub fn reject(&mut self, why: Why, rejected: &Rejected) {
        let lines = self.not_imported.entry(why).or_default();
        lines.count += 1;
        if lines.shown.len() < SHOWN {
            lines.shown.push(format!("line {}: {}", rejected.line, faults_in_words(&rejected.faults)));
        }
    }

    /// How many answers and titles were left out or contradict each other.
    fn losses(&self) -> usize {
        self.blocks.iter().filter(|(kind, _)| kind.is_loss()).map(|(_, block)| block.count).sum()
    }

    /// The failure of an import that left something out.
    pub fn end(&self, lines: u64, rejected: u64, different: u64) -> Result<(), Failure> {
        let lines = counted(lines as usize, "line");
        let rejected = (rejected > 0).then(|| format!("{rejected} of {lines} {} rejected", was(rejected)));
        let different = (different > 0).then(|| {
            let is = if different == 1 { "is" } else { "are" };
            format!("{different} of {lines} {is} known but different and {} not imported", was(different))
        });
        let not_imported: Vec<String> = [rejected, different].into_iter().flatten().collect();
        let not_imported = not_imported.join(", and ");
        let in_part = "but not all of it: see the report";
        match (not_imported.is_empty(), self.losses()) {
            (true, 0) => Ok(()),
            (false, 0) => Err(Failure::partly(format!("{not_imported}; all others were imported"))),
            (true, _) => Err(Failure::partly(format!("every story was imported, {in_part}"))),
            (false, _) => Err(Failure::partly(format!("{not_imported}; all others were imported, {in_part}"))),
        }
    }

    /// Prints a block for the lines that were not imported, by reason, and one for each kind of remark.
    pub fn print(&self) -> Result<(), Failure> {
        for (why, Lines { count, shown }) in &self.not_imported {
            let what = match why {
                Why::Rejected => "Rejected",
                Why::Different => "Known but different",
            };
            let advice = match why {
                Why::Rejected => "Correct them and import the file again; what is stored stays as it is.",
                Why::Different => {
                    "The stories that are stored stay as they are; check that the ids are those of the earlier file."
                }
            };
            print(format!("\n{what}: {}. Nothing of these lines was imported. {advice}", counted(*count, "line")))?;
            for line in shown {
                print(format!("  {line}"))?;
            }
            more(count - shown.len())?;
        }
        for (kind, block) in &self.blocks {
            print(format!("\n{}", heading(*kind, block.count)))?;
            for entry in &block.entries {
                print(format!("  {}", in_words(entry)))?;
            }
            more(block.more)?;
        }
        Ok(())
    }
}

fn was(count: u64) -> &'static str {
    if count == 1 { "was" } else { "were" }
}

fn more(count: usize) -> Result<(), Failure> {
    if count > 0 { print(format!("  … and {count} more; --report FILE lists them all")) } else { Ok(()) }
}

fn in_words(remark: &Remark) -> String {
    let Remark { field, title, message, lines, .. } = remark;
    let place = match (title.is_empty(), field.is_empty()) {
        (false, _) => format!("“{title}” ({field}): "),
        (true, false) => format!("{field}: "),
        (true, true) => String::new(),
    };
    match lines.len() {
        0 => format!("{place}{message}"),
        1 => format!("line {}: {place}{message}", lines[0]),
        _ => {
            let lines: Vec<String> = lines.iter().map(u64::to_string).collect();
            format!("lines {}: {place}{message}", first_of(&lines, LINES))
        }
    }
}

/// The first line of a block: what it is, how many, and what to do.
fn heading(kind: RemarkKind, count: usize) -> String {
    match kind {
        RemarkKind::LeftOut => format!(
            "Left out: {}. The stories and their other answers are in. An import adds nothing to a story that is stored, so check with \
             --dry-run and correct the cells before you import; --strict rejects such rows.",
            counted(count, "answer")
        ),
        RemarkKind::Contradiction => format!(
            "Contradictions: {}. Cells of one answer do not fit together. Correct them before you import; --strict rejects such rows.",
            counted(count, "answer")
        ),
        RemarkKind::NoConsent => "Not imported, because storytellers did not consent to analysis:".to_owned(),
        RemarkKind::StatedConsent => "Consent that the table does not tell:".to_owned(),
        RemarkKind::DoubtfulUnit => format!(
            "Units to check: {}. If it counts from 0 to 1, correct the larger values; if it counts from 0 to 100, --percent QUESTION says \
             so.",
            counted(count, "question")
        ),
        RemarkKind::Unit => format!("Counted from 0 to 100: {}. All others count from 0 to 1.", counted(count, "question")),
        RemarkKind::Edge => {
            format!("Moved to the edge: {}, at most 1 % outside the range, as rounding leaves it.", counted(count, "value"))
        }
        RemarkKind::Sum => format!("Brought to the whole: {} with three rounded weights.", counted(count, "answer")),
        RemarkKind::Retired => format!(
            "Options that the definition lacks: kept in {} as retired options, which forms do not offer. Everyone can read their labels: \
             look for names first.",
            counted(count, "answer")
        ),
        RemarkKind::NoDay => {
            format!("Without a day: {}. Fill it in if you know it.", counted(count, "row"))
        }
        RemarkKind::RoundedDay => {
            format!(
                "Rounded times of upload: {}. A spreadsheet did this; the original export has them whole.",
                counted(count, "row")
            )
        }
        RemarkKind::Language => format!("Languages: {} not in the usual language.", counted(count, "row")),
        RemarkKind::StoredLanguage => format!(
            "Languages that an earlier import did not keep: {}. The stored stories stay as they are.",
            counted(count, "row")
        ),
        RemarkKind::NoColumn => "Not in the table:".to_owned(),
        RemarkKind::UnreadColumn => format!("Not imported: {} that nothing was said about.", counted(count, "column")),
        RemarkKind::AskedUnknown => "Not in the file:".to_owned(),
        RemarkKind::IdleExclusion => {
            format!("Left nothing out: {}. Check that the table has the rows you mean.", counted(count, "exclusion"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_accounts_for_rejected_different_and_left_out_at_once() {
        let mut remarks = Remarks::default();
        let said = |remarks: &Remarks, rejected, different| {
            remarks.end(9, rejected, different).err().map(|failure| (failure.words, failure.code))
        };
        assert_eq!(said(&remarks, 0, 0), None);
        let both = said(&remarks, 2, 1).unwrap().0;
        let lines = "2 of 9 lines were rejected, and 1 of 9 lines is known but different and was not imported";
        assert_eq!(both, format!("{lines}; all others were imported"));
        remarks.hear(&Remark::new(RemarkKind::Unit, "t1", "counts from 0 to 100"));
        assert_eq!(said(&remarks, 0, 0), None, "nothing is lost by a unit that is known");
        remarks.hear(&Remark::new(RemarkKind::LeftOut, "t1", "“four” is not a number").on([3]));
        let (words, code) = said(&remarks, 0, 0).unwrap();
        assert_eq!((words.as_str(), code), ("every story was imported, but not all of it: see the report", 1));
        assert!(said(&remarks, 2, 1).unwrap().0.starts_with(&format!("{lines}; all others were imported, but not all of it")));
    }

    #[test]
    fn counts_agree_with_their_verbs() {
        let said = |lines, rejected, different| Remarks::default().end(lines, rejected, different).err().unwrap().words;
        assert_eq!(said(1, 1, 0), "1 of 1 line was rejected; all others were imported");
        assert_eq!(said(9, 0, 2), "2 of 9 lines are known but different and were not imported; all others were imported");
        assert!(heading(RemarkKind::LeftOut, 1).starts_with("Left out: 1 answer. "));
        assert!(heading(RemarkKind::LeftOut, 3).starts_with("Left out: 3 answers. "));
    }

    #[test]
    fn lines_that_were_not_imported_are_counted_by_reason() {
        let mut remarks = Remarks::default();
        let line = |line| Rejected { line, faults: Vec::new() };
        (1..=30).for_each(|number| remarks.reject(Why::Rejected, &line(number)));
        remarks.reject(Why::Different, &line(4));
        let counts = |why| (remarks.not_imported[&why].count, remarks.not_imported[&why].shown.len());
        assert_eq!((counts(Why::Rejected), counts(Why::Different)), ((30, 20), (1, 1)));
    }

    #[test]
    fn the_same_about_several_lines_is_one_entry() {
        let mut remarks = Remarks::default();
        for line in 1..=10 {
            remarks
                .hear(&Remark::new(RemarkKind::LeftOut, "t1", "“four” is not a number").titled("What it was about").on([line]));
        }
        remarks.hear(&Remark::new(RemarkKind::NoDay, "day", "no time").on([3]));
        assert_eq!(remarks.losses(), 10);
        let block = &remarks.blocks[&RemarkKind::LeftOut];
        assert_eq!((block.count, block.entries.len(), block.more), (10, 1, 0));
        assert_eq!(
            in_words(&block.entries[0]),
            "lines 1, 2, 3, 4, 5, 6, 7, 8 and 2 more: “What it was about” (t1): “four” is not a number"
        );
    }
}
