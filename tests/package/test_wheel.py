"""The wheel runs the main job in an environment of its own, from another folder; so does a checkout."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

import places
import pv
from command import folder_of
from pv import resources
from small_study import CONTROL, events, subjects

CHECKOUT = places.ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel, built from this checkout by the build backend that is installed."""
    target = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(target), str(CHECKOUT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (built,) = target.glob("pv_safety-*.whl")
    return built


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the programs of a new environment with the wheel, and the packages it needs from here.

    A line of a .pth file adds a folder without reading the .pth files in it: the checkout, which is installed by one,
    is out of reach.
    """
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    where = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    )
    site = Path(where.stdout.strip())
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", str(wheel)]
    subprocess.run(command, capture_output=True, check=True)
    needed = sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
    (site / "needed.pth").write_text("\n".join(needed) + "\n", encoding="utf-8")
    return python.parent


def started(*command: str | Path, folder: Path) -> "subprocess.CompletedProcess[str]":
    """Return what a program did, started in a folder and told nothing of others."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV"))}
    return subprocess.run(command, cwd=folder, env=kept, capture_output=True, text=True, check=False)


def shipped(folder: str) -> set[str]:
    """Return the files of a folder of the checkout that a wheel carries, from the root of the checkout."""
    files = (path for path in (CHECKOUT / folder).rglob("*") if path.is_file())
    return {path.relative_to(CHECKOUT).as_posix() for path in files if "__pycache__" not in path.parts}


def test_the_wheel_carries_code_types_and_the_three_folders(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        licence = [name for name in names if name.endswith("licenses/LICENSE")]
    assert shipped("pv") <= names
    assert "pv/py.typed" in names
    for folder in ("schemas", "sql", "reports"):
        assert {f"pv/_data/{name}" for name in shipped(folder)} == {
            name for name in names if name.startswith(f"pv/_data/{folder}/")
        }
    assert len(licence) == 1
    # Nothing else: no tests, no output of a run.
    assert {name.split("/")[0] for name in names} == {"pv", next(iter(licence)).split("/")[0]}


def test_a_checkout_has_no_data_folder_of_its_own() -> None:
    # pv/_data would be read instead of the three folders beside pv/.
    assert not (CHECKOUT / "pv" / "_data").exists()
    assert resources.ROOT == CHECKOUT


def test_the_wheel_is_what_runs(environment: Path, tmp_path: Path) -> None:
    code = "import pv, pv.resources, pandas; print(pv.__file__); print(pv.resources.ROOT); print(pandas.__file__)"
    done = started(environment / "python", "-c", code, folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    package, data, pandas = map(Path, done.stdout.splitlines())
    assert package.is_relative_to(environment.parent)
    assert data == package.parent / "_data"
    assert not package.is_relative_to(CHECKOUT)
    assert pandas.is_relative_to(sysconfig.get_path("purelib"))


def test_the_wheel_does_the_main_job_as_the_checkout_does(environment: Path, tmp_path: Path) -> None:
    elsewhere, folder = tmp_path / "elsewhere", tmp_path / "study"
    for made in (elsewhere, folder):
        made.mkdir()
    folder_of(folder, subjects({}, CONTROL), events({}, {"AESER": "Y", "AETOXGR": "3"}, {"USUBJID": "X"}))
    done = started(environment / "pv-safety", "report", folder, "--timings", folder=elsewhere)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in elsewhere.iterdir()] == ["SMALL-safety.html"]
    with pv.open_study(folder) as study:
        study.report(tmp_path / "checkout.html")
        counts = study.findings["severity"].value_counts()
    assert (elsewhere / "SMALL-safety.html").read_bytes() == (tmp_path / "checkout.html").read_bytes()
    said = ", ".join(f"{counts.get(name, 0)} {name}" for name in ("reject", "warning", "note"))
    assert done.stdout == f"SMALL-safety.html written. Findings: {said}.\n"
    assert counts["reject"] == 1  # the event of a subject that is not in ADSL
    # Nothing but where the time went.
    lines = [line.split() for line in done.stderr.splitlines()]
    assert [line[0] for line in lines] == ["import", "read", "check", "compute", "draw", "write", "total"]
    seconds = [float(line[1]) for line in lines]
    # Each is rounded to a hundredth: the sum of six is off by at most seven halves of one.
    assert seconds[-1] == pytest.approx(sum(seconds[:-1]), abs=0.036)


def test_the_wheel_has_the_built_in_studies(environment: Path, tmp_path: Path) -> None:
    done = started(environment / "pv-safety", "explain", "cdisc-pilot", "01-701-1015", "3", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "DIARRHOEA" in done.stdout


def test_the_wheel_starts_a_study_from_its_template(environment: Path, tmp_path: Path) -> None:
    (tmp_path / "adsl.csv").write_text("USUBJID,TRT01A,SAFFL\nU1,Drug,Y\nU2,Placebo,Y\n", encoding="utf-8")
    done = started(environment / "pv-safety", "init", ".", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert 'name = "Drug"' in (tmp_path / "study.toml").read_text(encoding="utf-8")


def test_the_version_is_that_of_the_wheel(environment: Path, wheel: Path, tmp_path: Path) -> None:
    done = started(environment / "pv-safety", "--version", folder=tmp_path)
    assert done.stdout.strip().split()[-1] == wheel.name.split("-")[1]
