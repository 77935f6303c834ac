"""A report held against its manifest, and against one made again."""

from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from command import refused, run
from pv.audit import against_installed, against_study, first_difference, read_page
from pv.drawing.process import Drawing
from pv.render.html.page import render
from small_study import CONTROL, events, small_study, subjects


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, pd.DataFrame]:
    """Return a page without chapters of a small study, with a date, and the manifest of the study."""
    study = small_study(tmp_path_factory.mktemp("study"), subjects({}, CONTROL), events({}))
    text = render(study._contents("29 <Nov> 2026"), Drawing(None, library=False), ())
    return text, study.table("manifest")


@pytest.fixture
def file(made: tuple[str, pd.DataFrame], tmp_path: Path) -> Path:
    """Return the page as a file."""
    target = tmp_path / "safety.html"
    target.write_text(made[0], encoding="utf-8")
    return target


def entries(manifest: pd.DataFrame) -> dict[str, str]:
    """Return the manifest of a study as the page names it."""
    return {f"{row.kind}: {row.name}": str(row.value) for row in manifest.itertuples()}


def test_the_manifest_is_read_from_the_page(file: Path, made: tuple[str, pd.DataFrame]) -> None:
    page = read_page(file)
    assert page.manifest == entries(made[1])
    assert (page.run_date, page.verified) == ("29 <Nov> 2026", False)
    assert [*against_installed(page)] == [*against_study(page, entries(made[1]))] == []


def test_what_is_not_the_same_is_named(file: Path, made: tuple[str, pd.DataFrame]) -> None:
    digest = entries(made[1])["SQL: sql/measure/incidence.sql"]
    file.write_text(made[0].replace(digest, "0" * 64), encoding="utf-8")
    (changed,) = against_installed(read_page(file))
    assert (changed.name, changed.page, changed.now) == ("SQL: sql/measure/incidence.sql", "0" * 64, digest)
    now = entries(made[1]) | {"input: adae (csv, 9 rows)": "1" * 64, "SQL: sql/measure/incidence.sql": "0" * 64}
    (changed,) = against_study(read_page(file), now)
    assert (changed.name, changed.page) == ("input: adae (csv, 9 rows)", "not there")
    assert run("audit", file).exit_code == 1


@pytest.mark.parametrize(
    ("edited", "status", "said"), [(False, 0, "byte for byte"), (True, 1, "differs first in line 2")]
)
def test_the_report_is_made_again(
    file: Path, made: tuple[str, pd.DataFrame], monkeypatch: pytest.MonkeyPatch, *, edited: bool, status: int, said: str
) -> None:
    def report(target: Path, **told: Any) -> Path:  # noqa: ANN401  # what a report is made with
        assert told == {"run_date": "29 <Nov> 2026", "verification": None}
        target.write_text(made[0].replace('lang="en"', 'lang="xx"') if edited else made[0], encoding="utf-8")
        return target

    opened = SimpleNamespace(table=lambda _: made[1], report=report)
    monkeypatch.setattr("pv.cli.run.Run.opened", lambda *_, **__: nullcontext(opened))
    result = run("audit", file, "anything")
    assert result.exit_code == status
    assert said in result.stdout


def test_other_inputs_are_named_and_nothing_is_made_again(
    file: Path, made: tuple[str, pd.DataFrame], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = made[1].assign(value=made[1]["value"].where(made[1]["kind"] != "study file", "2" * 64))
    monkeypatch.setattr("pv.cli.run.Run.opened", lambda *_, **__: nullcontext(SimpleNamespace(table=lambda _: other)))
    result = run("audit", file, "anything")
    assert result.exit_code == 1
    assert "1 of the manifest's entries differ; the report was not made again." in result.stdout


def test_what_is_no_report_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.html"
    assert "cannot be read as a report" in refused("audit", other)
    other.write_text("<p>Good morning.</p>", encoding="utf-8")
    assert "has no manifest" in refused("audit", other)


def test_the_first_line_that_differs() -> None:
    assert first_difference("a\nb\n", "a\nb\n") is None
    assert first_difference("a\nb\nc\n", "a\nx\nc\n") == 2
    assert first_difference("a\nb\n", "a\nb\nc\n") == 3
