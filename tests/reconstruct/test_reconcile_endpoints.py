"""Published efficacy figures against computed ones: every verdict, the model study whole, small curves by hand."""

import tomllib
from collections import Counter
from fractions import Fraction

import pandas as pd
import pytest

import model_study
from published import FACTS, SHARED
from pv.errors import InputError
from pv.facts.published_model import Figure
from pv.facts.read import read_facts, validate
from pv.reconcile.of_endpoint import at_risk, comparison, survival
from pv.reconcile.table import rows_at_risk
from pv.reconcile.verdict import DIFFERS, EQUAL, NOT_REACHED, ROUNDED, of_estimate
from pv.reconstruct.dataset.study_file import study_file
from small_facts import content, facts, figure

OF_ENDPOINTS = ("survival", "survival_comparison", "response", "at_risk")


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    return model_study.study().table("reconciliation")


def test_every_efficacy_number_of_the_model_study_comes_out(rows: pd.DataFrame) -> None:
    facts = read_facts("destiny-breast04")
    measures = {one.id: one.measure for one in facts.published.figure}
    numbers = rows.assign(measure=rows["id"].str.split(", ").str[0].map(measures))
    numbers = numbers[numbers["measure"].isin(OF_ENDPOINTS)]
    assert set(numbers["verdict"]) == {EQUAL, ROUNDED}
    found = Counter(zip(numbers["measure"], numbers["quantity"], strict=True))
    assert found == {
        ("at_risk", "at risk"): 246,
        # 48 rows, of which 6 have an interval
        ("response", "count"): 48,
        ("response", "percent"): 48,
        ("response", "lower limit"): 6,
        ("response", "upper limit"): 6,
        # 12 medians and the follow-up with limits; 6 durations of, 6 times to response and 4 subgroups without
        ("survival", "value"): 29,
        ("survival", "lower limit"): 13,
        ("survival", "upper limit"): 13,
        ("survival", "count"): 4,
        ("survival_comparison", "value"): 6,
        ("survival_comparison", "lower limit"): 6,
        ("survival_comparison", "upper limit"): 6,
        ("survival_comparison", "p-value"): 4,
    }


def test_confirmed_responses_that_are_not_the_sum_of_the_printed_ones_are_a_note(rows: pd.DataFrame) -> None:
    noted = rows[rows["explanation"].notna() & rows["verdict"].str.startswith("equal")]
    said = dict(zip(noted["id"], noted["explanation"], strict=True))
    # 175 and 195 are printed; 1 + 26 are the 27 under TPC, 1 + 19 and 1 + 2 the 20 and 3 of the receptor-negative.
    best = "are printed as CR, PR of 'Best overall response'"
    assert said == {
        "confirmed_positive/T-DXd/confirmed_response": f"12 + 164 = 176, 1 more, {best}",
        "confirmed_all/T-DXd/confirmed_response": f"13 + 183 = 196, 1 more, {best}",
    }
    assert set(noted["quantity"]) == {"count"}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the published figures as CSV are not there")
def test_the_facts_have_every_row_of_the_tables_of_the_paper() -> None:
    figures = [one for one in read_facts("destiny-breast04").published.figure if one.measure in OF_ENDPOINTS]
    arms = {"T-DXd vs TPC": "T-DXd", "both": "any", "all": "any"}
    read = pd.read_csv(SHARED / "published_efficacy.csv", dtype=str, keep_default_na=False)
    cohorts = {"hormone receptor-positive": "positive", "hormone receptor-negative": "negative", "all patients": "all"}
    assert len(read) == 91
    printed = Counter(
        (
            # The endpoints of the subgroups have names of their own.
            None if row["id"] == "pfs_median_subgroup" else cohorts[row["cohort"]],
            arms.get(row["arm"], row["arm"]),
            row["n"],
            "" if row["unit"] in ("events", "deaths") else row["value"],
            row["lower"],
            row["upper"],
        )
        for _, row in read.iterrows()
    )
    told = Counter(
        (
            cohort if (cohort := str(one.endpoint).rpartition("_")[2]) in cohorts.values() else None,
            one.arm,
            "" if one.count is None else str(one.count),
            one.value or one.percent or one.p_value or "",
            one.lower or "",
            one.upper or "",
        )
        for one in figures
        if one.measure != "at_risk"
    )
    assert told == printed
    table = pd.read_csv(SHARED / "at_risk.csv")
    lists = {
        (f"{str(endpoint).lower()}_{cohorts[str(cohort)]}", arm): tuple(part["at_risk"])
        for (endpoint, cohort, arm), part in table.groupby(["endpoint", "cohort", "arm"])
    }
    assert {(one.endpoint, one.arm): one.at_risk for one in figures if one.measure == "at_risk"} == lists


