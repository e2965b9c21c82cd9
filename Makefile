# Everything that the project can do, with nothing but make and Python 3.11 or newer. `make` lists it.

# The first Python on this machine that is new enough; `make run PYTHON=/path/to/python3.12` picks another.
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c "$(NEW_ENOUGH)" >/dev/null 2>&1 && { echo "$$p"; break; }; done)

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet install --root-user-action=ignore
# Extra arguments for the command behind a target: make test ARGS="-k wijk", make lock ARGS=--upgrade
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run test lint format bench fuzz lock clean

help: ## toon deze lijst
	@grep -E '^[a-z]+:.*##' $(firstword $(MAKEFILE_LIST)) | sed -E 's/^([a-z]+):.*## (.*)/  make \1|\2/' | \
		awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'

# Some shells have a HOST of their own, the name of the machine: only who writes it behind make opens the app to others.
OPEN := $(if $(filter command,$(origin HOST)),$(HOST))
run: $(VENV)/.klaar ## start de app en toon het adres (andere poort: PORT=8600; ook voor anderen: HOST=0.0.0.0)
	@[ -z "$(OPEN)" ] || echo "Let op: de app luistert op $(OPEN), ook voor andere computers. Lees eerst docs/beheer.md."
	@$(PY) -m streamlit run app.py $(if $(OPEN),--server.address $(OPEN)) $(if $(PORT),--server.port $(PORT)) $(ARGS) -- --bewerken

# A build server may be so busy that a browser answers too late: what timed out there, and that only, is tried once more.
AGAIN := $(if $(CI),--reruns 1 --only-rerun TimeoutError -raR)
test: $(VENV)/.klaar ## draai alle tests, ook die in de browser
	@$(PY) -m scripts.browser
	@$(PY) -m pytest -n auto --maxprocesses 4 --dist loadscope --no-loadscope-reorder $(AGAIN) $(ARGS)

lint: $(VENV)/.klaar-dev ## controleer stijl en types
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check --quiet --diff .
	@$(PY) -m mypy
	@$(VENV)/bin/oxlint --deny-warnings static/kaart static/publicatie static/scherm static/streamlit bench

format: $(VENV)/.klaar-dev ## zet de code in de vaste stijl
	@$(PY) -m ruff check --fix-only --quiet .
	@$(PY) -m ruff format --quiet .

bench: $(VENV)/.klaar-dev ## meet snelheid en omvang
	@$(PY) -m bench $(ARGS)

fuzz: $(VENV)/.klaar ## probeer kapotte gegevens (ARGS="--zaad 0 --aantal 100000")
	@$(PY) -m fuzz $(ARGS)

UV := $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--no-emit-index-url --custom-compile-command "make lock" $(ARGS) pyproject.toml
lock: $(VENV)/.klaar-dev ## zet de exacte versies opnieuw vast (nieuwste: ARGS=--upgrade)
	@$(UV) --extra test --output-file requirements.txt
	@$(UV) --extra test --extra dev --constraint requirements.txt --output-file requirements-dev.txt

clean: ## verwijder de omgeving en alle tijdelijke bestanden
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist ./*.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamp is newer than requirements.txt when the environment holds exactly what stands there.
$(VENV)/.klaar: requirements.txt
	@"$(or $(PYTHON),false)" -c "$(NEW_ENOUGH)" 2>/dev/null || { \
		echo "Python 3.11 of nieuwer is nodig en staat niet op deze computer: installeer het van https://www.python.org/downloads/, of wijs het aan met PYTHON=pad."; exit 1; }
	@echo "De omgeving wordt klaargezet in $(VENV) (eenmalig, ongeveer een minuut)."
	@"$(PYTHON)" -m venv --clear $(VENV) >/dev/null || { \
		echo "Python kan geen omgeving maken: op Debian of Ubuntu helpt 'apt install python3-venv'."; rm -rf $(VENV); exit 1; }
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.klaar-dev: requirements-dev.txt $(VENV)/.klaar
	@$(PIP) -r requirements-dev.txt
	@touch $@
