"""The footnotes of a table of rates."""

from pv.display import footnote
from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.rates.event_rates import Rates

#: What the rates of a file are, whatever unit the table shows.
RATES_OF_FILE = "In the CSV file, rates and differences are per patient-year."


def rate_notes(contents: Contents, arms: Arms, rates: Rates, shown: tuple[str, ...]) -> tuple[str, ...]:
    """Return who and what is counted, what each rate shown is, and by which methods it is compared."""
    row = rates.rate_rows.iloc[0]
    level = footnote.percent_text(float(row["confidence_level"]))
    compared = rates.comparison_rows
    sentences = [
        footnote.population(contents),
        footnote.emergent(contents),
        *(footnote.rate_rule(contents, rate) for rate in shown),
        f"CI: {level}, {footnote.method_label(contents, str(row['method']))}.",
    ]
    if len(compared) and arms.comparator:
        difference, ratio = (footnote.method_label(contents, str(compared[name].iloc[0])) for name in _METHODS)
        sentences.append(
            f"Difference: rate of the arm minus that of {arms.comparator.label} ({difference}); ratio of the two "
            f"({ratio}). Neither is adjusted for multiplicity. {footnote.NOT_ESTIMABLE}"
        )
    sentences.append(RATES_OF_FILE)
    return tuple(sentences)


_METHODS = ("ird_method", "irr_method")
