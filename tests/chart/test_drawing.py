"""The drawing process: the same library and drawings as here, and no orphan."""

import re
import sys
from typing import Any

import pytest
import vl_convert

from pv.characters import FORBIDDEN, shown, shown_in
from pv.drawing import Drawing, process, start_drawing
from pv.drawing.process import kept_library
from pv.errors import OutputError

CHART: dict[str, Any] = {
    "data": {"values": [{"arm": "Drug", "percent": 12.5}]},
    "mark": "bar",
    "encoding": {"x": {"field": "percent", "type": "quantitative"}, "y": {"field": "arm", "type": "nominal"}},
}


def test_the_other_process_makes_what_this_one_would() -> None:
    drawn = start_drawing().draw([CHART, CHART]).fetch()
    assert drawn.library == vl_convert.javascript_bundle()  # type: ignore[call-arg]  # the stub lacks its default
    assert drawn.drawings == (vl_convert.vegalite_to_svg(CHART),) * 2
    assert "window.vegaEmbed=" in drawn.library
    # The interpreter of expressions: without it Vega would need to evaluate text as code.
    assert "expressionInterpreter" in drawn.library
    assert "</script" not in drawn.library
    assert "<!--" not in drawn.library


def test_the_kept_library_is_what_the_installed_version_bundles(monkeypatch: pytest.MonkeyPatch) -> None:
    assert kept_library() == vl_convert.javascript_bundle()  # type: ignore[call-arg]  # the stub lacks its default
    # Of a version that is not kept the process bundles it.
    monkeypatch.setattr(process, "version", lambda _: "1.9.999")
    assert kept_library() == ""
    assert start_drawing().draw([CHART]).fetch().library == vl_convert.javascript_bundle()  # type: ignore[call-arg]


def test_a_drawing_alone_needs_no_library() -> None:
    drawn = start_drawing(library=False).draw([CHART]).fetch()
    assert (drawn.library, len(drawn.drawings)) == ("", 1)


@pytest.mark.parametrize("command", ["/nowhere/python", ""])
def test_without_another_process_it_is_made_here(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", command)
    drawing = start_drawing(library=False)
    assert drawing.process is None
    drawn = drawing.draw([CHART]).fetch()
    assert drawn.library == ""
    assert drawn.drawings[0].startswith("<svg")


def test_a_process_that_died_is_an_error_and_its_work_is_not_repeated_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vl_convert, "vegalite_to_svg", lambda *_: pytest.fail("drawn by the caller"))
    drawing = start_drawing(library=False)
    assert drawing.process is not None
    drawing.process.kill()
    drawing.process.wait()
    with pytest.raises(OutputError, match=r"the drawing process died \(it was ended by SIGKILL\)"):
        drawing.draw([CHART]).fetch()


def test_what_cannot_be_drawn_is_one_line_with_its_reason() -> None:
    wrong = CHART | {"mark": "no such mark"}
    with pytest.raises(OutputError, match=r"the drawing process died \(exit status 1: .+\)") as caught:
        start_drawing(library=False).draw([wrong]).fetch()
    assert len(str(caught.value).splitlines()) == 1


#: What XML 1.0 forbids and text can hold: the first 32 but tab, line feed and carriage return, half a pair, and two.
UNSHOWN = [*(chr(code) for code in range(32) if code not in (9, 10, 13)), "\ud83d", "\ufffe", "\uffff"]


def test_a_character_that_cannot_be_drawn_is_shown_as_the_replacement_character() -> None:
    values = [{"arm": f"a{place}{character}z", "percent": 1} for place, character in enumerate(UNSHOWN)]
    (svg,) = start_drawing(library=False).draw([CHART | {"data": {"values": values}}]).fetch().drawings
    assert len(re.findall("a[0-9]+\ufffdz", svg)) >= len(UNSHOWN)
    assert not FORBIDDEN.search(svg)


def test_every_other_character_stays() -> None:
    kept = "\t\n\r \u00e9\u2028\ufffd\U0001f600\\u0001\\b"
    assert shown(kept) == kept
    assert shown_in({"a": [kept]}) == {"a": [kept]}
    assert shown_in({"a\x00": ("\x08", 1, None, float("inf"))}) == {"a\ufffd": ["\ufffd", 1, None, float("inf")]}


def test_what_is_not_wanted_any_more_is_ended() -> None:
    drawing = start_drawing()
    drawing.close()
    drawing.close()
    Drawing(None).close()
    assert drawing.process is not None
    assert drawing.process.poll() is not None
