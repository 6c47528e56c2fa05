"""Every place that names the version of the service names the same one."""

import json
import re
import tomllib
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


class Versions(unittest.TestCase):
    def test_the_version_is_the_same_everywhere(self):
        version = tomllib.loads(read("Cargo.toml"))["workspace"]["package"]["version"]
        lock = {package["name"]: package["version"] for package in tomllib.loads(read("Cargo.lock"))["package"]}
        named = re.search(r'^softwareVersion: "(.+)"$', read("publiccode.yml"), re.MULTILINE)
        found = {
            "Cargo.lock": lock["sensing"],
            "frontend/package.json": json.loads(read("frontend/package.json"))["version"],
            "frontend/package-lock.json": json.loads(read("frontend/package-lock.json"))["version"],
            "publiccode.yml": named and named[1],
        }
        self.assertEqual(found, dict.fromkeys(found, version))


if __name__ == "__main__":
    unittest.main()
