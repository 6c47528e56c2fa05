"""Validates the API document, generates clients from it, checks their types, and lets each of them use a real service. Then it
tests the client in clients/python and runs the figures in clients/r with exports of that service.

    python3 tests/interop/run.py --binary target/release/sensing [--document FILE] [--only python|typescript|client|r]

A generator that warns, or leaves out an operation, is a failure. Everything that is made or installed goes to target/interop/.
Where R is not installed its part is skipped, unless INTEROP_ALL=1.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

# Keeps Python from writing cache files beside the sources.
sys.dont_write_bytecode = True

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TARGET = ROOT / "target" / "interop"
sys.path.insert(0, str(HERE.parent / "drills"))

import common  # noqa: E402

IMPORT_ALL = """
import importlib, pkgutil, sensing_client
for module in pkgutil.walk_packages(sensing_client.__path__, "sensing_client."):
    importlib.import_module(module.name)
"""

# Exports for the clients: the name of the file and how it is asked for.
EXPORTS = {
    "csv.zip": ("csv",),
    "stories.csv": ("csv", "--table", "stories"),
    "parquet.zip": ("parquet",),
    "stories.parquet": ("parquet", "--table", "stories"),
    "jsonl.zip": ("jsonl",),
    "book.xlsx": ("xlsx",),
    "datapackage.zip": ("datapackage",),
    "sensemaker.zip": ("sensemaker",),
}
FRAMEWORK = "sheffield-send"

# An installation that needs the network, and a comparison on a busy machine, can be slow.
PATIENCE = 600


class Failure(Exception):
    """A client that could not be made, or does not do what it should."""


class Skipped(Exception):
    """A part that cannot run here, and why."""


def main():
    asked = arguments()
    document = json.loads(asked.document.read_text(encoding="utf-8"))
    # Those that compare exports with the service come first, while it has the same stories.
    clients = {"client": own_client, "r": r_figures, "python": python_client, "typescript": typescript_client}
    TARGET.mkdir(parents=True, exist_ok=True)
    failed = False
    with ServiceWithStories(asked.binary) as service:
        for name in asked.only or clients:
            began = time.monotonic()
            try:
                clients[name](asked.document.resolve(), document, service.environment())
                outcome = "passed"
            except Skipped as skipped:
                print(f"{skipped}", flush=True)
                outcome = "skipped"
                failed = failed or os.environ.get("INTEROP_ALL") == "1"
            except Failure as failure:
                print(f"{failure}", flush=True)
                outcome, failed = "FAILED", True
            print(f"{name}: {outcome}, {time.monotonic() - began:.0f} s", flush=True)
    return 1 if failed else 0


def arguments():
    parser = argparse.ArgumentParser(description="Clients that are generated from the API document work.")
    parser.add_argument("--binary", required=True, help="the build of sensing that the clients use")
    parser.add_argument("--document", type=Path, default=ROOT / "api-spec" / "openapi.json", help="the API document")
    parser.add_argument("--only", action="append", choices=("python", "typescript", "client", "r"), help="one of the clients")
    return parser.parse_args()


class ServiceWithStories:
    """A service with synthetic stories and one account that may analyse and moderate. Use it in a `with` statement."""

    def __init__(self, binary):
        self.folder = TARGET / "service"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.service = common.Service(common.Binary(binary), self.folder / "data", self.folder / "log")

    def __enter__(self):
        self.said_yes("demo", "--stories", "1500", "--seed", "1")
        words = "four words make a password"
        self.said_yes("staff", "add", "scripts", "--role", "analyst", "--role", "moderator", "--password-stdin", given=words)
        self.token = self.said_yes("staff", "token", "scripts", "--days", "1").split()[-1]
        self.exports = self.folder / "exports"
        self.exports.mkdir()
        for name, (form, *more) in EXPORTS.items():
            self.said_yes(
                "export", "--framework", FRAMEWORK, "--format", form, *more, "--texts", "--out", str(self.exports / name)
            )
        self.service.start()
        if not common.wait_until(self.service.is_ready, common.PATIENCE):
            self.service.kill()
            sys.exit(f"the service is not ready; its log is {self.service.log}")
        return self

    def __exit__(self, *_):
        self.service.stop()

    def said_yes(self, *arguments, given=""):
        done = self.service.run(*arguments, given=given)
        if done.returncode != 0:
            sys.exit(f"sensing {' '.join(arguments)} failed: {done.stderr.strip()}")
        return done.stdout

    def environment(self):
        host, port = self.service.address
        return {
            "SENSING_URL": f"http://{host}:{port}",
            "SENSING_TOKEN": self.token,
            "SENSING_EXPORTS": str(self.exports),
        }


def python_client(path, document, where):
    folder = TARGET / "python"
    requirements = HERE / "python" / "requirements.txt"
    programs = folder / "venv" / "bin"
    environment = {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "PYTHONDONTWRITEBYTECODE": "1"}
    if not is_installed(folder, requirements):
        run([sys.executable, "-m", "venv", "--clear", folder / "venv"])
        run([programs / "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements])
        installed(folder, requirements)
    run([programs / "openapi-spec-validator", "--validation-errors", "all", path], environment)
    shutil.rmtree(folder / "sensing_client", ignore_errors=True)
    generate = ["openapi-python-client", "generate", "--path", path, "--meta", "none", "--overwrite", "--fail-on-warning"]
    without_warnings(run([programs / generate[0], *generate[1:], "--output-path", folder / "sensing_client"], environment))
    modules = {module.stem for module in (folder / "sensing_client" / "api").glob("*/*.py")}
    nothing_missing(operations(document) - modules, "operations without a module")
    shutil.copy(HERE / "python" / "calls.py", folder)
    run([programs / "python", "-c", IMPORT_ALL], environment, folder)
    # Errors within the generated files are those of the generator, and are not shown.
    mypy = ["--strict", "--follow-imports", "silent", "--cache-dir", folder / "mypy-cache"]
    run([programs / "mypy", *mypy, "calls.py"], environment, folder)
    print(run([programs / "python", "-W", "error", "calls.py"], environment | where, folder), end="", flush=True)


def typescript_client(path, document, where):
    folder = TARGET / "typescript"
    folder.mkdir(exist_ok=True)
    lock = HERE / "typescript" / "package-lock.json"
    for source in (HERE / "typescript").iterdir():
        shutil.copy(source, folder)
    if not is_installed(folder, lock):
        run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel", "error"], folder=folder)
        installed(folder, lock)
    programs = folder / "node_modules" / ".bin"
    shutil.rmtree(folder / "client", ignore_errors=True)
    generate = ["--input", path, "--output", folder / "client", "--no-log-file"]
    without_warnings(run([programs / "openapi-ts", *generate], {"NO_COLOR": "1"}, folder))
    functions = (folder / "client" / "sdk.gen.ts").read_text(encoding="utf-8")
    types = (folder / "client" / "types.gen.ts").read_text(encoding="utf-8")
    exported = set(re.findall(r"^export const (\w+) =", functions, re.MULTILINE))
    nothing_missing({camel_case(name) for name in operations(document)} - exported, "operations without a function")
    named = set(re.findall(r"^export type (\w+) =", types, re.MULTILINE))
    nothing_missing(set(document["components"]["schemas"]) - named, "schemas without a type")
    run([programs / "tsc", "--project", folder], folder=folder)
    print(run(["node", folder / "built" / "calls.js"], where, folder), end="", flush=True)


def own_client(_path, _document, where):
    """The client in clients/python: its types, its style, and its tests with the service."""
    source = ROOT / "clients" / "python"
    folder, programs = installed_client()
    environment = {"PYTHONDONTWRITEBYTECODE": "1"}
    run([programs / "python", source / "scripts" / "make_types.py", "--check"], environment)
    run([programs / "ruff", "check", "--no-cache", "."], environment, source)
    run([programs / "ruff", "format", "--no-cache", "--check", "."], environment, source)
    run([programs / "mypy", "--cache-dir", folder / "mypy-cache"], environment, source)
    # The installed package is tested, and not the source.
    said = run([programs / "pytest", "-p", "no:cacheprovider", "tests"], environment | where, source)
    skipped = re.search(r"\d+ skipped", said.splitlines()[-1])
    if skipped:
        raise Failure(f"with a service no test may be skipped, and these were: {skipped[0]}\n{said}")
    print(said.splitlines()[-1], flush=True)


def r_figures(_path, _document, where):
    """The figures in clients/r, from CSV and from a Data Package, and their numbers beside those of the service."""
    if shutil.which("Rscript") is None:
        raise Skipped("R is not installed (Debian: apt-get install r-base-core), so that clients/r was not tried")
    _, programs = installed_client()
    for name in ("csv.zip", "datapackage.zip"):
        figures = TARGET / "r" / name
        shutil.rmtree(figures, ignore_errors=True)
        export = Path(where["SENSING_EXPORTS"]) / name
        today = time.strftime("%Y-%m-%d")
        run(["Rscript", "--vanilla", ROOT / "clients" / "r" / "vignette.R", export, figures, today], {"LC_ALL": "C.UTF-8"})
        compare = [programs / "python", HERE / "clients" / "r_numbers.py", figures / "numbers.csv"]
        print(f"{name}: {run(compare, where)}", end="", flush=True)


def installed_client():
    """The folder and the programs of an environment with the client in clients/python installed as users install it."""
    folder = TARGET / "client"
    requirements = HERE / "clients" / "requirements.txt"
    programs = folder / "venv" / "bin"
    pip = [programs / "pip", "install", "--quiet", "--disable-pip-version-check"]
    if not is_installed(folder, requirements):
        run([sys.executable, "-m", "venv", "--clear", folder / "venv"])
        run([*pip, "-r", requirements])
        installed(folder, requirements)
    run([*pip, "--no-deps", "--no-build-isolation", "--force-reinstall", ROOT / "clients" / "python"])
    return folder, programs


def operations(document):
    """The ids of all operations."""
    return {operation["operationId"] for path in document["paths"].values() for operation in path.values()}


def camel_case(words):
    first, *rest = words.split("_")
    return first + "".join(word.capitalize() for word in rest)


def without_warnings(said):
    if re.search(r"warn|skip|unsupported|unable|cannot|fail", said, re.IGNORECASE):
        raise Failure(f"the generator has something to say:\n{said}")


def nothing_missing(missing, what):
    if missing:
        raise Failure(f"{what}: {', '.join(sorted(missing))}")


def is_installed(folder, versions):
    """Whether what these pinned versions name is installed."""
    mark = folder / "installed"
    return mark.exists() and mark.read_text(encoding="utf-8") == versions.read_text(encoding="utf-8")


def installed(folder, versions):
    (folder / "installed").write_text(versions.read_text(encoding="utf-8"), encoding="utf-8")


def run(command, environment=None, folder=None):
    """Runs a program, and returns what it prints."""
    command = [str(word) for word in command]
    try:
        done = subprocess.run(
            command, cwd=folder, env=os.environ | (environment or {}), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, timeout=PATIENCE,
        )
    except FileNotFoundError as missing:
        raise Failure(f"{command[0]} is not installed") from missing
    except subprocess.TimeoutExpired as slow:
        raise Failure(f"{Path(command[0]).name} took more than {PATIENCE} s") from slow
    if done.returncode != 0:
        words = " ".join([Path(command[0]).name, *command[1:]])
        raise Failure(f"{words} ended with exit code {done.returncode}:\n{done.stdout}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
