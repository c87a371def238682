# The commands a person or a machine needs. Each does everything it depends on, and can be run again.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test setup check format bench coverage messages lock clean

help: ## Say what each command does
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Start the site with a small demonstration council on http://127.0.0.1:8000 (PORT=…)
	@scripts/run.sh

test: ## Run the whole suite, in a browser too, on SQLite; on PostgreSQL as well when TEST_DATABASE_URL is set
	@scripts/test.sh

setup: ## Make or update the Python environment in .venv from the lock file, and nothing else
	@scripts/setup.sh

check: setup ## Lint, types, import layers, migrations, templates, shipped courses and unit tests; seconds
	@scripts/check.sh

format: setup ## Rewrite the Python files in the house style
	@.venv/bin/ruff check --fix-only --quiet .
	@.venv/bin/ruff format .

bench: setup ## Measure speed, weight and queries on a built demonstration, and write the figures as JSON
	@.venv/bin/python -m tests.performance.bench

coverage: setup ## Say which lines the tests outside the browser do not reach
	@.venv/bin/python -m pytest --cov --cov-report=term-missing:skip-covered --numprocesses=2 --ignore=tests/browser

messages: setup ## Collect the words that residents read into locale/, and compile the translations (needs gettext)
	@scripts/messages.sh

lock: setup ## Compile the lock files from pyproject.toml (with UPGRADE=1: the newest releases)
	@scripts/lock.sh

clean: ## Remove the environment and the caches; var/, which holds your data, stays
	@rm -rf .venv .coverage htmlcov .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
