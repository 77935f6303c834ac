"""The liver tests of the CDISC pilot: grades and Hy's law quadrants against a computation of their own in pandas."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pyreadstat
import pytest

import places
import pv
from pv.api import Study

PILOT = places.SHARED / "data" / "cdisc-pilot"
pytestmark = pytest.mark.skipif(
    not (PILOT / "adlbhy.xpt").is_file(), reason="adlbhy.xpt of the CDISC pilot is not beside the repository"
)

STUDY = f"""
[study]
id = "CDISCPILOT01"
title = "The pilot with its liver tests"
[data]
folder = {str(PILOT)!r}
adlb = "adlbhy.xpt"
[data.columns.adlb]
ANRLO = "A1LO"
ANRHI = "A1HI"
[treatment_emergent]
window_days = 30
[laboratory]
ctcae = "VERSION"
[laboratory.hys_law]
aminotransferase = 1.5
bilirubin = 1.5
operator = "above"
[[arm]]
name = "Xanomeline High Dose"
role = "investigational"
[[arm]]
name = "Xanomeline Low Dose"
role = "investigational"
[[arm]]
name = "Placebo"
role = "comparator"
"""


@pytest.fixture(scope="module", params=["4.03", "5.0"])
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def study(version: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    file = tmp_path_factory.mktemp("pilot") / "study.toml"
    file.write_text(STUDY.replace("VERSION", version), encoding="utf-8")
    with pv.open_study(file) as opened:
        yield opened


@pytest.fixture(scope="module")
def liver() -> pd.DataFrame:
    """Return the measured results of the pilot's file with day, multiple of ULN, baseline and its range."""
    rows, _ = pyreadstat.read_xport(PILOT / "adlbhy.xpt")
    rows = rows[rows["PARAMCD"].isin(["ALT", "AST", "BILI"]) & rows["AVAL"].notna()].copy()
    rows["after"] = (rows["ABLFL"] != "Y") & (rows["ADY"] > 1)
    last = (pd.to_datetime(rows["TRTEDT"]) - pd.to_datetime(rows["TRTSDT"])).dt.days + 1
    # A subject still counted as on treatment has no last day, and no result is too late.
    rows["after"] &= ~(rows["ADY"] > last + 30)
    rows["fold"] = rows["AVAL"] / rows["A1HI"]
    base = rows[rows["ABLFL"] == "Y"].set_index(["USUBJID", "PARAMCD"])
    assert base.index.is_unique
    keys = pd.MultiIndex.from_frame(rows[["USUBJID", "PARAMCD"]])
    rows["high_before"] = (base["AVAL"] > base["A1HI"]).reindex(keys).to_numpy()
    return rows


def test_only_the_measured_parameters_are_graded(study: Study) -> None:
    assert set(study.table("lab_value")["PARAMCD"]) == {"ALT", "AST", "BILI"}
    assert len(study.table("lab_value")) == 3 * 1659
    assert set(study.table("adlb")["PARAMCD"]) == {"ALT", "AST", "BILI", "BILIHY", "TRANSHY", "HYLAW"}


def test_worst_grades_equal_those_of_pandas(study: Study, liver: pd.DataFrame, version: str) -> None:
    after = liver[liver["after"]]
    parts = []
    for code, limits in {"ALT": (1, 3, 5, 20), "AST": (1, 3, 5, 20), "BILI": (1, 1.5, 3, 10)}.items():
        here = after[after["PARAMCD"] == code]
        fold = here["AVAL"] / here["BASE"]
        by_range = np.sum([here["fold"] > limit for limit in limits], axis=0)
        by_base = np.sum([fold > limit for limit in limits[1:]], axis=0)
        first = fold > 1 if code == "BILI" else fold >= 1.5
        by_base = np.where(by_base > 0, by_base + 1, first)
        high_before = here["high_before"].eq(other=True) & (version == "5.0")
        parts.append(pd.Series(np.where(high_before, by_base, by_range), index=here.index))
    grades = pd.concat(parts).reindex(after.index)
    assert after["A1HI"].notna().all()
    # A few results have no baseline at all: in 5.0 they are graded only where they are within the range.
    unknown = after["high_before"].isna() & after["BASE"].isna()
    assert 0 < unknown.sum() < 100
    grades = grades[~(unknown & (after["fold"] > 1) & (version == "5.0"))]
    expected = grades.groupby([after["USUBJID"], after["PARAMCD"]]).max()
    found = study.table("lab_worst").set_index(["USUBJID", "analyte"])["worst_grade"].dropna()
    assert len(expected) > 700
    assert expected.to_dict() == found.to_dict()
    assert (expected > 0).sum() > 20


def test_quadrants_equal_those_of_pandas(study: Study, liver: pd.DataFrame) -> None:
    after = liver[liver["after"]]
    enzyme = after[after["PARAMCD"] != "BILI"].groupby("USUBJID")["fold"].max()
    bilirubin = after[after["PARAMCD"] == "BILI"].groupby("USUBJID")["fold"].max()
    peaks = pd.DataFrame({"enzyme": enzyme, "bilirubin": bilirubin}).dropna()
    names = {(True, True): "hys_law", (False, True): "cholestasis", (True, False): "temples_corollary"}
    above = zip((peaks["enzyme"] > 1.5).to_list(), (peaks["bilirubin"] > 1.5).to_list(), strict=True)
    expected = {str(name): names.get(pair, "none") for name, pair in zip(peaks.index, above, strict=True)}
    found = study.table("liver_peak").set_index("USUBJID")
    assert found["quadrant"].to_dict() == expected
    assert {"cholestasis", "temples_corollary", "none"} <= set(expected.values())
    pd.testing.assert_series_equal(
        found["aminotransferase_peak"].sort_index(), peaks["enzyme"].sort_index(), check_names=False, atol=1e-8
    )
    arms = liver.drop_duplicates("USUBJID").set_index("USUBJID")["TRTA"]
    counted = study.table("hys_law").set_index(["arm", "quadrant"])
    for arm in study.settings.arm:
        here = [quadrant for name, quadrant in expected.items() if arms[name] == arm.name]
        for quadrant in ("hys_law", "cholestasis", "temples_corollary", "none"):
            assert counted.loc[(arm.name, quadrant), "subjects"] == here.count(quadrant)
            assert counted.loc[(arm.name, quadrant), "subjects_with_data"] == len(here)


def test_bilirubin_in_the_window_equals_brute_force(study: Study, liver: pd.DataFrame) -> None:
    after = liver[liver["after"] & (liver["fold"] > 1.5)]
    measured = after[["USUBJID", "PARAMCD", "ADY"]].to_numpy().tolist()
    expected = {
        subject
        for subject, code, day in measured
        for other, other_code, other_day in measured
        if (subject, other_code) == (other, "BILI") and code != "BILI" and 0 <= other_day - day <= 30
    }
    peaks = study.table("liver_peak")
    assert set(peaks.loc[peaks["in_window"], "USUBJID"]) == expected
