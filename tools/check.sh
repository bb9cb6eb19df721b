#!/bin/sh
# Everything that is checked without running the tests.
set -eu
cd "$(dirname "$0")/.."
py=.venv/bin/python
say() { printf '\n== %s ==\n' "$*"; }

say "Формат и правила кода"
$py -m ruff format --check .
$py -m ruff check .
say "Типы"
$py -m mypy .
say "Границы комнат"
.venv/bin/lint-imports
say "Пропущенные миграции"
$py manage.py makemigrations --check --dry-run
say "Рисунок комнат"
$py -m tools.draw_rooms --check
say "Таблицы состояний в docs/states"
$py manage.py state_tables --check
say "Беларускі пераклад"
$py -m tools.catalogue --check
