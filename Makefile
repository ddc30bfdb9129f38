# Needs Python 3.11 or newer and make; everything else goes into the environment $(VENV).
PYTHON ?= python3
VENV ?= .venv

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
BASE := $(VENV)/.installed-base
TEST := $(VENV)/.installed-test
DEMO := corpora/tiktok_call
BENCH ?= build/speed

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install demo lint format schema codes test test-all bench clean

help: ## say what each target does
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "make %-10s %s\n", $$1, $$2 }'

install: $(TEST) ## make the environment with everything that tests and training need

demo: $(BASE) ## install the project and check an example article against both governments
	$(BIN)/claimcheck check $(DEMO)/article.md --against $(DEMO)/official

lint: $(TEST) ## style, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(TEST) ## put the code into the project's format
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

schema: $(BASE) ## write the JSON Schemas of reports and comparisons anew from the records
	$(BIN)/python -m claimcheck.reports.json > report.schema.tmp
	mv report.schema.tmp claimcheck/resources/report.schema.json
	$(BIN)/python -m claimcheck.reports.comparison_json comparison > comparison.schema.tmp
	mv comparison.schema.tmp claimcheck/resources/comparison.schema.json
	$(BIN)/python -m claimcheck.reports.comparison_json matrix > matrix.schema.tmp
	mv matrix.schema.tmp claimcheck/resources/matrix.schema.json

codes: $(BASE) ## write the pages of docs/codes anew from claimcheck/resources/codes.toml
	$(BIN)/python -m claimcheck.reports.codes docs/codes

test: lint ## lint, then the fast tests
	$(BIN)/python -m pytest -n 2 -m "not slow"

test-all: $(TEST) ## the slow tests, which `make test` leaves out
	$(BIN)/python -m pytest -m slow

bench: $(TEST) ## measure speed beside a naive pipeline and plain matrix products, in some minutes
	mkdir -p $(dir $(BENCH))
	$(BIN)/python benchmarks/speed.py --json $(BENCH).json --markdown $(BENCH).md

clean: ## remove the environment, caches and built packages
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "claimcheck needs Python 3.11 or newer; name one, as in: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

# The stamps are newer than what they were made from, so that a second run installs nothing.
$(BASE): pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install -c constraints.txt -e .
	@touch $@

$(TEST): $(BASE)
	$(PIP) install -c constraints.txt -e ".[test,training,office,web,ray,milvus,milvus-test]"
	@touch $@
