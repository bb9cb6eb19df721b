"""Search as people type: folded words, found by a trigram index on both databases (docs/adr/0063).

What is stored and what is typed pass the same fold, so letter case, «ё», quotes and dashes do not
matter, and both databases find the same rows.
"""

from __future__ import annotations

import re
from typing import Any, TypeVar

from django.db import connections, models
from django.db.models import Q, QuerySet
from django.db.models.lookups import Contains, Lookup, StartsWith

from accounts.paging import Searched
from documents.workbooks.values import normalized

M = TypeVar("M", bound=models.Model)
SHORTEST = 3
"""Letters of a trigram: shorter words find the beginnings of words only."""
BEFORE = "^^"
"""Stands before each word in SQLite's index, so that its first one or two letters make a trigram too."""
_SHORT_FORMS = (
    ("контрольно-измерительн", "кип кипиа"),
    ("числовым программным", "чпу"),
    ("электронно-вычислительн", "эвм"),
    ("горюче-смазочн", "гсм"),
    ("электромонтер", "эл.монтер"),
    ("электросварщик", "эл.сварщик"),
    ("материально-техническ", "мто мтс"),
)
_UNSAID = {"и", "по", "в", "на", "с", "из", "для", "к", "при", "о", "об"}


def folded(*parts: str) -> str:
    """Words of a row as the search sees them, with the short forms that people type («КИПиА», «РМЦ»)."""
    text = normalized(" ".join(part for part in parts if part))
    short = [forms for stem, forms in _SHORT_FORMS if stem in text]
    initials = (_initials(part) for part in parts)
    return " ".join([text, *short, *(word for word in initials if len(word) >= SHORTEST)])


def _initials(part: str) -> str:
    words = [word for word in re.split(r"[\s-]+", normalized(part)) if word and word not in _UNSAID]
    return "".join(word[0] for word in words) if len(words) <= 6 and all(w[0].isalpha() for w in words) else ""


def in_order(*parts: str) -> str:
    """A text to sort by: folded, with numbers in their natural order («7.2» before «7.10»)."""
    pieces = (re.sub(r"\d+", lambda digits: digits[0].zfill(7), normalized(part))[:110] for part in parts)
    return "\x1f".join(pieces)


class SearchField(models.TextField):
    """Folded words of a row: ``__has`` finds three letters and more anywhere, ``__begins`` the first letters of words."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"default": "", "blank": True, "editable": False, **kwargs})


class Indexed(Lookup):
    """Words found by the index: ``LIKE`` where the database has an index for it, the index itself on SQLite."""

    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[str]]:
        """SQLite: a phrase of the trigram tokenizer is a part of the text; all phrases in one question."""
        quote = connection.ops.quote_name
        alias = compiler.quote_name_unless_alias(self.lhs.alias)
        words = quote(words_table(self.lhs.target.model))
        phrases = " AND ".join('"' + phrase.replace('"', '""') + '"' for phrase in self.phrases())
        return f"{alias}.{quote('id')} IN (SELECT rowid FROM {words} WHERE search_text MATCH %s)", [phrases]

    def phrases(self) -> list[str]:
        """What stands in the text, word for word, each of three letters or more."""
        raise NotImplementedError


@SearchField.register_lookup
class Has(Indexed):
    """Every word of a list is a part of the text."""

    lookup_name = "has"

    def phrases(self) -> list[str]:
        """The words."""
        return list(self.rhs)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """PostgreSQL: the trigram index serves ``LIKE``."""
        parts = [compiler.compile(Contains(self.lhs, word)) for word in self.rhs]
        return " AND ".join(sql for sql, _params in parts), [param for _sql, params in parts for param in params]


@SearchField.register_lookup
class Begins(Indexed):
    """A word of the text begins with each of a list of one or two letters."""

    lookup_name = "begins"

    def phrases(self) -> list[str]:
        """The letters behind what stands before each word."""
        return [(BEFORE + letters)[-SHORTEST:] for letters in self.rhs]

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """PostgreSQL: the trigram index knows beginnings of words and serves ``LIKE`` with a space before them."""
        sides = [(StartsWith(self.lhs, word), Contains(self.lhs, f" {word}")) for word in self.rhs]
        parts = [(compiler.compile(first), compiler.compile(later)) for first, later in sides]
        sql = " AND ".join(f"({first} OR {later})" for (first, _params), (later, _more) in parts)
        return sql, [param for side in parts for _sql, params in side for param in params]


def words_table(model: type[models.Model]) -> str:
    """The table of trigrams of a model on SQLite."""
    return f"{model._meta.db_table}_words"


def search(rows: QuerySet[M], text: str) -> Searched[M] | None:
    """Find the rows that have every word of ``text``; ``None``: there is nothing to look for."""
    words = [word.rstrip(".") for word in re.split(r"[\s,;]+", normalized(text)) if word.strip(".")]
    long = [word for word in words if len(word) >= SHORTEST]
    if not words:
        return None
    looked_at = Q()
    if not long:
        for word in words:
            looked_at &= Q(search_text__startswith=word) | Q(search_text__contains=f" {word}")
        return Searched(rows, rows.filter(search_text__begins=words), looked_at)
    for word in words:
        looked_at &= Q(search_text__contains=word)
    short = Q()
    for word in set(words) - set(long):
        short &= Q(search_text__contains=word)
    return Searched(rows, rows.filter(short, search_text__has=long), looked_at)


def searched_models() -> list[type[models.Model]]:
    """Every model with folded words."""
    from django.apps import apps

    return [
        model
        for model in apps.get_models()
        if any(isinstance(field, SearchField) for field in model._meta.concrete_fields)
    ]


def remove_search(*, using: str = "default", **kwargs: Any) -> None:
    """Take the triggers off: SQLite cannot rebuild a table that a trigger mentions."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for model in searched_models():
            for event in ("insert", "delete", "update"):
                cursor.execute(f'DROP TRIGGER IF EXISTS "{words_table(model)}_{event}"')


