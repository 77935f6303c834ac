"""Date-times of onset, end and first dose: every combination of what is known of them, in ADaM and in SDTM.

The second way is in Python: what is known of a moment is its first and its last possible second, and an event is
before the first dose where it certainly is, by times if both have one, else by days.
"""

from datetime import datetime, timedelta
from itertools import product
from pathlib import Path

import pandas as pd
import pytest

import pv
import small_sdtm
from pv.api import Study
from small_study import ARMS, CONTROL, HEAD, events, small_study, subjects

DOSE_DAY = "2020-01-10"
#: How a time is recorded: the text of ADaM, the imputation flag, the text of SDTM ('' is no time), seconds known.
TIMES = {
    "none": (None, None, ""),
    "midnight": ("00:00:00", None, "T00:00:00"),
    "seven": ("07:00:00", None, "T07:00:00"),
    "seven, minutes": ("07:00", None, "T07:00"),
    "seven, hours": ("07:00:00", "M", "T07"),
    "seven, imputed": ("07:00:00", "H", ""),
    "nine": ("09:00:00", None, "T09:00:00"),
    "nine, minutes": ("09:00:30", "S", "T09:00"),
    "nine and a half minute": ("09:00:30", None, "T09:00:30"),
    "eleven": ("11:00:00", None, "T11:00:00"),
    "eleven elsewhere": ("11:00:00+02:00", None, "T11:00:00+02:00"),
}
DOSES = [name for name in TIMES if not name.startswith("eleven") or name == "eleven elsewhere"]
ENDS = (None, "none", "seven", "nine", "eleven")


def known(name: str, day: str) -> tuple[datetime, datetime, str] | None:
    """Return the first and the last second that a recorded time allows and its offset; None without a time."""
    _, _, text = TIMES[name]
    clock, _, offset = text[1:].partition("+")
    if name == "midnight" or clock.count(":") == 0:
        return None
    first = datetime.fromisoformat(f"{day}T{clock}")
    last = first if clock.count(":") == 2 else first + timedelta(seconds=59)  # hours:minutes:seconds
    return first, last, offset


def before(day: str, name: str, dose: str) -> bool:
    """Return whether a moment is certainly before the first dose."""
    moment, given = known(name, day), known(dose, DOSE_DAY)
    if moment and given and moment[2] == given[2]:
        return moment[1] < given[0]
    return day < DOSE_DAY


def over_before(day: str, name: str, end: str | None, dose: str) -> bool:
    """Return whether an event ended on the day of the first dose before it, and not before its own start."""
    if end is None or not before(DOSE_DAY, end, dose) or day > DOSE_DAY:
        return False
    start, ended = known(name, day), known(end, DOSE_DAY)
    comparable = start and ended and start[2] == ended[2] == (known(dose, DOSE_DAY) or ("", "", ""))[2]
    return not (comparable and day == DOSE_DAY and start and ended and ended[1] < start[1])


EVENTS = [
    *((f"2020-01-{day:02}", name, None) for day, name in product((9, 10, 11), TIMES)),
    *((day, name, end) for day, name, end in product(("2020-01-09", DOSE_DAY), TIMES, ENDS[1:])),
]
CASES = list(product(DOSES, EVENTS))


def expected() -> list[bool]:
    """Return which events are treatment-emergent, by the second way."""
    return [not (before(day, name, dose) or over_before(day, name, end, dose)) for dose, (day, name, end) in CASES]


def moment(day: str, name: str) -> str | None:
    """Return the datetime of ADaM."""
    return None if TIMES[name][0] is None else f"{day}T{TIMES[name][0]}"


@pytest.fixture(scope="module")
def adam(tmp_path_factory: pytest.TempPathFactory) -> Study:
    doses = {dose: f"U{place}" for place, dose in enumerate(DOSES, start=1)}
    rows = [
        {
            "USUBJID": doses[dose],
            "ASTDT": day,
            "ASTDTM": moment(day, name),
            "ASTTMF": TIMES[name][1],
            "AENDT": DOSE_DAY if end else None,
            "AENDTM": moment(DOSE_DAY, end) if end else None,
            "AENTMF": None,
        }
        for dose, (day, name, end) in CASES
    ]
    adsl = [{"TRTSDTM": moment(DOSE_DAY, dose), "TRTSTMF": TIMES[dose][1]} for dose in DOSES]
    return small_study(tmp_path_factory.mktemp("adam"), subjects(*adsl, CONTROL), events(*rows))


@pytest.fixture(scope="module")
def sdtm(tmp_path_factory: pytest.TempPathFactory) -> Study:
    doses = {dose: f"U{place}" for place, dose in enumerate(DOSES, start=1)}
    domains = small_sdtm.domains(
        dm=[*({} for _ in DOSES), {"USUBJID": "C1", "ACTARM": "Control"}],
        ex=[
            *({"USUBJID": subject, "EXSTDTC": DOSE_DAY + TIMES[dose][2]} for dose, subject in doses.items()),
            {"USUBJID": "C1"},
        ],
        ae=[
            {
                "USUBJID": doses[dose],
                "AESTDTC": day + TIMES[name][2],
                "AEENDTC": DOSE_DAY + TIMES[end][2] if end else None,
            }
            for dose, (day, name, end) in CASES
        ],
    )
    file = tmp_path_factory.mktemp("sdtm") / "study.toml"
    file.write_text(f'{HEAD}[data]\nstandard = "sdtm"\n{ARMS}', encoding="utf-8")
    return pv.open_study(file, domains)


