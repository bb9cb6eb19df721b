"""Numbers of the law: exact decimals, rounding and shares of time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from norms.errors import BadInput

MOST_DIGITS = 20
"""Longer numbers are refused: no instrument gives them, and a quotient keeps 28 digits."""
NUMBER_PATTERN = r"[+-]?([0-9]+([.,][0-9]*)?|[.,][0-9]+)([eE][+-]?[0-9]{1,3})?"
"""How a number is written as text: a decimal comma or point, no spaces, no other digits."""
_NUMBER = re.compile(NUMBER_PATTERN)
NBSP = "\u00a0"
_WIDE = Context(prec=100)


def decimal_of(value: Decimal | int | str, field: str = "value") -> Decimal:
    """Return ``value`` as an exact ``Decimal``.

    Binary floats are refused: 0.1 + 0.2 must not decide a pension. Raises ``BadInput``.
    """
    if isinstance(value, bool) or not isinstance(value, (Decimal, int, str)):
        raise BadInput(field, "число передаётся текстом или целым, не двоичной дробью")
    if isinstance(value, str):
        if not _NUMBER.fullmatch(value.strip()):
            raise BadInput(field, f"не число: «{value[:MOST_DIGITS]}»")
        value = value.strip().replace(",", ".")
    number = Decimal(value)
    if not number.is_finite():
        raise BadInput(field, "число должно быть конечным")
    is_short = isinstance(value, str) and len(value) <= MOST_DIGITS
    if abs(number.adjusted()) > MOST_DIGITS or not (is_short or len(number.as_tuple().digits) <= MOST_DIGITS):
        raise BadInput(field, f"в числе больше {MOST_DIGITS} знаков")
    return number


def non_negative(value: Decimal | int | str, field: str) -> Decimal:
    """Return ``value`` as a decimal that is not below zero; raises ``BadInput``."""
    number = decimal_of(value, field)
    if number < 0:
        raise BadInput(field, "не может быть меньше нуля")
    return number


def positive(value: Decimal | int | str, field: str) -> Decimal:
    """Return ``value`` as a decimal above zero; raises ``BadInput``."""
    number = decimal_of(value, field)
    if number <= 0:
        raise BadInput(field, "должно быть больше нуля")
    return number


def round_half_up(value: Decimal, places: int) -> Decimal:
    """Round to ``places`` decimal places, half up.

    The act names the place of rounding (п. 16, п. 32) but no mode: see
    docs/interpretations/0001-rounding.md.
    """
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_WIDE)


def difference(left: Decimal, right: Decimal) -> Decimal:
    """Return ``left`` less ``right``, exact however far apart their digits stand."""
    return _WIDE.subtract(left, right)


def decimal_from(exact: Fraction) -> Decimal:
    """Return a fraction as a decimal: exact where it ends, else correctly rounded to 28 digits."""
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def short(value: Decimal) -> Decimal:
    """Shorten a quotient to six places for a trace; classes are found from the exact one."""
    rounded = round_half_up(value, 6)
    return value if rounded == value else rounded


def plain(value: Decimal) -> str:
    """Return a decimal as plain text without exponent and without trailing zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True)
class Exposure:
    """How long a factor acts: ``minutes`` out of ``of`` minutes of working time (№ 35, п. 11).

    Compared exactly by cross-multiplication: 384 of 480 minutes is 80 %, 383 is not.
    """

    minutes: Decimal
    of: Decimal

    @classmethod
    def of_minutes(cls, minutes: Decimal | int | str, of: Decimal | int | str) -> Exposure:
        """Build from minutes of action and of working time; raises ``BadInput``."""
        acting, total = non_negative(minutes, "minutes"), positive(of, "of_minutes")
        if acting > total:
            raise BadInput("minutes", "фактор не может действовать дольше рабочего времени")
        return cls(acting, total)

    @classmethod
    def of_percent(cls, percent: Decimal | int | str) -> Exposure:
        """Build from a share in per cent of the working time; raises ``BadInput``."""
        share = non_negative(percent, "percent")
        if share > 100:
            raise BadInput("percent", "доля времени не может быть больше 100\u00a0%")
        return cls(share, Decimal(100))

    def at_least(self, percent: Decimal) -> bool:
        """Whether the share reaches ``percent`` per cent of the working time, compared exactly."""
        return self.minutes * 100 >= percent * self.of

    @property
    def share(self) -> Fraction:
        """The exact share of the working time, 0 to 1: for comparing exposures with each other."""
        return Fraction(self.minutes) / Fraction(self.of)

    @property
    def percent(self) -> Decimal:
        """The share in per cent, rounded to 0.1 for display only."""
        return round_half_up(self.minutes * 100 / self.of, 1)


WHOLE_TIME = Exposure(Decimal(100), Decimal(100))


def shortest(exposures: list[Exposure]) -> Exposure:
    """The exposure with the smallest share: things that act together do so no longer than it."""
    return min(exposures, key=lambda exposure: exposure.share)


def together(exposures: list[Exposure], field: str = "exposures") -> Exposure:
    """The exposures one after another; raises ``BadInput`` where their working times differ."""
    if not exposures:
        raise BadInput(field, "не указано время")
    of = exposures[0].of
    if any(part.of != of for part in exposures):
        raise BadInput(field, "доли указаны от разной продолжительности смены")
    return Exposure.of_minutes(sum((part.minutes for part in exposures), Decimal(0)), of)
