"""Which records moved the numbers that moved: by what each number opens in either cut."""

from dataclasses import dataclass

import duckdb
import pandas as pd
import pyarrow as pa

from pv.difference.as_text import named
from pv.difference.bench import Bench
from pv.difference.cut import Cut
from pv.difference.expression import column, constant, function, is_value
from pv.difference.numbers import KINDS, Kind
from pv.difference.records import rows_of

#: Numbers whose records are asked for whether or not they moved: one who enters and one who leaves let it be.
ALWAYS = (
    ("deaths", "category=death"),
    ("events", "category=fatal, level=any, soc=any, term=any"),
    ("events", "category=serious, level=any, soc=any, term=any"),
)
SUBJECT = "pv_safety_subject"


def find_records(bench: Bench, old: Cut, new: Cut) -> None:
    """Make the tables `moved_by`, the records that moved numbers, and `counted_once`, the deaths and grave events."""
    bench.lay_frame("always_number", pd.DataFrame(ALWAYS, columns=["opens", "number"]))
    for side, cut in (("old", old), ("new", new)):
        bench.lay(f"{side}_arm_member", cut.relation("arm_member").select(column("arm"), column("member")))
    bench.derive("asked_number")
    for name, kind in KINDS.items():
        if not len(bench.rows("asked_number").filter(is_value("opens", name))):
            continue
        opened = {"old": _opened(old, name, kind), "new": _opened(new, name, kind)}
        for side, of_cut in opened.items():
            bench.lay(f"{side}_profile", of_cut.profiles())
        bench.derive("asked_record")
        for side, of_cut in opened.items():
            bench.lay(f"{side}_opened", of_cut.of(rows_of(bench.rows("asked_record"), side)))
        bench.derive("moved_by", add=True)
        bench.derive("counted_once", add=True)


@dataclass(frozen=True, eq=False)
class _Opened:
    """The records that the numbers of one kind open in one cut.

    Attributes:
        cut: the data cut.
        name: of the kind.
        dataset: of the records.
        rows: arm, row of the record and the parameters `$name` of each number that it is opened by.
    """

    cut: Cut
    name: str
    dataset: str
    rows: duckdb.DuckDBPyRelation

    @property
    def parameters(self) -> list[str]:
        """The columns that tell one number from another, but for the arm."""
        return sorted(name for name in self.rows.columns if name.startswith("$"))

    def profiles(self) -> duckdb.DuckDBPyRelation:
        """Return for each record what its numbers come to: where that agrees between the cuts, so do the numbers."""
        number = function("hash", column("arm"), *map(column, self.parameters)).cast("HUGEINT")
        each = self.rows.select(column("row_id"), number.alias("number")).distinct()
        whole = each.aggregate([column("row_id"), function("sum", column("number")).alias("numbers")])
        numbers = column("numbers").cast("VARCHAR").alias("numbers")
        return whole.select(constant(self.dataset).alias("dataset"), column("row_id"), numbers)

    def of(self, asked: pa.Table) -> duckdb.DuckDBPyRelation:
        """Return the numbers of some records, told by their rows."""
        wanted = self.cut.connection.from_arrow(asked)
        texts = {name.removeprefix("$"): column(name).cast("VARCHAR") for name in self.parameters}
        return self.rows.join(wanted, column("row_id") == column("asked_row"), how="semi").select(
            constant(self.name).alias("opens"),
            named(texts).alias("number"),
            column("arm"),
            constant(self.dataset).alias("dataset"),
            column("row_id"),
        )


def _opened(cut: Cut, name: str, kind: Kind) -> _Opened:
    """Return the records that the numbers of a kind open in a cut."""
    rows = cut.opened(kind.query)
    wanted = [column("arm"), column("row_id"), *(column(one) for one in rows.columns if one.startswith("$"))]
    if kind.record == "source_row":
        told = rows.select(duckdb.StarExpression(), column("source_row").alias("row_id"))
    else:
        subject, row = column("USUBJID").alias(SUBJECT), column("source_row").alias("row_id")
        told = rows.join(cut.relation(kind.dataset).select(subject, row), column("USUBJID") == column(SUBJECT))
    return _Opened(cut, name, kind.dataset, told.select(*wanted))
