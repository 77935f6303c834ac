"""The page of validation: each requirement with the tests that show it, from the SQL files and the tests."""

from collections.abc import Iterator
from pathlib import Path

import said_by_tests
from said_by_tests import ROOT

#: Folder of sql/ -> title of its requirements.
FOLDERS = {
    "measure": "What is counted and estimated",
    "derive": "What it is counted from",
    "check/reject": "Records that are set aside",
    "check/review": "Findings about records that are used",
    "check/sdtm": "Findings about SDTM domains",
    "sdtm": "Analysis datasets of SDTM domains",
}


def requirements(folder: str) -> dict[str, str]:
    """Return what each SQL file of a folder is required to give, the line `What` of its header; by its name."""
    files = sorted((ROOT / "sql" / folder).rglob("*.sql"))
    return {file.stem: _what(file) for file in files}


def page() -> str:
    """Return the requirements with their tests, then every test file with what it shows, as Markdown."""
    lines = [
        "# Validation",
        "",
        "Every rule is one SQL file, whose first line is the requirement. Beside it stand the test files that name it.",
        "Below, every test file says what it is held against, and what its tests show: their names are the sentences.",
        "The figures printed in the publication of DESTINY-Breast04 are compared one by one by `pv-safety reconcile`;",
        "`tests/reconstruct/` counts them again in pandas.",
        "",
    ]
    for folder, title in FOLDERS.items():
        lines += [f"## {title}", "", "| rule | requirement | tests |", "|---|---|---|"]
        lines += [f"| `{name}` | {_cell(what)} | {_names(name)} |" for name, what in requirements(folder).items()]
        lines += [""]
    return "\n".join([*lines, "## What the tests show", "", *_shown()])


def _shown() -> list[str]:
    lines = []
    for module in said_by_tests.modules():
        if module.tests:
            lines += [f"### {module.path.removeprefix('tests/')}", "", _cell(module.says), ""]
            lines += [*(f"- {_cell(test)}" for test in dict.fromkeys(module.tests)), ""]
    return lines


def _names(name: str) -> str:
    found = said_by_tests.naming(name)
    # A test file of its own says it all; what else names the rule reads it on the way to something else.
    own = [module for module in found if f"{name}.sql" in module.says or Path(module.path).stem == f"test_{name}"]
    named = ", ".join(f"`{module.path.removeprefix('tests/')}`" for module in own or found)
    return named or "by the tables that are made from it"


def _what(file: Path) -> str:
    """Return the header's first sentence, which may go on over several comment lines."""
    lines = file.read_text(encoding="utf-8").splitlines()
    comment = " ".join(line.removeprefix("--").strip() for line in lines[: next(_code_starts(lines))])
    what = comment.partition("What:")[2].partition("Grain:")[0].strip()
    return what[:1].upper() + what[1:]


def _code_starts(lines: list[str]) -> Iterator[int]:
    return (place for place, line in enumerate(lines) if not line.startswith("--"))


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")
