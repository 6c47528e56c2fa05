"""What scripts/release_notes.py takes from a changelog."""

import re
import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from release_notes import notes_of  # noqa: E402

CHANGELOG = """# Changelog

Words before.

## Unreleased

### Added

- Not yet.

## 0.2.0 - 2026-12-01

### Added

- A thing, described
  over two lines.

### Fixed

- Another.

## [0.1.0] - 2026-11-01

- The first.

## 0.0.9

- Without a date.

## 0.0.8 - 2026-10-01

### Added
"""


class ReleaseNotes(unittest.TestCase):
    def test_a_version_has_its_own_section_and_nothing_of_its_neighbours(self):
        expected = "### Added\n\n- A thing, described\n  over two lines.\n\n### Fixed\n\n- Another.\n"
        self.assertEqual(notes_of("0.2.0", CHANGELOG), expected)

    def test_a_tag_and_brackets_name_the_same_version(self):
        self.assertEqual(notes_of("v0.1.0", CHANGELOG), "- The first.\n")

    def test_a_version_that_is_not_there_is_named(self):
        for version in ("0.3.0", "0.2", "2.0"):
            with self.assertRaisesRegex(ValueError, re.escape(version)):
                notes_of(version, CHANGELOG)

    def test_a_section_without_date_or_entries_is_no_release(self):
        with self.assertRaisesRegex(ValueError, "no date"):
            notes_of("0.0.9", CHANGELOG)
        with self.assertRaisesRegex(ValueError, "no entry"):
            notes_of("0.0.8", CHANGELOG)
        with self.assertRaisesRegex(ValueError, "no date"):
            notes_of("Unreleased", CHANGELOG)

    def test_the_changelog_has_a_section_for_what_comes_next(self):
        text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
        dated = text.replace("## Unreleased", "## 9.9.9 - 2026-12-01", 1)
        self.assertIn("### Added", notes_of("9.9.9", dated))


if __name__ == "__main__":
    unittest.main()
