"""The page in a browser with the network off: it draws, opens, sorts, folds and searches, and the console is silent."""

import base64
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select, WebDriverWait

import report_events
import report_tables
from browser_session import STILL, needs_browser
from packed_data import linked_csv, page_data
from pv.render.html.page import render
from report_events import EVENTS
from report_html import parse

pytestmark = needs_browser


@pytest.fixture(scope="module")
def page(browser: webdriver.Chrome, tmp_path_factory: pytest.TempPathFactory) -> webdriver.Chrome:
    path = tmp_path_factory.mktemp("page") / "safety.html"
    path.write_text(render(report_tables.report()), encoding="utf-8")
    browser.get(Path(path).as_uri())
    WebDriverWait(browser, 20).until(
        lambda driver: driver.execute_script("return document.documentElement.dataset.charts === 'drawn'")
    )
    return browser


def table(page: webdriver.Chrome) -> WebElement:
    return page.find_element(By.ID, "terms-any-table")


def shown(page: webdriver.Chrome) -> list[str]:
    """Return the labels of the rows that are shown."""
    rows = table(page).find_elements(By.CSS_SELECTOR, "tbody tr")
    return [row.find_element(By.CSS_SELECTOR, "th").text for row in rows if row.is_displayed()]


def choose(page: webdriver.Chrome, value: str) -> None:
    """Choose what the table shows, by way of another choice: only a change acts."""
    select = Select(table(page).find_element(By.CSS_SELECTOR, "[data-show]"))
    select.select_by_value("soc" if value != "soc" else "pt")
    select.select_by_value(value)


def test_charts_are_live_and_the_console_is_silent(page: webdriver.Chrome) -> None:
    drawings = page.find_elements(By.CSS_SELECTOR, ".drawing")
    assert len(drawings) == 5
    for drawing in drawings:
        assert drawing.get_dom_attribute("data-live") == ""
        assert len(drawing.find_elements(By.CSS_SELECTOR, "svg path")) > 5
    logged: list[dict[str, Any]] = page.get_log("browser")  # type: ignore[no-untyped-call]  # the driver's own
    assert logged == []


def test_every_number_opens_its_records(page: webdriver.Chrome) -> None:
    """Each count against the events: as many subjects as it says, and as many records as they had."""
    choose(page, "all")
    text = Path(page.current_url.removeprefix("file://")).read_text(encoding="utf-8")
    opened: list[list[str]] = page.execute_script(
        """
        const [records] = arguments;
        const ofEvents = (button) => !button.closest("[data-records]");
        return [...document.querySelectorAll("button.open")].filter(ofEvents).map((button) => {
          const row = button.closest("tr");
          button.click();
          const dialog = document.getElementById("records");
          const line = [
            button.textContent, records.arms[button.parentElement.dataset.arm][0],
            ...records.terms[row.dataset.term].slice(0, 3), row.dataset.category,
            document.getElementById("records-count").textContent,
            String(dialog.querySelectorAll(".grid-body [role=row]").length),
            document.getElementById("records-warning").hidden ? "complete" : "short",
          ];
          dialog.close();
          return line;
        });
        """,
        page_data(parse(text), "record-data")["events"],
    )
    assert len(opened) > 40
    for text, arm, level, soc, term, category, count, lines, complete in opened:
        of_arm = [event for event in EVENTS if event.arm == arm]
        counted = report_events.counted(of_arm, (level, soc, term), category)
        records = [
            event
            for event in of_arm
            if event.usubjid in counted and event.is_of((level, soc, term)) and event.is_in(category)
        ]
        subjects = len(counted)
        assert text.startswith((f"{subjects} ", f"{subjects}/"))
        assert count == (
            f"{subjects} subject{'s' if subjects != 1 else ''}, {len(records)} record{'s' if len(records) != 1 else ''}"
        )
        assert (lines, complete) == (str(len(records)), "complete")


def test_a_death_opens_its_line_wherever_it_is_counted(page: webdriver.Chrome) -> None:
    opened: list[list[str]] = page.execute_script(
        """
        return [...document.querySelectorAll("[data-records=deaths] button.open")].map((button) => {
          button.click();
          const dialog = document.getElementById("records");
          const texts = ["h2", "#records-count", ".grid-body", "#records-sql"].map(
            (selector) => dialog.querySelector(selector).textContent,
          );
          dialog.close();
          return [button.closest("section").id, ...texts];
        });
        """
    )
    places, titles, counts, lines, queries = zip(*opened, strict=True)
    assert places == ("headline", "overview", "deaths")
    assert set(titles) == {"Deaths, any cause, up to the end of each subject's follow-up, Control"}
    assert set(counts) == {"1 subject, 1 record"}
    assert all(line.startswith("CONTROL-3") for line in lines)
    for query in queries:
        assert "where arm_member.arm = 'CONTROL')" in query
        assert "death_item.item = 'death'" in query


