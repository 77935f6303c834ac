"""The catalogue of displays: each is found, says what it reads, is made or says why not, and can be had alone."""

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import pilot
import places
import pv.api
from built_in import SHARED, STUDIES, made
from command import folder_of, run
from pv.cli.show import _write
from pv.difference.difference import SHOWN
from pv.display.catalogue import displays, topic
from pv.display.display import Absent
from pv.display.plan import chapters_of_changes, standard_chapters
from pv.errors import InputError
from small_study import CONTROL, events, subjects


@pytest.mark.parametrize("name", displays())
def test_a_display_stands_in_a_file_of_its_topic_and_reads_tables_that_there_are(name: str) -> None:
    display = displays()[name]
    file = places.ROOT / f"{display.make.__module__.replace('.', '/')}.py"
    assert f'name="{name}"' in file.read_text(encoding="utf-8")
    assert file.parent.name.replace("_", " ") == topic(display)
    # Those of a comparison are there where a report is made with an earlier data cut.
    assert set(display.reads) <= {*pilot.study().tables()["table"], *SHOWN}
    assert display.kind in {"table", "figure", "listing", "explorer"}


@pytest.mark.parametrize("study", STUDIES)
def test_a_display_reads_what_it_says_and_gives_something_or_a_sentence(study: str) -> None:
    for name, alone in made(study).items():
        assert alone.read - SHARED <= set(displays()[name].reads), name
        assert alone.parts, name
        for part in alone.parts:
            if isinstance(part, Absent):
                assert part.sentence.endswith("."), (name, part.sentence)


def test_every_chapter_has_displays_and_every_other_display_can_be_asked_for() -> None:
    chapters = (*standard_chapters(), *chapters_of_changes())
    shown = {one.display.name for plan in chapters for one in plan.entries}
    assert len({plan.name for plan in standard_chapters()}) == len(standard_chapters())
    # On request only: one analyte's, and what not every reviewer asks for.
    assert set(displays()) - shown == {
        "lab_shift",
        "cumulative_incidence_by_term",
        "odds_ratio",
        "stratified_rates",
    }


def test_a_display_alone_has_the_numbers_of_its_table() -> None:
    study = pilot.study()
    overview = study.display("overview")
    counts = study.table("overview").drop(columns="item_order")
    pd.testing.assert_frame_equal(overview.frame[list(counts)], counts)
    assert "Any adverse event" in str(overview)
    # 65 of 86 subjects of placebo: 75.6%.
    assert "65 (75.6%)" in str(overview)
    assert repr(overview) == str(overview)
    with pytest.raises(InputError, match="it has no chart"):
        _ = overview.chart
    serious = study.display("events_by_term", category="serious")
    assert set(serious.frame["category"]) == {"serious"}
    with pytest.raises(InputError, match=r"the option arm of the display risk_difference is 3 \(text\)"):
        study.display("risk_difference", arm=3)
    with pytest.raises(InputError, match="unheard: there is no such category"):
        study.display("events_by_term", category="unheard")
    # The pilot has severities: a category of grades is a known one that it does not count.
    with pytest.raises(InputError, match="The study has no category of events 'grade3plus'"):
        study.display("events_by_term", category="grade3plus")


def test_the_page_of_a_display_has_it_alone() -> None:
    study = pilot.study()
    found = study.display("demographics")
    # It is made once: the page is of what there is.
    display = replace(found.entry.display, make=lambda *_: pytest.fail("made again"))
    page = study.display_html(replace(found, entry=replace(found.entry, display=display)))
    assert 'id="demographics-table"' in page
    assert 'id="overview-table"' not in page
    assert "default-src" in page


def test_the_command_lists_displays_and_why_one_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pv.api, "open_study", pilot.opened)
    every = run("displays").stdout
    assert every.count("options: ") == len([1 for one in displays().values() if one.options.model_fields])
    assert "demographics" in every
    assert "FDA Table 2" in every
    tried = run("displays", "cdisc-pilot").stdout
    assert "not shown: The ejection fraction was not measured." in tried


