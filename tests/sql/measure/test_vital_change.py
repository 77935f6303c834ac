"""Mean change of vital signs by visit: the pilot's as pandas has it from the files, small ones by hand."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import scipy.stats

import pilot_signs
from small_study import CONTROL, events, small_study, subjects


@pytest.mark.skipif(not pilot_signs.SHARED.is_dir(), reason="the SDTM files of the pilot are not beside the repository")
@pytest.mark.parametrize(("test", "parameter"), [("SYSBP", "SYSBP"), ("PULSE", "PULSE"), ("TEMP", "TEMP")])
def test_every_mean_and_limit_of_the_pilot_is_that_of_pandas(test: str, parameter: str) -> None:
    study = pilot_signs.study()
    vs = pilot_signs.domain("vs").query(f"VSTESTCD == '{test}' and VSSTRESN.notna()")
    vs = vs.assign(VSTPT=vs["VSTPT"].fillna("")).drop_duplicates()
    flagged = vs[vs["VSBLFL"] == "Y"].set_index(["USUBJID", "VSTPT"])["VSSTRESN"]
    # A few have no flagged one: the last value up to the day of first dose.
    first = vs["USUBJID"].map(study.table("subject").set_index("USUBJID")["first_dose"])
    before = vs[pd.to_datetime(vs["VSDTC"]) <= first].sort_values(["VSDTC", "VSSEQ"])
    last = before.groupby(["USUBJID", "VSTPT"])["VSSTRESN"].last()
    assert 0 < len(last.index.difference(flagged.index)) < 10
    base = flagged.combine_first(last).rename("base")
    after = pilot_signs.after_baseline(study, vs, "VSDTC").join(base, on=["USUBJID", "VSTPT"])
    after = after[~after["VISIT"].str.startswith("UNSCHEDULED")].dropna(subset=["base"])
    changes = (after["VSSTRESN"] - after["base"]).groupby(
        [after["arm"], after["USUBJID"], after["VISIT"], after["VISITNUM"]]
    )
    summary = changes.mean().groupby(["arm", "VISIT", "VISITNUM"]).agg(["count", "mean", "std"]).reset_index()
    sizes = study.table("arm_size").set_index("arm")["arm_subjects"]
    often = summary[summary["count"] >= 0.1 * summary["arm"].map(sizes)]["VISIT"].unique()
    theirs = summary[summary["VISIT"].isin(often)].set_index(["arm", "VISIT"]).sort_index()
    ours = study.table("vital_change").query(f"parameter == '{parameter}' and subjects > 0")
    ours = ours.set_index(["arm", "visit"]).sort_index()
    assert list(ours.index) == list(theirs.index)
    np.testing.assert_array_equal(ours["subjects"], theirs["count"])
    np.testing.assert_allclose(ours["mean_change"], theirs["mean"], rtol=1e-12, atol=1e-12)
    error = theirs["std"] / np.sqrt(theirs["count"])
    lower, upper = scipy.stats.t.interval(0.95, theirs["count"] - 1, theirs["mean"], error)
    np.testing.assert_allclose(ours[["lower", "upper"]], np.column_stack([lower, upper]), rtol=1e-9)
    assert len(theirs) > 20


def test_a_visit_stands_for_itself_once_a_subject(tmp_path: Path) -> None:
    def temperature(subject: str, value: float, visit: str | None, **more: str) -> dict[str, object]:
        record = {"USUBJID": subject, "PARAMCD": "TEMP", "PARAM": "Temperature (F)", "AVAL": value, "AVISIT": visit}
        return record | {"ADT": "2020-01-14"} | more

    rows = [temperature(subject, 98.6, "Baseline", ADT="2020-01-09", ABLFL="Y") for subject in ("U1", "U2", "U3", "C1")]
    rows += [
        # 98.6 F is 37 C. U1: 100.4 and 98.6 F, that is 38 and 37 C, at one visit: 37.5, a change of 0.5.
        temperature("U1", 100.4, "Week 1"),
        temperature("U1", 98.6, "Week 1"),
        # U2: 96.8 F is 36 C, a change of -1. The mean of 0.5 and -1 is -0.25, sd 1.06066.
        temperature("U2", 96.8, "Week 1"),
        temperature("U2", 104, "UNSCHEDULED 1.1"),
        temperature("U3", 104, None),
    ]
    adsl = subjects({}, {}, {}, CONTROL | {"USUBJID": "C1"})
    with small_study(tmp_path, adsl, events({}), "", {"advs": pd.DataFrame(rows)}) as study:
        table = study.table("vital_change")
        assert list(table["visit"]) == ["Week 1", "Week 1"]
        drug, control = (table[table["arm"] == arm].iloc[0] for arm in ("Drug", "Control"))
        assert (drug["subjects"], drug["mean"], drug["mean_change"]) == (2, 36.75, -0.25)
        assert drug["sd_change"] == pytest.approx(1.0606601717798212)
        # t(0.975; 1) = 12.7062: -0.25 -+ 12.7062 x 1.06066 / sqrt(2) = -0.25 -+ 9.5297
        assert (drug["lower"], drug["upper"]) == (pytest.approx(-9.7797, abs=1e-4), pytest.approx(9.2797, abs=1e-4))
        assert control["subjects"] == 0
        assert pd.isna(control["mean_change"])
