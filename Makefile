# Every command of the project. Needs Python 3.11 or newer and make; brings the rest itself.
.SHELLFLAGS := -eu -c
.DEFAULT_GOAL := help
.PHONY: help install demo stop status test lint format mutation simulation lived bench contracts compose test-containers clean

RUN := .venv/bin

help: ## Show every command
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

install: ## Make the environment in .venv, as locked in uv.lock (PYTHON=...: with this Python)
	@deploy/local/install $(if $(filter command%,$(origin PYTHON)),'$(PYTHON)')

demo: install ## Start everything with a fictitious city (DETACH=1: return when it answers)
	@$(RUN)/doorstart demo $(if $(DETACH),--detach)

stop: ## Stop everything that demo started
	@deploy/local/when-started stop

status: ## Tell what runs
	@deploy/local/when-started status

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

simulation: install ## Tell stories of a city until one ends badly (SEEDS=10000; MISTAKES=1: plant every mistake of the plumbing, and find it)
	@nice -n 10 $(RUN)/python -m tests.simulation $(if $(SEEDS),--seeds $(SEEDS)) $(if $(MISTAKES),--mistakes)

lived: install ## Live four months of the city and hold beside each other what the services say of it (LIVED=.doorstart: the demo that runs)
	@DOORSTART_LIVED=$(or $(LIVED),new) $(RUN)/pytest -rs tests/city/test_lived.py

bench: install ## Measure the system beside what the machine can do with the same bytes (WORKS="opening replay": only these; SIZE=10000; REPEATS=1)
	@$(RUN)/python -m tests.benchmarks --plot .doorstart/speed.svg $(if $(WORKS),--only $(WORKS)) $(if $(SIZE),--size $(SIZE)) $(if $(REPEATS),--repeats $(REPEATS))

contracts: install ## Write the JSON Schemas, docs/events.md and docs/settings.md anew
	@$(RUN)/python -m deploy.contracts

compose: install ## Write docker-compose.yml anew
	@$(RUN)/python -m deploy.compose

test-containers: install ## The same system in containers, and one journey through it; needs a Docker engine
	@deploy/containers/test

clean: ## Remove the environment and the demo's data
	@deploy/local/when-started stop
	@if [ -f .doorstart/postgres-elsewhere ]; then rm -rf "$$(cat .doorstart/postgres-elsewhere)"; fi
	@rm -rf .venv .venv-bootstrap .venv-bootstrap.new .doorstart
