"""The notebooks run from their first cell to the last, and what each cell shows can be shown; none keeps an output."""

import ast
import json
from pathlib import Path
from typing import Any

import pytest

import pilot
import places
import pv
from command import drawn_here

FOLDER = places.ROOT / "examples"

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the notebooks are in a checkout only")


def cells(name: str) -> list[dict[str, Any]]:
    """Return the code cells of a notebook."""
    notebook = json.loads((FOLDER / f"{name}.ipynb").read_text(encoding="utf-8"))
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def run(name: str) -> list[object]:
    """Return what each cell of a notebook shows, the value of its last line."""
    shown, names = [], {"__name__": "__main__"}
    for cell in cells(name):
        tree = ast.parse("".join(cell["source"]))
        last = tree.body[-1]
        if isinstance(last, ast.Expr):
            tree.body.pop()
        exec(compile(tree, name, "exec"), names)  # noqa: S102  # the notebook's own code
        if isinstance(last, ast.Expr):
            shown.append(eval(compile(ast.Expression(last.value), name, "eval"), names))  # noqa: S307  # the same
    return shown


def test_a_notebook_keeps_no_output() -> None:
    for path in FOLDER.glob("*.ipynb"):
        for cell in cells(path.stem):
            assert (cell["outputs"], cell["execution_count"]) == ([], None)


def test_the_pilot_from_adam_to_a_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    # Opened as the notebook says, but once for all tests.
    monkeypatch.setattr(pv, "open_study", {"cdisc-pilot": pilot.study()}.__getitem__)
    drawn_here(monkeypatch)
    study, accounting, _, any_event, chart, onset, explanation, page = run("cdisc_pilot")
    assert "CDISCPILOT01" in study._repr_html_()  # type: ignore[attr-defined]
    assert accounting.set_index("dataset").loc["adae", "rows_used"] == len(pilot.adae())  # type: ignore[attr-defined]
    emergent = pilot.emergent()
    expected = emergent.groupby("ARM")["USUBJID"].nunique()
    assert any_event.set_index("arm")["subjects"].to_dict() == expected.to_dict()  # type: ignore[attr-defined]
    itching = emergent[emergent["AEDECOD"].isin(["PRURITUS", "APPLICATION SITE PRURITUS"])]
    assert onset.set_index("arm")["subjects"].to_dict() == itching.groupby("ARM")["USUBJID"].nunique().to_dict()  # type: ignore[attr-defined]
    assert chart.to_dict()["$schema"]  # type: ignore[attr-defined]
    assert "DIARRHOEA" in explanation._repr_html_()  # type: ignore[attr-defined]
    assert page == Path("CDISCPILOT01-safety.html")
    assert (tmp_path / "CDISCPILOT01-safety.html").is_file()


def test_the_published_figures_of_the_model_study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    _, verdicts, contradicted, headline, chart = run("destiny_breast04")
    # 190 printed numbers of safety, 189 of efficacy, 246 at risk, 280 of baseline, agents and flow, of which two
    # contradict themselves.
    assert (verdicts.sum(), len(contradicted)) == (190 + 189 + 246 + 280, 2)  # type: ignore[attr-defined,arg-type]
    rates = headline.set_index("arm")["eair_total"].round(2).to_dict()  # type: ignore[attr-defined]
    assert rates == {"T-DXd": 1.30, "TPC": 2.66}  # as the publication prints them
    assert chart.to_dict()["$schema"]  # type: ignore[attr-defined]
