"""The drawing process: the same library and drawings as here, and no orphan."""

import sys
from typing import Any

import pytest
import vl_convert

from pv.drawing import Drawing, start_drawing

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


@pytest.mark.parametrize("command", ["/nowhere/python", ""])
def test_without_another_process_it_is_made_here(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", command)
    drawing = start_drawing()
    assert drawing.process is None
    assert drawing.draw([CHART]).fetch().drawings[0].startswith("<svg")


def test_a_process_that_died_is_replaced() -> None:
    drawing = start_drawing()
    assert drawing.process is not None
    drawing.process.kill()
    drawing.process.wait()
    assert len(drawing.draw([CHART]).fetch().drawings) == 1


def test_what_is_not_wanted_any_more_is_ended() -> None:
    drawing = start_drawing()
    drawing.close()
    drawing.close()
    Drawing(None).close()
    assert drawing.process is not None
    assert drawing.process.poll() is not None
