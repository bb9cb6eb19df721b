"""Classes of working conditions (класс (степень) условий труда), Инструкция № 35, п. 6-1."""

from __future__ import annotations

from enum import Enum


class ConditionsClass(Enum):
    """The seven classes in their legal order: 1 < 2 < 3.1 < 3.2 < 3.3 < 3.4 < 4."""

    OPTIMAL = "1"
    PERMISSIBLE = "2"
    HARMFUL_1 = "3.1"
    HARMFUL_2 = "3.2"
    HARMFUL_3 = "3.3"
    HARMFUL_4 = "3.4"
    DANGEROUS = "4"

    rank: int
    """Position in the legal order, 0 for class 1 up to 6 for class 4."""

    def __init__(self, _code: str) -> None:
        self.rank = len(type(self).__members__)

    def __str__(self) -> str:
        return str(self.value)

    def __lt__(self, other: ConditionsClass) -> bool:
        return self.rank < other.rank

    def __le__(self, other: ConditionsClass) -> bool:
        return self.rank <= other.rank

    def __gt__(self, other: ConditionsClass) -> bool:
        return self.rank > other.rank

    def __ge__(self, other: ConditionsClass) -> bool:
        return self.rank >= other.rank

    @property
    def is_harmful(self) -> bool:
        """Whether the class belongs to «вредные и (или) опасные условия труда» (п. 6-1)."""
        return self >= ConditionsClass.HARMFUL_1

    def lowered(self, steps: int, floor: ConditionsClass) -> ConditionsClass:
        """Return the class ``steps`` degrees lower, never below ``floor``; a class already at or
        below the floor stays as it is."""
        if self <= floor:
            return self
        return max(_ORDER[max(self.rank - steps, 0)], floor)


_ORDER = tuple(ConditionsClass)
