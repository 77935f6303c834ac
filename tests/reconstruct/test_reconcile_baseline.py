"""Published baseline tables and the flow against computed ones: the model study whole, small tables by hand."""

import re
from collections import Counter

import pandas as pd
import pytest

import model_study
from published import FACTS, SHARED
from pv.errors import InputError
from pv.facts.published_model import Figure
from pv.facts.read import read_facts, validate
from pv.reconcile.baseline import baseline_values
from pv.reconcile.of_flow import flow
from pv.reconcile.verdict import EQUAL, ROUNDED
from small_facts import Content, content, facts, figure


def test_both_cohorts_the_agents_and_the_flow_of_the_model_study_come_out() -> None:
    rows = model_study.study().table("reconciliation")
    rows = rows[rows["id"].str.startswith(("baseline/", "agent/", "flow/"))]
    assert set(rows["verdict"]) == {EQUAL, ROUNDED}
    found = Counter(zip(rows["id"].str.split("/").str[0], rows["quantity"], strict=True))
    assert found == {
        # Table 1 has 30 rows with counts, of two cohorts and two arms; beside 0 no percentage is printed, twice.
        ("baseline", "count"): 120,
        ("baseline", "percent"): 118,
        # Age and lines: median and range, of two cohorts and two arms.
        ("baseline", "value"): 24,
        ("agent", "percent"): 5,
        ("flow", "count"): 9,
        ("flow", "percent"): 4,
    }


@pytest.mark.skipif(not SHARED.is_dir(), reason="the published figures as CSV are not there")
def test_the_facts_have_every_cell_of_table_1_and_every_row_of_the_flow() -> None:
    told = read_facts(FACTS)
    table = pd.read_csv(SHARED / "baseline_table1_cohorts.csv", dtype="str", keep_default_na=False)
    for population, columns in (
        ("positive", ["hr_positive_tdxd", "hr_positive_tpc"]),
        ("itt", ["all_tdxd", "all_tpc"]),
    ):
        parts = [part for part in told.baseline if part.population == population]
        printed = Counter(
            cells
            for part in parts
            for cells in (part.values or {}).values()  # noqa: PD011  # a key of the facts file
            if isinstance(cells[0], str)
        )
        numbers = Counter(
            tuple(f"{median} ({low}-{high})" for low, median, high in part.number.values())
            for part in parts
            if part.number
        )
        expected = Counter(zip(table[columns[0]], table[columns[1]], strict=True))
        assert printed + numbers == expected
    agents = pd.read_csv(SHARED / "baseline_table1.csv", dtype="str").query("characteristic == 'chemotherapy_agent'")
    shares = {agent.name: agent.percent for agent in told.agent if agent.arm == "TPC"}
    assert shares == dict(zip(agents["category"], agents["tpc_pct"], strict=True))
    rows = pd.read_csv(SHARED / "participant_flow.csv")
    counts = Counter(one.count for one in told.published.figure if one.measure == "flow")
    assert counts == Counter(rows["n"])
    percents = {percent for source in rows["source"] for percent in re.findall(r"([0-9.]+)%", source)}
    assert {one.percent for one in told.published.figure if one.measure == "flow"} - {None} == percents


BASELINE = pd.DataFrame(
    [
        ("itt", "New", "SEX", "F", 3, 4, None),
        ("itt", "New", "SEX", "(missing)", 1, 4, None),
        ("itt", "New", "AGE", "median", None, 4, 50.5),
        ("safety", "New", "SEX", "F", 2, 3, None),
    ],
    columns=["analysis_set", "arm", "variable", "item", "subjects", "arm_subjects", "value"],
)


