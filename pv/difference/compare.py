"""Compare two data cuts: their records, every result table, and which records moved the numbers."""

from contextlib import closing

import pandas as pd

from pv.difference.bench import Bench
from pv.difference.cut import Cut, require_study
from pv.difference.difference import SAID, Difference
from pv.difference.numbers import kinds_of
from pv.difference.opened import find_records
from pv.difference.records import compare_records
from pv.difference.results import columns_of_one_result, compare_results, results_of_both
from pv.difference.settings import changed_settings
from pv.difference.shown import lay_overview
from pv.engine import Limits, to_pandas

#: What a page of a comparison reads of the new cut.
BESIDE = ("accounting", "arm", "arm_member", "arm_pair", "arm_size", "dictionary", "finding_count", "study")


def compare(old: Cut, new: Cut, limits: Limits) -> Difference:
    """Return what differs between two data cuts.

    Args:
        old: the earlier one.
        new: the later one.
        limits: what the comparison may take.

    Raises:
        InputError: the tables of one of them are not those of a study.
    """
    for cut in (old, new):
        require_study(cut)
    with closing(Bench(limits)) as bench:
        alone = _compare_datasets(bench, old, new) + _compare_tables(bench, old, new)
        find_records(bench, old, new)
        lay_overview(bench, old, new)
        return Difference(
            old.name,
            new.name,
            datasets=bench.frame("changed_dataset"),
            records=bench.frame("changed_record"),
            fields=bench.frame("changed_field").rename(columns=SAID),
            tables=bench.frame("moved_table").rename(columns=SAID),
            cells=bench.frame("moved_cell").rename(columns={**SAID, "variable": "column"}),
            moved_by=bench.frame("moved_by"),
            alone=pd.DataFrame(alone, columns=["table", "column", "cut"]),
            settings=changed_settings(old, new).rename(columns=SAID),
            overview=bench.frame("changed_overview"),
            newly_counted=bench.frame("newly_counted"),
            counts=bench.frame("moved_count").rename(columns=SAID),
            beside={name: to_pandas(new.relation(name).to_arrow_table()) for name in BESIDE},
            population=new.population,
        )


def _compare_datasets(bench: Bench, old: Cut, new: Cut) -> list[tuple[str, str | None, str]]:
    """Compare the records of every dataset; return what one cut alone has."""
    both = [name for name in new.datasets() if name in old.tables]
    filled = [name for name in both if len(old.relation(name)) or len(new.relation(name))]
    compared = {name: compare_records(bench, old, new, name) for name in filled}
    told_by = [one.told_by for one in compared.values()]
    bench.lay_frame("compared_dataset", pd.DataFrame({"dataset": filled, "matched_by": told_by}))
    bench.derive("changed_record")
    bench.derive("changed_dataset")
    return [(name, *alone) for name, one in compared.items() for alone in one.alone]


def _compare_tables(bench: Bench, old: Cut, new: Cut) -> list[tuple[str, str | None, str]]:
    """Compare the cells of every result table; return what one cut alone has."""
    both, alone = results_of_both(old, new)
    for name in both:
        compare_results(bench, old, new, name)
    opens = [", ".join(kinds_of(name)) or None for name in both]
    bench.lay_frame("compared_table", pd.DataFrame({"table_name": both, "opens": pd.array(opens, dtype="str")}))
    bench.derive("moved_table")
    columns = [one for name in both for one in columns_of_one_result(old, new, name)]
    return [*((name, None, cut) for name, cut in alone), *columns]
