"""What the shell offers for a word that is begun: studies, tables, displays. It reads folders alone, to be quick."""

import re
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


def tables(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """Return the tables that the word may become, the results first: a contract each."""
    folders = [resources.ROOT / "schemas" / kind for kind in ("result", "derived", "input", "setting")]
    names = [path.stem for folder in folders for path in sorted(folder.rglob("*.yaml"))]
    return [name for name in names if name.startswith(begun)]


def displays(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """Return the displays that the word may become: read in their files, for importing them takes a second."""
    files = sorted((Path(__file__).parent.parent / "display").glob("*/*.py"))
    names = [match[1] for file in files for match in _NAME.finditer(file.read_text(encoding="utf-8"))]
    return [name for name in names if name.startswith(begun)]


#: How a display says its name.
_NAME = re.compile(r'DISPLAY = Display\(\s+name="(\w+)"')
