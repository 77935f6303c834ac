"""The worst grades where an arm had nothing: no chart of it, and that of the other arm."""

from pathlib import Path

import pv
from pv.drawing import Drawing
from small_study import CONTROL, HEAD, events, subjects

ARMS = """
[[arm]]
name = "Drug"
role = "investigational"
[[arm]]
name = "Low"
role = "investigational"
[[arm]]
name = "Control"
role = "comparator"
"""


def test_an_arm_and_a_comparator_without_events_have_no_worst_grade_chart(tmp_path: Path) -> None:
    file = tmp_path / "study.toml"
    file.write_text(HEAD + ARMS, encoding="utf-8")
    adsl = subjects({}, {"TRT01A": "Low"}, CONTROL)
    with pv.open_study(file, {"adsl": adsl, "adae": events({"AETOXGR": "2"})}) as study:
        text = study.display_html(study.display("worst_grade"), drawing=Drawing(None, library=False))
    assert 'data-chart="worst-grade-1"' in text
    assert 'data-chart="worst-grade-2"' not in text
