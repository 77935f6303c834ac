"""Charts asked for by name."""

from typing import Any

import pytest

import report_tables
from pv.display.entry import entry
from pv.display.shown import shown
from pv.errors import InputError

REPORT = report_tables.report()


def one_chart(name: str, **options: str) -> Any:  # noqa: ANN401  # a chart of any kind
    return shown(REPORT, entry(name, options)).chart


def test_a_chart_by_its_name() -> None:
    difference = one_chart("risk_difference", level="PT", arm="DRUG B").to_dict()
    # Threshold 5%: every term of Drug B (1 of 5) or control.
    names = {row.get("name") for rows in difference["datasets"].values() for row in rows} - {None}
    assert names == {"RASH", "FATIGUE"}
    worst = one_chart("worst_grade").to_dict()
    assert worst["hconcat"][1]["title"]["text"] == "Drug A (N = 6)"
    assert "vconcat" in one_chart("cumulative_incidence").to_dict()


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("risk_diference", {}, "there is no such display (did you mean 'risk_difference'?"),
        ("risk_difference", {"arm": "DRUG C"}, "there is no such arm (did you mean 'DRUG"),
        # The comparator is not compared with itself.
        ("risk_difference", {"arm": "CONTROL"}, "the arm is the one that others are compared with"),
        ("risk_difference", {"level": "SOCS"}, "there is no such level (did you mean 'SOC'?"),
        ("worst_grade", {"level": "pt"}, "there is no such level (did you mean 'PT'?"),
        ("risk_difference", {"level": ""}, "'': there is no such level (known: "),
        ("", {}, "'': there is no such display (known: "),
        # A figure refuses an option that it does not have.
        ("hys_law", {"level": "PT"}, "the display hys_law has no option level"),
        ("risk_difference", {"levl": "PT"}, "the display risk_difference has no option levl (did you mean 'level'?"),
        ("cumulative_incidence", {"curve": "any adverse events"}, "did you mean 'Any adverse event'?"),
    ],
)
def test_what_is_not_there_names_the_nearest(name: str, options: dict[str, str], message: str) -> None:
    with pytest.raises(InputError) as raised:
        one_chart(name, **options)
    assert message in str(raised.value)
