"""The pilot's SDTM gives the safety set and the counts of its ADaM; every record that differs has its reason."""

from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import pilot
import pv
from frames import rows
from pv.api import Study
from pv.load import read_dataset

SHARED = Path(__file__).parents[1].parent / "shared" / "data" / "cdisc-pilot"

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the SDTM files of the pilot are not beside the repository")

#: Planned for the high dose, and by ACTARM of DM treated with the low dose; ADaM has them under the high dose.
OTHER_ARM = [
    "01-701-1181",
    "01-701-1360",
    "01-703-1403",
    "01-705-1382",
    "01-708-1213",
    "01-708-1236",
    "01-708-1372",
    "01-709-1329",
    "01-709-1424",
    "01-711-1433",
    "01-714-1425",
    "01-716-1030",
]
#: AE has the start as a year: ADaM leaves ASTDT missing, here it is imputed and flagged M. All are before dosing.
YEAR_ONLY = 11


def opened(folder: Path, *, events: str, rule: str, treatment: str) -> Study:
    arms = "".join(
        f'[[arm]]\nname = "{arm}"\nrole = "{"comparator" if arm == "Placebo" else "investigational"}"\n'
        for arm in pilot.ARMS
    )
    file = folder / "study.toml"
    file.write_text(
        f'[study]\nid = "CDISCPILOT01"\ntitle = "Pilot from SDTM"\n[data]\nstandard = "sdtm"\nfolder = "{SHARED}"\n'
        f'ae = "{events}"\n[population]\ntreatment = "{treatment}"\n[treatment_emergent]\nrule = "{rule}"\n'
        f'[relationship]\nrelated = ["PROBABLE", "POSSIBLE"]\nnot_related = ["REMOTE", "NONE"]\n{arms}',
        encoding="utf-8",
    )
    return pv.open_study(file)


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Study:
    folder = tmp_path_factory.mktemp("planned")
    return opened(folder, events="ae-2013-original.xpt", rule="window", treatment="TRT01P")


@cache
def domain(name: str) -> pd.DataFrame:
    return read_dataset(SHARED / f"{name}.xpt").frame


def test_the_safety_set_its_doses_and_deaths_are_those_of_adam(planned: Study) -> None:
    ours = planned.sql("select USUBJID, SAFFL, TRTSDT, TRTEDT, DTHFL, EOSSTT, AGE, SEX, RACE, ETHNIC from adsl")
    ours = ours[ours["SAFFL"] == "Y"].sort_values("USUBJID").reset_index(drop=True)
    theirs = read_dataset(SHARED / "adsl.xpt").frame.sort_values("USUBJID").reset_index(drop=True)
    assert len(ours) == len(theirs) == 254
    assert len(domain("dm")) == 306  # 52 screen failures are read and are not in the set
    for column in ours.columns:
        pd.testing.assert_series_equal(ours[column], theirs[column], check_dtype=False)


def test_the_counts_are_those_of_adam_by_the_planned_arm(planned: Study) -> None:
    keys = ["arm", "level", "soc", "term", "category"]
    ours, theirs = (
        study.table("incidence").set_index(keys)[["subjects", "arm_subjects", "events"]].sort_index()
        for study in (planned, pilot.study())
    )
    for level in ("any", "SOC", "PT"):
        for category in ("any", "serious", "related", "mild", "moderate", "severe", "fatal"):
            mine, adam = (_rows(frame, level, category) for frame in (ours, theirs))
            pd.testing.assert_frame_equal(mine, adam)
    terms = pilot.emergent()["AEDECOD"].nunique()
    assert len(_rows(ours, "PT", "any")) == 3 * terms


def _rows(table: pd.DataFrame, level: str, category: str) -> pd.DataFrame:
    """Return the rows of an indexed incidence table of one level and category."""
    rows = table.reset_index()
    return rows[(rows["level"] == level) & (rows["category"] == category)].reset_index(drop=True)


def test_the_actual_arm_differs_on_twelve_subjects_who_never_got_the_high_dose(planned: Study) -> None:
    differing = planned.findings.query("rule == 'actual_arm_differs'")
    # The finding needs TRT01A as DM has it: the study file of this test reads TRT01P in its place.
    assert differing["record_key"].str.removeprefix("USUBJID=").to_list() == OTHER_ARM
    doses = domain("ex")[domain("ex")["USUBJID"].isin(OTHER_ARM)]
    assert set(doses["EXDOSE"]) == {54.0}
    adam = read_dataset(SHARED / "adsl.xpt").frame.set_index("USUBJID")
    actual = domain("dm").set_index("USUBJID").loc[adam.index, "ACTARM"]
    assert sorted(adam.index[adam["TRT01A"] != actual]) == OTHER_ARM


