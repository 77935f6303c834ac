"""number_needed_to_harm, odds_ratio, stratified_rate_comparison, tests: published formulas, statsmodels, scipy."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2_contingency
from statsmodels.stats.contingency_tables import StratifiedTable, Table2x2

import pilot
import random_times
from made_alone import made_alone
from pv.errors import InputError
from pv.numbers.text import written
from pv.numbers.value import number_needed
from pv.study.catalogue import measures
from small_study import CONTROL, events, small_study, subjects

GRAIN = ["arm", "level", "soc", "term", "category"]


def four(row: pd.Series) -> list[list[int]]:
    """Return the two-by-two table of a row: with and without the event, the arm first."""
    pairs = ((row["subjects"], row["arm_subjects"]), (row["comparator_subjects"], row["comparator_arm_subjects"]))
    return [[int(with_event), int(total - with_event)] for with_event, total in pairs]


def any_serious_and_classes(name: str, **options: str) -> pd.DataFrame:
    table = pilot.study().table(name, **options)
    return table[table["level"].isin(["any", "SOC"]) & (table["category"] == "any")]


def test_the_number_needed_is_the_inverse_of_the_difference_and_its_limits() -> None:
    compared = pilot.study().table("comparison").set_index(GRAIN)
    for _, row in any_serious_and_classes("number_needed_to_harm").iterrows():
        risk = compared.loc[tuple(row[GRAIN])]
        assert row["number_needed"] == pytest.approx(100 / risk["risk_difference"])
        # Altman: the inverse of each limit on its own side of 0; through 0 both sides reach to infinity.
        harm = (100 / risk["rd_upper"], 100 / max(risk["rd_lower"], 1e-300)) if risk["rd_upper"] > 0 else (np.nan,) * 2
        low = -risk["rd_lower"]
        benefit = (100 / low, 100 / max(-risk["rd_upper"], 1e-300)) if low > 0 else (np.nan,) * 2
        expected = [value if value < 1e100 or np.isnan(value) else np.inf for value in (*harm, *benefit)]
        found = row[["harm_lower", "harm_upper", "benefit_lower", "benefit_upper"]].to_list()
        assert found == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ((5.0, (3.25, 10.79), (np.nan, np.nan)), "NNH 5.0 (3.3 to 10.8)"),
        ((-8.0, (np.nan, np.nan), (5.0, 20.14)), "NNB 8.0 (5.0 to 20.1)"),
        ((25.0, (12.3, np.inf), (40.0, np.inf)), "NNH 25.0 (NNH 12.3 to ∞ to NNB 40.0)"),
        ((-25.0, (40.0, np.inf), (12.3, np.inf)), "NNB 25.0 (NNB 12.3 to ∞ to NNH 40.0)"),
        ((np.inf, (12.3, np.inf), (12.3, np.inf)), "∞ (NNH 12.3 to ∞ to NNB 12.3)"),
        ((1.0, (np.nan, np.nan), (np.nan, np.nan)), "NNH 1.0 (NE)"),
        ((np.nan, (np.nan, np.nan), (np.nan, np.nan)), "NE"),
    ],
)
def test_the_number_needed_as_altman_writes_it(
    numbers: tuple[float, tuple[float, float], tuple[float, float]], text: str
) -> None:
    assert written(number_needed(*numbers)) == text


def test_the_odds_ratio_with_woolf_s_limits_is_that_of_statsmodels() -> None:
    compared = 0
    for _, row in any_serious_and_classes("odds_ratio", method="or_woolf").iterrows():
        cells = np.array(four(row))
        if cells.min() == 0:
            assert np.isnan(row["or_lower"])
            continue
        table = Table2x2(cells)
        expected = (table.oddsratio, *table.oddsratio_confint())
        assert (row["odds_ratio"], row["or_lower"], row["or_upper"]) == pytest.approx(expected)
        compared += 1
    assert compared > 20


@pytest.mark.parametrize(("test", "correction"), [("pearson_chisq", False), ("pearson_chisq_yates", True)])
def test_the_test_of_a_study_can_be_chosen(test: str, correction: bool) -> None:  # noqa: FBT001  # of each test
    for name in ("comparison", "odds_ratio"):
        rows = any_serious_and_classes(name, method=test)
        assert set(rows["p_method"]) == {test}
        for _, row in rows.iterrows():
            cells = np.array(four(row))
            if cells.sum(axis=0).min() == 0:
                assert np.isnan(row["p_value"])
                continue
            assert row["p_value"] == pytest.approx(chi2_contingency(cells, correction=correction).pvalue)


def test_the_stratified_test_without_correction_is_that_of_statsmodels() -> None:
    study = random_times.study()
    row = study.table("stratified_comparison", method="cmh").query("level == 'any' and category == 'any'").iloc[0]
    people, had = random_times.followed(), study.table("subject_term").query("level == 'any' and category == 'any'")
    with_event = people["USUBJID"].isin(had["USUBJID"])
    tables = []
    for _, group in people.assign(with_event=with_event).groupby("stratum"):
        cells = [
            [(group["with_event"] == has)[group["arm"] == arm].sum() for has in (True, False)]
            for arm in ("Drug", "Control")
        ]
        tables.append(np.array(cells))
    expected = StratifiedTable(tables).test_null_odds(correction=False).pvalue
    assert row["p_value"] == pytest.approx(expected)


@pytest.mark.parametrize("term", ["any", "Nausea"])
def test_the_stratified_rate_is_mantel_haenszel_s(term: str) -> None:
    rows = random_times.study().table("stratified_rate_comparison")
    row = rows[(rows["term"] == term) & (rows["category"] == "any")].iloc[0]
    people = random_times.followed().set_index("USUBJID")
    first = random_times.onsets(None if term == "any" else term).groupby("USUBJID")["day"].min().reindex(people.index)
    people = people.assign(had=first.notna(), years=first.fillna(people["at_risk"]) / 365.25)
    weight = difference = over = under = 0.0
    for _, group in people.groupby("stratum"):
        drug, control = (group[group["arm"] == arm] for arm in ("Drug", "Control"))
        (a, t), (b, s) = ((one["had"].sum(), one["years"].sum()) for one in (drug, control))
        weight += t * s / (t + s)
        difference += (a / t - b / s) * t * s / (t + s)
        over, under = over + a * s / (t + s), under + b * t / (t + s)
    assert row["rate_difference"] == pytest.approx(difference / weight)
    assert row["rate_ratio"] == pytest.approx(over / under)
    assert row["rate_events"] == people.query("arm == 'Drug'")["had"].sum()
    assert row["rate_patient_years"] == pytest.approx(people.query("arm == 'Drug'")["years"].sum())
    assert row["ird_lower"] < row["rate_difference"] < row["ird_upper"]


def test_a_measure_is_computed_when_something_reads_it(tmp_path: Path) -> None:
    with small_study(tmp_path, subjects({}, CONTROL), events({})) as study:
        made = study._built.engine._tables.intersection
        assert not made(measures())
        study.sql("select * from Stratified_Rate_Comparison")
        assert made(measures()) == {"stratified_rate_comparison"}
        study.table("odds_ratio")
        assert made(measures()) >= {"odds_ratio", "comparison", "incidence"}  # and what it reads
        assert not made({"mean_cumulative_count", "lab_worst_grade", "hys_law"})
        # What lists the tables lists them all, and a name that the query itself puts together is found.
        assert set(measures()) <= set(study.sql("show tables")["name"])
        assert made(measures()) == set(measures())


def test_the_displays_on_request() -> None:
    study = pilot.study()
    shown = made_alone(study, "number_needed_to_harm")
    # 76 of 84 against 65 of 86: 1 / (0.904762 - 0.755814) = 6.71.
    assert "NNH 6.7 (3.8 to 26.9)" in shown
    assert "Two-sided p-value of Fisher's exact test" in made_alone(study, "odds_ratio", level="PT", category="serious")
    with pytest.raises(InputError, match=r"there is no such category \(did you mean 'serious'"):
        made_alone(study, "odds_ratio", category="seriuos")
    assert made_alone(study, "stratified_rates") == "The study file specifies no strata."
    assert "Comparison of rates stratified by SITE" in made_alone(random_times.study(), "stratified_rates")


@pytest.mark.parametrize("name", ["odds_ratio", "number_needed_to_harm"])
def test_the_title_says_of_which_level_the_terms_are(name: str) -> None:
    titles = [pilot.study().display(name, level=level).tables[0].title for level in ("SOC", "PT")]
    assert ["by system organ class:" in titles[0], "by preferred term:" in titles[1]] == [True, True]
