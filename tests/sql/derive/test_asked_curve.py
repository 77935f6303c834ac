"""asked_curve.sql: the curves of the study file; where it asks for none, no curve is made for the findings."""

from pathlib import Path

from small_study import CONTROL, events, keys, small_study, subjects

CURVES = """
[[curve]]
label = "Serious"
category = "serious"

[[curve]]
label = "Any once more"
"""


def test_the_curves_that_the_study_file_asks_for_but_that_of_any_event(tmp_path: Path) -> None:
    with small_study(tmp_path, subjects({}, CONTROL), events({}), CURVES) as study:
        assert study.table("asked_curve").to_dict("records") == [
            {"curve": "Serious", "level": "any", "term": "any", "category": "serious"}
        ]
        # Nobody had a serious event. The curve of any event, under whatever name, is never found.
        assert len(keys(study.findings, "curve_without_event")) == 1


def test_without_such_a_curve_none_is_made_for_the_findings(tmp_path: Path) -> None:
    with small_study(tmp_path, subjects({}, CONTROL), events({"ASTDT": "2019-12-01"})) as study:
        assert study.table("asked_curve").empty
        # The one event is before the first dose: the curve of every study is at 0, and that is no finding.
        assert not keys(study.findings, "curve_without_event")
        assert {"time_to_event", "first_event", "term_count"}.isdisjoint(study._built.engine._tables)
