"""What a process and its descendants take, read from /proc."""

from __future__ import annotations

import os
from pathlib import Path


def tree(root: int) -> list[Path]:
    """Folders in /proc of a process and its descendants."""
    found, waiting = [], [root]
    while waiting:
        folder = Path(f"/proc/{waiting.pop()}")
        found.append(folder)
        try:
            for task in (folder / "task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def tree_memory(root: int) -> tuple[int, int]:
    """Proportional and resident bytes of a process and its descendants."""
    proportional = resident = 0
    for folder in tree(root):
        try:
            text = (folder / "smaps_rollup").read_text()
        except (FileNotFoundError, ProcessLookupError):
            continue
        sizes = {line.split()[0]: int(line.split()[1]) * 1024 for line in text.splitlines()[1:]}
        proportional, resident = proportional + sizes["Pss:"], resident + sizes["Rss:"]
    return proportional, resident


def tree_cpu(root: int) -> float:
    """Processor seconds that a process and its descendants have taken, those that have ended included."""
    ticks = 0
    for folder in tree(root):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")
