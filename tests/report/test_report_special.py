"""The parts of the page for special analyses: their cells, what is left out, and that texts stay texts."""

from dataclasses import replace

import pytest
from test_report_page import HOSTILE, NoDrawing

import report_special_tables as special
import report_tables
from chapters import chapter
from packed_data import linked_csv
from pv.numbers.text import MISSING
from pv.render.html.page import render
from report_html import Element, parse, table_rows
from undrawn import undrawn

TABLES = (
    *("adjudicated-1", "adjudicated-course-1", "adjudicated-agreement-1", "common-table3", "lvef-decrease"),
    *("lvef-agreement", "lvef-visit", "curve-1-comparison", "windows", "multiplicity", "stratified"),
)


@pytest.fixture(scope="module")
def page() -> Element:
    return parse(render(special.report(), NoDrawing()))


def lines(page: Element, name: str) -> list[list[str]]:
    return table_rows(page.one("div", id=f"{name}-table").one("table"))


def rows(page: Element, name: str) -> dict[str, list[str]]:
    return {row[0]: row[1:] for row in lines(page, name)}


def headings(page: Element, name: str) -> list[str]:
    return [one.text for one in page.one("div", id=f"{name}-table").one("thead").all("tr")[-1].all("th")]


def notes(page: Element, name: str) -> str:
    return page.one("div", id=f"{name}-table").one("p", class_="notes").text


def test_the_note_of_the_study_stands_in_the_title(page: Element) -> None:
    assert page.one("header").one("p", class_="study-note").text == "Not patient data."
    assert not parse(undrawn(report_tables.report())).all("p", class_="study-note")


def test_every_table_has_caption_footnote_and_csv(page: Element) -> None:
    for name in TABLES:
        box = page.one("div", id=f"{name}-table")
        assert box.one("caption").text
        assert notes(page, name)
        assert box.one("a", class_="csv").attributes["href"].startswith("data:text/csv;")


def test_sections_stand_in_the_contents_in_the_order_of_the_page(page: Element) -> None:
    names = [section.attributes["id"] for section in page.all("section")]
    assert [link.attributes["href"] for link in page.one("nav").all("a")] == [f"#{name}" for name in names]
    assert names[6:] == [
        *["common-events", "all-events", "severity", "serious", "related", "action", "interest", "lvef"],
        *["time", "deaths", "windows", "methods", "manifest"],
    ]


def test_adjudicated_counts_are_of_the_whole_arm(page: Element) -> None:
    found = rows(page, "adjudicated-1")
    assert found["Committee: any"] == ["2 (33.3%)", "0", "0"]
    assert found["Committee: case"] == ["3 (50.0%)", "0", "1 (14.3%)"]
    assert "not limited to the treatment-emergent window" in notes(page, "adjudicated-1")


def test_outcomes_are_of_the_subjects_with_the_event(page: Element) -> None:
    found = rows(page, "adjudicated-course-1")
    assert found["Subjects with known first onset"] == ["2", "0", "0"]
    assert found["Day of first onset, median (range)"] == ["61.5 (23 to 100)", MISSING, MISSING]
    # 1 of the 2 with the event, not of the 6 in the arm.
    assert found["Fatal"] == ["1 (50.0%)", "0", "0"]


def test_the_agreement_counts_every_pair_of_each_arm(page: Element) -> None:
    # Grade 5 is in the table with nobody, so it has neither a row nor a column.
    assert headings(page, "adjudicated-agreement-1")[1:] == ["Grade 1", "Grade 3", "Not confirmed", "All"]
    assert lines(page, "adjudicated-agreement-1") == [
        ["Drug A, N = 6"],
        ["Grade 1", "0", "0", "1", "1"],
        ["Grade 2", "1", "1", "0", "2"],
        ["All", "1", "1", "1", "3"],
        ["Drug B, N = 5"],
        ["All", "0", "0", "0", "0"],
        ["Control, N = 7"],
        ["Not reported", "0", "0", "1", "1"],
        ["All", "0", "0", "1", "1"],
    ]


def test_common_events_stand_under_their_class_with_each_category_of_each_arm(page: Element) -> None:
    # RASH: any in 2 of 6, 1 of 5, 1 of 7; serious in 1 of 6.
    assert lines(page, "common-table3") == [
        ["SKIN DISORDERS"],
        ["RASH", "2 (33.3%)", "1 (16.7%)", "1 (20.0%)", "0", "1 (14.3%)", "0"],
        ["PRURITUS", "1 (16.7%)", "0", "0", "0", "0", "0"],
    ]
    assert headings(page, "common-table3")[1:3] == ["Any adverse event n (%)", "Serious n (%)"]
    assert "Terms with at least 10% in any arm, counted as \u2018Any adverse event\u2019" in notes(
        page, "common-table3"
    )
    assert "Left out: The rare ones: no term meets the threshold." in page.one("section", id="common-events").text


def test_a_common_event_opens_the_records_of_its_own_category(page: Element) -> None:
    rash = page.one("div", id="common-table3-table").all("tr")[3]
    opens = [(cell.attributes.get("data-arm"), cell.attributes.get("data-category")) for cell in rash.all("td")]
    assert opens == [("0", "any"), ("0", "serious"), ("1", "any"), (None, None), ("2", "any"), (None, None)]
    assert "data-term" in rash.attributes


