"""Catalogues of gettext without gettext: reads and writes .po, compiles .mo."""

from __future__ import annotations

import ast
import json
import re
import struct
from typing import NamedTuple

HEADER = (
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
    "Language: {language}\n"
    "Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
    "n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\n"
)
_FIELD = re.compile(r'(msgid|msgid_plural|msgstr(?:\[\d\])?) (".*")$')
MAGIC, TABLES_AT = 0x950412DE, 28


class Message(NamedTuple):
    """A message of the source; ``plural`` is empty where there is one form."""

    text: str
    plural: str = ""


Catalogue = dict[Message, tuple[str, ...]]


def parse(source: str) -> Catalogue:
    """Return the translations of a .po, its header under the empty message left out.

    Raises ``ValueError`` for what we never write: a fuzzy or obsolete entry, a conflict of branches.
    """
    entries: list[dict[str, str]] = []
    field = ""
    for number, line in enumerate(source.splitlines(), 1):
        if not line or re.match(r"#(?![,~])", line):
            continue
        if found := _FIELD.match(line):
            field = found[1]
            if field == "msgid":
                entries.append({})
            entries[-1][field] = ast.literal_eval(found[2])
        elif line.startswith('"') and entries:
            entries[-1][field] += ast.literal_eval(line)
        else:
            raise ValueError(f"line {number}: {line}")
    return dict(_entry(fields) for fields in entries if fields["msgid"])


def _entry(fields: dict[str, str]) -> tuple[Message, tuple[str, ...]]:
    texts = [fields[key] for key in sorted(fields) if key.startswith("msgstr")]
    return Message(fields["msgid"], fields.get("msgid_plural", "")), tuple(texts)


def written(catalogue: Catalogue, language: str) -> str:
    """Return the text of a .po: one line a field, in the order given."""
    lines = ['msgid ""', f"msgstr {_quoted(HEADER.format(language=language))}", ""]
    for message, texts in catalogue.items():
        lines.append(f"msgid {_quoted(message.text)}")
        if message.plural:
            lines.append(f"msgid_plural {_quoted(message.plural)}")
            lines += [f"msgstr[{form}] {_quoted(text)}" for form, text in enumerate(texts)]
        else:
            lines.append(f"msgstr {_quoted(texts[0])}")
        lines.append("")
    return "\n".join(lines)


def _quoted(text: str) -> str:
    """JSON's escapes are C's for all that we write; a no-break space is shown as what it is."""
    return json.dumps(text, ensure_ascii=False)


def compiled(catalogue: Catalogue, language: str = "be") -> bytes:
    """Return the bytes of a .mo: the translated messages only, always the same for the same catalogue."""
    pairs = {b"": HEADER.format(language=language).encode()}
    for message, texts in catalogue.items():
        if all(texts):
            key = "\0".join(filter(None, message))
            pairs[key.encode()] = "\0".join(texts).encode()
    keys = sorted(pairs)
    at = TABLES_AT + 16 * len(keys)
    tables, blobs = [], []
    for column in (keys, [pairs[key] for key in keys]):
        for blob in column:
            tables.append(struct.pack("<II", len(blob), at))
            blobs.append(blob + b"\0")
            at += len(blob) + 1
    header = struct.pack("<7I", MAGIC, 0, len(keys), TABLES_AT, TABLES_AT + 8 * len(keys), 0, 0)
    return header + b"".join(tables) + b"".join(blobs)
