"""Deaths of SDTM: wherever a domain or a qualifier records one, it is counted, or a finding names it."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import pv
from frames import rows as records_of
from small_sdtm import Row, domains, made, values
from small_study import ARMS, HEAD, count

CONTROL: dict[str, Any] = {"ARM": "Control", "ACTARM": "Control"}
BOTH: list[Row] = [{}, {"USUBJID": "U2"}]
DEAD: dict[str, Any] = CONTROL | {"DTHFL": "Y", "DTHDTC": "2020-02-02"}
DAY = "2020-02-01"


def deaths(folder: Path, **rows: list[Row]) -> tuple[int, int]:
    """Return how many of Drug and of Control died."""
    (folder / "study.toml").write_text(HEAD + ARMS, encoding="utf-8")
    with pv.open_study(folder / "study.toml", domains(**rows)) as study:
        counts = [count(study, "deaths", item="death", arm=arm)["subjects"] for arm in ("Drug", "Control")]
    return counts[0], counts[1]


#: U1 to U5 of Drug are dead, each by another record; U6 is not.
RECORDED: dict[str, list[Row]] = {
    "suppdm": [
        {"USUBJID": "U2", "QNAM": "DTHFL", "QVAL": "Y"},
        {"USUBJID": "U3", "QNAM": "DTHDTC", "QVAL": DAY},
        {"USUBJID": "U4", "QNAM": "DTHDT", "QVAL": DAY},
        {"USUBJID": "U6", "QNAM": "DTHFL", "QVAL": "N"},
    ],
    "suppae": [{"USUBJID": "U5", "IDVARVAL": "1", "QNAM": "AESDTH", "QVAL": "Y"}],
    "ex": [{"USUBJID": f"U{place}"} for place in range(1, 8)],
}


# The death of U7, of Control, changes nothing for the others, nor what AE has of its event.
@pytest.mark.parametrize(
    ("other", "event", "day"),
    [(CONTROL, {}, DAY), (DEAD, {"AESDTH": "N"}, pd.Timestamp(DAY))],
)
def test_a_death_counts_wherever_it_is_recorded(tmp_path: Path, other: Row, event: Row, day: object) -> None:
    ae: list[Row] = [{"USUBJID": "U5"}, {"USUBJID": "U7", **event}]
    assert deaths(tmp_path, dm=[{"DTHDT": day}, *[{}] * 5, other], ae=ae, **RECORDED) == (5, int(other is DEAD))


NO_DATES = ("NA", ".", "UNKNOWN", "N", "2020-02-30", "--02-03")


Made = tuple[pd.DataFrame, pd.DataFrame]


@pytest.fixture(scope="module")
def undated() -> Made:
    """Return ADSL and the findings of four subjects for each text that is no date."""
    dm: list[Row] = []
    suppdm: list[Row] = []
    for text in NO_DATES:
        suppdm.append({"USUBJID": f"U{len(dm) + 3}", "QNAM": "DTHDTC", "QVAL": text})
        dm += [{"DTHDTC": text}, {"DTHDT": text}, {}, {"DTHDTC": text, "DTHFL": "Y"}]
    tables, findings = made(dm=dm, suppdm=suppdm)
    return tables["adsl"], findings


@pytest.mark.parametrize("text", NO_DATES)
def test_no_death_follows_from_a_date_that_cannot_be_read(undated: Made, text: str) -> None:
    adsl, findings = undated
    first = 4 * NO_DATES.index(text)
    own = [f"U{place}" for place in range(first + 1, first + 5)]
    assert values(adsl[adsl["USUBJID"].isin(own)], "DTHFL") == [(None,), (None,), (None,), ("Y",)]
    subject = findings["record_key"].str.extract(r"^USUBJID=(\w+)")[0]
    for rule, records in {"unreadable_date": 4, "death_not_counted": 3 - (text == "N")}.items():
        found = findings[(findings["rule"] == rule) & subject.isin(own)]
        assert len(found) == records, rule
        assert set(found["value"]) == {text}
    assert "death_not_flagged" not in set(findings["rule"])


def test_a_part_of_a_date_is_a_death_without_a_day() -> None:
    tables, _ = made(dm=[{"DTHDTC": "2020-02"}, {"DTHDTC": "3 Feb 2020"}])
    assert values(tables["adsl"], "DTHFL", "DTHDT") == [("Y", None), ("Y", "2020-02-03")]


@pytest.mark.parametrize("name", ["DTHDTC", "DTHDT"])
def test_the_day_of_a_qualifier_dates_the_death(name: str) -> None:
    tables, findings = made(dm=[{}], suppdm=[{"USUBJID": "U1", "QNAM": name, "QVAL": DAY}])
    assert values(tables["adsl"], "DTHFL", "DTHDT") == [("Y", DAY)]
    assert "qualifier_name_taken" not in set(findings["rule"])
    _, findings = made(dm=[{}], suppdm=[{"USUBJID": "U1", "QNAM": name, "QVAL": "1 Feb"}])
    assert values(findings[findings["rule"] == "unreadable_date"], "dataset", "variable", "value") == [
        ("suppdm", name, "1 Feb")
    ]


def test_a_qualifier_that_speaks_of_a_death_is_found() -> None:
    said = [("DEATHFL", "Y"), ("DEATHFL", "N"), ("OUTCOME", "died at home"), ("RACEOTH", "Y")]
    subjects = [{"USUBJID": f"U{place}", "QNAM": name, "QVAL": value} for place, (name, value) in enumerate(said, 1)]
    _, findings = made(dm=[{}] * 4, suppdm=subjects)
    found = findings[findings["rule"] == "death_not_counted"]
    assert values(found, "dataset", "record_key", "variable", "value") == [
        ("suppdm", "USUBJID=U1, QNAM=DEATHFL", "DEATHFL", "Y"),
        ("suppdm", "USUBJID=U3, QNAM=OUTCOME", "OUTCOME", "died at home"),
    ]


def test_a_fatal_event_is_a_death_that_is_counted() -> None:
    grades: list[str | None] = ["5", "Grade 5", "V", "4"]
    who = [f"U{place}" for place in range(1, len(grades) + 1)]
    _, findings = made(
        dm=[{}] * len(grades),
        ae=[{"USUBJID": subject, "AETOXGR": grade} for subject, grade in zip(who, grades, strict=True)],
        ds=[{"USUBJID": subject, "DSDECOD": "OTHER", "DSTERM": "Death"} for subject in who],
    )
    # Of grade 4 alone the death is in no other record.
    found = findings[findings["rule"] == "death_not_counted"]
    assert values(found, "record_key") == [("USUBJID=U4, DSSEQ=4",)]


def test_a_fatal_event_of_an_assigned_subject_without_a_dose_is_found() -> None:
    failed = {"ARMCD": "SCRNFAIL", "ARM": "Screen Failure", "ACTARM": "Screen Failure", "DTHFL": "Y"}
    _, findings = made(dm=[{}, {}, failed], ex=[{}], ae=[{"USUBJID": "U2", "AEOUT": "FATAL"}])
    found = findings[findings["rule"] == "death_outside_safety_set"].sort_values("record_key")
    assert values(found, "record_key", "severity") == [("USUBJID=U2", "warning"), ("USUBJID=U3", "note")]
    assert found["message"].str.contains("assigned to no arm").to_list() == [False, True]
    assert found["action"].str.contains("in no table").all()


def test_a_flag_of_imputation_that_ae_brings_along_moves_no_complete_date(tmp_path: Path) -> None:
    # First dose on 10 January: a start on 2 January is before it, whatever flag stands beside.
    (tmp_path / "study.toml").write_text(HEAD + ARMS, encoding="utf-8")
    flag: list[Row] = [{"IDVARVAL": "1", "QNAM": "ASTDTF", "QVAL": "M"}]
    for rows in (
        {"ae": [{"AESTDTC": "2020-01-02", "ASTDTF": "M"}]},
        {"ae": [{"AESTDTC": "2020-01-02"}], "suppae": flag},
    ):
        with pv.open_study(tmp_path / "study.toml", domains(dm=[{}, CONTROL], ex=BOTH, **rows)) as study:
            assert list(study.table("adverse_event")["emergent"]) == [False]
            assert {"column_made_anew", "qualifier_name_taken"} & set(study.findings["rule"])


def test_what_is_no_amount_is_no_dose() -> None:
    amounts = ["NaN", "inf", "-Infinity"]
    doses = [{"USUBJID": f"U{place}", "EXDOSE": amount} for place, amount in enumerate(amounts, start=1)]
    tables, findings = made(dm=[{}] * 3, ex=doses)
    assert values(tables["adsl"], "SAFFL", "TRTSDT") == [("N", None)] * 3
    told = findings.loc[findings["rule"] == "dose_not_given", "record_key"]
    assert sorted(key.partition(",")[0] for key in told) == ["USUBJID=U1", "USUBJID=U2", "USUBJID=U3"]


def test_the_date_is_of_dm_then_of_death_details_then_of_disposition(tmp_path: Path) -> None:
    """Each source of a death is there or not, 31 subjects in all; the first that is there dates the death."""
    days = {"DM": "2020-02-01", "DD": "2020-02-02", "DS": "2020-02-03", "AEDTHDTC": "2020-02-04", "AENDT": "2020-02-05"}
    chosen = [{name for place, name in enumerate(days) if number >> place & 1} for number in range(1, 32)]
    dm: list[Row] = [{"DTHDTC": days["DM"]} if "DM" in named else {} for named in chosen]
    dd: list[Row] = []
    ds: list[Row] = []
    ae: list[Row] = []
    for place, named in enumerate(chosen, start=1):
        who = {"USUBJID": f"U{place}"}
        if "DD" in named:
            dd.append(who | {"DDTESTCD": "PRCDTH", "DDSTRESC": "SEPSIS", "DDDTC": days["DD"]})
        if "DS" in named:
            ds.append(who | {"DSDECOD": "DEATH", "DSSTDTC": days["DS"]})
        dated = {"AEDTHDTC": days["AEDTHDTC"]} if "AEDTHDTC" in named else {}
        ae.append(who | dated | ({"AEOUT": "FATAL", "AEENDTC": days["AENDT"]} if "AENDT" in named else {}))
    rows = domains(dm=[*dm, CONTROL], dd=dd, ds=ds, ae=ae, ex=[{"USUBJID": f"U{place}"} for place in range(1, 33)])
    (tmp_path / "study.toml").write_text(HEAD + ARMS, encoding="utf-8")
    with pv.open_study(tmp_path / "study.toml", rows) as study:
        found = study.table("death").set_index("USUBJID")
        differing = study.findings[study.findings["rule"].isin(["death_dates_differ", "death_sources_differ"])]
    expected = {
        f"U{place}": next(days[name] for name in days if name in named) for place, named in enumerate(chosen, 1)
    }
    assert found["death_date"].dt.date.astype(str).to_dict() == expected
    # Who has two sources or more has a finding: both dates, and the one that counts.
    told = {key.partition(",")[0].removeprefix("USUBJID=") for key in differing["record_key"]}
    assert told >= {f"U{place}" for place, named in enumerate(chosen, 1) if len(named) > 1}
    for record in records_of(differing):
        if record.variable in {"DDDTC", "DSSTDTC", "AEDTHDTC", "AENDT"} and "another date" in record.message:
            counts = expected[record.record_key.partition(",")[0].removeprefix("USUBJID=")]
            assert record.value != counts
            assert counts in record.message
            assert counts in record.action


@pytest.mark.parametrize("text", ["NA", "UNK-UNK-2020"])
def test_an_unreadable_date_of_death_is_found_in_every_domain(text: str) -> None:
    tables, findings = made(
        dm=[{"DTHDTC": text}, {"DTHDT": text}, {}, {}],
        ae=[{"USUBJID": "U3", "AEDTHDTC": text}],
        suppdm=[{"USUBJID": "U4", "QNAM": "DTHDTC", "QVAL": text}],
        dd=[{"USUBJID": "U3", "DDTESTCD": "DTHDTC", "DDSTRESC": text}],
    )
    assert values(tables["adsl"], "DTHFL") == [(None,)] * 4
    found = findings[findings["rule"] == "unreadable_date"]
    assert sorted(zip(found["dataset"], found["variable"], strict=True)) == [
        ("adae", "AEDTHDTC"),
        ("adsl", "DTHDT"),
        ("adsl", "DTHDTC"),
        ("dd", "DDSTRESC"),
        ("suppdm", "DTHDTC"),
    ]
    assert sorted(findings.loc[findings["rule"] == "death_not_counted", "record_key"]) == [
        "USUBJID=U1",
        "USUBJID=U2",
        "USUBJID=U3, DDSEQ=1",
        "USUBJID=U4, QNAM=DTHDTC",
    ]


def test_death_details_that_were_not_done_or_have_no_result_say_nothing() -> None:
    details = [
        {"DDTESTCD": "PRCDTH", "DDSTRESC": "SEPSIS", "DDDTC": "2020-03-01"},
        # The result is the day itself; the details were collected later.
        {"DDTESTCD": "DTHDTC", "DDORRES": "2020-02-20", "DDDTC": "2020-03-01"},
        {"USUBJID": "U2", "DDTESTCD": "PRCDTH", "DDSTAT": "NOT DONE", "DDDTC": "2020-03-01"},
        {"USUBJID": "U3", "DDTESTCD": "PRCDTH", "DDDTC": "2020-03-01"},
    ]
    tables, findings = made(dm=[{}, {}, {}], dd=details)
    assert values(tables["adsl"], "DTHFL", "DTHDT", "DTHDOM") == [("Y", "2020-02-20", "DD"), *[(None, None, None)] * 2]
    found = findings.groupby("rule")["record_key"].apply(sorted).to_dict()
    assert found["death_not_counted"] == ["USUBJID=U2, DDSEQ=3", "USUBJID=U3, DDSEQ=4"]
    assert found["death_not_flagged"] == ["USUBJID=U1"]
    later = findings[findings["rule"] == "death_dates_differ"]
    assert values(later, "record_key", "severity") == [("USUBJID=U1, DDSEQ=1", "note"), ("USUBJID=U1, DDSEQ=2", "note")]


def test_a_date_of_death_in_an_event_is_a_death_that_is_counted(tmp_path: Path) -> None:
    # AEDTHDTC of AE, of its qualifiers, and only a month of it; the fourth subject lives.
    ae: list[Row] = [
        {"AEDTHDTC": "2020-01-15"},
        {"USUBJID": "U2"},
        {"USUBJID": "U3", "AEDTHDTC": "2020-03"},
        {"USUBJID": "U4"},
    ]
    suppae: list[Row] = [{"USUBJID": "U2", "IDVARVAL": "2", "QNAM": "AEDTHDTC", "QVAL": "2020-01-16"}]
    subjects: list[Row] = [*[{}] * 4, CONTROL]
    doses: list[Row] = [{"USUBJID": f"U{place}"} for place in range(1, 6)]
    assert deaths(tmp_path, dm=subjects, ae=ae, suppae=suppae, ex=doses) == (3, 0)
