"""Measures to propose for harmful factors."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from pathlib import Path

from norms.loader import read_yaml


@functools.cache
def _proposals() -> Mapping[str, str]:
    proposals: Mapping[str, str] = read_yaml(Path(__file__).with_name("proposals.yaml").read_text("utf-8"))
    return proposals


def proposed_measures(factors: Iterable[str]) -> list[str]:
    """Return the proposals for harmful factors (codes of ``FactorCode``), in the order given."""
    return [_proposals()[factor] for factor in factors]
