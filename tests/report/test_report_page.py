"""The page: its policy, its text, its numbers, and that the same report gives the same bytes."""

import csv
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

import pandas as pd
import pytest

import report_events
import report_tables
from packed_data import linked_csv, page_data
from pv.drawing import Drawing, Drawn
from pv.drawing.process import Pending
from pv.render.html.page import render
from report_html import Element, parse, table_rows
from undrawn import undrawn

HOSTILE = "</script><img src=x onerror=alert(1)>\u2028'\"&"


@dataclass(frozen=True)
class NoDrawing(Drawing):
    """A drawing process whose library is a comment: what is tested here is not drawn by the page's script."""

    process: None = None

    def draw(self, specifications: Sequence[Mapping[str, Any]]) -> Pending:
        """Return the drawings of another library."""
        return NotPending(self, specifications)


class NotPending(Pending):
    """Charts that are drawn here, beside a script that does nothing."""

    def fetch(self) -> Drawn:
        """Return real drawings and a comment for the library."""
        return replace(super().fetch(), library="/* the library </script><!-- */")


@pytest.fixture(scope="module")
def text() -> str:
    return render(report_tables.report(), NoDrawing())


@pytest.fixture(scope="module")
def page(text: str) -> Element:
    return parse(text)


def scripts(page: Element) -> list[Element]:
    return [script for script in page.all("script") if "type" not in script.attributes]


def policy(page: Element) -> dict[str, list[str]]:
    content = page.one("meta", http_equiv="Content-Security-Policy").attributes["content"]
    return {name: values for name, *values in (part.split() for part in content.split("; "))}


def test_the_same_report_gives_the_same_bytes(text: str) -> None:
    assert render(report_tables.report(), NoDrawing()) == text
    assert "Prepared" not in text


def test_the_policy_allows_the_scripts_and_the_style_by_hash_and_nothing_else(page: Element) -> None:
    def source(element: Element) -> str:
        return f"'sha256-{b64encode(sha256(element.raw.encode()).digest()).decode()}'"

    found = policy(page)
    assert found["default-src"] == ["'none'"]
    assert found["script-src"] == [source(script) for script in scripts(page)]
    assert found["style-src"] == [source(page.one("style"))]
    assert len(scripts(page)) == 2
    assert not {"'unsafe-inline'", "'unsafe-eval'"} & {value for values in found.values() for value in values}


def test_the_policy_comes_before_anything_it_governs(text: str) -> None:
    assert text.index("Content-Security-Policy") < min(text.index(start) for start in ("<link", "<style", "<script"))


def test_nothing_is_loaded_and_no_style_or_handler_stands_in_an_attribute(page: Element) -> None:
    def every(element: Element) -> list[Element]:
        below = [one for child in element.children if isinstance(child, Element) for one in every(child)]
        return [element, *below]

    for element in every(page):
        for name, value in element.attributes.items():
            assert not name.startswith("on"), (element.tag, name)
            assert name != "style", element.tag
            if name in {"src", "href", "xlink:href", "action", "data"}:
                assert value.startswith(("#", "data:")), (element.tag, name, value)
            assert "url(" not in value or re.fullmatch(r"url\(#[\w-]+\)", value), (element.tag, name, value)
    assert "url(" not in page.one("style").raw
    assert "@import" not in page.one("style").raw


def test_all_sections_are_there_in_order(page: Element) -> None:
    names = [section.attributes["id"] for section in page.all("section")]
    assert names == [
        *["headline", "quality", "exposure", "disposition", "demographics", "overview"],
        *["all-events", "severity", "serious", "related", "action", "time", "deaths", "methods", "manifest"],
    ]
    assert [link.attributes["href"] for link in page.one("nav").all("a")] == [f"#{name}" for name in names]


def test_identifiers_are_unique_and_labels_point_to_them(text: str, page: Element) -> None:
    identifiers = re.findall(r'\bid="([^"]+)"', text.partition("<body>")[2])
    assert len(identifiers) == len(set(identifiers))
    for name in re.findall(r'aria-labelledby="([^"]+)"', text):
        assert name in identifiers
    assert page.one("html").attributes["lang"] == "en"


