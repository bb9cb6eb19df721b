"""Steps that give a class of one thing, and what time makes of it."""

from __future__ import annotations

from fractions import Fraction

from norms.checking.state import (
    State,
    Step,
    checks,
    class_by_scale,
    demand,
    number,
    rank,
    reading,
    same,
)
from norms.library import norm
from norms.model import NormValue

_SCALES_AFTER = {
    "chemical.by_ratio": "chemical.",
    "chemical.skin": "chemical.general.max_single",
    "dust.by_ratio": "dust",
    "biological.by_ratio": "biological.producers",
    "fields.by_ratio": "fields.",
    "microclimate.air_speed_bounds": "microclimate.air_speed",
    "microclimate.radiation_heated": "microclimate.radiation_heated",
    "chemical.sum_limit": "chemical.general.max_single",
    "biological.allergen_sum": "biological.producers",
}
"""Which scales may follow a ratio: a dust is not judged by the table of allergens."""
_ROUNDED_FIRST = ("chemical.", "dust", "biological.")
_SEXES = {"male": "м", "female": "ж"}


def _add(state: State, code: str) -> str:
    rank(code)
    state.pending.append(code)
    state.value = state.limit = None
    state.expected_norm = ""
    return code


@checks("scale", "chemical.* dust biological.* vibroacoustic.* fields.* microclimate.* load.* strain.* ionising.*")
def scale(step: Step, state: State, rule: NormValue) -> str:
    """A value against the printed scale of the norm, edge by edge."""
    given = step["inputs"]
    printed = [list(pair) for pair in rule.scale.as_text()]
    demand([list(pair) for pair in given["scale"]] == printed, "шкала не та, что в норме")
    demand(given["title"] == rule.title, "название не то, что в норме")
    demand(not state.expected_norm or rule.key == state.expected_norm, "шкала не того показателя")
    if state.rule:
        demand(rule.key.startswith(_SCALES_AFTER[state.rule]), "шкала не того показателя")
    if "sex" in given:
        suffix = rule.key.rpartition(".")[2]
        demand(given["sex"] == _SEXES.get(suffix, given["sex"]), "норма не того пола")
    exact = state.value
    if exact is None:
        demand(state.origin is None, "величина не приведена к шкале")
        exact = number(given["value"])
    rounds = state.rule and rule.key.startswith(_ROUNDED_FIRST)
    demand(not rounds or exact * 10 == int(exact * 10), "отношение не округлено до десятых")
    demand(state.facts.get("rounds") is not True or exact * 10 == int(exact * 10), "отклонение не округлено")
    demand(same(given["value"], exact), "со шкалой сравнивается не та величина")
    state.last_norm = rule.key
    state.facts["compared"] = exact
    return _add(state, class_by_scale(printed, exact))


@checks("edge", "load.*")
def edge(step: Step, state: State, rule: NormValue) -> str:
    """The edge of two poses' classes, and to which it is said to belong."""
    value = number(step["inputs"]["value"])
    edges = [(code, text) for code, text in rule.scale.as_text()]
    below = next((i for i, (_, text) in enumerate(edges) if text == f"<{step['inputs']['value']}"), None)
    demand(below is not None and value == state.facts.get("compared"), "это не граница двух классов")
    demand(rule.key == state.last_norm, "граница другой шкалы")
    higher = reading(step, "HIGHER", "LOWER") == "HIGHER"
    code = edges[(below or 0) + higher][0]
    state.replace(code)
    return code


@checks("within", "chemical.sum_limit biological.allergen_sum")
def within(step: Step, state: State, rule: NormValue) -> str:
    """A sum not above one."""
    exact = state.value if state.value is not None else Fraction(-1)
    demand(same(step["inputs"]["value"], exact), "сравнивается не та сумма")
    demand(number(step["inputs"]["limit"]) == Fraction(rule.number) >= exact >= 0, "сумма больше единицы")
    return _add(state, "2")


@checks("above_one", "chemical.sum_limit biological.allergen_sum")
def above_one(step: Step, state: State, rule: NormValue) -> str:
    """A sum above one that rounds to one."""
    demand(state.merged() == "2" and (state.origin or 0) > Fraction(rule.number), "сумма не больше единицы")
    code = "3.1" if reading(step, "ROUNDED", "HARMFUL") == "HARMFUL" else "2"
    state.replace(code)
    return code


@checks("complex", "chemical.complexes")
def chemical_complex(step: Step, state: State, rule: NormValue) -> str:
    """A complex of приложение 7, all members named."""
    row = next((row for row in rule.items if row["number"] == step["inputs"]["number"]), None)
    demand(row is not None and len(row["members"]) == len(step["inputs"]["members"]), "нет такого комплекса")
    return _add(state, str(norm("chemical.complex_class", state.on).value))


@checks("assigned", "chemical.unregulated chemical.drugs ionising.sources")
def assigned(step: Step, state: State, rule: NormValue) -> str:
    """A class that the act gives by name: class of danger, kind of drug, category of a source."""
    given = step["inputs"]
    if rule.key == "ionising.sources":
        row = rule.table[given["row"]]
        demand(given["title"] == row["title"], "название не то, что в норме")
        return _add(state, row["categories"][given["key"]])
    row = rule.table[given["key"]]
    is_drug = rule.key == "chemical.drugs"
    demand(given["title"] == (row["title"] if is_drug else rule.title), "название не то, что в норме")
    return _add(state, row["class"] if is_drug else row)


