"""What numbers open beside adverse events: laboratory results, deaths, ends of treatment, in the page and by SQL."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from test_report_laboratory import ARMS, results

import model_study
import pilot
from effort import SEARCH
from packed_data import page_data
from pv.api import Study
from pv.display.arms import arms_of
from pv.display.chapters import opened_by
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.plan import standard_chapters
from pv.display.records.deaths import death_records
from pv.display.records.embedded import Records
from pv.display.records.laboratory import laboratory_records
from pv.engine.opened_records import Bound, OpenedRecords
from pv.numbers.text import MISSING
from report_html import Element, parse
from small_laboratory import result
from small_study import events, small_study, subjects
from undrawn import undrawn

LIVER = [
    result("ALT", 2, 300.0),
    result("BILI", 5, 90.0),
    result("AST", 5, 300.0, USUBJID="U2"),
    result("BILI", 2, 90.0, USUBJID="U2"),
    result("ALT", 2, 120.0, USUBJID="U4"),
    result("BILI", 2, 20.0, USUBJID="U4"),
]
#: U3 has a fatal event, U5 two, of which one is related; U6 died and has none; U7 died long after treatment.
DEAD = {
    3: {"DTHFL": "Y", "DTHDT": "2020-01-15"},
    5: {"DTHFL": "Y", "DTHDT": "2020-01-18"},
    6: {"DTHFL": "Y", "DTHDT": "2020-01-16"},
    7: {"DTHFL": "Y", "DTHDT": "2021-06-01"},
    8: {"EOSSTT": "DISCONTINUED", "DCSREAS": "ADVERSE EVENT"},
    9: {"EOSSTT": "DISCONTINUED"},
}
FATAL = [
    {"USUBJID": "U3", "AEOUT": "FATAL", "AEREL": "Y", "AENDT": "2020-01-15"},
    {"USUBJID": "U5", "AEOUT": "FATAL", "AEREL": "N", "AENDT": "2020-01-18"},
    {"USUBJID": "U5", "AEOUT": "FATAL", "AEREL": "Y", "AENDT": "2020-01-18", "AEDECOD": "Nausea"},
]
#: U1 reaches 185, U2 has 88 standing.
ADVS = pd.DataFrame(
    {
        "USUBJID": ["U1", "U1", "U2", "U2", "U3", "U4"],
        "PARAMCD": "SYSBP",
        "PARAM": "Systolic (mmHg)",
        "AVAL": [130.0, 185.0, 121.0, 88.0, 144.0, 118.0],
        "ADT": ["2020-01-09", *["2020-01-12"] * 5],
        "ATPT": ["LYING", "LYING", "LYING", "STANDING", "LYING", "LYING"],
    }
)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    adsl = subjects(*({"TRT01A": ARMS[place % 3 == 0]} | DEAD.get(place + 1, {}) for place in range(24)))
    adlb = pd.DataFrame([{"ASEQ": place} | row for place, row in enumerate([*results(), *LIVER], start=1)])
    anaemia = [{"AEDECOD": "Anaemia", "AETOXGR": "3", "USUBJID": f"U{place}"} for place in range(1, 24, 4)]
    with small_study(
        tmp_path_factory.mktemp("opened"), adsl, events(*anaemia, *FATAL), "", {"adlb": adlb, "advs": ADVS}
    ) as one:
        yield one


def report_of(one: Study) -> Contents:
    return one._contents(None)


def records_of(report: Contents) -> dict[str, Records]:
    """Return what numbers open beside adverse events."""
    context = Context(report)
    kinds = (kind for kind in opened_by(standard_chapters()) if kind.name != "events")
    return {kind.name: context.records(kind) for kind in kinds}


@dataclass(frozen=True)
class Number:
    """One number of a page that opens records: its text, where it stands, and what of which records it opens."""

    text: str
    label: str
    records: str
    arm: int
    term: int
    category: str


def page_of(report: Contents) -> Element:
    """Return the page of a report, without its charts."""
    return parse(undrawn(report))


@pytest.fixture(scope="module")
def page(opened: Study) -> Element:
    """Return the page of the small study."""
    return page_of(report_of(opened))


def numbers_of(page: Element) -> tuple[list[Number], Mapping[str, Any]]:
    """Return the numbers of the page that open records, and the data of the page."""
    numbers = []
    for row in page.all("tr"):
        for cell in (*row.all("td"), *row.all("span")):
            if "data-term" in row.attributes and "data-arm" in cell.attributes:
                category = cell.attributes.get("data-category") or row.attributes["data-category"]
                place = int(cell.attributes["data-arm"]), int(row.attributes["data-term"])
                kind, label = row.attributes.get("data-records", "events"), row.one("th").text
                numbers.append(Number(cell.text, label, kind, *place, category))
    return numbers, page_data(page, "record-data")


def places_behind(data: Mapping[str, Any], arm: int, term: int, category: str) -> list[int]:
    """Return the places of the records that the page's script would list."""
    place = [name for name, *_ in data["categories"]].index(category)
    members = (data["arms"][arm][2:] or [[arm]])[0]
    of_term = [
        index for index, of_arm in enumerate(data["arm"]) if of_arm in members and term in data["recordTerms"][index]
    ]
    found = [index for index in of_term if place in data["recordCategories"][index]]
    _, _, *scale = data["categories"][place]
    if not scale:
        return found
    # On a scale a subject counts at the worst of its records of the term alone.
    ranks = {one: rank for one, (_, _, *on) in enumerate(data["categories"]) for rank in on[1:] if on[0] == scale[0]}
    worst: dict[int, int] = {}
    for index in of_term:
        subject = data["subject"][index]
        own = [ranks[one] for one in data["recordCategories"][index] if one in ranks]
        worst[subject] = max([worst.get(subject, -1), *own])
    return [index for index in found if worst[data["subject"][index]] == scale[1]]


