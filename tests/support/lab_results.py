"""Laboratory results put straight into the tables that grading reads, and the grades that come out."""

from collections.abc import Sequence

import duckdb
import pandas as pd

from pv import resources
from pv.contract import read_contract
from pv.engine import to_arrow
from pv.study.setting.laboratory_settings import LaboratoryPart
from pv.study.table.laboratory_tables import laboratory_tables

RESULT = {
    "USUBJID": "U1",
    "arm": "Drug",
    "visit": "Week 2",
    "day": 15,
    "phase": "post-baseline",
    "derived": False,
    "flagged_baseline": False,
}


def graded(settings: LaboratoryPart, results: Sequence[dict[str, object]]) -> pd.DataFrame:
    """Return the table lab_grade of rows of lab_value, which say only what matters; records are numbered from 1."""
    contract = read_contract("lab_value")
    rows = [RESULT | {"source_row": place} | result for place, result in enumerate(results, start=1)]
    kinds = {name: str(column.dtype) for name, column in contract.schema.columns.items()}
    values = pd.DataFrame(rows, columns=list(kinds)).astype(
        {name: "str" if kind.startswith("str") else kind for name, kind in kinds.items()}
    )
    with duckdb.connect() as connection:
        for name, frame in {"lab_value": values, **laboratory_tables(settings, {"ALT"})}.items():
            connection.from_arrow(to_arrow(frame)).create(name)
        for stem in ("lab_standard", "lab_criterion_met", "lab_version_grade", "lab_grade"):
            connection.sql(resources.read(f"sql/derive/{stem}.sql")).create(stem)
        grades: pd.DataFrame = connection.sql("select * from lab_grade order by source_row, direction").df()
        return grades
