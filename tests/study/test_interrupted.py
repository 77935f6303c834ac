"""A study that is interrupted, or asked by several threads, answers the next question as if nothing had been."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pandas as pd
import pytest

from pv import resources
from small_study import CONTROL, events, small_study, subjects

NAMES = ("incidence", "comparison", "overview", "subject", "deaths", "multiplicity", "lab_grade", "emergent")


@pytest.fixture(scope="module")
def comparison(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """Return the table of a study that nothing interrupted."""
    with small_study(tmp_path_factory.mktemp("whole"), subjects({}, CONTROL), events({})) as study:
        return study.table("comparison")


@pytest.mark.parametrize(
    ("after", "error"), [*((after, KeyboardInterrupt) for after in range(1, 40, 6)), (9, MemoryError)]
)
def test_who_is_interrupted_may_ask_again(
    after: int,
    error: type[BaseException],
    comparison: pd.DataFrame,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    study = small_study(tmp_path, subjects({}, CONTROL), events({}))
    read, left = resources.read, iter(range(after))

    def interrupted(path: str) -> str:
        if path.endswith(".sql") and next(left, None) is None:
            raise error
        return read(path)

    monkeypatch.setattr(resources, "read", interrupted)
    with suppress(error):
        study.table("comparison")
    monkeypatch.undo()
    pd.testing.assert_frame_equal(study.table("comparison"), comparison)


def test_a_table_that_was_half_made_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    study = small_study(tmp_path, subjects({}, CONTROL), events({}))
    engine = study._built.engine
    made = engine._tables

    class Interrupting(set[str]):
        def add(self, name: str) -> None:
            if name == "subject":
                raise KeyboardInterrupt
            super().add(name)

    monkeypatch.setattr(engine, "_tables", Interrupting(made))
    with pytest.raises(KeyboardInterrupt):
        study.table("subject")
    monkeypatch.undo()
    assert len(study.table("subject")) == 2


def test_threads_are_answered_in_turn(tmp_path: Path) -> None:
    rows = events({}, {"USUBJID": "C1", "AEDECOD": "Nausea"})
    expected = small_study(tmp_path, subjects({}, {}, CONTROL), rows)
    tables = {name: expected.table(name) for name in NAMES}
    with small_study(tmp_path, subjects({}, {}, CONTROL), rows) as study, ThreadPoolExecutor(4) as threads:
        for name, found in zip(NAMES * 3, threads.map(study.table, NAMES * 3), strict=True):
            pd.testing.assert_frame_equal(found, tables[name])
        counts = [*threads.map(study.sql, ["select count(*) as n from subject"] * 8)]
    assert {int(count["n"].item()) for count in counts} == {3}
