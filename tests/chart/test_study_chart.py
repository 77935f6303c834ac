"""`Study.chart`: every chart by name, and one clear error where there is none."""

import pytest

import pilot
import pv
from pv.errors import InputError


@pytest.mark.parametrize("name", ["risk_difference", "worst_grade", "cumulative_incidence", "hys_law", "lab_shift"])
def test_the_charts_of_the_pilot(name: str) -> None:
    assert pilot.study().chart(name).to_dict()["$schema"].startswith("https://vega.github.io/schema/vega-lite/")


@pytest.mark.parametrize("name", ["lvef_waterfall", "lvef_over_time"])
def test_a_chart_without_its_data_says_what_it_needs(name: str) -> None:
    with pytest.raises(InputError, match=r"Nothing to draw: the table \w+ is empty; it needs ADLB"):
        pilot.study().chart(name)


def test_the_ejection_fraction_of_the_model_study() -> None:
    with pv.open_study("destiny-breast04") as study:
        waterfall, over_time = (study.chart(name).to_dict() for name in ("lvef_waterfall", "lvef_over_time"))
    assert len(waterfall["hconcat"]) == 2
    assert "vconcat" in over_time


def test_an_unknown_chart_names_the_nearest() -> None:
    with pytest.raises(InputError, match="did you mean 'hys_law'"):
        pilot.study().chart("hy_law")
