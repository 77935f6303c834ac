"""The reference page of a TOML file, made from its model: every key with type, default, meaning and example."""

import re
from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from pv.toml.keys import Key, Table, tables
from pv.toml.text import toml_text


def reference(
    model: type[BaseModel], title: str, introduction: str, choices: Mapping[str, tuple[str, ...]] | None = None
) -> str:
    """Return the page as Markdown.

    Args:
        model: what the file may say.
        title: of the page.
        introduction: what stands under it.
        choices: key -> the values that it can have, where the model alone does not say them.
    """
    every = list(tables(model, choices or {}))
    contents = ", ".join(f"[`{table.header}`](#{_anchor(table)})" for table in every if not table.inline)
    lines = [f"# {title}", "", introduction, "", f"Tables: {contents}.", ""]
    for table in every:
        lines += _table(table)
    return "\n".join(lines).rstrip() + "\n"


def _anchor(table: Table) -> str:
    """Return the anchor that a heading gets by itself: its letters, digits and underscores."""
    return re.sub(r"[^a-z0-9_]+", "", table.name)


def _table(table: Table) -> Iterator[str]:
    """Yield the lines of one table."""
    heading = f"A table in the value of `{table.name}`" if table.inline else f"`{table.header}`"
    yield from (f"## {heading}", "", _paragraphs(table.meaning), "")
    if not table.inline:
        often = "At least once." if table.required else "Any number of times."
        yield from (often if table.many else "Required." if table.required else "Optional.", "")
    yield from ("| key | type | default | meaning | example |", "|---|---|---|---|---|")
    for key in table.keys:
        yield f"| {' | '.join(_cells(key))} |"
    yield ""


def _cells(key: Key) -> Iterator[str]:
    yield f"`{key.name}`"
    yield key.kind.replace("|", "\\|")
    yield "**required**" if key.required else "none" if key.default is None else _code(key.default)
    choices = ", ".join(f"`{choice}`" for choice in key.choices)
    yield _prose(f"{key.meaning} Choices: {choices}." if choices else key.meaning)
    yield f"`{key.name} = {toml_text(key.shown)}`".replace("|", "\\|")


def _code(value: object) -> str:
    return f"`{toml_text(value)}`".replace("|", "\\|")


def _paragraphs(text: str) -> str:
    """Return the paragraphs of a docstring, a line each."""
    return _prose("\n\n".join(" ".join(part.split()) for part in text.strip().split("\n\n")))


def _prose(text: str) -> str:
    """Return a text whose names of tables are code: in Markdown brackets are links."""
    return re.sub(r"\[+[a-z_.]+\]+", r"`\g<0>`", text).replace("|", "\\|")