def test_what_is_printed_is_looked_up_by_population_and_what_is_not_is_left_out() -> None:
    sex: Content = {"variable": "SEX", "label": "Sex", "population": "itt"}
    sex |= {"values": {"F": ["3 (75.0)", "1"], "M": ["0", 0]}}
    age: Content = {"variable": "AGE", "label": "Age", "population": "itt"}
    age |= {"number": {"New": [20.0, "50.5", 60.0], "Old": [20.0, 50.0, 60.0]}}
    # Without a population, and without a text, nothing was printed of it.
    other = {"variable": "RACE", "label": "Race", "values": {"A": ["3", "1"]}}
    told = validate(content() | {"baseline": [sex, age, other]}, "facts.toml")
    found = {
        about.id: (about.count, about.percent, about.value, computed.subjects, computed.arm_subjects, computed.value)
        for about, computed in baseline_values(told, {"baseline": BASELINE})
    }
    assert found == {
        "baseline/itt/SEX/F/New": (3, "75.0", None, 3, 4, None),
        "baseline/itt/SEX/F/Old": (1, None, None, None, None, None),
        # No subject has the value: none, where the variable is there.
        "baseline/itt/SEX/M/New": (0, None, None, 0, 4, None),
        "baseline/itt/AGE/median/New": (None, None, "50.5", None, None, 50.5),
    }


FLOW = pd.DataFrame(
    [
        ("screened", "any", "any", None, 9, None),
        ("randomised", "any", "any", "New", 4, 4),
        ("randomised", "any", "any", "Old", 2, 2),
        ("treated", "yes", "any", "New", 3, 4),
        ("population", "safety", "any", "New", 3, 4),
        ("population", "safety", "any", "Old", 1, 2),
        ("treatment", "DISCONTINUED", "DEATH", "New", 1, 4),
    ],
    columns=["stage", "item", "reason", "arm", "subjects", "arm_subjects"],
)


@pytest.mark.parametrize(
    ("arm", "fields", "expected"),
    [
        ("any", {"stage": "screened"}, (9, None)),
        ("New", {"stage": "randomised"}, (4, 4)),
        ("New", {"stage": "treated"}, (3, 4)),
        ("any", {"stage": "population", "population": "safety"}, (4, 6)),
        ("Old", {"stage": "treated"}, (None, None)),
        ("any", {"stage": "population", "population": "itt"}, (None, None)),
    ],
)
def test_a_stage_of_the_flow(arm: str, fields: dict[str, str], expected: tuple[int | None, int | None]) -> None:
    one = Figure.model_validate(figure("flow", arm, "flow", count=1, **fields))
    assert flow(one, facts(), {"participant_flow": FLOW})[:2] == expected


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (figure("f", "New", "flow", stage="screened", count=3), "the screened are a count of no arm"),
        (figure("f", "New", "flow", stage="population", count=3), "the stage population and the population None"),
        (
            figure("f", "New", "flow", stage="treated", population="itt", count=3),
            "the stage treated and the population itt",
        ),
        (
            figure("f", "New", "flow", stage="population", population="it", count=3),
            "'it' is not a population of the records (did you mean 'itt'?",
        ),
        (figure("f", "New", "flow", count=3), "flow without stage"),
        (figure("f", "New", "incidence", count=3, nearest={"percent": "2.0"}), "f/New has no percent"),
    ],
)
def test_a_mistake_in_a_figure_is_named(told: dict[str, object], said: str) -> None:
    with pytest.raises(InputError) as error:
        facts(told)
    assert said in str(error.value)


def test_a_mistake_in_a_baseline_variable_is_named() -> None:
    sex = {"variable": "SEX", "label": "Sex", "population": "women", "values": {"F": ["3 (75.0%)", 1]}}
    with pytest.raises(InputError, match=re.escape('a count as printed: "149 (45.0)" or "149"')):
        validate(content() | {"baseline": [sex]}, "facts.toml")
    women = {"name": "women", "label": "Women", "flag": "ITTFL", "cohort": [{"SEX": "F"}]}
    told = content() | {"analysis_set": [women, women | {"name": "itt"}]}
    told["baseline"] = [sex | {"values": {"F": ["3", 1]}, "classes": "AGE"}]
    with pytest.raises(InputError) as error:
        validate(told, "facts.toml")
    for said in (
        "analysis_set[2].name: 'itt' is a population of every such study",
        "analysis_set[1].cohort: 'SEX' is no variable of the courses",
        "baseline[1].classes: 'AGE' is not before it",
    ):
        assert said in str(error.value)
