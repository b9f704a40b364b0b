# Atelier: what people type. Everything runs in .venv, made with Python's own venv and pip.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup run test lint format bench messages lock clean

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.venv/python.stamp:
	@$(PYTHON) -c 'import sys; sys.exit("Atelier needs Python 3.11 or newer, and this is " + sys.version.split()[0] + ". Say which: make PYTHON=python3.12 …") if sys.version_info < (3, 11) else None'
	@echo "Création de l'environnement (.venv)…"
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/runtime.stamp: .venv/python.stamp requirements/runtime.txt
	@echo "Installation des dépendances (verrouillées)…"
	@$(BIN)/pip install --quiet --require-hashes -r requirements/runtime.txt
	@touch $@

.venv/dev.stamp: .venv/runtime.stamp requirements/dev.txt
	@echo "Installation des outils de développement (verrouillés)…"
	@$(BIN)/pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

setup: .venv/runtime.stamp ## Install, migrate, load the starter content, publish the starter bank
	@$(MANAGE) setup_atelier --port $(PORT)

run: setup ## The same, then serve on 127.0.0.1:$PORT (8000)
	@$(MANAGE) runserver --skip-checks 127.0.0.1:$(PORT)

test: .venv/dev.stamp ## All tests (DATABASE_URL= chooses the database; SQLite without it)
	@$(BIN)/python -m pytest --cov --cov-report=term

lint: .venv/dev.stamp ## Style, types, floors, templates, migrations
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports
	@$(BIN)/mypy
	@$(BIN)/djlint --lint --quiet .
	@DJANGO_SETTINGS_MODULE=cms.settings.test $(MANAGE) makemigrations --check --dry-run
	@DJANGO_SETTINGS_MODULE=cms.settings.test $(MANAGE) check --fail-level WARNING

format: .venv/dev.stamp ## Put the code in its usual form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: .venv/dev.stamp ## Measure (figures are printed, never asserted)
	@$(BIN)/python -m benchmarks
	@$(BIN)/python -m benchmarks.marking
	@$(BIN)/python -m benchmarks.referential
	@$(BIN)/python -m benchmarks.challenges
	@$(BIN)/python -m benchmarks.review

messages: .venv/dev.stamp ## Extract and compile the interface's English texts (needs GNU gettext)
	@$(MANAGE) makemessages --locale en --ignore .venv --ignore tests --ignore var --no-obsolete --no-location
	@$(MANAGE) compilemessages --locale en --locale fr --ignore .venv

lock: ## Make the two locks again (needs uv)
	uv pip compile --no-strip-extras --generate-hashes --no-emit-index-url --universal --python-version 3.11 --custom-compile-command "make lock" -o requirements/runtime.txt requirements/runtime.in
	uv pip compile --no-strip-extras --generate-hashes --no-emit-index-url --universal --python-version 3.11 --custom-compile-command "make lock" -o requirements/dev.txt requirements/dev.in

clean: ## Remove what can be made again (never var/, which holds your data)
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis htmlcov .coverage
