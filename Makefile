PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PYTEST := pytest -n auto --dist loadfile -m "not browser"
# Tests that have no store, or ask it nothing that tests of tracker/store, of jobs and of commands do not ask of PostgreSQL too (processes, files of a cache, pages written as files, letters on their way, what a terminal makes of words): all SQL stands in tracker/store.
STORELESS := $(addprefix tests/,jobs/test_cli.py jobs/polling/test_hostile_servers.py jobs/test_context.py jobs/test_local_pool.py jobs/test_reading_cluster.py jobs/test_reading_pool.py jobs/test_sections.py reports/charts reports/cli/test_terminal_output.py reports/digest/news reports/digest/test_compose.py reports/digest/test_filters.py reports/digest/layout reports/digest/test_sources_section.py reports/mail/transports reports/mail/test_mime_message.py reports/site/columns reports/site/pages reports/site/publish reports/test_render.py reports/view reports/web/test_kept_index.py reports/web/test_server.py test_boundaries.py test_deploy.py test_docs.py test_doctests.py test_hostile_text.py test_linear_time.py tracker/compare tracker/edits tracker/extract tracker/fetch tracker/formula tracker/guard tracker/link tracker/sandbox tracker/segment tracker/sources tracker/text)

.PHONY: help demo test test-postgres test-mail test-browser test-kills check eval train images bench lock fmt wheel clean

help:  ## what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

demo: .venv/run  ## make .venv, run the whole pipeline on an invented ministry, write ./demo-output
	$(BIN)/policy-tracker demo

test: .venv/dev  ## the whole test suite but for the browser, on all cores
	$(BIN)/$(PYTEST)

test-postgres: .venv/dev  ## the tests of what has a store, with every store in PostgreSQL: a private server, started and stopped here
	url=$$(.ci/postgres) && { $(BIN)/$(PYTEST) $(addprefix --ignore=,$(STORELESS)) --store-url-base "$$url"; status=$$?; .ci/postgres stop; exit $$status; }

test-mail: .venv/dev  ## from a site to a mailbox, with OpenSMTPD and Dovecot, started and stopped here (root, apt)
	folder=$$(mktemp -d) && .ci/mail start $$folder && . $$folder/env && { $(BIN)/pytest tests/real/test_mail.py; status=$$?; .ci/mail stop $$folder; exit $$status; }

test-browser: .venv/dev  ## pages in Chromium at three widths, in both colour schemes, by keyboard and with axe
	POLICY_TRACKER_TEST_BROWSER=1 $(BIN)/pytest -m browser tests/browser

test-kills: .venv/dev  ## a run killed at 100 random points, from fetch to deliver (some minutes)
	POLICY_TRACKER_TEST_KILLS=100 $(BIN)/pytest -s tests/real/test_kills.py

check: .venv/dev  ## format, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

eval: .venv/dev  ## accuracy against the floors that only rise
	$(BIN)/python -m tests.golden.gate
	$(BIN)/python -m tests.golden.edits
	$(BIN)/python -m tests.golden.invented_edits
	$(BIN)/python -m tests.golden.planted_changes

train: .venv/training/done  ## the reader anew from ../shared/gold: five folds, the network, its card (hours; goes on where it stopped)
	.venv/training/bin/python -m training

images: .venv/dev  ## docs/images anew, from the demo, in Chromium
	$(BIN)/python -m tests.browser.screenshots docs/images

bench: .venv/dev  ## speed, as ratios within one run; recorded, never a gate
	$(BIN)/python -m bench.read

lock:  ## pin all locks anew (needs uv)
	uv pip compile pyproject.toml --extra build --extra web --universal --generate-hashes --no-header --python-version 3.11 -q -o requirements.lock
	uv pip compile pyproject.toml --extra build --extra pdf --extra postgres --extra scale --extra warc --extra web --universal --generate-hashes --no-header --python-version 3.11 -q -o requirements-server.lock
	uv pip compile pyproject.toml --extra dev --universal --generate-hashes --no-header --python-version 3.11 -q -o requirements-dev.lock
	uv pip compile pyproject.toml --extra build --extra training --universal --generate-hashes --no-header --python-version 3.11 -q -o requirements-training.lock

fmt: .venv/dev  ## format
	$(BIN)/ruff format . && $(BIN)/ruff check --fix .

wheel: .venv/dev  ## build dist/*.whl
	$(BIN)/pip wheel --no-deps --no-build-isolation -w dist .

clean:  ## take away what was made
	rm -rf .venv dist build demo-output .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

.venv/run: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv/dev: requirements-dev.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@ .venv/run

.venv/training/done: requirements-training.lock pyproject.toml
	test -x .venv/training/bin/python || $(PYTHON) -m venv .venv/training
	.venv/training/bin/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements-training.lock
	.venv/training/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@
