# FACTdesk: what one does with it, in one word each. `make help` lists them.

PYTHON ?= python3
UV ?= uv
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PICTURES := board meeting wall today people person my-people plan crisis-plan fidelity-list fidelity fidelity-figures
SERVER_PICTURES := unlock meeting away away-panel waiting
OFFSCREEN := QT_QPA_PLATFORM=offscreen

.DEFAULT_GOAL := help
.PHONY: help setup demo test check pictures bench lock translations

help: ## say what there is
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 22

setup: $(VENV)/.project $(VENV)/.qt translations ## make .venv with everything pinned, and the factdesk command in it

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "FACTdesk needs Python 3.11 or newer; '$(PYTHON)' is not. Try: make PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
	  || { echo "Python cannot make a virtual environment. On Debian: sudo apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The build tools come first, so that packages without a wheel are built with pinned tools too.
$(VENV)/.requirements: requirements-build.txt requirements-dev.txt | $(BIN)/python
	@echo "Installing what FACTdesk needs into $(VENV) (some minutes the first time)"
	$(PIP) install --require-hashes -r requirements-build.txt
	$(PIP) install --require-hashes --no-build-isolation -r requirements-dev.txt
	@touch $@

$(VENV)/.project: pyproject.toml $(VENV)/.requirements
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.qt: $(VENV)/.requirements tools/check_qt.py
	@$(BIN)/python tools/check_qt.py
	@touch $@

translations: $(VENV)/.requirements ## compile the translations
	@$(BIN)/python tools/translations.py compile

demo: setup ## a simulated team: the window, or pictures and PDFs where there is no display
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
	  $(BIN)/factdesk demo; \
	else \
	  rm -rf build/demo && $(OFFSCREEN) $(BIN)/factdesk demo --out build/demo \
	    && echo "No display here: the pictures, the PDFs and the team folder are in build/demo"; \
	fi

test: setup ## run the tests
	$(OFFSCREEN) $(BIN)/pytest --numprocesses=auto --durations=10 --ignore=tests/benchmarks

check: setup ## form, types, import rules, translations and tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/translations.py check
	$(OFFSCREEN) $(BIN)/pytest --numprocesses=auto --durations=10 --ignore=tests/benchmarks

pictures: setup ## make the pictures of the documentation anew
	rm -rf build/pictures
	$(OFFSCREEN) $(BIN)/factdesk demo --out build/pictures --day 2026-11-23
	$(OFFSCREEN) $(BIN)/python -m tools.server_pictures build/pictures 2026-11-23
	mkdir -p docs/pictures
	cp $(PICTURES:%=build/pictures/%.png) $(SERVER_PICTURES:%=build/pictures/server-%.png) docs/pictures/

bench: setup ## measure speed against bare baselines
	$(OFFSCREEN) $(BIN)/pytest tests/benchmarks --durations=0 -p no:randomly

LOCK := $(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11

lock: ## choose the newest versions that fit pyproject.toml (needs uv)
	@command -v $(UV) >/dev/null || { echo "make lock needs the uv program; see docs/dependencies.md" >&2; exit 1; }
	$(LOCK) --upgrade requirements-build.in -o requirements-build.txt
	$(LOCK) --upgrade pyproject.toml -o requirements.txt
	$(LOCK) --upgrade pyproject.toml --extra dev -c requirements.txt -o requirements-dev.txt
