"""What the shell offers for a word that is begun: studies, tables, displays. It imports none of these, to be quick."""

import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click

from pv import resources


def studies(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """Return the built-in studies, the TOML files and the folders that the word may become."""
    built_in = sorted(path.parent.name for path in (resources.ROOT / "reports").glob("*/study.toml"))
    folder = Path(begun) if begun.endswith("/") else Path(begun).parent
    try:
        there = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
        paths = [
            f"{path}/" if path.is_dir() else str(path) for path in there if path.is_dir() or path.suffix == ".toml"
        ]
    except OSError:
        paths = []
    return [name for name in (*built_in, *paths) if name.startswith(begun)]


def cuts(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """Return the same, and the DuckDB files that the word may become."""
    folder = Path(begun) if begun.endswith("/") else Path(begun).parent
    try:
        files = sorted(str(path) for path in folder.iterdir() if path.suffix == ".duckdb")
    except OSError:
        files = []
    return [*studies(context, parameter, begun), *(name for name in files if name.startswith(begun))]


def tables(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """Return the tables that the word may become, the results first: a contract each."""
    folders = [resources.ROOT / "schemas" / kind for kind in ("result", "derived", "input", "setting")]
    names = [path.stem for folder in folders for path in sorted(folder.rglob("*.yaml"))]
    return [name for name in names if name.startswith(begun)]


def displays(context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """Return the displays that the word may become, those first to which the study file gives a title, by this.

    They are read in their files, for importing them takes a second.
    """
    files = sorted((Path(__file__).parent.parent / "display").glob("*/*.py"))
    names = [match[1] for file in files for match in _NAME.finditer(file.read_text(encoding="utf-8"))]
    titles = dict.fromkeys(_titles(str(context.params.get("study"))))
    return [
        *(_typed(title) for title in titles if title.startswith(begun)),
        *(name for name in names if name.startswith(begun)),
    ]


def _titles(study: str) -> Iterator[str]:
    """Yield the titles that a study file gives displays; none where it cannot be read."""
    file = resources.ROOT / "reports" / study if "/" not in study and not Path(study).exists() else Path(study)
    try:
        said = tomllib.loads((file / "study.toml" if file.is_dir() else file).read_text(encoding="utf-8"))
        for chapter in said["report"]["chapter"]:
            for one in chapter.get("displays", ()):
                if isinstance(one, dict) and isinstance(one.get("title"), str):
                    yield one["title"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        # What is wrong in the file, the command itself says.
        return


def _typed(title: str) -> str:
    """Return a title as one word of the shell: bash alone has to be told, by way of `read`, which unescapes once."""
    in_bash = os.environ.get("_PV_SAFETY_COMPLETE", "").startswith("bash")
    return re.sub(r"([^\w.-])", r"\\\\\1", title) if in_bash else title


#: How a display says its name.
_NAME = re.compile(r'DISPLAY = Display\(\s+name="(\w+)"')
