# Everything starts here. `make help` lists what there is.
#
# The environment is .venv, made from the lock files with their hashes. Two files in it say what was installed, so
# that the second time is quick. `make run` needs less than `make test`; both share the folder, the second only adds.

PORT ?= 8000
WORKERS ?= 2

# Whichever suitable Python has its venv module comes first. A name alone proves nothing: it may be a shim.
PYTHON ?= $(shell for name in python3.13 python3.12 python3.11 python3; do \
  $$name -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null \
  && echo $$name && break; done)

DATA := $(or $(POP_DATA_DIR),var)
BIN := .venv/bin
MANAGE = $(BIN)/python manage.py
UV = $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes
TSC = $(BIN)/node .venv/js/node_modules/typescript/bin/tsc
CHECK_TYPES = $(foreach config,$(wildcard frontend/tsconfig*.json),$(TSC) -p $(config) &&) true
BROKEN = { echo "Installing did not work (see above). Check the network, then: make clean, and try again." >&2; exit 1; }

# `site/` is a folder of sources, not a package: the package `pop` lies in it.
export PYTHONPATH := $(CURDIR):$(CURDIR)/site
unexport VIRTUAL_ENV

.DEFAULT_GOAL := help
.PHONY: help run test bench-pages bench-circles redis-away faults slow-readers more-of-the-same load soak bench-moderation pictures compare-pictures check check-contracts types lock messages schema clean port sound
.DELETE_ON_ERROR:

help:  ## List all of this
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | awk -F'\t' '{ printf "  make %-17s %s\n", $$1, $$2 }'

run: export DJANGO_SETTINGS_MODULE = pop.settings.demo
run: port sound .venv/.for-running $(DATA)/.static-collected  ## Set everything up and serve the site with its demo people (PORT=8000)
	@$(BIN)/python -c "import django; django.setup(); from django.core.management import call_command as do; \
	  do('migrate', verbosity=0); do('prepare', verbosity=0); do('demo')"
	@echo "POP is at http://127.0.0.1:$(PORT)/ (Ctrl-C ends it)"
	@exec $(BIN)/uvicorn pop.asgi:application --host 127.0.0.1 --port $(PORT) --log-level warning \
	  --ws-max-size 16384 --ws-per-message-deflate false --ws pop.realtime.wire:ReadyFrames

test: sound .venv/.for-testing .venv/.for-scripts  ## Run every test (ARGS="tests/api -k limits" for some)
	@$(BIN)/pytest -q -n $(WORKERS) $(ARGS)

check: sound .venv/.for-testing .venv/.for-scripts  ## Run the linters, the contracts between areas, and the checks of files made by code
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target .check-code .check-files
	@echo "All checks passed."

.check-code:
	@$(BIN)/ruff check -q .
	@$(BIN)/ruff format --check -q .
	@$(BIN)/mypy --no-error-summary
	@$(CHECK_TYPES)
	@$(BIN)/lint-imports --no-cache > var/lint-imports.log 2>&1 || { cat var/lint-imports.log; exit 1; }

.check-files:
	@DJANGO_SETTINGS_MODULE=pop.settings.test $(MANAGE) check --fail-level WARNING > /dev/null
	@DJANGO_SETTINGS_MODULE=pop.settings.test $(MANAGE) makemigrations --check --dry-run
	@$(MANAGE) export_schema --check
	@$(BIN)/pytest -q -p no:randomly tests/architecture

check-contracts: sound .venv/.for-testing  ## Break every contract on purpose, in a copy, and see it fail
	@$(BIN)/pytest -q tests/architecture/test_contracts_bite.py

types: sound .venv/.for-testing .venv/.for-scripts  ## Check the types of the JavaScript alone
	@$(CHECK_TYPES)

bench-pages: sound .venv/.for-testing  ## Weigh every public page, time it on a slow line, count its CPU (needs Chromium)
	@$(BIN)/python tests/benchmarks/run.py tests.benchmarks.pages

bench-circles: sound .venv/.for-testing  ## Load live rooms beside other servers: speed, delay, memory, loss (ARGS=--quick)
	@$(BIN)/python tests/benchmarks/run.py tests.benchmarks.circles $(ARGS)

redis-away: sound .venv/.for-testing  ## Take Redis away for sixty seconds while people talk (needs redis-server)
	@POP_REDIS_AWAY_SECONDS=60 $(BIN)/pytest -q -p no:randomly tests/peer_circles/test_faults.py -k sec_06

faults: sound .venv/.for-testing  ## Kill servers, Redis and PostgreSQL and spoil the network while people talk: an hour (FAULT="kills 50" for one)
	@for fault in $(if $(FAULT),"$(FAULT)","kills 50" "redis 20" "redis-away 5" "postgres 20" "postgres-away 5" "network 25"); do \
	  $(BIN)/python tests/benchmarks/run.py tests.benchmarks.faults $$fault || exit 1; done

slow-readers: sound .venv/.for-testing  ## Fifty people whose sockets take 1 KB a second, beside a hundred others (needs PostgreSQL and Redis)
	@$(BIN)/python tests/benchmarks/run.py tests.benchmarks.slow_readers

more-of-the-same: sound .venv/.for-testing  ## Ten thousand frames of nonsense, and a thousand messages sent a hundred times each at once
	@POP_FUZZED_FRAMES=10000 POP_NAMES=1000 $(BIN)/pytest -q -p no:randomly tests/realtime/test_limits.py \
	  tests/peer_circles/test_bad_lines.py -k "fuzzed or sec_02_a_hundred_times_at_once_is"