def shown(data: Mapping[str, Any], index: int) -> dict[str, Any]:
    """Return one line of the list as it reads."""
    return {
        column["name"]: column["values"][column["codes"][index]] if column["codes"][index] >= 0 else None
        for column in data["columns"]
    }


def by_sql(database: duckdb.DuckDBPyConnection, data: Mapping[str, Any], number: Number) -> pd.DataFrame:
    """Return what the query of a number gives, the values put into it as the page does."""
    records = data[number.records]
    values = {"arm": records["arms"][number.arm][0], "category": number.category}
    values |= dict(zip(records["parameters"], records["terms"][number.term], strict=False))
    query = re.sub(r"\$(\w+)", lambda name: "'" + values[name[1]].replace("'", "''") + "'", records["query"])
    return database.execute(query).df()


#: Of the kinds with many numbers, every so manieth is held to its query.
SAMPLED = {"events": 50, "endpoint-times": 30, "responses": 15, "doses": 10, "flow": 10, "lvef": 5, "adjudicated": 5}
#: Columns of the lists that the query gives as they are, by which two records of a subject are told apart.
TOLD_APART = ("USUBJID", "AESEQ", "AETERM", "AEDECOD", "start_day", "ADJSEQ", "measurements", "recorded", "events")


def same_records(listed: Sequence[Mapping[str, Any]], found: pd.DataFrame) -> bool:
    """Return whether a list of the page has the records of a query."""
    names = [name for name in TOLD_APART if listed and name in listed[0] and name in found]
    plain = [[None if pd.isna(value) else value for value in row] for row in found[names].itertuples(index=False)]
    return Counter(map(str, ([one[name] for name in names] for one in listed))) == Counter(
        str([int(value) if isinstance(value, float) and value.is_integer() else value for value in row])
        for row in plain
    )


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        (
            "small",
            {"events": 30, "laboratory": 60, "laboratory-events": 5, "liver": 3, "deaths": 8, "death-causes": 4}
            | {"disposition": 4},
        ),
        ("cdisc-pilot", {"events": 300, "laboratory": 60, "liver": 6, "deaths": 9, "disposition": 20}),
        (
            "destiny-breast04",
            {"events": 300, "adjudicated": 40, "lvef": 28, "deaths": 9, "death-causes": 20, "disposition": 10}
            | {"doses": 28, "flow": 35, "responses": 48, "endpoint-times": 85},
        ),
    ],
)
def test_every_number_opens_its_records_and_its_query_gives_them(
    opened: Study, page: Element, name: str, kinds: Mapping[str, int], tmp_path: Path
) -> None:
    one = opened if name == "small" else pilot.study() if name == "cdisc-pilot" else model_study.study()
    numbers, data = numbers_of(page if name == "small" else page_of(report_of(one)))
    behind = {
        number: [
            shown(data[number.records], index)
            for index in places_behind(data[number.records], number.arm, number.term, number.category)
        ]
        for number in numbers
    }
    for place, (number, listed) in enumerate(behind.items()):
        assert len({one["USUBJID"] for one in listed}) == int(re.split("[ /]", number.text)[0]) > 0, number
        # There are thousands of numbers of events, and hundreds of others: of these a sample.
        if place % SAMPLED.get(number.records, 1) == 0:
            assert same_records(listed, by_sql(one._built.engine.connection, data, number)), number
    seen = Counter(number.records for number in numbers)
    assert {kind: least for kind, least in kinds.items() if seen[kind] < least} == {}, seen
    # In the file most tables are views, which take a second: of each kind one number, and of those that the model study
    # alone has at length.
    kept = {"adjudicated", "lvef"} if name == "destiny-breast04" and SEARCH else kinds if name == "small" else {}
    last = {number.records: number for number in numbers if number.records in kept}
    if last:
        with duckdb.connect(str(one.build(tmp_path / "study.duckdb")), read_only=True) as database:
            for number in last.values():
                assert same_records(behind[number], by_sql(database, data, number)), number


