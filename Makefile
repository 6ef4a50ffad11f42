# `make help` prints the targets. Each target installs its requirements. The Makefile that is included below adds steps to
# the targets with two colons.

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
NAME ?=
DESCRIPTION ?=
FIELDS ?=
PLURAL ?=
OWNER ?=
ARGUMENTS ?=

# The first Python that runs and is new enough. The shims of a version manager may not run.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$name -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)

# npm, if Node is new enough. The API runs without npm.
NPM ?= $(shell node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' \
	2>/dev/null && command -v npm)
NODE_MISSING := The frontend needs Node 20.19 or newer, with npm: install it from https://nodejs.org
IN_FRONTEND = $(if $(NPM),$(NPM) --prefix frontend,@echo "$(NODE_MISSING)"; exit 1;)
NODE_MODULES := frontend/node_modules/.package-lock.json
PAGES := frontend/dist/index.html
# Python and Node packages are installed at the same time.
IN_PARALLEL = $(MAKE) --silent --no-print-directory --jobs=2
PIP_COMPILE = uv pip compile --quiet --universal --generate-hashes --no-header --upgrade
PIP_INSTALL = $(BIN)/pip install --quiet --disable-pip-version-check --no-compile --require-hashes
# The argument is a strategy of uv. The packages come from pyproject.toml, not from a lock, into an empty environment.
define TEST_RESOLUTION
	$(PYTHON) -m venv --clear $(VENV)/$(1)
	$(VENV)/$(1)/bin/pip install --quiet --disable-pip-version-check uv
	$(VENV)/$(1)/bin/uv pip install --quiet --python $(VENV)/$(1)/bin/python --resolution $(1) -r pyproject.toml --group dev
	@touch $(VENV)/$(1)/run.stamp $(VENV)/$(1)/dev.stamp
	$(MAKE) VENV=$(VENV)/$(1) check-api test-api
endef
SOURCES := $(shell find frontend/src frontend/public frontend/generator frontend/scripts frontend/*.* openapi.json -type f 2>/dev/null)

.DELETE_ON_ERROR:
.PHONY: help run dev frontend test test-api test-frontend test-browser test-browser-installed mutants contract-wheel test-contract test-lowest test-newest check check-api check-frontend openapi migration migrate product resource resource-remove resources seed setup lock determinism clean

help: ## Print the targets.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-22s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Set up, build the frontend, and serve both, with demo data in an empty database.
	@$(IN_PARALLEL) $(VENV)/run.stamp $(if $(NPM),$(PAGES))
	@$(if $(NPM)$(wildcard $(PAGES)),,echo "$(NODE_MISSING). The API runs without.")
	$(BIN)/python scripts/run_backend.py --host $(HOST) --port $(PORT) --workers $(WORKERS) --demo

dev: $(VENV)/run.stamp $(NODE_MODULES) ## Serve backend and frontend with reload, and update the frontend's types.
	$(BIN)/python scripts/dev.py --host $(HOST) --port $(PORT)

frontend: $(PAGES) ## Build the frontend for the backend.

test: setup test-api test-frontend test-browser ## Set up and run all tests.

test-api: $(VENV)/dev.stamp ## Test the backend, on SQLite and PostgreSQL.
	$(BIN)/pytest -n auto --dist loadfile $(TESTS)

test-frontend: $(PAGES) ## Test the modules of the frontend and the sizes of its pages.
	$(IN_FRONTEND) test
	$(IN_FRONTEND) run sizes

test-browser: $(VENV)/run.stamp $(PAGES) ## Test the served pages in a packaged Chromium; SPECS="reading hostile" selects files.
	$(IN_FRONTEND) run test:browser -- $(SPECS)

test-browser-installed: export CHROMIUM := installed
test-browser-installed: test-browser ## Test the served pages in the Chromium or Chrome of this machine.

mutants: $(VENV)/dev.stamp $(NODE_MODULES) ## Measure the gates: make mistakes, and count the stopped ones; ARGUMENTS="--gate contract" selects some.
	$(BIN)/python -m tests.mutants $(ARGUMENTS)

contract-wheel: $(VENV)/dev.stamp ## Build the wheel of the contract package, in dist/.
	$(BIN)/pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --wheel-dir dist ./contract

test-contract: contract-wheel ## Test the contract package from its wheel, in an empty environment without this repository.
	$(PYTHON) -m venv --clear $(VENV)/contract
	$(VENV)/contract/bin/pip install --quiet --disable-pip-version-check uv
	$(VENV)/contract/bin/uv pip install --quiet --python $(VENV)/contract/bin/python --group dev \
		"$$(ls -t dist/litestar_contract-*.whl | head -1)[tables]" pyjwt
	mkdir -p $(VENV)/contract/work
	tar -cf - tests/contract tests/__init__.py tests/waiting.py contract/*.md docs/gates.md pyproject.toml openapi.json \
		| tar -xf - -C $(VENV)/contract/work
	cd $(VENV)/contract/work && ../bin/pytest -n auto tests/contract

test-lowest: $(NODE_MODULES) ## Check and test the backend with the lowest versions that pyproject.toml allows.
	$(call TEST_RESOLUTION,lowest-direct)

test-newest: $(NODE_MODULES) ## Check and test the backend with the newest versions that pyproject.toml allows.
	$(call TEST_RESOLUTION,highest)

check: setup check-api check-frontend ## Lint, check types, and check that generated files are up to date.

check-api:: $(VENV)/dev.stamp ## Check the backend: style, format, types, openapi.json, compatibility with its clients, migrations.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python scripts/generate_openapi.py --check
	$(BIN)/python scripts/lint_contract.py
	$(BIN)/python scripts/check_contract.py
	$(BIN)/python scripts/check_migrations.py
	$(BIN)/python scripts/check_tables.py

check-frontend: $(NODE_MODULES) ## Check the frontend: style, format, types, and its client of openapi.json.
	$(IN_FRONTEND) run lint
	$(IN_FRONTEND) run typecheck
	$(IN_FRONTEND) run generate:check

openapi: $(VENV)/run.stamp ## Write openapi.json.
	$(BIN)/python scripts/generate_openapi.py

migration: $(VENV)/dev.stamp ## Generate a migration from the changed models: make migration MESSAGE="add a table".
	@test -n "$(MESSAGE)" || { echo 'A message is required: make migration MESSAGE="add a table"'; exit 2; }
	$(BIN)/alembic upgrade head
	$(BIN)/alembic revision --autogenerate -m "$(MESSAGE)"

migrate: $(VENV)/run.stamp ## Upgrade the database to the newest version.
	$(BIN)/alembic upgrade head

resource: $(VENV)/dev.stamp $(if $(NPM),$(NODE_MODULES)) ## Write a new resource: make resource NAME=reading_list FIELDS="title:text(1..120)!".
	@test -n "$(NAME)" -a -n '$(FIELDS)' || { echo 'A name and fields are required: make resource NAME=reading_list FIELDS="title:text(1..120)"'; exit 2; }
	$(BIN)/python scripts/new_resource.py "$(NAME)" '$(FIELDS)' $(if $(PLURAL),--plural "$(PLURAL)") $(if $(filter none,$(OWNER)),--no-owner)

resource-remove: $(VENV)/dev.stamp ## Remove a resource that nobody has edited: make resource-remove NAME=reading_list.
	@test -n "$(NAME)" || { echo 'A name is required: make resource-remove NAME=reading_list'; exit 2; }
	$(BIN)/python scripts/remove_resource.py "$(NAME)"

resources: $(VENV)/dev.stamp $(NODE_MODULES) ## Write random resources into a copy, and run all gates there; ARGUMENTS="--seed 7" selects them.
	$(BIN)/python -m tests.scaffold $(ARGUMENTS)

product: $(VENV)/dev.stamp $(if $(NPM),$(NODE_MODULES)) ## Make a product: remove the example, and rename everything: make product NAME=Acme.
	@test -n "$(NAME)" || { echo 'A name is required: make product NAME=Acme'; exit 2; }
	$(BIN)/python scripts/make_product.py "$(NAME)" $(if $(DESCRIPTION),--description "$(DESCRIPTION)")

seed: $(VENV)/run.stamp ## Fill the database with demo data.
	$(BIN)/python scripts/seed_demo.py

setup: ## Install all requirements.
	@$(IN_PARALLEL) $(VENV)/dev.stamp $(NODE_MODULES)

lock:: ## Update the lock files (needs uv).
	$(PIP_COMPILE) pyproject.toml -o requirements/run.lock
	$(PIP_COMPILE) pyproject.toml --group dev -o requirements/dev.lock

determinism: $(VENV)/dev.stamp ## Check that openapi.json is the same for every hash seed, locale and installed Python.
	$(BIN)/python scripts/check_determinism.py

clean: ## Remove installed packages and the build, but no data.
	rm -rf $(VENV) frontend/node_modules frontend/dist

$(VENV)/pyvenv.cfg:
	@test -n "$(PYTHON)" || { echo 'Python 3.11 or newer with venv is required. Install Python, or set its path: make PYTHON=/path/to/python3'; exit 1; }
	@echo 'Creating a virtual environment in $(VENV) …'
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
