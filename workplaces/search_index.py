"""The trigram index of folded words on both databases (docs/adr/0063)."""

from __future__ import annotations

from typing import Any

from django.db import connections, models
from django.db.models.lookups import Contains, Lookup, StartsWith

SHORTEST = 3
"""Letters of a trigram: shorter words find the beginnings of words only."""
BEFORE = "^^"
"""Stands before each word in SQLite's index, so that its first one or two letters make a trigram too."""


class SearchField(models.TextField):
    """Folded words of a row: three letters and more are found anywhere, the first one or two at the beginning of a word.

    ``__has`` looks at the words of each row, ``__indexed`` asks the index where the database does not weigh the two.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"default": "", "blank": True, "editable": False, **kwargs})


@SearchField.register_lookup
class Has(Lookup):
    """Whether a text has a word, by looking; PostgreSQL finds it by the trigram index when it is rare."""

    lookup_name = "has"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """A part of the text, or what stands at its beginning or behind a space."""
        word = self.rhs
        if len(word) >= SHORTEST:
            return compiler.compile(Contains(self.lhs, word))
        first, params = compiler.compile(StartsWith(self.lhs, word))
        later, more = compiler.compile(Contains(self.lhs, f" {word}"))
        return f"({first} OR {later})", [*params, *more]

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """SQLite: no index serves ``LIKE``, and this takes two thirds of its time."""
        text, params = compiler.compile(self.lhs)
        if len(self.rhs) >= SHORTEST:
            return f"instr({text}, %s) > 0", [*params, self.rhs]
        return f"instr(' ' || {text}, %s) > 0", [*params, f" {self.rhs}"]


@SearchField.register_lookup
class Indexed(Has):
    """The same, by the trigram index."""

    lookup_name = "indexed"

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[str]]:
        """SQLite: a phrase of the trigram tokenizer is a part of the text."""
        quote = connection.ops.quote_name
        alias = compiler.quote_name_unless_alias(self.lhs.alias)
        words = quote(words_table(self.lhs.target.model))
        word = self.rhs if len(self.rhs) >= SHORTEST else (BEFORE + self.rhs)[-SHORTEST:]
        phrase = '"' + word.replace('"', '""') + '"'
        return f"{alias}.{quote('id')} IN (SELECT rowid FROM {words} WHERE search_text MATCH %s)", [phrase]


def weighs_index(using: str) -> bool:
    """Whether the database knows how common a word is and chooses between the index and the rows; SQLite does not."""
    return connections[using].vendor == "postgresql"


def words_table(model: type[models.Model]) -> str:
    """The table of trigrams of a model on SQLite."""
    return f"{model._meta.db_table}_words"


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
