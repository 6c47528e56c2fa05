#!/usr/bin/env python3
"""Lists what other people wrote of the binary and of the pages in it: their licences, and a CycloneDX document.

    scripts/third_party.py --licences THIRD-PARTY-LICENCES.txt --sbom sensing.cdx.json [--target TRIPLE]

Crates come from `cargo metadata`: those that are linked into the binary for the target, without the ones that are only needed
to build or test it. npm packages come from the lists that `npm run build` leaves in frontend/dist/.vite, so they are
exactly those of which something is in the pages. Exits with 1 when something has no licence or no licence text.
"""

import argparse
import base64
import json
import re
import subprocess
import sys
import tomllib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "frontend"
LICENCE_FILE = re.compile(r"(un)?licen[cs]e|copying|notice", re.IGNORECASE)
# For the names of random-looking ids that are the same for the same content.
NAMESPACE = uuid.UUID("5f0c0b9e-3c5c-4d0e-9d55-3a6c4f6f3f0a")


@dataclass(frozen=True)
class Package:
    """A crate or an npm package."""

    ecosystem: str
    name: str
    version: str
    licence: str
    homepage: str
    # (algorithm as CycloneDX writes it, hexadecimal digest), or nothing.
    digest: tuple[str, str] | None
    texts: tuple[str, ...]
    depends_on: tuple[str, ...] = field(default=())

    @property
    def purl(self) -> str:
        """Its package URL, which is its id in the CycloneDX document."""
        return f"pkg:{self.ecosystem}/{self.name.replace('@', '%40')}@{self.version}"


def licence_texts(folder: Path) -> tuple[str, ...]:
    """The texts of the licence files in a package's folder."""
    found = sorted(path for path in folder.iterdir() if path.is_file() and LICENCE_FILE.match(path.name))
    return tuple(path.read_text(encoding="utf-8", errors="replace").strip() for path in found)


def linked(tree: str) -> set[tuple[str, str]]:
    """The names and versions in a list of `cargo tree`, one crate a line: `serde v1.0.0`, perhaps with more after it."""
    words = (line.split() for line in tree.splitlines() if line.strip())
    return {(name, version.removeprefix("v")) for name, version, *_ in words}


def cargo(*arguments: str) -> str:
    """What cargo prints."""
    command = ["cargo", *arguments, "--locked"]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def crates(target: str | None) -> tuple[str, list[Package], tuple[str, ...]]:
    """The version of the service, the crates in it, and the package URLs of those that it names itself."""
    # What `cargo metadata` resolves has the features that only tests ask for; `cargo tree` knows what is linked.
    edges = ("--edges", "normal,no-proc-macro", "--prefix", "none", "--no-dedupe", "--target", target or "all")
    in_binary = linked(cargo("tree", *edges))
    metadata = json.loads(cargo("metadata", "--format-version", "1"))
    lock = tomllib.loads((ROOT / "Cargo.lock").read_text(encoding="utf-8"))
    checksums = {(entry["name"], entry["version"]): entry.get("checksum") for entry in lock["package"]}
    packages = {package["id"]: package for package in metadata["packages"]}
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    root = metadata["resolve"]["root"]
    found = {package["id"] for package in metadata["packages"] if (package["name"], package["version"]) in in_binary}

    def purl(crate: str) -> str:
        return f"pkg:cargo/{packages[crate]['name']}@{packages[crate]['version']}"

    def direct(crate: str) -> tuple[str, ...]:
        """What it depends on, past the other crates of this workspace."""
        names: set[str] = set()
        for dependency in nodes[crate]["deps"]:
            child = dependency["pkg"]
            if child not in found or not any(kind["kind"] is None for kind in dependency["dep_kinds"]):
                continue
            names |= set(direct(child)) if packages[child]["source"] is None else {purl(child)}
        return tuple(sorted(names))

    result = []
    for crate in found:
        package = packages[crate]
        if package["source"] is None:
            continue
        checksum = checksums.get((package["name"], package["version"]))
        result.append(
            Package(
                ecosystem="cargo",
                name=package["name"],
                version=package["version"],
                licence=" ".join((package["license"] or "").replace("/", " OR ").split()),
                homepage=package["repository"] or package["homepage"] or "",
                digest=("SHA-256", checksum) if checksum else None,
                texts=licence_texts(Path(package["manifest_path"]).parent),
                depends_on=direct(crate),
            )
        )
    return packages[root]["version"], result, direct(root)


