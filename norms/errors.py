"""What the law's functions raise. Every error names the norm or the field and says why."""

from __future__ import annotations

import datetime as dt


class NormsError(Exception):
    """Base of all errors of this package."""


class BadInput(NormsError):
    """A value that cannot be assessed: ``field`` names it, ``reason`` says why, in Russian."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class NormNotFound(NormsError):
    """No value of a norm on a day: before it came into force, after it ended, or no such norm."""

    def __init__(self, key: str, on: dt.date, hint: str = "") -> None:
        text = f"норма «{key}» не действует на {on:%d.%m.%Y}"
        super().__init__(f"{text}: {hint}" if hint else text)
        self.key = key
        self.on = on
        self.field = "on"


class NoClassDefined(NormsError):
    """The act gives no class for this value: a person must decide."""

    def __init__(self, key: str, value: str, source: str) -> None:
        super().__init__(f"{source}: для значения {value} класс не установлен («{key}»)")
        self.key = key
        self.value = value


class BadNormFile(NormsError):
    """A data file of this package that breaks its own rules."""
