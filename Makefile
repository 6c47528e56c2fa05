# The tasks of this project. `make help` lists them.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

DATA ?= ./data
DEMO_DATA ?= ./demo-data
BIND ?= 127.0.0.1:8080
STORIES ?= 500

# Sources of the pages, which are built again only when one of these changes.
PAGES := $(shell find frontend/src frontend/public frontend/scripts -type f 2>/dev/null) $(wildcard frontend/*.html frontend/*.json frontend/*.ts frontend/*.js)

.PHONY: help run demo build dist dist-portable pages test test-rust test-frontend test-browser test-release lint deny guard-figures drills interop soak bench calibrate api system-packages clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

run: build ## Build what is needed and start the service on $(BIND), with its data in $(DATA)
	target/release/sensing serve --bind $(BIND) --data $(DATA)

# A quicker build than `run`, so that trying the service out takes minutes the first time.
demo: ## Build quickly and start the service with synthetic stories, in a separate data folder; prints sign-ins and a join code
	@echo "1 of 3: the pages (about a minute the first time)"
	@$(MAKE) --no-print-directory pages
	@echo "2 of 3: the service (about 5 minutes on two cores the first time)"
	cargo build --profile quick --locked
	@echo "3 of 3: $(STORIES) synthetic stories (seconds)"
	target/quick/sensing demo --stories $(STORIES) --seed 1 --data $(DEMO_DATA)
	target/quick/sensing serve --bind $(BIND) --data $(DEMO_DATA)

build: pages ## Build the pages and the binary
	@echo "Compiling with optimisation: about 16 minutes on two cores the first time, seconds to minutes later. make demo is quicker."
	cargo build --release --locked

# dist/ then holds an archive with the stripped binary (at most 60 MB), man pages, completions and licences, and its CycloneDX document.
dist: build ## Put a release for this machine together in dist/
	scripts/dist.sh target/release/sensing dist

# Compiles in a container with an older C library, with this machine's toolchain, which runs there too.
CONTAINER ?= docker
PORTABLE_IMAGE ?= almalinux:8
PORTABLE_GLIBC := 2.28
CARGO_CRATES ?= $(or $(CARGO_HOME),$(HOME)/.cargo)

dist-portable: pages ## The same for any Linux with glibc 2.28 or newer; needs docker or podman (CONTAINER=podman)
	mkdir -p $(CARGO_CRATES)/registry
	$(CONTAINER) run --rm --volume "$(CURDIR):/src" --workdir /src \
		--volume "$$(rustc --print sysroot):/toolchain:ro" --volume "$(CARGO_CRATES)/registry:/cargo/registry" \
		--env CARGO_HOME=/cargo --env CARGO_TARGET_DIR=/src/target/portable --env PATH=/toolchain/bin:/usr/local/bin:/usr/bin:/bin \
		$(PORTABLE_IMAGE) sh -euc 'dnf --quiet --assumeyes install gcc make && cargo build --release --locked'
	SENSING_GLIBC=$(PORTABLE_GLIBC) scripts/dist.sh target/portable/release/sensing dist

pages: frontend/dist/index.html

frontend/node_modules/.package-lock.json: frontend/package.json frontend/package-lock.json
	cd frontend && npm ci --no-audit --no-fund
	touch $@

frontend/dist/index.html: frontend/node_modules/.package-lock.json $(PAGES)
	cd frontend && npm run build

api: ## Write api-spec/ and the types that the pages and the Python client use
	cargo build --locked
	target/debug/sensing openapi --into api-spec
	cd frontend && npm run types
	python3 clients/python/scripts/make_types.py

test: system-packages pages lint test-rust test-frontend test-release test-browser deny ## Run all checks

lint: pages ## Formatting and lints of Rust
	cargo fmt --all -- --check
	cargo clippy --workspace --all-targets --locked -- -D warnings

# `cargo test` also builds the binary, with the features that tests need; building it separately would compile everything again.
test-rust: pages ## Rust tests, on SQLite and on a temporary PostgreSQL
	cargo test --workspace --locked
	target/debug/sensing openapi --into target/api-spec
	diff -u api-spec/openapi.json target/api-spec/openapi.json || { echo "api-spec/ is stale: run make api"; exit 1; }
	diff -u api-spec/mapping.schema.json target/api-spec/mapping.schema.json || { echo "api-spec/ is stale: run make api"; exit 1; }
	diff -u api-spec/framework.schema.json target/api-spec/framework.schema.json || { echo "api-spec/ is stale: run make api"; exit 1; }

# After a change that is meant to cost more, or that saves a lot.
guard-figures: pages system-packages ## Write what ten main requests cost into tests/guard/figures.json
	SENSING_GUARD_WRITE=1 cargo test --workspace --locked --test guard

test-frontend: frontend/node_modules/.package-lock.json ## Lints, types and unit tests of the pages
	cd frontend && npm run lint && npm run format:check && npm run check && npm test
	mkdir -p target && cp frontend/src/api/api-types.ts target/api-types.ts && cd frontend && npm run types
	diff -u target/api-types.ts frontend/src/api/api-types.ts || { echo "the pages' types are stale: run make api"; exit 1; }
	cd frontend && npm run size

test-release: ## Tests of the scripts that put a release together
	python3 -m unittest discover --start-directory tests/release

# RETRY=0 fails at the first failed attempt; use it to repeat a suite. Tests that needed a second attempt are listed at the end.
# BROWSER_WORKERS is how many files run at once: two where there are two processors or more.
test-browser: pages ## The pages in a real Chromium, against the real binary
	cargo test --workspace --locked --no-run
	cd frontend && RETRY=$${RETRY:-1} npm run test:browser

deny: ## Licences, bans and sources of all dependencies
	command -v cargo-deny >/dev/null || cargo install cargo-deny --locked
	cargo deny --all-features check licenses bans sources

# Run as root, because some drills mount small disks. Takes half an hour; `--only NAME` and `--short` make it shorter.
drills: build system-packages ## Failure drills: full disks, kills, locks, a lost PostgreSQL; nothing acknowledged is lost
	python3 tests/drills/run.py --binary target/release/sensing

interop: build ## Let generated clients, those in clients/ and other programs use the service and read its exports, and count imported tables; needs a network
	python3 tests/interop/run.py --binary target/release/sensing
	python3 tests/exports/run.py --binary target/release/sensing
	python3 tests/exports/data_package.py --binary target/release/sensing
	python3 tests/imports/run.py --binary target/release/sensing

# An hour or more for a million requests; REQUESTS=100000 makes it shorter.
REQUESTS ?= 1000000

soak: build ## Mixed requests (REQUESTS) while memory, files and threads are watched; no story is lost
	python3 tests/soak/run.py --binary target/release/sensing --requests $(REQUESTS)

# The parts are written to other files first, so that a failure leaves the old page unchanged.
bench: pages ## Measure, and write docs/PERFORMANCE.md
	mkdir -p target/figures
	cargo bench --locked --bench end_to_end > target/figures/1.md
	cargo bench --locked --bench million > target/figures/2.md
	FIGURES=$(CURDIR)/target/figures/3.md cargo bench --locked --bench engine
	cargo build --release --locked
	benches/stories/run.sh target/release/sensing > target/figures/4.md
	awk 'FNR == 1 && NR > 1 { print "" } { print }' target/figures/[1234].md > docs/PERFORMANCE.md

calibrate: pages ## Check that the statistical tests of the engine keep their false-positive rates (ten minutes and more)
	cargo test --release --locked --lib -- --ignored --nocapture calibration

# Installs Chromium for the browser tests, the PostgreSQL server for the store tests and valgrind, which counts instructions for
# tests/guard, where they are missing (Debian).
system-packages:
	@need=""; \
	command -v chromium >/dev/null || need="$$need chromium"; \
	command -v valgrind >/dev/null || need="$$need valgrind"; \
	ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || need="$$need postgresql"; \
	if [ -n "$$need" ]; then \
		echo "installing$$need"; \
		sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
		$$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends $$need >/dev/null; \
	fi

clean: ## Remove everything that was built
	rm -rf target dist frontend/dist frontend/node_modules
