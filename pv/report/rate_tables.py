"""Tables of the three exposure-adjusted rates: by category in the overview, by class and term (FDA guide, table 16)."""

from dataclasses import dataclass

from pv.report import footnote
from pv.report.arms import Arms
from pv.report.counted import ANY, Term
from pv.report.csv_link import csv_link
from pv.report.lookup import sql_texts
from pv.report.rates import TABLES, Key, Rates, parts_text, rates_of
from pv.report.report import Report
from pv.report.table import Row, Table

_LEVELS = ("any", "SOC", "PT")


@dataclass(frozen=True)
class RateNumber:
    """One of the three rates of any event in the headline: its label, by arm what and how much, and the differences."""

    label: str
    shown: tuple[tuple[int, str, str], ...]
    differences: tuple[str, ...]


def rate_headline(report: Report, arms: Arms) -> tuple[RateNumber, ...]:
    """Return the three rates of any event, the one that leads first; none where there are none."""
    rates = rates_of(report, arms, lambda table: (table["level"] == "any") & (table["category"] == "any"))
    if rates is None:
        return ()
    key: Key = ("any", ANY)
    return tuple(
        RateNumber(
            f"{footnote.RATE_LABELS[rate]}, per {footnote.unit_text(rates.unit)}",
            tuple(_number(rates, key, rate, place, arm.name) for place, arm in enumerate(arms.every)),
            tuple(rates.difference_text(rates.compared.get((*key, rate), {}).get(arm.name)) for arm in arms.compared),
        )
        for rate in rates.names
    )


def _number(rates: Rates, key: Key, rate: str, place: int, arm: str) -> tuple[int, str, str]:
    """Return the place of an arm, its rate, and in brackets its interval with what it is made of."""
    row = rates.found[key].get(arm)
    value, _, limits = rates.rate_text(row, rate).partition(" ")
    return place, value, f"{limits} {parts_text(row, rate)} years".strip()


def rate_overview(report: Report, arms: Arms) -> Table | None:
    """Return the rates of each category of events at level any; None where there are none."""
    rates = rates_of(report, arms, lambda table: table["level"] == "any")
    category = report.table("category")
    if rates is None or category.empty:
        return None
    collected = category[category["collected"].astype(bool)].sort_values("category_order", kind="stable")
    named = [(str(name), str(label)) for name, label in zip(collected["category"], collected["label"], strict=True)]
    groups = [
        (Row(label, kind="head"), *(_line(rates, (name, ANY), rate) for rate in rates.names))
        for name, label in named
        if any(row.events for row in rates.found.get((name, ANY), {}).values())
    ]
    return Table(
        "rates",
        "Exposure-adjusted rates by category of events",
        "Category / rate",
        rates.columns(),
        tuple(groups),
        rates.spans(),
        _notes(report, arms, rates, rates.names),
        csv_link(rates.file(rates.names)),
        sql_texts(report, *TABLES),
    )


def _line(rates: Rates, key: Key, rate: str) -> Row:
    return Row(footnote.RATE_LABELS[rate], rates.cells(key, rate), "indent")


def rate_term_tables(report: Report, arms: Arms) -> tuple[Table, ...]:
    """Return a table of each of the three rates by class and term, the one that leads first."""
    rates = rates_of(report, arms, lambda table: (table["category"] == "any") & table["level"].isin(_LEVELS))
    if rates is None or ("any", ANY) not in rates.found:
        return ()
    return tuple(_by_term(report, arms, rates, rate) for rate in rates.names)


def _by_term(report: Report, arms: Arms, rates: Rates, rate: str) -> Table:
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
        (*_notes(report, arms, rates, (rate,)), f"Ordered by decreasing {measure} in {first}."),
        csv_link(rates.file((rate,))),
        sql_texts(report, *TABLES),
        searchable=True,
        sortable=True,
    )


def _notes(report: Report, arms: Arms, rates: Rates, shown: tuple[str, ...]) -> tuple[str, ...]:
    row = rates.rate_rows.iloc[0]
    level = footnote.percent_text(float(row["confidence_level"]))
    compared = rates.comparison_rows
    sentences = [
        footnote.population(report),
        footnote.emergent(report),
        *(footnote.rate_rule(report, rate) for rate in shown),
        f"CI: {level}, {footnote.method_label(report, str(row['method']))}.",
    ]
    if len(compared) and arms.comparator:
        difference, ratio = (footnote.method_label(report, str(compared[name].iloc[0])) for name in _METHODS)
        sentences.append(
            f"Difference: rate of the arm minus that of {arms.comparator.label} ({difference}); ratio of the two "
            f"({ratio}). Neither is adjusted for multiplicity. {footnote.NOT_ESTIMABLE}"
        )
    sentences.append("In the CSV file rates and differences are per one patient-year.")
    return tuple(sentences)


_METHODS = ("ird_method", "irr_method")
