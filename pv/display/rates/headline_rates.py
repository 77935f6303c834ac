"""The three rates of any event, as the headline shows them."""

from pv.display import footnote
from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.event_results import ANY
from pv.display.rates.event_rates import Key, Rates, made_of, rates_of
from pv.display.table import Cell, Row
from pv.numbers import value as fmt

_KEY: Key = ("any", ANY)


def headline_rates(contents: Contents, arms: Arms) -> tuple[Row, ...]:
    """Return a row for each of the three rates of any event, the one that leads first; none where there are none."""
    rates = rates_of(contents, arms, lambda table: (table["level"] == "any") & (table["category"] == "any"))
    return () if rates is None else tuple(_row(rates, rate) for rate in rates.names)


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
