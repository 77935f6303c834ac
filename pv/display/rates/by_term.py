"""The three exposure-adjusted rates by class and term (FDA guide, Table 16)."""

from pv.display import footnote
from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.event_results import ANY, Term
from pv.display.rates.event_rates import TABLES, Rates, rates_of
from pv.display.rates.rate_notes import rate_notes
from pv.display.rows_by_arm import sql_texts
from pv.display.table import Row, Table

_LEVELS = ("any", "SOC", "PT")


def rate_term_tables(contents: Contents, arms: Arms) -> tuple[Table, ...]:
    """Return a table of each of the three rates by class and term, the one that leads first."""
    rates = rates_of(contents, arms, lambda table: (table["category"] == "any") & table["level"].isin(_LEVELS))
    if rates is None or ("any", ANY) not in rates.found:
        return ()
    return tuple(_by_term(contents, arms, rates, rate) for rate in rates.names)


def _by_term(contents: Contents, arms: Arms, rates: Rates, rate: str) -> Table:
    happened = [key for key, found in rates.found.items() if any(row.events for row in found.values())]

    def ordered(level: str) -> list[Term]:
        terms = [term for _, term in happened if term[0] == level]
        return sorted(terms, key=lambda term: (-rates.difference(("any", term), rate), term))

    terms = ordered("PT")
    groups: list[tuple[Row, ...]] = [(Row("Any event", rates.cells(("any", ANY), rate), "total"),)]
    for soc in ordered("SOC"):
        below = (Row(term[2], rates.cells(("any", term), rate), "pt") for term in terms if term[1] == soc[1])
        groups.append((Row(soc[2], rates.cells(("any", soc), rate), "soc"), *below))
    measure = "rate difference" if arms.compared else "rate"
    first = (arms.compared or arms.every)[0].label
    return Table(
        f"rates-{rate.replace('_', '-')}",
        f"Adverse events, {footnote.RATES[rate]}, by system organ class and preferred term",
        "System organ class / preferred term",
        rates.columns(),
        tuple(groups),
        rates.spans(),
        (*rate_notes(contents, arms, rates, (rate,)), f"Ordered by decreasing {measure} in {first}."),
        rates.file((rate,)),
        sql_texts(contents, *TABLES),
        searchable=True,
        sortable=True,
    )


def _make(context: Context, _options: Options) -> Made:
    return rate_term_tables(context.contents, context.arms) or (Absent("No rate could be computed.", said=False),)


DISPLAY = Display(
    name="rates_by_term",
    title="Exposure-adjusted rates by system organ class and preferred term",
    kind="table",
    standard="FDA Table 16",
    reads=("exposure_adjusted_rate", "rate_comparison"),
    make=_make,
)
