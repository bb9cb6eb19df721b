"""Draws docs/rooms.svg: the rooms as floors of a tower, an arrow for each room that imports another.

    python -m tools.draw_rooms [--check]

The picture is taken from the imports themselves, so that it cannot tell what is not so.
"""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path

import grimp

BASE = Path(__file__).resolve().parent.parent
TARGET = BASE / "docs" / "rooms.svg"
FLOORS = {
    "config": "settings, addresses, server: glue only",
    "reports": "what leaves the system: printed forms, Excel, the demonstration",
    "attestation": "the procedure: campaign, orders, commission, cards, rights, lists, terms",
    "measurements": "the evidence: laboratories, protocols, time studies, load, strain",
    "workplaces": "the plant: departments, professions, workplaces, groups, employees",
    "documents": "the life of a document: perform(), signatures, numbers, files, import",
    "accounts": "who: employers, people, roles, the journal of acts",
    "norms": "the law: dated values with citations, pure functions, traces. No Django",
}
WIDTH, HEIGHT, GAP, LEFT, LANE = 620, 52, 14, 210, 22


def imports() -> list[tuple[str, str]]:
    """Return the pairs (room, room it imports), from the top of the tower down."""
    graph = grimp.build_graph(*FLOORS)
    found = {
        (module.split(".")[0], target.split(".")[0])
        for module in graph.modules
        for target in graph.find_modules_directly_imported_by(module)
    }
    order = list(FLOORS)
    return sorted(((a, b) for a, b in found if a != b), key=lambda pair: (order.index(pair[0]), order.index(pair[1])))


def middle(room: str) -> int:
    """The height of the middle of a floor."""
    return GAP + list(FLOORS).index(room) * (HEIGHT + GAP) + HEIGHT // 2


STYLE = (
    ".floor{fill:#f6f8fb;stroke:#8a9bb0}.name{font:600 15px sans-serif;fill:#182433}"
    ".words{font:13px sans-serif;fill:#4a5a6d}.line{fill:none;stroke:#5b7fa8;stroke-width:1.2}"
)
TIP = (
    '<marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    '<path d="M0 0 8 4 0 8z" fill="#5b7fa8"/></marker>'
)


def floors() -> list[str]:
    """Return a box with its name and words for every room."""
    parts = []
    for room, words in FLOORS.items():
        top = middle(room) - HEIGHT // 2
        parts.append(f'<rect x="{LEFT}" y="{top}" width="{WIDTH}" height="{HEIGHT}" rx="6" class="floor"/>')
        parts.append(f'<text x="{LEFT + 14}" y="{top + 22}" class="name">{room}/</text>')
        parts.append(f'<text x="{LEFT + 14}" y="{top + 41}" class="words">{escape(words)}</text>')
    return parts


def arrows() -> list[str]:
    """Return a lane on the left for every room that imports others, with a tip at each of them."""
    pairs, parts, lane = imports(), [], 0
    for upper in FLOORS:
        targets = [b for a, b in pairs if a == upper]
        if not targets:
            continue
        lane += 1
        x, shift = LEFT - 12 - lane * LANE, lane * 4 - 14
        bottom = max(middle(target) for target in targets)
        parts.append(f'<path d="M{LEFT} {middle(upper) + shift} H{x} V{bottom + shift}" class="line"/>')
        parts += [
            f'<path d="M{x} {middle(target) + shift} H{LEFT - 2}" class="line" marker-end="url(#tip)"/>'
            for target in targets
        ]
    return parts


def picture() -> str:
    """Return the drawing as the text of an SVG file."""
    total = middle(list(FLOORS)[-1]) + HEIGHT // 2 + GAP
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + GAP} {total}" role="img">',
        "<title>Rooms of the house and what each imports</title>",
        f"<style>{STYLE}</style><defs>{TIP}</defs>",
        '<rect width="100%" height="100%" fill="#fff"/>',
        *floors(),
        *arrows(),
        "</svg>",
        "",
    ]
    return "\n".join(lines)


def main() -> int:
    """Write the picture, or say that it is out of date."""
    if "--check" not in sys.argv:
        TARGET.write_text(picture(), "utf-8")
        return 0
    if TARGET.read_text("utf-8") == picture():
        return 0
    print("docs/rooms.svg does not show the imports as they are: python -m tools.draw_rooms")
    return 1


if __name__ == "__main__":
    sys.exit(main())
