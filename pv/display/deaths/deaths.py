"""Deaths by time and recorded cause (FDA guide, Table 8)."""

from pv.display import footnote
from pv.display.arms import Arms
from pv.display.compared_items import with_comparisons
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Display, Made, Options, left_out
from pv.display.records.deaths import DEATHS
from pv.display.rows_by_arm import by_arm, count_cells, difference_cell, sql_texts
from pv.display.table import Column, Row, Table

_SOURCES = (
    "Deaths by any source: subject-level record, death details, disposition, date of death or fatal outcome of an "
    "adverse event, regardless of relationship."
)


def deaths_table(contents: Contents, arms: Arms) -> Table | None:
    """Return deaths by time and recorded cause; None without data."""
    table = contents.table("deaths")
    if table.empty:
        return None
    ordered = table.sort_values("item_order", kind="stable")
    comparison = contents.table("death_comparison")
    lines = []
    for item, label in ordered[["item", "label"]].drop_duplicates("item").itertuples(index=False):
        cells = count_cells(by_arm(ordered[ordered["item"] == item]), arms, opens=True)
        if len(comparison):
            compared = by_arm(comparison[comparison["item"] == item])
            cells += tuple(difference_cell(compared.get(arm.name)) for arm in arms.compared)
        lines.append((Row(label, cells, "" if item == "death" else "indent", 0, item, "deaths"),))
    comparator = arms.comparator.label if arms.comparator else ""
    compared_arms = arms.compared if len(comparison) else ()
    difference = footnote.risk_difference(contents, arms) if compared_arms else ""
    days = footnote.study_row(contents).get("window_days")
    window = "" if days is None else f" The on-treatment period ends {int(days)} days after last dose."
    return Table(
        "deaths",
        "Deaths",
        "Deaths",
        (*arms.columns("n (%)"), *(Column("RD (CI)", f"{arm.label} vs {comparator}") for arm in compared_arms)),
        tuple(lines),
        notes=(
            footnote.population(contents),
            f"{_SOURCES}{window}",
            "Undated deaths count as on-treatment if a fatal TEAE is not known to end after the on-treatment period.",
            *([difference] if difference else []),
        ),
        csv=with_comparisons(contents, table),
        sql=sql_texts(contents, "deaths", "death_comparison", "death_item", "death", "death_evidence"),
    )


def _make(context: Context, _options: Options) -> Made:
    missing = "neither the death of the subject nor the outcome of the event is recorded."
    return (deaths_table(context.contents, context.arms) or left_out("deaths", missing),)


DISPLAY = Display(
    name="deaths",
    title="Deaths",
    kind="table",
    standard="FDA Table 8",
    reads=("deaths", "death_comparison"),
    make=_make,
    opens=(DEATHS,),
)
