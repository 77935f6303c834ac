"""What is known of a death without a full date bounds it: by the texts, by when the subject was alive, by the event."""

from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pytest

import pv
from chapters import chapter_text
from small_sdtm import domains
from small_study import ARMS, CONTROL, HEAD, count, events, small_study, subjects

CUT = date(2020, 2, 15)
CUT_LINE = f"cutoff_date = {CUT}\n"
WINDOW = '[treatment_emergent]\nrule = "window"\nwindow_days = 30\n'
#: Long enough that every bound drawn has a day after it.
DAYS = [date(2019, 1, 1) + timedelta(days=day) for day in range(3 * 365)]


def drawn(random: Random) -> dict[str, Any]:
    """Return what a subject record says of a death without a full date."""
    near = [CUT + timedelta(days=random.choice([-40, -16, -1, 0, 1, 14, 15, 40])) for _ in range(2)]
    row: dict[str, Any] = {"DTHFL": "Y", "DTHDTC": random.choice([None, "2020", "2020-02", "2020-03", "2020-01"])}
    row |= {"LSTALVDT": random.choice([None, f"{near[0]}"])}
    status = random.choice([None, "ONGOING", "COMPLETED", "DISCONTINUED", "PATIENT DIED"])
    return row | {"EOSSTT": status, "EOSDT": random.choice([None, f"{near[1]}"])}


def allowed(row: dict[str, Any]) -> list[date]:
    """Return the days on which the subject can have died, day by day from the texts."""
    days = [day for day in DAYS if f"{day}".startswith(row["DTHDTC"] or "")]
    alive = [row["LSTALVDT"]] if row["LSTALVDT"] else []
    alive += [row["EOSDT"]] if row["EOSDT"] and row["EOSSTT"] in {"COMPLETED", "DISCONTINUED"} else []
    later = [day for day in days if all(f"{day}" >= known for known in alive)]
    # Where no day is left, the sources contradict each other, and the recorded date stands.
    return later or days


def test_a_death_is_cut_exactly_where_no_day_up_to_the_cut_off_is_left(tmp_path: Path) -> None:
    random = Random(7)  # noqa: S311  # no secret
    rows = [drawn(random) for _ in range(150)]
    study = small_study(tmp_path, subjects(*rows, CONTROL), events({}), CUT_LINE + WINDOW)
    counted = study.table("death").set_index("USUBJID")["counted"]
    for place, row in enumerate(rows, start=1):
        assert counted[f"U{place}"] == any(day <= CUT for day in allowed(row)), row
    kept = sum(counted)
    assert 20 < kept < 130  # both happen
    assert count(study, "deaths", arm="Drug", item="death")["subjects"] == kept
    cut = study.table("after_cutoff").query("kind == 'Deaths'")
    assert set(cut["USUBJID"]) == {f"U{place}" for place in range(1, 151)} - set(counted[counted].index)
    first = {f"U{place}": min(allowed(row)) for place, row in enumerate(rows, start=1)}
    assert [day.date() for day in cut["day"]] == [first[who] for who in cut["USUBJID"]]


#: A death after the cut-off, and what is shown of its date.
KNOWN: list[tuple[dict[str, str], str]] = [
    ({"DTHFL": "Y", "DTHDTC": "2020-03"}, "2020-03"),
    ({"DTHFL": "Y", "DTHDTC": "2021"}, "2021"),
    ({"DTHFL": "Y", "DTHDTC": "2020-03-02"}, "2020-03-02"),
    ({"DTHFL": "Y", "DTHDTC": "2020-03", "LSTALVDT": "2020-03-10"}, "from 2020-03-10"),
    ({"DTHFL": "Y", "LSTALVDT": "2020-02-16"}, "from 2020-02-16"),
    ({"DTHFL": "Y", "EOSDT": "2020-02-20", "EOSSTT": "DISCONTINUED"}, "from 2020-02-20"),
    ({"DTHFL": "Y", "EOSDT": "2020-02-20", "EOSSTT": "DISCONTINUED", "LSTALVDT": "2020-02-28"}, "from 2020-02-28"),
]


def test_no_more_of_its_date_is_shown_than_is_known(tmp_path: Path) -> None:
    study = small_study(tmp_path, subjects(*(row for row, _ in KNOWN), CONTROL), events({}), CUT_LINE + WINDOW)
    listed = study.table("after_cutoff").set_index("USUBJID")["known_date"]
    undated = study.findings.query("rule == 'death_flag_without_date'").set_index("record_key")["action"]
    page = chapter_text(study, "quality")
    for place, (_, shown) in enumerate(KNOWN, start=1):
        explanation = str(study.explain(f"U{place}"))
        assert listed[f"U{place}"] == shown
        assert f"died, {shown} (" in explanation
        assert f"Deaths, not counted: Death {shown}" in explanation
        assert f">{shown}<" in page
        if shown.startswith("from"):
            assert f"not before {shown[5:]} " in undated[f"USUBJID=U{place}"]
            assert f"alive on {shown[5:]}" in undated[f"USUBJID=U{place}"]
    assert len(listed) == len(KNOWN)
    assert undated.index.is_unique


def test_a_partial_onset_after_the_cut_off_is_shown_as_it_is_known(tmp_path: Path) -> None:
    adae = events(
        {"ASTDT": "2020-03-15", "ASTDTF": "D"}, {"ASTDT": "2021-07-01", "ASTDTF": "M"}, {"ASTDT": "2020-03-15"}
    )
    study = small_study(tmp_path, subjects({}, CONTROL), adae, CUT_LINE + WINDOW)
    listed = study.table("after_cutoff").sort_values("source_row")
    assert listed["known_date"].to_list() == ["2020-03", "2021", "2020-03-15"]


