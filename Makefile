# Kabar: `make demo` builds, loads the sample and serves it; `make test` runs every test.
# Both install what is missing (Debian packages, npm and pip packages) and say so. Nothing else is fetched.

export CARGO_TARGET_DIR ?= $(HOME)/.cache/kabar/target
KABAR := $(CARGO_TARGET_DIR)/release/kabar
CARGO := cargo

CHECKOUT := $(CARGO_TARGET_DIR)/kabar-checkout

.PHONY: demo test build dist web needs checkout check-rust check-web check-data check-shapes check-clients check-browser check-docs docs screenshots deny fuzz clean

demo: build
	$(KABAR) demo

build: needs web checkout
	$(CARGO) build --release --package server

# The program to give away, a sixth faster: $(CARGO_TARGET_DIR)/dist/kabar.
dist: needs web checkout
	$(CARGO) build --profile dist --package server

web: needs
	@tools/web.sh

# What a machine with only Rust, Node, Python and apt lacks; checked first, because without libclang the build would fail
# after twenty minutes of C++.
needs:
	@tools/needs.sh

# Clones share the cache, and Cargo tells them apart by the age of their files alone: what another clone built must go.
checkout:
	@mkdir -p $(CARGO_TARGET_DIR)
	@[ "$$(cat $(CHECKOUT) 2>/dev/null)" = "$(CURDIR)" ] || { \
		$(CARGO) clean --quiet --release --package ontology --package loaders --package queries --package web --package server && \
		$(CARGO) clean --quiet --profile dist --package ontology --package loaders --package queries --package web --package server && \
		echo "$(CURDIR)" >$(CHECKOUT); }

test: build check-data check-docs check-rust check-web check-shapes check-clients check-browser
	@echo "all tests passed"

check-rust: needs web checkout
	$(CARGO) test --release --workspace

check-web: web
	cd web && npx vitest run

# The tables and generated files: foreign keys, date order, overlaps, keys, and that generated text is what its source gives.
check-data:
	python3 tools/check_reference.py
	python3 -m unittest discover --start-directory tools/reference --pattern '*test*.py'
	python3 tools/event_types.py --check
	python3 samples/check.py

check-shapes: build
	@tools/shapes.sh $(KABAR)

# The clients people have, from PyPI and npm, each with queries and updates of its own.
check-clients: build
	@tools/clients.sh $(KABAR)

# The page that shows an article's way is what the program prints; `make docs` writes it anew.
check-docs: build
	python3 tools/docs/from_sentence_to_quads.py --check $(KABAR)

docs: build
	python3 tools/docs/from_sentence_to_quads.py $(KABAR)

check-browser: build
	@tools/browser.sh $(KABAR)

# Every page, language, theme and size, for docs/screenshots.md; look at them before they are committed.
screenshots: build
	@tools/screenshots.sh $(KABAR)

# Licences, known weaknesses and sources of all that is linked; asks the network for the newest advisories, so it is no test.
deny:
	@command -v cargo-deny >/dev/null || $(CARGO) install cargo-deny --locked
	$(CARGO) deny check

# Ten minutes of each fuzz target.
fuzz:
	tools/fuzz.sh

clean:
	rm -rf web/dist web/node_modules
