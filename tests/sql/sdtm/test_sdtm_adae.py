"""ADAE of AE and SUPPAE: partial dates, imputed by a stated rule and flagged; qualifiers as columns."""

import calendar
import re
from datetime import date, timedelta
from operator import add
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import pv
from effort import seeds
from small_sdtm import domains, made, values
from small_study import ARMS, HEAD

FIRST, LAST, WINDOW = date(2020, 1, 10), date(2020, 1, 19), 30


def meant(text: str) -> tuple[date, date, str | None] | None:
    """Return the first and the last day that a text allows, and the flag; None if it is no date."""
    day_part, _, time = text.replace(" ", "T", 1).partition("T")
    if time.strip("0123456789:.,+-Z") or (time and len(day_part) < 8) or (" " in text and time[2:3] != ":"):
        return None
    shape = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d|-))?|--(?:-\d\d)?|----)?", day_part, re.ASCII)
    if not shape or int(shape[1]) < 1000 or (time and re.fullmatch(r"\d{4}---\d\d", day_part)):
        return None
    year, month, day = int(shape[1]), shape[2], shape[3]
    if month is None:
        return date(year, 1, 1), date(year, 12, 31), "M"
    if not 1 <= int(month) <= 12:
        return None
    days = calendar.monthrange(year, int(month))[1]
    if day in (None, "-"):
        return date(year, int(month), 1), date(year, int(month), days), "D"
    return None if not 1 <= int(day) <= days else (date(year, int(month), int(day)),) * 2 + (None,)


def iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


STARTS = [
    ("2020-01-12", "2020-01-12", None),
    ("2020-01-12T23:59", "2020-01-12", None),
    ("2020-01-12T23:59:59.5+05:30", "2020-01-12", None),
    ("2020-01-12T-:15", "2020-01-12", None),  # the hour is missing, the minute is there
    ("2020-01-12 23:59", "2020-01-12", None),
    ("2020-01", "2020-01-10", "D"),  # the month of the first dose
    ("2020-02", "2020-02-01", "D"),
    ("2019-12", "2019-12-01", "D"),
    ("2020", "2020-01-10", "M"),
    ("2019", "2019-01-01", "M"),
    ("2021", "2021-01-01", "M"),
    ("2020---15", "2020-01-10", "M"),  # a day of an unknown month
    ("2020----T07:15", "2020-01-10", "M"),
    ("2020-02--", "2020-02-01", "D"),
    ("2020-02--T07:15", "2020-02-01", "D"),
    ("--12-15", None, None),
    ("-----T07:15", None, None),
    ("2020-01-12/2020-01-15", None, None),
    ("2020-01-12T08:00/2020-01-15T10:00", None, None),
    ("2020-01-12 2020-01-15", None, None),
    ("2020-01-12Tnoon", None, None),
    ("2020--UNK", None, None),
    ("2019-02-29", None, None),
    ("2020-13", None, None),
    ("12JAN2020", "2020-01-12", None),
    ("12-Jan-2020", "2020-01-12", None),
    ("2 jan 2020 08:30", "2020-01-02", None),
    ("31APR2020", None, None),
    ("12JAM2020", None, None),
    ("12JAN20", None, None),
    ("12/01/2020", None, None),
    ("2020-1-2", None, None),
    ("UNK", None, None),
    (None, None, None),
    ("  ", None, None),
]


def test_a_start_is_the_earliest_day_that_is_not_before_the_first_dose() -> None:
    tables, findings = made(ae=[{"AESTDTC": text} for text, _, _ in STARTS])
    assert values(tables["adae"], "ASTDT", "ASTDTF") == [(start, flag) for _, start, flag in STARTS]
    found = dict(zip(findings["source_row"], findings["rule"], strict=True))
    for place, (text, start, flag) in enumerate(STARTS, start=1):
        unread = bool(text and text.strip() and not start)
        assert found.get(place) == ("imputed_start" if flag else "unreadable_date" if unread else None), text
    unreadable = findings[findings["rule"] == "unreadable_date"].set_index("value")["message"]
    assert unreadable["--12-15"].startswith("AESTDTC has no year; it must be")
    assert unreadable["12/01/2020"].startswith("AESTDTC is not a date; it must be")
    assert unreadable["2020-01-12/2020-01-15"].startswith("AESTDTC is an interval, which is not supported; it must be")


