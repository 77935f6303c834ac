"""date_times.py and what belongs to it: the day of a datetime, record by record, in every format alike."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest

import pv
import small_sdtm
from frames import rows
from pv.api import Study
from pv.errors import InputError
from pv.load import Dataset, from_frame
from pv.study.input.date_pair import date_pairs
from pv.study.input.date_times import check_datetimes, with_days
from small_study import ARMS, CONTROL, HEAD, events, small_study, subjects

#: The day of the datetime, the day beside it where it is another one, and a placeholder.
MOMENT_DAY, OTHER_DAY = "2020-01-14", "2020-01-15"
DAYS = {
    "absent": None,
    "empty": None,
    "same": MOMENT_DAY,
    "other": OTHER_DAY,
    "no date": "2020-13-45",
    "end": "9999-12-31",
}
#: Datetime -> whether it is one.
MOMENTS = {
    None: False,
    "2020-01-14T08:30": True,
    "2020-01-14 08:30:00": True,
    "14JAN2020:08:30:00": True,
    "14-JAN-2020:08:30:00.5": True,
    "2020-01-14": True,
    "2020-02-30T08:30": False,
    "2020-01": False,
    "yesterday": False,
    "9999-12-31T00:00:00": False,
}
PAIRS = [
    (name, day, moment) for name in ("adsl", "adae", "adex", "adlb", "advs") for day, moment in date_pairs(name).items()
]


def dataset(name: str, **columns: object) -> Dataset:
    return from_frame(pd.DataFrame({"USUBJID": ["U1", "U2"], **columns}), name)


def found_in(read: Dataset) -> tuple[pd.DataFrame, pd.DataFrame]:
    made, findings = with_days({read.name: read}, [read.name])
    return made[read.name].frame, findings


def test_the_pairs_are_those_of_adam() -> None:
    assert {
        ("adsl", "TRTSDT", "TRTSDTM"),
        ("adsl", "TRTEDT", "TRTEDTM"),
        ("adsl", "DTHDT", "DTHDTM"),
        ("adsl", "EOSDT", "EOSDTM"),
        ("adae", "ASTDT", "ASTDTM"),
        ("adae", "AENDT", "AENDTM"),
        ("adex", "ASTDT", "ASTDTM"),
        ("adex", "AENDT", "AENDTM"),
        ("adlb", "ADT", "ADTM"),
        ("advs", "ADT", "ADTM"),
    } <= set(PAIRS)


@pytest.mark.parametrize(("name", "day", "moment"), PAIRS)
def test_every_combination_of_a_day_and_a_datetime(name: str, day: str, moment: str) -> None:
    # What is right is worked out here by hand: a readable day counts, else the day of a readable datetime.
    readable = [told for told, is_moment in MOMENTS.items() if is_moment]
    # All datetimes beside each kind of day; and where no record has anything to be taken or set aside.
    for state, moments in [*((state, list(MOMENTS)) for state in DAYS), ("absent", readable), ("same", readable)]:
        check_combinations((name, day, moment), state, moments)


def check_combinations(pair: tuple[str, str, str], state: str, told: Sequence[str | None]) -> None:
    """Assert what becomes of records with a day of this kind and these datetimes, each of a subject of its own."""
    name, day, moment = pair
    last = len(told) + 1
    # The last record keeps the columns from being empty throughout.
    columns = {} if state == "absent" else {day: pd.Series([DAYS[state]] * len(told) + ["2020-01-01"], dtype="str")}
    columns[moment] = pd.Series([*told, "2020-01-01T00:00"], dtype="str")
    subjects_ = [f"U{place}" for place in range(1, last + 1)]
    frame, findings = found_in(from_frame(pd.DataFrame({"USUBJID": subjects_, **columns}), name))
    assert set(findings["source_row"]) <= set(range(1, last))
    for place, text in enumerate(told, start=1):
        is_moment, where = MOMENTS[text], (state, text)
        expected = DAYS[state] if state in ("same", "other") else MOMENT_DAY if is_moment else DAYS[state]
        value = frame[day].iloc[place - 1]
        assert (None if pd.isna(value) else str(value)[:10]) == expected, where
        own = findings[findings["source_row"] == place]
        rules = list(own["rule"])
        if text is None or (is_moment and state in ("same", "absent")):
            assert rules == [], where
        elif not is_moment:
            assert rules == ["readable"], where
            assert own["variable"].iloc[0] == moment
            assert own["value"].iloc[0] == text
            assert pd.isna(frame[moment].iloc[place - 1])
        else:
            assert rules == ["day_and_datetime_differ" if state == "other" else "day_from_datetime"], where
            assert pd.isna(frame[moment].iloc[place - 1]) == (state == "other")
        if rules:
            assert own["record_key"].iloc[0].startswith(f"USUBJID=U{place}")
            assert own["severity"].iloc[0] == "warning"
            assert moment in own["message"].iloc[0]


def test_the_findings_say_both_values_and_which_one_counts() -> None:
    read = dataset(
        "adsl",
        DTHDT=pd.Series([None, "2020-02-01"], dtype="str"),
        DTHDTM=["2020-02-03T11:00", "02FEB2020:09:15:00"],
    )
    frame, findings = found_in(read)
    assert list(frame["DTHDT"]) == ["2020-02-03", "2020-02-01"]
    said = [(row.rule, row.record_key, row.message, row.action) for row in rows(findings)]
    assert said == [
        (
            "day_from_datetime",
            "USUBJID=U1",
            "DTHDT is missing and DTHDTM is 2020-02-03T11:00; DTHDT is the day of DTHDTM",
            "Retained; the death is on 2020-02-03, the day of DTHDTM",
        ),
        (
            "day_and_datetime_differ",
            "USUBJID=U2",
            "DTHDT is 2020-02-01 but DTHDTM is 2020-02-02T09:15:00; DTHDT is the day of DTHDTM",
            "Retained; the death is on 2020-02-01, according to DTHDT; DTHDTM is treated as missing",
        ),
    ]


def test_datetimes_that_cannot_be_read_at_all_are_an_error_where_the_analysis_needs_them() -> None:
    read = {"adsl": dataset("adsl", TRTSDTM=["soon", None], DTHDTM=["later", "later"])}
    words = "none of the 1 values of TRTSDTM can be read; the first is 'soon'"
    with pytest.raises(InputError, match=words):
        check_datetimes(read, ["adsl"])
    check_datetimes({"adsl": dataset("adsl", TRTSDTM=["soon", "2020-01-10T08:00"])}, ["adsl"])
    check_datetimes({"adsl": dataset("adsl", TRTSDT=["2020-01-10", None], TRTSDTM=["soon", None])}, ["adsl"])


def test_a_death_has_the_day_of_its_datetime(tmp_path: Path) -> None:
    adsl = subjects(
        {"DTHFL": "Y", "DTHDTM": "2020-01-16T10:00"},
        {"DTHFL": "Y", "DTHDT": "2020-01-17", "DTHDTM": "2020-01-18T10:00"},
        {"DTHFL": "Y", "DTHDTM": "unknown"},
        CONTROL,
    )
    study = small_study(tmp_path, adsl, events({}))
    dated = study.sql("select USUBJID, death_date from death order by USUBJID")["death_date"]
    assert [None if pd.isna(day) else str(day)[:10] for day in dated] == ["2020-01-16", "2020-01-17", None]
    undated = study.findings[study.findings["rule"] == "death_flag_without_date"]
    assert undated["record_key"].to_list() == ["USUBJID=U3"]


def test_every_reader_of_a_day_has_it(tmp_path: Path) -> None:
    # First dose 2020-01-10 and last dose 2020-01-19, from datetimes: ten days; events on the day before and after.
    adsl = subjects(
        {"TRTSDT": None, "TRTSDTM": "2020-01-10T09:00", "TRTEDT": None, "TRTEDTM": "19JAN2020:10:00:00"}, CONTROL
    )
    adae = events(
        {"ASTDT": None, "ASTDTM": "2020-01-09T09:00"},
        {"ASTDT": None, "ASTDTM": "2020-01-12T09:00"},
        {"ASTDT": "2020-01-12", "ASTDTM": "2020-01-09T09:00"},
        {"ASTDT": None, "ASTDTM": None, "AENDT": None, "AENDTM": "2020-01-09T09:00"},
    )
    study = small_study(tmp_path, adsl, adae)
    assert study.table("subject").set_index("USUBJID")["exposure_days"].to_dict() == {"U1": 10, "C1": 10}
    assert study.table("emergent").sort_values("source_row")["reason"].to_list() == [
        "before first dose",
        "in window",
        "in window",
        "before first dose",
    ]
    rules = study.findings["rule"].value_counts()
    assert rules["day_from_datetime"] == 5  # TRTSDT, TRTEDT, two ASTDT, one AENDT
    assert rules["day_and_datetime_differ"] == 1
    assert study.findings.query("rule == 'missing_first_dose'").empty


ALIKE_ADSL = subjects(
    {"USUBJID": "U1", "TRTSDT": None, "DTHFL": "Y", "DTHDT": None},
    {"USUBJID": "U2", "TRTSDT": "2020-01-11", "DTHFL": "Y", "DTHDT": "2020-02-01"},
    CONTROL,
).drop(columns="AGE")
TIMES = {
    "TRTSDTM": ["2020-01-10T09:00:00", "2020-01-10T09:00:00", None],
    "DTHDTM": ["2020-01-30T23:59:59", "2020-02-01T00:00:01", None],
}
DATED = ("TRTSDT", "TRTEDT", "DTHDT")


def in_types() -> pd.DataFrame:
    """Return the subjects with days and datetimes of their own types, as SAS, Parquet and pandas have them."""
    typed = {day: pd.to_datetime(ALIKE_ADSL[day]).astype("datetime64[s]") for day in DATED}
    return ALIKE_ADSL.assign(**typed, **{moment: pd.to_datetime(pd.Series(of)) for moment, of in TIMES.items()})


def sas_numbers(frame: pd.DataFrame) -> pd.DataFrame:
    start = pd.Timestamp("1960-01-01")
    numbers = {day: (frame[day] - start).dt.days.astype("float64") for day in DATED}
    return frame.assign(**numbers, **{moment: (frame[moment] - start).dt.total_seconds() for moment in TIMES})


def test_every_format_alike(tmp_path: Path) -> None:
    typed, text = in_types(), ALIKE_ADSL.assign(**{name: pd.Series(of, dtype="str") for name, of in TIMES.items()})
    as_sas = text.assign(
        **{name: pd.to_datetime(pd.Series(of)).dt.strftime("%d%b%Y:%H:%M:%S").str.upper() for name, of in TIMES.items()}
    )
    formats = dict.fromkeys(DATED, "DATE9") | dict.fromkeys(TIMES, "DATETIME20")
    (tmp_path / "study.toml").write_text(HEAD + ARMS, encoding="utf-8")
    studies: dict[str, Study] = {}
    for kind in ("csv", "sas.csv", "xpt", "parquet"):
        folder = tmp_path / kind
        folder.mkdir()
        if kind == "xpt":
            pyreadstat.write_xport(
                sas_numbers(typed), folder / "adsl.xpt", file_format_version=5, variable_format=formats
            )
        elif kind == "parquet":
            typed.to_parquet(folder / "adsl.parquet")
        else:
            (text if kind == "csv" else as_sas).to_csv(folder / "adsl.csv", index=False)
        events({}).to_csv(folder / "adae.csv", index=False)
        (folder / "study.toml").write_text(HEAD + ARMS, encoding="utf-8")
        studies[kind] = pv.open_study(folder / "study.toml")
    for kind, frame in (("timestamps", typed), ("text", text)):
        studies[kind] = pv.open_study(tmp_path / "study.toml", {"adsl": frame, "adae": events({})})
    told = {kind: summary(study) for kind, study in studies.items()}
    assert told["csv"] == {
        "doses": ["2020-01-10", "2020-01-10", "2020-01-11"],  # C1, U1, U2
        "deaths": ["2020-01-30", "2020-02-01"],
        "findings": [
            ("day_and_datetime_differ", "USUBJID=U2", "TRTSDT", "2020-01-11"),
            ("day_from_datetime", "USUBJID=U1", "DTHDT", None),
            ("day_from_datetime", "USUBJID=U1", "TRTSDT", None),
        ],
        "said": sorted({"2020-01-10T09:00:00", "2020-01-30T23:59:59"}),
    }
    for kind, found in told.items():
        assert found == told["csv"], kind


def summary(study: Study) -> Mapping[str, object]:
    findings = study.findings[study.findings["rule"].str.startswith("day_")]
    found = sorted(
        ((row.rule, row.record_key, row.variable, None if pd.isna(row.value) else row.value) for row in rows(findings)),
        key=str,
    )
    deaths = study.sql("select death_date from death order by USUBJID")["death_date"]
    return {
        "doses": [str(day)[:10] for day in study.table("subject").sort_values("USUBJID")["first_dose"]],
        "deaths": [str(day)[:10] for day in deaths],
        "findings": found,
        "said": sorted(set(findings["message"].str.extract(r"DTM is ([0-9T:-]+);")[0])),
    }


def test_a_date_and_time_of_sdtm_has_its_day() -> None:
    datasets, findings = small_sdtm.made(
        dm=[{"DTHFL": "Y", "DTHDTC": "2020-01-30T08:00"}],
        ex=[{"EXSTDTC": "2020-01-10T08:00", "EXENDTC": "2020-01-19T09:00:00"}],
        ae=[{"AESTDTC": "2020-01-12T07:00", "AEENDTC": "2020-01-13T07:00"}],
    )
    assert small_sdtm.values(datasets["adsl"], "TRTSDT", "TRTEDT", "DTHDT") == [
        ("2020-01-10", "2020-01-19", "2020-01-30")
    ]
    assert small_sdtm.values(datasets["adae"], "ASTDT", "AENDT") == [("2020-01-12", "2020-01-13")]
    assert findings.empty or not findings["rule"].str.contains("date").any()


def test_the_sentence_on_an_undated_death_names_what_the_files_have(tmp_path: Path) -> None:
    dm: list[dict[str, object]] = [
        {"DTHFL": "N"},  # DS alone has the death
        {"DTHFL": "Y"},
        {"DTHFL": None, "DTHDTC": "2020-03"},
        {"DTHFL": "N"},  # only an event is fatal
        {"ARM": "Control", "ACTARM": "Control"},
    ]
    whole = small_sdtm.domains(
        dm=dm,
        ex=[{"USUBJID": f"U{place}"} for place in range(1, 6)],
        ae=[{"USUBJID": "U4", "AEOUT": "FATAL"}],
        ds=[{"USUBJID": "U1", "DSDECOD": "DEATH", "DSTERM": "DEATH", "DSCAT": "DISPOSITION EVENT"}],
    )
    (tmp_path / "study.toml").write_text(HEAD + ARMS, encoding="utf-8")
    study = pv.open_study(tmp_path / "study.toml", whole)
    found = study.findings[study.findings["rule"] == "death_flag_without_date"].sort_values("source_row")
    beginnings = ["DSDECOD of DS is DEATH", "DTHFL of DM is Y", "DTHDTC of DM is 2020-03", "An adverse event is fatal"]
    assert found["message"].to_list() == [
        f"{beginning} but DTHDT is missing, and no other source gives the date; a death must have a date"
        for beginning in beginnings
    ]
