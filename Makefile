# Developer commands; `make` alone lists them. They run in the active environment: pip install -e ".[test]"

PYTHON ?= python

.PHONY: help
help:  ## list the commands
	@sed -n 's/^\([a-z-]*\):.*  ## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

.PHONY: test
test:  ## run the tests (PostgreSQL and MariaDB too if FACTORYGEN_TEST_POSTGRESQL and _MARIADB hold a URL)
	$(PYTHON) -m pytest

.PHONY: long
long:  ## run the tests that take long: type checkers, installations, init, races, ten thousand rows
	$(PYTHON) -m pytest -m long

.PHONY: lint
lint:  ## check style and format
	$(PYTHON) -m ruff check
	$(PYTHON) -m ruff format --check

.PHONY: format
format:  ## repair style and format
	$(PYTHON) -m ruff check --fix
	$(PYTHON) -m ruff format

.PHONY: types
types:  ## check types
	$(PYTHON) -m mypy

.PHONY: re-record
re-record:  ## write tests/cases/*/expected anew; read the diff as code
	$(PYTHON) -m pytest tests/test_cases.py --record

.PHONY: example
example:  ## write the factories of generated_example/ anew
	cd generated_example && $(PYTHON) -m factorygen generate

.PHONY: bench
bench:  ## measure the factories, the start of the command and check (needs pip install -e ".[bench]")
	$(PYTHON) benchmarks/create_batch.py
	$(PYTHON) benchmarks/startup.py
	$(PYTHON) benchmarks/live_database.py
	$(PYTHON) benchmarks/regenerate.py
	$(PYTHON) benchmarks/lookups.py

.PHONY: nightly
nightly:  ## draw 500 random tables and CHECKs, not 30; 1000 random migrations; 10000 lookups; 1000 rows of each factory
	FACTORYGEN_TEST_EXAMPLES=500 $(PYTHON) -m pytest tests/test_random_tables.py tests/test_checks_property.py
	FACTORYGEN_TEST_EXAMPLES=1000 $(PYTHON) -m pytest tests/test_migrations_property.py
	FACTORYGEN_TEST_LOOKUPS=10000 $(PYTHON) -m pytest -m long tests/test_races.py
	FACTORYGEN_TEST_ROWS=1000 $(PYTHON) -m pytest tests/test_cases.py

.PHONY: ci
ci:  ## run all that has to pass before a change lands
	bash .ci/run
