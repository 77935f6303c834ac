"""Responses compared within strata: the estimates of Mantel and Haenszel by hand and by statsmodels."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.contingency_tables import StratifiedTable

import frames
from made_alone import made_alone
from pv.errors import SettingError
from small_study import events, small_study, subjects

#: Stratum -> responders and subjects of the drug, responders and subjects of the control.
STRATA = {"A": (6, 10, 2, 8), "B": (3, 9, 1, 12), "C": (2, 2, 0, 0)}
TEXT = """
[[response]]
name = "plain"
label = "Response"
parameter = "BOR"
rates = { Response = ["CR", "PR"] }
[[response]]
name = "stratified"
label = "Response"
parameter = "BOR"
values = ["CR"]
rates = { Response = ["CR", "PR"], Complete = ["CR"] }
strata = ["REGION"]
"""


def trial() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the subjects, and their responses: the first responder of each arm and stratum is complete."""
    people, values = [], []
    for region, counts in STRATA.items():
        for arm, responders, size in (("Drug", *counts[:2]), ("Control", *counts[2:])):
            people += [{"TRT01A": arm, "REGION": region}] * size
            values += [("CR" if place == 0 else "PR") if place < responders else "PD" for place in range(size)]
    adsl = subjects(*people)
    return adsl, pd.DataFrame({"USUBJID": adsl["USUBJID"], "PARAMCD": "BOR", "AVALC": values})


def test_a_rate_is_compared_within_strata_where_the_response_has_some(tmp_path: Path) -> None:
    adsl, adrs = trial()
    with small_study(tmp_path, adsl, events({}), TEXT, {"adrs": adrs}) as study:
        table = study.table("stratified_response_comparison")
        assert list(zip(table["endpoint"], table["label"], strict=True)) == [
            ("stratified", "Response"),
            ("stratified", "Complete"),
        ]
        row = next(iter(frames.rows(table)))
        assert (row.strata, row.subjects, row.arm_subjects) == (3, 11, 21)
        assert (row.comparator_subjects, row.comparator_arm_subjects) == (3, 20)
        # A: weight 80/18, 6/10 - 2/8; B: weight 108/21, 3/9 - 1/12; C has nobody to compare with: no weight.
        weights, differences = np.array([80 / 18, 108 / 21]), np.array([6 / 10 - 2 / 8, 3 / 9 - 1 / 12])
        assert row.risk_difference == pytest.approx(100 * (weights * differences).sum() / weights.sum())
        assert row.rd_lower < row.risk_difference < row.rd_upper
        theirs = StratifiedTable([np.array([[a, n - a], [b, m - b]]) for a, n, b, m in STRATA.values() if m])
        assert row.risk_ratio == pytest.approx(theirs.riskratio_pooled)
        assert row.odds_ratio == pytest.approx(theirs.oddsratio_pooled)
        # The test of a study file that names none is the one with the correction for continuity.
        assert row.p_method == "cmh_cc"
        assert row.p_value == pytest.approx(theirs.test_null_odds(correction=True).pvalue)
        shown = made_alone(study, "response")
        assert shown.count("Stratified by REGION, 3 strata") == 1
        assert f"{row.risk_difference:.1f}" in shown


def test_without_strata_there_is_no_row_and_a_variable_that_is_not_there_is_named(tmp_path: Path) -> None:
    adsl, adrs = trial()
    plain = TEXT.partition('[[response]]\nname = "stratified"')[0]
    with small_study(tmp_path, adsl, events({}), plain, {"adrs": adrs}) as study:
        assert study.table("stratified_response_comparison").empty
        assert "Stratified" not in made_alone(study, "response")
    with pytest.raises(SettingError, match=r"response\[2\]\.strata: 'REGION_' is not in ADSL \(did you mean 'REGION'"):
        small_study(tmp_path, adsl, events({}), TEXT.replace('["REGION"]', '["REGION_"]'), {"adrs": adrs})