def test_the_ejection_fraction_is_counted_measured_and_reported(page: Element) -> None:
    found = rows(page, "lvef-decrease")
    assert found["Measured at baseline and after the first dose"] == ["5 (83.3%)", "5 (100.0%)", "7 (100.0%)"]
    assert found["Grade 2"] == ["2 (33.3%)", "0", "1 (14.3%) [1 to 2]"]
    # Two with a grade and one without; one of them had both terms.
    assert found["Any of these terms"][0] == "3 (50.0%)"
    assert found["Cardiac failure"][0] == "1 (16.7%)"
    assert found["Ef decreased"][0] == "2 (33.3%)"


def test_the_agreement_of_the_ejection_fraction_counts_the_union_once(page: Element) -> None:
    assert headings(page, "lvef-agreement")[1:] == ["Grade 2", "Grade missing", "Not reported", "All"]
    assert lines(page, "lvef-agreement")[:5] == [
        ["Drug A, N = 6"],
        ["No decrease of grade 2 or higher", "0", "0", "3", "3"],
        ["Grade 2", "2", "0", "0", "2"],
        ["Not measured", "0", "1", "0", "1"],
        ["All", "2", "1", "3", "6"],
    ]
    assert rows(page, "lvef-visit")["Week 8"][:3] == ["4", "60.3 (5.0)", "\u22123.5 (1.3)"]


def test_both_charts_of_the_ejection_fraction_are_drawn(page: Element) -> None:
    drawings = page.one("section", id="lvef").all("div", class_="drawing")
    assert [one.attributes["data-chart"] for one in drawings] == ["lvef-worst", "lvef-visits"]
    assert all(one.one("svg", class_="marks").all("path") for one in drawings)


def test_a_curve_has_its_tests_and_hazard_ratios(page: Element) -> None:
    assert lines(page, "curve-1-comparison") == [
        ["Drug A", "4/6", "<0.001", "0.013", "2.35 (1.00, NE)"],
        ["Drug B", "2/5", "NE", "0.500", "NE"],
        ["Control", "3/7", MISSING, MISSING, "reference"],
    ]
    assert "Efron" in notes(page, "curve-1-comparison")


def test_windows_are_columns_and_the_study_marks_its_own(page: Element) -> None:
    assert headings(page, "windows")[1:] == ["0 days", "30 days study window", "any time"]
    assert lines(page, "windows")[:3] == [
        ["Drug A, N = 6, n (%)"],
        ["Any adverse event", "3 (50.0%)", "4 (66.7%)", "5 (83.3%)"],
        ["Deaths, any cause", "0", "0", "0"],
    ]
    assert lines(page, "windows")[-1] == ["Deaths, any cause", "1 (14.3%)", "2 (28.6%)", "3 (42.9%)"]


def test_the_ten_smallest_adjusted_p_values_come_first_and_the_file_has_all(page: Element) -> None:
    found = lines(page, "multiplicity")
    # Pairs share a double FDR; the smaller unadjusted one goes first.
    assert [row[0] for row in found] == ["Drug A vs Control", *(f"TERM {number:02d}" for number in range(1, 11))]
    assert found[1][1:] == ["SKIN DISORDERS", "1 (16.7%)", "1 (14.3%)", "0.001", "0.010", "0.020"]
    link = page.one("div", id="multiplicity-table").one("a", class_="csv").attributes["href"]
    assert linked_csv(link).count("\r\n") == 13


def test_the_stratified_difference_stands_beside_the_crude_one(page: Element) -> None:
    found = lines(page, "stratified")
    # Crude any event: 4/6 - 3/7 = 23.8, the stand-in interval 20 to each side; nobody had an eye disorder.
    assert [row[0] for row in found] == ["Any event", "SKIN DISORDERS"]
    assert found[0][1:5] == ["23.8 (3.8, 43.8)", "25.6 (\u22125.0, 50.0)", "1.50 (0.50, 4.50)", "0.250"]
    assert page.one("div", id="stratified-table").one("h3").text.endswith("stratified by REGION, by system organ class")


@pytest.mark.parametrize(
    ("emptied", "section"),
    [("adjudicated_incidence", "interest"), ("event_table", "common-events"), ("lvef_decrease", "lvef")],
)
def test_a_table_without_rows_leaves_no_section(emptied: str, section: str) -> None:
    full = special.report()
    tables = {name: table for name, table in full.tables.items() if name != "lvef_worst"}
    tables[emptied] = full.table(emptied).iloc[:0]
    assert chapter(full, section) is not None
    assert chapter(replace(full, tables=tables), section) is None


def test_without_the_special_tables_none_of_their_parts_is_there() -> None:
    page = parse(undrawn(report_tables.report()))
    assert not {f"{name}-table" for name in TABLES} & {box.attributes.get("id") for box in page.all("div")}


def test_hostile_texts_stay_texts() -> None:
    text = render(special.report(HOSTILE), NoDrawing())
    page = parse(text)
    assert "<img" not in text
    shown = " ".join(HOSTILE.split())
    assert shown in page.one("p", class_="study-note").text
    for name in ("adjudicated-1", "common-table3", "lvef-visit", "windows"):
        assert shown in page.one("div", id=f"{name}-table").text, name
