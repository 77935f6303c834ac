"""ADEG of EG: results with numbers and with words, time points, and the pilot's results in pandas."""

import pandas as pd
import pytest

import places
from pv.load import read_dataset
from pv.study.sdtm.from_domains import from_domains
from small_sdtm import made, values

PILOT = places.SHARED / "data" / "pharmaverse-sdtm"


def test_numbers_have_a_baseline_and_words_no_value() -> None:
    qtcf = {"EGTESTCD": "QTCF", "EGTEST": "QTcF Interval", "EGSTRESU": "ms", "EGDTC": "2020-01-15T09:30"}
    tables, findings = made(
        eg=[
            qtcf | {"EGSTRESN": 410, "EGLOBXFL": "Y", "EGDTC": "2020-01-10T07:00"},
            # One millisecond short of 60 above the baseline.
            qtcf | {"EGSTRESN": 469},
            {"EGTESTCD": "INTP", "EGTEST": "Interpretation", "EGSTRESN": None, "EGSTRESC": "ABNORMAL"},
            qtcf | {"EGSTRESN": None, "EGSTRESC": ">500"},
        ]
    )
    assert values(tables["adeg"], "PARAMCD", "PARAM", "AVAL", "BASE", "CHG", "ADTM") == [
        ("QTCF", "QTcF Interval (ms)", "410.0", "410.0", "0.0", "2020-01-10T07:00"),
        ("QTCF", "QTcF Interval (ms)", "469.0", "410.0", "59.0", "2020-01-15T09:30"),
        ("INTP", "Interpretation", None, None, None, None),
        ("QTCF", "QTcF Interval (ms)", None, "410.0", None, "2020-01-15T09:30"),
    ]
    assert values(findings, "rule", "dataset", "record_key", "action") == [
        ("result_beyond_limit", "adeg", "EGTESTCD=QTCF", "Retained; not counted without AVAL")
    ]


@pytest.mark.skipif(not PILOT.is_dir(), reason="the SDTM files of the pilot are not beside the repository")
def test_the_pilot_has_the_values_and_baselines_that_pandas_finds() -> None:
    read = {name: read_dataset(PILOT / f"{name}.parquet", name=name) for name in ("dm", "ex", "ae", "eg")}
    datasets, findings = from_domains(read)
    ours, eg = datasets["adeg"].frame, read["eg"].frame
    assert len(ours) == len(eg) == 26717
    keys = ["USUBJID", "EGTESTCD", "EGTPT"]
    flagged = eg[(eg["EGBLFL"] == "Y") & eg["EGSTRESN"].notna()]
    base = eg[keys].merge(flagged[[*keys, "EGSTRESN"]], on=keys, how="left", validate="many_to_one")["EGSTRESN"]
    for name, theirs in (("AVAL", eg["EGSTRESN"]), ("BASE", base), ("CHG", eg["EGSTRESN"] - base)):
        pd.testing.assert_series_equal(ours[name], theirs, check_names=False)
    assert base.notna().sum() > 20000
    assert pd.concat(findings).query("dataset == 'adeg'").empty
