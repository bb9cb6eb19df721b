"""Search as people type: each word is looked for where it is written (docs/adr/0063).

A row keeps its own words (number, name); those of its profession and department stand once, with
them. What is stored and what is typed pass the same fold, so letter case, «ё», quotes and dashes do
not matter, and both databases find the same rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, TypeVar

from django.db.models import CharField, Model, Q, QuerySet, Value

from accounts.models import Employer
from documents.workbooks.values import normalized
from workplaces.search_index import SHORTEST, weighs_index

M = TypeVar("M", bound=Model)
OWN = "pk"
"""Stands for a row itself among the relations whose words it has."""
FEW = 500
"""Rows with a word of their own that are named one by one."""
MOST = 20
"""Words that are looked for: a row has hardly more, and SQLite joins no more than 500 questions to one."""
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
    text = normalized(" ".join(part.replace("№", " № ") for part in parts if part))
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


def search(rows: QuerySet[M], text: str, employer: Employer) -> QuerySet[M] | None:
    """Those rows of an employer that have every word of ``text``; ``None``: there is nothing to look for.

    A word of three letters and more is found anywhere, a shorter one at the beginning of a word.
    """
    words = typed_words(text)
    if not words:
        return None
    written = _where_written(rows, words, employer)
    for word in words:
        met = Q(search_text__indexed=word) if weighs_index(rows.db) else Q()
        for relation, ids in written[word].items():
            is_common = relation == OWN and len(ids) > FEW
            met |= Q(search_text__has=word) if is_common else Q(**{f"{relation}__in": ids})
        rows = rows.filter(met) if met else rows.none()
    return rows


def typed_words(text: str) -> list[str]:
    """The words of what somebody typed, each once and ``MOST`` of them: «цех №5» is «цех» and «5»."""
    words = (word.rstrip(".") for word in re.split(r"[\s,;№]+", normalized(text)))
    return list(dict.fromkeys(word for word in words if word))[:MOST]


def _where_written(rows: QuerySet[Any], words: Sequence[str], employer: Employer) -> dict[str, dict[str, list[int]]]:
    """Where each word is written, asked in one question: by relation, the ids of what has it.

    Of the rows themselves no more than ``FEW`` and one, and none where the database weighs the index itself.
    """
    questions = []
    for word in words:
        for relation in rows.model.SHARED:
            shared = rows.model._meta.get_field(relation).related_model
            questions.append(_named(_having(shared, word, employer), word, relation))
        if not weighs_index(rows.db):
            own = _having(rows.model, word, employer).values("pk")[: FEW + 1]
            questions.append(_named(rows.model.objects.filter(pk__in=own).order_by(), word, OWN))
    written: dict[str, dict[str, list[int]]] = {word: {} for word in words}
    if questions:
        for word, relation, pk in questions[0].union(*questions[1:], all=True):
            written[word].setdefault(relation, []).append(pk)
    return written


def _having(model: type[Any], word: str, employer: Employer) -> QuerySet[Any]:
    """Rows of a model that have a word themselves."""
    found: QuerySet[Any] = model.objects.filter(employer=employer, search_text__indexed=word).order_by()
    return found


def _named(rows: QuerySet[Any], word: str, relation: str) -> QuerySet[Any, Any]:
    text = CharField()
    return rows.annotate(word=Value(word, text), relation=Value(relation, text)).values_list("word", "relation", "pk")
