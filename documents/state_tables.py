"""Tables of states and transitions as Markdown, taken from the code."""

from __future__ import annotations

from django.apps import apps

from documents.models import Document
from documents.registry import act_of
from documents.selectors import transition_label, transitions_of


def document_models() -> list[type[Document]]:
    """Every concrete kind of document, by app and name."""
    found = [m for m in apps.get_models() if issubclass(m, Document) and not m.__name__.startswith("Historical")]
    return sorted(found, key=lambda model: model._meta.label)


def moves_of(model: type[Document]) -> list[tuple[str, str, str]]:
    """Return (transition, from, to) of a kind of document, in the order of declaration."""
    field = model.state_field()
    moves = [(move.name, str(move.source), str(move.target)) for move in field.get_all_transitions(model)]
    order = list(transitions_of(model))
    return sorted(moves, key=lambda move: (order.index(move[0]), move[1]))


def state_table(model: type[Document]) -> str:
    """Return the page of a kind of document: its states, its moves, and the rules before each move."""
    field = model.state_field()
    lines = [
        f"# {model._meta.verbose_name}",
        "",
        f"`{model._meta.label}`. {(model.__doc__ or '').strip().splitlines()[0]}",
        "",
    ]
    lines += ["| state | по-русски | content |", "|---|---|---|"]
    for code, label in field.choices or ():
        lines.append(f"| `{code}` | {label} | {'editable' if code in model.EDITABLE_STATES else 'locked'} |")
    lines += ["", "| transition | button | from | to | rules |", "|---|---|---|---|---|"]
    for name, source, target in moves_of(model):
        act = act_of(model, name)
        rules = ", ".join(f"`{rule.__name__}`" for rule in act.rules) or "—"
        reason = "; needs a reason" if act.needs_reason else ""
        lines.append(f"| `{name}` | {transition_label(model, name)} | `{source}` | `{target}` | {rules}{reason} |")
    return "\n".join([*lines, ""])
