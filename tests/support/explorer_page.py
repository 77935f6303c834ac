"""The explorer of a page in a browser: what it answers to states."""

import io
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from selenium import webdriver
from selenium.webdriver.support.ui import WebDriverWait

import pv
from explored import Asked, answered
from pv.render.html.page import render_shown

#: Goes to each address and takes the CSV file that a click on its link would save, and how many rows the page names.
_ANSWERS = """
const [addresses, done] = arguments;
const link = document.querySelector(".answer .csv");
link.addEventListener("click", (event) => event.preventDefault());
const answers = [];
(async () => {
  for (const address of addresses) {
    const before = location.hash;
    const arrived = new Promise((resolve) => addEventListener("popstate", resolve, { once: true }));
    location.hash = "#explorer?" + address;
    if (location.hash !== before) await arrived;
    link.click();
    answers.push([
      decodeURIComponent(link.href.split(",").slice(1).join(",")),
      document.querySelector("[role=grid]").getAttribute("aria-rowcount"),
    ]);
  }
  done(answers);
})();
"""

#: A browser takes no more than two hundred addresses in ten seconds.
_AT_ONCE, _PAUSE = 100, 6


def opened(browser: webdriver.Chrome, study: pv.Study, path: Path) -> None:
    """Open a page of the explorer alone."""
    path.write_text(render_shown(study.display("adverse_event_explorer")), encoding="utf-8")
    browser.get(path.as_uri())
    WebDriverWait(browser, 20).until(
        lambda driver: driver.execute_script("return document.querySelector('[data-explorer]').dataset.live === ''")
    )


def differences(browser: webdriver.Chrome, study: pv.Study, states: Sequence[Asked]) -> list[str]:
    """Return where the explorer answers otherwise than the tables of the study, with the state."""
    browser.set_script_timeout(100)
    answers: list[tuple[str, str]] = []
    for batch in batched(states, _AT_ONCE):
        if answers:
            time.sleep(_PAUSE)
        answers += browser.execute_async_script(_ANSWERS, [asked.address for asked in batch])
    pairs = zip(states, answers, strict=True)
    found = [f"{asked.address}: {wrong}" for asked, answer in pairs if (wrong := _difference(study, asked, *answer))]
    rows = sum(int(rows) - 1 for _, rows in answers)
    return found if rows > 2 * len(states) else [*found, f"only {rows} rows are compared"]


def batched(states: Sequence[Asked], size: int) -> Iterator[Sequence[Asked]]:
    """Yield the states so many at a time."""
    yield from (states[start : start + size] for start in range(0, len(states), size))


def _difference(study: pv.Study, asked: Asked, text: str, rows: str) -> str:
    found = pd.read_csv(io.StringIO(text.removeprefix("\ufeff")), keep_default_na=False, na_values=[""])
    expected = answered(study, asked)
    if not len(found) == len(expected) == int(rows) - 1:
        return f"{len(found)} rows in the file and {int(rows) - 1} in the page for {len(expected)}"
    if (names := list(found["term"])) != (right := list(expected["term"])):
        return f"{names} for {right}"
    numbers = found.columns[2:]
    wanted = expected[["count", "of", "comparator_count", "comparator_of", "estimate", "lower", "upper"]].to_numpy()
    close = np.isclose(found[numbers].to_numpy(dtype=float), wanted, rtol=1e-9, atol=1e-9, equal_nan=True)
    return "" if close.all() else f"{found[~close.all(axis=1)]} for {wanted[~close.all(axis=1)]}"
