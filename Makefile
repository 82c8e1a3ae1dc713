# Everything a newcomer runs. Needs python3 (3.11 or later) and make; the rest is installed into .venv from hashes.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
BIN := .venv/bin
STAMPS := .venv/stamps
INSTALL := $(BIN)/uv pip install --quiet --python $(BIN)/python
# File by file, in order: what a file shares is made once, and the longest come first.
SPREAD := -n auto --dist loadfile --no-loadscope-reorder
MEASURED := tests/timeline tests/authority tests/test_authority.py tests/compliance/rules/test_rhythm.py
COMPILE := $(BIN)/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

.PHONY: help demo tour docs-pictures test pure check bench fmt lock clean

help:  ## say what can be run
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

demo: $(STAMPS)/runtime $(STAMPS)/assets  ## prepare everything, load the demonstration network and serve it (SERVE=0: do not serve)
	@PATH="$(CURDIR)/$(BIN):$$PATH" scripts/demo.sh

tour: $(STAMPS)/runtime  ## show the example networks on the terminal
	@PATH="$(CURDIR)/$(BIN):$$PATH" scripts/tour.sh

test: $(STAMPS)/dev $(STAMPS)/assets  ## run the tests, on every core, those of the core with coverage floors
	@rm -f .coverage .coverage.*
	$(BIN)/pytest $(SPREAD) --cov --cov-report= $(MEASURED)
	@for room in timeline authority; do \
		echo "branch coverage of $$room, floor 100 %"; \
		$(BIN)/coverage report --include="src/openmso/$$room/*" --fail-under=100 || exit 1; \
	done
	$(BIN)/pytest $(SPREAD) $(addprefix --ignore=,$(MEASURED))

docs-pictures: $(STAMPS)/dev $(STAMPS)/assets  ## take the pictures of the tour anew, in a real browser
	$(BIN)/python scripts/tour.py

pure: $(STAMPS)/dev  ## run the tests of the core alone, without its arrays
	$(BIN)/pytest -n auto tests/timeline tests/authority tests/test_authority.py --ignore tests/authority/batch

check: $(STAMPS)/dev  ## format, lint, import contracts, types, the law pack
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/openmso law check

bench: $(STAMPS)/bench  ## measure against peers, side by side in one run
	$(BIN)/python bench/run.py

fmt: $(STAMPS)/dev  ## format and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(STAMPS)/build  ## write the locks; LOCKFLAGS=--upgrade for the newest versions
	cd requirements && for lock in build assets runtime dev bench; do \
		../$(COMPILE) $(LOCKFLAGS) $$lock.in -o $$lock.txt || exit 1; \
	done

clean:  ## remove the environment and all caches
	rm -rf .venv src/openmso/web/static/kit .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# The environment: each stamp is touched once its lock is in place, so a second run starts at once.
# Locks share their versions (dev is constrained by runtime, bench by dev) and only ever add.

$(STAMPS)/build: requirements/build.txt
	@echo "setting up .venv (once)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "OpenMSO needs Python 3.11 or later")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/runtime: $(STAMPS)/build requirements/runtime.txt pyproject.toml
	@$(INSTALL) --require-hashes -r requirements/runtime.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(STAMPS)/dev: $(STAMPS)/runtime requirements/dev.txt
	@$(INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@

$(STAMPS)/assets: $(STAMPS)/build requirements/assets.txt assets/package-lock.json scripts/assets.py
	@$(INSTALL) --require-hashes -r requirements/assets.txt
	@$(BIN)/python scripts/assets.py
	@touch $@

$(STAMPS)/bench: $(STAMPS)/runtime requirements/bench.txt
	@$(INSTALL) --require-hashes -r requirements/bench.txt
	@touch $@