@checks("prevailing", "biological.prevailing")
def prevailing(step: Step, state: State, rule: NormValue) -> str:
    """The work with pathogens that takes most time."""
    works, rows = step["inputs"]["works"], norm("biological.activities", state.on).table
    best = max(works, key=lambda w: (number(w["minutes"]) / number(w["of"]), rank(rows[w["clause"]]["class"])))
    state.clause = best["clause"]
    return state.clause


@checks("activity", "biological.activities")
def activity(step: Step, state: State, rule: NormValue) -> str:
    """Work of п. 27."""
    clause = step["inputs"]["clause"]
    demand(not state.clause or clause == state.clause, "оценивается не преобладающая работа")
    row = rule.table[clause]
    demand(step["inputs"]["title"] == row["title"], "название не то, что в норме")
    state.clause = clause
    return _add(state, row["class"])


@checks("special_work", "strain.special_works")
def special_work(step: Step, state: State, rule: NormValue) -> str:
    """Work of п. 83, ч. 8–11, with its share of the shift."""
    given = step["inputs"]
    row = rule.table[given["kind"]]
    demand(given["title"] == row["title"] and given["percent"] == row["share"], "условия не те, что в норме")
    share = number(given["minutes"]) * 100 / number(given["of"])
    demand(not row["share"] or share >= number(row["share"]), "доля времени ниже порога")
    return _add(state, row["class"])


@checks("choice", "strain.choices")
def choice(step: Step, state: State, rule: NormValue) -> str:
    """An indicator of strain chosen by description."""
    given = step["inputs"]
    demand(rule.table[given["code"]].get(given["choice"]) == given["title"], "описание не то, что в норме")
    return _add(state, given["choice"])


@checks("compare", "lighting")
def compare(step: Step, state: State, rule: NormValue) -> str:
    """An indicator of lighting against its norm."""
    given = step["inputs"]
    value, limit = state.taken(given["value"]), number(given["limit"])
    demand(given["kind"] in (*rule.table["not_below"], *rule.table["not_above"]), "нет такого показателя")
    violated = value < limit if given["kind"] in rule.table["not_below"] else value > limit
    return _add(state, rule.table["violated" if violated else "kept"])


@checks("all_out", "air_ions")
def all_out(step: Step, state: State, rule: NormValue) -> str:
    """Air ionisation by the number of indicators out of norm."""
    out = step["inputs"]["out"]
    demand(out in (0, 1, 2, 3) and state.out in (None, out), "число показателей вне нормы не то")
    return _add(state, rule.table["all_out" if out == 3 else "otherwise"])


@checks("natural", "fields.natural_background")
def natural(step: Step, state: State, rule: NormValue) -> str:
    """A field not above its natural background."""
    given = step["inputs"]
    value = number(given["value"])
    demand(given["kind"] in rule.items and value == state.facts.get("measured"), "фон другого показателя")
    demand(value <= number(given["background"]), "величина выше естественного фона")
    state.last_norm = f"fields.{given['kind']}"
    return _add(state, "1")


@checks("overlap", "fields.laser_overlap")
def overlap(step: Step, state: State, rule: NormValue) -> str:
    """Laser above ПДУ2 up to 10 ПДУ2."""
    demand(state.last_norm == "fields.laser_single" and state.merged() == "3.2", "графы здесь не перекрываются")
    code = "3.2" if reading(step, "SECOND_DEGREE", "FIRST_DEGREE") == "SECOND_DEGREE" else "3.1"
    state.replace(code)
    return code


@checks("field_maximum", "fields.maximum")
def field_maximum(step: Step, state: State, rule: NormValue) -> str:
    """The last step of table 5."""
    row = rule.table[state.last_norm.removeprefix("fields.")]
    demand(state.merged() == "4", "последняя граница не превышена")
    if reading(step, "SAME_LIMIT", "SHORT_LIMIT") == "SAME_LIMIT":
        return "4"
    given = step["inputs"]
    demand(given["times"] == row["times"], "кратность не по норме")
    demand(number(given["value"]) == state.facts.get("measured"), "сравнивается не та величина")
    above = number(given["value"]) > number(given["limit_short"]) * number(row["times"])
    code = "4" if above else row["below"]
    state.replace(code)
    return str(code)


@checks("dose", "ionising.doses")
def dose(step: Step, state: State, rule: NormValue) -> str:
    """A measured row of table 7."""
    given = step["inputs"]
    row = rule.table[given["code"]]
    demand(given["title"] == row["title"], "название не то, что в норме")
    value, limit, code = number(given["value"]), number(given["limit"]), step["output"]
    if given["chosen"] == "over":
        demand(value > limit and code == row["over"], "допустимая величина не превышена")
        if "times" in row and reading(step, "AS_PRINTED", "AS_OTHER_ROWS") == "AS_PRINTED":
            demand(value > limit * number(row["times"]), "класс 4 — только выше напечатанной кратности")
    else:
        allowed = [row["zone"]] if given["chosen"] == "zone" else row["classes"]
        demand(given["chosen"] in ("zone", "source", "person"), "не сказано, чей это выбор")
        demand(value <= limit and code in allowed, "такого класса строка не даёт")
    return _add(state, str(code))
