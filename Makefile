# make demo    the example articles into a graph, their relations printed, a page drawn
# make test    all checks: format, lint, types, tests on all engines
# Both make their own virtual environment in .venv and can be run again. PYTHON=python3.12 chooses the Python.

SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
DEMO := $(BIN)/actorgraph
GRAPH := --folder .actorgraph

.PHONY: demo test tools docs clean

demo: $(VENV)/installed
	@echo "== Reading the articles of fixtures/articles into the graph in .actorgraph"
	@$(DEMO) load $(GRAPH) fixtures/articles
	@echo "== What they say, with the sentences that say so"
	@$(DEMO) relations $(GRAPH) --format text
	@$(DEMO) draw $(GRAPH) -o demo.html
	@printf '%s\n' \
	  '' \
	  'Open $(CURDIR)/demo.html in a browser. Then try:' \
	  '  source $(BIN)/activate' \
	  '  actorgraph show Turquie' \
	  '  actorgraph relations --type VETOES' \
	  '  actorgraph query "MATCH (a)-[r:ACCUSES]->(b) RETURN a.name, b.name, r.sentence"' \
	  '  actorgraph analyze balance' \
	  '  actorgraph load YOUR-ARTICLE.txt'

test: $(VENV)/tested tools
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/python -m pytest --cov=actorgraph --cov-report=term:skip-covered

# Java and Maven for Neo4j, Chromium for the page: from Debian where that is allowed.
tools:
	@.ci/tools

docs: $(VENV)/tested
	$(BIN)/python docs/make.py

clean:
	rm -rf $(VENV) .actorgraph demo.html .coverage .mypy_cache .ruff_cache .pytest_cache tests/neo4j/*/lib

$(VENV)/installed: $(VENV)/made pyproject.toml
	@echo "== Installing actorgraph into $(VENV)"
	@$(PIP) --editable .
	@touch $@

$(VENV)/tested: $(VENV)/made pyproject.toml
	@echo "== Installing actorgraph and what its tests need into $(VENV)"
	@$(PIP) --editable '.[test]'
	@touch $@ $(VENV)/installed

$(VENV)/made:
	@for python in $(or $(PYTHON),python3 python3.13 python3.12 python3.11); do \
	  if $$python -c 'import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
	    2> /dev/null; then $$python -m venv $(VENV) && touch $@ && exit 0; fi; \
	done; \
	echo 'Error: no Python 3.11, 3.12 or 3.13 with venv here (Debian: apt install python3 python3-venv).' \
	  'Name one that is elsewhere with PYTHON=…' >&2; exit 1