def test_the_list_is_opened_and_closed_with_the_keyboard(page: webdriver.Chrome) -> None:
    choose(page, "all")
    row = next(row for row in table(page).find_elements(By.CSS_SELECTOR, "tr.pt") if row.text.startswith("RASH"))
    row.find_element(By.CSS_SELECTOR, "button.open").send_keys(Keys.ENTER)
    dialog = page.find_element(By.ID, "records")
    assert dialog.is_displayed()
    assert dialog.find_element(By.CSS_SELECTOR, "h2").text == "RASH, Drug A"
    rows = [" ".join(line.text.split()) for line in dialog.find_elements(By.CSS_SELECTOR, ".grid-body [role=row]")]
    assert rows[0] == "DRUG A-1 1 as reported RASH 3 MILD No Yes RECOVERED/RESOLVED in window"
    query = dialog.find_element(By.ID, "records-sql").get_attribute("textContent") or ""
    assert "subject_term.term = 'RASH'" in query
    assert "$" not in query
    page.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert not dialog.is_displayed()


def test_records_are_searched_ordered_and_saved(page: webdriver.Chrome) -> None:
    choose(page, "all")
    table(page).find_element(By.CSS_SELECTOR, "tr.total button.open").click()
    dialog = page.find_element(By.ID, "records")

    def subjects() -> list[str]:
        return [row.text for row in dialog.find_elements(By.CSS_SELECTOR, ".grid-body [data-column=USUBJID]")]

    of_arm = sorted(event.usubjid for event in EVENTS if event.arm == "DRUG A")
    assert subjects() == of_arm
    for _ in range(2):
        dialog.find_element(By.CSS_SELECTOR, "[role=columnheader] button").click()
    assert dialog.find_element(By.CSS_SELECTOR, "[role=columnheader]").get_attribute("aria-sort") == "descending"
    assert subjects() == of_arm[::-1]
    dialog.find_element(By.CSS_SELECTOR, "[data-search-records]").send_keys("rash")
    assert subjects() == ["DRUG A-2", "DRUG A-1", "DRUG A-1"]
    assert dialog.find_element(By.ID, "records-found").text == "3 records found"
    saved: str = page.execute_script(
        """
        const link = document.querySelector("[data-csv]");
        link.addEventListener("click", (event) => event.preventDefault(), { once: true });
        link.click();
        return link.href;
        """
    )
    lines = linked_csv(saved).splitlines()
    assert lines[0].startswith("USUBJID,AESEQ,AETERM,AEDECOD")
    assert [line.partition(",")[0] for line in lines[1:]] == subjects()
    dialog.find_element(By.CSS_SELECTOR, "[data-close]").click()


def test_a_subject_is_reached_from_its_record_by_keyboard_and_by_address(page: webdriver.Chrome) -> None:
    choose(page, "all")
    table(page).find_element(By.CSS_SELECTOR, "tr.total button.open").send_keys(Keys.ENTER)
    page.find_element(By.CSS_SELECTOR, "#records .grid-body a").send_keys(Keys.ENTER)
    dialog = page.find_element(By.ID, "subject")
    assert page.execute_script("return location.hash") == "#subject/DRUG%20A-1"
    assert dialog.find_element(By.CSS_SELECTOR, "h2").text == "DRUG A-1"
    assert dialog.find_element(By.ID, "subject-said").text.startswith("Drug A")
    lines = [row.text.replace("\n", " ") for row in dialog.find_elements(By.CSS_SELECTOR, "[role=listitem]")]
    events = [line for line in lines if line.startswith("RASH")]
    # On day 3 a mild and related one, on day 20 a severe one, serious and related.
    assert [line.partition(", day")[0] for line in events] == ["RASH mild, related", "RASH severe, serious, related"]
    assert [line.partition(", day ")[2].split()[0] for line in events] == ["3", "20"]
    page.execute_script("location.hash = '#subject/<img src=x>'")
    assert dialog.find_element(By.CSS_SELECTOR, "h2").text == "<img src=x>"
    assert dialog.find_element(By.ID, "subject-said").text == "The page carries no records of this subject."
    dialog.find_element(By.CSS_SELECTOR, "[data-close]").click()
    assert not dialog.is_displayed()
    page.find_element(By.CSS_SELECTOR, "#records [data-close]").click()