def install_search(*, using: str = "default", **kwargs: Any) -> None:
    """Build the index of every searched table (after every migration run)."""
    remove_search(using=using)  # a flush of tests comes here without a migration before it
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    statements = _sqlite if connection.vendor == "sqlite" else _postgres
    with connection.cursor() as cursor:
        for model in searched_models():
            if model._meta.db_table in tables and not _stands(cursor, model):
                for statement in statements(model):
                    cursor.execute(statement)


def _stands(cursor: Any, model: type[models.Model]) -> bool:
    """Whether PostgreSQL has the index already: asking to make it again fails in a transaction that wrote rows."""
    if connections[cursor.db.alias].vendor == "sqlite":
        return False
    cursor.execute("SELECT to_regclass(%s)", [f'"{words_table(model)}"'])
    return cursor.fetchone()[0] is not None


def _sqlite(model: type[models.Model]) -> list[str]:
    table, words = model._meta.db_table, words_table(model)
    text = f"'{BEFORE}' || replace({{}}.search_text, ' ', ' {BEFORE}')"
    new = f'INSERT INTO "{words}"(rowid, search_text) VALUES (new.id, {text.format("new")});'
    old = f'INSERT INTO "{words}"("{words}", rowid, search_text) VALUES (\'delete\', old.id, {text.format("old")});'
    changed = "WHEN old.search_text IS NOT new.search_text"
    return [
        f'DROP TABLE IF EXISTS "{words}"',
        f"CREATE VIRTUAL TABLE \"{words}\" USING fts5(search_text, content='', tokenize='trigram', detail='full')",
        f'INSERT INTO "{words}"(rowid, search_text) SELECT id, {text.format("row")} FROM "{table}" AS row',
        f'CREATE TRIGGER "{words}_insert" AFTER INSERT ON "{table}" BEGIN {new} END',
        f'CREATE TRIGGER "{words}_delete" AFTER DELETE ON "{table}" BEGIN {old} END',
        f'CREATE TRIGGER "{words}_update" AFTER UPDATE ON "{table}" {changed} BEGIN {old} {new} END',
    ]


def _postgres(model: type[models.Model]) -> list[str]:
    table = model._meta.db_table
    return [
        "CREATE EXTENSION IF NOT EXISTS pg_trgm",
        f'CREATE INDEX IF NOT EXISTS "{table}_words" ON "{table}" USING gin (search_text gin_trgm_ops)',
    ]
