"""Charts of an arm each: beside the comparator, alone with part of it, and all where nothing is compared."""

from pathlib import Path
from typing import Any

import pytest

import pv
from pv.api import Study
from pv.errors import InputError
from small_study import CONTROL, HEAD, events, subjects


def opened(folder: Path, *arms: dict[str, Any]) -> Study:
    """Return a study of a subject in each of three arms, who all had an event."""
    text = "".join("[[arm]]\n" + "".join(f"{key} = {value!r}\n" for key, value in arm.items()) for arm in arms)
    (folder / "study.toml").write_text(HEAD + text, encoding="utf-8")
    adsl = subjects({}, {"TRT01A": "Low"}, CONTROL)
    events_of = events(*({"USUBJID": subject, "AETOXGR": "2"} for subject in adsl["USUBJID"]))
    return pv.open_study(folder / "study.toml", {"adsl": adsl, "adae": events_of})


def panels(study: Study, **options: str) -> list[list[str]]:
    """Return the headings of the panels of each figure."""
    figures = study.display("worst_grade", **options).figures
    charts = [figure.chart.to_dict() for figure in figures]
    return [[panel["title"]["text"] for panel in chart["hconcat"] if "title" in panel] for chart in charts]


def test_without_a_comparator_each_arm_has_its_figure(tmp_path: Path) -> None:
    with opened(tmp_path, *({"name": name, "role": "investigational"} for name in ("Drug", "Low", "Control"))) as study:
        assert panels(study) == [["Drug (N = 1)"], ["Low (N = 1)"], ["Control (N = 1)"]]
        assert panels(study, arm="Low") == [["Low (N = 1)"]]


def test_an_arm_that_has_the_comparator_in_it_stands_alone(tmp_path: Path) -> None:
    arms = [{"name": name, "role": "investigational"} for name in ("Drug", "Low")]
    arms += [{"name": "Control", "role": "comparator"}]
    with opened(tmp_path, *arms, {"name": "All", "of": ["Drug", "Low", "Control"], "role": "other"}) as study:
        beside = [["Drug (N = 1)", "Control (N = 1)"], ["Low (N = 1)", "Control (N = 1)"]]
        assert panels(study) == [*beside, ["All (N = 3)"]]
        assert panels(study, arm="All") == [["All (N = 3)"]]
        with pytest.raises(InputError, match="the arm is the one that others are compared with"):
            panels(study, arm="Control")
