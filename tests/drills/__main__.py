"""`python3 tests/drills` does what run.py does."""

import sys

sys.dont_write_bytecode = True

import run  # noqa: E402

sys.exit(run.main())