def test_each_table_has_a_caption_and_scopes(page: Element) -> None:
    tables = page.one("main").all("table")
    assert len(tables) > 10
    for table in tables:
        assert table.one("caption").text
        assert all("scope" in heading.attributes for heading in table.all("th"))


def test_each_numbered_table_has_its_csv_and_its_footnote(page: Element) -> None:
    for box in page.all("div", class_="table"):
        if box.all("span", class_="label"):
            assert box.one("a", class_="csv").attributes["href"].startswith("data:text/csv;")
            assert box.one("p", class_="notes").text


def test_sql_stands_under_its_table(page: Element) -> None:
    box = page.one("div", id="terms-any-table")
    assert box.one("details", class_="sql").one("pre").text == "select 1 as one -- incidence"


def test_cells_are_the_counts_of_the_tables(page: Element) -> None:
    rows = {row[0]: row[1:] for row in table_rows(page.one("div", id="terms-any-table").one("table"))}
    # By hand from the events: RASH in 2 of 6, 1 of 5, 1 of 7; half a patient-year each: 2 / 3 = 66.7 per 100.
    assert rows["RASH"] == [
        *["2 (33.3%)", "1 (20.0%)", "1 (14.3%)"],
        *["66.7", "40.0", "28.6"],
        # 33.3 - 14.3 = 19.0 and 20.0 - 14.3 = 5.7, the stand-in interval 20 to each side.
        *["19.0 (\u22121.0, 39.0)", "5.7 (\u221214.3, 25.7)"],
    ]
    assert rows["PRURITUS"][:6] == ["1 (16.7%)", "0", "0", "33.3", "0", "0"]
    assert rows["Any event"][:3] == ["4 (66.7%)", "2 (40.0%)", "3 (42.9%)"]


def test_classes_and_terms_are_ordered_by_decreasing_risk_difference(page: Element) -> None:
    labels = [row[0] for row in table_rows(page.one("div", id="terms-any-table").one("table"))]
    # SKIN 3/6 - 1/7 = 35.7, GENERAL 2/6 - 2/7 = 4.8; RASH 19.0, PRURITUS 16.7.
    assert labels == ["Any event", "SKIN DISORDERS", "RASH", "PRURITUS", "GENERAL DISORDERS", "FATIGUE"]


def test_headline_shows_percentages_and_differences(page: Element) -> None:
    rows = {row[0]: row[1:] for row in table_rows(page.one("table", class_="headline"))}
    assert rows["Any adverse event"][:3] == ["66.7% 4/6", "40.0% 2/5", "42.9% 3/7"]
    assert rows["Any adverse event"][3] == "23.8 (3.8, 43.8)"
    assert rows["Serious"][:3] == ["16.7% 1/6", "0 0/5", "14.3% 1/7"]
    assert list(rows) == [
        "Any adverse event",
        "Severe",
        "Serious",
        "Related to treatment",
        "Adverse event with fatal outcome",
        report_tables.DEATHS,
        "Rate of any adverse event (CI), n / years; rate difference (CI)",
        *RATES,
    ]
    # 0/6 - 1/7 and 0/5 - 1/7, with the stand-in for an interval.
    assert rows[report_tables.DEATHS] == ["0 0/6", "0 0/5", "14.3% 1/7", *["\u221214.3 (\u221234.3, 5.7)"] * 2]


#: The three rates, the one that leads first.
RATES = (
    "Subjects / time at risk, per 100 patient-years",
    "Subjects / total exposure, per 100 patient-years",
    "Events / total exposure, per 100 patient-years",
)


def test_headline_shows_the_three_rates_the_leading_one_first(page: Element) -> None:
    rows = {row[0]: row[1:] for row in table_rows(page.one("table", class_="headline"))}
    # 4 subjects in 3 years, limits half and double; 3 in 3.5 years: 133.3 - 85.7 = 47.6, limits 100 to each side.
    assert rows[RATES[0]][0] == "133.3 (66.7, 266.7) 4 / 3.0 years"
    assert rows[RATES[0]][2] == "85.7 (42.9, 171.4) 3 / 3.5 years"
    assert rows[RATES[0]][3] == "47.6 (\u221252.4, 147.6)"
    assert [len(rows[name]) for name in RATES] == [5, 5, 5]


