"""Search as you type at size: what the database alone needs (part of bench/pages.py)."""

from __future__ import annotations

from typing import Any

from bench.measuring import median_ms, say

WORDS = (
    "токарь",
    "МОНТЁР",
    "монтер ремонт",
    "цех",
    "чпу",
    "25000.2",
    "щвъ",
    "12",
    "т",
    "мо",
    "щ",
    "термист литейный",
    "участок 20",
)
NAMES = ("иванов", "пет", "яков", "12345")


def searches(employer: Any) -> None:
    """Search as you type: the whole of it, and what the database alone needs for the same questions."""
    from django.db import connection
    from django.http import QueryDict

    from workplaces.tables import TABLES, table_page

    def typed(slug: str, text: str, sort: str = "") -> tuple[Any, list[tuple[str, Any]]]:
        params = QueryDict(mutable=True)
        params.update({"q": text, "sort": sort})
        asked: list[tuple[str, Any]] = []

        def noted(execute: Any, sql: str, values: Any, many: bool, context: Any) -> Any:
            asked.append((sql, values))
            return execute(sql, values, many, context)

        with connection.execute_wrapper(noted):
            return table_page(TABLES[slug], employer, params), asked

    for text in WORDS:
        page, asked = typed("workplaces", text)
        whole = median_ms(lambda t=text: typed("workplaces", t))
        count = f"{'>' if page.is_more else ''}{page.count}"
        say(f"поиск «{text}», найдено {count} (вся выборка {whole:.1f}): база", median_ms(lambda a=asked: again(a)), 10)
    taken = []
    for slug, table in TABLES.items():
        for sort in [way + order for order in table.orders for way in ("", "-")]:
            for text in (*WORDS, *NAMES):
                _page, asked = typed(slug, text, sort)
                taken.append((median_ms(lambda a=asked: again(a)), f"{slug}, {sort}, «{text}»"))
    taken.sort(reverse=True)
    over = sum(ms > 10 for ms, _where in taken)
    say(f"поиск во всех таблицах и порядках: {len(taken)}, из них дольше 10 мс", over, 0, "")
    say(f"самый долгий: {taken[0][1]}", taken[0][0], 10)


def again(asked: list[tuple[str, Any]]) -> None:
    """Ask the database the same questions without Django around them."""
    from django.db import connection

    with connection.cursor() as cursor:
        for sql, values in asked:
            cursor.execute(sql, values)
            cursor.fetchall()
