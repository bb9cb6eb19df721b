"""Steps that make one class of several."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from norms.checking.state import LADDER, State, Step, checks, demand, lower, number, rank, reading, top
from norms.library import norm
from norms.model import NormValue


def _take(state: State, classes: list[str], found: str) -> str:
    """Merge what is pending, which must be these classes; a trace may also begin with a whole."""
    for code in classes:
        rank(code)
    demand(not state.pending or sorted(state.pending) == sorted(classes), "сведены не те оценки")
    state.pending = [found]
    return found


@checks(
    "highest",
    "chemical.several_effects vibroacoustic.octave_bands dust.combination biological.combination "
    "fields.combination microclimate.combination lighting.combination load.pose_combination "
    "load.line_combination",
)
def highest(step: Step, state: State, rule: NormValue) -> str:
    """The highest class."""
    found = top(step["inputs"]["classes"])
    if rule.key.startswith("load."):
        _named(step)
        state.facts.setdefault("lines", []).append(found)
        return found
    return _take(state, step["inputs"]["classes"], found)


def _named(step: Step) -> None:
    names = step["inputs"].get("of")
    demand(names is None or len(names) == len(step["inputs"]["classes"]), "имён и оценок не поровну")


@checks("count", "chemical.combination biological.producer_combination load.combination overall.combination")
def count(step: Step, state: State, rule: NormValue) -> str:
    """The highest class, raised where enough equal ones meet."""
    given = step["inputs"]
    _named(step)
    demand(given["rule"] == rule.table, "правило не то, что в норме")
    classes, found = given["classes"], top(given["classes"])
    raised = {}
    for code, row in rule.table.items():
        if code != "ceiling" and classes.count(code) >= int(row["count"]):
            raised[code] = classes.count(code)
            found = top([found, row["gives"]])
    demand(given["raised"] == raised, "посчитано неверно")
    if "ceiling" in rule.table and rank(found) > rank(rule.table["ceiling"]):
        found = top([rule.table["ceiling"], *classes])
    demand(state.facts.get("counted", len(classes)) == len(classes), "показателей не столько")
    demand(all(line in classes for line in state.facts.get("lines", ())), "нет оценки позиции карты")
    return _take(state, classes, found)


@checks("counting", "load.combination")
def counting(step: Step, state: State, rule: NormValue) -> str:
    """How many indicators of physical load there are."""
    reading(step, "ROWS", "CARD_LINES")
    state.facts["counted"] = int(number(step["output"]))
    return str(step["output"])


@checks("ionising_count", "ionising.combination")
def ionising_count(step: Step, state: State, rule: NormValue) -> str:
    """Indicators of ionising radiation, п. 53, 54."""
    given = step["inputs"]
    demand(given["rule"] == rule.table, "правило не то, что в норме")
    classes, least = given["classes"], int(rule.table["count"])
    found = [top(classes)]
    found += [gives for code, gives in rule.table["same"].items() if classes.count(code) >= least]
    mixed = rule.table["mixed"]
    together = [code for code in classes if code in mixed["classes"]]
    if top(mixed["classes"]) in together and len(together) >= least:
        found.append(mixed["gives"])
    return _take(state, classes, top(found))


@checks("one_class_lower", "ionising.partly_in_zone")
def one_class_lower(step: Step, state: State, rule: NormValue) -> str:
    """Less than half of the shift at the source, the rest in the zone, п. 62."""
    given = step["inputs"]
    demand(
        given["floor"] == rule.table["floor"] and given["percent"] == rule.table["share"], "правило не то, что в норме"
    )
    share = number(given["minutes"]) * 100 / number(given["of_minutes"])
    demand(share < number(rule.table["share"]), "занятость с источниками не меньше порога")
    lowered = [code if code == LADDER[-1] else lower(code, 1, given["floor"]) for code in given["classes"]]
    return _take(state, given["classes"], top(lowered))


@checks("left_out", "strain.surcharge_without")
def left_out(step: Step, state: State, rule: NormValue) -> str:
    """An indicator not counted for surcharges."""
    demand(step["inputs"]["indicator"] in rule.items, "показатель учитывается")
    rank(step["inputs"]["given"])
    state.facts.setdefault("left_out", []).append(step["inputs"]["indicator"])
    return "1"


@checks("strain_count", "strain.combination")
def strain_count(step: Step, state: State, rule: NormValue) -> str:
    """The nineteen indicators, п. 83."""
    given = step["inputs"]
    demand(given["limits"] == rule.table, "правило не то, что в норме")
    classes: Mapping[str, str] = given["classes"]
    demand(set(classes) == set(norm("strain.indicators", state.on).table), "показателей не 19")
    demand(all(classes[code] == "1" for code in state.facts.get("left_out", ())), "показатель всё же учтён")
    numbers = {f"class_{code.replace('.', '_')}": list(classes.values()).count(code) for code in ("1", "3.1", "3.2")}
    demand(all(given[name] == n for name, n in numbers.items()), "посчитано неверно")
    found = _strain(numbers["class_1"], numbers["class_3_1"], numbers["class_3_2"], rule.table)
    return _take(state, [found], found)


def _strain(ones: int, first: int, second: int, limits: Mapping[str, Any]) -> str:
    """П. 83, parts 2 to 7, said backwards: from the worst case to the best."""
    six, four, fourteen = (int(limits[k]) for k in ("harmful_from", "second_degree_from", "optimal_from"))
    if second > six:
        return "3.3"
    if first + second > six or (first + second == six and second >= four):
        return "3.2"
    if first + second == six:
        return "3.1"
    return "1" if not first + second and ones >= fourteen else "2"


@checks("full_day", "full_day.share")
def full_day(step: Step, state: State, rule: NormValue) -> str:
    """The minutes of the full working day."""
    given = step["inputs"]
    reading(step, "FOUR_KINDS", "OPERATIVE_UNDER_FACTORS")
    minutes, shift = number(given["minutes"]), number(given["shift_minutes"])
    kinds = norm("full_day.counted_kinds", state.on).items
    demand(all(kind in kinds for kind in given["by_kind"]), "учтён не тот вид времени")
    demand(sum((number(m) for m in given["by_kind"].values()), Fraction(0)) == minutes, "минуты не сходятся")
    share = Fraction(rule.number)
    demand(number(given["percent"]) == share and number(given["required"]) == share * shift / 100, "порог не по норме")
    return "да" if minutes * 100 >= share * shift else "нет"


_TABLES = {"LEAVE": "rights.leave", "SURCHARGE": "rights.surcharge"}
_RULES = {
    "PENSION": "rights.list_536",
    "TEXTILE": "rights.list_1490",
    "MEDICAL": "rights.list_1490",
    "SHORT_HOURS": "rights.short_hours",
    **_TABLES,
}


@checks("right", "rights.*")
def right(step: Step, state: State, rule: NormValue) -> str:
    """Whether a class reaches what a right needs; for pensions, leave and surcharge also what it brings."""
    given = step["inputs"]
    demand(_RULES[given["right"]] == rule.key, "норма другого права")
    value, needed = "", given["needed"]
    if given["right"] == "PENSION":
        rows = rule.table[given["list"]]
        value = next((row["list"] for row in rows if rank(given["given"]) >= rank(row["from"])), "")
        demand(needed == rows[-1]["from"], "требуется другой класс")
    elif given["right"] in _TABLES:
        value = rule.table.get(given["given"], "")
        demand(needed == min(rule.table, key=rank), "требуется другой класс")
    else:
        demand(needed == rule.value, "требуется другой класс")
        value = given["hours"] if given["right"] == "SHORT_HOURS" else "да"
        demand(value == "да" or number(value) > 0, "часов недели нет")
    state.facts["right"], state.facts["given"] = given["right"], given["given"]
    state.facts["outcome"] = "CONFIRMED" if rank(given["given"]) >= rank(needed) else "NOT_CONFIRMED"
    state.facts["brings"] = value
    if state.facts["outcome"] == "CONFIRMED":
        return "достигнут"
    state.facts["reasons"] = [f"класс условий труда {given['given']}, требуется {needed} и выше"]
    return "не достигнут"


@checks("full_day_missing", "rights.full_day_required")
def full_day_missing(step: Step, state: State, rule: NormValue) -> str:
    """No full working day, no right."""
    demand("outcome" in state.facts, "право не названо")
    state.facts["outcome"] = "NOT_CONFIRMED"
    share = norm("full_day.share", state.on).number
    state.facts.setdefault("reasons", []).append(f"занятость менее {share:f}\u00a0% продолжительности смены")
    return "NOT_CONFIRMED"


@checks("paid_otherwise", "rights.surcharge_excluded")
def paid_otherwise(step: Step, state: State, rule: NormValue) -> str:
    """The same conditions are already paid for."""
    demand(state.facts.get("right") == "SURCHARGE", "исключается только доплата")
    state.facts["outcome"] = "NOT_CONFIRMED"
    state.facts.setdefault("reasons", []).append("за те же условия повышена оплата за особый характер работы")
    return "NOT_CONFIRMED"


@checks("not_listed", "rights.*")
def not_listed(step: Step, state: State, rule: NormValue) -> str:
    """The profession stands in no list."""
    demand(_RULES[step["inputs"]["right"]] == rule.key, "норма другого права")
    state.facts |= {"right": step["inputs"]["right"], "reasons": [step["inputs"]["why"]], "brings": ""}
    state.facts["outcome"] = "NOT_APPLICABLE"
    return "NOT_APPLICABLE"
