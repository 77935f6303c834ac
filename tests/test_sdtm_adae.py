"""ADAE of AE and SUPPAE: partial dates, imputed by a stated rule and flagged; qualifiers as columns."""

import calendar
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pv
from small_sdtm import domains, made, values
from small_study import ARMS, HEAD

FIRST, LAST, WINDOW = date(2020, 1, 10), date(2020, 1, 19), 30


def meant(text: str) -> tuple[date, date, str | None] | None:
    """Return the first and the last day that a text allows, and the flag; None if it is no date."""
    found = re.fullmatch(r"(\d{4})(?:-(\d\d|-)(?:-(\d\d|-)(?:[T ].*)?)?)?", text)
    if not found or int(found[1]) < 1000:
        return None
    year, month, day = int(found[1]), found[2], found[3]
    if month in (None, "-"):
        return date(year, 1, 1), date(year, 12, 31), "M"
    if not 1 <= int(month) <= 12:
        return None
    days = calendar.monthrange(year, int(month))[1]
    if day in (None, "-"):
        return date(year, int(month), 1), date(year, int(month), days), "D"
    return None if not 1 <= int(day) <= days else (date(year, int(month), int(day)),) * 2 + (None,)


def iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


@pytest.mark.parametrize(
    ("text", "start", "flag"),
    [
        ("2020-01-12", "2020-01-12", None),
        ("2020-01-12T23:59", "2020-01-12", None),
        ("2020-01", "2020-01-10", "D"),  # the month of the first dose
        ("2020-02", "2020-02-01", "D"),
        ("2019-12", "2019-12-01", "D"),
        ("2020", "2020-01-10", "M"),
        ("2019", "2019-01-01", "M"),
        ("2021", "2021-01-01", "M"),
        ("2020---15", "2020-01-10", "M"),  # a day of an unknown month
        ("2020-02--", "2020-02-01", "D"),
        ("--12-15", None, None),
        ("2019-02-29", None, None),
        ("2020-13", None, None),
        ("12JAN2020", None, None),
        ("2020-1-2", None, None),
        ("UNK", None, None),
        (None, None, None),
    ],
)
def test_a_start_is_the_earliest_day_that_is_not_before_the_first_dose(
    text: str | None, start: str | None, flag: str | None
) -> None:
    tables, findings = made(ae=[{"AESTDTC": text}, {}])
    assert values(tables["adae"], "ASTDT", "ASTDTF")[0] == (start, flag)
    rules = {"imputed_start"} if flag else {"unreadable_date"} if text and not start else set()
    assert set(findings["rule"]) == rules


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        # It ended before the first dose, so it started before it: not moved to the first dose.
        ("2020-01", "2020-01-05", ("2020-01-01", "D", "2020-01-05", None)),
        ("2020", "2020-01-05", ("2020-01-01", "M", "2020-01-05", None)),
        ("2020-01", "2020-01", ("2020-01-10", "D", "2020-01-31", "D")),
        ("2020-01-12", "2020-02", ("2020-01-12", None, "2020-02-25", "D")),  # the death
        ("2020-01-12", "2020", ("2020-01-12", None, "2020-02-25", "M")),
        ("2020-01-12", "2020-03", ("2020-01-12", None, "2020-03-01", "D")),  # never before the text allows
        ("2020-01-12", "2020-03-09", ("2020-01-12", None, "2020-03-09", None)),  # a full date stands
    ],
)
def test_an_end_is_the_latest_day_up_to_death_and_cutoff(
    start: str, end: str, expected: tuple[str | None, ...]
) -> None:
    event = {"AESTDTC": start, "AEENDTC": end}
    for death, cutoff in (("2020-02-25", None), (None, date(2020, 2, 25)), ("2020-02-25", date(2020, 5, 1))):
        tables, _ = made(cutoff, dm=[{"DTHDTC": death}], ae=[event])
        assert values(tables["adae"], "ASTDT", "ASTDTF", "AENDT", "AENDTF") == [expected]


DAYS = st.dates(date(2019, 10, 1), date(2020, 4, 30))
TEXTS = st.builds(lambda day, length: day.isoformat()[:length], DAYS, st.sampled_from([10, 7, 4]))