def test_a_display_is_written_in_every_form(tmp_path: Path) -> None:
    found = pilot.study().display("risk_difference", level="PT")
    names = [tmp_path / f"display.{suffix}" for suffix in ("html", "csv", "svg", "png", "json")]
    for out in names:
        _write(pilot.study(), found, [out])
    html, csv, svg, png, content = names
    assert "<svg" in html.read_text(encoding="utf-8")
    assert csv.read_text(encoding="utf-8").startswith("arm,")
    assert svg.read_text(encoding="utf-8").startswith("<svg")
    assert png.read_bytes().startswith(b"\x89PNG")
    written = json.loads(content.read_text(encoding="utf-8"))
    assert written["standard"] == "FDA Figure 2"
    assert written["charts"][0]["$schema"].startswith("https://vega.github.io/schema/vega-lite/")


def test_the_command_shows_a_display_or_writes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pv.api, "open_study", pilot.opened)
    out = tmp_path / "deaths.json"
    result = run("show", "cdisc-pilot", "deaths", "-o", out)
    assert (result.exit_code, result.stdout) == (0, f"{out} written.\n")
    # 0 of 84, 1 of 84 and 2 of 86 died.
    died = json.loads(out.read_text(encoding="utf-8"))["tables"][0]["rows"][0]["cells"]
    assert [cell["text"] for cell in died[:3]] == ["0", "1 (1.2%)", "2 (2.3%)"]
    assert run("show", "cdisc-pilot", "deaths", "-o", out).stdout == f"{out} written, identical to the previous file.\n"
    assert run("show", "cdisc-pilot", "overview", "-o", out).stdout == f"{out} written, replacing another file.\n"


def test_each_of_several_charts_has_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pv.api, "open_study", pilot.opened)
    # Each of two doses beside placebo.
    files = [tmp_path / f"worst-{number}.svg" for number in (1, 2)]
    said = run("show", "cdisc-pilot", "worst_grade", "--option", "level=SOC", "-o", tmp_path / "worst.svg").stdout
    assert said == "".join(f"{file} written.\n" for file in files)
    texts = [file.read_text(encoding="utf-8") for file in files]
    assert ["High dose" in text for text in texts] == [True, False]
    assert ["Low dose" in text for text in texts] == [False, True]
    assert sorted(tmp_path.iterdir()) == files


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["overveiw"], "there is no such display (did you mean 'overview'?"),
        (["risk_difference", "--option", "levl=PT"], "(did you mean 'level'?"),
        (["risk_difference", "--option", "PT"], "'PT' is not an option (NAME=VALUE)"),
        (["overview", "--option", "=serious"], "'=serious' is not an option (NAME=VALUE)"),
        (
            ["events_by_term", *(2 * ("--option", "category=serious"))],
            "the option category is given more than once (once)",
        ),
        (["overview", "-o", "overview.docx"], "the suffix of the file determines the format"),
        (["lvef_visits"], "lvef_visits: The study has no laboratory records (ADLB or LB)."),
        (["events_by_term", "--option", "category=serios"], "there is no such category (did you mean 'serious'?"),
        # What was not looked for was not found to be absent.
        (["qtcf_listing"], "qtcf_listing: The study has no records of electrocardiograms (ADEG or EG)."),
        (["hys_law_listing"], "hys_law_listing: The study has no laboratory records (ADLB or LB)."),
        (["after_cutoff"], "after_cutoff: The study file states no data cut-off."),
        (["shared_terms"], "shared_terms: The study file names no groups of preferred terms."),
    ],
)
def test_what_cannot_be_shown_is_one_line_and_status_2(tmp_path: Path, arguments: list[str], message: str) -> None:
    result = run("show", folder_of(tmp_path, subjects({}, CONTROL), events({})), *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
