# Everything a person runs here; `make help` lists it. State lives in var/, which no target removes.
SHELL := /bin/bash
BIN := .venv/bin
RUN := .venv/.run-installed
TEST := .venv/.test-installed
EXTRAS := .venv/.extras-installed
BENCH := .venv/.bench-installed
MODULES := frontend/node_modules/.package-lock.json
PAGES := frontend/dist/index.html
SOURCES := $(shell find frontend/src frontend/public frontend/index.html frontend/vite.config.ts -type f 2>/dev/null)
PACKAGES := jobs papers compute synthesis graph explorer

.PHONY: help install run up extras test check bench lock schema format doctor clean build
.DEFAULT_GOAL := help

help: ## Lists the targets
	@awk 'BEGIN {FS = ":.*## "} /^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(RUN) $(PAGES) ## Makes .venv, installs what `make run` needs, builds the pages

run: install ## Starts everything and prints the address (PORT=, HOST= and docs/configuration.md); Ctrl-C stops it
	@exec $(BIN)/python manage.py up

extras: $(EXTRAS) ## Adds what the larger experiments want: TensorFlow, Gradio, Streamlit, ONNX, Azurite, a local Cosmos DB

test: $(TEST) $(PAGES) ## Runs every test, the browser's too (ARGS="-k name" picks some)
	@scripts/chromium
	scripts/npm test
	$(BIN)/pytest -n 2 $(ARGS)

check: $(TEST) $(MODULES) ## Runs ruff, mypy, import-linter, eslint, tsc, the schema's and the documents' tests, the container files
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	scripts/npm run --silent lint
	scripts/npm run --silent typecheck
	@set -e; fresh=$$(mktemp -d); trap 'rm -rf "$$fresh"' EXIT; \
	$(BIN)/python manage.py spectacular --format openapi-json --validate --fail-on-warn --file "$$fresh/openapi.json"; \
	scripts/npm exec --silent -- openapi-typescript "$$fresh/openapi.json" --output "$$fresh/schema.d.ts" >/dev/null; \
	diff -q "$$fresh/openapi.json" docs/openapi.json && diff -q "$$fresh/schema.d.ts" frontend/src/shared/api/schema.d.ts \
	  || { echo "The OpenAPI schema is stale: run \`make schema\`."; exit 1; }
	$(BIN)/pytest -q tests/docs
	$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml
	$(BIN)/hadolint Dockerfile

bench: $(BENCH) ## Measures speed and quality as ratios into docs/benchmarks.md (KEYPHRASES= RETRIEVAL= SNAPSHOT= GPU= ARGS=)
	@$(BIN)/python -m bench.run $(ARGS) $(if $(KEYPHRASES),--keyphrases "$(KEYPHRASES)") \
	  $(if $(RETRIEVAL),--retrieval "$(RETRIEVAL)") $(if $(SNAPSHOT),--snapshot "$(SNAPSHOT)") $(if $(GPU),--gpu "$(GPU)")

build: $(PAGES) ## Builds the pages only

schema: $(TEST) $(MODULES) ## Writes docs/openapi.json, the front end's types and docs/experiments from the code
	$(BIN)/python manage.py spectacular --format openapi-json --validate --fail-on-warn --file docs/openapi.json
	scripts/npm run --silent schema
	$(BIN)/python manage.py experiment_docs

doctor: $(RUN) ## Shows the state of engines, device and encoder
	@$(BIN)/python manage.py doctor

format: $(TEST) ## Formats the Python code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(TEST) ## Resolves requirements.lock anew from requirements/*.in
	$(BIN)/uv pip compile --universal --python-version 3.11 --no-header --no-annotate --upgrade \
	  requirements/test.in requirements/bench.in --output-file requirements.lock

clean: ## Removes what was installed and built; data in var/ stays
	rm -rf .venv frontend/node_modules frontend/dist .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis

PIP := $(BIN)/python -m pip --disable-pip-version-check install
# One line for each large download instead of pip's pages.
SHORT := awk '/Downloading .* MB\)/ {print "  " $$2, $$3, $$4; fflush()} /^Installing collected/ {print "  installing ..."; fflush()}'

.venv/bin/python:
	@set -e; python=$$(scripts/python); echo "Making .venv with $$python"; \
	"$$python" -m venv .venv || { rm -rf .venv; echo "On Debian and Ubuntu: apt install python3-venv"; exit 1; }

$(RUN): requirements/run.in requirements/app.in requirements/experiments.in requirements.lock | .venv/bin/python
	@echo "Installing the requirements (a few minutes the first time)"; set -o pipefail; \
	$(PIP) -r requirements/run.in -c requirements.lock | $(SHORT)
	@touch $@

$(EXTRAS): requirements/extras.in extras/package-lock.json $(RUN)
	@echo "Installing what the larger experiments want"; set -o pipefail; \
	$(PIP) -r requirements/extras.in -c requirements.lock | $(SHORT)
	@scripts/npm --prefix ../extras ci --loglevel=error --no-audit --no-fund
	@touch $@

$(TEST): requirements/test.in requirements/mcp.in $(EXTRAS)
	@echo "Installing the tools for tests and checks"; set -o pipefail; \
	$(PIP) -r requirements/test.in -c requirements.lock | $(SHORT)
	@touch $@

$(BENCH): requirements/bench.in $(TEST)
	@echo "Installing the rivals to measure against"; set -o pipefail; \
	$(PIP) -r requirements/bench.in -c requirements.lock | $(SHORT)
	@touch $@

$(MODULES): frontend/package-lock.json | $(RUN)
	@echo "Installing the front end's packages"
	@scripts/npm ci --loglevel=error --no-audit --no-fund
	@touch $@

$(PAGES): $(MODULES) $(SOURCES)
	@echo "Building the pages"
	@scripts/npm run --silent build -- --logLevel warn
	@touch $@