def test_each_category_has_the_three_rates_with_difference_and_ratio(page: Element) -> None:
    table = page.one("div", id="rates-table")
    rows = table_rows(table.one("table"))
    place = [row[0] for row in rows].index("Any adverse event")
    labels = ["Subjects / time at risk", "Subjects / total exposure", "Events / total exposure"]
    assert [row[0] for row in rows[place + 1 : place + 4]] == labels
    # Ratio 133.33 / 85.71 = 1.5556, limits half and double.
    assert rows[place + 1][1:3] == ["4 / 3.0", "133.3 (66.7, 266.7)"]
    assert rows[place + 1][7:9] == ["47.6 (\u221252.4, 147.6)", "1.56 (0.78, 3.11)"]
    notes = table.one("p", class_="notes").text
    assert all(f"{label}: " in notes for label in labels)
    file = csv_rows(table)
    assert {row["rate"] for row in file} == {"eair_at_risk", "eair_total", "eaer"}
    line = next(row for row in file if row["category"] == "any" and row["rate"] == "eaer" and row["arm"] == "DRUG A")
    assert float(line["value"]) == pytest.approx(float(line["numerator"]) / float(line["patient_years"]))
    assert {"lower", "upper", "rate_difference", "ird_lower", "rate_ratio", "irr_upper", "ird_method"} <= line.keys()


def test_each_rate_has_its_table_by_class_and_term_ordered_by_the_difference(page: Element) -> None:
    names = ["rates-eair-at-risk", "rates-eair-total", "rates-eaer"]
    found = [one.attributes["id"].removesuffix("-table") for one in page.all("div") if "id" in one.attributes]
    assert [name for name in found if name in names] == names
    for name in names:
        rows = table_rows(page.one("div", id=f"{name}-table").one("table"))
        assert rows[0][0] == "Any event"
        classes = [row for row in rows if row[0].isupper() and row[0].endswith("DISORDERS")]
        values = [float(row[7].split(" ")[0].replace("\u2212", "-")) for row in classes if row[7][0] != "N"]
        assert values == sorted(values, reverse=True)


def csv_rows(table: Element) -> list[dict[str, str]]:
    """Return the rows of the CSV file of a table."""
    link = table.one("a", class_="csv").attributes["href"]
    text = linked_csv(link)
    return list(csv.DictReader(text.splitlines()))


def test_overview_shows_ratio_and_small_p(page: Element) -> None:
    rows = {row[0]: row[1:] for row in table_rows(page.one("div", id="overview-table").one("table"))}
    # 66.7 / 42.9 = 1.5556
    assert rows["Any adverse event"][3:6] == ["23.8 (3.8, 43.8)", "1.56 (0.50, NE)", "<0.001"]
    assert rows["Related to treatment"][4] == "NE (0.50, NE)"


def test_findings_and_record_accounts(page: Element) -> None:
    section = page.one("section", id="quality")
    assert [one.text for one in section.all("summary")] == [
        "Set aside key missing ADAE 1",
        "Warning fatal not serious ADAE 1",
    ]
    assert table_rows(section.one("div", id="accounting-table").one("table")) == [
        ["ADSL", "adsl.xpt", "18", "18", "0", "0"],
        ["ADAE", "adae.xpt", "12", "11", "1", "2"],
    ]
    assert "1 record set aside, 1 warning, no notes" in page.one("header").text
    assert "Leading to dose reduction: AEACN not collected." in section.text


def test_what_is_left_out_has_its_sentence(page: Element) -> None:
    assert "Left out: Adverse events leading to dose reduction: AEACN not collected." in page.text
    empty = parse(render(replace(report_tables.report(), tables=without_results()), NoDrawing()))
    for name in ("headline", "exposure", "disposition", "demographics", "overview", "all-events", "time", "deaths"):
        assert "Left out:" in empty.one("section", id=name).text, name
    assert not empty.all("svg", class_="marks")


def without_results() -> dict[str, pd.DataFrame]:
    tables = report_tables.tables(())
    return {name: tables[name] for name in ("arm", "category", "study", "dictionary")}


