"""How values look on screens: classes, dates, numbers, icons, explanations."""

from __future__ import annotations

import datetime as dt
import functools
import json
import re
from decimal import Decimal
from typing import Any

from django import template
from django.apps import apps
from django.db.models import Model
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.law.points import pieces
from documents.models import Document
from documents.screens import repair_address
from documents.selectors import transitions_of
from norms.explain import explain_all

register = template.Library()
NO_VALUE = "—"
_POWER = re.compile(r"(?<=/)(м|дм|см|мм)([23])$")
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d(T[\d:]+)?$")


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of the sprite; decoration only, hidden from readers."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', static("icons.svg"), name)


@register.filter
def cited(citation: str) -> SafeString:
    """A citation whose points lead to their plain words: «№ 253, п. 13, 19»."""
    return format_html_join(
        "",
        "{}",
        (
            (
                format_html('<a href="{}#{}" title="{}">{}</a>', law_page(point.act), point.anchor, point.words, text)
                if point
                else text,
            )
            for text, point in pieces(str(citation))
        ),
    )


def law_page(act: str) -> str:
    """Address of an act in plain words."""
    return reverse("law", args=[act])


@register.filter
def conditions_class(value: str) -> SafeString | str:
    """A class of conditions as colour and text."""
    if not value:
        return NO_VALUE
    return format_html(
        '<span class="cls cls-{}" title="{}">{}</span>', value.replace(".", "-"), _("класс условий труда"), value
    )