def test_classes_fold_and_terms_are_searched(page: webdriver.Chrome) -> None:
    choose(page, "soc")
    assert shown(page) == ["Any event", "SKIN DISORDERS", "GENERAL DISORDERS"]
    choose(page, "all")
    button = table(page).find_element(By.CSS_SELECTOR, "tr.soc button")
    button.click()
    assert button.get_attribute("aria-expanded") == "false"
    assert shown(page) == ["Any event", "SKIN DISORDERS", "GENERAL DISORDERS", "FATIGUE"]
    search = table(page).find_element(By.CSS_SELECTOR, "[data-search]")
    search.send_keys("prur")
    assert shown(page) == ["Any event", "SKIN DISORDERS", "PRURITUS"]
    assert table(page).find_element(By.CSS_SELECTOR, ".found").text == "1 term found"
    search.clear()
    search.send_keys(Keys.SPACE)
    choose(page, "all")
    assert shown(page) == ["Any event", "SKIN DISORDERS", "RASH", "PRURITUS", "GENERAL DISORDERS", "FATIGUE"]


def test_sorting_says_so_and_keeps_terms_under_their_class(page: webdriver.Chrome) -> None:
    choose(page, "all")
    heading = table(page).find_elements(By.CSS_SELECTOR, "thead tr:last-child th")[3]
    heading.find_element(By.CSS_SELECTOR, "button").click()
    # Control: FATIGUE 2 of 7, RASH 1 of 7, PRURITUS none.
    assert heading.get_attribute("aria-sort") == "descending"
    assert shown(page) == ["Any event", "GENERAL DISORDERS", "FATIGUE", "SKIN DISORDERS", "RASH", "PRURITUS"]
    heading.find_element(By.CSS_SELECTOR, "button").click()
    assert heading.get_attribute("aria-sort") == "ascending"
    assert shown(page) == ["Any event", "SKIN DISORDERS", "PRURITUS", "RASH", "GENERAL DISORDERS", "FATIGUE"]


def test_terms_alone_sort_over_all_classes(page: webdriver.Chrome) -> None:
    choose(page, "pt")
    heading = table(page).find_elements(By.CSS_SELECTOR, "thead tr:last-child th")[1]
    heading.find_element(By.CSS_SELECTOR, "button").click()
    # In the first arm RASH 2 of 6, FATIGUE, of the other class, 2, PRURITUS 1.
    assert shown(page) == ["Any event", "RASH", "FATIGUE", "PRURITUS"]
    search = table(page).find_element(By.CSS_SELECTOR, "[data-search]")
    search.send_keys("skin")
    assert shown(page) == ["Any event", "RASH", "PRURITUS"]
    search.clear()
    search.send_keys(Keys.SPACE)
    choose(page, "all")
    assert shown(page) == ["Any event", "SKIN DISORDERS", "RASH", "PRURITUS", "GENERAL DISORDERS", "FATIGUE"]


def test_a_narrow_window_scrolls_tables_not_the_page(page: webdriver.Chrome) -> None:
    metrics = {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    width = page.execute_script("return document.documentElement.scrollWidth")
    page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert width == 390


def test_arms_are_named_on_every_page_of_a_printed_table(page: webdriver.Chrome) -> None:
    # Chromium repeats the head of a table on each page, but no button in it.
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        boxes: list[str] = page.execute_script(
            "return [...document.querySelectorAll('thead button')].map((button) => getComputedStyle(button).display)"
        )
    finally:
        page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", **STILL})
    assert set(boxes) == {"contents"}


def test_every_printed_page_says_what_it_is_of_and_has_something_on_it(page: webdriver.Chrome) -> None:
    options = {"preferCSSPageSize": True, "generateTaggedPDF": True, "generateDocumentOutline": True}
    printed = page.execute_cdp_cmd("Page.printToPDF", options)
    document = PdfReader(BytesIO(base64.b64decode(printed["data"])))
    pages = [" ".join(one.extract_text().split()) for one in document.pages]
    assert len(pages) > 2
    for number, text in enumerate(pages, 1):
        head = "TEST-1", "Safety analysis set, no data cut-off", "Made-up data", f"Page {number} of {len(pages)}"
        assert [said for said in head if said not in text] == []
        assert len(text) - sum(map(len, head)) > 150
    bookmarks = [entry["/Title"] for entry in flat(document.outline)]
    headings = page.find_elements(By.CSS_SELECTOR, "main h2, main h3")
    assert [heading.text.strip() for heading in headings if heading.text.strip() not in bookmarks] == []


def flat(outline: list[Any]) -> Iterator[Any]:
    """Yield the bookmarks of a document, those below others too."""
    for entry in outline:
        if isinstance(entry, list):
            yield from flat(entry)
        else:
            yield entry
