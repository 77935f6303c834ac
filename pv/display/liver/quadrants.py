"""Liver safety: where peak aminotransferase and peak bilirubin lie, and who may have drug-induced liver injury."""

from pv.display import footnote
from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Display, Made, Options
from pv.display.laboratory.notes import after_baseline
from pv.display.liver.liver_rule import NO_PEAKS, thresholds, window_rule
from pv.display.no_records import no_records
from pv.display.records.laboratory import HYS_LAW_IN_WINDOW, LIVER_TESTS
from pv.display.rows_by_arm import by_arm, count_cells, sql_texts
from pv.display.table import Cell, Row, Table
from pv.numbers import value as fmt


def _quadrants(contents: Contents, arms: Arms) -> Table:
    """Return how many subjects are in each quadrant, of those with both tests."""
    ordered = contents.table("hys_law").sort_values("quadrant_order", kind="stable")
    table = ordered.rename(columns={"subjects_with_data": "arm_subjects"})
    found = {str(quadrant): by_arm(chosen) for quadrant, chosen in table.groupby("quadrant", sort=False)}
    labels = dict(zip(table["quadrant"], table["label"], strict=True))
    meaning = _meanings(contents)
    first = next(iter(found.values()))
    measured = tuple(Cell(fmt.count(first[arm].arm_subjects) if arm in first else fmt.MISSING) for arm in arms.names)
    lines = [
        Row(
            f"{labels[quadrant]}{meaning.get(quadrant, '')}",
            count_cells(counts, arms, opens=True),
            "indent" if quadrant == HYS_LAW_IN_WINDOW else "",
            0,
            quadrant,
            "liver",
        )
        for quadrant, counts in found.items()
    ]
    method, level = str(table["method"].iloc[0]), float(table["confidence_level"].iloc[0])
    return Table(
        "liver-quadrants",
        "Peak aminotransferase and peak bilirubin",
        "Quadrant",
        arms.columns("n (%)"),
        ((Row("Subjects with both tests post-baseline (Ns)", measured),), tuple(lines)),
        notes=(
            f"{footnote.by_treatment(contents)}.",
            "Ns: subjects with post-baseline ALT or AST, and bilirubin; percentages are of these.",
            *_rule(contents),
            footnote.csv_intervals(contents, method, level),
        ),
        csv=ordered.drop(columns="quadrant_order"),
        sql=sql_texts(contents, "hys_law", "liver_peak", "liver_multiple"),
    )


def _meanings(contents: Contents) -> dict[str, str]:
    """Return what lies in each quadrant."""
    aminotransferase, bilirubin = thresholds(contents)
    return {
        "hys_law": f" ({aminotransferase} x ULN and {bilirubin} x ULN)",
        "cholestasis": f" ({bilirubin} x ULN alone)",
        "temples_corollary": f" ({aminotransferase} x ULN alone)",
    }


def _rule(contents: Contents) -> tuple[str, ...]:
    """Return the sentences on peaks, thresholds, window and their source."""
    return (
        "Peaks: highest post-baseline values as multiples of the ULN of the result, whenever each occurs.",
        after_baseline(contents),
        f"Thresholds: {' x ULN and '.join(thresholds(contents))} x ULN.",
        window_rule(contents),
        "A screening plot, not a diagnosis: Hy's law also requires that no cholestasis or other cause explains them.",
        "Source: FDA Standard Safety Tables and Figures: Integrated Guide v2.0, Figure 7.",
    )


def _make(context: Context, _options: Options) -> Made:
    if context.contents.table("hys_law").empty:
        return (no_records(context, "adlb") or NO_PEAKS,)
    return (_quadrants(context.contents, context.arms),)


DISPLAY = Display(
    name="liver_quadrants",
    title="Peak aminotransferase and peak bilirubin",
    kind="table",
    reads=("hys_law", "liver_rule", "adlb"),
    make=_make,
    opens=(LIVER_TESTS,),
)
