# Each command installs what it needs on Debian 12, as root, beyond Rust, Go, Node.js and Python.

# cargo's profile for build and run.
PROFILE ?= release
binary = target/$(if $(filter dev,$(PROFILE)),debug,$(PROFILE))/supportchat
locked = $(if $(filter true,$(CI)),--locked)

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.PHONY: help run build web test check bench packages screenshots trace gen fmt baseline
.DEFAULT_GOAL := help

help: ## Show this list
	@sed -nE 's/^([a-z]+):[^#]*## (.*)/make \1\t\2/p' Makefile | expand -t 15

run: build ## Build what changed and start the demo
	@exec $(binary) demo

build: web ## Build the pages and the server (PROFILE=dev: faster to build, slower to run)
	@. tests/tools/lib.sh && rust
	@cargo build --profile $(PROFILE) $(locked)

web: ## Build the widget, the console and the demo page
	@clients/typescript/build.sh

test: ## Run all tests with real services (DB=mysql, TEST=name; FULL=1: MySQL too, and what takes long)
	@exec tests/tools/test.sh

check: ## Check format, lints, the API's rules and the scripts
	@exec tests/tools/check.sh

bench: ## Measure speed and memory beside the raw limits (BENCH=name: only those; SECONDS=n: for each)
	@. tests/tools/lib.sh && rust
	@tests/services/with-services.sh cargo bench $(locked) --bench bench -- $(BENCH)

packages: ## Build the clients' packages into target/packages and try each (CLIENTS="go rust": only those)
	@$(MAKE) -s build PROFILE=dev
	@PARTS=package tests/tools/clients.sh

screenshots: ## Make the pictures of the documentation, and of every state in target/e2e/screenshots
	@tests/e2e/run.sh --config screenshots.config.ts

trace: ## Measure how long a message takes from one screen to the other, and record it in target/e2e/trace
	@tests/e2e/run.sh --config trace.config.ts

gen: ## Generate the clients' code from the proto files
	@exec tests/tools/gen.sh

fmt: ## Format Rust, TypeScript and proto files
	@cargo fmt --all
	@tests/tools/buf.sh format -w --path proto/supportchat
	@npm --prefix clients/typescript run -s fmt

baseline: ## Make the API as it is now the one that later changes may not break: only for a release
	@tests/tools/buf.sh build --exclude-source-info -o proto/baseline.binpb
