#!/bin/sh
# The suite: on SQLite always, on PostgreSQL too whenever one answers. Says which ran.
# REQUIRE_POSTGRES=1 makes a missing PostgreSQL a failure. Arguments go to pytest.
set -u
cd "$(dirname "$0")/.."
workers=${WORKERS:-$(.venv/bin/python -c 'import os; print(min(len(os.sched_getaffinity(0)), 8))')}
postgres=$(.venv/bin/python -m tools.databases) || postgres=""

run() { # title, address, then pytest's own arguments
    title=$1 address=$2
    shift 2
    printf '\n== %s ==\n' "$title"
    DATABASE_URL=$address .venv/bin/python -m pytest -q -n "$workers" --dist loadfile --no-loadscope-reorder "$@"
}

run SQLite "" "$@"
sqlite=$?
if [ -n "$postgres" ]; then
    run "PostgreSQL (тесты, которым нужна база)" "$postgres" --database-only "$@"
    second=$?
    ran="SQLite и PostgreSQL"
else
    second=${REQUIRE_POSTGRES:-0}
    ran="только SQLite: PostgreSQL не отвечает ни по DATABASE_URL, ни на 127.0.0.1:5432"
fi
printf '\nПрогнано: %s. ' "$ran"
if [ "$sqlite" = 0 ] && [ "$second" = 0 ]; then echo "Всё прошло."; else echo "ЕСТЬ ОШИБКИ."; exit 1; fi
