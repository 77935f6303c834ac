"""The page of a comparison, and the chapter of a report with the changes since the previous data cut."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

import pv.api
from command import refused, run
from pv.contract.schema import read_contract
from pv.display.plan import chapters_of_changes, standard_chapters
from pv.drawing import Drawing
from pv.render.html.changes_page import changes_page
from small_cuts import difference, studies


def text_of(page: str) -> str:
    """Return what a reader sees of a page."""
    without = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", page, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", without)).split())


HOSTILE = '</td><script>alert("x")</script>'


def test_the_tables_that_displays_read_are_as_their_contracts_say() -> None:
    for name, frame in difference().shown.items():
        contract = read_contract(name)
        assert [*frame.columns] == [*contract.columns]
        contract.schema.validate(frame.astype(contract.columns))
        assert len(frame), name


def test_the_page_has_each_change_and_what_moved() -> None:
    page = text_of(changes_page(difference()))
    assert "Population Safety analysis set Data cut-off 2020-01-25" in page
    assert "Study file: cutoff_date 2020-01-15 2020-01-25" in page
    # U1 is serious now, U2 has a new serious nausea: none of three, then two.
    assert "Serious 0 2 (66.7%)" in page
    assert "U3 Drug Death" in page
    assert "U2 Drug Serious adverse event 3 Nausea 2020-01-12 new" in page
    assert "USUBJID=U1, AESEQ=1 ADAE AESER N Y" in page
    assert (
        "overview arm=Drug, item=serious 0 2 2 0 0 USUBJID=U1, AESEQ=1 (entered); USUBJID=U2, AESEQ=3 (entered)" in page
    )


def test_a_text_of_the_data_is_no_markup_of_the_page() -> None:
    found = difference()
    fields = found.fields.assign(new=HOSTILE, record_key=HOSTILE)
    page = changes_page(replace(found, fields=fields, old=HOSTILE, counts=found.counts.assign(records=HOSTILE)))
    assert HOSTILE not in page
    assert "&lt;/td&gt;&lt;script&gt;alert" in page
    assert "script-src &#39;sha256-" in page


def test_a_report_has_the_chapter_where_it_is_made_with_an_earlier_cut(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _, new = studies()
    first = standard_chapters()[:1]
    monkeypatch.setattr(type(new), "_chapters", lambda _: first)
    drawing = Drawing(None, library=False)
    pages = [
        text_of(new.report(tmp_path / "report.html", drawing=drawing, since=since).read_text(encoding="utf-8"))
        for since in (None, difference())
    ]
    assert ["Changes since the previous data cut" in page for page in pages] == [False, True]
    assert "Serious 0 2 (66.7%)" in pages[1]
    assert not {one.name for one in chapters_of_changes()} & {one.name for one in standard_chapters()}


def test_the_command_writes_the_page_and_refuses_other_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pv.api, "diff", lambda *_, **__: difference())
    assert run("diff", "old", "new", "-o", tmp_path / "x.html").exit_code == 0
    assert (tmp_path / "x.html").read_text(encoding="utf-8") == changes_page(difference())
    assert "an .html file, or a folder for the tables as CSV" in refused("diff", "old", "new", "-o", tmp_path / "x.csv")
