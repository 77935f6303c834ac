"""The queries of a user's file, such as the FDA medical queries: a name, a preferred term, narrow or broad."""

import re
from collections.abc import Iterator

import pandas as pd

from pv.errors import InputError, Problem
from pv.load import Dataset
from pv.load.listing import first_problems
from pv.study.terminology.queries import Query, Term

#: What the name of a query may end with: it is added to every name that is shown.
_SOURCE = re.compile(r"(?<=\S)\s*\(FMQ\)$", re.IGNORECASE)

COLUMNS = ("FMQ", "PT", "CATEGORY")
RIGHT = "a query, a preferred term, and Narrow or Broad"


def medical_queries(dataset: Dataset, version: str) -> Iterator[Query]:
    """Yield the queries of a file with the columns fmq, pt and category (Narrow or Broad), narrow and broad.

    Args:
        dataset: the file as read.
        version: of the queries, as it is shown.

    Raises:
        InputError: a column or a value is missing, a category is neither narrow nor broad, the first ten records; or
            there is no record.
    """
    missing = [name for name in COLUMNS if name not in dataset.frame]
    if missing:
        right = "the columns are fmq, pt and category"
        problems = [Problem(f"there is no column {name.lower()}", dataset.source, right) for name in missing]
        raise InputError(problems)
    text = dataset.frame[list(COLUMNS)].astype("str").apply(lambda column: column.str.strip())
    rows = text.mask(text == "").dropna(how="all")
    rows = rows.assign(CATEGORY=rows["CATEGORY"].str.lower())
    wrong = rows[rows.isna().any(axis=1) | ~rows["CATEGORY"].isin(["narrow", "broad"])]
    problems = [
        Problem(", ".join(map(repr, values)), f"{dataset.source}, record {number}", RIGHT)
        for number, values in zip(wrong.index + 1, text.loc[wrong.index].fillna("").to_numpy().tolist(), strict=True)
    ]
    if rows.empty:
        problems.append(Problem("has no records", dataset.source, RIGHT))
    if problems:
        raise InputError(first_problems(problems, dataset.source))
    # One query whatever the case of its name, and whether that says what it is; called as it is first.
    names = rows["FMQ"].str.replace(_SOURCE, "", regex=True)
    for _, terms in rows.groupby(names.str.casefold(), sort=True):
        name = str(names[terms.index[0]])
        for scope, chosen in (("narrow", terms[terms["CATEGORY"] == "narrow"]), ("broad", terms)):
            yield Query("query", "FMQ", None, name, scope, version, _terms(chosen))


def _terms(rows: pd.DataFrame) -> tuple[Term, ...]:
    return tuple(Term("PT", term) for term in sorted(set(rows["PT"].str.upper())))
