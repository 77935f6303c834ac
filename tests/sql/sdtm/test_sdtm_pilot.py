"""The pilot's SDTM gives the safety set and the counts of its ADaM; every record that differs has its reason."""

import re
from pathlib import Path

import pandas as pd
import pytest

import pilot
from frames import rows
from pilot_sdtm import SHARED, domain, laboratory, opened
from pv.api import Study

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
#: By the dates, any time from the first dose on, which is what the flags of the pilot say; and by the flags.
WINDOW = 'rule = "window"'
FLAG = 'rule = "flag"\nwindow_days = 30'


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Study:
    folder = tmp_path_factory.mktemp("planned")
    return opened(folder, events="ae-2013-original.xpt", emergent=WINDOW, treatment="TRT01P")


@pytest.fixture(scope="module")
def flagged(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """Return the study with the collapsed events, their flags, and the liver tests as LB in two files."""
    folder = tmp_path_factory.mktemp("flagged")
    for name, part in laboratory().groupby("file"):
        part.drop(columns=["file", "row"]).to_parquet(folder / f"{name}.parquet")
    files = f'lb = ["{folder}/lbch.parquet", "{folder}/lbhe.parquet"]\n'
    return opened(folder, events="ae.xpt", emergent=FLAG, treatment="TRT01P", more=files)


def test_the_safety_set_its_doses_and_deaths_are_those_of_adam(planned: Study) -> None:
    ours = planned.sql("select USUBJID, SAFFL, TRTSDT, TRTEDT, DTHFL, EOSSTT, AGE, SEX, RACE, ETHNIC from adsl")
    ours = ours[ours["SAFFL"] == "Y"].sort_values("USUBJID").reset_index(drop=True)
    theirs = domain("adsl").sort_values("USUBJID").reset_index(drop=True)
    assert len(ours) == len(theirs) == 254
    assert len(domain("dm")) == 306  # 52 screen failures are read and are not in the set
    for column in ours.columns:
        pd.testing.assert_series_equal(ours[column], theirs[column], check_dtype=False)


def test_the_cumulative_dose_of_ex_is_that_of_adsl(planned: Study) -> None:
    """ADSL has it from the plan and the visits, EX from the dates of its records; Table 14-4.01 has its mean and SD."""
    found = planned.table("subject_dose").set_index("USUBJID")
    theirs = domain("adsl").set_index("USUBJID")
    drug = theirs[theirs["TRT01P"] != "Placebo"]
    assert found.loc[drug.index, "cumulative_dose"].to_dict() == drug["CUMDOSE"].to_dict()
    assert (found.loc[drug.index, "dose_intensity"] / 7).to_dict() == pytest.approx(drug["AVGDD"].to_dict(), abs=0.051)
    assert found["days"].to_dict() == theirs["TRTDURD"].to_dict()
    high = planned.table("dose_summary").query("item == 'cumulative_dose' and arm == 'Xanomeline High Dose'").iloc[0]
    assert (round(high["mean"], 1), round(high["sd"], 2), high["median"]) == (7551.0, 5531.04, 5778.0)
    assert "dose_not_summed" not in set(planned.findings["rule"])


def test_doses_and_ends_contradict_nothing_and_one_death_has_two_dates(planned: Study) -> None:
    found = planned.findings
    assert not set(found["rule"]) & {"treatment_received_differs", "placebo_with_dose", "disposition_contradicts"}
    assert "death_dates_differ" not in set(found["rule"])
    # DM and DS: 1 November; the fatal event ended on 31 October.
    (death,) = rows(found[found["rule"] == "death_sources_differ"])
    assert death.record_key.startswith("USUBJID=01-704-1445")
    assert (death.variable, death.value) == ("AENDT", "2014-10-31")
    assert "used (2014-11-01)" in death.message


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
    adam = domain("adsl").set_index("USUBJID")
    actual = domain("dm").set_index("USUBJID").loc[adam.index, "ACTARM"]
    assert sorted(adam.index[adam["TRT01A"] != actual]) == OTHER_ARM


def test_by_the_actual_arm_only_the_records_of_these_subjects_move(tmp_path: Path) -> None:
    study = opened(tmp_path, events="ae-2013-original.xpt", emergent=WINDOW, treatment="TRT01A")
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
    theirs = domain("adae")[["USUBJID", "AESEQ", "ASTDT", "ASTDTF", "AENDT", "TRTSDT"]]
    both = ours.merge(theirs, on=["USUBJID", "AESEQ"], suffixes=("", "_adam"), validate="one_to_one")
    same = (both["ASTDT"] == both["ASTDT_adam"]) & (both["ASTDTF"].fillna("") == both["ASTDTF_adam"].fillna(""))
    differing = both[~same]
    assert len(differing) == YEAR_ONLY
    assert differing["ASTDT_adam"].isna().all()
    assert set(differing["ASTDTF"]) == {"M"}
    assert (differing["ASTDT"].dt.year < differing["TRTSDT"].dt.year).all()
    assert (both["AENDT"].fillna(pd.Timestamp(0)) == both["AENDT_adam"].fillna(pd.Timestamp(0))).all()


@pytest.mark.parametrize(
    ("opened_as", "events", "partial"), [("flagged", "ae", 24), ("planned", "ae-2013-original", 26)]
)
def test_every_partial_start_is_imputed_with_the_right_flag(
    request: pytest.FixtureRequest, opened_as: str, events: str, partial: int
) -> None:
    study: Study = request.getfixturevalue(opened_as)
    ours = study.sql("select USUBJID, AESEQ, ASTDT, ASTDTF from adae where ASTDTF is not null")
    first = domain("adsl").set_index("USUBJID")["TRTSDT"]
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
    theirs = domain("adae")[["USUBJID", "AESEQ", "TRTEMFL"]]
    both = ours.merge(theirs, on=["USUBJID", "AESEQ"], suffixes=("", "_adam"), validate="one_to_one")
    flagged = both[both["TRTEMFL"].notna()]
    # SUPPAE is of the 961 events without by-visit repeats: all its AESEQ are events of the original file too.
    assert len(flagged) == len(domain("suppae")) == 961
    assert ((flagged["TRTEMFL"] == "Y") == (flagged["TRTEMFL_adam"] == "Y")).all()
    assert not planned.findings["rule"].isin(["qualifier_without_event", "qualifier_twice"]).any()
    missing = planned.findings.query("rule == 'event_flag_not_recorded'")["message"]
    assert missing.to_list() == ["230 of 1191 events have no AETRTEM in SUPPAE"]


def test_the_collapsed_events_with_their_flags_give_the_same_subjects(flagged: Study) -> None:
    keys = ["arm", "level", "soc", "term"]
    ours, theirs = (
        study.table("incidence").query("category == 'any'").set_index(keys)["subjects"].sort_index()
        for study in (flagged, pilot.study())
    )
    pd.testing.assert_series_equal(ours, theirs)


def test_a_split_laboratory_is_graded_as_that_of_adam(flagged: Study) -> None:
    accounting = flagged.accounting.set_index("dataset").loc["adlb"]
    assert (accounting["rows_in"], accounting["rows_used"], accounting["rows_set_aside"]) == (4977, 4977, 0)
    places = dict(enumerate(laboratory()["row"], start=1))
    ours = flagged.table("lab_grade").assign(source_row=lambda frame: frame["source_row"].map(places))
    theirs = pilot.study().table("lab_grade")
    # VISIT of LB is WEEK 2, and SCREENING 1 for the baseline; AVISIT is Week 2, and Baseline.
    ours, theirs = (
        frame.drop(columns="visit").sort_values(["source_row", "direction"], ignore_index=True)
        for frame in (ours, theirs)
    )
    pd.testing.assert_frame_equal(ours, theirs)
    assert (ours["grade"] > 0).sum() > 100
    for name in ("lab_worst_grade", "lab_shift", "hys_law"):
        pd.testing.assert_frame_equal(flagged.table(name), pilot.study().table(name))


def test_every_record_that_the_readme_lists_differs_and_no_other(planned: Study) -> None:
    text = (pilot.FOLDER / "README.md").read_text(encoding="utf-8").partition("## The same study from SDTM")[2]
    keys = ["USUBJID", "AESEQ"]
    ours = planned.sql("select USUBJID, AESEQ, AESTDTC, TRTEMFL from adae")
    theirs = domain("adae")[[*keys, "TRTEMFL"]]
    both = ours.merge(theirs, on=keys, suffixes=("", "_adam"), validate="one_to_one")
    differs = both["TRTEMFL"].fillna("") != both["TRTEMFL_adam"].fillna("")
    for title, records in {
        "11 events whose AESTDTC is a year": both[both["AESTDTC"].str.len() == 4],
        "216 by-visit repeats": both[differs & both["TRTEMFL"].isna()],
        "51 events with TRTEMFL = N": both[differs & both["TRTEMFL"].notna()],
    }.items():
        listed = text.partition(f"{title}</summary>")[2].partition("</details>")[0]
        named = [
            (subject, float(number))
            for subject, numbers in re.findall(r"(\d\d-\d{3}-\d{4})((?:[\s,]+\d+\b(?!-))+)", listed)
            for number in re.findall(r"\d+", numbers)
        ]
        assert named == sorted(records[keys].itertuples(index=False, name=None)), title
        assert len(named) == int(title.partition(" ")[0])
    by_subject = planned.findings.groupby("rule")["record_key"].apply(lambda found: sorted(set(found)))
    listed = text.partition("6 subjects without EXENDTC</summary>")[2].partition("</details>")[0]
    unrecorded = [key.removeprefix("USUBJID=") for key in by_subject["last_dose_not_recorded"]]
    assert re.findall(r"[\d-]+", listed) == unrecorded
    died = planned.sql("select USUBJID from adsl where DTHDT is not null order by USUBJID")["USUBJID"]
    assert f"3 subjects: {', '.join(died)} |" in text
    assert f"12 subjects: {', '.join(OTHER_ARM)} |" in text
