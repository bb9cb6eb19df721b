"""Physical load: the norm to print, poses and lines of the card."""

import datetime as dt
from decimal import Decimal

from norms.physical_load import LoadIndicator, Sex, classify_load, combine_load
from norms.settings import Interpretations

ON = dt.date(2026, 1, 1)


def test_the_norm_to_print_is_that_of_the_class_below():
    """Harmful rows print what is permissible, the others what is optimal (п. 77)."""
    for value, printed in (("51", "До 50"), ("50", "До 50"), ("101", "51 - 100")):
        found = classify_load(LoadIndicator.BENDS, Sex.MALE, value, ON)
        assert (found.value, found.printed_norm) == (Decimal(value), printed), value
    assert classify_load(LoadIndicator.WALK_HORIZONTAL, Sex.MALE, "9", ON, shift_minutes=720).value == 6
    assert classify_load(LoadIndicator.BENDS, Sex.MALE, "100", ON).verdict.trace[0].op == "scale"


def test_poses_are_one_indicator_and_its_parts_are_told():
    poses = [
        classify_load(LoadIndicator.POSE_STANDING, Sex.MALE, "85", ON),
        classify_load(LoadIndicator.POSE_FORCED, Sex.MALE, "30", ON),
    ]
    bends = classify_load(LoadIndicator.BENDS, Sex.MALE, "60", ON)
    found = combine_load([poses[0], bends, poses[1]], ON)
    assert [(s.op, s.norm) for s in found.trace] == [
        ("highest", "load.pose_combination"),
        ("counting", "load.combination"),
        ("count", "load.combination"),
    ]
    assert found.trace[0].inputs["of"] == [pose.indicator.value for pose in poses]
    assert found.trace[2].inputs["of"] == ["3.5", "3.6"]
    by_lines = Interpretations.of_names({"load_counting": "CARD_LINES"})
    lifts = [
        classify_load(indicator, Sex.MALE, "1", ON)
        for indicator in (LoadIndicator.GENERAL_1_TO_5_M, LoadIndicator.GENERAL_OVER_5_M)
    ]
    both = combine_load([*poses, *lifts], ON, by_lines)
    assert [s.norm for s in both.trace if s.op == "highest"] == ["load.pose_combination", "load.line_combination"]
