"""Threads and ranges of subjects decide nothing: every table and the page are the same bytes with one and several."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from test_row_order import TEXT, adam, sdtm

import model_study
import pilot
import pv
from effort import SEARCH
from pv.api import Study
from pv.engine import database
from pv.output import write_frames
from pv.study.table import subject_range
from small_study import ARMS, HEAD, report_text
from undrawn import undrawn

#: Small data have one thread however many there are: this gives each a share of any table, in the order of its luck.
SHARED = "pragma verify_parallelism"

BUILT_IN = {pilot.study: "cdisc-pilot", model_study.study: "destiny-breast04"}


@pytest.fixture
def with_threads(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Return what gives every study opened from now on its threads."""
    begin = database.Database.__init__

    def give(threads: int) -> None:
        def begun(self: database.Database, *given: Any, **named: Any) -> None:  # noqa: ANN401  # as the class has them
            begin(self, *given, **named)
            self.connection.execute("set threads = $threads", {"threads": threads})
            if threads > 1:  # and all of the planning that large data have
                self.connection.execute(SHARED)
                self.connection.execute("reset disabled_optimizers")

        monkeypatch.setattr(database.Database, "__init__", begun)

    return give


def told(study: Study, folder: Path, *, page: bool) -> dict[str, bytes]:
    """Return every table in its order, and the page, as bytes; the charts of the page, made of the tables, at length.

    Without the page those that the others are made of, alike for ADaM and SDTM.
    """
    with study:
        listed = study.tables()
        names = listed["table"] if page else listed.loc[listed["kind"] == "input", "table"]
        tables = {name: study.table(name) for name in names}
        drawn = report_text(study, folder) if page and SEARCH else undrawn(study._contents(None)) if page else ""
    return {"page": drawn.encode()} | {
        name: frame.to_json(orient="split", date_format="iso").encode() for name, frame in tables.items()
    }


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """Return the names of what is not the same bytes."""
    return [name for name in sorted({*one, *other}) if one.get(name) != other.get(name)]


# The page is made of the tables and of queries on them.
@pytest.mark.parametrize(("datasets", "page"), [(adam, True), (sdtm, False)])
def test_no_byte_of_page_and_tables_depends_on_threads_and_ranges(  # type: ignore[no-untyped-def]
    datasets,  # noqa: ANN001
    page,  # noqa: ANN001
    with_threads,  # noqa: ANN001
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "study.toml"
    file.write_text(HEAD + TEXT + ARMS, encoding="utf-8")

    def run(threads: int) -> dict[str, bytes]:
        with_threads(threads)
        folder = tmp_path / str(threads)
        folder.mkdir(exist_ok=True)
        return told(pv.open_study(file, datasets()), folder, page=page)

    alone, whole = run(1), subject_range.RECORDS_AT_A_TIME
    # Threads and ranges at once; at length each of them by itself too.
    for threads, at_a_time in [(8, 1), (8, whole), (2, whole), (1, 1)][: 4 if SEARCH else 1]:
        monkeypatch.setattr(subject_range, "RECORDS_AT_A_TIME", at_a_time)
        assert differing(alone, run(threads)) == []


def test_ten_records_are_ten_ranges(monkeypatch: pytest.MonkeyPatch) -> None:
    events = len(adam()["adae"])
    assert subject_range.ranges(events) == 1
    monkeypatch.setattr(subject_range, "RECORDS_AT_A_TIME", 1)
    assert subject_range.ranges(events) == events >= 10


# The larger one at length.
@pytest.mark.parametrize("opened", [pilot.study, model_study.study][: 2 if SEARCH else 1])
def test_no_number_of_the_built_in_studies_depends_on_the_threads(opened, with_threads) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    alone = opened()
    with_threads(8)
    with pv.open_study(BUILT_IN[opened]) as study:
        for name in study.tables()["table"]:
            pd.testing.assert_frame_equal(study.table(name), alone.table(name), check_exact=True, obj=name)


def test_the_pieces_of_a_table_do_not_show_in_its_file(tmp_path: Path) -> None:
    # Enough different texts to fill the dictionary of a column: where it is full depends on the pieces.
    texts = [f"subject number {place // 2}" for place in range(90_000)]
    parts = [pd.DataFrame({"USUBJID": texts[place : place + 700]}) for place in range(0, len(texts), 700)]
    pieces = pd.concat(parts, ignore_index=True)
    write_frames(tmp_path, {"whole": pd.DataFrame({"USUBJID": texts}), "pieces": pieces})
    assert (tmp_path / "whole.parquet").read_bytes() == (tmp_path / "pieces.parquet").read_bytes()