def test_charts_are_drawn_without_a_script(page: Element) -> None:
    drawings = page.all("div", class_="drawing")
    assert [one.attributes["data-chart"] for one in drawings] == [
        *["risk-difference-soc", "risk-difference-pt", "worst-grade-1", "worst-grade-2", "curve-1"]
    ]
    for one in drawings:
        assert one.one("svg", class_="marks").all("path")
        assert one.attributes["role"] == "img"
        assert one.attributes["aria-label"]
    specifications = page_data(page, "chart-data")
    assert list(specifications) == [one.attributes["data-chart"] for one in drawings]


def test_arm_colours_come_from_the_arm_table(page: Element) -> None:
    style = page.one("style").raw
    for place, colour in enumerate(("#0f6fc6", "#0f766e", "#6b7280")):
        assert f".arm-{place}{{--arm:{colour}}}" in style


def test_a_colour_that_is_none_does_not_reach_the_style() -> None:
    tables = report_tables.tables()
    tables["arm"] = tables["arm"].assign(colour="red}body{display:none")
    with pytest.raises(ValueError, match="colour"):
        render(replace(report_tables.report(), tables=tables), NoDrawing())


def test_hostile_texts_stay_texts() -> None:
    events = [
        replace(event, soc=event.soc + HOSTILE, term=event.term + HOSTILE, verbatim=HOSTILE)
        for event in report_events.EVENTS
    ]
    tables = report_tables.tables(events)
    tables["arm"] = tables["arm"].assign(label=tables["arm"]["label"] + HOSTILE)
    tables["findings"] = tables["findings"].assign(message=HOSTILE, rule=HOSTILE, value=HOSTILE, action=HOSTILE)
    tables["finding_count"] = report_tables.finding_counts(tables["findings"])
    tables["study"] = tables["study"].assign(study_id=HOSTILE, title=HOSTILE)
    tables["overview"] = tables["overview"].assign(label=HOSTILE)
    tables["demographics"] = tables["demographics"].assign(label=HOSTILE)
    hostile = replace(
        report_tables.report(),
        tables=tables,
        population=HOSTILE,
        sql={"incidence": HOSTILE},
        manifest=[(HOSTILE, HOSTILE)],
    )
    text = render(replace(hostile, run_date="2026-01-02"), NoDrawing())
    page = parse(text)
    assert "2026-01-02" in page.one("header").text
    assert "<img" not in text
    assert not page.all("img")
    assert len(scripts(page)) == 2
    assert len(page.all("script")) == 4
    # What is read back from the page is what was in the data.
    columns = page_data(page, "record-data")["events"]["columns"]
    assert next(column for column in columns if column["name"] == "AETERM")["values"] == [HOSTILE]
    assert HOSTILE.replace("\u2028", " ") in page.one("h1").text
    assert page.one("div", id="terms-any-table").one("pre").raw == HOSTILE


def test_csv_holds_the_numbers_unrounded(page: Element) -> None:
    link = page.one("div", id="terms-any-table").one("a", class_="csv")
    text = linked_csv(link.attributes["href"])
    lines = [line.split(",") for line in text.split("\r\n")]
    rash = dict(zip(lines[0], next(line for line in lines if line[2] == "RASH"), strict=True))
    assert float(rash["Drug A: percent"]) == pytest.approx(100 / 3, rel=1e-11)
    assert rash["Drug A: subjects"] == "2"
    assert rash["Drug A vs CONTROL: rr_upper"] == "inf"


@pytest.mark.parametrize("arms", [["DRUG A"], ["DRUG A", "CONTROL"]])
def test_any_number_of_arms(arms: list[str]) -> None:
    page = parse(undrawn(report_tables.report(arms=arms)))
    heads = page.one("div", id="terms-any-table").one("thead").all("tr")[-1].all("th")
    # The corner, n (%) and rate for each arm, and the risk difference where there is a comparator.
    assert len(heads) == 1 + 2 * len(arms) + ("CONTROL" in arms)
    compared = "no arm is the comparator" in page.one("section", id="quality").text
    assert compared == ("CONTROL" not in arms)