def emergent(study: Study) -> list[bool]:
    answers: list[bool] = study.table("emergent").sort_values("source_row")["emergent"].to_list()
    return answers


def test_an_event_is_before_the_first_dose_where_it_certainly_is(adam: Study) -> None:
    wanted = expected()
    assert emergent(adam) == wanted
    assert {True, False} == set(wanted)


def test_sdtm_and_adam_give_the_same_answers(adam: Study, sdtm: Study) -> None:
    assert emergent(sdtm) == emergent(adam)
    columns = ["source_row", "dose_time", "onset_time", "end_time", "starts_before", "ends_before"]
    first, second = (
        study.table("first_day_time")[columns].sort_values("source_row", ignore_index=True) for study in (adam, sdtm)
    )
    pd.testing.assert_frame_equal(first, second)


def test_onset_at_seven_and_dose_at_nine_of_one_day_is_before_the_first_dose(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"ASTDT": DOSE_DAY, "ASTDTM": "2020-01-10T07:00"},
        {"ASTDT": DOSE_DAY, "ASTDTM": "2020-01-10T07:00", "AEITOXGR": "1", "AETOXGR": "3"},
        {"ASTDT": DOSE_DAY, "ASTDTM": "2020-01-10T07:00 PM"},  # no time that is read
        {"ASTDT": None, "ASTDTM": None, "AENDT": DOSE_DAY, "AENDTM": "2020-01-10 08:30"},
        {"ASTDT": "2020-01-01", "ASTDTF": "D", "ASTDTM": None, "AENDT": DOSE_DAY, "AENDTM": "2020-01-10 08:30"},
        {"ASTDT": "2020-01-11", "ASTDTM": "2020-01-10T07:00"},  # another day than ASTDT
    ]
    study = small_study(tmp_path, subjects({"TRTSDTM": "2020-01-10T09:00"}, CONTROL), events(*rows))
    assert study.table("emergent").sort_values("source_row")["reason"].to_list() == [
        "before first dose",
        "worsened",
        "in window",
        "before first dose",
        "before first dose",
        "in window",
    ]


def test_adam_with_datetimes_only_needs_no_renaming(tmp_path: Path) -> None:
    adsl = subjects({}, CONTROL).drop(columns=["TRTSDT", "TRTEDT"])
    adsl["TRTSDTM"], adsl["TRTEDTM"] = ["10JAN2020:09:00:00", "10JAN2020:08:00:00"], "19JAN2020:09:00:00"
    adae = events({}, {}, {}).drop(columns=["ASTDT"])
    adae["ASTDTM"] = pd.to_datetime(["2020-01-10 07:00", "2020-01-10 11:00", "2020-01-11 00:00"])
    study = small_study(tmp_path, adsl, adae)
    assert study.table("subject")["exposure_days"].to_list() == [10, 10]
    assert study.table("emergent").sort_values("source_row")["reason"].to_list() == [
        "before first dose",
        "in window",
        "in window",
    ]


def test_the_time_of_the_first_dose_is_that_of_ex_else_of_dm() -> None:
    datasets, _ = small_sdtm.made(
        dm=[
            {"RFXSTDTC": "2020-01-10T08:00"},  # EX has the time
            {"RFXSTDTC": "2020-01-10T08:00"},  # EX has none
            {"RFXSTDTC": "2020-01-11T08:00"},  # another day
            {"RFXSTDTC": "2020-01-10T10:00"},  # after a dose of EX
            {},
        ],
        ex=[
            {"EXSTDTC": "2020-01-10T09:00"},
            {"USUBJID": "U2"},
            {"USUBJID": "U3"},
            {"USUBJID": "U4", "EXSTDTC": "2020-01-10T09:00"},
            {"USUBJID": "U4"},
            {"USUBJID": "U5", "EXSTDTC": "2020-01-10T09:00"},
            {"USUBJID": "U5"},  # may be earlier
        ],
    )
    assert small_sdtm.values(datasets["adsl"], "TRTSDTM") == [
        ("2020-01-10T09:00",),
        ("2020-01-10T08:00",),
        (None,),
        (None,),
        (None,),
    ]


def test_explain_says_whether_times_or_days_decided(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"ASTDT": DOSE_DAY, "ASTDTM": "2020-01-10T07:00:00"},
        {"ASTDT": DOSE_DAY, "ASTDTM": None, "AENDT": DOSE_DAY, "AENDTM": "2020-01-10T08:00:00"},
        {"ASTDT": DOSE_DAY},
        {"ASTDT": "2020-01-12"},
    ]
    study = small_study(tmp_path, subjects({"TRTSDTM": "2020-01-10T09:00:00"}, CONTROL), events(*rows))
    texts = [
        [fact.text for fact in study.explain("U1", place).facts if fact.topic == "treatment-emergent"][2]
        for place in (1, 2, 3, 4)
    ]
    assert texts[0].startswith("start 2020-01-10 07:00:00 < 2020-01-10 09:00:00, the first dose")
    assert texts[0].endswith("; compared by date and time")
    assert texts[1].startswith("start 2020-01-10, but end 2020-01-10 08:00:00 < 2020-01-10 09:00:00, the first dose")
    assert texts[2].endswith("; compared by day: the event and the first dose do not both have a time")
    assert texts[3].endswith("2020-01-12; compared by day")
