"""Pooled arms in a study file: every mistake with its key and what would be right; what is right, as tables."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pv.errors import SettingError
from pv.study.setting.definition import validate
from pv.study.setting.settings import Settings
from pv.study.table.setting_tables import PALETTE, setting_tables
from small_study import CONTROL, events, small_study, subjects

Part = dict[str, Any]

LOW: Part = {"name": "Low", "role": "investigational"}
HIGH: Part = {"name": "High", "role": "investigational"}
PLACEBO: Part = {"name": "Placebo", "role": "comparator"}
POOL: Part = {"name": "All", "of": ("Low", "High")}
OTHER: Part = {"role": "other"}


def settings(*arms: Part, **report: object) -> Settings:
    return validate({"study": {"id": "S", "title": "S"}, "arm": arms, "report": report}, "study.toml")


def mistakes(*arms: Part, **report: object) -> list[str]:
    with pytest.raises(SettingError) as caught:
        settings(*arms, **report)
    return [str(problem).removeprefix("study.toml, key ") for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("pool", "expected"),
    [
        ({"of": ("Low", "Hihg")}, "arm[4].of: 'Hihg' is no [[arm]] (did you mean 'High'?"),
        ({"of": ("Low", "High", "Low")}, "arm[4].of: 'Low' occurs 2 times (each arm once)"),
        ({"of": ("All", "Low", "High")}, "arm[4].of: 'All' is pooled of itself (other arms, such as 'High', 'Low', 'P"),
        ({"of": ("Low",)}, "arm[4].of: 'Low' alone is no pool (the names of two arms or more)"),
        ({"of": ()}, "arm[4].of: no arm alone is no pool"),
        ({"of": "Low"}, "arm[4].of: 'Low' is not valid (a list)"),
        ({"name": "High"}, "arm: 'High' occurs 2 times (each name once)"),
        ({"label": "High"}, "arm[4].label: another arm is called 'High' (another label)"),
        ({"colour": "blue"}, "arm[4].colour: 'blue' is not valid (# and six hexadecimal digits, such as '#0f6fc6')"),
        ({"treatment": ("X",)}, "arm[4].treatment: 'All' is pooled of other arms (the treatments of its members"),
        (
            {"of": ("Low", "Placebo")},
            (
                "arm[4].role: 'All' and the comparator 'Placebo' have subjects in common: those of 'Placebo' "
                '(role = "other": the arm is shown, and not compared)'
            ),
        ),
    ],
)
def test_a_mistake_of_a_pooled_arm_is_named(pool: Part, expected: str) -> None:
    found = mistakes(LOW, HIGH, PLACEBO, POOL | pool)
    assert any(problem.startswith(expected) for problem in found), found
    assert len(found) == 1


def test_an_arm_that_is_named_twice_is_one_arm_and_no_pool() -> None:
    found = mistakes(LOW, HIGH, PLACEBO, POOL | {"of": ("Low", "Low")})
    assert found == [
        "arm[4].of: 'Low' occurs 2 times (each arm once)",
        "arm[4].of: 'Low' alone is no pool (the names of two arms or more)",
    ]


def test_a_pool_of_a_pool_and_comparators_that_overlap_are_named() -> None:
    wider = {"name": "Wider", "of": ("All", "Low"), **OTHER}
    assert mistakes(LOW, HIGH, PLACEBO, POOL, wider) == [
        "arm[5].of: 'All' is a pooled arm itself (the arms that it is pooled of: 'Low', 'High')"
    ]
    two = {"name": "Two", "of": ("Low", "Placebo"), "role": "comparator"}
    shares = "and the comparator 'Two' have subjects in common: those of 'Low'"
    right = 'role = "other": the arm is shown, and not compared'
    assert mistakes(LOW, HIGH, PLACEBO | OTHER, two) == [f"arm[1].role: 'Low' {shares} ({right})"]
    everyone = {"name": "Everyone", "of": ("Low", "High"), "role": "comparator"}
    told = "the comparator 'Everyone' is pooled of all arms: there is nothing to compare with it"
    right = "the arms that the others are compared with"
    assert mistakes(LOW | OTHER, HIGH | OTHER, everyone) == [f"arm[3].of: {told} ({right})"]


def test_a_total_needs_several_arms_and_its_name() -> None:
    assert mistakes(LOW, total=True) == ["report.total: there is one arm, which is the total (false)"]
    assert mistakes(LOW | {"label": "Total"}, HIGH, total=True) == [
        "arm[1].label: 'Total' is the column that report.total asks for (another label, or report.total = false)"
    ]


def test_neither_a_pool_nor_the_total_is_called_as_an_arm_of_the_data(tmp_path: Path) -> None:
    adsl = subjects({}, {"TRT01A": "All"}, {"TRT01A": "Total"}, CONTROL)
    text = (
        '[population]\nleave_out_arms = ["Total"]\n[report]\ntotal = true\n'
        '[[arm]]\nname = "All"\nof = ["Drug", "Control"]\nrole = "other"\n'
    )
    with pytest.raises(SettingError) as caught:
        small_study(tmp_path, adsl, events({}), text)
    told = [str(problem) for problem in caught.value.problems]
    right = "(a name that no arm of the data has)"
    for key, name in (("key arm[1].name", "All"), ("key report.total", "Total")):
        assert any(f"{key}: subjects have TRT01A = '{name}' in" in one and right in one for one in told), told
    # Nobody lists the subjects whose arm the pool is called after.
    assert any("1 subject with SAFFL = Y has TRT01A = 'All', which no [[arm]] lists" in one for one in told)


def test_what_is_right_is_two_tables() -> None:
    collected = pd.DataFrame(columns=["dataset", "variable", "present", "filled", "readable"])
    pooled = settings(POOL, LOW, HIGH | {"colour": PALETTE[2]}, PLACEBO, total=True)
    made, plain = (setting_tables(one, collected) for one in (pooled, settings(LOW, HIGH, PLACEBO)))
    arm = made["arm"].set_index("arm")
    assert arm["role"].to_dict() == {
        "All": "investigational",
        "Low": "investigational",
        "High": "investigational",
        "Placebo": "comparator",
        "Total": "total",
    }
    assert list(arm["arm_order"]) == [1, 2, 3, 4, 5]
    assert list(arm.index[arm["pooled"]]) == ["All", "Total"]
    # An arm of the data keeps its colour, and every arm has one of its own.
    assert arm["colour"]["Low"] == plain["arm"].set_index("arm")["colour"]["Low"]
    assert arm["colour"].nunique() == 5
    members = made["arm_member"].groupby("arm")["member"].apply(set)
    assert members.to_dict() == {
        "All": {"Low", "High"},
        "Low": {"Low"},
        "High": {"High"},
        "Placebo": {"Placebo"},
        "Total": {"Low", "High", "Placebo"},
    }
    assert plain["arm_member"]["arm"].tolist() == plain["arm_member"]["member"].tolist() == ["Low", "High", "Placebo"]