@pytest.mark.parametrize(
    ("found", "printed", "verdict"),
    [
        ("0.50573", "0.51", ROUNDED),
        ("0.505", "0.51", ROUNDED),  # half away from zero
        ("0.5049", "0.51", DIFFERS),
        (None, "NE", EQUAL),
        ("21.9", "NE", DIFFERS),
        (None, "21.9", DIFFERS),
        ("0.00099", "<0.001", EQUAL),
        ("0.001", "<0.001", DIFFERS),
        ("0.00149", "0.001", ROUNDED),
        ("0.0004", "0.001", DIFFERS),
    ],
)
def test_verdicts_on_estimates_limits_and_p_values(found: str | None, printed: str, verdict: str) -> None:
    assert of_estimate(None if found is None else Fraction(found), printed, known=True).verdict == verdict
    assert of_estimate(None, printed, known=False) == (DIFFERS, "the study has no such result")


def test_the_study_file_that_is_written_has_the_endpoints_of_the_figures() -> None:
    shipped = tomllib.loads((FACTS.parent / "study.toml").read_text(encoding="utf-8"))
    made = tomllib.loads(study_file(read_facts(FACTS), "facts.toml"))
    for table, number in (("endpoint", 16), ("response", 9)):
        assert len(made[table]) == number
        assert made[table] == shipped[table]


def test_an_endpoint_that_the_facts_do_not_define_is_named() -> None:
    told = content(figure("os", "New", "at_risk", endpoint="oss", at_risk=[3]))
    told["endpoint"] = [{"name": "os", "label": "Overall survival", "parameter": "OS", "population": "ittt"}]
    with pytest.raises(InputError) as error:
        validate(told, "facts.toml")
    assert "endpoint: 'oss' is not known (did you mean 'os'?" in str(error.value)
    assert "endpoint[1].population: 'ittt' is not a population" in str(error.value)


def curve(arm: str, steps: list[tuple[float, int, int, int]]) -> pd.DataFrame:
    """Return a curve in months: time, at risk, events, censored."""
    rows = pd.DataFrame(steps, columns=["time", "at_risk", "subjects", "censored"])
    return rows.assign(endpoint="os", arm=arm, unit="months", confidence_level=0.95)


#: Four subjects, at 0.5 (censored), 3 (event), 3.1 (event) and 7 months (censored); two censored at 2 and 6.
CURVES = pd.concat(
    [
        curve("New", [(0, 4, 0, 0), (0.5, 4, 0, 1), (3, 3, 1, 0), (3.1, 2, 1, 0), (7, 1, 0, 1)]),
        curve("Old", [(0, 2, 0, 0), (2, 2, 0, 1), (6, 1, 0, 1)]),
    ]
)
TABLES = {
    "study": pd.DataFrame({"days_per_month": [30.4375], "days_per_year": [365.25]}),
    "survival_curve": CURVES,
    "survival": pd.DataFrame(
        {"endpoint": "os", "arm": ["New", "Old"], "unit": "months", "arm_subjects": [4, 2], "subjects": [2, 0]}
        | {f"median{part}": [number, None] for part, number in (("", 3.1), ("_lower", 3.0), ("_upper", None))}
    ),
}


def of(measure: str, arm: str = "New", **fields: object) -> Figure:
    """Return a figure of overall survival."""
    return Figure.model_validate(figure("os", arm, measure, **({"endpoint": "os"} | fields)))


def test_numbers_at_risk_count_who_is_there_at_the_time_or_after() -> None:
    found = list(at_risk(of("at_risk", every=3, at_risk=(4, 3, 2, 0)), TABLES))
    assert found == [(0, 4, 4), (3, 3, 3), (6, 2, 1), (9, 0, 0)]
    # 3 months are 91.3125 days
    assert list(at_risk(of("at_risk", unit="days", every=91, at_risk=(4, 3)), TABLES)) == [(0, 4, 4), (91, 3, 3)]
    assert list(at_risk(of("at_risk", unit="days", every=92, at_risk=(4, 3)), TABLES)) == [(0, 4, 4), (92, 3, 2)]
    assert list(at_risk(of("at_risk", endpoint="pfs", at_risk=(4,)), TABLES)) == [(0, 4, None)]


