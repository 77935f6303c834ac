"""What is installed: true bounds, a record of the versions tested last, and commands of the README that are run."""

import importlib.util
import re
import tomllib
from types import ModuleType

import pytest

import places

ROOT = places.ROOT
DEPENDENCIES = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]

#: Whose releases broke a command, a number or a test, or whose interface we use beyond what they document.
BROKE_US = {"altair", "duckdb", "pandas", "pandera", "pydantic", "sqlglot", "vl-convert-python"}

pytestmark = pytest.mark.skipif(not (ROOT / ".ci").is_dir(), reason="the scripts are in a checkout only")


def script(name: str) -> ModuleType:
    """Return a script of the continuous integration as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / ".ci" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def numbers(version: str) -> tuple[int, ...]:
    """Return the numbers of a version: 1.9.0.post1 is 1, 9, 0."""
    return tuple(int(part) for part in re.findall(r"\d+", version.partition("post")[0]))


@pytest.mark.parametrize("text", DEPENDENCIES)
def test_a_dependency_is_bounded_and_the_version_tested_last_is_within(text: str) -> None:
    name, _, limits = re.split(r"(?=>=)()", text, maxsplit=1)
    name = name.partition("[")[0]
    lower, _, upper = limits.removeprefix(">=").partition(",<")
    assert bool(upper) is (name in BROKE_US), "bounded above are those that broke us"
    if upper:
        assert numbers(upper) == (numbers(lower)[0] + 1,), "the next major version"
    recorded = dict(line.split("==") for line in constraints())
    assert numbers(lower) <= numbers(recorded[name])
    assert not upper or numbers(recorded[name]) < numbers(upper)


def constraints() -> list[str]:
    """Return the lines of the constraints file but its comment."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def test_the_constraints_are_versions_and_nothing_else() -> None:
    assert [line for line in constraints() if not re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*", line)] == []
    names = [line.partition("==")[0] for line in constraints()]
    assert names == sorted(names)


def test_the_lowest_versions_are_those_of_the_project() -> None:
    lowest = script("constraints").lowest()
    assert len(lowest) == len(DEPENDENCIES)
    assert all(any(text.startswith(name) and f">={lowest[name]}" in text for text in DEPENDENCIES) for name in lowest)


def test_the_commands_of_the_readme_are_run_and_not_a_copy_of_them() -> None:
    first, second = script("readme").commands()
    assert first == "pip install . && pv-safety report destiny-breast04"
    steps = second.split(" && ")
    assert steps[0].startswith("pip install -e")
    assert steps[-1].startswith("python -m pytest")
    run = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "pip install" not in run
    assert "pytest" not in run
    assert run.count('eval "') == 3
