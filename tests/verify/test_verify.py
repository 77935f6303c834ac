"""The second computation agrees with the product, finds what is planted, and says what it did."""

from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

import model_study
import places
from command import run
from dirty_study import dirty_study
from effort import SEARCH
from pharmaverse import FOLDER, pharmaverse
from planted import PLANTED, plant
from pv import resources
from pv.api import Study
from pv.drawing.process import Drawing
from pv.render.html.page import render
from pv.verify import Verification
from pv.verify.compared import DIFFERENCES
from small_study import CONTROL, events, small_study, subjects

#: Errors that a study of six subjects shows.
SHORT = ("grade 5 not fatal", "exposure one day too short", "terms that nobody in an arm had left out")


def outcome(*differences: tuple[str, ...]) -> Verification:
    """Return what a second computation of two tables came to."""
    return Verification(
        pd.DataFrame({"table": ["incidence", "deaths"], "numbers": [1200, 34]}),
        pd.DataFrame(list(differences), columns=DIFFERENCES, dtype="str"),
        pd.DataFrame({"table": ["demographics"], "why": [Verification.NONE]}),
    )


DIFFERENCE = ("incidence", "arm=<b>Drug</b>", "subjects", "12", "13")


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """Return a small study: two on drug, one of them with two events and dead of the second; one in control."""
    adae = events(
        {"AETOXGR": "1", "ASTDT": "2020-01-12"},
        {"AESEQ": 2, "AETOXGR": "5", "AEDECOD": "Sepsis", "ASTDT": "2020-01-15", "AENDT": "2020-01-18"},
    )
    return small_study(tmp_path, subjects({}, {}, CONTROL), adae, "[treatment_emergent]\nwindow_days = 30\n")


def test_the_model_study_agrees_and_the_command_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pv.api.open_study", model_study.opened)
    result = run("verify", "destiny-breast04")
    assert result.exit_code == 0
    assert result.stdout.endswith("computed a second time: all agreed.\n")
    # Two arms, 22 categories of level any and two rows of deaths: three counts, a percentage and two limits of each.
    assert f"{2 * (22 + 2) * 6:12,d} numbers of overview" in result.stdout
    assert "demographics" in result.stdout.partition("Not computed a second time:")[2]


#: By the window, one of them by the treatment received, two with a cut-off; or many more.
@pytest.mark.parametrize("seed", range(30) if SEARCH else (4, 9, 12))
def test_random_dirty_studies_agree(seed: int, tmp_path: Path) -> None:
    with dirty_study(seed, tmp_path, most=8) as study:
        found = study.verify()
    assert found.agreed, found.differences.to_string()
    assert found.numbers["numbers"].sum() > 10_000


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the files of pharmaverse-sdtm are not beside the repository")
def test_subjects_of_pharmaverse_agree() -> None:
    with pharmaverse(2) as study:
        found = study.verify()
    assert found.agreed, found.differences.to_string()
    assert found.numbers.query("table == 'lab_worst_grade'")["numbers"].sum() > 1000


@pytest.mark.parametrize("error", [error for error in PLANTED if error.what in SHORT], ids=lambda error: error.what)
def test_a_planted_error_is_found(error, tmp_path: Path, study: Study, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    root = tmp_path / "root"
    root.mkdir()
    monkeypatch.setattr(resources, "ROOT", plant(error, root))
    # The tables are planned, and made of the planted SQL when they are read.
    assert not study.verify().agreed


def test_every_planted_error_is_another_and_named_in_the_documentation() -> None:
    told = Path(places.ROOT, "docs/verification.md").read_text(encoding="utf-8")
    assert len({(error.file, error.wrong) for error in PLANTED}) == len(PLANTED) >= 20
    assert [error.what for error in PLANTED if f"| {error.what} | `sql/{error.file}` |" not in told] == []
    for error in PLANTED:
        assert Path(places.ROOT, "sql", error.file).read_text(encoding="utf-8").count(error.text) == 1, error.what


def test_a_difference_is_listed_with_status_1(monkeypatch: pytest.MonkeyPatch) -> None:
    twelve = [(*DIFFERENCE[:3], str(number), "13") for number in range(7)]
    opened = SimpleNamespace(verify=lambda: outcome(*twelve), files=())
    monkeypatch.setattr("pv.cli.run.Run.opened", lambda *_: nullcontext(opened))
    result = run("verify", "destiny-breast04")
    assert result.exit_code == 1
    assert "incidence: 7 differences\n  arm=<b>Drug</b>: subjects = 0, computed a second time 13\n" in result.stdout
    assert "  and 2 more (--out FILE.csv lists all)\n" in result.stdout
    assert result.stdout.endswith("1,234 numbers of 2 tables computed a second time: 7 differ.\n")


def test_the_report_states_the_outcome_only_where_it_was_asked_for(study: Study) -> None:
    def page(verification: Verification | None) -> str:
        return render(study._contents(None, verification), Drawing(None, library=False), ())

    plain, agreed, differs = page(None), page(outcome()), page(outcome(DIFFERENCE))
    assert "recomputation" not in plain
    assert ".verification" not in plain
    assert "<strong>Independent recomputation: agreed.</strong> 1,234 numbers in 2 tables" in agreed
    assert "incidence (1,200 numbers), deaths (34 numbers)." in agreed
    assert "Not recomputed: demographics." in agreed
    first_screen = differs.partition("<main")[0]
    assert '<div class="verification disagreed" role="alert">' in first_screen
    assert "1 differs" in first_screen
    assert "<td>arm=&lt;b&gt;Drug&lt;/b&gt;</td><td>subjects</td><td>12</td><td>13</td>" in first_screen
    assert ".verification.disagreed > p:first-child { color: var(--reject)" in differs


def test_the_command_report_ends_with_the_outcome(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stated = []

    def report(_: object, **told: object) -> None:
        stated.append(told["verification"])

    for verification, status in ((outcome(), 0), (outcome(DIFFERENCE), 1)):
        counts = pd.DataFrame({"severity": ["note"], "findings": [1]})
        opened = SimpleNamespace(
            verify=lambda given=verification: given, report=report, files=(), table=lambda _, found=counts: found
        )
        monkeypatch.setattr("pv.cli.run.Run.study", lambda *_, given=opened, **__: nullcontext(given))
        monkeypatch.setattr("pv.cli.report.start_drawing", lambda: SimpleNamespace(close=lambda: None))
        result = run("report", "anything", "--verify", "-o", tmp_path / "safety.html")
        assert result.exit_code == status
        assert result.stdout.endswith(f"{verification!r}.\n")
        assert stated.pop() is verification
