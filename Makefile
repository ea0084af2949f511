# Every command of the project. Needs Python 3.11 or newer and make; brings the rest itself.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help install demo stop status test lint format mutation contracts compose test-containers clean

PYTHON ?= $(shell for p in python3.14 python3.13 python3.12 python3.11 python3; do command -v $$p && break; done)
UV := $(or $(shell command -v uv),.venv-bootstrap/bin/uv)
RUN := .venv/bin

help: ## Show every command
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

install: .venv/.installed ## Make the environment in .venv, as locked in uv.lock

.venv/.installed: pyproject.toml uv.lock | $(UV)
	@$(UV) sync --locked --quiet
	@touch $@

.venv-bootstrap/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Doorstart needs Python 3.11 or newer.")'
	@if $(PYTHON) -c 'import venv, ensurepip' 2>/dev/null; \
	then $(PYTHON) -m venv .venv-bootstrap && .venv-bootstrap/bin/pip install --quiet --disable-pip-version-check uv; \
	else $(PYTHON) -m pip install --quiet --disable-pip-version-check --target .venv-bootstrap uv; fi

demo: install ## Start everything with a fictitious city (DETACH=1: return when it answers)
	@$(RUN)/doorstart demo $(if $(DETACH),--detach)

stop: install ## Stop everything that demo started
	@$(RUN)/doorstart stop

status: install ## Tell what runs
	@$(RUN)/doorstart status

lint: install ## Style, types and import rules
	@$(RUN)/ruff check
	@$(RUN)/ruff format --check
	@$(RUN)/mypy
	@$(RUN)/lint-imports

format: install ## Lay out the code
	@$(RUN)/ruff check --fix
	@$(RUN)/ruff format

test: lint ## Everything that decides whether main may move, on a real broker and a real database
ifdef TESTS
	@$(RUN)/pytest -rs --durations=15 $(TESTS)
else
	@$(RUN)/python -m tests
endif

mutation: install ## Make small mistakes in the rules and see which ones no test catches (MODULES="rente termijnen": only these)
	@nice -n 10 $(RUN)/python -m tests.mutation $(MODULES)

contracts: install ## Write the JSON Schemas and docs/events.md anew
	@$(RUN)/python -m deploy.contracts

compose: install ## Write docker-compose.yml anew
	@$(RUN)/python -m deploy.compose

test-containers: install ## The same system in containers, and one journey through it; needs a Docker engine
	@deploy/containers/test

clean: ## Remove the environment and the demo's data
	@if [ -x $(RUN)/doorstart ]; then $(RUN)/doorstart stop; fi
	@if [ -f .doorstart/postgres-elsewhere ]; then rm -rf "$$(cat .doorstart/postgres-elsewhere)"; fi
	@rm -rf .venv .venv-bootstrap .doorstart
