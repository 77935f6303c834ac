"""Print version constraints, one package a line.

Without an argument: everything that pv-safety and its extras need, as it is installed here. With `lowest`: the lowest
versions that pyproject.toml allows of what it names.
"""

import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"
EXTRAS = ("test", "docs")
_REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+)\s*(?:\[([^]]*)\])?([^;]*)(?:;(.*))?")
_EXTRA = re.compile(r"extra\s*==\s*['\"]([^'\"]+)['\"]")
_HEADER = "# What the tests passed with last, to the digit: pip install --constraint constraints.txt '.[test,docs]'"


def lowest() -> dict[str, str]:
    """Return the lower bound of each run-time dependency."""
    bounds = {}
    for text in tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["dependencies"]:
        name, _, limits, _ = _parts(text)
        bounds[name] = next(limit.strip()[2:] for limit in limits.split(",") if limit.strip().startswith(">="))
    return bounds


def installed() -> dict[str, str]:
    """Return the version installed of each package that pv-safety and its extras need, and of what these need."""
    found: dict[str, str] = {}
    waiting = [("pv-safety", frozenset(EXTRAS))]
    seen = set()
    while waiting:
        name, extras = waiting.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue  # for another system or another Python
        for text in requires(name) or []:
            needed, its_extras, _, marker = _parts(text)
            asked = _EXTRA.search(marker)
            if asked is None or asked[1] in extras:
                waiting.append((needed, frozenset(its_extras)))
    del found["pv-safety"]
    return dict(sorted(found.items()))


def _parts(text: str) -> tuple[str, list[str], str, str]:
    """Return name, extras, limits and marker of a requirement."""
    match = _REQUIREMENT.match(text)
    if match is None:
        raise ValueError(text)
    name, extras, limits, marker = (part or "" for part in match.groups())
    its = [extra.strip() for extra in extras.split(",") if extra.strip()]
    return re.sub(r"[-_.]+", "-", name).lower(), its, limits.strip(" ()"), marker


if __name__ == "__main__":
    only_lowest = sys.argv[1:] == ["lowest"]
    rows = lowest() if only_lowest else installed()
    print("# The lowest versions allowed." if only_lowest else _HEADER)
    print("\n".join(f"{name}=={number}" for name, number in rows.items()))