#: Start and end of an event of a subject who died, or whose data were cut, on 2020-02-25; what is made of them.
ENDS = [
    # It ended before the first dose, so it started before it: not moved to the first dose.
    ("2020-01", "2020-01-05", ("2020-01-01", "D", "2020-01-05", None)),
    ("2020", "2020-01-05", ("2020-01-01", "M", "2020-01-05", None)),
    ("2020-01", "2020-01", ("2020-01-10", "D", "2020-01-31", "D")),
    ("2020-01-12", "2020-02", ("2020-01-12", None, "2020-02-25", "D")),  # the death
    ("2020-01-12", "2020", ("2020-01-12", None, "2020-02-25", "M")),
    ("2020-01-12", "2020-03", ("2020-01-12", None, "2020-03-01", "D")),  # never before the text allows
    ("2020-01-12", "2020-03-09", ("2020-01-12", None, "2020-03-09", None)),  # a full date stands
    ("2020-02-27", "2020-02", ("2020-02-27", None, "2020-02-27", "D")),  # nor before the start
    ("2020-02-27", "2020", ("2020-02-27", None, "2020-02-27", "M")),
    ("2020-02-27", "2020-01", ("2020-02-27", None, "2020-01-31", "D")),  # never after what the text allows
    ("2020-02", "2019-12-30", ("2020-02-01", "D", "2019-12-30", None)),  # an end before every start is no end
]


def test_an_end_is_the_latest_day_up_to_death_and_cutoff() -> None:
    events = [{"AESTDTC": start, "AEENDTC": end} for start, end, _ in ENDS]
    for death, cutoff in (("2020-02-25", None), (None, date(2020, 2, 25)), ("2020-02-25", date(2020, 5, 1))):
        tables, _ = made(cutoff, dm=[{"DTHDTC": death}], ae=events)
        assert values(tables["adae"], "ASTDT", "ASTDTF", "AENDT", "AENDTF") == [expected for _, _, expected in ENDS]


DAYS = st.dates(date(2019, 10, 1), date(2020, 4, 30))
TEXTS = st.builds(lambda day, length: day.isoformat()[:length], DAYS, st.sampled_from([10, 7, 4]))
ODD = st.builds(
    add, TEXTS, st.sampled_from(["", "-", "--", "---", "---07", "----", "T08", "--T-:30", " 08:30", "/2020", "Z"])
)


@settings(max_examples=len(seeds(4, 8)), deadline=None)
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
        # An end before every day that the start allows is no end.
        latest = min(range_[1], ended) if ended >= range_[0] else range_[1]
        possible = [range_[0] + timedelta(days=more) for more in range((latest - range_[0]).days + 1)]
        chosen = date.fromisoformat(day)
        assert range_[0] <= chosen <= range_[1]
        emergent = [FIRST <= option <= LAST + timedelta(days=WINDOW) for option in possible]
        assert (FIRST <= chosen <= LAST + timedelta(days=WINDOW)) == any(emergent)


@settings(max_examples=len(seeds(4, 8)), deadline=None)
@given(st.lists(st.text("0123456789-T:/ UNK", max_size=12) | ODD, min_size=1, max_size=60))
def test_any_text_is_read_as_an_independent_reading_does(texts: list[str]) -> None:
    # Starts of which none can be read are refused: the last one can.
    tables, _ = made(dm=[{}], ex=[{"USUBJID": "U9"}], ae=[*({"AESTDTC": text} for text in texts), {}])
    for text, (day, flag) in zip(texts, values(tables["adae"], "ASTDT", "ASTDTF")[:-1], strict=True):
        range_ = meant(text.strip())
        assert (day, flag) == ((iso(range_[0]), range_[2]) if range_ else (None, None)), text


#: When the first and the last dose of a subject can have been, and the record of EX that says so.
DOSED = {
    "U1": (FIRST, LAST, {}),
    "U2": (date(2020, 1, 1), date(2020, 2, 29), {"EXSTDTC": "2020-01", "EXENDTC": "2020-02"}),
    "U3": (date(2019, 1, 1), LAST, {"EXSTDTC": "2019"}),
}


def test_no_imputation_changes_what_is_certain(tmp_path: Path) -> None:
    # Every start and end of a grid through the whole study, against the days that the texts allow: emergent is what
    # can be, for some day of the first and the last dose.
    starts = [
        "2018",
        "2019",
        "2019-12",
        "2020-01",
        "2020-01-09",
        "2020-01-10",
        "2020-02",
        "2020-03",
        "2020",
        "2020-04",
        "2021",
        "2020-02-18",
        "2020-02-19",
        "2020-03-30",
        "2020-03-31",
    ]
    ends = [None, "2018", "2019-12", "2020-01-05", "2020-01-09", "2020-01", "2020", "2020-02", "2021"]
    grid = [(subject, start, end) for subject in DOSED for start in starts for end in ends]
    rows = [{"USUBJID": subject, "AESTDTC": start, "AEENDTC": end} for subject, start, end in grid]
    control = {"ARM": "Control", "ACTARM": "Control"}
    doses = [{"USUBJID": subject} | dict(dose) for subject, (_, _, dose) in DOSED.items()]
    frames = domains(dm=[{}, control, {}], ex=doses, ae=rows)
    file = tmp_path / "study.toml"
    file.write_text(f"{HEAD}[treatment_emergent]\nwindow_days = {WINDOW}\n{ARMS}", encoding="utf-8")
    emergent = pv.open_study(file, frames).table("emergent").set_index("source_row")["emergent"]
    for place, (subject, start, end) in enumerate(grid, start=1):
        begin, ended = meant(start), meant(end) if end else None
        assert begin is not None
        first, last, _ = DOSED[subject]
        # An end before every day that the start allows is no end.
        latest = min(begin[1], ended[1]) if ended and ended[1] >= begin[0] else begin[1]
        can_be = begin[0] <= last + timedelta(days=WINDOW) and latest >= first
        assert emergent[place] == can_be, (subject, start, end)


