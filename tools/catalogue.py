"""Keeps locale/*/LC_MESSAGES: collects the messages of the code, merges them into .po, compiles .mo.

    python -m tools.catalogue            # new messages stand in the .po with an empty translation
    python -m tools.catalogue --check    # changes nothing, says what is missing

No gettext on the machine is needed: Python's syntax trees and Django's own reader of templates give the
messages. The .po is sorted by message and has no line numbers, so that two branches rarely meet in it.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.utils.translation.template import templatize

from norms.explain import sayings
from tools.po import Message, compiled, parse, written

BASE = Path(__file__).resolve().parent.parent
LOCALE = BASE / "locale"
ROOMS = ("accounts", "documents", "workplaces", "measurements", "attestation", "reports", "config")
ONE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
_CALL = re.compile(r"\b(_|gettext|ngettext)\(")
_LITERAL = re.compile(r"\s*u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")\s*,?")
_HOLES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|<[^>]+>|%%|\u00a0")


def messages() -> set[Message]:
    """Return every message of the rooms and templates, and the sentences of «почему», which know no gettext."""
    found: set[Message] = set()
    for room in ROOMS:
        for path in sorted((BASE / room).rglob("*.py")):
            if "migrations" not in path.parts:
                found.update(of_python(path.read_text("utf-8"), str(path.relative_to(BASE))))
    found.update(Message(text) for text in sayings())
    for path in sorted((BASE / "templates").rglob("*.html")):
        found.update(of_template(path.read_text("utf-8"), str(path.relative_to(BASE))))
    return found


def of_python(source: str, name: str) -> Iterator[Message]:
    """Yield the messages of a module; raises ``ValueError`` for one with a context, which we do not use."""
    for node in ast.walk(ast.parse(source, name)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        called = node.func.id
        if called in CONTEXT:
            raise ValueError(f"{name}:{node.lineno}: {called} is not read by tools/catalogue.py")
        wanted = 1 if called in ONE else 2 if called in PLURAL else 0
        texts = [arg.value for arg in node.args[:wanted] if isinstance(arg, ast.Constant)]
        if wanted and len(texts) == wanted:
            yield Message(*(str(text) for text in texts))


def of_template(source: str, name: str) -> Iterator[Message]:
    """Yield the messages of a template, out of the pseudo-code that Django makes of it for xgettext."""
    code = templatize(source, origin=name)
    for call in _CALL.finditer(code):
        wanted = 2 if call[1] == "ngettext" else 1
        texts, at = [], call.end()
        while len(texts) < wanted and (literal := _LITERAL.match(code, at)):
            texts.append(ast.literal_eval(literal[1]))
            at = literal.end()
        if len(texts) == wanted:
            yield Message(*texts)


def merged(wanted: Iterable[Message], known: dict[Message, tuple[str, ...]]) -> dict[Message, tuple[str, ...]]:
    """Return the wanted messages with the translations known so far, sorted; forgotten ones drop out."""
    empty = {False: ("",), True: ("", "", "")}
    return {message: known.get(message, empty[bool(message.plural)]) for message in sorted(wanted)}


def faults(catalogue: dict[Message, tuple[str, ...]]) -> Iterator[str]:
    """Say which translations are missing, or have other placeholders or tags than their message."""
    for message, texts in catalogue.items():
        if not all(texts):
            yield f"нет перевода: «{message.text}»"
        elif any(holes(text) not in [holes(source) for source in message if source] for text in texts):
            yield f"другие вставки: «{message.text}» — «{texts[0]}»"


def holes(text: str) -> list[str]:
    """The placeholders, tags and no-break spaces of a text, sorted."""
    return sorted(_HOLES.findall(text))


def differences(folder: Path) -> list[str]:
    """What is wrong with a language: messages that came or went, faults, a .mo that is not of its .po."""
    known = parse((folder / "django.po").read_text("utf-8"))
    wanted = merged(messages(), known)
    found = [f"нет в каталоге: «{message.text}»" for message in wanted if message not in known]
    found += [f"лишнее в каталоге: «{message.text}»" for message in known if message not in wanted]
    found += faults(known)
    mo = folder / "django.mo"
    if not mo.exists() or mo.read_bytes() != compiled(known):
        found.append("django.mo не соответствует django.po")
    return found


def main() -> int:
    """Write the catalogues, or check them; the answer is the exit code."""
    broken = 0
    for folder in sorted(LOCALE.glob("*/LC_MESSAGES")):
        if "--check" not in sys.argv:
            po = folder / "django.po"
            catalogue = merged(messages(), parse(po.read_text("utf-8")) if po.exists() else {})
            po.write_text(written(catalogue, folder.parent.name), "utf-8")
            (folder / "django.mo").write_bytes(compiled(catalogue))
        found = differences(folder)
        print("\n".join(found) or f"{folder.relative_to(BASE)}: всё переведено")
        broken += len(found)
    if broken:
        print("Впишите переводы в django.po и выполните: python -m tools.catalogue (docs/belarusian.md)")
    return min(broken, 1)


if __name__ == "__main__":
    sys.exit(main())