def test_numbers_at_risk_that_no_data_set_was_found_for_are_not_reached() -> None:
    # The study has 4, 3, 1, 0: of the first, printed as 5, it has the nearest; of the third less than the nearest.
    told = of("at_risk", every=3, at_risk=(5, 3, 2, 0), nearest_at_risk=(4, 3, 2, 0))
    assert [row["verdict"] for row in rows_at_risk(told, TABLES)] == [NOT_REACHED, EQUAL, DIFFERS, EQUAL]


def test_events_and_follow_up_of_all_arms_are_those_of_their_subjects_together() -> None:
    events = survival(of("survival", "any", statistic="events", count=2), facts(), TABLES)
    assert (events.subjects, events.arm_subjects) == (2, 6)
    # Still followed: 5/6 after 0.5, x 4/5 after 2, x 1/2 after 6 (two left), which is 1/3.
    follow_up = survival(of("survival", "any", statistic="follow_up", value="6"), facts(), TABLES)
    assert (follow_up.value, follow_up.arm_subjects) == (Fraction(6), 6)
    assert survival(of("survival", "any", endpoint="pfs", statistic="events", count=2), facts(), TABLES)[:2] == (
        None,
        None,
    )


def test_a_median_is_in_the_unit_of_the_figure_and_a_limit_that_is_not_reached_is_none() -> None:
    found = survival(of("survival", unit="days", statistic="median", value="94"), facts(), TABLES)
    assert found.value == Fraction("3.1") * Fraction("30.4375")
    assert (found.lower, found.upper, found.arm_subjects) == (3 * Fraction("30.4375"), None, 4)


def test_a_comparison_is_stratified_where_its_endpoint_has_strata() -> None:
    names = ("hazard_ratio", "hr_lower", "hr_upper", "log_rank_p_value")
    numbers = dict(zip(names, (0.5, 0.4, 0.6, 0.01), strict=True))
    numbers |= {f"stratified_{name}": number + 0.1 for name, number in numbers.items()}
    row = {"endpoint": "os", "arm": "New", "timed_subjects": 4, "comparator_timed_subjects": 2} | numbers
    one = of("survival_comparison", value="0.5")
    for strata, expected in ((None, ("0.5", "0.4", "0.6", "0.01")), ("SEX", ("0.6", "0.5", "0.7", "0.11"))):
        found = comparison(one, {"survival_comparison": pd.DataFrame([row | {"strata": strata}])})
        assert found[2:] == tuple(map(Fraction, expected))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (figure("os", "New", "survival", endpoint="os", statistic="median", value="not reached"), "number as printed"),
        (
            figure("os", "New", "survival", endpoint="os", statistic="median", count=3),
            "median of survival has no count",
        ),
        (figure("os", "New", "survival", endpoint="os", statistic="events", value="3"), "has no value"),
        (figure("os", "New", "survival", statistic="median", value="3"), "survival without endpoint"),
        (figure("os", "New", "survival", endpoint="os", statistic="minimum", value="3"), "one of median, follow_up"),
        (figure("os", "New", "survival_comparison", endpoint="os", value="NE"), "has no value NE"),
        (figure("os", "New", "survival_comparison", endpoint="os", p_value="> 0.1"), "number as printed"),
        (figure("os", "New", "at_risk", endpoint="os"), "at_risk without at_risk"),
        (
            figure("os", "New", "at_risk", endpoint="os", at_risk=[3, 2], nearest_at_risk=[3]),
            "1 numbers beside 2 printed",
        ),
        (figure("os", "New", "response", endpoint="best", count=3), "response without response"),
        (figure("os", "New", "incidence", count=3, lower="1.0"), "incidence has no lower"),
        (figure("os", "any", "survival", endpoint="os", statistic="median", value="3"), "survival is of one arm"),
        (figure("os", "any", "incidence", count=3), "incidence is of one arm"),
    ],
)
def test_a_figure_that_says_too_little_or_too_much_is_named(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(InputError) as error:
        facts(wrong)
    assert said in str(error.value)
    assert "published.figure[" in str(error.value)
