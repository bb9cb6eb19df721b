# make demo · make run · make test: each sets everything up by itself.
.DEFAULT_GOAL := help
.PHONY: help demo demo-fresh run test check format load bench-pages clean
PY := .venv/bin/python

help: ## этот список
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

demo: ## демонстрационное предприятие: вся процедура, документы в out/demo/
	@PYTHON="$(PYTHON)" sh tools/setup.sh runtime
	@$(PY) manage.py demo

demo-fresh: ## то же сначала (SQLite без других нанимателей)
	@PYTHON="$(PYTHON)" sh tools/setup.sh runtime
	@$(PY) manage.py demo --fresh

run: ## сервер на http://127.0.0.1:8000/ и рабочий процесс для долгих заданий
	@PYTHON="$(PYTHON)" sh tools/setup.sh runtime
	@$(PY) manage.py migrate --verbosity 0
	@echo "http://127.0.0.1:8000/  (остановить: Ctrl+C)"
	@$(PY) -m tools.serve

test: ## все тесты: SQLite всегда, PostgreSQL — если отвечает
	@PYTHON="$(PYTHON)" sh tools/setup.sh dev
	@sh tools/test.sh

check: ## формат, правила кода, типы, границы комнат, миграции, таблицы состояний
	@PYTHON="$(PYTHON)" sh tools/setup.sh dev
	@sh tools/check.sh

bench: ## скорость: измерения из bench/, в одном прогоне
	@PYTHON="$(PYTHON)" sh tools/setup.sh dev
	@missed=0; for file in bench/*_speed.py; do echo "== $$file =="; $(PY) -m "bench.$$(basename $$file .py)" || missed=1; done; exit $$missed

format: ## привести код к формату
	@PYTHON="$(PYTHON)" sh tools/setup.sh dev
	@$(PY) -m ruff check --fix . && $(PY) -m ruff format .

load: ## нагрузочное предприятие в отдельной базе: 50 000 рабочих мест, 500 000 измерений
	@PYTHON="$(PYTHON)" sh tools/setup.sh runtime
	@ATTESTATION_VAR="$${ATTESTATION_VAR:-var/load}" $(PY) manage.py load_plant

bench-pages: ## списки на нагрузочном предприятии: запросы, страницы, поиск, люди разом
	@ATTESTATION_VAR="$${ATTESTATION_VAR:-var/load}" $(PY) bench/pages.py

clean: ## удалить окружение и кэши (база var/ и документы out/ остаются)
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
