#!/bin/sh
# Makes .venv from the locked requirements: tools/setup.sh runtime|dev
# Idempotent: does nothing when the environment is already what the lock says.
set -eu
cd "$(dirname "$0")/.."
kind=${1:-runtime}

say() { printf '%s\n' "$*" >&2; }

apt() { # packages: install when we may, else name the exact line and stop
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        say "Устанавливаю системные пакеты: $*"
        export DEBIAN_FRONTEND=noninteractive
        apt-get install -y --no-install-recommends "$@" >/dev/null 2>&1 && return 0
        apt-get update >/dev/null && apt-get install -y --no-install-recommends "$@" >/dev/null
    else
        say "Нужны системные пакеты. Выполните и повторите команду:"
        say "    sudo apt-get update && sudo apt-get install -y --no-install-recommends $*"
        exit 1
    fi
}

find_python() {
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

stamp_of() { { cat "requirements/$1.txt"; .venv/bin/python -V; } 2>/dev/null | cksum; }
is_current() { [ -f ".venv/.stamp-$1" ] && [ "$(cat ".venv/.stamp-$1")" = "$(stamp_of "$1")" ]; }

# What the tests need includes what the application needs.
if is_current dev || is_current "$kind"; then exit 0; fi

if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    python=$(find_python) || { say "Нужен Python 3.11 или новее: установите его или укажите: make PYTHON=/путь/python3.12 …"; exit 1; }
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        apt "python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
    fi
    say "Создаю виртуальное окружение .venv: $("$python" -V)"
    rm -rf .venv
    "$python" -m venv .venv
fi
say "Устанавливаю пакеты из requirements/$kind.txt (с проверкой хешей)"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --only-binary :all: \
    --require-hashes -r "requirements/$kind.txt"

# WeasyPrint loads Pango when it prints the first page: print one.
prints() { .venv/bin/python -W ignore -c 'import weasyprint; weasyprint.HTML(string="<p>x</p>").write_pdf()' >/dev/null 2>&1; }
prints || apt libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
prints || { say "WeasyPrint не печатает: проверьте библиотеки Pango"; .venv/bin/python -c 'import weasyprint'; exit 1; }

# Some tests look at pages in a real browser and at print as pictures. Without the programs they are
# skipped by name, so a machine where nothing may be installed can still run the rest.
if [ "$kind" = dev ]; then
    missing=""
    command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || missing="$missing chromium"
    command -v pdftoppm >/dev/null 2>&1 || missing="$missing poppler-utils"
    command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-calc"
    if [ -n "$missing" ]; then
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
            # shellcheck disable=SC2086
            (apt $missing) || say "Не удалось поставить:$missing. Тесты, которым они нужны, будут пропущены."
        else
            say "Тесты в браузере и по картинкам будут пропущены. Чтобы прогнать и их:"
            say "    sudo apt-get install -y --no-install-recommends$missing"
        fi
    fi
fi

stamp_of "$kind" > ".venv/.stamp-$kind"
