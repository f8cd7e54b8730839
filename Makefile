# Lakwerk. `make demo` and `make test` install what is missing and are quick the second time.
SHELL := /bin/bash
VENV ?= .venv
BIN := $(VENV)/bin
DEMO ?= demo
export OMP_THREAD_LIMIT := 1

.PHONY: demo test soak check fix measure reading names removal extraction search throughput whole install system offline help

help:
	@echo "make demo     install what is missing, run on examples/, show what came out"
	@echo "make test     install what is missing, run checks and tests"
	@echo "make check    linters, types and import rules only"
	@echo "make fix      format and mend what the linter can mend"
	@echo "make measure  quality and cost figures against the last commit on main"
	@echo "make measure names  how many names and numbers are found, and what is hidden without need"
	@echo "make measure removal  hostile pages, pairs that differ in a hidden name, pages that can be drawn anew"
	@echo "make measure extraction  commitments, motions and deadlines in real documents beside the project"
	@echo "make measure search  120 questions over real motions; size, speed of writing and of answers of a large made store"
	@echo "make measure throughput  what documents cost beside tesseract and other programs, and how fast they go"
	@echo "make measure whole  what is hidden, kept and recorded of 108 whole documents, as they are and as scans"
	@echo "make measure reading  the same of the reader, on 78 generated pages and the real ones beside the project"
	@echo "make soak     the slow tests"
	@echo "make offline  one archive for a machine without a network: packages, wheels, program (DEV=1, ALSO=..., PYTHONS=...)"

demo: install
	@$(BIN)/lakwerk run examples/documents --out $(DEMO)
	@$(BIN)/python -m examples.tour $(DEMO)

test: check
	$(BIN)/pytest -q -m "not soak" -n auto --maxprocesses 4 --dist loadfile --durations=25

soak: install
	$(BIN)/pytest -q -m soak

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: install
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# `make measure reading` gives the figures of the reader instead: generated pages, real pages, costs.
measure: install
ifneq (,$(filter reading,$(MAKECMDGOALS)))
	PYTHONPATH=. $(BIN)/python tests/measure_reading.py
else ifneq (,$(filter names,$(MAKECMDGOALS)))
	PYTHONPATH=. $(BIN)/python tests/measure_names.py
else ifneq (,$(filter removal,$(MAKECMDGOALS)))
	PYTHONPATH=. $(BIN)/python tests/measure_removal.py
else ifneq (,$(filter extraction,$(MAKECMDGOALS)))
	PYTHONPATH=. $(BIN)/python tests/measure_extraction.py
else ifneq (,$(filter search,$(MAKECMDGOALS)))
	PYTHONPATH=. $(BIN)/python tests/measure_search.py
else ifneq (,$(filter throughput,$(MAKECMDGOALS)))
	PYTHONPATH=. $(BIN)/python tests/measure_throughput.py
else ifneq (,$(filter whole,$(MAKECMDGOALS)))
	PYTHONPATH=. $(BIN)/python tests/measure_whole.py
else
	$(BIN)/python tests/measure.py
endif

reading names removal extraction search throughput whole: measure
	@:

# DEV=1 adds the tools of developers, ALSO="libreoffice-writer-nogui" more Debian packages, PYTHONS more interpreters.
offline: install
	@DEV="$(DEV)" ALSO="$(ALSO)" deploy/pack $(BIN)/python $(PYTHONS)

install: system $(VENV)/installed

system:
	@./install-system

$(VENV)/installed: requirements.txt pyproject.toml
	@test -x $(BIN)/python || python3 -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@
