"""The three rates of any event, as the headline shows them."""

import pandas as pd

from pv.display import footnote
from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.event_results import ANY
from pv.display.rates.event_rates import Key, Rates, made_of, rates_of
from pv.display.table import Cell, Row
from pv.numbers import value as fmt

_KEY: Key = ("any", ANY)


def rates_of_any_event(contents: Contents, arms: Arms) -> Rates | None:
    """Return the rates of any event; None where there are none."""
    return rates_of(contents, arms, lambda table: (table["level"] == "any") & (table["category"] == "any"))


def rate_rows(rates: Rates) -> tuple[Row, ...]:
    """Return a row for each of the three rates of any event, the one that leads first."""
    return tuple(_row(rates, rate) for rate in rates.names)


def rate_numbers(rates: Rates) -> pd.DataFrame:
    """Return the same unrounded, per patient-year: the item is the rate."""
    found = rates.file(rates.names).drop(columns=["level", "soc", "term", "category", "leads"])
    found.insert(1, "label", found["rate"].map(footnote.RATE_LABELS))
    return found.rename(columns={"rate": "item"}).astype({"numerator": "Int64"})


def _row(rates: Rates, rate: str) -> Row:
    arms = rates.arms
    shown = (_number(rates, rate, arm.name) for arm in arms.every)
    compared = rates.compared.get((*_KEY, rate), {})
    differences = (Cell(rates.rate_difference(compared.get(arm.name))) for arm in arms.compared)
    return Row(f"{footnote.RATE_LABELS[rate]}, per {footnote.unit_text(rates.unit)}", (*shown, *differences))


def _number(rates: Rates, rate: str, arm: str) -> Cell:
    """Return the rate of an arm, and in brackets its interval with what it is made of."""
    row = rates.found[_KEY].get(arm)
    of = made_of(row, rate)
    if row is None:
        return Cell(fmt.together("{} years", of), lead=of)
    limits = rates.rate(row, rate, fmt.rate_limits)
    return Cell(fmt.together("{} {} years", limits, of), lead=rates.rate(row, rate, fmt.rate_alone))
