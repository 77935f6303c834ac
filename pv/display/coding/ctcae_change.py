"""What the next version of CTCAE does to the grades that were recorded and measured, and to grade 3 or more."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

import pandas as pd

from pv.display import footnote
from pv.display.arms import Arms
from pv.display.coding.meddra_change import ARROW, CHANGE
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options, left_out
from pv.display.rows_by_arm import ByArm, by_arm, count_cells, sql_texts
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt
from pv.numbers.value import Value

#: Where a grade comes from and what happens to it, and its heading.
CHANGES = MappingProxyType(
    {
        ("recorded", "any"): "",
        ("recorded", "other grade"): "Recorded grades that change",
        ("recorded", "not decidable"): "Recorded grades whose text does not determine the new grade",
        ("recorded", "other term"): "Recorded grades that stay the same under another term",
        ("laboratory", "any"): "",
        ("laboratory", "other grade"): "Post-baseline results with another grade",
        ("laboratory", "not decidable"): "Post-baseline results that lack information the next version needs",
    }
)
_KEY = ["term", "analyte", "direction", "grade", "next_term", "lowest_grade", "highest_grade"]
_ANY = MappingProxyType({"recorded": "Any recorded grade", "laboratory": "Any post-baseline result"})
_UNCHANGED = "Changes of grades: CTCAE {version} leaves every grade unchanged."
_NO_MAPPING = (
    "Recorded grades are not translated from CTCAE {now} into {then}: NCI provides a mapping of terms and grades only "
    "from 5.0 to 6.0."
)
_NOT_STATED = "Recorded grades are not translated into CTCAE {then}: [dictionary] ctcae states no known version."
_TRANSLATED = (
    "A recorded grade is what its text says. The same text is the same grade; where the text gives limits of a value, "
    "it is each grade that a value within them can have; where neither decides, it lies between the nearest grades "
    "below and above whose texts do. Of adults the alternatives for children do not count."
)


def ctcae_change_table(contents: Contents, arms: Arms) -> Table | None:
    """Return the grades that the next version gives otherwise; None where it changes none."""
    table = contents.table("ctcae_change")
    if table.empty or not (table["change"] != "any").any():
        return None
    version = next_ctcae(contents)
    groups = (
        tuple(_group(table[(table["source"] == source) & (table["change"] == change)], source, heading, arms))
        for (source, change), heading in CHANGES.items()
    )
    plain = tuple(Column(arm.label) for arm in arms.every)
    width = len(plain)
    return Table(
        "ctcae-change",
        f"Grades that differ in CTCAE {version}",
        f"Current term and grade{ARROW}in CTCAE {version}",
        (
            *arms.columns(),
            *plain,
            *plain,
            Column("now", numeric=False),
            Column(f"in CTCAE {version}", numeric=False),
        ),
        tuple(group for group in groups if group),
        arms.spans(
            "Subjects with a grade that changes, n (%)",
            ("Events or results that change", width),
            (f"Subjects with the term at grade 3 or higher, now{ARROW}then", width),
            ("Text of the grade", 2),
        ),
        (
            _TRANSLATED,
            "a to b: the smallest and largest possible number of subjects if the grade cannot be determined.",
            "Results are graded again from their values by the criteria of the other version.",
            *_untranslated(contents),
            footnote.population(contents),
            footnote.emergent(contents),
            footnote.COUNTING,
        ),
        table,
        sql_texts(contents, "ctcae_change", "grade_text", "lab_version_grade"),
        searchable=True,
    )


def ctcae_left_out(contents: Contents) -> tuple[str, ...]:
    """Return the sentences on what a next version of CTCAE does not change, and on what is not translated."""
    version = next_ctcae(contents)
    if not version:
        return ()
    table = contents.table("ctcae_change")
    sentences = []
    if len(table) and not (table["change"] != "any").any():
        sentences.append(_UNCHANGED.format(version=version))
    stated = contents.table("ctcae_version")["version"].iloc[0]
    if contents.table("ctcae_translation").empty and len(contents.table("ctcae_term")):
        sentences.append(_NO_MAPPING.format(now=stated, then=version))
    elif pd.isna(stated) and _graded_events(contents):
        sentences.append(_NOT_STATED.format(then=version))
    return tuple(sentences)


def next_ctcae(contents: Contents) -> str:
    """Return the version of CTCAE to compare with; '' where the study names none."""
    table = contents.table("ctcae_version")
    version = table["next_version"].iloc[0] if len(table) else None
    return "" if version is None or pd.isna(version) else str(version)


def _graded_events(contents: Contents) -> bool:
    collected = contents.table("collected")
    return bool((collected.loc[collected["variable"] == "AETOXGR", "filled"] > 0).any())


def _untranslated(contents: Contents) -> tuple[str, ...]:
    """Return the sentence on the grades that stay as they are because no term of CTCAE is known."""
    if contents.table("ctcae_translation").empty:
        return ()
    return ("An event without a known CTCAE term, or with a grade not defined for the term, remains as recorded.",)


def _group(table: pd.DataFrame, source: str, heading: str, arms: Arms) -> Iterator[Row]:
    """Yield the heading of a kind of change and its grades; nothing where there is none."""
    if len(table) and heading:
        yield Row(heading, kind="head")
    for _, chosen in table.groupby(_KEY, dropna=False, sort=False):
        found, first = by_arm(chosen), chosen.iloc[0]
        cells = (
            *count_cells(found, arms),
            *(Cell(fmt.count(found[name].records)) for name in arms.names),
            *_grave(found, arms),
            Cell(_value(first["text"])),
            Cell(_value(first["next_text"])),
        )
        yield Row(_label(first, source), cells, "indent" if heading else "lead")


def _grave(found: ByArm, arms: Arms) -> tuple[Cell, ...]:
    """Return 'now → then' of grade 3 or more for each arm; then 'a to b' where it is not decidable."""
    rows = (found[arm] for arm in arms.names)
    return tuple(
        Cell(
            fmt.together(
                CHANGE,
                fmt.count(row.grade3plus_subjects),
                fmt.counts_between(row.grade3plus_lowest, row.grade3plus_highest),
            )
        )
        for row in rows
    )


def _label(row: Any, source: str) -> str:  # noqa: ANN401  # a row of the table
    """Return the term with its grade, and what they become."""
    if row["change"] == "any":
        return _ANY[source]
    lowest, highest = (_grade(row[name]) for name in ("lowest_grade", "highest_grade"))
    then = lowest if lowest == highest else f"{lowest} to {highest}"
    renamed = "" if pd.isna(row["next_term"]) or row["next_term"] == row["term"] else f"{row['next_term']}, "
    return f"{row['term']}, {_grade(row['grade'])}{ARROW}{renamed}{then}"


def _grade(value: Any) -> str:  # noqa: ANN401  # a whole number, or missing
    if pd.isna(value):
        return "not graded"
    return f"grade {value}" if value else "no grade"


def _value(value: Any) -> Value:  # noqa: ANN401  # a text, or missing
    return fmt.MISSING if pd.isna(value) else fmt.label(str(value))


def _make(context: Context, _options: Options) -> Made:
    if not next_ctcae(context.contents):
        return (Absent("The study file names no next CTCAE version.", said=False),)
    table = ctcae_change_table(context.contents, context.arms)
    sentences = tuple(left_out(sentence) for sentence in ctcae_left_out(context.contents))
    return (*((table,) if table else ()), *sentences)


DISPLAY = Display(
    name="ctcae_change",
    title="What the next version of CTCAE changes",
    kind="table",
    reads=("ctcae_change", "ctcae_version", "ctcae_translation", "collected", "ctcae_term"),
    make=_make,
)