@register.filter
def shown(value: Any) -> Any:
    """A value for the eye: 24.11.2026, 0,5, да/нет, — for nothing."""
    if value is None or value == "":
        return NO_VALUE
    if isinstance(value, bool):
        return _("да") if value else _("нет")
    if isinstance(value, dt.datetime):
        # a filter gets what is stored, in UTC: three hours, and at night a day, before the clock on the wall
        return date_format(timezone.localtime(value) if timezone.is_aware(value) else value, "DATETIME_FORMAT")
    if isinstance(value, dt.date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if isinstance(value, Decimal):
        text = format(value, "f")
        return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
    if isinstance(value, str) and _POWER.search(value):  # a laboratory types «мг/м3»
        return _POWER.sub(lambda found: found[1] + "²³"[int(found[2]) - 2], value)
    return value


@register.filter
def cell_words(text: str) -> str:
    """The text of a cell of a workbook; a day that Excel stores as a date looks like a day: 24.11.2026."""
    try:
        found = dt.datetime.fromisoformat(text) if ISO_DAY.match(text) else None
    except ValueError:
        return text
    if found is None:
        return text
    return date_format(found, "DATE_FORMAT" if found.time() == dt.time() else "DATETIME_FORMAT")


@register.filter
def grouped(number: int) -> str:
    """A count with thousands apart by a no-break space: 50 000."""
    return f"{number:,}".replace(",", "\u00a0")


@register.filter
def decimal_comma(text: str) -> str:
    """A stored number as people write it: «0,25»; any other text as it is."""
    return text.replace(".", ",") if re.fullmatch(r"-?\d+\.\d+", text) else text


@register.filter
def utc_words(moment: dt.datetime) -> str:
    """A moment in UTC to the second, as records hold it."""
    return f"{moment.astimezone(dt.UTC):%d.%m.%Y %H:%M:%S} UTC"


@register.filter
def attribute(row: Any, path: str) -> Any:
    """Value at a dotted path of a row; a field with choices gives its words."""
    for name in path.split("."):
        if row is None:
            return None
        words = getattr(row, f"get_{name}_display", None)
        row = words() if words else getattr(row, name)
        if callable(row) and not hasattr(row, "all"):
            row = row()
    return row


@register.filter
def as_json(value: Any) -> str:
    """A value as JSON for a data attribute; the template escapes it."""
    return json.dumps(value, ensure_ascii=False)


@register.filter
def explained(trace: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Sentences of a stored trace, each with its source and the number of our note."""
    return explain_all(trace or [], _)


@register.filter
def lookup(mapping: dict[str, Any], key: str) -> Any:
    """Value of a mapping by a key that is known only on the page."""
    return mapping.get(key)


@register.filter
def repair_link(problem: Any) -> str:
    """Address of the very field to repair; a problem that a job has kept brings its own."""
    return str(problem["link"]) if isinstance(problem, dict) else repair_address(problem)


@register.filter
def sentence(text: Any) -> str:
    """A text with a capital letter at its beginning, the rest untouched."""
    words = str(text)
    return words[:1].upper() + words[1:]


@register.filter
def act_words(entry: Any) -> str:
    """An act of the journal in words: «карта аттестации рабочего места: подписать как председатель»."""
    model = _models().get(entry.act.partition(".")[0])
    return f"{model._meta.verbose_name}: {verb_words(entry)}" if model else entry.act


def verb_words(entry: Any) -> str:
    """What was done, without what it was done to: «подписать как председатель»."""
    model_name, _dot, verb = entry.act.partition(".")
    model = _models().get(model_name)
    labels = transitions_of(model) if model is not None and issubclass(model, Document) else {}
    words = str(labels[verb].custom.get("label", verb) if verb in labels else _VERBS.get(verb, verb))
    return f"{words[:1].lower()}{words[1:]}"


@register.filter
def payload_words(entry: Any) -> str:
    """What an entry of the journal says beside the act: number, state, reason, in short."""
    payload = json.loads(entry.payload)
    shown_keys = (
        "number",
        "on",
        "reason",
        "deviations",
        "row",
        "name",
        "user",
        "role",
        "profession",
        "personnel_number",
        "from",
        "to",
        "count",
        "signer",
        "meaning",
        "level",
        "detail",
    )
    parts = [f"{_KEYS.get(key, key)}: {cell_words(str(payload[key]))}" for key in shown_keys if payload.get(key)]
    return "; ".join(parts)


_VERBS = {
    "create": gettext_lazy("создание"),
    "edit": gettext_lazy("изменение"),
    "edit_row": gettext_lazy("изменение строки"),
    "delete_row": gettext_lazy("удаление строки"),
    "paste": gettext_lazy("вставка строк из Excel"),
    "observe": gettext_lazy("строки секундомера"),
    "put": gettext_lazy("загрузка из книги"),
    "bulk_edit": gettext_lazy("массовое изменение"),
    "move_out": gettext_lazy("вывод из группы"),
    "clone": gettext_lazy("копирование"),
    "compare": gettext_lazy("сравнение с группой"),
    "compose": gettext_lazy("составление"),
    "lay_out": gettext_lazy("составление"),
    "record": gettext_lazy("запись"),
    "grant": gettext_lazy("выдача роли"),
    "end": gettext_lazy("прекращение роли"),
    "scope": gettext_lazy("область аккредитации"),
    "ask": gettext_lazy("постановка в очередь"),
    "cancel": gettext_lazy("просьба отменить"),
    "finish": gettext_lazy("выполнено"),
    "fail": gettext_lazy("не выполнено"),
    "stop": gettext_lazy("остановлено"),
    "fill_instruments": gettext_lazy("подбор средств измерений"),
    "fill": gettext_lazy("заполнение пустых граф"),
    "drop": gettext_lazy("файл удалён по сроку хранения"),
    "undo_import": gettext_lazy("возврат к тому, что было до загрузки"),
    "refresh": gettext_lazy("пересчёт"),
    "map": gettext_lazy("соответствие столбцов"),
    "decide_names": gettext_lazy("решения о названиях"),
    "check": gettext_lazy("проверка"),
    "update": gettext_lazy("изменение"),
    "open": gettext_lazy("открытие"),
    "sign": gettext_lazy("подписание"),
    "send": gettext_lazy("отправка"),
    "attach": gettext_lazy("приложен файл"),
    "store": gettext_lazy("файл сохранён"),
    "signature": gettext_lazy("подпись"),
    "signature_voided": gettext_lazy("аннулирование подписей"),
    "signature_file": gettext_lazy("файл ЭЦП приложен"),
    "signing_lock": gettext_lazy("подписание закрыто после неудачных попыток"),
    "signing_unlock": gettext_lazy("подписание снова открыто"),
    "second_factor_added": gettext_lazy("второй фактор добавлен"),
    "second_factor_removed": gettext_lazy("второй фактор убран"),
    "second_factor_renewed": gettext_lazy("резервные коды заменены"),
    "password_changed": gettext_lazy("пароль изменён"),
    "access_reset": gettext_lazy("вход сброшен администратором"),
}
_KEYS = {
    "number": gettext_lazy("№"),
    "on": gettext_lazy("дата"),
    "reason": gettext_lazy("причина"),
    "deviations": gettext_lazy("отступления"),
    "row": gettext_lazy("строка"),
    "name": gettext_lazy("наименование"),
    "user": gettext_lazy("кто"),
    "role": gettext_lazy("роль"),
    "profession": gettext_lazy("профессия"),
    "personnel_number": gettext_lazy("таб. №"),
    "from": gettext_lazy("из"),
    "to": gettext_lazy("в"),
    "count": gettext_lazy("строк"),
    "signer": gettext_lazy("подписал"),
    "meaning": gettext_lazy("значение"),
    "level": gettext_lazy("уровень"),
    "detail": gettext_lazy("чем"),
}


@functools.cache
def _models() -> dict[str, type[Model]]:
    aliases = {"group": "analogousgroup", "standing": "legalstanding", "unmeasured": "unmeasuredcondition"}
    aliases |= {"preliminary": "preliminaryclass"}
    named = {str(model._meta.model_name): model for model in apps.get_models()}
    return {**named, **{alias: named[name] for alias, name in aliases.items()}}
