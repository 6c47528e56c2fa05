"""What scripts/third_party.py counts as part of the binary, and what it writes about it."""

import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from third_party import Package, faults, licence_texts, licences, linked, sbom  # noqa: E402


def package(name: str, **changes) -> Package:
    values = {
        "ecosystem": "cargo",
        "name": name,
        "version": "1.0.0",
        "licence": "MIT",
        "homepage": "",
        "digest": ("SHA-256", "ab" * 32),
        "texts": ("The MIT text",),
    }
    return Package(**(values | changes))


class Linked(unittest.TestCase):
    def test_crates_are_read_from_the_tree_however_often_and_with_whatever_else_they_are_listed(self):
        tree = "sensing v0.2.0 (/home/me/sensing)\n\nserde v1.0.1\nserde v1.0.1 (*)\nitoa v1.0.0\nitoa v0.4.8\n"
        expected = {("sensing", "0.2.0"), ("serde", "1.0.1"), ("itoa", "1.0.0"), ("itoa", "0.4.8")}
        self.assertEqual(linked(tree), expected)


class Licences(unittest.TestCase):
    def test_every_package_is_named_and_a_text_that_several_share_is_there_once(self):
        text = licences([package("b"), package("a"), package("c", texts=("Another text",), licence="ISC")])
        self.assertLess(text.index("a 1.0.0 (MIT)"), text.index("b 1.0.0 (MIT)"))
        self.assertEqual(text.count("The MIT text"), 1)
        self.assertIn("a 1.0.0, b 1.0.0\n", text)
        self.assertIn("Another text", text)

    def test_licence_files_are_found_whatever_they_are_called(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for file in ("LICENSE-MIT", "licence.txt", "COPYING", "NOTICE", "README.md", "src"):
                (folder / file).write_text(file, encoding="utf-8")
            self.assertEqual(set(licence_texts(folder)), {"LICENSE-MIT", "licence.txt", "COPYING", "NOTICE"})

    def test_a_package_without_a_licence_is_a_fault(self):
        self.assertEqual(faults([package("a"), package("b", licence="")]), ["pkg:cargo/b@1.0.0 names no licence"])


class CycloneDx(unittest.TestCase):
    def test_the_document_names_every_package_and_who_needs_it(self):
        packages = [
            package("serde", depends_on=("pkg:cargo/core@1.0.0",)),
            package("core"),
            package("@scope/name", ecosystem="npm", digest=None),
        ]
        document = sbom("0.2.0", packages, ["pkg:cargo/serde@1.0.0"])
        self.assertEqual(
            [component["purl"] for component in document["components"]],
            ["pkg:cargo/core@1.0.0", "pkg:cargo/serde@1.0.0", "pkg:npm/%40scope/name@1.0.0"],
        )
        needs = {entry["ref"]: entry["dependsOn"] for entry in document["dependencies"]}
        self.assertEqual(needs["pkg:generic/sensing@0.2.0"], ["pkg:cargo/serde@1.0.0", "pkg:npm/%40scope/name@1.0.0"])
        self.assertEqual(needs["pkg:cargo/serde@1.0.0"], ["pkg:cargo/core@1.0.0"])
        # Every name that is used is defined.
        refs = {component["bom-ref"] for component in document["components"]}
        self.assertTrue({ref for found in needs.values() for ref in found} <= refs)

    def test_the_same_packages_make_the_same_document_and_others_another_id(self):
        packages = [package("a"), package("b")]
        same = sbom("0.2.0", reversed(packages), [])
        self.assertEqual(sbom("0.2.0", packages, []), same)
        self.assertNotEqual(sbom("0.2.0", packages[:1], [])["serialNumber"], same["serialNumber"])


if __name__ == "__main__":
    unittest.main()
