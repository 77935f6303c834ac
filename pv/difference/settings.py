"""What the study files of two cuts say otherwise, of what results read: settings, arms, categories of events."""

from collections.abc import Mapping, Sequence

import pandas as pd

from pv.difference.as_text import as_text, named, types_of
from pv.difference.cut import Cut
from pv.difference.expression import column

#: Of arms and categories, what a study file says and results read.
_LABELLED: Mapping[str, Sequence[str]] = {"arm": ("label", "role"), "category": ("label", "every_level")}
#: Table with several rows of an arm or a category -> what it is for it, and the column of that.
_OF_SEVERAL = {"arm_member": ("members of arm", "arm"), "category_condition": ("conditions of category", "category")}
#: What only numbers the conditions of a category.
_NUMBERS = frozenset({"alternative", "condition_no", "conditions"})
_THERE = "there"

#: Setting -> its value as text; None where it has none.
_Values = Mapping[str, str | None]


def changed_settings(old: Cut, new: Cut) -> pd.DataFrame:
    """Return the settings that differ: setting, old_value and new_value, as text."""
    before, after = _values(old), _values(new)
    changed = {name: (before.get(name), after.get(name)) for name in {**before, **after}}
    rows = [(name, *both) for name, both in changed.items() if both[0] != both[1]]
    # The last day that counts is said where it is not the cut-off that moved.
    told = [row for row in rows if row[0] != "counted_until" or row[1:] != changed["cutoff_date"]]
    return pd.DataFrame(told, columns=["setting", "old_value", "new_value"], dtype="str")


def _values(cut: Cut) -> _Values:
    found = dict(_texts(cut, "study")[0])
    for table, names in _LABELLED.items():
        for row in _texts(cut, table):
            found[f"{table} {row[table]!r}"] = _THERE
            found.update({f"{name} of {table} {row[table]!r}": row[name] for name in names})
    for table, (what, key) in _OF_SEVERAL.items():
        found.update({f"{what} {name!r}": text for name, text in _together(cut, table, key).items()})
    return found


def _texts(cut: Cut, table: str) -> list[_Values]:
    """Return the rows of a table as texts."""
    rows = cut.relation(table)
    types = types_of(rows)
    found = rows.select(*(as_text(name, kind, kind).alias(name) for name, kind in types.items())).fetchall()
    return [dict(zip(types, row, strict=True)) for row in found]


def _together(cut: Cut, table: str, key: str) -> Mapping[str, str]:
    """Return what the rows of each arm or category say, sorted, as one text."""
    rows = cut.relation(table)
    types = {name: kind for name, kind in types_of(rows).items() if name not in {key, *_NUMBERS}}
    text = named({name: as_text(name, kind, kind) for name, kind in types.items()})
    found: dict[str, list[str]] = {}
    for name, said in sorted(rows.select(column(key), text).fetchall()):
        found.setdefault(name, []).append(said)
    return {name: "; ".join(said) for name, said in found.items()}
