"""Runs the drills and prints one table.

    python3 tests/drills/run.py --binary target/release/sensing [--only NAME …] [--short] [--seed N]
"""

import argparse
import importlib
import signal
import subprocess
import sys
import time
import traceback
from pathlib import Path

# Keeps Python from writing cache files beside the drills.
sys.dont_write_bytecode = True

import common  # noqa: E402

# The drills by name: a module, and the function in it.
DRILLS = {
    "full-disk-tmpfs": ("full_disk", "on_tmpfs"),
    "full-disk-ext4": ("full_disk", "on_ext4"),
    "full-disk-after-restart": ("full_disk", "after_a_restart"),
    "full-disk-small-blocks": ("full_disk", "with_small_blocks"),
    "kills-sqlite": ("kills", "on_sqlite"),
    "kills-postgresql": ("kills", "on_postgresql"),
    "lock": ("lock", "run"),
    "read-only": ("read_only", "run"),
    "postgresql-crashes": ("postgresql", "crashes"),
    "postgresql-connections": ("postgresql", "connections"),
    "repeats": ("repeats", "run"),
    "index": ("index", "run"),
    "starting": ("starting", "run"),
    "exports": ("exports", "run"),
    "flood": ("run", "flood"),
}


def main():
    asked = arguments()
    # Ending the drills early must also remove mounts and processes.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    binary = common.Binary(asked.binary)
    outcomes = [carry_out(name, binary, asked) for name in asked.only or DRILLS]
    print_table(outcomes)
    return 0 if all(outcome.passed for outcome in outcomes) else 1


def arguments():
    parser = argparse.ArgumentParser(description="Failure drills: nothing that was acknowledged is lost.")
    parser.add_argument("--binary", required=True, help="the build of sensing that is drilled")
    parser.add_argument("--only", action="append", choices=list(DRILLS), metavar="NAME", help=f"one of {', '.join(DRILLS)}")
    parser.add_argument("--short", action="store_true", help="fewer rounds")
    parser.add_argument("--seed", type=int, default=1, help="decides the random moments; the machine decides them too")
    return parser.parse_args()


def carry_out(name, binary, asked):
    module, function = DRILLS[name]
    outcome = common.Outcome(name)
    context = common.Context(binary, asked.short, asked.seed, outcome)
    print(f"{name}", flush=True)
    began = time.monotonic()
    try:
        getattr(importlib.import_module(module), function)(context)
    except common.CannotRun as why:
        outcome.fault(str(why))
    except Exception as error:
        traceback.print_exc()
        outcome.fault(f"the drill broke off: {error}")
    finally:
        outcome.seconds = time.monotonic() - began
        context.clean_up()
    figures = f"acknowledged / lost / doubled / come back = {outcome.figures()}"
    print(f"    {figures}   {outcome.seconds:.0f} s   {'passed' if outcome.passed else 'FAILED'}", flush=True)
    return outcome


def flood(context):
    """The flood is a separate drill with its own report."""
    command = [sys.executable, Path(__file__).with_name("flood.py"), "--binary", context.binary.path]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=600)
    for line in done.stdout.splitlines():
        context.outcome.note(line)
    context.outcome.expect(done.returncode == 0, "the flood did more than it may; see its report above")


def print_table(outcomes):
    head = ("drill", "acknowledged", "lost", "doubled", "come back", "faults", "seconds", "")
    rows = [
        (o.name, o.acknowledged, o.lost, o.doubled, o.came_back, sum(o.faults.values()), f"{o.seconds:.0f}",
         "passed" if o.passed else "FAILED")
        for o in outcomes
    ]
    widths = [max(len(str(row[column])) for row in [head, *rows]) for column in range(len(head))]
    print()
    for row in [head, *rows]:
        cells = [str(cell).ljust(width) if column in (0, 7) else str(cell).rjust(width)
                 for column, (cell, width) in enumerate(zip(row, widths))]
        print("  ".join(cells).rstrip())
    for outcome in outcomes:
        for words, times in outcome.faults.items():
            print(f"{outcome.name}: {words}" + (f" ({times} times)" if times > 1 else ""))


if __name__ == "__main__":
    sys.exit(main())
