"""The line of a key in a TOML text: as counted by hand, and for every key that the parser finds."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from places import ROOT
from pv.toml.lines import Written, key_lines
from pv.toml.location import Location, key_text

TEXT = r'''# a comment with [brackets] and "quotes
title = "a # b" # [not.a.table]
[study]
text = """
[no.table]
x = 1 \""" still
"""
lines = [
  1, # one
  { a = 1, b.c = [2, 3] },
]
"quoted key" = 'it'
[[arm]]
name = 'C:\new'
day = 2020-01-31 10:00:00
[[arm]]
[arm.more]
deep.er = 1.5
[[arm.part]]
[[arm.part]]
x = {}
'''

#: Counted by hand.
LINES = {
    "title": 2,
    "study": 3,
    "study.text": 4,
    "study.lines": 8,
    "study.lines[1]": 9,
    "study.lines[2]": 10,
    "study.lines[2].b.c[2]": 10,
    "study.quoted key": 12,
    "arm": 13,
    "arm[1]": 13,
    "arm[1].name": 14,
    "arm[1].day": 15,
    "arm[2]": 16,
    "arm[2].more": 17,
    "arm[2].more.deep.er": 18,
    "arm[2].part[1]": 19,
    "arm[2].part[2]": 20,
    "arm[2].part[2].x": 21,
}


def every(value: Any, location: Location = ()) -> Iterator[Location]:  # noqa: ANN401  # parsed TOML has any shape
    """Yield where everything in a parsed text is."""
    if location:
        yield location
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for part, inner in pairs:
        yield from every(inner, (*location, part))


def test_the_lines_are_those_counted_by_hand() -> None:
    found = key_lines(TEXT)
    assert {key: found.get(key) for key in LINES} == LINES


@pytest.mark.parametrize(
    "text",
    [TEXT, *(path.read_text(encoding="utf-8") for path in sorted((ROOT / "reports").glob("*/*.toml")))],
)
def test_every_key_that_the_parser_finds_has_a_line_where_its_name_stands(text: str) -> None:
    found, rows = key_lines(text), text.splitlines()
    there = {key_text(location): location[-1] for location in every(tomllib.loads(text))}
    assert found.keys() == there.keys()
    for key, name in there.items():
        assert isinstance(name, int) or name in rows[found[key] - 1]


def test_a_key_that_is_not_written_is_in_its_table() -> None:
    written = Written("x.toml", key_lines(TEXT))
    assert written.place("arm[2].role") == "x.toml, line 16, key arm[2].role"
    assert written.place("nowhere.to_be_found") == "x.toml, key nowhere.to_be_found"


def test_of_a_text_that_is_nested_too_deeply_nothing_is_told() -> None:
    assert key_lines("x = " + "[" * 100_000 + "]" * 100_000) == {}
