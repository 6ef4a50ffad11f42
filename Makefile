# `make help` prints the targets. Each sets up what it needs by itself.

.DEFAULT_GOAL := help
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 1
TESTS ?= tests
MESSAGE ?=

# The first Python that runs and is new enough; a version manager may offer names that do not run.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$name -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)

.PHONY: help run test check lint types fresh openapi migration migrate seed setup lock determinism bench clean

help: ## Print this.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/run.stamp ## Set up and serve the application, with demo data in an empty database.
	$(BIN)/python scripts/run_backend.py --host $(HOST) --port $(PORT) --workers $(WORKERS) --demo

test: $(VENV)/dev.stamp ## Set up and run all tests, on SQLite and PostgreSQL.
	$(BIN)/pytest -n auto --dist loadfile $(TESTS)

check: lint types fresh ## Lint, type check, and see that nothing generated is stale.

lint: $(VENV)/dev.stamp ## Check style and format.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev.stamp ## Check types.
	$(BIN)/mypy

fresh: $(VENV)/dev.stamp ## See that openapi.json and the migrations are what the code says.
	$(BIN)/python scripts/generate_openapi.py --check
	$(BIN)/python scripts/check_migrations.py

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

setup: $(VENV)/dev.stamp ## Install everything, without running anything.

lock: ## Resolve the dependencies anew (needs uv).
	uv pip compile --quiet --universal --generate-hashes --no-header --upgrade pyproject.toml -o requirements/run.lock
	uv pip compile --quiet --universal --generate-hashes --no-header --upgrade pyproject.toml --group dev -o requirements/dev.lock

determinism: $(VENV)/dev.stamp ## See that openapi.json is the same for every seed, locale and Python found here.
	$(BIN)/python scripts/check_determinism.py

bench: $(VENV)/dev.stamp ## Measure what the export of openapi.json costs, as a ratio.
	$(BIN)/python benchmarks/export.py

clean: ## Remove what was installed; data stays.
	rm -rf $(VENV)

$(VENV)/pyvenv.cfg:
	@test -n "$(PYTHON)" || { echo 'Python 3.11 or newer with venv is needed; install it, or name it: make PYTHON=/path/to/python3'; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements/run.lock | $(VENV)/pyvenv.cfg
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.lock
	@touch $@

$(VENV)/dev.stamp: requirements/dev.lock $(VENV)/run.stamp
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	@touch $@