def test_by_the_actual_arm_only_the_records_of_these_subjects_move(tmp_path: Path) -> None:
    study = opened(tmp_path, events="ae-2013-original.xpt", rule="window", treatment="TRT01A")
    ours = study.sql("select USUBJID, AESEQ, arm, emergent from adverse_event")
    theirs = pilot.study().sql("select USUBJID, AESEQ, arm, emergent from adverse_event")
    both = ours.merge(theirs, on=["USUBJID", "AESEQ"], suffixes=("", "_adam"), validate="one_to_one")
    assert len(both) == len(ours) == len(theirs) == 1191
    assert (both["emergent"] == both["emergent_adam"]).all()
    moved = both[both["arm"] != both["arm_adam"]]
    assert set(moved["USUBJID"]) <= set(OTHER_ARM)
    assert set(moved["arm"]) == {"Xanomeline Low Dose"}
    assert set(moved["arm_adam"]) == {"Xanomeline High Dose"}


def test_dates_are_those_of_adam_but_for_the_eleven_years(planned: Study) -> None:
    ours = planned.sql("select USUBJID, AESEQ, ASTDT, ASTDTF, AENDT from adae")
    theirs = read_dataset(SHARED / "adae.xpt").frame[["USUBJID", "AESEQ", "ASTDT", "ASTDTF", "AENDT", "TRTSDT"]]
    both = ours.merge(theirs, on=["USUBJID", "AESEQ"], suffixes=("", "_adam"), validate="one_to_one")
    same = (both["ASTDT"] == both["ASTDT_adam"]) & (both["ASTDTF"].fillna("") == both["ASTDTF_adam"].fillna(""))
    differing = both[~same]
    assert len(differing) == YEAR_ONLY
    assert differing["ASTDT_adam"].isna().all()
    assert set(differing["ASTDTF"]) == {"M"}
    assert (differing["ASTDT"].dt.year < differing["TRTSDT"].dt.year).all()
    assert (both["AENDT"].fillna(pd.Timestamp(0)) == both["AENDT_adam"].fillna(pd.Timestamp(0))).all()


@pytest.mark.parametrize(("events", "partial"), [("ae", 24), ("ae-2013-original", 26)])
def test_every_partial_start_is_imputed_with_the_right_flag(tmp_path: Path, events: str, partial: int) -> None:
    study = opened(tmp_path, events=f"{events}.xpt", rule="window", treatment="TRT01A")
    ours = study.sql("select USUBJID, AESEQ, ASTDT, ASTDTF from adae where ASTDTF is not null")
    first = read_dataset(SHARED / "adsl.xpt").frame.set_index("USUBJID")["TRTSDT"]
    recorded = domain(events)[domain(events)["AESTDTC"].str.len() < 10]
    expected = []
    for record in rows(recorded):
        text, dose = record.AESTDTC, first[record.USUBJID]
        # A month is completed by day 1, a year by January 1; the first dose where it is in that month or year.
        earliest = f"{text}-01" if len(text) == 7 else f"{text}-01-01"
        inside = dose.strftime("%Y-%m-%d").startswith(text)
        day = dose if inside else pd.Timestamp(earliest)
        expected.append((record.USUBJID, record.AESEQ, day, {7: "D", 4: "M"}[len(text)]))
    assert len(expected) == partial
    assert sorted(ours.itertuples(index=False, name=None)) == sorted(expected)


def test_the_flags_of_suppae_are_those_of_adam_where_there_are_any(planned: Study) -> None:
    ours = planned.sql("select USUBJID, AESEQ, TRTEMFL from adae")
    theirs = read_dataset(SHARED / "adae.xpt").frame[["USUBJID", "AESEQ", "TRTEMFL"]]
    both = ours.merge(theirs, on=["USUBJID", "AESEQ"], suffixes=("", "_adam"), validate="one_to_one")
    flagged = both[both["TRTEMFL"].notna()]
    # SUPPAE is of the 961 events without by-visit repeats: all its AESEQ are events of the original file too.
    assert len(flagged) == len(domain("suppae")) == 961
    assert ((flagged["TRTEMFL"] == "Y") == (flagged["TRTEMFL_adam"] == "Y")).all()
    assert not planned.findings["rule"].isin(["qualifier_without_event", "qualifier_twice"]).any()
    missing = planned.findings.query("rule == 'event_flag_not_recorded'")["message"]
    assert missing.to_list() == ["230 of 1191 events have no AETRTEM in SUPPAE"]


def test_the_collapsed_events_with_their_flags_give_the_same_subjects(tmp_path: Path) -> None:
    study = opened(tmp_path, events="ae.xpt", rule="flag", treatment="TRT01P")
    keys = ["arm", "level", "soc", "term"]
    ours, theirs = (
        opened_.table("incidence").query("category == 'any'").set_index(keys)["subjects"].sort_index()
        for opened_ in (study, pilot.study())
    )
    pd.testing.assert_series_equal(ours, theirs)
