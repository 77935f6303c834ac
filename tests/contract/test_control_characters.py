"""A control character in a term: report and charts show the replacement character, and no process dies of it."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
import vl_convert

import pv
from command import drawn_here, folder_of, opened_once, run
from pv.characters import FORBIDDEN
from small_study import CONTROL, events, subjects

#: As in the case control_char: a form feed, a start of heading, an escape.
TERM = "He\x01ad\x0cac\x1bhe"
SHOWN = "He\ufffdad\ufffdac\ufffdhe"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    adae = events({"AEDECOD": TERM, "AETERM": TERM, "AEBODSYS": "Nerv\x1f"}, {"USUBJID": "C1", "AEDECOD": "Headache"})
    return folder_of(tmp_path_factory.mktemp("control"), subjects({}, CONTROL), adae)


@pytest.fixture(scope="module")
def study(folder: Path) -> Iterator[pv.Study]:
    """Return the study of that folder, opened once."""
    with pv.open_study(folder) as opened:
        yield opened


def test_the_report_shows_the_replacement_character(
    folder: Path, study: pv.Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn_here(monkeypatch)
    opened_once(monkeypatch, study)
    result = run("report", folder, "--out", folder / "safety.html")
    assert result.exit_code == 0, result.stderr
    page = (folder / "safety.html").read_text(encoding="utf-8")
    assert SHOWN in page
    assert not FORBIDDEN.search(page)
    assert "\\u0001" not in page


def test_a_chart_in_a_notebook_can_be_drawn(study: pv.Study) -> None:
    for level in ("SOC", "PT"):
        chart = study.chart("risk_difference", level=level)
        assert vl_convert.vegalite_to_svg(chart.to_dict()).startswith("<svg")


def test_the_tables_keep_what_was_recorded(
    folder: Path, study: pv.Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_once(monkeypatch, study)
    assert run("table", folder, "adae", "--out", tmp_path / "adae.parquet").exit_code == 0
    assert TERM in set(pd.read_parquet(tmp_path / "adae.parquet")["AEDECOD"])


def test_a_terminal_is_sent_no_control_character(
    folder: Path, study: pv.Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_once(monkeypatch, study)
    for command in (("check", folder), ("table", folder, "adae"), ("explain", folder, "U1", "1")):
        result = run(*command)
        assert result.exit_code == 0
        assert not FORBIDDEN.search(result.output)
        assert SHOWN in result.output or command[0] != "table"
