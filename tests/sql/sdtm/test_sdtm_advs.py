"""ADVS of VS: lying and standing have a baseline each, what was not done has no value; the pilot's in pandas."""

from typing import Any

import pandas as pd
import pytest

import places
from pv.load import read_dataset
from pv.study.sdtm.from_domains import from_domains
from small_sdtm import made, values

PILOT = places.SHARED / "data" / "pharmaverse-sdtm"
PRESSURE: dict[str, Any] = {
    "VSTESTCD": "SYSBP",
    "VSTEST": "Systolic",
    "VSSTRESU": "mmHg",
    "VSSTRESN": 120,
    "VSDTC": "2020-01-15",
}


def test_each_time_point_has_the_baseline_of_its_own() -> None:
    lying, standing = PRESSURE | {"VSTPT": "LYING"}, PRESSURE | {"VSTPT": "STANDING"}
    tables, findings = made(
        vs=[
            lying | {"VSSTRESN": 130, "VSBLFL": "Y", "VSDTC": "2020-01-10"},
            standing | {"VSSTRESN": 118, "VSBLFL": "Y", "VSDTC": "2020-01-10"},
            lying | {"VSSTRESN": 141},
            standing | {"VSSTRESN": 117},
            # Without a time point the position is one.
            PRESSURE | {"VSPOS": "SITTING", "VSSTRESN": 122},
            lying | {"VSSTRESN": None, "VSSTAT": "NOT DONE"},
        ]
    )
    assert values(tables["advs"], "ATPT", "AVAL", "BASE", "CHG", "ADY") == [
        ("LYING", "130.0", "130.0", "0.0", "1"),
        ("STANDING", "118.0", "118.0", "0.0", "1"),
        ("LYING", "141.0", "130.0", "11.0", "6"),
        ("STANDING", "117.0", "118.0", "-1.0", "6"),
        ("SITTING", "122.0", None, None, "6"),
        ("LYING", None, "130.0", None, "6"),
    ]
    assert findings.empty


def test_two_baselines_of_one_time_point_are_a_finding_and_no_baseline() -> None:
    flagged = PRESSURE | {"VSTPT": "LYING", "VSLOBXFL": "Y"}
    tables, findings = made(vs=[flagged, flagged | {"VSSTRESN": 124}])
    assert values(tables["advs"], "BASE") == [(None,), (None,)]
    assert values(findings, "rule", "dataset", "record_key") == [
        ("baseline_twice", "advs", "USUBJID=U1, PARAMCD=SYSBP, ATPT=LYING")
    ]


@pytest.mark.skipif(not PILOT.is_dir(), reason="the SDTM files of the pilot are not beside the repository")
def test_the_pilot_has_the_values_and_baselines_that_pandas_finds() -> None:
    read = {name: read_dataset(PILOT / f"{name}.parquet", name=name) for name in ("dm", "ex", "ae", "vs")}
    datasets, findings = from_domains(read)
    ours, vs = datasets["advs"].frame, read["vs"].frame
    assert len(ours) == len(vs) == 29643
    keys = ["USUBJID", "VSTESTCD", "VSTPT"]
    flagged = vs[(vs["VSBLFL"] == "Y") & vs["VSSTRESN"].notna()]
    base = vs[keys].merge(flagged[[*keys, "VSSTRESN"]], on=keys, how="left", validate="many_to_one")["VSSTRESN"]
    # What was not done has no unit either, so no baseline in it.
    base = base.where(vs["VSSTRESU"].notna())
    for name, theirs in (("AVAL", vs["VSSTRESN"]), ("BASE", base), ("CHG", vs["VSSTRESN"] - base)):
        pd.testing.assert_series_equal(ours[name], theirs, check_names=False)
    assert base.notna().sum() > 25000
    assert not findings or pd.concat(findings).query("dataset == 'advs'").empty
    # Eight were not done; they are records without a value.
    assert ours["AVAL"].isna().sum() == (vs["VSSTAT"] == "NOT DONE").sum() == 8