@settings(max_examples=8, deadline=None)
@given(st.lists(st.tuples(TEXTS, st.none() | TEXTS), min_size=1, max_size=60))
def test_an_imputed_start_is_emergent_exactly_where_a_day_that_it_allows_is(
    events: list[tuple[str, str | None]],
) -> None:
    tables, _ = made(ae=[{"AESTDTC": start, "AEENDTC": end} for start, end in events])
    for (start, end), (day, flag) in zip(events, values(tables["adae"], "ASTDT", "ASTDTF"), strict=True):
        range_ = meant(start)
        assert range_ is not None
        assert day is not None
        assert flag == range_[2]
        ended = (meant(end) or range_)[1] if end else range_[1]
        possible = [range_[0] + timedelta(days=more) for more in range((min(range_[1], ended) - range_[0]).days + 1)]
        chosen = date.fromisoformat(day)
        assert range_[0] <= chosen <= range_[1]
        emergent = [FIRST <= option <= LAST + timedelta(days=WINDOW) for option in possible]
        if possible:  # an event that ends before it starts is a finding of its own
            assert (FIRST <= chosen <= LAST + timedelta(days=WINDOW)) == any(emergent)
        else:
            assert chosen == range_[0]


@settings(max_examples=8, deadline=None)
@given(st.lists(st.text("0123456789-T: UNK", max_size=12) | TEXTS, min_size=1, max_size=40))
def test_any_text_is_read_as_an_independent_reading_does(texts: list[str]) -> None:
    tables, _ = made(dm=[{}], ex=[{"USUBJID": "U9"}], ae=[{"AESTDTC": text} for text in texts])
    for text, (day, flag) in zip(texts, values(tables["adae"], "ASTDT", "ASTDTF"), strict=True):
        range_ = meant(text.strip())
        assert (day, flag) == ((iso(range_[0]), range_[2]) if range_ else (None, None)), text


def test_no_imputation_changes_what_is_certain(tmp_path: Path) -> None:
    # Every start and end of a grid through the whole study, against the days that the texts allow.
    starts = [
        "2019",
        "2019-12",
        "2020-01",
        "2020-01-09",
        "2020-01-10",
        "2020-02",
        "2020-03",
        "2020",
        "2021",
        "2020-02-18",
        "2020-02-19",
    ]
    ends = [None, "2019-12", "2020-01-05", "2020-01-09", "2020-01", "2020", "2020-02", "2021"]
    grid = [(start, end) for start in starts for end in ends]
    rows = [{"AESTDTC": start, "AEENDTC": end} for start, end in grid]
    control = {"ARM": "Control", "ACTARM": "Control"}
    frames = domains(dm=[{}, control], ex=[{}, {"USUBJID": "U2"}], ae=rows)
    file = tmp_path / "study.toml"
    file.write_text(f"{HEAD}[treatment_emergent]\nwindow_days = {WINDOW}\n{ARMS}", encoding="utf-8")
    emergent = pv.open_study(file, frames).table("emergent").set_index("source_row")["emergent"]
    for place, (start, end) in enumerate(grid, start=1):
        begin, ended = meant(start), meant(end) if end else None
        assert begin is not None
        last = min(begin[1], ended[1]) if ended else begin[1]
        possible = [begin[0] + timedelta(days=more) for more in range((last - begin[0]).days + 1)]
        certain = [FIRST <= day <= LAST + timedelta(days=WINDOW) for day in possible]
        if certain:
            assert emergent[place] == any(certain), (start, end)


def test_qualifiers_are_columns_and_the_flag_is_trtemfl() -> None:
    tables, findings = made(
        ae=[{}, {"AESPID": "E2"}, {}],
        suppae=[
            {"IDVARVAL": "1", "QNAM": "AETRTEM", "QVAL": "Y"},
            {"IDVAR": "AESPID", "IDVARVAL": "E2", "QNAM": "AETRTEM", "QVAL": "N"},
            {"IDVARVAL": "2", "QNAM": "AESOSP", "QVAL": "Hospice"},
            {"IDVARVAL": "3", "QNAM": "AESOSP", "QVAL": "Home"},
            {"IDVARVAL": "3", "QNAM": "AESOSP", "QVAL": "Away"},
            {"IDVARVAL": "4", "QNAM": "AETRTEM", "QVAL": "Y"},
            {"USUBJID": "U2", "IDVARVAL": "1", "QNAM": "AETRTEM", "QVAL": "Y"},
        ],
    )
    assert values(tables["adae"], "TRTEMFL", "AESOSP") == [("Y", None), ("N", "Hospice"), (None, "Away")]
    found = findings.groupby("rule")["record_key"].apply(list).to_dict()
    assert found["qualifier_without_event"] == ["USUBJID=U1, AESEQ=4", "USUBJID=U2, AESEQ=1"]
    assert found["qualifier_twice"] == ["USUBJID=U1, AESEQ=3"]
    assert len(found["event_flag_not_recorded"]) == 1


def test_what_ae_has_beside_the_contract_stays_and_what_it_lacks_is_not_there() -> None:
    tables, _ = made(ae=[{"AEPATT": "CONTINUOUS"}])
    assert values(tables["adae"], "AEPATT") == [("CONTINUOUS",)]
    assert not {"AETOXGR", "AEOUT", "TRTEMFL", "AENDT"} & set(tables["adae"])
