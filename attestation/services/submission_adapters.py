"""Ways in which documents reach the state expertise. The act leaves the format to the state's own system.

«Документы … в электронном виде, сформированные посредством автоматизированной информационной системы»
(№ 253, п. 15): no public description of its exchange format is known, so none is invented here. A
way that can send by itself names a job; the job ends with ``perform(submission, "hand_over")``
and the number that the other side gave (docs/adr/0036-submission.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class SubmissionAdapter:
    """A way of submission: its code in the record, its name, what the person does, the job that sends."""

    code: str
    label: str | _StrPromise
    help: str | _StrPromise
    job_kind: str = ""


MANUAL = SubmissionAdapter(
    "manual",
    _("вручную"),
    _(
        "Внесите сведения в государственную информационную систему по листу для ввода, отправьте их там, "
        "а № квитанции укажите здесь при отметке о представлении."
    ),
)
_ADAPTERS: dict[str, SubmissionAdapter] = {}


def register_adapter(adapter: SubmissionAdapter) -> None:
    """Make a way of submission known; each code once."""
    if adapter.code in _ADAPTERS:
        raise ValueError(f"adapter {adapter.code} is registered twice")
    _ADAPTERS[adapter.code] = adapter


def adapter_of(code: str) -> SubmissionAdapter:
    """Return a way of submission; raises ``KeyError`` for an unknown one."""
    return _ADAPTERS[code]


def all_adapters() -> list[SubmissionAdapter]:
    """All ways, in the order of registration."""
    return list(_ADAPTERS.values())


register_adapter(MANUAL)
