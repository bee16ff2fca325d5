# Lectern's commands. `make` alone lists them; packaging/setup_env.py does the setting up.

PYTHON ?= $(or $(shell command -v python3.11),$(shell command -v python3),python3.11)
BIN := .venv/bin
SETUP := $(PYTHON) packaging/setup_env.py

# Tests never open a window on the screen and never reach the network.
OFFLINE := HF_HUB_OFFLINE=1 TRANSFORMERS_OFFLINE=1 HF_HUB_DISABLE_TELEMETRY=1 DO_NOT_TRACK=1 \
	HF_HUB_DISABLE_XET=1 TOKENIZERS_PARALLELISM=false ANONYMIZED_TELEMETRY=False
TESTING := $(OFFLINE) QT_QPA_PLATFORM=offscreen PYTHONUTF8=1
PYTEST := $(TESTING) $(BIN)/python -m pytest

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run tour test check engine bench-engine bench-documents bench-large bench-faults translations assets pins clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## set this clone up: system libraries, .venv, engine, packages, starter models
	@$(SETUP)

setup-dev: ## the same with the test and lint tools
	@$(SETUP) --dev

run: setup ## set up, then open the window (with no display: make the tour's pictures)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
		$(BIN)/lectern; \
	else \
		echo "There is no display here, so no window can open. The tour shows it in pictures: build/tour"; \
		QT_QPA_PLATFORM=offscreen $(BIN)/lectern tour build/tour; \
	fi

tour: setup ## the whole job off screen on the sample documents, as pictures in build/tour
	@QT_QPA_PLATFORM=offscreen $(BIN)/lectern tour build/tour

test: check ## everything: check, then contract, process, ui and journey tests
	$(PYTEST) tests --ignore=tests/unit --ignore=tests/benchmarks

check: setup-dev ## the quick one: ruff, mypy, import directions, unit tests
	$(BIN)/ruff check desktop tests packaging
	$(BIN)/ruff format --check desktop tests packaging
	$(BIN)/mypy --strict desktop tests
	$(BIN)/lint-imports
	$(PYTEST) tests/unit -q

engine: ## rebuild llama.cpp for a graphics card, GPU=cuda|vulkan|metal|rocm|cpu (needs its tools; never run in CI)
	@$(SETUP) --gpu $(or $(GPU),cpu)

bench-engine: setup-dev ## measure the engine on this machine: first token, tokens a second, memory
	$(TESTING) $(BIN)/python -m tests.benchmarks.engine

bench-documents: setup-dev ## measure reading and search, refusals, citations and summaries: rates, seconds, memory
	$(TESTING) $(BIN)/python -m tests.benchmarks.documents
	$(TESTING) $(BIN)/python -m tests.benchmarks.pace
	$(TESTING) $(BIN)/python -m tests.benchmarks.refusal
	$(TESTING) $(BIN)/python -m tests.benchmarks.citations
	$(TESTING) $(BIN)/python -m tests.benchmarks.marks
	$(TESTING) $(BIN)/python -m tests.benchmarks.summaries
	$(TESTING) $(BIN)/python -m tests.benchmarks.beside_peers
	$(TESTING) $(BIN)/python -m tests.benchmarks.memory

bench-large: setup-dev ## measure search in 100,000 passages, and the indexing of 100,000 small files
	$(TESTING) $(BIN)/python -m tests.benchmarks.large
	$(TESTING) $(BIN)/python -m tests.benchmarks.small_files

bench-faults: setup-dev ## kill the library process 100 times while it indexes, and read every hostile file
	$(TESTING) $(BIN)/python -m tests.benchmarks.kills
	$(TESTING) $(BIN)/python -m tests.benchmarks.hostile

translations: setup-dev ## collect the window's texts into assets/translations and compile them
	$(BIN)/python packaging/translations.py

assets: setup ## make the icons and sample documents again from their scripts, and check the fonts
	$(BIN)/python packaging/fonts.py --check
	QT_QPA_PLATFORM=offscreen $(BIN)/python packaging/icons.py
	QT_QPA_PLATFORM=offscreen $(BIN)/python packaging/samples.py

pins: setup-dev ## write packaging/constraints.txt from what .venv holds now
	@mkdir -p build
	@{ sed -n '/^#/p' packaging/constraints.txt; \
	   $(BIN)/python -m pip freeze --all --exclude-editable \
	   | sed -E -e '/^(pip|lectern|llama_cpp_python)[ =]/d' -e 's/^(torch==[0-9.]+)\+.*/\1/'; } > build/constraints.new
	@mv build/constraints.new packaging/constraints.txt && git --no-pager diff --stat packaging/constraints.txt

clean: ## remove what builds and tests leave behind (to start over from nothing, remove .venv too)
	rm -rf build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find desktop tests packaging -name __pycache__ -type d -prune -exec rm -rf {} +
