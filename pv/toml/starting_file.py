"""A TOML file to start from, made from its model: what is proposed is in use, every other key stands in a comment."""

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from pv.toml.keys import Key, Table, tables
from pv.toml.text import toml_text

_WIDTH = 120
#: Where the comment begins that stands behind a key.
_COLUMN = 37


@dataclass(frozen=True)
class Proposal:
    """What to write of a key.

    Attributes:
        value: its value.
        note: what to say of the value, before what the key means.
        in_use: whether the line is in use, or a comment to be put in use.
    """

    value: Any
    note: str = ""
    in_use: bool = True


@dataclass(frozen=True)
class Block:
    """One table of a list: how it begins, and its keys; one without a key in use is a comment throughout.

    Attributes:
        note: how it begins.
        keys: what to write of its keys; a key that has no place in it has None.
    """

    note: str
    keys: Mapping[str, Proposal | None]


def starting_text(
    model: type[BaseModel],
    proposals: Mapping[str, Proposal],
    blocks: Mapping[str, Sequence[Block]],
    remarks: Mapping[str, str],
    choices: Mapping[str, tuple[str, ...]],
) -> str:
    """Return the tables of the file, with every key that the model has.

    Args:
        model: what the file may say.
        proposals: key, as in "data.folder" -> what to write of it.
        blocks: list of tables -> those to begin with.
        remarks: table or key -> a comment of its own above it.
        choices: key -> the values that it can have, where its type does not name them.
    """
    parts = []
    for table in tables(model, choices):
        if table.inline:
            continue
        lines = list(_comment(remarks.get(table.name, "")))
        for block in blocks.get(table.name, ()):
            own = {f"{table.name}.{name}": proposal for name, proposal in block.keys.items()}
            # What the keys mean is said once.
            lines += [*_table(table, block.note, own, remarks, brief=block is not blocks[table.name][0]), ""]
        if not blocks.get(table.name):
            lines += [*_table(table, _first(table.meaning), proposals, remarks, brief=False), ""]
        parts.append("\n".join(lines))
    return "\n".join(parts)


def _table(
    table: Table, note: str, proposals: Mapping[str, Proposal | None], remarks: Mapping[str, str], *, brief: bool
) -> Iterator[str]:
    """Yield the lines of a table: its header, its keys; one of a list without a key in use is a comment throughout."""
    proposed = [proposals.get(key.path) for key in table.keys]
    commented = table.many and not any(proposal and proposal.in_use for proposal in proposed)
    yield from _line("#" if commented else "", table.header, note)
    for key, proposal in zip(table.keys, proposed, strict=True):
        if proposal is None and (brief or key.path in proposals):
            continue
        yield from _comment(remarks.get(key.path, ""))
        yield from _key(key, proposal or Proposal(_shown(key, table), in_use=False), brief=brief)


def _shown(key: Key, table: Table) -> Any:  # noqa: ANN401  # any value that TOML has
    """Return what a line that is not in use shows: the default or, where that is nothing, an example.

    Of a list of tables the examples come first: together they are a table that says something.
    """
    return key.shown if table.many or _is_nothing(key.default) else key.default


def _is_nothing(default: Any) -> bool:  # noqa: ANN401  # any value that TOML has
    return default is None or default in ("", (), {})


def _key(key: Key, proposal: Proposal, *, brief: bool) -> Iterator[str]:
    meaning = key.meaning
    if key.choices and "text" not in key.kind:
        meaning = f"{meaning} One of {', '.join(key.choices)}."
    if not proposal.in_use and not proposal.note and _is_nothing(key.default) and not key.required:
        meaning = f"{meaning} (An example.)"
    comment = proposal.note.removesuffix(":") if brief else _joined(proposal.note, meaning)
    yield from _line("" if proposal.in_use else "#", f"{key.name} = {toml_text(proposal.value)}", comment)


def _joined(note: str, meaning: str) -> str:
    """Return a note and, after it, a meaning; after a colon it goes on in small letters."""
    if note.endswith(":") and not meaning[:2].isupper():
        meaning = f"{meaning[0].lower()}{meaning[1:]}"
    return f"{note} {meaning}".strip()


def _line(mark: str, written: str, comment: str) -> Iterator[str]:
    """Yield a line with its comment behind it, or where that is too long above it."""
    line = f"{mark}{written}"
    behind = f"{line.ljust(_COLUMN - 2)}  # {comment}" if comment else line
    if len(behind) <= _WIDTH:
        yield behind
        return
    yield from _comment(comment)
    yield line


def _comment(text: str) -> Iterator[str]:
    yield from textwrap.wrap(text, _WIDTH, initial_indent="# ", subsequent_indent="# ") if text else ()


def _first(text: str) -> str:
    """Return the first sentence of a docstring."""
    return re.split(r"\n\n", text.strip())[0].replace("\n    ", " ")