def test_qualifiers_are_columns_and_the_flag_is_trtemfl() -> None:
    flag, place = {"QNAM": "AETRTEM", "QVAL": "Y"}, {"QNAM": "AESOSP"}
    tables, findings = made(
        ae=[{"AESEQ": 1.0}, {"AESPID": "E2"}, {}],
        suppae=[
            flag | {"IDVARVAL": "1"},
            flag | {"IDVAR": "AESPID", "IDVARVAL": "E2", "QVAL": "N"},
            # The number of the event as XPT, Excel or SAS write it.
            place | {"IDVARVAL": "2.0", "QVAL": "Hospice"},
            place | {"IDVARVAL": "   3", "QVAL": "Home"},
            place | {"IDVARVAL": "3", "QVAL": "Away", "IDVAR": "aeseq", "QNAM": "aesosp"},
            # Of no event.
            flag | {"IDVARVAL": "4"},
            flag | {"USUBJID": "U2", "IDVARVAL": "1"},
            flag | {"IDVAR": "AEGRPID", "IDVARVAL": "1"},
            flag | {"IDVARVAL": "1", "QNAM": None},
            # The names of variables that there are: of AE, and one that is derived.
            {"IDVARVAL": "1", "QNAM": "AESER", "QVAL": "Y"},
            {"IDVARVAL": "1", "QNAM": "ASTDT", "QVAL": "2019-01-01"},
        ],
    )
    assert values(tables["adae"], "TRTEMFL", "AESOSP") == [("Y", None), ("N", "Hospice"), (None, "Away")]
    assert values(tables["adae"], "AESER", "ASTDT")[0] == ("N", "2020-01-12")
    found = {str(rule): rows.sort_values("source_row") for rule, rows in findings.groupby("rule")}
    assert values(found["qualifier_without_event"], "dataset", "source_row", "record_key", "variable", "value") == [
        ("suppae", "6", "USUBJID=U1, IDVAR=AESEQ, IDVARVAL=4, QNAM=AETRTEM", "IDVARVAL", "4"),
        ("suppae", "7", "USUBJID=U2, IDVAR=AESEQ, IDVARVAL=1, QNAM=AETRTEM", "IDVARVAL", "1"),
        ("suppae", "8", "USUBJID=U1, IDVAR=AEGRPID, IDVARVAL=1, QNAM=AETRTEM", "IDVARVAL", "1"),
        ("suppae", "9", "USUBJID=U1, IDVAR=AESEQ, IDVARVAL=1, QNAM=(missing)", "QNAM", None),
    ]
    assert values(found["qualifier_twice"], "record_key", "value", "variable") == [
        ("USUBJID=U1, AESEQ=3", "Home", "AESOSP")
    ]
    assert found["qualifier_name_taken"]["variable"].to_list() == ["AESER", "ASTDT"]
    assert len(found["event_flag_not_recorded"]) == 1


def test_an_event_flagged_emergent_and_not_is_emergent() -> None:
    flags = [("AETRTEM", "N"), ("AETRTEM", "Y"), ("TRTEMFL", "y"), ("AETRTEM", "N"), ("AETRTEM", "N")]
    tables, findings = made(
        ae=[{}, {}, {}],
        suppae=[
            {"IDVARVAL": event, "QNAM": name, "QVAL": flag} for event, (name, flag) in zip("11223", flags, strict=True)
        ],
    )
    assert values(tables["adae"], "TRTEMFL") == [("Y",), ("Y",), ("N",)]
    twice = findings[findings["rule"] == "qualifier_twice"]
    assert sorted(values(twice, "record_key", "value")) == [("USUBJID=U1, AESEQ=1", "Y"), ("USUBJID=U1, AESEQ=2", "Y")]
    assert twice["action"].str.startswith("Retained; Y is used").all()


def test_what_ae_has_beside_the_contract_stays_and_what_it_lacks_is_not_there() -> None:
    tables, findings = made(ae=[{"AEPATT": "CONTINUOUS", "TRTEMFL": "Y"}])
    assert values(tables["adae"], "AEPATT", "TRTEMFL") == [("CONTINUOUS", "Y")]
    assert not {"AETOXGR", "AEOUT", "AENDT"} & set(tables["adae"])
    assert findings.empty
