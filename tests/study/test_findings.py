"""The account of every record: rows in = rows used + rows set aside, each with its reason; and the exit of `check`."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import frames
import pilot
import pv
from command import folder_of, opened_once, run
from pv.api import Study
from pv.engine import Engine
from small_study import CONTROL, Row, events, small_study, subjects

#: Few values, so that keys repeat, subjects are unknown or set aside, and every column is broken somewhere.
NAMES = st.sampled_from(["S1", "S2", "S3", "S4", "S5", " S5 ", "s1", "S-9", "", None])
DATES = st.sampled_from(["2020-01-10", "2020-01-15", "2019-12-31", "2021-01-01", "15JAN2020", "2020-01", "??", None])
FLAGS = st.sampled_from(["Y", "N", "y", "Yes", "?", "", None])
SUBJECT = st.fixed_dictionaries(
    {
        "USUBJID": NAMES,
        "TRT01A": st.sampled_from(["Drug", "Control", "Drug ", "", None]),
        "SAFFL": st.sampled_from(["Y", "Y", "Y", "y", "N", "Yes", None]),
        "TRTSDT": DATES,
        "TRTEDT": DATES,
        "DTHFL": FLAGS,
        "DTHDT": DATES,
        "AGE": st.sampled_from(["60", "sixty", "-1", "", None]),
    }
)
EVENT = st.fixed_dictionaries(
    {
        "USUBJID": NAMES,
        "AESEQ": st.sampled_from(["1", "2", "3", "1.0", "1.5", "-1", "x", "", None]),
        "AEDECOD": st.sampled_from(["Headache", "Nausea", "", None, "x" * 300]),
        "AEBODSYS": st.sampled_from(["Nervous system disorders", "", None]),
        "ASTDT": DATES,
        "AENDT": DATES,
        "ASTDTF": st.sampled_from(["D", "M", "Y", "?", None]),
        "AESER": FLAGS,
        "AESDTH": FLAGS,
        "AETOXGR": st.sampled_from(["1", "5", "Grade 3", "6", "", None]),
        "AEREL": st.sampled_from(["RELATED", "none", "MAYBE", "", None]),
        "AEOUT": st.sampled_from(["FATAL", "fatal", "RECOVERED/RESOLVED", "?", None]),
    }
)


DAYS: dict[str | None, str | None] = {"15JAN2020": "2020-01-15", "2020-01": None, "??": None}
#: How the values above are read: capitals of a codelist, a grade in words, texts that are no value.
FLAG: dict[str | None, str | None] = {"y": "Y", "Yes": None, "?": None}
READ: dict[str, dict[str | None, str | None]] = {
    **dict.fromkeys(("SAFFL", "DTHFL", "AESER", "AESDTH"), FLAG),
    **dict.fromkeys(("TRTSDT", "TRTEDT", "DTHDT", "ASTDT", "AENDT"), DAYS),
    "ASTDTF": {"?": None},
    "AETOXGR": {"Grade 3": "3", "6": None},
    "AEOUT": {"fatal": "FATAL"},
}


def as_read(record: Row) -> dict[str, str | float | None]:
    """Return a record as its values are read: blanks around a text go, an empty text is missing."""
    plain = {name: (value or "").strip() or None if isinstance(value, str) else value for name, value in record.items()}
    values: dict[str, str | float | None] = {
        name: READ.get(name, {}).get(value, value) for name, value in plain.items()
    }
    number = values.get("AESEQ")
    return values | {"AESEQ": None if number in (None, "x") else float(str(number))}


def preference(subject: dict[str, str | float | None]) -> tuple[object, ...]:
    """Return by what one of several records of a subject counts: the least does."""
    safe = subject["SAFFL"] == "Y"
    death = 0 if subject["DTHDT"] else 1 if subject["DTHFL"] == "Y" else 2
    start, end = subject.get("TRTSDT"), subject.get("TRTEDT")
    # The latest last dose before an earlier one: dates as whole numbers, turned round.
    late = -int(str(end).replace("-", "")) if end else 0
    return (not (safe and subject["TRT01A"]), not safe, death, start is None, str(start), end is None, late)


def people_of(adsl: Sequence[Row]) -> dict[str, set[int]]:
    """Return name -> the rows (from 1) of which one is used; of records alike in what decides, any."""
    records: dict[str, list[tuple[tuple[object, ...], int, bool]]] = {}
    for row, subject in enumerate(adsl, start=1):
        read = {"DTHDT": None, "DTHFL": None, "TRTSDT": "2020-01-10", "TRTEDT": "2020-01-19"} | as_read(subject)
        usable = not (read["SAFFL"] == "Y" and read["TRT01A"] is None)
        if read["USUBJID"]:
            records.setdefault(str(read["USUBJID"]), []).append((preference(read), row, usable))
    best = {name: min(given)[0] for name, given in records.items()}
    return {
        name: {row for rank, row, _ in given if rank == best[name]} for name, given in records.items() if min(given)[2]
    }


def events_of(adae: Sequence[Row], people: AbstractSet[str]) -> set[int]:
    """Return the rows (from 1) of the events that are used: of records equal in every variable the first."""
    used, seen = set(), set()
    for row, event in enumerate(adae, start=1):
        read = as_read(event)
        content = tuple(sorted((name, str(value)) for name, value in read.items()))
        if content not in seen and read["USUBJID"] in people and read["AESEQ"] is not None:
            used.add(row)
        seen.add(content)
    return used


def account(study: Study) -> dict[str, tuple[int, int, int]]:
    """Return rows in, used and set aside by dataset."""
    rows = study.accounting[["dataset", "rows_in", "rows_used", "rows_set_aside"]].itertuples(index=False)
    return {dataset: (int(found), int(used), int(aside)) for dataset, found, used, aside in rows}


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.lists(SUBJECT, min_size=8, max_size=12), st.lists(EVENT, min_size=60, max_size=80))
def test_no_record_of_a_broken_study_vanishes(
    tmp_path_factory: pytest.TempPathFactory, people: list[Row], happened: list[Row]
) -> None:
    # Two subjects without fault, so that both arms are there.
    people = [
        {**CONTROL, "SAFFL": "Y", "AGE": "60"},
        {"USUBJID": "D1", "TRT01A": "Drug", "SAFFL": "Y", "AGE": "60"},
        *people,
    ]
    adsl, adae = subjects(*people), events(*happened)
    study = small_study(tmp_path_factory.mktemp("broken"), adsl, adae)
    counted = account(study)
    one_of = people_of(people)
    chosen = study.table("adsl").set_index("USUBJID")["source_row"].to_dict()
    assert chosen.keys() == one_of.keys()
    assert all(chosen[name] in rows for name, rows in one_of.items())
    expected = set(chosen.values()), events_of(happened, one_of.keys())
    rejected = study.findings.query("severity == 'reject'")
    for name, frame, used in zip(("adsl", "adae"), (adsl, adae), expected, strict=True):
        assert counted[name] == (len(frame), len(used), len(frame) - len(used))
        assert set(study.table(name)["source_row"]) == used
        aside = set(study.table(f"{name}_set_aside")["source_row"])
        assert aside == set(range(1, len(frame) + 1)) - used
        # Each record that is set aside has a reason, and each reason has its record.
        assert set(rejected.loc[rejected["dataset"] == name, "source_row"]) == aside
    nothing_is_counted_twice_or_lost(study)


def nothing_is_counted_twice_or_lost(study: Study) -> None:
    """Hold the counts to each other on the way from the records that are used to the headline."""
    adae, counted = study.table("adae"), study.table("adverse_event")
    population = study.table("subject")
    outside = adae[~adae["USUBJID"].isin(population["USUBJID"])]
    assert len(counted) + len(outside) == len(adae)
    # An event that is used but not counted is said to be so.
    said = study.findings.query("rule == 'event_outside_safety_set'")["record_key"]
    assert sorted(said) == sorted(outside["record_key"])
    headline = study.table("incidence").query("level == 'any' and category == 'any'")
    assert headline["events"].sum() == counted["emergent"].sum()
    assert headline["subjects"].sum() == counted.loc[counted["emergent"], "USUBJID"].nunique()
    assert headline["arm_subjects"].sum() == len(population)


def test_an_event_of_a_subject_that_is_set_aside_is_set_aside_too(tmp_path: Path) -> None:
    adsl = subjects({}, {"TRT01A": None}, CONTROL)
    study = small_study(tmp_path, adsl, events({}, {"USUBJID": "U2"}))
    assert account(study) == {"adsl": (3, 2, 1), "adae": (2, 1, 1)}
    found = study.findings.query("dataset == 'adae' and severity == 'reject'")
    assert found["record_key"].to_list() == ["USUBJID=U2, AESEQ=2"]


def test_the_three_fatal_events_that_are_not_serious_are_named() -> None:
    # Straight from the transport file: outcome fatal or results in death, and AESER not Y.
    adae = pilot.adae()
    fatal = adae[(adae["AEOUT"] == "FATAL") | (adae["AESDTH"] == "Y")]
    expected = {f"USUBJID={row.USUBJID}, AESEQ={int(row.AESEQ)}" for row in frames.rows(fatal) if row.AESER != "Y"}
    assert expected == {
        "USUBJID=01-701-1211, AESEQ=9",
        "USUBJID=01-704-1445, AESEQ=1",
        "USUBJID=01-710-1083, AESEQ=1",
    }
    found = pilot.study().findings.query("rule == 'fatal_not_serious'")
    assert set(found["record_key"]) == expected
    assert len(found) == 3
    assert set(found["severity"]) == {"warning"}
    assert set(found["value"]) == {"N"}
    # The row of the file is that of the record.
    for row in frames.rows(found):
        record = adae.iloc[int(row.source_row) - 1]
        assert row.record_key == f"USUBJID={record['USUBJID']}, AESEQ={int(record['AESEQ'])}"


def test_every_record_of_the_pilot_is_used() -> None:
    used = {"adsl": (254, 254, 0), "adae": (1191, 1191, 0), "adlb": (9954, 9954, 0)}
    assert account(pilot.study()) == used
    nothing_is_counted_twice_or_lost(pilot.study())


def test_findings_are_in_the_order_of_their_gravity_and_name_what_is_there() -> None:
    study = pilot.study()
    rank = study.findings["severity"].map({"reject": 0, "warning": 1, "note": 2})
    assert rank.is_monotonic_increasing
    assert study.findings[["rule", "dataset", "variable", "message", "action"]].notna().all(axis=None)
    for name in ("adsl", "adae"):
        keys = study.table(name).set_index("source_row")["record_key"]
        found = study.findings.dropna(subset="source_row").query("dataset == @name")
        assert (keys.loc[found["source_row"].astype("int64")].to_numpy() == found["record_key"].to_numpy()).all()
    of_records = study.findings.dropna(subset="source_row")
    assert not of_records.duplicated(["rule", "dataset", "source_row", "variable"]).any()
    assert not study.findings.duplicated().any()


FAULTLESS = {"AEOUT": "RECOVERED/RESOLVED", "AENDT": "2020-01-13"}


@pytest.mark.parametrize(
    ("event", "status", "strict"),
    [
        (FAULTLESS, 0, 0),
        # A note: the relationship is collected, and missing for this event.
        (FAULTLESS | {"ASTDT": None, "ASTDTF": None}, 0, 0),
        # A warning: fatal, but not serious.
        (FAULTLESS | {"AEOUT": "FATAL"}, 0, 1),
        # Set aside: the subject is not in ADSL.
        (FAULTLESS | {"USUBJID": "nobody"}, 1, 1),
    ],
)
def test_the_exit_of_check_tells_what_was_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, event: Row, status: int, strict: int
) -> None:
    other = FAULTLESS | {"AETERM": "Nausea", "AEDECOD": "Nausea"}  # two records equal but for AESEQ are a finding
    folder = folder_of(tmp_path, subjects({}, CONTROL), events(other, event))
    opened_once(monkeypatch, pv.open_study(folder))
    result = run("check", folder, "--out", tmp_path / "findings.csv")
    assert result.exit_code == status
    assert run("check", folder, "--strict").exit_code == strict
    severities = set(pd.read_csv(tmp_path / "findings.csv")["severity"])
    assert ("reject" in severities) is bool(status)
    assert bool(severities & {"reject", "warning"}) is bool(strict)


def test_what_is_in_the_database_is_not_loaded_again_when_records_are_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: dict[str, int] = {}
    load = Engine.load

    def watched(engine: Engine, name: str, frame: pd.DataFrame, dates: Sequence[str] = ()) -> None:
        loaded[name] = len(frame)
        load(engine, name, frame, dates)

    monkeypatch.setattr(Engine, "load", watched)
    people = subjects({}, {"USUBJID": None}, CONTROL)
    happened = events({}, {"USUBJID": "X"}, {"AESEQ": None}, {"USUBJID": "C1", "AETERM": None})
    with small_study(tmp_path, people, happened) as study:
        assert account(study) == {"adsl": (3, 2, 1), "adae": (4, 2, 2)}
        assert study.table("adae")["source_row"].to_list() == [1, 4]
        assert study.table("adae_set_aside")["source_row"].to_list() == [2, 3]
        assert study.table("adsl")["source_row"].to_list() == [1, 3]
        assert study.table("adsl_set_aside")["source_row"].to_list() == [2]
        kinds = [study.table(name).dtypes.to_dict() for name in ("adae", "adae_set_aside")]
    assert kinds[0] == kinds[1]
    held = {"adsl", "adae", "adsl_set_aside", "adae_set_aside"}
    assert {
        name: rows for name, rows in loaded.items() if rows and name.startswith(("adsl", "adae"))
    }.keys() & held == set()
    assert (loaded["adsl_input"], loaded["adae_input"]) == (3, 4)
