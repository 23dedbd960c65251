# Handrail. `make help` lists what there is; README.md explains the two commands a newcomer needs: run and test.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
APP := .venv/app/bin/python
ENGINE := .venv/engine/bin/python
export RASA_TELEMETRY_ENABLED := false
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
# Rasa's way to say: no progress bars of thousands of lines in a log
export LOG_LEVEL := ERROR

.DEFAULT_GOAL := help
.PHONY: help setup rules train run test test-app test-engine check crash bench update-golden lock

help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | awk -F'\t' '{printf "  make %-14s %s\n", $$1, $$2}'

setup: ## install both runtimes, exactly as locked
	@bin/setup

rules: setup ## build the rule pack from entitlements/us
	@$(APP) -m entitlements.pack entitlements/us packs

train: setup ## train the dialogue model (only when something changed)
	@$(ENGINE) -W ignore -m assistant.engine.train

run: setup rules train ## start the helpline here and print where to text it
	@bin/handrail run

test: setup rules train test-engine test-app ## run all tests

test-engine: ## tests of the sealed engine, and of the rooms both runtimes share (Python 3.10)
	@$(ENGINE) -m pytest -q tests/engine tests/intents tests/protocol tests/entitlements \
	  --ignore=tests/entitlements/test_commands.py  # the command line is the app's

test-app: ## all other tests (Python 3.12)
	@$(APP) -m pytest -q --ignore=tests/engine --ignore=tests/intents

check: setup ## style, types and the walls between the rooms
	@.venv/app/bin/ruff check .
	@.venv/app/bin/mypy --exclude '^(assistant|tests)/engine/|^tests/intents/' assistant entitlements sms tests
	@.venv/engine/bin/mypy assistant/engine assistant/protocol entitlements tests/engine tests/intents
	@.venv/app/bin/lint-imports

crash: setup rules train ## kill -9 everything 200 times over 1,000 turns and count what was lost
	@$(APP) -m tests.crash --kills 200 --turns 1000

bench: setup rules train ## speed and memory, next to a stock Rasa bot in the same run
	@$(APP) -m tests.bench

update-golden: setup rules train ## replay the golden talks and show what changed; writes the files for review
	@$(APP) -m tests.golden.update

lock: setup ## resolve pyproject.toml anew into requirements/*.txt
	@UV=$$(uv --version >/dev/null 2>&1 && command -v uv || echo .venv/tools/bin/uv); \
	for pair in app:3.12 engine:3.10; do \
	  $$UV pip compile pyproject.toml --quiet --group $${pair%%:*} --python-version $${pair##*:} --universal \
	    --generate-hashes --no-annotate --no-header --upgrade -o requirements/$${pair%%:*}.txt; done
