"""What tables a study has and what SQL makes them."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from pv import contract
from pv.engine import Engine, in_order, needed_rows

SDTM_FOLDERS = ("sql/sdtm", "sql/check/sdtm")
SQL_FOLDERS = ("sql/check/reject", "sql/derive", "sql/check/review", "sql/check/finding", "sql/measure")
#: Tables without whose rows a study has no endpoint, no response and no flow.
OF_ENDPOINTS = (
    *("analysis_set", "endpoint", "endpoint_record", "flow"),
    *("response", "response_item", "subject_response"),
)
KINDS = ("result", "derived", "input")

#: What the results were made from; written with them.
MANIFEST = "manifest"

#: Published figures beside computed ones; empty where the study names none.
RECONCILIATION = "reconciliation"


def sql_files(*, sdtm: bool = False, endpoints: bool = False) -> list[str]:
    """Return the paths of all SQL files that a study runs, in the order in which they run.

    Args:
        sdtm: whether the analysis datasets are made of SDTM domains.
        endpoints: whether the study has endpoints, responses or a flow: else no file of these can give a row.
    """
    folders = (*SDTM_FOLDERS, *SQL_FOLDERS) if sdtm else SQL_FOLDERS
    every = (path for folder in folders for path in in_order(folder))
    return [path for path in every if endpoints or needed_rows(path) not in OF_ENDPOINTS]


@cache
def measures() -> tuple[str, ...]:
    """Return the names of the result tables, each after those it reads."""
    return tuple(Path(path).stem for path in in_order("sql/measure"))


def catalogue(engine: Engine, derived: Sequence[str]) -> dict[str, str]:
    """Return each table of a study with its kind: the results, then the derived, then the inputs; by name.

    The results are named whether they are computed already or not.
    """
    kinds = dict.fromkeys([*measures(), RECONCILIATION], "result") | dict.fromkeys(derived, "derived")
    names = sorted({*engine.tables(), *kinds, MANIFEST})
    return {name: kind for kind in KINDS for name in names if kinds.get(name, "input") == kind}


def description(name: str) -> tuple[str, dict[str, str]]:
    """Return what a table is, and what each of its columns is."""
    if name.endswith("_set_aside"):
        text, columns = contract.describe(name.removesuffix("_set_aside"))
        return f"Records set aside. {text}", columns
    return contract.describe(name)
