"""On which line of a TOML text each key stands: the parser of the standard library does not say it."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from pv.errors import Problem
from pv.toml.location import Location, key_text

_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\n]*)
    | (?P<quoted>\"{3}(?:\\.|[^\\])*?\"{3,5} | '{3}.*?'{3,5} | "(?:\\.|[^"\\\n])*" | '[^'\n]*')
    | (?P<mark>[\[\]{},=.\n])
    | (?P<bare>[^\s\[\]{},=.\#"']+)
    """,
    re.VERBOSE | re.DOTALL,
)


class _Token(NamedTuple):
    text: str
    line: int
    quoted: bool


_END = _Token("", 0, quoted=False)


def key_lines(text: str) -> dict[str, int]:
    """Return key -> the line where it begins, keys and items of lists written as in messages: `arm[2].name`.

    Args:
        text: a valid TOML text; of one that is nested too deeply, nothing is told.
    """
    try:
        return _Lines(text).found
    except RecursionError:
        return {}


class _Lines:
    """A walk through the tokens of a TOML text."""

    def __init__(self, text: str) -> None:
        """Walk through the whole text."""
        self.found: dict[str, int] = {}
        self._items: dict[str, int] = {}
        self._tokens = _tokens(text)
        self._place = 0
        table: Location = ()
        while self._next is not _END:
            if self._next.text == "\n":
                self._take()
            elif self._next.text == "[":
                table = self._header()
            else:
                self._pair(table)

    @property
    def _next(self) -> _Token:
        return self._tokens[self._place] if self._place < len(self._tokens) else _END

    def _take(self) -> _Token:
        token = self._next
        self._place += 1
        return token

    def _header(self) -> Location:
        """Return the table that a line in brackets opens."""
        line = self._take().line
        several = self._next.text == "["
        *above, name = self._key("]")
        self._take()
        table: Location = ()
        for part in above:
            self._note((*table, part), line)
            table = self._latest((*table, part))
        table = (*table, name)
        self._note(table, line)
        if several:
            self._take()
            self._items[key_text(table)] = self._items.get(key_text(table), 0) + 1
        table = self._latest(table)
        self._note(table, line)
        return table

    def _latest(self, location: Location) -> Location:
        """Return a table, of a list of tables the last one so far."""
        items = self._items.get(key_text(location))
        return location if items is None else (*location, items - 1)

    def _key(self, end: str) -> list[str]:
        """Return the parts of a dotted key, up to the mark that ends it."""
        parts: list[str] = []
        while self._next.text != end and self._next is not _END:
            token = self._take()
            if token.quoted:
                parts += tomllib.loads(f"{token.text} = 1")
            elif token.text not in {".", "["}:
                parts.append(token.text)
        return parts

    def _pair(self, table: Location) -> None:
        line = self._next.line
        location = table
        for part in self._key("="):
            location = (*location, part)
            self._note(location, line)
        self._take()
        self._value(location)

    def _value(self, location: Location) -> None:
        opened = self._take().text
        if opened not in {"[", "{"}:
            # A date or a number may be of several tokens.
            while self._next.text not in {",", "]", "}", "\n", ""}:
                self._take()
            return
        item = 0
        while self._next.text not in {"]", "}", ""}:
            if self._next.text in {",", "\n"}:
                self._take()
            elif opened == "{":
                self._pair(location)
            else:
                self._note((*location, item), self._next.line)
                self._value((*location, item))
                item += 1
        self._take()

    def _note(self, location: Location, line: int) -> None:
        self.found.setdefault(key_text(location), line)


def _tokens(text: str) -> list[_Token]:
    """Return the tokens of a TOML text but for its comments."""
    tokens, line, end = [], 1, 0
    for match in _TOKEN.finditer(text):
        line += text.count("\n", end, match.start())
        end = match.start()
        if match.lastgroup != "comment":
            tokens.append(_Token(match[0], line, quoted=match.lastgroup == "quoted"))
    return tokens


@dataclass(frozen=True)
class Written:
    """A TOML file as a message names places in it.

    Attributes:
        source: the file.
        lines: key -> line, as `key_lines` has them; without them a place is told by its key alone.
    """

    source: str
    lines: Mapping[str, int] = field(default_factory=dict)

    def problem(self, message: str, key: str, right: str) -> Problem:
        """Return what is wrong with a key, with the place where it stands: the file, the line, the key."""
        return Problem(message, self.place(key), right, (self.source, self._line(key) or 0))

    def place(self, key: str) -> str:
        """Return where a key stands: the file, the line, the key."""
        line = self._line(key)
        return f"{self.source}, line {line}, key {key}" if line else f"{self.source}, key {key}"

    def _line(self, key: str) -> int | None:
        """Return the line of a key or, where it is not written, of the table that it would be in; None at the top."""
        while key and key not in self.lines:
            key = key[: max(key.rfind("."), key.rfind("["), 0)]
        return self.lines.get(key)
