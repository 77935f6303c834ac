"""Pooled arms and the total on the page: columns, comparisons, what numbers open, and what charts draw."""

import re

import pytest
from test_display_numbers import lacking_in
from test_report_opened import by_sql, numbers_of, page_of, places_behind

from pooled_study import POOL, TOTAL, pooled
from pv.display.arms import arms_of
from pv.display.context import Context
from pv.display.entry import entry
from pv.display.shown import Shown


def test_every_arm_has_its_column_and_the_pool_its_comparison() -> None:
    arms = arms_of(pooled()._contents(None))
    assert [arm.label for arm in arms.every] == ["Low", "High", "Control", POOL, "Low and control", TOTAL]
    assert [arm.label for arm in arms.compared] == ["Low", "High", POOL]
    assert [arms.role_of(arm) for arm in arms.every][3:] == [
        "investigational, pooled: High + Low",
        "other, pooled: Low + Control",
        "all arms",
    ]
    text = str(pooled().display("overview"))
    assert "Low and control has subjects in common with Control and is not compared with it." in " ".join(text.split())


def test_every_number_of_a_cell_is_in_the_frame() -> None:
    """Of tables that have arms without a comparison, or two comparisons: the built-in studies have none."""
    names = (
        *("number_needed_to_harm", "odds_ratio", "stratified_comparison", "stratified_rates", "qtcf"),
        *("hypotension", "systolic_maximum", "diastolic_maximum", "laboratory_against_reports"),
    )
    context = Context(pooled()._contents(None))
    lacking = {
        one.display.name: lacking_in(Shown(one, context, one.made(context)))
        for one in (entry(name, {}) for name in names)
    }
    assert lacking == {name: set() for name in names}


def test_a_number_of_a_pool_opens_the_records_of_its_members() -> None:
    """By the data of the page, of every number; by its query, of every 20th: a query reads the whole table."""
    numbers, data = numbers_of(page_of(pooled()._contents(None)))
    for arm in (3, 4, 5):
        found = [one for one in numbers if one.arm == arm]
        assert {one.records for one in found} >= {"events", "deaths", "disposition", "laboratory", "liver", "lvef"}
        for place, one in enumerate(found):
            records = data[one.records]
            places = places_behind(records, one.arm, one.term, one.category)
            subjects = {records["subject"][place] for place in places}
            assert len(subjects) == int(re.split("[ /]", one.text)[0]) > 0, one
            if place % 20 == 0:
                rows = by_sql(pooled()._built.engine.connection, data, one)
                assert (rows["USUBJID"].nunique(), len(rows)) == (len(subjects), len(places)), one


def labels_in(specification: object) -> set[str]:
    """Return every text of a chart's specification."""
    if isinstance(specification, dict):
        return set().union(*map(labels_in, specification.values()))
    if isinstance(specification, list):
        return set().union(*map(labels_in, specification))
    return {specification} if isinstance(specification, str) else set()


@pytest.mark.parametrize(
    ("chart", "drawn"),
    [
        ("risk_difference", True),
        ("cumulative_incidence", True),
        ("lvef_over_time", True),
        ("lab_shift", True),
        # Each subject is one point or bar, in its own arm.
        ("hys_law", False),
        ("lvef_waterfall", False),
    ],
)
def test_charts_draw_the_pool_where_they_draw_arms_and_never_the_total(chart: str, *, drawn: bool) -> None:
    texts = labels_in(pooled().chart(chart).to_dict())
    assert any(text.startswith(POOL) for text in texts) == drawn
    assert not any(text.startswith(TOTAL) for text in texts)
    assert any(text.startswith("Low") for text in texts)


def test_the_pool_is_set_beside_the_comparator() -> None:
    texts = labels_in(pooled().chart("worst_grade", arm=POOL).to_dict())
    assert {"All doses (N = 36)", "Control (N = 24)"} <= texts


def test_numbers_at_risk_of_the_pool_are_those_of_its_members() -> None:
    specification = pooled().chart("cumulative_incidence").to_dict()
    rows = [row for data in specification["datasets"].values() for row in data if "at_risk" in row]
    by_arm = {name: [row["at_risk"] for row in rows if row["arm_label"] == name] for name in ("Low", "High", POOL)}
    assert by_arm[POOL] == [low + high for low, high in zip(by_arm["Low"], by_arm["High"], strict=True)]
    assert by_arm[POOL][0] == 36
