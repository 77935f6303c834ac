"""The frame of a display has every number that its cells print, unrounded, as its CSV file does."""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

import numpy as np
import pandas as pd
import pytest

import pilot
from built_in import STUDIES, context, made
from pv.display.entry import entry
from pv.display.shown import Shown
from pv.display.table import Table
from pv.numbers.rounding import round_half_up
from pv.numbers.value import Value
from undrawn import CHARTS

#: Displays with numbers that their frame lacks, and why.
EXCEPTIONS: Mapping[str, str] = MappingProxyType(
    {
        "group_terms": "the table counts terms, and the frame lists them, one a row with its groups",
        "after_cutoff": "the table counts records, and the frame lists them, one a row with its kind and arm",
    }
)


def values_in(value: Value | None) -> Iterator[Value]:
    """Yield the values of a cell that have numbers."""
    if value is not None:
        yield value
        for part in value.parts:
            yield from values_in(part)


def printed(table: Table) -> Iterator[float]:
    """Yield the numbers of the cells of a table, those that are not there left out."""
    cells = (cell for group in table.groups for row in group for cell in row.cells)
    for value in (value for cell in cells for whole in (cell.lead, cell.value) for value in values_in(whole)):
        yield from (float(number) for number in value.numbers if not pd.isna(number))  # type: ignore[arg-type]


def rounded(number: float) -> str:
    """Return a number to nine decimals, more than any table prints."""
    return str(round_half_up(number, 9)) if np.isfinite(number) else str(number)


def held(frame: pd.DataFrame) -> set[str]:
    """Return the numbers of a frame, in any of its columns."""
    columns = (pd.to_numeric(frame[name].drop_duplicates(), errors="coerce") for name in frame)
    return {rounded(float(number)) for column in columns for number in column.dropna()}


def with_tables(study: str) -> Iterator[Shown]:
    """Yield each display that gives a table, with its options as they are."""
    for name, alone in made(study).items():
        if any(isinstance(part, Table) for part in alone.parts):
            yield Shown(entry(name, {}), context(study), alone.parts)


def lacking_in(one: Shown) -> set[str]:
    """Return the numbers that the tables of a display print and its frame lacks."""
    return {rounded(number) for table in one.tables for number in printed(table)} - held(one.frame)


@pytest.mark.parametrize("study", STUDIES)
def test_every_number_of_a_cell_is_in_the_frame(study: str) -> None:
    lacking = {one.entry.display.name: lacking_in(one) for one in with_tables(study)}
    assert lacking.keys().isdisjoint(CHARTS)
    assert {name: lacks for name, lacks in lacking.items() if lacks and name not in EXCEPTIONS} == {}


@cache
def frame_of(display: str) -> pd.DataFrame:
    """Return the frame of a display of the pilot."""
    return Shown(entry(display, {}), context("cdisc-pilot"), made("cdisc-pilot")[display].parts).frame


def of_item(display: str, item: str) -> pd.DataFrame:
    """Return the rows of an item in the frame of a display of the pilot, by arm."""
    frame = frame_of(display)
    return frame[frame["item"] == item].set_index("arm")


@pytest.mark.parametrize("display", ["overview", "headline", "deaths"])
def test_the_comparisons_stand_beside_the_counts_of_their_arm_and_item(display: str) -> None:
    study = pilot.study()
    names = ["comparator", "risk_difference", "rd_lower", "rd_upper", "risk_ratio", "rr_lower", "rr_upper", "p_value"]
    events = study.table("comparison").query("level == 'any' and category == 'serious'")
    deaths = study.table("death_comparison").query("item == 'death'")
    for item, compared in (("serious", events), ("death", deaths)):
        if display == "deaths" and item == "serious":
            continue
        own = of_item(display, item)
        pd.testing.assert_frame_equal(own.reindex(list(compared["arm"]))[names], compared.set_index("arm")[names])
        assert own.loc["Placebo", names].isna().all()


def test_the_rates_of_the_headline_are_rows_of_their_own() -> None:
    rates = pilot.study().table("exposure_adjusted_rate").query("level == 'any' and category == 'any'").set_index("arm")
    for rate in ("eair_total", "eair_at_risk", "eaer"):
        own = of_item("headline", rate)
        assert own["value"].to_dict() == rates[rate].to_dict()
        assert own["upper"].to_dict() == rates[f"{rate}_upper"].to_dict()
    # 76 of 84 subjects with an event, and 433 events.
    assert of_item("headline", "any").loc[pilot.ARMS[0], "subjects"] == 76
    assert of_item("headline", "eaer").loc[pilot.ARMS[0], "numerator"] == 433


@pytest.mark.parametrize(
    ("display", "table", "chosen"),
    [
        ("cumulative_incidence", "cumulative_incidence", "curve"),
        ("mean_cumulative_count", "mean_cumulative_count", "curve"),
        ("time_to_last_follow_up", "time_to_end_curve", "milestone"),
    ],
)
def test_a_figure_with_a_table_has_what_it_draws_and_what_it_prints(display: str, table: str, chosen: str) -> None:
    study = pilot.study()
    shown = study.display(display)
    assert set(shown.frame["part"]) == {part.title for part in shown.chapter.parts}
    for figure in shown.figures:
        own = shown.frame[shown.frame["part"] == figure.title].reset_index(drop=True)
        whole = study.table(table)
        drawn = whole[whole[chosen] == own[chosen].iloc[0]].reset_index(drop=True)
        pd.testing.assert_frame_equal(own[list(drawn)], drawn, check_dtype=False)


def test_the_subjects_who_died_stand_beside_the_quartiles() -> None:
    found = pilot.study().display("time_to_last_follow_up").frame
    medians = found[found["percent_ended"] == 50].set_index("arm")
    # Nobody of the high dose died in the study, one of the low dose, two of placebo.
    assert medians["subjects: died"].reindex(list(pilot.ARMS)).to_list() == [0, 1, 2]