def test_on_a_capped_page_every_number_opens_what_there_is_of_it(opened: Study, page: Element) -> None:
    whole, _ = numbers_of(page)
    numbers, data = numbers_of(page_of(replace(report_of(opened), maximum_records=1)))
    assert numbers == whole
    for number in numbers:
        records = data[number.records]
        behind = places_behind(records, number.arm, number.term, number.category)
        listed = {shown(records, index)["USUBJID"] for index in behind}
        found = by_sql(opened._built.engine.connection, data, number)
        assert listed <= set(found["USUBJID"]), number


def test_counts_tell_which_numbers_of_events_there_are_as_the_records_do(opened: Study) -> None:
    engine, query = opened._built.engine, "reports/page/records/events.sql"
    of_records = OpenedRecords(engine, query, ("source_row",), frozenset({"counted"}))
    of_counts = replace(of_records, counted="term_count")
    asked: list[tuple[tuple[str, ...], Bound]] = [
        (("level", "soc", "term"), {"level": ("SOC", "PT"), "category": ("related",)}),
        (("category",), {}),
    ]
    for names, bound in asked:
        found, counted = (set(one.values(names, bound).itertuples(index=False)) for one in (of_records, of_counts))
        assert {*map(tuple, found)} == {*map(tuple, counted)} != set()


def test_no_count_of_subjects_is_left_closed(page: Element) -> None:
    for name in ("laboratory-worst", "liver-quadrants", "deaths", "death-causes", "disposition"):
        rows = page.one("div", id=f"{name}-table").all("tr")
        # 'Ns = 12', and the line of Ns, are denominators; a risk difference, with its limits, is no count.
        cells = (cell for row in rows if "(Ns)" not in row.text for cell in row.all("td"))
        for cell in (cell for cell in cells if ", " not in cell.text):
            assert ("data-arm" in cell.attributes) == (not cell.text.startswith(("0", "Ns", MISSING))), cell


def line(data: Mapping[str, Any], usubjid: str, term: int = 0) -> dict[str, Any]:
    """Return the one line of a subject."""
    found = [
        shown(data, index)
        for index, terms in enumerate(data["recordTerms"])
        if term in terms and shown(data, index)["USUBJID"] == usubjid
    ]
    assert len(found) == 1
    return found[0]


