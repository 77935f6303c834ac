"""The measured grade of the ejection fraction against the reported grade."""

from dataclasses import replace

from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.cross_table import LEFT_OUT, Grading, Opening, cross_columns, cross_groups, with_sums
from pv.display.display import Absent, Display, Made, Options
from pv.display.ejection_fraction.grading import NOT_MEASURED, by_sixth, grading
from pv.display.no_records import no_records
from pv.display.records.special import EJECTION_FRACTIONS
from pv.display.rows_by_arm import sql_texts
from pv.display.table import Table

_MEASURED = Grading(
    "measured_grade",
    {"0": "No decrease of grade 2 or higher", **{str(grade): f"Grade {grade}" for grade in (2, 3, 4)}}
    | {"not measured": "Not measured"},
)
_REPORTED = Grading(
    "reported_grade",
    {str(grade): f"Grade {grade}" for grade in range(1, 6)} | {"missing": "Grade missing", "no report": "Not reported"},
)
_OPENING = Opening(EJECTION_FRACTIONS.name, 0, "measured", "reported", "safety set")


def _measured(contents: Contents) -> Grading:
    """Return how the measured grades are called."""
    none = {"0": "No grade 2 or 3 based on ejection fraction alone"} if by_sixth(contents) else {}
    return replace(_MEASURED, labels={**_MEASURED.labels, **none})


def _agreement(contents: Contents, arms: Arms) -> Table | None:
    """Return the measured against the reported grade over all terms; None where nobody had either."""
    table = contents.table("lvef_agreement")
    every = table[table["term"] == "any"] if len(table) else table
    if every.empty or not (every["subjects"] > 0).any():
        return None
    terms = [f"\u2018{str(term).capitalize()}\u2019" for term in dict.fromkeys(table["term"]) if term != "any"]
    return Table(
        "lvef-agreement",
        "Measured grade (rows) versus reported grade (columns)",
        "Maximum grade as measured",
        cross_columns(every, _REPORTED),
        cross_groups(every, arms, _measured(contents), _REPORTED, _OPENING),
        notes=(
            f"Reported: the maximum grade of {' or '.join(terms)}, treatment-emergent.",
            "A subject with several of them is counted once.",
            grading(contents),
            LEFT_OUT,
            "The CSV file also contains each term separately.",
        ),
        csv=with_sums(table, ["arm", "term"], _MEASURED.name, _REPORTED.name),
        sql=sql_texts(contents, "lvef_agreement", "lvef_reported"),
    )


def _make(context: Context, _options: Options) -> Made:
    if context.contents.table("lvef_decrease").empty:
        return (no_records(context, "adlb") or NOT_MEASURED,)
    return (
        _agreement(context.contents, context.arms)
        or Absent("No subject had a measured or reported decrease.", said=False),
    )


DISPLAY = Display(
    name="lvef_agreement",
    title="Measured versus reported grade",
    kind="table",
    reads=("lvef_agreement", "lvef_decrease", "adlb"),
    make=_make,
    opens=(EJECTION_FRACTIONS,),
)