def npm_packages() -> list[Package]:
    """The npm packages of which something is in the pages."""
    lists = sorted((FRONTEND / "dist" / ".vite").glob("*-packages.json"))
    if not lists:
        raise ValueError("frontend/dist/.vite has no list of packages: run `make pages` first")
    names = sorted({name for path in lists for name in json.loads(path.read_text(encoding="utf-8"))})
    lock = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    result = []
    for name in names:
        folder = FRONTEND / "node_modules" / name
        package = json.loads((folder / "package.json").read_text(encoding="utf-8"))
        repository = package.get("repository", "")
        integrity = lock[f"node_modules/{name}"].get("integrity", "")
        algorithm, _, encoded = integrity.partition("-")
        result.append(
            Package(
                ecosystem="npm",
                name=name,
                version=package["version"],
                licence=package.get("license", ""),
                homepage=repository if isinstance(repository, str) else repository.get("url", ""),
                digest=(algorithm.upper().replace("SHA", "SHA-"), base64.b64decode(encoded).hex()) if encoded else None,
                texts=licence_texts(folder),
            )
        )
    return result


def faults(packages: Iterable[Package]) -> list[str]:
    """What keeps the packages from being passed on properly."""
    return [f"{package.purl} names no licence" for package in packages if not package.licence]


def licences(packages: Iterable[Package]) -> str:
    """The list of packages, and each licence text once with the packages that have it."""
    packages = sorted(packages, key=lambda package: (package.ecosystem, package.name, package.version))
    lines = ["What other people wrote of this program, and under which licences they let us pass it on.", ""]
    lines += [f"{package.name} {package.version} ({package.licence}) {package.homepage}".rstrip() for package in packages]
    users: dict[str, list[str]] = {}
    for package in packages:
        for text in package.texts:
            users.setdefault(text, []).append(f"{package.name} {package.version}")
    for text, names in users.items():
        lines += ["", "-" * 80, ", ".join(dict.fromkeys(names)), "-" * 80, "", text]
    return "\n".join(lines) + "\n"


def sbom(version: str, packages: Iterable[Package], direct: Iterable[str]) -> dict:
    """The CycloneDX document. It says the same whenever it is made from the same packages."""
    packages = sorted(packages, key=lambda package: package.purl)
    root = f"pkg:generic/sensing@{version}"
    components = [
        {
            "type": "library",
            "bom-ref": package.purl,
            "name": package.name,
            "version": package.version,
            "purl": package.purl,
            "licenses": [{"expression": package.licence}],
            **({"hashes": [{"alg": package.digest[0], "content": package.digest[1]}]} if package.digest else {}),
        }
        for package in packages
    ]
    npm = [package.purl for package in packages if package.ecosystem == "npm"]
    dependencies = [{"ref": root, "dependsOn": sorted({*direct, *npm})}]
    dependencies += [{"ref": package.purl, "dependsOn": list(package.depends_on)} for package in packages]
    content = json.dumps([version, components, dependencies])
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(NAMESPACE, content)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": root,
                "name": "sensing",
                "version": version,
                "licenses": [{"expression": "MIT OR Apache-2.0"}],
            }
        },
        "components": components,
        "dependencies": dependencies,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--licences", type=Path, required=True, metavar="FILE")
    parser.add_argument("--sbom", type=Path, required=True, metavar="FILE")
    parser.add_argument("--target", help="the target triple; without it, the crates of every platform are listed")
    options = parser.parse_args()
    version, packages, direct = crates(options.target)
    packages += npm_packages()
    wrong = faults(packages)
    for fault in wrong:
        print(f"third_party.py: {fault}", file=sys.stderr)
    options.licences.write_text(licences(packages), encoding="utf-8")
    document = json.dumps(sbom(version, packages, direct), indent=2, ensure_ascii=False)
    options.sbom.write_text(document + "\n", encoding="utf-8")
    without = sum(not package.texts for package in packages)
    print(f"{len(packages)} packages, {without} of them without a licence file of their own")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
