# Kabar: `make demo` builds, loads the sample and serves it; `make test` runs every test.
# Both install what is missing (Debian packages, npm and pip packages) and say so. Nothing else is fetched.

export CARGO_TARGET_DIR ?= $(HOME)/.cache/kabar/target
KABAR := $(CARGO_TARGET_DIR)/release/kabar
CARGO := cargo

.PHONY: demo test build web needs check-rust check-web check-data check-shapes check-browser clean

demo: build
	$(KABAR) demo

build: needs web
	$(CARGO) build --release --package server

web: needs
	@tools/web.sh

# What a machine with only Rust, Node, Python and apt lacks; checked first, because without libclang the build would fail
# after twenty minutes of C++.
needs:
	@tools/needs.sh

test: build check-data check-rust check-web check-shapes check-browser
	@echo "all tests passed"

check-rust: needs web
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

check-browser: build
	@tools/browser.sh $(KABAR)

clean:
	rm -rf web/dist web/node_modules
