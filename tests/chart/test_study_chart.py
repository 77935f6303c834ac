"""`Study.chart`: every chart by name, and one clear error where there is none."""

import re

import pytest

import model_study
import pilot
from pv.errors import InputError


@pytest.mark.parametrize("name", ["risk_difference", "worst_grade", "cumulative_incidence", "hys_law", "lab_shift"])
def test_the_charts_of_the_pilot(name: str) -> None:
    assert pilot.study().chart(name).to_dict()["$schema"].startswith("https://vega.github.io/schema/vega-lite/")


@pytest.mark.parametrize("name", ["lvef_waterfall", "lvef_over_time"])
def test_a_chart_without_its_data_says_what_was_not_measured(name: str) -> None:
    # The laboratory data of the pilot are read: they have no ejection fraction.
    with pytest.raises(InputError, match=f"^{name}: The ejection fraction was not measured.$"):
        pilot.study().chart(name)


def test_the_ejection_fraction_of_the_model_study() -> None:
    study = model_study.study()
    waterfall, over_time = (study.chart(name).to_dict() for name in ("lvef_waterfall", "lvef_over_time"))
    assert len(waterfall["hconcat"]) == 2
    assert "vconcat" in over_time


def test_an_unknown_chart_names_the_nearest() -> None:
    with pytest.raises(InputError, match="did you mean 'hys_law'"):
        pilot.study().chart("hy_law")


@pytest.mark.parametrize("name", [3, None, ["hys_law"]])
def test_what_is_no_name_is_refused_as_a_wrong_name_is(name: object) -> None:
    study = pilot.study()
    for asked, what in ((study.display, "display"), (study.table, "table"), (study.chart, "")):
        with pytest.raises(InputError, match=f"{re.escape(str(name))}: there is no such {what}"):
            asked(name)  # type: ignore[arg-type]  # what a caller without types may give
