# `make help` prints the targets. Each sets up what it needs by itself. To those with two colons, a Makefile that is
# included below may add steps of its own.

.DEFAULT_GOAL := help
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 1
TESTS ?= tests
SPECS ?=
MESSAGE ?=
ARGUMENTS ?=

# The first Python that runs and is new enough; a version manager may offer names that do not run.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$name -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)

# npm, where it comes with a Node that is new enough; the API runs without.
NPM ?= $(shell node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' \
	2>/dev/null && command -v npm)
NODE_MISSING := The frontend needs Node 20.19 or newer, with npm: install it from https://nodejs.org
IN_FRONTEND = $(if $(NPM),$(NPM) --prefix frontend,@echo "$(NODE_MISSING)"; exit 1;)
NODE_MODULES := frontend/node_modules/.package-lock.json
PAGES := frontend/dist/index.html
# Python's and Node's packages do not wait for each other.
SIDE_BY_SIDE = $(MAKE) --silent --no-print-directory --jobs=2
PIP_COMPILE = uv pip compile --quiet --universal --generate-hashes --no-header --upgrade
PIP_INSTALL = $(BIN)/pip install --quiet --disable-pip-version-check --no-compile --require-hashes
SOURCES := $(shell find frontend/src frontend/public frontend/generator frontend/scripts frontend/*.* openapi.json -type f 2>/dev/null)

.DELETE_ON_ERROR:
.PHONY: help run dev frontend test test-api test-frontend test-browser test-browser-installed check lint types fresh openapi migration migrate seed setup lock determinism clean

help: ## Print this.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-22s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Set up, build the frontend, and serve everything, with demo data in an empty database.
	@$(SIDE_BY_SIDE) $(VENV)/run.stamp $(if $(NPM),$(PAGES))
	@$(if $(NPM)$(wildcard $(PAGES)),,echo "$(NODE_MISSING). The API runs without.")
	$(BIN)/python scripts/run_backend.py --host $(HOST) --port $(PORT) --workers $(WORKERS) --demo

dev: $(VENV)/run.stamp $(NODE_MODULES) ## Serve backend and frontend, both reloading; edits of the contract reach the frontend's types.
	$(BIN)/python scripts/dev.py --host $(HOST) --port $(PORT)

frontend: $(PAGES) ## Build the frontend, which the backend serves.

test: setup test-api test-frontend test-browser ## Set up and run all tests.

test-api: $(VENV)/dev.stamp ## Test the backend, on SQLite and PostgreSQL.
	$(BIN)/pytest -n auto --dist loadfile $(TESTS)

test-frontend: $(PAGES) ## Test the frontend's modules, and that its pages stay small.
	$(IN_FRONTEND) test
	$(IN_FRONTEND) run sizes

test-browser: $(VENV)/run.stamp $(PAGES) ## Test the pages, served by the backend, in a packaged Chromium; SPECS="reading hostile" chooses.
	$(IN_FRONTEND) run test:browser -- $(SPECS)

test-browser-installed: export CHROMIUM := installed
test-browser-installed: test-browser ## The same in the Chromium or Chrome that this machine has.

check: setup lint types fresh ## Lint, type check, and see that nothing generated is stale.

lint: $(VENV)/dev.stamp $(NODE_MODULES) ## Check style and format.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(IN_FRONTEND) run lint

types:: $(VENV)/dev.stamp $(NODE_MODULES) ## Check types.
	$(BIN)/mypy
	$(IN_FRONTEND) run typecheck

fresh: $(VENV)/dev.stamp $(NODE_MODULES) ## See that openapi.json, migrations and the frontend's client are what the code says.
	$(BIN)/python scripts/generate_openapi.py --check
	$(BIN)/python scripts/check_migrations.py
	$(IN_FRONTEND) run generate:check

openapi: $(VENV)/run.stamp ## Write openapi.json.
	$(BIN)/python scripts/generate_openapi.py

migration: $(VENV)/dev.stamp ## Write a migration from the changes of the models: make migration MESSAGE="add a table".
	@test -n "$(MESSAGE)" || { echo 'Say what it does: make migration MESSAGE="add a table"'; exit 2; }
	$(BIN)/alembic upgrade head
	$(BIN)/alembic revision --autogenerate -m "$(MESSAGE)"

migrate: $(VENV)/run.stamp ## Bring the database to the newest version.
	$(BIN)/alembic upgrade head

seed: $(VENV)/run.stamp ## Fill the database with demo data.
	$(BIN)/python scripts/seed_demo.py

setup: ## Install everything, without running anything.
	@$(SIDE_BY_SIDE) $(VENV)/dev.stamp $(NODE_MODULES)

lock:: ## Resolve the dependencies anew (needs uv).
	$(PIP_COMPILE) pyproject.toml -o requirements/run.lock
	$(PIP_COMPILE) pyproject.toml --group dev -o requirements/dev.lock

determinism: $(VENV)/dev.stamp ## See that openapi.json is the same for every seed, locale and Python found here.
	$(BIN)/python scripts/check_determinism.py

clean: ## Remove what was installed; data stays.
	rm -rf $(VENV) frontend/node_modules frontend/dist

$(VENV)/pyvenv.cfg:
	@test -n "$(PYTHON)" || { echo 'Python 3.11 or newer with venv is needed; install it, or name it: make PYTHON=/path/to/python3'; exit 1; }
	@echo 'Making a virtual environment in $(VENV) …'
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements/run.lock | $(VENV)/pyvenv.cfg
	@echo 'Installing the Python packages of requirements/run.lock …'
	$(PIP_INSTALL) -r requirements/run.lock
	@touch $@

$(VENV)/dev.stamp: requirements/dev.lock $(VENV)/run.stamp
	@echo 'Installing the Python packages of requirements/dev.lock …'
	$(PIP_INSTALL) -r requirements/dev.lock
	@touch $@

$(NODE_MODULES): frontend/package-lock.json
	@echo 'Installing the Node packages of frontend/package-lock.json …'
	$(IN_FRONTEND) ci --ignore-scripts --no-audit --no-fund --no-update-notifier
	@touch $@

$(PAGES): $(NODE_MODULES) $(SOURCES)
	@echo 'Building the frontend …'
	$(IN_FRONTEND) run build

include benchmarks/Makefile
