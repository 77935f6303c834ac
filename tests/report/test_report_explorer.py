"""The explorer of adverse events in a browser: it answers as the tables do, by keyboard and by address."""

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

import pilot
from browser_session import needs_browser
from explored import random_states
from explorer_page import differences, opened

pytestmark = needs_browser


@pytest.fixture(scope="module")
def page(browser: webdriver.Chrome, tmp_path_factory: pytest.TempPathFactory) -> webdriver.Chrome:
    opened(browser, pilot.study(), tmp_path_factory.mktemp("explorer") / "page.html")
    return browser


def first_row(page: webdriver.Chrome) -> list[str]:
    cells = page.find_elements(By.CSS_SELECTOR, ".grid-body [aria-rowindex='2'] > :not([role=presentation])")
    return [cell.text for cell in cells]


def choose(page: webdriver.Chrome, label: str, text: str) -> None:
    field = page.find_element(By.XPATH, f"//label[span='{label}']/select")
    Select(field).select_by_visible_text(text)


def test_random_states_are_answered_as_the_tables_are(page: webdriver.Chrome) -> None:
    assert differences(page, pilot.study(), [*random_states(pilot.study(), 40, seed=13)]) == []


def test_a_choice_is_in_the_address_and_the_back_button_undoes_it(page: webdriver.Chrome) -> None:
    page.execute_script("location.hash = '#explorer?'")
    # Of 84 and 86 subjects 26 and 8 had PRURITUS: 31.0% - 9.3% = 21.7 points.
    before = ["PRURITUS SKIN AND SUBCUTANEOUS TISSUE DISORDERS", "26 (31.0%)", "8 (9.3%)", "21.7 (9.9, 33.5)"]
    assert first_row(page) == before
    choose(page, "Level", "System organ class")
    choose(page, "Measure", "Risk ratio")
    assert page.execute_script("return location.hash") == "#explorer?level=SOC&measure=risk_ratio"
    after = first_row(page)
    page.back()
    page.back()
    assert first_row(page) == before
    page.forward()
    page.forward()
    assert first_row(page) == after


def test_rows_are_reached_and_opened_by_keyboard(page: webdriver.Chrome) -> None:
    page.execute_script("location.hash = '#explorer?least=0'")
    grid = page.find_element(By.CSS_SELECTOR, "[role=grid]")
    rows = int(grid.get_attribute("aria-rowcount") or 0)
    assert len(page.find_elements(By.CSS_SELECTOR, ".grid-body [role=row]")) < 60 < rows
    grid.send_keys(Keys.END, Keys.HOME, Keys.ARROW_DOWN, Keys.ARROW_RIGHT)
    active = page.find_element(By.ID, grid.get_attribute("aria-activedescendant") or "")
    assert active.get_dom_attribute("class") == "counted active"
    grid.send_keys(Keys.ENTER)
    dialog = page.find_element(By.ID, "records")
    said = page.find_element(By.ID, "records-count").text
    term = page.find_element(By.CSS_SELECTOR, ".grid-body [aria-rowindex='3'] .term span").get_attribute("textContent")
    assert dialog.find_element(By.CSS_SELECTOR, "h2").text == f"{term}, Placebo"
    assert said.split()[0] == active.text.split()[0]
    page.switch_to.active_element.send_keys(Keys.ESCAPE)


def test_an_address_that_is_not_understood_shows_the_start(page: webdriver.Chrome) -> None:
    page.execute_script("location.hash = '#explorer?level=<b>&arm=nobody&least=-1&measure=x&order=__proto__'")
    assert first_row(page)[3] == "21.7 (9.9, 33.5)"


def test_a_narrow_window_has_no_row_that_is_cut(page: webdriver.Chrome) -> None:
    page.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 360, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    )
    widths = page.execute_script("const g = document.querySelector('.grid'); return [g.scrollWidth, g.clientWidth]")
    page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert widths[0] == widths[1]


def test_the_console_is_silent(page: webdriver.Chrome) -> None:
    assert page.get_log("browser") == []  # type: ignore[no-untyped-call]  # the driver's own
