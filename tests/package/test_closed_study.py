"""A study that is closed says so, whatever is asked of it, and still says what it was."""

from collections.abc import Callable
from pathlib import Path

import pytest

import pv
import small_study
from small_study import CONTROL, events, subjects

ASKED: dict[str, Callable[[pv.Study, Path], object]] = {
    "table": lambda study, _: study.table("incidence"),
    "table of an input": lambda study, _: study.table("adsl"),
    "table by another method": lambda study, _: study.table("incidence", method="wilson"),
    "tables": lambda study, _: study.tables(),
    "sql": lambda study, _: study.sql("select 1"),
    "findings": lambda study, _: study.findings,
    "accounting": lambda study, _: study.accounting,
    "explain a subject": lambda study, _: study.explain("U1"),
    "explain an event": lambda study, _: study.explain("U1", 1),
    "chart": lambda study, _: study.chart("risk_difference"),
    "report": lambda study, folder: study.report(folder / "report.html"),
    "export": lambda study, folder: study.export(folder / "tables"),
    "build": lambda study, folder: study.build(folder / "study.duckdb", parquet=folder / "tables"),
    "reconcile": lambda study, _: study.reconcile("destiny-breast04"),
}


@pytest.fixture(scope="module", params=[False, True], ids=["nothing asked before", "all computed before"])
def closed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> pv.Study:
    study = small_study.small_study(tmp_path_factory.mktemp("study"), subjects({}, CONTROL), events({}))
    if request.param:
        assert len(study.findings) + len(study.sql("select * from incidence")) > 0
    study.close()
    return study


@pytest.mark.parametrize("asked", ASKED)
def test_what_needs_the_database_says_that_the_study_is_closed(closed: pv.Study, asked: str, tmp_path: Path) -> None:
    with pytest.raises(pv.InputError, match="the study is closed") as caught:
        ASKED[asked](closed, tmp_path)
    assert len(caught.value.problems) == 1
    assert list(tmp_path.iterdir()) == []


def test_what_needs_no_database_is_still_told(closed: pv.Study) -> None:
    assert repr(closed).startswith("<Study ")
    assert closed.settings.study.id in closed.report_file.name
    closed.close()
