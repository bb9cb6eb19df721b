"""Reads the scenario of the demonstration plant."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from accounts.models import Employer, User
from norms.loader import read_yaml


@dataclass
class Scenario:
    """The scenario's data, and the people and the employer once they exist."""

    folder: Path
    data: dict[str, Any]
    people: dict[str, User]
    employer: Employer | None = None

    @property
    def plant(self) -> Employer:
        """The employer; the play creates it first."""
        if self.employer is None:
            raise RuntimeError("the employer does not exist yet")
        return self.employer

    def day(self, name: str) -> dt.date:
        """Return the day of a stage of the play."""
        return dt.date.fromisoformat(self.data["days"][name])


def read_scenario(folder: Path) -> Scenario:
    """Return the scenario of a folder with workbooks."""
    return Scenario(folder, read_yaml((folder / "scenario.yaml").read_text("utf-8")), {})
