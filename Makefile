.DEFAULT_GOAL := help
.PHONY: help of-services of-the-platform setup lock run stop clean test lint format types unit contracts services journeys browser faults soak bench

BIN := .venv/bin
PORT ?= 8000
# Tests start some hundred processes, which would each compile all that they import.
unexport PYTHONDONTWRITEBYTECODE

help:       ## What there is to do
	@grep -E '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

setup:      ## Install what Waymark needs; quick when nothing changed
	@bash deploy/local/install.sh --tests

run:        ## Start the platform with the demo in it; PORT=8080 moves it
	@bash deploy/local/install.sh
	@PORT=$(PORT) $(BIN)/python -m deploy.local run

stop:       ## End the platform that runs
	@$(BIN)/python -m deploy.local stop

clean:      ## Forget all data of `make run`
	@$(BIN)/python -m deploy.local clean

test: setup ## Everything that CI runs
	@$(MAKE) --no-print-directory --output-sync=target -j2 unit lint types
	@$(MAKE) --no-print-directory --output-sync=target -j2 of-services of-the-platform
	@$(BIN)/pytest tests/faults -m "not long"

# Side by side, for each waits more than it works; the faults after them have the machine alone.
of-services:
	@$(BIN)/pytest tests/contracts tests/services

of-the-platform:
	@$(BIN)/pytest tests/journeys tests/browser

lint:       ## Code and templates, checked
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/djlint --lint --quiet gateway

format:     ## Code, formatted
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

types:      ## Types, checked
	@$(BIN)/mypy

unit:       ## The rules, in seconds, without servers
	@$(BIN)/pytest tests/unit

contracts:  ## What services say to each other
	@$(BIN)/pytest tests/contracts

services:   ## Each service on real servers
	@$(BIN)/pytest tests/services

journeys:   ## The main journeys, through the whole platform
	@$(BIN)/pytest tests/journeys

browser:    ## The pages, in headless Chromium
	@$(BIN)/pytest tests/browser

faults:     ## Every fault under load, the long ones too
	@$(BIN)/pytest tests/faults

soak:       ## Faults at random; SEED=1 MINUTES=30 say which and how long
	@$(BIN)/python -m tests.faults.soak "$(SEED)" "$(MINUTES)"

bench:      ## Measure, beside a monolith; ONLY=pages, events, sharing, rebuild, similar, barriers, support or fanout
	@$(BIN)/python -m tests.benchmarks

lock:       ## Pin anew what requirements*.in ask for
	@bash deploy/local/lock.sh
