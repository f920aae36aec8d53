# `make start` runs tremula, `make test` runs every test; both set up what they need. `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:

PY := .venv/bin/python
UV := $(shell command -v uv || echo .cache/uv/bin/uv)
BIN := node_modules/.bin
JS_TESTS = $(wildcard tests/js/*.test.js)

.PHONY: help start setup dev test test-js test-py lint check format soak bench wheel locks docs voice clean

help: ## show what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 12

start: setup ## set up and start tremula (TREMULA_PORT, TREMULA_DATA, TREMULA_PASSPHRASE_FILE are honoured)
	@exec .venv/bin/tremula start

# Compiled ahead, also where Python may not write it by itself: a start that compiles takes twice as long.
setup: .venv/.run ## make .venv with what tremula needs to run
	@$(PY) -m compileall -q src/tremula
dev: setup .venv/.dev node_modules/.done ## the same, with what tests and checks need

.cache/uv/bin/uv: locks/uv.txt
	@tools/get_uv.sh

.venv/.run: locks/run.txt pyproject.toml | $(UV)
	@test -x $(PY) || $(UV) venv --quiet --python ">=3.11" --no-python-downloads .venv
	@$(UV) pip install --quiet --compile-bytecode --python $(PY) --require-hashes -r locks/run.txt
	@$(UV) pip install --quiet --python $(PY) --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: .venv/.run locks/dev.txt
	@$(UV) pip install --quiet --python $(PY) --require-hashes -r locks/dev.txt
	@touch $@

node_modules/.done: package-lock.json | browser
	@npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

.PHONY: browser
browser: ## bring Chromium and node where they are missing
	@tools/get_browser.sh

test: test-js test-py ## set up and run every test

test-js: dev
	@node --test $(JS_TESTS)

# Apart, because the browser’s driver keeps an event loop of its own in the process; three, because it mostly waits.
test-py: dev
	@$(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder --durations=15 --durations-min=4 --ignore=tests/web/browser
	@$(PY) -m pytest -n 3 --dist loadfile --no-loadscope-reorder --durations=25 --durations-min=5 tests/web/browser

lint: dev ## format, lint, types (Python and JavaScript), floors
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy
	@.venv/bin/lint-imports --no-logo 2>/dev/null || .venv/bin/lint-imports
	@$(BIN)/biome ci --colors=off .
	@$(BIN)/tsc -p tsconfig.json

format: dev ## put every file into its form
	@$(PY) -m ruff format .
	@$(PY) -m ruff check --fix .
	@$(BIN)/biome check --write .

check: lint test ## what must hold before a commit

soak: dev ## fault tests with full counts (Linux)
	@TREMULA_SOAK=$${TREMULA_SOAK:-full} $(PY) -m pytest -m faults

bench: dev ## measurements, each beside a peer
	@for file in bench/*.py; do echo "== $$file"; $(PY) $$file; done

wheel: dev ## build the wheel into dist/
	@$(UV) build --quiet --wheel --no-build-isolation --python $(PY) --out-dir dist .

voice: .cache/voice/venv/.done ## render, level and listen to what changed in the spoken texts
	@PYTHONPATH=src:tools .cache/voice/venv/bin/python -m voice

.cache/voice/venv/.done: locks/voice.txt | $(UV)
	@test -x .cache/voice/venv/bin/python || $(UV) venv --quiet --python ">=3.11" --no-python-downloads .cache/voice/venv
	@$(UV) pip install --quiet --python .cache/voice/venv/bin/python --require-hashes -r locks/voice.txt
	@touch $@

docs: dev ## make the generated pages, schemas and test data anew
	@$(PY) tools/generate.py

locks: | $(UV) ## resolve the dependencies anew
	@$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --no-annotate pyproject.toml --group build -o locks/run.txt
	@$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --no-annotate pyproject.toml --group build --group dev -c locks/run.txt -o locks/dev.txt
	@$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --no-annotate pyproject.toml --group voice -c locks/run.txt -o locks/voice.txt
	@echo uv | $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --no-annotate - -o locks/uv.txt
	@rm -rf node_modules package-lock.json # beside an installed tree npm leaves other platforms out of the lock
	@npm install --package-lock-only --ignore-scripts --no-audit --no-fund --loglevel=error

clean: ## remove what was made (never your data)
	@rm -rf .venv .cache node_modules dist build
