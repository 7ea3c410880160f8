# Gensvar: run, test and keep it. Everything works without network once it has been installed.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for name in python3.14 python3.13 python3.12 python3.11 python3; do \
	if $$name -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' >/dev/null 2>&1; then echo $$name; break; fi; done)
CATALOGUES := $(wildcard translations/*/LC_MESSAGES/messages.po)
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-virtualenv

.PHONY: help run test sure bench lock messages migration catalogues format types clean

help:
	@echo 'make run        a demo municipality on http://127.0.0.1:$(PORT) (PORT= to change)'
	@echo 'make test       everything'
	@echo 'make sure       format, lint, types, import rules, tests'
	@echo 'make bench      the tables of speed and size'
	@echo 'make messages   collect new sentences into the catalogues'
	@echo 'make migration MESSAGE="…"   write the next schema revision from the models'
	@echo 'make lock       pin every library anew (needs network)'

$(VENV)/created:
	@test -n '$(PYTHON)' || { echo 'Gensvar needs Python 3.11 to 3.14 with venv (Debian: apt install python3-venv)' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/installed: $(VENV)/created requirements.txt pyproject.toml
	$(PIP) --require-hashes --requirement requirements.txt
	$(PIP) --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(VENV)/installed-test: $(VENV)/installed requirements-test.txt
	$(PIP) --require-hashes --requirement requirements-test.txt
	@touch $@

catalogues: $(CATALOGUES:.po=.mo)

%.mo: %.po $(VENV)/installed
	@$(BIN)/pybabel --quiet compile --input-file=$< --output-file=$@

run: $(VENV)/installed catalogues
	@$(BIN)/gensvar demo --port $(PORT)

test: $(VENV)/installed-test catalogues
	$(BIN)/python -m pytest -n 2 --dist loadfile -q $(ARGS)

sure: $(VENV)/installed-test catalogues
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2 --dist loadfile -q $(ARGS)

format: $(VENV)/installed-test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

types: $(VENV)/installed-test
	$(BIN)/mypy

bench: $(VENV)/installed-test catalogues
	$(BIN)/python tests/bench $(ARGS)

messages: $(VENV)/installed
	$(BIN)/pybabel extract --mapping-file=translations/babel.cfg --keywords='_ ngettext:1,2 pgettext:1c,2 lazy_gettext lazy_ngettext:1,2 _l' \
		--no-location --sort-output --omit-header --output-file=translations/messages.pot portal templates
	for code in fi en ar; do \
		test -e translations/$$code/LC_MESSAGES/messages.po \
			&& $(BIN)/pybabel update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap --input-file=translations/messages.pot --output-dir=translations --locale=$$code \
			|| $(BIN)/pybabel init --input-file=translations/messages.pot --output-dir=translations --locale=$$code; done

migration: $(VENV)/installed-test
	$(BIN)/python -m portal.schema $(MESSAGE)
	$(BIN)/ruff format --quiet portal/migrations/versions

# The lock files hold names, versions and hashes, and no index address. uv lives in an environment of its own.
lock: $(VENV)/created
	@test -x build/uv/bin/uv || { $(PYTHON) -m venv build/uv && build/uv/bin/pip install --quiet uv; }
	$(call pinned,requirements.txt,)
	$(call pinned,requirements-test.txt,--extra test --constraint requirements.txt)

define pinned
build/uv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
	--no-header --no-build --custom-compile-command 'make lock' $(2) --extra run --output-file $(1) pyproject.toml
endef

clean:
	rm -rf build .pytest_cache .mypy_cache .ruff_cache $(CATALOGUES:.po=.mo)
