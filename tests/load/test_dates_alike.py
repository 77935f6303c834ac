"""A date text is read, or refused, alike in ADaM and in SDTM; where no first dose can be read, nothing is counted."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pv
from command import refused
from pv.contract.values import read_column
from pv.errors import InputError
from small_sdtm import domains, made, values
from small_study import ARMS, CONTROL, HEAD, count, events, small_study, subjects

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
DAYS = st.dates(date(1000, 1, 1), date(9999, 12, 31))
FORMS = (
    lambda day: day.isoformat(),
    lambda day: f"{day.isoformat()}T08:30",
    lambda day: f"{day.day:02}{MONTHS[day.month - 1]}{day.year:04}",
    lambda day: f"{day.day}-{MONTHS[day.month - 1].title()}-{day.year:04}",
    lambda day: f"{day.day:02} {MONTHS[day.month - 1].lower()} {day.year:04}:08:30:00",
    lambda day: f"{day.day:02}/{day.month:02}/{day.year:04}",
    lambda day: f"{day.month}/{day.day}/{day.year:04}",
    lambda day: f"{day.day:02}.{day.month:02}.{day.year:04}",
    lambda day: f"{day.year:04}{day.month:02}{day.day:02}",
    lambda day: f"{day.day:02}{MONTHS[day.month - 1]}{day.year % 100:02}",
    lambda day: f"3{day.day % 10}{MONTHS[day.month - 1]}{day.year:04}",
    lambda day: f"{day.year:04}-{day.month:02}-3{day.day % 10}",
)


@settings(max_examples=6, deadline=None)
@given(st.lists(st.builds(lambda form, day: form(day), st.sampled_from(FORMS), DAYS), min_size=1, max_size=60))
def test_adam_and_sdtm_read_the_same_texts(texts: list[str]) -> None:
    tables, _ = made(ae=[{"AESTDTC": text} for text in texts])
    adam, _ = read_column(pd.Series(texts, dtype="str"), "datetime64[s]")
    expected = [None if pd.isna(day) else day.date().isoformat() for day in adam]
    assert [day for (day,) in values(tables["adae"], "ASTDT")] == expected


#: The case: dates in words throughout. U1 began on 2 January 2014, so the rash of the third is emergent.
WORDS = {"EXSTDTC": "02-Jan-2014", "EXENDTC": "02-Jul-2014"}


def test_dates_in_words_are_read_and_said_once_a_variable(tmp_path: Path) -> None:
    rows = domains(
        dm=[{}, {"ACTARM": "Control"}],
        ex=[WORDS, WORDS | {"USUBJID": "U2"}],
        ae=[{"AESTDTC": "03-Jan-2014"}, {"AESTDTC": "03-Jul-2014"}],
    )
    (tmp_path / "study.toml").write_text(HEAD + "[treatment_emergent]\nwindow_days = 0\n" + ARMS, encoding="utf-8")
    with pv.open_study(tmp_path / "study.toml", rows) as study:
        assert study.table("emergent")["reason"].tolist() == ["in window", "after window"]
        # 2 January to 2 July 2014: 181 days later, and both days count.
        assert study.table("subject")["exposure_days"].tolist() == [182, 182]
        found = study.findings[study.findings["rule"] == "date_in_words"]
    assert sorted(found["message"].str.partition(";")[0]) == [
        f"{variable} has dates written in words (records: 2)" for variable in ("AESTDTC", "EXENDTC", "EXSTDTC")
    ]


def test_no_readable_first_dose_is_one_line_and_status_2(tmp_path: Path) -> None:
    frames = domains(
        dm=[{}, {"ACTARM": "Control"}], ex=[{"EXSTDTC": "02.01.2014"}, {"USUBJID": "U2", "EXSTDTC": "UNK"}]
    )
    for name, frame in frames.items():
        frame.to_csv(tmp_path / f"{name}.csv", index=False)
    (tmp_path / "study.toml").write_text(HEAD + ARMS, encoding="utf-8")
    for command in ("check", "report"):
        message = refused(command, tmp_path / "study.toml")
        assert "ex.csv: none of the 2 values of EXSTDTC can be read; the first is '02.01.2014'" in message
        assert message.count("\n") == 1


def test_no_readable_first_dose_in_adam_is_the_same(tmp_path: Path) -> None:
    adsl = subjects({}, CONTROL).assign(TRTSDT="02.01.2014")
    with pytest.raises(InputError, match=r"none of the 2 values of TRTSDT can be read; the first is '02\.01\.2014'"):
        small_study(tmp_path, adsl, events({}))
    # One that can be read: the other subject is not timed, and the finding says why.
    adsl.loc[0, "TRTSDT"] = "2020-01-10"
    assert "readable" in set(small_study(tmp_path, adsl, events({})).findings["rule"])


def test_a_first_dose_that_dm_knows_is_used() -> None:
    tables, _ = made(dm=[{"RFXSTDTC": "2020-01-10"}], ex=[{"EXSTDTC": "UNK"}])
    assert values(tables["adsl"], "TRTSDT") == [("2020-01-10",)]


def test_no_readable_start_of_many_events_is_an_error() -> None:
    with pytest.raises(InputError, match=r"none of the 10 values of AESTDTC can be read; the first is '1/2/2020'"):
        made(ae=[{"AESTDTC": "1/2/2020"}] * 10)


def test_no_readable_start_of_few_events_is_an_error_too_by_the_rule_and_by_the_flag(tmp_path: Path) -> None:
    frames = domains(
        dm=[{}, {"ACTARM": "Control"}],
        ex=[{}, {"USUBJID": "U2"}],
        ae=[{"AESTDTC": "45200", "TRTEMFL": "Y"}, {"AESTDTC": None, "TRTEMFL": "Y"}],
    )
    for name, frame in frames.items():
        frame.to_csv(tmp_path / f"{name}.csv", index=False)
    for rule in ("window", "flag"):
        file = tmp_path / "study.toml"
        file.write_text(f'{HEAD}[treatment_emergent]\nrule = "{rule}"\n{ARMS}', encoding="utf-8")
        message = refused("check", file)
        assert "ae.csv: none of the 1 values of AESTDTC can be read; the first is '45200'" in message
        # 45200 - 45292 is 92 days before 1 January 2024: 1 October 2023.
        assert "looks like an Excel serial number for 2023-10-01" in message
        assert message.count("\n") == 1


def test_one_start_that_can_be_read_or_in_part_makes_the_others_findings() -> None:
    tables, findings = made(ae=[{"AESTDTC": "45200"}, {"AESTDTC": "2020-01"}])
    assert values(tables["adae"], "ASTDT")[0] == (None,)
    assert "45200" in set(findings.loc[findings["rule"] == "unreadable_date", "value"])


def test_a_study_without_any_date_of_treatment_has_counts_and_no_curve(tmp_path: Path) -> None:
    study = small_study(tmp_path, subjects({}, CONTROL).assign(TRTSDT=None, TRTEDT=None), events({}))
    assert study.table("cumulative_incidence").empty
    assert count(study, level="any", category="any", arm="Drug")["subjects"] == 1