def test_the_result_listed_is_the_first_of_the_worst_grade(tmp_path_factory: pytest.TempPathFactory) -> None:
    potassium: dict[str, str | float | None] = {"ANRLO": 3.5, "ANRHI": 5.0, "AVALU": "mmol/L"}
    # CTCAE 5.0, high: above 5.5 grade 2, above 6.0 grade 3. U1 reaches grade 3 on day 5, twice, 6.4 the more extreme;
    # 6.9 comes later. U2 has neither baseline nor lower limit; U3 no limit at all: whether 4.0 is high is open.
    lines = [
        result("K", -1, 4.25, **potassium),
        *(result("K", day, value, **potassium) for day, value in ((2, 5.7), (5, 6.1), (5, 6.4), (9, 6.9))),
        result("K", 5, 4.5, **potassium | {"USUBJID": "U2", "ANRLO": None}),
        result("K", 5, 4.0, **potassium | {"USUBJID": "U3", "ANRLO": None, "ANRHI": None}),
    ]
    adlb = pd.DataFrame([{"ASEQ": place} | row for place, row in enumerate(lines, start=1)])
    adsl = subjects({}, {}, {}, {"TRT01A": "Control"})
    with small_study(tmp_path_factory.mktemp("first"), adsl, events({}), "", {"adlb": adlb}) as one:
        report = report_of(one)
        records = laboratory_records(report, arms_of(report))
        high = records.terms["K", "H"]
        assert records.data["terms"][high] == ["K", "H", "Potassium, high"]
        first, second, third = (line(records.data, name, high) for name in ("U1", "U2", "U3"))
    assert first == first | {
        "baseline": "4.25 mmol/L",
        "baseline_grade": 0,
        "result": "6.4 mmol/L",
        "range": "3.5 to 5",
        "day": 5,
        "grade": 3,
        "worsened": "Yes",
        "not_graded": None,
    }
    assert ">6.0" in first["criterion"]
    assert second == second | {"baseline": None, "result": "4.5 mmol/L", "range": "to 5", "grade": 0, "criterion": None}
    assert third == third | {"result": "4 mmol/L", "range": None, "grade": None, "not_graded": "missing range"}


def test_deaths_are_listed_with_each_fatal_event_or_without(opened: Study) -> None:
    data = death_records(report_of(opened), arms_of(report_of(opened))).data
    found = Counter(shown(data, index)["USUBJID"] for index in range(len(data["arm"])))
    assert found == {"U3": 1, "U5": 2, "U6": 1, "U7": 1}
    without = line(data, "U6")
    assert (without["AESEQ"], without["AEDECOD"]) == (None, None)
    assert (without["death_day"], without["on_treatment"]) == (7, "Yes")
    categories = {
        name: {shown(data, index)["USUBJID"] for arm in (0, 1) for index in places_behind(data, arm, 0, name)}
        for name, _ in data["categories"]
    }
    assert categories == {
        "death": {"U3", "U5", "U6", "U7"},
        "death_on_treatment": {"U3", "U5", "U6"},
        "death_after_treatment": {"U7"},
        "death_undated": set(),
        "fatal_event": {"U3", "U5"},
        "fatal_event_emergent": {"U3", "U5"},
        "fatal_event_related": {"U3", "U5"},
        "no_fatal_event": {"U6", "U7"},
    }


def test_the_gravest_results_come_first_into_a_capped_page(opened: Study) -> None:
    report = report_of(opened)
    whole = records_of(report)
    for name, capped in records_of(replace(report, maximum_records=3)).items():
        if name in {"deaths", "death-causes"} or not whole[name].data:
            # No death is left out; of some kinds the study has nothing.
            assert capped == whole[name]
            continue
        assert (len(capped.data["arm"]), capped.data["total"]) == (3, whole[name].data["total"])
    capped = laboratory_records(replace(report, maximum_records=3), arms_of(report))
    assert {shown(capped.data, index)["grade"] for index in range(3)} == {4}


def test_without_tables_nothing_opens(opened: Study) -> None:
    report = replace(report_of(opened), tables={"arm": opened.table("arm")})
    assert all(records.data == {} for records in records_of(report).values())