load: sound .venv/.for-testing  ## Two thousand people in rooms of twenty for ten minutes (RATE=100 messages a second; needs PostgreSQL and Redis)
	@$(BIN)/python tests/benchmarks/run.py tests.benchmarks.soak 10 100 $(or $(RATE),100)

soak: sound .venv/.for-testing  ## Two processes under load for two hours: what grows, what is lost (MINUTES=60; needs PostgreSQL and Redis)
	@$(BIN)/python tests/benchmarks/run.py tests.benchmarks.soak $(or $(MINUTES),120) 50 30

bench-moderation: sound .venv/.for-testing  ## Time reading a message with 10,000 terms beside a loop over them, and the queue among a million (needs PostgreSQL)
	@$(BIN)/python tests/benchmarks/run.py tests.benchmarks.moderation

pictures: sound .venv/.for-testing  ## Take the reference pictures of the main pages anew (needs Chromium)
	@POP_PICTURES=keep POP_REQUIRE_BROWSER=yes $(BIN)/pytest -q -p no:randomly tests/pictures/take.py $(ARGS)

compare-pictures: sound .venv/.for-testing  ## Take them into var/pictures and say which differ (needs Chromium)
	@POP_REQUIRE_BROWSER=yes $(BIN)/pytest -q -p no:randomly tests/pictures/take.py $(ARGS)

lock: sound .venv/.for-testing  ## Write the lock files anew from pyproject.toml and frontend/package.json
	@$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 \
	  --extra services pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 \
	  --extra services --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	@cd frontend && $(CURDIR)/$(BIN)/npm install --package-lock-only --loglevel=error

messages: export DJANGO_SETTINGS_MODULE = pop.settings.test
messages: sound .venv/.for-testing  ## Gather the texts to translate into frontend/locale (needs gettext)
	@command -v msgfmt > /dev/null || { echo "This needs gettext: apt-get install gettext" >&2; exit 1; }
	@$(BIN)/django-admin makemessages --all --no-obsolete --no-wrap --add-location file \
	  --ignore '.venv/*' --ignore 'var/*' --ignore 'tests/*'
	@$(BIN)/django-admin compilemessages --ignore '.venv/*'

schema: sound .venv/.for-testing  ## Write schema.graphql anew from the code
	@$(MANAGE) export_schema

clean:  ## Take away the environment and what tests and builds left (the site's data in var/ stays)
	rm -rf .venv build dist *.egg-info var/test* .mypy_cache .ruff_cache
	find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +

# --- Behind the scenes ----------------------------------------------------------------------------------

port:
	@[ -n "$(PYTHON)" ] || exit 0; $(PYTHON) -c 'import socket; socket.create_server(("127.0.0.1", $(PORT))).close()' \
	  2> /dev/null || { echo "Port $(PORT) is taken. End what uses it, or choose another: make run PORT=8001" >&2; exit 1; }

sound:
	@[ ! -e .venv/bin/uv ] || $(BIN)/python -c '' 2> /dev/null \
	  || { echo "The environment in .venv is broken (was its Python removed?). Do: make clean, and try again." >&2; exit 1; }

.venv/bin/uv: requirements-installer.lock
	@[ -n "$(PYTHON)" ] || { \
	  for name in python3.13 python3.12 python3.11 python3; do \
	    if $$name -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2> /dev/null; then \
	      echo "Your Python ($$name) has no venv module. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; \
	    fi; \
	  done; \
	  echo "POP needs Python 3.11, 3.12 or 3.13, and found none. Install one, or say where: make run PYTHON=/path/to/python" >&2; \
	  exit 1; }
	@echo "Making the environment (.venv) with $(PYTHON)"
	@$(PYTHON) -m venv --clear .venv || $(BROKEN)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $< || $(BROKEN)
	@touch $@

.venv/.for-running: .venv/bin/uv requirements.lock
	@echo "Installing what the site needs"
	@$(UV) -r requirements.lock || $(BROKEN)
	@touch $@

.venv/.for-testing: .venv/bin/uv requirements-dev.lock
	@echo "Installing what the site and its tests need"
	@$(UV) -r requirements-dev.lock || $(BROKEN)
	@mkdir -p var
	@touch $@

# Node itself is one of the Python packages. What checks the scripts lies in .venv/js, so that nothing that gathers
# sources, static files or translations ever meets node_modules. Looks at contents: a new checkout has new times.
.venv/.for-scripts: frontend/package-lock.json frontend/package.json frontend/.npmrc | .venv/.for-testing
	@cmp -s $< .venv/js/installed.json || { \
	  echo "Installing what checks the scripts"; \
	  mkdir -p .venv/js && cp frontend/package.json frontend/package-lock.json frontend/.npmrc .venv/js/ \
	  && (cd .venv/js && ../bin/npm ci --loglevel=error > /dev/null) && cp $< .venv/js/installed.json; } || $(BROKEN)
	@touch $@

# Files and folders both: a folder changes when something in it comes or goes.
$(DATA)/.static-collected: export DJANGO_SETTINGS_MODULE = pop.settings.demo
$(DATA)/.static-collected: requirements.lock $(shell find frontend/static) | .venv/.for-running
	@$(MANAGE) collectstatic --noinput --verbosity 0
	@touch $@
