"""The pages of tables and columns, from the contracts in schemas/."""

from pathlib import Path
from typing import Any

from pv.contract.schema import content

ROOT = Path(__file__).resolve().parents[2]

#: Folder of schemas/ -> title of its page and what stands under it.
ROOMS = {
    "result": (
        "Result tables",
        "What the report shows: counts, rates, intervals. One file of `sql/measure/` makes each.",
    ),
    "derived": ("Derived tables", "What the results are counted from; the accounts and the findings."),
    "input": ("Input tables", "What is read, ADaM or made of SDTM. What is not required may be absent."),
    "difference": (
        "Tables of a comparison",
        "What differs between two data cuts, where a report or a page is made with an earlier one.",
    ),
    "setting": ("Setting tables", "What the study file and the dictionaries say, as rows that SQL joins."),
}


def contracts(room: str) -> list[dict[str, Any]]:
    """Return the contracts of a room by name; a column that several contracts share is where it is used."""
    files = sorted((ROOT / "schemas" / room).rglob("*.yaml"))
    return [content(file.stem) | {"name": file.stem} for file in files]


def page(room: str) -> str:
    """Return the page of a room as Markdown: every table, its grain, and every column."""
    title, about = ROOMS[room]
    return "\n".join([f"# {title}", "", about, "", *(line for table in contracts(room) for line in _table(table))])


def _table(table: dict[str, Any]) -> list[str]:
    unique = table.get("unique") or []
    grain = f"One row for each {', '.join(f'`{name}`' for name in unique)}." if unique else ""
    rows = [
        f"| `{name}` | {_cell(column.get('title'))} | {_type(column)} | {_cell(column.get('description'))} |"
        for name, column in (table.get("columns") or {}).items()
    ]
    return [
        f"## {table['name']}",
        "",
        f"**{_cell(table.get('title') or table['name'])}.** {_cell(table.get('description'))}",
        "",
        *([grain, ""] if grain else []),
        "| column | label | type | what it holds |",
        "|---|---|---|---|",
        *rows,
        "",
    ]


def _type(column: dict[str, Any]) -> str:
    parts = [str(column.get("dtype") or "any")]
    parts += ["may be missing"] if column.get("nullable") else []
    parts += ["optional"] if not column.get("required", True) else []
    return ", ".join(parts)


def _cell(text: object) -> str:
    """Return a text for a cell of a Markdown table: no bar ends it, nothing in it is a tag."""
    return " ".join(str(text or "").split()).replace("|", "\\|").replace("<", "&lt;")