def test_who_may_have_died_on_the_day_of_the_cut_off_counts(tmp_path: Path) -> None:
    adsl = subjects(*({"DTHFL": "Y", "LSTALVDT": alive} for alive in ("2020-02-15", "2020-02-16")), CONTROL)
    study = small_study(tmp_path, adsl, events({}), CUT_LINE + WINDOW)
    assert count(study, "deaths", arm="Drug", item="death")["subjects"] == 1
    assert study.table("subject").set_index("USUBJID")["died"].to_dict() == {"U1": True, "U2": False, "C1": False}
    counted = small_study(tmp_path, adsl, events({}), CUT_LINE + 'after_cutoff = "count"\n' + WINDOW)
    assert count(counted, "deaths", arm="Drug", item="death")["subjects"] == 2


def sdtm_study(folder: Path, **rows: list[dict[str, Any]]) -> pv.Study:
    """Return a study of SDTM domains in which C1 is of the control arm."""
    frames = domains(**{"dm": [{}, {"USUBJID": "C1", "ACTARM": "Control"}], "ex": [{}, {"USUBJID": "C1"}], **rows})
    (folder / "study.toml").write_text(HEAD + CUT_LINE + WINDOW + ARMS, encoding="utf-8")
    return pv.open_study(folder / "study.toml", frames)


#: How a subject that died some day left the study, and whether its death can be up to the cut-off.
LEFT = [("COMPLETED", "2020-02-16", False), ("COMPLETED", "2020-02-15", True), ("DEATH", "2020-02-16", False)]


def test_sdtm_is_alike(tmp_path: Path) -> None:
    names = [f"U{place}" for place, _ in enumerate(LEFT, start=1)]
    of_study = {"DSCAT": "DISPOSITION EVENT", "DSSCAT": "STUDY PARTICIPATION"}
    study = sdtm_study(
        tmp_path,
        dm=[*({"USUBJID": name, "DTHFL": "Y"} for name in names), {"USUBJID": "C1", "ACTARM": "Control"}],
        ex=[{"USUBJID": name} for name in (*names, "C1")],
        ds=[
            {"USUBJID": name, "DSDECOD": decoded, "DSSTDTC": day, **of_study}
            for name, (decoded, day, _) in zip(names, LEFT, strict=True)
        ],
    )
    dead = {name for name, (_, _, counts) in zip(names, LEFT, strict=True) if counts}
    assert count(study, "deaths", arm="Drug", item="death")["subjects"] == len(dead) == 1
    assert set(study.table("death_listing")["USUBJID"]) == dead
    listed = study.table("after_cutoff").query("kind == 'Deaths'")["USUBJID"]
    assert sorted(listed) == sorted({*names} - dead)
    told = study.findings[study.findings["action"].str.contains("counted as dead")]
    assert set(told["record_key"]) <= {f"USUBJID={name}" for name in dead}


def result(day: str | None, value: float = 20.0, **more: object) -> dict[str, object]:
    named = {"LBTESTCD": "ALT", "LBTEST": "Alanine Aminotransferase", "LBSTRESU": "U/L", "LBSTNRLO": 5, "LBSTNRHI": 40}
    return {**named, "LBSTRESN": value, "LBSTRESC": f"{value}", "LBDTC": day, **more}


def test_a_result_of_which_only_a_later_month_is_known_is_listed(tmp_path: Path) -> None:
    # Cut on 15 February: February may be before it, and nothing says of the last that it is after it.
    lb = [result("2020-01-09", LBBLFL="Y"), *(result(day, 300.0) for day in ("2020-03", "2020-02", "2021", None))]
    study = sdtm_study(tmp_path, lb=lb)
    listed = study.table("after_cutoff").query("kind == 'Laboratory results'").sort_values("source_row")
    assert listed[["source_row", "known_date"]].to_numpy().tolist() == [[2, "2020-03"], [4, "2021"]]
    # None of them counts: no day, no phase.
    assert study.table("lab_worst").query("direction == 'H' and worst_grade > 0").empty


def test_in_adam_too(tmp_path: Path) -> None:
    normal = {"USUBJID": "U1", "PARAMCD": "ALT", "PARAM": "ALT (U/L)", "ANRLO": 5.0, "ANRHI": 40.0, "AVAL": 20.0}
    adlb = pd.DataFrame([normal | {"ADT": "2020-01-09"}, normal | {"ADT": None, "LBDTC": "2020-03"}])
    study = small_study(tmp_path, subjects({}, CONTROL), events({}), CUT_LINE + WINDOW, {"adlb": adlb})
    assert study.table("after_cutoff")[["source_row", "known_date"]].to_numpy().tolist() == [[2, "2020-03"]]


@pytest.mark.parametrize("step", [1, -1])
def test_of_two_dates_that_begin_alike_the_narrower_counts_in_any_order(step: int, tmp_path: Path) -> None:
    # Two fatal events end in January 2020 and in 2020; the first dose is in February: January is before it.
    fatal = {"AEOUT": "FATAL", "AETOXGR": "5", "ASTDT": None}
    adae = events(
        {**fatal, "AENDT": "2020-01-15", "AENDTF": "D"}, {**fatal, "AESEQ": 2, "AENDT": "2020-06-15", "AENDTF": "M"}
    )
    adsl = subjects({"TRTSDT": "2020-02-10", "TRTEDT": "2020-02-19"}, CONTROL)
    study = small_study(tmp_path, adsl, adae.iloc[::step].reset_index(drop=True), WINDOW)
    death = study.table("death").iloc[0]
    assert (str(death["earliest_date"].date()), str(death["latest_date"].date())) == ("2020-01-01", "2020-01-31")
    assert count(study, "deaths", arm="Drug", item="death_before_treatment")["subjects"] == 1
